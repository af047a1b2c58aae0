/**
 * Text from a file made safe to print: control, bidirectional and zero-width characters become visible symbols, so
 * that no content can move the cursor, hide words or talk to the terminal. Newlines stay; a tab becomes two spaces.
 * A zero-width joiner stays inside an emoji sequence, where it is part of the glyph.
 */
export function visible(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, '  ')
    .replace(hazards, (character, offset: number, whole: string) =>
      character === '\u200d' && joinsEmoji(whole, offset) ? character : symbol(character),
    );
}

/**
 * C0 but newline, DEL, C1, soft hyphen, bidi marks and isolates, zero-width, line separators, tags, BOM, interlinear,
 * and every other code point that Unicode says to draw as nothing but the variation selectors, which choose a glyph.
 */
const hazards =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e00ff}\u{e01f0}-\u{e0fff}]/gu;

function joinsEmoji(whole: string, offset: number): boolean {
  return /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]$/u.test(whole.slice(Math.max(0, offset - 2), offset)) &&
    /^\p{Extended_Pictographic}/u.test(whole.slice(offset + 1, offset + 3));
}

function symbol(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
