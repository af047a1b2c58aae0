import { visible } from '../core/visible.ts';
import { decodeEntities } from './markdown-entities.ts';
import { formulaAt, renderMath } from './math.ts';

/**
 * A paragraph of markdown as one line of plain text, safe to print: what is written bold, as code, as a link or in TeX
 * reads as its words. For every place that has one line for a question; what no reader needs to unpick stays as it is.
 */
export function plainLine(markdown: string, unicode = true): string {
  const text = oneLine(visible(markdown));
  if (!/[*_`~$\\[<&]/.test(text) || text.length > longest) return text;
  const kept: string[] = [];
  const bare = unmarked(setAside(text, unicode, kept));
  // What was set aside stands between two NULs, which no visible text holds.
  return oneLine(bare.split('\0').map((part, index) => (index % 2 === 1 ? (kept[Number(part)] ?? '') : visible(decodeEntities(part)))).join(''));
}

/** Beyond this many characters it is no line to be read at a glance. */
const longest = 4000;

/** Replaces code, formulas and escaped characters, in which no mark means anything, by their number between NULs. */
function setAside(text: string, unicode: boolean, kept: string[]): string {
  let bare = '';
  let rest = text;
  for (let at = rest.search(special); at >= 0; at = rest.search(special)) {
    bare += rest.slice(0, at);
    rest = rest.slice(at);
    const code = /^(`+)(?!`) ?(.*?[^`]) ?\1(?!`)/.exec(rest);
    const formula = code ? null : formulaAt(rest);
    const escaped = /^\\([!-/:-@[-`{-~])/.exec(rest);
    const plain = code?.[2] ?? (formula ? renderMath(formula.tex, unicode) : escaped?.[1]);
    const raw = code?.[0] ?? formula?.raw ?? escaped?.[0] ?? /^(?:`+|.)/.exec(rest)?.[0] ?? rest;
    bare += plain === undefined ? raw : `\0${kept.push(plain) - 1}\0`;
    rest = rest.slice(raw.length);
  }
  return bare + rest;
}

const special = /[`$\\]/;

/** Links and pictures as their text, and what is emphasized without its marks, three deep. */
function unmarked(text: string): string {
  let bare = text
    .replace(/!?\[([^[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?: +"[^"]*")?\)/g, '$1')
    .replace(/<((?:https?:\/\/|mailto:)[^<>\s]+)>/g, '$1')
    .replace(/~~(?=[^\s~])([^~]*[^\s~])~~/g, '$1');
  for (let depth = 0; depth < 3; depth++) {
    bare = bare
      .replace(/(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1/g, '$2')
      .replace(/(?<!\w)(_{1,3})(?=[^\s_])((?:[^_]|(?<=\w)_(?=\w))*[^\s_])\1(?!\w)/g, '$2');
  }
  return bare;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
