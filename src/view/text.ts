import fastStringWidth from 'fast-string-width';

/** Terminal columns that a text takes; SGR sequences take none. */
export function widthOf(text: string): number {
  const shown = text.includes('\u001b') ? text.replace(sgrs, '') : text;
  return oneColumnEach.test(shown) ? shown.length : fastStringWidth(shown);
}

export interface Margins {
  /** Stands before the first line and counts in the width. */
  readonly indent?: string;
  /** Stands before every further line; the indent's when left out. */
  readonly hanging?: string;
}

/**
 * Lines of at most `width` columns. Breaks at spaces and beside CJK characters, and inside a word only when it is wider
 * than a line. A newline stays a break, leading spaces stay, and each line closes the SGR styles it leaves open and
 * the next reopens them. A column too narrow for one wide character is taken as two.
 */
export function wrap(text: string, width: number, margins: Margins = {}): string[] {
  const indent = margins.indent ?? '';
  const page = new Page(width, indent, margins.hanging ?? indent);
  for (const [index, line] of text.split('\n').entries()) {
    if (index > 0) page.breakLine();
    for (const word of wordsOf(line)) page.add(word);
  }
  return page.finish();
}

/** The text when it fits, else its beginning and the ellipsis in exactly or just under `width` columns, styles closed. */
export function truncate(text: string, width: number, ellipsis: string): string {
  if (widthOf(text) <= width) return text;
  const room = width - widthOf(ellipsis);
  if (room < 0) return '';
  const styles = new Styles();
  let kept = '';
  let keptWidth = 0;
  for (const piece of text.match(pieces) ?? []) {
    if (isSgr(piece)) {
      styles.apply(piece);
      kept += piece;
      continue;
    }
    for (const cluster of clustersOf(piece)) {
      keptWidth += widthOf(cluster);
      if (keptWidth > room) return kept.trimEnd() + styles.closing() + ellipsis;
      kept += cluster;
    }
  }
  return kept;
}

/** The text followed by spaces up to `width` columns; a wider text stays as it is. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/**
 * Characters of one column each that join with no other and are not broken between: ASCII, Latin-1, and the dashes, quotes,
 * arrows, operators and lines that answers are full of. A shortcut: what follows is right for them too, and slow.
 */
const oneColumnEach = /^[\x20-\x7e\xa1-\xac\xae-\xff\u2010-\u2015\u2018-\u2022\u2026\u2190-\u2193\u2200-\u22ff\u2500-\u259f\u25b8\u25b9\u25cb\u25cf]*$/;
 
