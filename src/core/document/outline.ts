import MarkdownIt from 'markdown-it';

export type BlockType = 'heading' | 'paragraph' | 'code' | 'html' | 'table' | 'rule' | 'list' | 'item' | 'quote';

/** One block of a markdown document, in document order. Lines are 0-based, `end` is the line after its last. */
export interface Block {
  readonly type: BlockType;
  readonly start: number;
  readonly end: number;
  /** How many list items and quotes stand around it. */
  readonly depth: number;
  /** 1 to 6 for a heading, else 0. */
  readonly level: number;
  /** The source of a heading or paragraph, without its marks. */
  readonly text: string;
  /** The bullet or number of an item, the language of a fence. */
  readonly marker: string;
  /** The index of the block around it, or -1. */
  readonly parent: number;
}

/** A `<details>` element. Lines are 0-based. */
export interface Details {
  readonly start: number;
  /** The line of its closing tag, or the last line of the document. */
  readonly end: number;
  /** How many such elements stand around it. */
  readonly depth: number;
  /** What its summary says, as markdown in one line. */
  readonly summary: string;
  /** What the summary goes on with below its words: code or a list. */
  readonly aside: readonly string[];
  /** The line after which its content begins, with what follows the summary there. */
  readonly summaryEnd: number;
  readonly rest: string;
  /** What precedes the closing tag on its line. */
  readonly tail: string;
}

export interface Outline {
  readonly lines: readonly string[];
  readonly blocks: readonly Block[];
  /** 1 for each line that stands in a code block. */
  readonly code: Uint8Array;
  readonly details: readonly Details[];
  /** For each line, how many `<details>` elements stand around it; their own tags' lines count as outside. */
  readonly folded: Uint8Array;
}

// This preset caps nesting at 20, which keeps hostile input linear.
const markdown = new MarkdownIt('commonmark').enable('table');
markdown.core.ruler.enableOnly(['normalize', 'block']);
// A link definition is text that must not vanish from an answer.
markdown.block.ruler.disable('reference');

const containers: Readonly<Record<string, BlockType>> = {
  heading_open: 'heading',
  paragraph_open: 'paragraph',
  fence: 'code',
  code_block: 'code',
  html_block: 'html',
  table_open: 'table',
  hr: 'rule',
  bullet_list_open: 'list',
  ordered_list_open: 'list',
  list_item_open: 'item',
  blockquote_open: 'quote',
};

const closers: ReadonlySet<string> = new Set(Object.keys(containers).map((name) => name.replace('_open', '_close')));

/** The blocks of a text, with the line each stands on. */
export function outlineOf(lines: readonly string[]): Outline {
  return prose(lines) ?? parsed(lines);
}

