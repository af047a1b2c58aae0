import type { Option } from '../question.ts';
import { labelAt } from './label.ts';
import type { Outline } from './outline.ts';

/** Options found in the text of a question. Lines are 0-based within it. */
export interface Choices {
  readonly options: readonly Choice[];
  /** The lines the options take; nothing else stands in them. */
  readonly lines: ReadonlySet<number>;
  readonly start: number;
  /** Whether the document ticks its options, so that they need no letter to be known for what they are. */
  readonly ticked: boolean;
}

export interface Choice extends Option {
  /** What an answer calls it: a letter or a digit, in upper case. */
  readonly name: string;
}

/** The multiple-choice options of a text, or null. */
export function choicesOf(outline: Outline): Choices | null {
  return tickedChoices(outline) ?? namedChoices(outline) ?? inlineChoices(outline) ?? listedChoices(outline);
}

const tick = /^\s*(?:[-*+]|\d+[.)])\s+\[([ xX✓✔])\]\s*(.*)$/;
const plainTick = /^\s*(☐|☑|☒|⬜|✅|🔲|❌)\s+(.*)$/u;

function tickedChoices(outline: Outline): Choices | null {
  const starts: { at: number; correct: boolean; text: string }[] = [];
  outline.lines.forEach((line, at) => {
    if (outline.code[at] === 1) return;
    const boxed = tick.exec(line);
    const signed = boxed === null ? plainTick.exec(line) : null;
    if (boxed !== null) starts.push({ at, correct: boxed[1] !== ' ', text: boxed[2] ?? '' });
    else if (signed !== null) starts.push({ at, correct: '☑☒✅'.includes(signed[1] ?? ''), text: signed[2] ?? '' });
  });
  if (starts.length < 2) return null;
  return collect(
    outline,
    starts.map(({ at, correct, text }, index) => {
      const letter = /^(?:\*\*)?\(?([A-Ha-h])[.):]\s*(?:\*\*)?\s*(?=\S)/.exec(text);
      return { at, correct, text: letter === null ? text : text.slice(letter[0].length), name: letter?.[1]?.toUpperCase() ?? String.fromCharCode(65 + index) };
    }),
    true,
  );
}

const named = /^(\s*(?:[-*+]\s+)?)(?:\*\*|__)?(?:option\s+)?\(?([A-Ha-h]|[АБВГДабвгд])\s?(?:[).:：、．])(?!\w\.)(?:\*\*|__)?\s*(\S.*)?$/u;
const digitNamed = /^(\s*[-*+]\s+)(?:\*\*)?([1-9])\s?[:)](?:\*\*)?\s*(\S.*)$/;

function namedChoices(outline: Outline): Choices | null {
  for (const pattern of [named, digitNamed]) {
    const starts: { at: number; correct: boolean; text: string; name: string }[] = [];
    for (let at = 0; at < outline.lines.length; at += 1) {
      if (outline.code[at] === 1) continue;
      const match = pattern.exec(outline.lines[at] ?? '');
      if (match === null) continue;
      const name = (match[2] ?? '').toUpperCase();
      if (name !== nameAt(starts.length, name)) {
        // A letter is left out: these speak of options and are none.
        if (starts.length >= 2 && at - (starts.at(-1)?.at ?? 0) < 3 && name > nameAt(starts.length, name)) return null;
        if (starts.length >= 2) break;
        starts.length = 0;
        if (name !== nameAt(0, name)) continue;
      }
      const { text, correct } = unmarked(match[3] ?? '');
      starts.push({ at, correct, text, name });
    }
    if (starts.length >= 2) return collect(outline, starts, false);
  }
  return null;
}

function nameAt(index: number, like: string): string {
  if (/\d/.test(like)) return String(index + 1);
  return /[A-H]/.test(like) ? String.fromCharCode(65 + index) : ('АБВГД'[index] ?? '');
}

