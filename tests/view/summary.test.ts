import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderSummary, verdict, type SessionRating, type SessionSummary } from '../../src/view/summary.ts';
import { widthOf } from '../../src/view/text.ts';
import { colored, corpusOf, plainStyle } from './fixture.ts';

const corpus = corpusOf();
const summary = (changes: Partial<SessionSummary>): SessionSummary => ({
  ratings: [], minutes: 21, seed: 7, next: null, today: 20_000, command: 'prep quiz', left: 0, practice: false, undo: false, ...changes,
}); // prettier-ignore
const rating = fc.constantFrom(1, 2, 3, 4);
const ratings = fc.array(
  fc.record({ theme: fc.constantFrom('caching', 'behavioral', 'coding', 'web', 'unheard-of', 'x'.repeat(64)), rating, prediction: fc.option(rating), before: fc.option(rating) }),
  { maxLength: 40 },
) as fc.Arbitrary<SessionRating[]>;

describe('the summary', () => {
  it('reads as drawn', () => {
    const given: SessionRating[] = [
      { theme: 'caching', rating: 2, prediction: 4, before: 1 },
      { theme: 'caching', rating: 3, prediction: 3, before: null },
      { theme: 'coding', rating: 4, prediction: null, before: 4 },
    ];
    expect(renderSummary(summary({ ratings: given, next: { day: 20_001, due: 2 }, command: 'prep quiz --weak' }), corpus, plainStyle(80))).toMatchInlineSnapshot(`
      " 3 rated in 21 min · confidence 3.0, up 0.5 · seed 7
       Caching & Speed  ████████░░░░  2.5  n=2
       Coding           ████████████  4.0  n=1
       You predicted 3.5 and rated 2.5 (n=2): 3 more for a verdict.
       Next: 2 due tomorrow. Again now: prep quiz --weak
      "
    `);
  });

  it.each([20, 40, 80, 120])('has at most eight lines, none wider than %i columns', (width) => {
    fc.assert(
      fc.property(ratings, fc.nat({ max: 0xffff_ffff }), fc.double({ min: 0, max: 10_000, noNaN: true }), fc.nat({ max: 50 }), (given, seed, minutes, left) => {
        for (const style of [plainStyle(width), plainStyle(width, false), colored(width)]) {
          const text = renderSummary(summary({ ratings: given, seed, minutes, left, next: { day: 20_400, due: 12 } }), corpus, style);
          const lines = text.trimEnd().split('\n');
          expect(lines.length).toBeLessThanOrEqual(8);
          expect(lines.filter((line) => widthOf(line) > Math.min(width, 100))).toEqual([]);
          if (!style.unicode) expect(text).toMatch(/^[\n\x20-\x7e]*$/);
        }
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it.each([40, 80])('always shows the seed and the next command at %i columns', (width) => {
    fc.assert(
      fc.property(ratings, fc.nat({ max: 0xffff_ffff }), (given, seed) => {
        const text = renderSummary(summary({ ratings: given, seed, next: { day: 20_001, due: 2 } }), corpus, plainStyle(width)).replace(/\s+/g, ' ');
        expect(text).toContain(`seed ${seed}`);
        expect(text).toContain('Again now: prep quiz');
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it.each([
    [0, 'you know what you know'],
    [0.24, 'you know what you know'],
    [0.4, 'a little too sure of yourself'],
    [1, 'far too sure of yourself'],
    [-0.4, 'a little too modest'],
    [-2, 'far too modest'],
  ])('a gap of %d is "%s"', (gap, words) => {
    expect(verdict(gap)).toBe(words);
  });
});