/** A line that can be nothing but part of a paragraph, wherever it stands. */
const plainLine = /^(?:\p{L}|["'“„«(]|\*\*(?=\p{L}))/u;
const mostPlain = 40;
const nothing: Outline = { lines: [], blocks: [], code: new Uint8Array(0), details: [], folded: new Uint8Array(0) };

/** A short text of plain paragraphs, as most answers are, needs no parser; null for any other. */
function prose(lines: readonly string[]): Outline | null {
  if (lines.length === 0) return nothing;
  if (lines.length > mostPlain) return null;
  for (const line of lines) if (line !== '' && !plainLine.test(line)) return null;
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    if (lines[at] === '') continue;
    const start = at;
    while (at < lines.length && lines[at] !== '') at += 1;
    const text = lines.slice(start, at).join('\n').trim();
    blocks.push({ type: 'paragraph', start, end: at, depth: 0, level: 0, text, marker: '', parent: -1 });
  }
  if (lines.some((line) => line.includes('<') && /<details\b/i.test(line))) return null;
  return { lines, blocks, code: new Uint8Array(lines.length), details: [], folded: new Uint8Array(lines.length) };
}

function parsed(lines: readonly string[]): Outline {
  const code = new Uint8Array(lines.length);
  const blocks: { -readonly [key in keyof Block]: Block[key] }[] = [];
  const open: number[] = [];
  let depth = 0;
  for (const token of markdown.parse(asMeant(lines.map(parseable)).join('\n'), {})) {
    const type = containers[token.type];
    if (type !== undefined) {
      const [start, end] = token.map ?? [0, 0];
      blocks.push({
        type,
        start,
        end: lastLine(lines, start, Math.min(end, lines.length)),
        depth,
        level: type === 'heading' ? Number(token.tag.slice(1)) : 0,
        text: '',
        marker: type === 'item' ? (itemMark.exec(lines[start]?.slice(0, 40) ?? '')?.[1] ?? token.info + token.markup) : type === 'code' ? token.info.trim() : '',
        parent: open.at(-1) ?? -1,
      });
      if (type === 'code') code.fill(1, start, end);
    }
    if (token.type === 'inline') {
      const block = blocks[open.at(-1) ?? -1];
      if (block !== undefined && block.text === '' && (block.type === 'heading' || block.type === 'paragraph')) block.text = token.content;
    }
    if (token.nesting === 1 && type !== undefined) {
      open.push(blocks.length - 1);
      if (type === 'item' || type === 'quote') depth += 1;
    } else if (token.nesting === -1 && closers.has(token.type)) {
      const closed = blocks[open.pop() ?? -1];
      if (closed?.type === 'item' || closed?.type === 'quote') depth -= 1;
    }
  }
  const details = lines.some((line) => line.includes('<') && /<details\b/i.test(line)) ? detailsOf(lines, code) : [];
  const folded = new Uint8Array(lines.length);
  for (const { start, end } of details) {
    for (let at = start + 1; at < end; at += 1) folded[at] = Math.min(255, (folded[at] ?? 0) + 1);
  }
  return { lines, blocks, code, details, folded };
}

/** The outline of some lines of a document, without parsing them again; null where a block stands across their start. */
export function partOf(outline: Outline, start: number, end: number): Outline | null {
  const { blocks } = outline;
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  // A block that begins before the lines and reaches into them can only be one of the last few at the top.
  for (let at = low - 1, seen = 0; at >= 0 && seen < 1; at -= 1) {
    const block = blocks[at];
    if (block === undefined || block.parent !== -1) continue;
    if (block.end > start) return null;
    seen += 1;
  }
  const part: Block[] = [];
  for (let at = low; at < blocks.length; at += 1) {
    const block = blocks[at];
    if (block === undefined || block.start >= end) break;
    if (block.end > end) return null;
    part.push({ ...block, start: block.start - start, end: block.end - start, parent: block.parent === -1 ? -1 : block.parent - low });
  }
  const details = outline.details.length === 0 ? [] : detailsIn(outline, start, end);
  if (details === null) return null;
  const depth = details.reduce((least, fold) => Math.min(least, fold.depth), 255);
  return {
    lines: outline.lines.slice(start, end),
    blocks: part,
    code: outline.code.subarray(start, end),
    details: details.map((fold) => ({ ...fold, depth: fold.depth - depth })),
    folded: outline.details.length === 0 ? outline.folded.subarray(start, end) : outline.folded.slice(start, end).map((folds) => folds - Math.min(folds, outline.folded[start] ?? 0)),
  };
}

function detailsIn(outline: Outline, start: number, end: number): Details[] | null {
  const { details } = outline;
  let low = 0;
  let high = details.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((details[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const found: Details[] = [];
  for (let at = low; at < details.length; at += 1) {
    const fold = details[at];
    if (fold === undefined || fold.start >= end) break;
    if (fold.end >= end && fold.summaryEnd >= end) return null;
    found.push({ ...fold, start: fold.start - start, end: Math.min(fold.end, end - 1) - start, summaryEnd: fold.summaryEnd - start });
  }
  return found;
}

/** Old documents write headings without the space after the marks, or as tags. */
function parseable(line: string): string {
  if (line.startsWith('##')) return line.replace(/^(#{2,6})(?=[^\s#])/, '$1 ');
  // A tag around other blocks would hide them.
  if (line.length < 500 && /^\s{0,6}(?:<(?:\/(?:div|center|p|a)|(?:div|center|p|a|img)\b[^<>]*)>\s*)+$/i.test(line)) return '';
  if (line.length > 2000 || !/^\s{0,6}<h[1-6]/i.test(line)) return line;
  const tagged = /^\s*<h([1-6])\b[^<>]*>(.*?)<\/h\1>\s*(.*)$/i.exec(line);
  if (tagged === null || (tagged[2] ?? '').replace(/<[^<>]*>/g, '').trim() === '') return line;
  return `${line.slice(0, line.length - line.trimStart().length)}${'#'.repeat(Number(tagged[1]))} ${markdownOf(tagged[2] ?? '')} ${tagged[3] ?? ''}`.trimEnd();
}

const itemMark = /^[\s>]*(\d{1,9}[.)])/;
const numberedLine = /^(\s*)(\d{1,6})([.)]\s+\S)/;

/**
 * Lists as people mean them, for the parser. A number other than 1 right below text begins none, unless it is written as
 * a 1: so it is where the number goes on from the last, or the line is indented below an item. What belongs to an item is
 * indented as far as its words, which grow with the number: three columns are enough for people.
 */
function asMeant(lines: string[]): string[] {
  let last = 0;
  let column = 0;
  lines.forEach((line, at) => {
    const indent = line.length - line.trimStart().length;
    if (indent === line.length) return;
    const [, , number = '', rest = ''] = /^\s*\d/.test(line) ? (numberedLine.exec(line) ?? []) : [];
    const above = lines[at - 1] ?? '';
    if (number !== '' && Number(number) > 1 && above.trim() !== '') {
      const goesOn = indent === 0 && Number(number) === last + 1;
      const below = indent > 1 && /^\s*(?:[-*+]|\d{1,6}[.)])\s/.test(above) && above.length - above.trimStart().length < indent;
      if (goesOn || below) lines[at] = `${line.slice(0, indent)}${'1'.padStart(number.length, '0')}${line.slice(indent + number.length)}`;
    }
    if (indent === 0) {
      column = number === '' ? 0 : number.length + rest.length - 1;
      if (number !== '') last = Number(number);
    } else if (indent > 1 && indent < column) lines[at] = ' '.repeat(column) + line.trimStart();
  });
  return lines;
}

/** The parser counts the blank lines after a list as the list's. */
function lastLine(lines: readonly string[], start: number, end: number): number {
  let last = end;
  while (last > start + 1 && (lines[last - 1] ?? '').trim() === '') last -= 1;
  return last;
}

const longestSummary = 30;
const deepest = 20;
const mostTags = 40;

function detailsOf(lines: readonly string[], code: Uint8Array): Details[] {
  const found: Details[] = [];
  const open: number[] = [];
  let summary: { of: number; text: string[]; from: number } | null = null;
  const flat = isUnbalanced(lines);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (summary !== null && at - summary.from > longestSummary) summary = null;
    if (code[at] === 1 && summary !== null) summary.text.push(line);
    if (code[at] === 1 || (!line.includes('<') && summary === null)) continue;
    let read = 0;
    let tags = 0;
    for (const match of line.matchAll(/<(\/?)(details|summary)\b[^<>]*>/gi)) {
      // Nobody writes so many in a line, and each would hold the rest of it.
      if ((tags += 1) > mostTags) break;
      if ((line.slice(read, match.index).match(/`/g)?.length ?? 0) % 2 === 1) continue;
      const closing = match[1] === '/';
      const after = match.index + match[0].length;
      if (match[2]?.toLowerCase() === 'details') {
        if (!closing) {
          if (flat && open.length > 0) closeAt(found, open, at - 1);
          if (open.length < deepest) open.push(found.length);
          if (open.length < deepest) found.push({ start: at, end: lines.length - 1, depth: open.length - 1, summary: '', aside: [], summaryEnd: at, rest: line.slice(after), tail: '' });
        } else {
          const index = open.pop();
          const details = index === undefined ? undefined : found[index];
          if (index !== undefined && details !== undefined) {
            const oneLine = details.summaryEnd === at;
            const tail = oneLine ? '' : line.slice(0, match.index);
            found[index] = { ...details, end: at, tail, rest: oneLine ? details.rest.replace(/<\/details\b[\s\S]*$/i, '') : details.rest };
          }
        }
      } else if (!closing) {
        const of = open.at(-1);
        if (of !== undefined && found[of]?.summary === '') summary = { of, text: [], from: at };
      } else if (summary !== null) {
        summary.text.push(line.slice(read, match.index));
        const details = found[summary.of];
        if (details !== undefined) {
          const below = summary.text.findIndex((text, index) => index > 0 && /^\s*(?:```|~~~|[-*+]\s)/.test(text));
          const words = below === -1 ? summary.text : summary.text.slice(0, below);
          found[summary.of] = { ...details, summary: markdownOf(words.join(' ')), aside: below === -1 ? [] : summary.text.slice(below), summaryEnd: at, rest: line.slice(after) };
        }
        summary = null;
      }
      read = after;
    }
    if (summary !== null) summary.text.push(line.slice(read));
  }
  return found;
}

/** Where tags are left open, none is taken to stand inside another. */
function isUnbalanced(lines: readonly string[]): boolean {
  let balance = 0;
  for (const line of lines) {
    if (!line.includes('details')) continue;
    balance += (line.match(/<details\b/gi)?.length ?? 0) - (line.match(/<\/details\b/gi)?.length ?? 0);
  }
  return balance > 0;
}

function closeAt(found: Details[], open: number[], end: number): void {
  const index = open.pop();
  const details = index === undefined ? undefined : found[index];
  if (index !== undefined && details !== undefined) found[index] = { ...details, end: Math.max(end, details.summaryEnd), tail: '' };
}

/** The inline tags of a summary, as markdown. */
function markdownOf(html: string): string {
  return html
    .replace(/<\/?(?:code|tt|kbd)>/gi, '`')
    .replace(/<\/?(?:b|strong|h[1-6]|p|span|u|font|big|br|center|samp)\b[^<>]*>/gi, ' ')
    .replace(/<\/?(?:i|em)>/gi, '*')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}