/** An option may say itself that it is the right one. */
function unmarked(text: string): { text: string; correct: boolean } {
  const bare = text.replace(/\s*(?:✅|✔️?|☑️?|\((?:correct(?: answer)?|right|верно|правильно|correcta?|correto|richtig|正确)\)|<-+\s*correct.*)\s*$/iu, '');
  return { text: bare, correct: bare !== text };
}

/** Options in one line: "A) this B) that C) neither". */
function inlineChoices(outline: Outline): Choices | null {
  for (let at = 0; at < outline.lines.length; at += 1) {
    const line = outline.lines[at] ?? '';
    if (outline.code[at] === 1 || line.length > 1000 || !/^\s*\(?[Aa][).]\s/.test(line)) continue;
    const parts = line.trim().split(/\s+(?=\(?[B-Hb-h][).]\s)/);
    if (parts.length < 3) continue;
    const options = parts.map((part, index) => ({ name: String.fromCharCode(65 + index), ...unmarked(part.replace(/^\(?[A-Ha-h][).]\s+/, '')) }));
    if (parts.some((part, index) => part.replace('(', '')[0]?.toUpperCase() !== String.fromCharCode(65 + index))) continue;
    return { options, lines: new Set([at]), start: at, ticked: false };
  }
  return null;
}

/** A list one of whose items stands again below it as the answer. */
function listedChoices(outline: Outline): Choices | null {
  const { blocks } = outline;
  const top = blocks.flatMap((block, at) => (block.parent === -1 ? [at] : []));
  for (const [index, at] of top.entries()) {
    const list = blocks[at];
    const next = top[index + 1];
    const below = next === undefined ? undefined : blocks[next];
    if (list?.type !== 'list' || below === undefined || below.type === 'list') continue;
    const label = labelAt(outline.lines[below.start] ?? '');
    if (label?.field !== 'answer') continue;
    const items = blocks.slice(at + 1, next).filter((block) => block.type === 'item' && block.parent === at);
    if (items.length < 2 || items.length > 8 || items.some(({ start, end }) => end - start > 1)) continue;
    const starts = items.map((item, order) => ({
      at: item.start,
      ...unmarked((outline.lines[item.start] ?? '').replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '')),
      name: /\d/.test(item.marker) ? String(order + 1) : String.fromCharCode(65 + order),
    }));
    const answer = label.rest === '' ? (outline.lines.slice(below.start + 1).find((line) => line.trim() !== '') ?? '') : label.rest;
    if (starts.some(({ text }) => sameWords(text, answer)) || (/\d/.test(items[0]?.marker ?? '') && chosen(answer, starts) !== null)) return collect(outline, starts, false);
  }
  return null;
}

/** A code block with one line right below options, which is the answer, as the label and the line it stands for; null where there is none. */
export function withoutAnswerFence(outline: Outline): string[] | null {
  const top = outline.blocks.filter((block) => block.parent === -1);
  for (const [index, block] of top.entries()) {
    const above = top[index - 1];
    if (block.type !== 'code' || block.marker !== '' || above === undefined || block.end - block.start !== 3) continue;
    const answer = (outline.lines[block.start + 1] ?? '').trim();
    const options = outline.lines.slice(above.start, above.end).map((line) => line.replace(/^\s*(?:[-*+]|\d+[.)])\s+/, ''));
    const bare = answer.replace(/^answer\s*[:：]\s*/i, '');
    if (above.type !== 'list' && options.filter((option) => named.test(option)).length < 2) continue;
    if (options.length < 2 || !(options.some((option) => sameWords(option, bare)) || /^[A-H]\b/.test(bare))) continue;
    const lines = [...outline.lines];
    lines[block.start] = '';
    lines[block.start + 1] = `Answer: ${bare}`;
    lines[block.end - 1] = '';
    return lines;
  }
  return null;
}

interface Start {
  readonly at: number;
  readonly text: string;
  readonly correct: boolean;
  readonly name: string;
}

