import { type Block, type Outline, outlineOf } from './outline.ts';

/** What the page breaks of an extracted document have cut. */
export interface PageBreaks {
  /** Some code block stops unfinished and goes on in another: every such pair is one block. */
  readonly fences: boolean;
  /** Lists have no blank lines between their items, but for a few. */
  readonly lists: boolean;
}

/**
 * A part of an extracted document with its page breaks mended where that is certain: a code block closed and reopened
 * around blank lines, a gap in a list, a sentence that goes on in lower case.
 */
export function mendPageBreaks(lines: readonly string[], breaks: PageBreaks): string[] {
  const fenced = breaks.fences ? joinFences(outlineOf(lines)) : lines;
  return joinSentences(breaks.lists ? joinLists(fenced) : fenced);
}

/** What page breaks did to a whole document. */
export function pageBreaksOf(outline: Outline): PageBreaks {
  const { lines } = outline;
  const fences = seams(outline).some(
    ({ first, second }) => isUnfinished(lines.slice(first.start + 1, first.end - 1)) || goesOn(lines.slice(second.start + 1, second.end - 1)),
  );
  let tight = 0;
  let loose = 0;
  lines.forEach((line, at) => {
    if (!isItem(line)) return;
    if (isItem(lines[at + 1])) tight += 1;
    else if (isGap(lines[at + 1]) && isItem(lines[at + 2])) loose += 1;
  });
  // A gap alone may be meant; beside a code block cut in two it is the same page break.
  return { fences, lists: fences && tight > loose * 4 };
}

interface Seam {
  readonly first: Block;
  readonly second: Block;
}

/** Pairs of code blocks with only blank lines between them, the second without a language of its own. */
function seams({ blocks, lines }: Outline): Seam[] {
  const fences = blocks.filter((block) => block.type === 'code' && block.depth === 0 && /^\s*(?:```|~~~)/.test(lines[block.start] ?? ''));
  const found: Seam[] = [];
  fences.forEach((first, index) => {
    const second = fences[index + 1];
    if (second === undefined || second.marker !== '' || lines.slice(first.end, second.start).some((line) => line.trim() !== '')) return;
    found.push({ first, second });
  });
  return found;
}

function joinFences(outline: Outline): string[] {
  const { lines } = outline;
  const out: string[] = [];
  let copied = 0;
  for (const { first, second } of seams(outline)) {
    out.push(...lines.slice(copied, first.end - 1));
    copied = second.start + 1;
    while (out.at(-1)?.trim() === '') out.pop();
    while (copied < second.end && (lines[copied] ?? '').trim() === '') copied += 1;
  }
  out.push(...lines.slice(copied));
  return out;
}

function isUnfinished(code: readonly string[]): boolean {
  let depth = 0;
  for (const character of code.join('\n')) {
    if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth -= 1;
  }
  const last = code.findLast((line) => line.trim() !== '') ?? '';
  return depth > 0 || /[:,{([=+\\|&]\s*$/.test(last);
}

function goesOn(code: readonly string[]): boolean {
  const first = code.find((line) => line.trim() !== '') ?? '';
  return /^\s+\S/.test(first) || /^(?:[)\]}]|else\b|elif\b|except\b|finally\b|catch\b)/.test(first);
}

function joinLists(lines: readonly string[]): string[] {
  const { code } = outlineOf(lines);
  return lines.filter((line, at) => !(isGap(line) && code[at] !== 1 && isItem(lines[at - 1]) && isItem(lines[at + 1])));
}

function isItem(line: string | undefined): boolean {
  return /^[-*+•] \S/.test(line ?? '');
}

function isGap(line: string | undefined): boolean {
  return line?.trim() === '';
}

function joinSentences(lines: readonly string[]): string[] {
  const { code } = outlineOf(lines);
  const out: string[] = [];
  lines.forEach((line, at) => {
    const previous = out.at(-2);
    const cut =
      code[at] !== 1 &&
      /^\p{Ll}/u.test(line) &&
      out.at(-1)?.trim() === '' &&
      code[at - 1] !== 1 &&
      code[at - 2] !== 1 &&
      previous !== undefined &&
      previous.length > 20 &&
      /[\p{L}\p{N},]$/u.test(previous);
    if (cut) out.splice(-2, 2, `${previous} ${line}`);
    else out.push(line);
  });
  return out;
}
