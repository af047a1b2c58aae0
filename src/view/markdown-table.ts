import type { Style } from './style.ts';
import { padEnd, widthOf, wrap } from './text.ts';

type Align = 'left' | 'center' | 'right' | null;

export interface Table {
  /** Cells are rendered text; a newline in one is a line break. */
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly align: readonly Align[];
}

/**
 * A table of at most `width` columns: its columns shrink and its cells wrap. Where even that leaves no room for words,
 * each row becomes a block of `heading: cell` lines.
 */
export function renderTable(table: Table, width: number, style: Style): string {
  const widths = columnWidths(table, width - separator * (table.header.length - 1));
  return widths === null ? renderBlocks(table, width, style) : renderGrid(table, widths, style);
}

/** Columns of the ` │ ` between two cells. */
const separator = 3;
/** A longer word does not keep its column wide: it breaks. */
const longestWord = 16;
/** A cell that takes more lines than this reads better as a block. */
const tallestCell = 6;

/** Null where the columns would be too narrow to read. */
function columnWidths(table: Table, room: number): number[] | null {
  const lines = [table.header, ...table.rows];
  const natural = table.header.map((_, column) => largest(lines.map((row) => widest(row[column] ?? ''))));
  const total = sum(natural);
  if (total <= room) return natural;
  const least = natural.map((most, column) =>
    Math.min(most, longestWord, largest([4, ...lines.map((row) => widest((row[column] ?? '').replaceAll(' ', '\n')))])),
  );
  const spare = room - sum(least);
  if (spare < 0) return null;
  const widths = shareOut(natural, least, spare);
  const tallest = largest(lines.flatMap((row) => widths.map((width, column) => wrap(row[column] ?? '', width).length)));
  return tallest > tallestCell && widths.length > 1 && room / widths.length < 20 ? null : widths;
}

/** Gives each column its least width and the spare ones where most text waits, narrow columns first. */
function shareOut(natural: readonly number[], least: readonly number[], spare: number): number[] {
  const widths = [...least];
  const order = natural.map((_, column) => column).sort((a, b) => wanted(a) - wanted(b));
  function wanted(column: number): number {
    return (natural[column] ?? 0) - (least[column] ?? 0);
  }
  let left = order.length;
  for (const column of order) {
    const given = Math.min(wanted(column), Math.floor(spare / left));
    widths[column] = (widths[column] ?? 0) + given;
    spare -= given;
    left--;
  }
  return widths;
}

function renderGrid(table: Table, widths: readonly number[], style: Style): string {
  const { dim, bold } = style.pen;
  const [bar, rule, cross] = style.unicode ? ['│', '─', '┼'] : ['|', '-', '+'];
  const ruler = dim(widths.map((width) => rule.repeat(width)).join(`${rule}${cross}${rule}`));
  const rows = table.rows.map((row) => renderRow(row, (text) => text));
  const airy = rows.some((lines) => lines.length > 1);
  return [...renderRow(table.header, bold), ruler, ...rows.flatMap((lines, index) => (airy && index > 0 ? [ruler, ...lines] : lines))].join('\n');

  function renderRow(row: readonly string[], pen: (text: string) => string): string[] {
    const cells = widths.map((width, column) => wrap(row[column] ?? '', width).map((line) => (line === '' ? '' : pen(line))));
    const height = largest(cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) =>
      cells
        .map((lines, column) => aligned(lines[line] ?? '', widths[column] ?? 0, table.align[column] ?? null))
        .join(` ${dim(bar)} `)
        .trimEnd(),
    );
  }
}

function renderBlocks(table: Table, width: number, style: Style): string {
  const blocks = table.rows.map((row) =>
    row
      .flatMap((cell, column) => {
        const heading = table.header[column] ?? '';
        const label = heading === '' ? '' : `${style.pen.bold(`${heading}:`)} `;
        return cell === '' ? [] : wrap(label + cell.replaceAll('\n', ' '), width, { indent: '', hanging: '  ' });
      })
      .join('\n'),
  );
  return (blocks.length === 0 ? [wrap(table.header.join(', '), width).join('\n')] : blocks).filter((block) => block !== '').join('\n\n');
}

function aligned(text: string, width: number, align: Align): string {
  const spare = Math.max(0, width - widthOf(text));
  if (align === 'right') return ' '.repeat(spare) + text;
  return padEnd(align === 'center' ? ' '.repeat(Math.floor(spare / 2)) + text : text, width);
}

function widest(text: string): number {
  return largest(text.split('\n').map(widthOf));
}

/** At least 1. */
function largest(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => Math.max(most, number), 1);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