/** Gives each option the lines that belong to it: its continuation, and the code below it where others have some too. */
function collect(outline: Outline, starts: readonly Start[], ticked: boolean): Choices {
  const lines = new Set<number>();
  const texts = starts.map(({ text }) => [text]);
  const codeBelow = starts.map(({ at }, index) => codeAfter(outline, at + 1, starts[index + 1]?.at ?? outline.lines.length));
  const withCode = codeBelow.filter((code) => code !== null).length > 1;
  starts.forEach(({ at }, index) => {
    lines.add(at);
    const until = starts[index + 1]?.at ?? outline.lines.length;
    for (let next = at + 1; next < until; next += 1) {
      const line = outline.lines[next] ?? '';
      if (line.trim() === '' || !/^\s{2,}\S/.test(line) || outline.code[next] === 1) break;
      texts[index]?.push(line.trim());
      lines.add(next);
    }
    const code = codeBelow[index] ?? null;
    if (code === null || !withCode) return;
    texts[index]?.push(...outline.lines.slice(code.start, code.end));
    for (let next = at + 1; next < code.end; next += 1) lines.add(next);
  });
  return {
    options: starts.map(({ name, correct }, index) => ({ name, correct, text: (texts[index] ?? []).join('\n').trim() })),
    lines,
    start: starts[0]?.at ?? 0,
    ticked,
  };
}

function codeAfter(outline: Outline, from: number, until: number): { start: number; end: number } | null {
  let start = from;
  while (start < until && (outline.lines[start] ?? '').trim() === '') start += 1;
  if (start >= until || outline.code[start] !== 1) return null;
  let end = start;
  while (end < until && outline.code[end] === 1) end += 1;
  return { start, end };
}

const letters = /^[\s*_`(（[]*((?:options?\s+)?[A-Ha-hАБВГД1-9](?:\s*(?:,|、|and|&|и|y|e|und|et|\/)\s*[A-Ha-hАБВГД1-9])*)(?=[)）\].,:：;\s*_`–—-]|$)/u;

/** Which options an answer names, and what is left of it. */
export function chosen(answer: string, choices: readonly Choice[]): { names: ReadonlySet<string>; rest: string } | null {
  const marks = answer.split('\n').map((line) => /^\s*[-*+]\s+([A-H1-9])\b(.*)$/.exec(line));
  const right = marks.filter((mark) => /correct|✓|✔|✅/i.test(mark?.[2] ?? '')).map((mark) => mark?.[1] ?? '');
  if (right.length > 0 && marks.every((mark) => mark !== null && choices.some(({ name }) => name === mark[1]))) return { names: new Set(right), rest: '' };
  const [line = '', ...below] = answer.split('\n');
  const stated = choices.find(({ text }) => sameWords(text, line));
  const match = stated === undefined ? letters.exec(answer) : null;
  if (stated !== undefined) return { names: new Set([stated.name]), rest: below.join('\n').trim() };
  if (match === null) return null;
  const names = new Set(
    (match[1] ?? '')
      .replace(/options?\s+/i, '')
      .toUpperCase()
      .split(/\s*(?:,|、|AND|&|И|Y|UND|ET|\/)\s*|\s+E\s+/u),
  );
  if ([...names].some((name) => !choices.some((choice) => choice.name === name))) return null;
  const after = answer.slice(match[0].length);
  // "A cache is …" begins with an article, not with an option.
  if (/^ [a-z]/.test(after) && !/^ (?:because|since|as|is correct)/.test(after)) return null;
  const rest = after.replace(/^[)）\].,:：; \t*_`–—-]+/u, '').trim();
  const same = choices.find((choice) => names.has(choice.name) && sameWords(choice.text, rest.split('\n')[0] ?? ''));
  return { names, rest: same === undefined ? rest : rest.split('\n').slice(1).join('\n').trim() };
}

function sameWords(one: string, other: string): boolean {
  // Marks around a text make it longer, but not by much.
  if (Math.abs(one.length - other.length) > 20) return false;
  const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  const words = bare(one);
  return words !== '' && words === bare(other);
}
