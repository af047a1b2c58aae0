import { visible } from '../core/visible.ts';
import { signs, type Style } from './style.ts';
import { padEnd, truncate, widthOf } from './text.ts';

export interface Column<Row> {
  /** The cell; may carry colour on a terminal, is plain in a record. */
  readonly cell: (row: Row) => string;
  readonly align?: 'right';
  /** The one column that is cut when the row does not fit. */
  readonly cut?: boolean;
  /** Columns of the screen that this one takes at most; longer cells are cut. */
  readonly most?: number;
}

/** Rows with columns aligned by two spaces; the last column is not padded, and one that is empty in every row is left out. */
export function renderRows<Row>(rows: readonly Row[], all: readonly Column<Row>[], style: Style, indent = ''): string {
  const columns = all.filter((column) => rows.some((row) => column.cell(row) !== ''));
  const cells = rows.map((row) => columns.map((column) => (column.most === undefined ? column.cell(row) : truncate(column.cell(row), column.most, signs(style).ellipsis))));
  const widths = columns.map((column, index) => (column.cut ? 0 : Math.max(0, ...cells.map((row) => widthOf(row[index] ?? '')))));
  const rest = style.width - widthOf(indent) - widths.reduce((sum, width) => sum + width, 0) - 2 * (columns.length - 1);
  return cells
    .map((row) =>
      truncate((indent + row.map((cell, index) => {
        const column = columns[index];
        if (column?.cut) {
          const most = Math.max(0, ...cells.map((each) => widthOf(each[index] ?? '')));
          const fitted = truncate(cell, Math.max(0, rest), signs(style).ellipsis);
          return index === row.length - 1 ? fitted : padEnd(fitted, Math.max(0, Math.min(most, rest)));
        }
        const width = widths[index] ?? 0;
        if (column?.align === 'right') return ' '.repeat(Math.max(0, width - widthOf(cell))) + cell;
        return index === row.length - 1 ? cell : padEnd(cell, width);
      }).join('  ')).trimEnd(), style.width, signs(style).ellipsis),
    )
    .join('\n'); // prettier-ignore
}

/** Records for a pipe: one a line, tab separated, nothing cut; tabs, newlines and control characters made harmless. */
export function renderRecords(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => row.map((cell) => (cell === null ? '' : visible(String(cell)).replace(/\s+/g, ' '))).join('\t') + '\n').join('');
}