const pieces = /\u001b\[[\d;]*m| +|[^ \u001b]+|\u001b/g;
const sgr = /^\u001b\[([\d;]*)m$/;
const sgrs = /\u001b\[[\d;]*m/g;
 

function isSgr(piece: string): boolean {
  return piece.length > 2 && sgr.test(piece);
}

const cjk = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/u;
const noBreakBefore = /^[)\]}>.,;:!?%'"»’”…、。〉》」』】〕〗〙〛！％），．：；？］｝ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々]/u;
const noBreakAfter = /[([{<'"«‘“〈《「『【〔〖〘〚（［｛]$/u;

const clusters =
  /\p{RI}\p{RI}|\p{Extended_Pictographic}[\p{M}\p{Emoji_Modifier}]*(?:\u200d\p{Extended_Pictographic}[\p{M}\p{Emoji_Modifier}]*)*|[^]\p{M}*/gu;

/** What a reader takes for one character each. Intl.Segmenter knows more scripts, but takes quadratic time. */
function clustersOf(text: string): string[] {
  return text.match(oneColumnEach.test(text) ? /[^]/g : clusters) ?? [];
}

/** Between two break opportunities: spaces, then pieces of text and SGR sequences that stay together. */
interface Word {
  spaces: number;
  readonly pieces: string[];
  width: number;
}

function wordsOf(line: string): Word[] {
  const words: Word[] = [];
  let word: Word = { spaces: 0, pieces: [], width: 0 };
  let before = '';
  const next = (spaces: number): void => {
    if (word.pieces.length > 0) words.push(word);
    else spaces += word.spaces;
    word = { spaces, pieces: [], width: 0 };
  };
  for (const piece of line.match(pieces) ?? []) {
    if (piece.startsWith(' ')) {
      next(piece.length);
      before = '';
    } else if (isSgr(piece)) {
      word.pieces.push(piece);
    } else {
      for (const part of partsOf(piece)) {
        if (before !== '' && mayBreak(before, part)) next(0);
        word.pieces.push(part);
        word.width += widthOf(part);
        before = part;
      }
    }
  }
  next(0);
  return words;
}

/** CJK characters one by one, everything else in runs. */
function partsOf(piece: string): string[] {
  if (oneColumnEach.test(piece)) return [piece];
  const parts: string[] = [];
  let run = '';
  for (const cluster of clustersOf(piece)) {
    if (!cjk.test(cluster)) {
      run += cluster;
      continue;
    }
    if (run !== '') parts.push(run);
    run = '';
    parts.push(cluster);
  }
  if (run !== '') parts.push(run);
  return parts;
}

function mayBreak(before: string, after: string): boolean {
  return (cjk.test(before) || cjk.test(after)) && !noBreakBefore.test(after) && !noBreakAfter.test(before);
}

/** Lines under construction. */
class Page {
  readonly #width: number;
  readonly #hanging: string;
  readonly #hangingWidth: number;
  readonly #lines: string[] = [];
  readonly #styles = new Styles();
  #line: string;
  #used: number;
  #start: number;
  #spaces = 0;

  constructor(width: number, indent: string, hanging: string) {
    this.#hanging = hanging;
    this.#hangingWidth = widthOf(hanging);
    this.#line = indent;
    this.#start = this.#used = widthOf(indent);
    this.#width = Math.max(width, Math.max(this.#start, this.#hangingWidth) + 2);
  }

  add(word: Word): void {
    this.#spaces += word.spaces;
    if (!this.#fits(word)) {
      if (this.#used > this.#start) this.breakLine();
      else this.#spaces = Math.min(this.#spaces, Math.floor((this.#width - this.#start) / 2));
    }
    const fits = this.#fits(word);
    if (word.width > 0) this.#space();
    for (const piece of word.pieces) {
      if (isSgr(piece)) {
        this.#styles.apply(piece);
        this.#line += piece;
      } else {
        if (fits) this.#put(piece, widthOf(piece));
        else this.#split(piece);
      }
    }
  }

  breakLine(): void {
    this.#lines.push((this.#line + this.#styles.closing()).replace(/ +$/, ''));
    this.#line = this.#hanging + this.#styles.opening();
    this.#start = this.#used = this.#hangingWidth;
    this.#spaces = 0;
  }

  finish(): string[] {
    this.breakLine();
    return this.#lines;
  }

  #fits(word: Word): boolean {
    return word.width === 0 || this.#used + this.#spaces + word.width <= this.#width;
  }

  /** Before a style opens, so that no space between words is underlined. */
  #space(): void {
    this.#line += ' '.repeat(this.#spaces);
    this.#used += this.#spaces;
    this.#spaces = 0;
  }

  #put(text: string, width: number): void {
    this.#line += text;
    this.#used += width;
  }

  #split(piece: string): void {
    for (const cluster of clustersOf(piece)) {
      const width = widthOf(cluster);
      if (this.#used + width > this.#width) this.breakLine();
      this.#put(cluster, width);
    }
  }
}

/** The SGR styles in force, by the code that ends them. */
class Styles {
  readonly #open = new Map<number, string[]>();

  apply(sequence: string): void {
    const codes = (sgr.exec(sequence)?.[1] ?? '').split(';').map(Number);
    for (let index = 0; index < codes.length; index++) {
      const code = codes[index] ?? 0;
      const end = endOf(code);
      if (code === 0) this.#open.clear();
      else if (end === code) this.#open.delete(code);
      else if (code === 38 || code === 48) {
        const length = codes[index + 1] === 5 ? 3 : 5;
        this.#open.set(end, [codes.slice(index, index + length).join(';')]);
        index += length - 1;
      } else if (end === 22) this.#open.set(22, [...new Set([...(this.#open.get(22) ?? []), String(code)])]);
      else this.#open.set(end, [String(code)]);
    }
  }

  opening(): string {
    return [...this.#open.values()].flat().map((code) => `\u001b[${code}m`).join('');
  }

  closing(): string {
    return [...this.#open.keys()].reverse().map((code) => `\u001b[${String(code)}m`).join('');
  }
}

/** The SGR code that ends what `code` begins; itself for a code that ends something. */
function endOf(code: number): number {
  if (code === 1 || code === 2) return 22;
  if (code >= 3 && code <= 9) return code === 6 ? 25 : code + 20;
  if (code === 53) return 55;
  if ((code >= 30 && code <= 38) || (code >= 90 && code <= 97)) return 39;
  if ((code >= 40 && code <= 48) || (code >= 100 && code <= 107)) return 49;
  return code;
}
