import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { browseFrame, readingFrame } from '../../src/view/browse.ts';
import { widthOf } from '../../src/view/text.ts';
import { plainStyle } from './fixture.ts';

const entry = fc.record({ text: fc.string({ unit: 'grapheme', maxLength: 150 }).map((text) => text.replace(/\p{C}|\s/gu, ' ')), note: fc.string({ maxLength: 64 }).map((text) => text.replace(/\p{C}/gu, ' ')) });

describe('browsing', () => {
  it.each([[80, 24], [40, 12], [120, 50], [20, 6]])('never exceeds %i by %i, with the entry in hand in sight', (columns, rows) => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 60 }), fc.nat(), fc.string({ maxLength: 90 }), fc.boolean(), (entries, at, typed, deep) => {
        const all = entries.map((each) => ({ ...each, mark: () => '●●●○ 3' }));
        const cursor = all.length === 0 ? 0 : at % all.length;
        const lines = browseFrame({ title: 'Themes', entries: all, filter: typed.replace(/\p{C}/gu, ''), cursor, deep }, plainStyle(columns), rows);
        expect(lines).toHaveLength(rows);
        expect(lines.filter((line) => widthOf(line) > Math.min(columns, 100))).toEqual([]);
        if (all.length > 0) expect(lines.slice(2, -1).filter((line) => line.startsWith(' ›'))).toHaveLength(1);
      }),
      { seed: 7, numRuns: 60 },
    );
  }); // prettier-ignore

  it('says how many there are and where among them the person is, when they do not all fit', () => {
    const entries = Array.from({ length: 30 }, (_, index) => ({ text: `**Entry** ${index}`, note: `note-${index}`, mark: () => '' }));
    const drawn = (all: typeof entries, cursor: number): string[] => browseFrame({ title: 'Themes', entries: all, filter: '', cursor, deep: true }, plainStyle(80), 13);
    expect(drawn(entries, 0).at(-1)).toMatch(/esc back +1–10 of 30 $/);
    expect(drawn(entries, 29).at(-1)).toMatch(/21–30 of 30 $/);
    expect(drawn(entries.slice(0, 10), 0).at(-1)).not.toContain('of');
    expect(drawn(entries, 0)[2]).toMatch(/^ › Entry 0 +note-0$/);
  });

  it('gives every text the same room, and notes only what leaves the text most of it', () => {
    const entries = ['short', 'a-much-longer-name-of-some-question'].map((note) => ({ text: 'word '.repeat(30), note, mark: () => '●●●○ 3' }));
    const widths = (columns: number): number[] => browseFrame({ title: 'All', entries, filter: '', cursor: 0, deep: true }, plainStyle(columns), 12).slice(2, 4).map((line) => line.indexOf('…'));
    for (const columns of [40, 80, 120]) expect(new Set(widths(columns)).size).toBe(1);
    expect(widths(80)[0]).toBeGreaterThan(70);
  });

  it('a text scrolls to its last line and no further', () => {
    const text = Array.from({ length: 30 }, (_, line) => `line ${line}`).join('\n');
    const style = plainStyle(40);
    expect(readingFrame(text, 0, style, 11).furthest).toBe(20);
    for (const scroll of [20, 21, 999]) expect(readingFrame(text, scroll, style, 11).lines.slice(-2)).toEqual([' line 29', expect.stringContaining('21–30 of 30')]);
    expect(readingFrame('short', 0, style, 11)).toMatchObject({ furthest: 0, lines: { length: 11 } });
  });
});
