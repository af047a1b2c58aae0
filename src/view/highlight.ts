import type { ChalkInstance } from 'chalk';
import { highlighter, languageNamed } from './highlight-languages.ts';
import type { Style } from './style.ts';

/**
 * Code in the colours of `style`, or null where it should be shown plain: no colour, a language that is not named or not
 * known, or code that would take long. The language is never guessed.
 */
export function highlight(code: string, word: string, style: Style): string | null {
  if (style.color === 0 || word === '') return null;
  const key = `code ${word} ${code}`;
  const html = style.lexed.has(key) ? (style.lexed.get(key) as string | null) : htmlOf(code, word);
  style.lexed.set(key, html);
  return html === null ? null : paint(html, style.pen);
}

function htmlOf(code: string, word: string): string | null {
  const language = isSlow(code) ? null : languageNamed(word);
  if (language === null) return null;
  return language === 'http' ? messageHtml(code) : htmlAs(language, code);
}

/**
 * highlight.js takes time that grows with the square of code without punctuation, and worse with languages nested in
 * each other. These bounds keep any input near 50 ms; code written by people stays far below them.
 */
function isSlow(code: string): boolean {
  if (code.length > 4_000) return true;
  if (code.split(/[^\w\s.-]/).some((run) => run.length > 400)) return true;
  return (code.match(/<(?:script|style)|[$#][{(]/gi) ?? []).length > 40;
}

function htmlAs(language: string, code: string): string {
  return highlighter.highlight(code, { language, ignoreIllegals: true }).value;
}

/** highlight.js would guess the language of an HTTP body. */
function messageHtml(code: string): string {
  const blank = code.indexOf('\n\n');
  if (blank < 0) return htmlAs('http', code);
  const body = code.slice(blank);
  return htmlAs('http', code.slice(0, blank)) + (/^\s*[[{]/.test(body) ? htmlAs('json', body) : body.replace(/[&<>]/g, (sign) => escapeOf[sign] ?? sign));
}

type Pen = (text: string) => string;

/**
 * highlight.js writes nothing but spans with one class and five escapes. Each piece of text takes the innermost colour,
 * applied once: chalk's time and output grow with the cube of nested calls.
 */
function paint(html: string, pen: ChalkInstance): string {
  const pens: Pen[] = [];
  let painted = '';
  for (const [part, name] of html.matchAll(/<span class="(?:hljs-)?([^"]*)">|<\/span>|(?:[^<&]|&[a-z0-9#]+;)+/g)) {
    if (name !== undefined) pens.push(penFor(name, pen) ?? pens.at(-1) ?? plain);
    else if (part === '</span>') pens.pop();
    else painted += (pens.at(-1) ?? plain)(part.replace(/&[a-z0-9#]+;/g, (escape) => escapes[escape] ?? escape));
  }
  return painted;
}

const plain: Pen = (text) => text;

const escapeOf: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escapes: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': "'" };

function penFor(name: string, pen: ChalkInstance): Pen | null {
  switch (name) {
    case 'keyword':
    case 'selector-tag':
    case 'name':
    case 'section':
    case 'bullet':
      return pen.magenta;
    case 'string':
    case 'regexp':
    case 'addition':
      return pen.green;
    case 'number':
    case 'literal':
    case 'symbol':
    case 'variable':
      return pen.yellow;
    case 'built_in':
    case 'type':
    case 'title':
    case 'attr':
    case 'attribute':
      return pen.cyan;
    case 'comment':
    case 'quote':
    case 'meta':
      return pen.dim;
    case 'deletion':
      return pen.red;
    case 'emphasis':
      return pen.italic;
    case 'strong':
      return pen.bold;
    default:
      return null;
  }
}
