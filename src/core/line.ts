/** A line of markdown, and whether it stands in a closed code fence. */
export interface Line {
  readonly text: string;
  /** 1-based, in the file. */
  readonly number: number;
  readonly fenced: boolean;
}

const fenceMark = /^ {0,3}(`{3,}|~{3,})(.*)$/;

/** Lines of a body, each marked when it stands in a closed code fence; a fence that never closes counts as text. */
export function readLines(body: string, firstLine: number): Line[] {
  const texts = body.split('\n');
  const fenced = new Array<boolean>(texts.length).fill(false);
  for (const { from, to } of fences(texts)) if (to !== null) fenced.fill(true, from, to + 1);
  return texts.map((text, index) => ({ text, number: firstLine + index, fenced: fenced[index] ?? false }));
}

/** Code fences as CommonMark 0.31 section 4.5 has them: indices of the opening and closing line, null when unclosed. */
function fences(texts: readonly string[]): { from: number; to: number | null }[] {
  const found: { from: number; to: number | null }[] = [];
  const closings = texts.map((text) => /^ {0,3}(`{3,}|~{3,})\s*$/.exec(text)?.[1] ?? '');
  // The longest closing line of each mark below a line: knowing that a search would find nothing keeps the scan linear.
  const longest = { '`': new Uint32Array(texts.length + 1), '~': new Uint32Array(texts.length + 1) };
  for (let index = texts.length - 1; index >= 0; index--) {
    const closing = closings[index] ?? '';
    for (const mark of ['`', '~'] as const) {
      longest[mark][index] = Math.max(longest[mark][index + 1] ?? 0, closing.startsWith(mark) ? closing.length : 0);
    }
  }
  for (let from = 0; from < texts.length; from++) {
    const [, opening, info] = fenceMark.exec(texts[from] ?? '') ?? [];
    if (!opening) continue;
    const mark = opening.startsWith('`') ? '`' : '~';
    if (mark === '`' && info?.includes('`')) continue;
    if ((longest[mark][from + 1] ?? 0) < opening.length) {
      found.push({ from, to: null });
      continue;
    }
    let to = from + 1;
    while (!closings[to]?.startsWith(opening)) to++;
    found.push({ from, to });
    from = to;
  }
  return found;
}

/** The line of the first code fence that never closes, or null. */
export function unclosedFence(body: string, firstLine: number): number | null {
  const open = fences(body.split('\n')).find((fence) => fence.to === null);
  return open ? firstLine + open.from : null;
}

/** The text of a heading of exactly this level without its marks (CommonMark 0.31 section 4.2); null where the line is none. */
export function headingText(line: string, level: number): string | null {
  if (!line.startsWith('#') || /^(#{1,6})\s/.exec(line)?.[1]?.length !== level) return null;
  return line.slice(level).trim().replace(/(?:^|\s)#+$/, '').trim() || null;
}
