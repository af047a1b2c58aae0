import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayText } from '../../src/core/day.ts';
import { calibrate, type Stats } from '../../src/core/stats.ts';
import { renderStats } from '../../src/view/stats.ts';
import { widthOf } from '../../src/view/text.ts';
import { colored, plainStyle } from './fixture.ts';

const today = 20_777;
const count = fc.nat({ max: 2000 });
const standing = { questions: count, rated: count, confidence: fc.option(fc.double({ min: 1, max: 4, noNaN: true })), due: count };
const name = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), fc.constant('日本語のとても長いテーマの名前'));
const stats: fc.Arbitrary<Stats> = fc.record({
  totals: fc.record({ questions: count, seen: count, reviews: count, due: count, hidden: count }),
  themes: fc.array(fc.record({ id: fc.constant('x'), title: name, ...standing }), { maxLength: 8 }),
  personas: fc.array(fc.record({ id: fc.constant('x'), title: name, ...standing }), { maxLength: 4 }),
  days: fc.array(fc.nat({ max: 900 }), { maxLength: 10 }).map((back) => back.map((days) => ({ date: dayText(today - days), reviews: days + 1, minutes: days }))),
  forecast: fc.array(count, { maxLength: 14 }).map((all) => all.map((due, ahead) => ({ date: dayText(today + ahead), due }))),
  calibration: fc.constantFrom(
    { pairs: 0, meanPrediction: null, meanRating: null, gap: null, bins: [] },
    { pairs: 12, meanPrediction: 3.2, meanRating: 2.8, gap: 0.4, bins: [] },
  ),
});

it.each([20, 40, 80, 120])('statistics never exceed %i columns', (width) => {
  fc.assert(
    fc.property(stats, (numbers) => {
      for (const style of [plainStyle(width), colored(width)]) {
        expect(renderStats(numbers, today, style).split('\n').filter((line) => widthOf(line) > Math.min(width, 100))).toEqual([]);
      }
    }),
    { seed: 7, numRuns: 60 },
  );
});

it('gives the names of themes all the room their numbers leave at 40 columns', () => {
  const numbers: Stats = {
    totals: { questions: 18, seen: 1, reviews: 1, due: 0, hidden: 0 },
    themes: [{ id: 'a', title: 'Operational excellence', questions: 18, rated: 1, confidence: 3, due: 0 }],
    personas: [], days: [], forecast: [], calibration: { pairs: 0, meanPrediction: null, meanRating: null, gap: null, bins: [] },
  }; // prettier-ignore
  expect(renderStats(numbers, today, plainStyle(40))).toContain('\n  Operational exce…  ██████░░  3.0  1/18\n');
});

it('bars say their number too', () => {
  const numbers: Stats = {
    totals: { questions: 3, seen: 1, reviews: 1, due: 0, hidden: 0 },
    themes: [{ id: 'a', title: 'Caching', questions: 3, rated: 1, confidence: 2, due: 0 }],
    personas: [], days: [], forecast: [], calibration: { pairs: 0, meanPrediction: null, meanRating: null, gap: null, bins: [] },
  }; // prettier-ignore
  expect(renderStats(numbers, today, plainStyle(40, false))).toBe('1 of 3 questions rated - 1 review - 0\ndue\n\nConfidence by theme\n  Caching  ####....  2.0  1/3\n');
});

it.each([
  [1, 'You predicted 4.0 and rated 1.0 (n=1): 4 more for a verdict.'],
  [4, 'You predicted 4.0 and rated 1.0 (n=4): 1 more for a verdict.'],
  [5, 'You predicted 4.0 and rated 1.0 (n=5): far too sure of yourself.'],
])('%i predictions with their ratings read as "%s"', (pairs, said) => {
  const numbers: Stats = {
    totals: { questions: 9, seen: 5, reviews: 5, due: 0, hidden: 0 },
    themes: [], personas: [], days: [], forecast: [], calibration: calibrate([...new Array<number>(12).fill(0), pairs, 0, 0, 0]),
  }; // prettier-ignore
  expect(renderStats(numbers, today, plainStyle(80))).toContain(`Prediction against rating\n  ${said}\n`);
});
