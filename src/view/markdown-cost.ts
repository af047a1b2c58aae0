/** Why a text would take too long to lay out, for the reader; null when it would not. Linear, and before any lexing. */
export function tooCostly(markdown: string): string | null {
  const lines = markdown.split('\n');
  if (markdown.length > mostCharacters || lines.length > mostLines) return 'it is very long';
  const indents: number[] = [];
  const spans = new Spans();
  const tables = new Tables();
  for (const line of lines) {
    if (nestingOf(line, indents) > deepest) return 'it is nested very deeply';
    if (spans.add(line) > mostPairs) return 'it holds very many marks in one paragraph';
    if (tables.add(line) > mostCells) return 'its table is very large';
  }
  return null;
}

/** Ten times the longest model answer that ships. */
const mostCharacters = 64_000;
const mostLines = 3_000;
const deepest = 30;
const mostPairs = 2_500_000;
const mostCells = 10_000;

/** Marks times characters, summed over paragraphs: for each mark, marked may look through the rest of its paragraph. */
class Spans {
  #fenced = false;
  #listed = false;
  #before = 0;
  #marks = 0;
  #length = 0;

  add(line: string): number {
    const inside = this.#fenced;
    if (/^ {0,3}(?:```[^`]*$|~~~)/.test(line)) this.#fenced = !inside;
    const item = /^ *(?:[-*+] |(\d{1,9}[.)] ))/.exec(line);
    const fresh = line.trim() === '' || /^#{1,6} /.test(line) || (item !== null && (item[1] === undefined || this.#listed || this.#length === 0));
    if (fresh) {
      this.#before += this.#marks * this.#length;
      this.#marks = this.#length = 0;
      this.#listed = item !== null;
    }
    if (!inside || !this.#fenced) {
      this.#marks += (line.match(/[*_~`[\]<!$@&\\]/g) ?? []).length + 5 * (line.match(/https?:|www\./gi) ?? []).length;
      this.#length += line.length;
    }
    return this.#before + this.#marks * this.#length;
  }
}

/** Cells of all tables, where marked fills short rows up. */
class Tables {
  #columns = 0;
  #cells = 0;

  add(line: string): number {
    if (/^[ >]*[|:-][ |:-]*$/.test(line) && line.includes('-') && line.includes('|')) this.#columns = line.split('|').length;
    else if (line.trim() === '') this.#columns = 0;
    this.#cells += this.#columns;
    return this.#cells;
  }
}

/** Marks at the start of a line that nest, and the list items around them; `indents` carries those from line to line. */
function nestingOf(line: string, indents: number[]): number {
  const marks = /^(?: *(?:>|[-*+](?= )|\d{1,9}[.)](?= )))*/.exec(line)?.[0] ?? '';
  if (marks === '') return 0;
  const indent = line.length - line.trimStart().length;
  while ((indents.at(-1) ?? -1) >= indent) indents.pop();
  indents.push(indent);
  return indents.length + (marks.match(/[>*+.)-]/g) ?? []).length;
}
