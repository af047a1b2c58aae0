/** Why a text would take too long to lay out, for the reader; null when it would not. Linear, and before any lexing. */
export function tooCostly(markdown: string): string | null {
  if (markdown.length > mostCharacters) return 'it is very long';
  let delimiters = 0;
  let length = 0;
  let pairs = 0;
  let inFence = false;
  const indents: number[] = [];
  for (const line of markdown.split('\n')) {
    if (/^ {0,3}(?:```|~~~)/.test(line)) inFence = !inFence;
    if (nestingOf(line, indents) > deepest) return 'it is nested very deeply';
    if (line.trim() === '') {
      delimiters = length = 0;
      continue;
    }
    if (inFence) continue;
    length += line.length;
    delimiters += countDelimiters(line);
    pairs = Math.max(pairs, delimiters * length);
    if (pairs > mostPairs) return 'one paragraph holds very many marks';
  }
  return null;
}

/** About 200 ms of layout. */
const mostCharacters = 200_000;
/** Marks times characters of a paragraph: for each mark, marked may look through the rest. */
const mostPairs = 30_000_000;
const deepest = 30;

/** Marks at the start of a line that nest, and the list items around them; `indents` carries those from line to line. */
function nestingOf(line: string, indents: number[]): number {
  const marks = /^(?: *(?:>|[-*+](?= )|\d{1,9}[.)](?= )))*/.exec(line)?.[0] ?? '';
  if (marks === '') return 0;
  const indent = line.length - line.trimStart().length;
  while ((indents.at(-1) ?? -1) >= indent) indents.pop();
  indents.push(indent);
  return indents.length + (marks.match(/[>*+.)-]/g) ?? []).length;
}

function countDelimiters(line: string): number {
  return (line.match(/[*_~`[\]<!$@]/g) ?? []).length;
}
