/** What is wrong with a file that holds no text, and what to do instead. */
export interface NotText {
  readonly message: string;
  readonly hint: string;
}

const known: readonly (readonly [start: RegExp, what: string, hint: string])[] = [
  [/^%PDF-/, 'a PDF', 'Get its text out first: pdftotext FILE.pdf FILE.txt, or copy it out of a viewer; then give the text.'],
  [/^PK\u0003\u0004(?=[\s\S]{0,4000}word\/)/, 'a Word document', 'Get its text out first: pandoc FILE.docx -o FILE.md, or save it as plain text; then give that.'],
  [/^PK\u0003\u0004/, 'a zip archive', 'Unpack it and give the documents within. A Word document: pandoc FILE.docx -o FILE.md.'],
  [/^ÐÏ\u0011à/, 'an old Office document', 'Save it as plain text, and give that.'],
  [/^\{\\rtf/, 'an RTF document', 'Save it as plain text or convert it: pandoc FILE.rtf -o FILE.md; then give that.'],
  [/^(?:.PNG\r?\n|GIF8|ÿØÿ|RIFF)/, 'an image', 'Give a document of text: markdown, plain text, CSV or TSV.'],
];

/** What a decoded file is where it is no text, or null: told by how it begins, or by signs that no text has. */
export function notText(text: string, path: string): NotText | null {
  const start = text.slice(0, 4096);
  for (const [pattern, what, hint] of known) {
    if (!pattern.test(start)) continue;
    const isWord = what === 'a zip archive' && /\.docx$/i.test(path);
    return isWord ? notText('PK\u0003\u0004word/', '') : { message: `this is ${what}, not text`, hint };
  }
  const signs = start.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u0081\u008d\u008f\u0090\u009d\ufffd]/g)?.length ?? 0;
  if (signs <= start.length * 0.05 || signs < 4) return null;
  return { message: 'this is no text', hint: 'Give a document of text: markdown, plain text, CSV or TSV.' };
}
