import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderRecords, renderRows } from '../../src/view/table.ts';
import { widthOf } from '../../src/view/text.ts';
import { plainStyle } from './fixture.ts';

describe('rows', () => {
  it('line up by display width, right-aligned where asked, the last column cut', () => {
    const rows = [['a', '日本', '7', 'a text that is cut'], ['bcd', 'x', '10', 'short']]; // prettier-ignore
    const columns = [0, 1, 2, 3].map((index) => ({ cell: (row: string[]) => row[index] ?? '', ...(index === 2 ? { align: 'right' as const } : {}), ...(index === 3 ? { cut: true } : {}) }));
    expect(renderRows(rows, columns, plainStyle(26))).toBe('a    日本   7  a text tha…\nbcd  x     10  short');
  });

  it('never exceed the width', () => {
    const rows = fc.array(fc.tuple(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.string({ maxLength: 40 }), fc.string({ unit: 'grapheme', maxLength: 120 })), { maxLength: 6 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 20, max: 100 }), (given, width) => {
        const columns = [0, 1, 2].map((index) => ({ cell: (row: readonly string[]) => (row[index] ?? '').replace(/\p{C}|\s/gu, ' '), ...(index === 2 ? { cut: true } : {}) }));
        expect(renderRows(given, columns, plainStyle(width)).split('\n').filter((line) => widthOf(line) > width)).toEqual([]);
      }),
      { seed: 7 },
    );
  });
});

describe('records', () => {
  it('are one line each, tab separated, null empty, whatever the cells hold', () => {
    expect(renderRecords([['a', null, 3], ['two\nlines', 'a\ttab', '\u001b[2J']])).toBe('a\t\t3\ntwo lines\ta tab\t␛[2J\n'); // prettier-ignore
    fc.assert(
      fc.property(fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 3, maxLength: 3 })), (rows) => {
        const lines = renderRecords(rows).split('\n').slice(0, -1);
        expect(lines.map((line) => line.split('\t').length)).toEqual(rows.map(() => 3));
      }),
      { seed: 7 },
    );
  });
});
