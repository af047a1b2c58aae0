import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCorpus } from '../../src/core/corpus.ts';
import { dayText } from '../../src/core/day.ts';
import { noProgress, replay, type Progress } from '../../src/core/progress.ts';
import { createScheduler, type Rating } from '../../src/core/schedule.ts';
import { calibrate, mean, standing, statistics } from '../../src/core/stats.ts';
import { holds, progressWith, questionOf, ratedOnce, reviewOf, stampOf } from './fixture.ts';

const today = 20_000;
const questions = [
  questionOf('a', { theme: 'caching', personas: ['panel', 'peer'] }),
  questionOf('b', { theme: 'caching', personas: ['panel'] }),
  questionOf('c', { theme: 'queues', personas: [] }),
  questionOf('d', { theme: 'queues', personas: ['peer'] }),
  questionOf('e', { theme: 'search' }),
];
const corpus = buildCorpus([{ origin: 'given', place: 'any', optional: false, reading: { questions, themes: [{ id: 'caching', title: 'Caches', description: null }], personas: [], problems: [] } }]);

function pairsOf(...given: readonly (readonly [prediction: number, rating: number])[]): number[] {
  const pairs = new Array<number>(16).fill(0);
  for (const [prediction, rating] of given) pairs[(prediction - 1) * 4 + rating - 1]!++;
  return pairs;
}

const progress: Progress = {
  ...progressWith({
    a: ratedOnce(1, today - 9, today - 3),
    b: ratedOnce(4, today - 9, today),
    c: ratedOnce(2, today - 9, today + 13),
    d: { ...ratedOnce(3, today - 9, today - 1), hidden: true },
  }),
  days: new Map([
    [today, { reviews: 2, seconds: 95, pairs: pairsOf([4, 1], [4, 4]) }],
    [today - 9, { reviews: 3, seconds: 29, pairs: pairsOf([2, 3]) }],
  ]),
};

it('where a set of questions stands: the hidden are left out', () => {
  expect(standing(questions, progress, today)).toEqual({ questions: 4, rated: 3, confidence: 2.33, due: 2 });
  expect(standing(questions, noProgress, today)).toEqual({ questions: 5, rated: 0, confidence: null, due: 0 });
  expect(standing([], progress, today)).toEqual({ questions: 0, rated: 0, confidence: null, due: 0 });
});

describe('statistics', () => {
  it('are numbers of every kind', () => {
    const stats = statistics(corpus, questions, progress, today, null);
    expect({ ...stats, forecast: null }).toEqual({
      totals: { questions: 4, seen: 3, reviews: 5, due: 2, hidden: 1 },
      themes: [
        { id: 'caching', title: 'Caches', questions: 2, rated: 2, confidence: 2.5, due: 2 },
        { id: 'queues', title: 'Queues', questions: 1, rated: 1, confidence: 2, due: 0 },
        { id: 'search', title: 'Search', questions: 1, rated: 0, confidence: null, due: 0 },
      ],
      personas: [
        { id: 'panel', title: 'Panel', questions: 2, rated: 2, confidence: 2.5, due: 2 },
        { id: 'peer', title: 'Peer', questions: 1, rated: 1, confidence: 1, due: 1 },
      ],
      days: [
        { date: dayText(today - 9), reviews: 3, minutes: 0 },
        { date: dayText(today), reviews: 2, minutes: 2 },
      ],
      forecast: null,
      calibration: {
        pairs: 3,
        meanPrediction: 3.33,
        meanRating: 2.67,
        gap: 0.66,
        bins: [
          { prediction: 1, n: 0, meanRating: null },
          { prediction: 2, n: 1, meanRating: 3 },
          { prediction: 3, n: 0, meanRating: null },
          { prediction: 4, n: 2, meanRating: 2.5 },
        ],
      },
    });
  });

  it('forecast two weeks, what is overdue counted for today', () => {
    const { forecast } = statistics(corpus, questions, progress, today, null);
    expect(forecast).toHaveLength(14);
    expect(forecast.map(({ due }) => due)).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect([forecast[0]?.date, forecast[13]?.date]).toEqual([dayText(today), dayText(today + 13)]);
  });

  it.each([
    [today - 9, 2, 5, 3],
    [today - 8, 1, 2, 2],
    [today, 1, 2, 2],
    [today + 1, 0, 0, 0],
  ])('since day %d: the days, reviews and pairs before it are left out', (since, days, reviews, pairs) => {
    const stats = statistics(corpus, questions, progress, today, since);
    expect([stats.days.length, stats.totals.reviews, stats.calibration.pairs]).toEqual([days, reviews, pairs]);
    expect(stats.totals).toMatchObject({ questions: 4, seen: 3, due: 2 });
  });

  it('of some questions are of those alone', () => {
    const stats = statistics(corpus, [questions[0]!], progress, today, null);
    expect(stats.themes.map(({ id }) => id)).toEqual(['caching']);
    expect(stats.totals).toMatchObject({ questions: 1, seen: 1, due: 1, hidden: 0 });
  });

  it('of nothing are zeros and nulls', () => {
    expect(statistics(corpus, [], noProgress, today, null)).toMatchObject({
      totals: { questions: 0, seen: 0, reviews: 0, due: 0, hidden: 0 },
      themes: [],
      personas: [],
      days: [],
      calibration: { pairs: 0, meanPrediction: null, meanRating: null, gap: null },
    });
  });
});

describe('prediction against rating', () => {
  it.each([
    [[[4, 2]], 2],
    [[[2, 4]], -2],
    [[[1, 1], [4, 4]], 0],
    [[[4, 1], [1, 4]], 0],
  ] as const)('%j has the gap %d', (pairs, gap) => {
    expect(calibrate(pairsOf(...pairs)).gap).toBe(gap);
  }); // prettier-ignore

  it('agrees with the journal it was counted from', () => {
    const rating = fc.constantFrom<Rating>(1, 2, 3, 4);
    const rules = { scheduler: createScheduler(0.9), dayStartHour: 4, aliases: new Map() };
    holds(
      fc.property(fc.array(fc.tuple(fc.option(rating), rating), { maxLength: 20, size: 'max' }), (given) => {
        const events = given.map(([prediction, rated], n) => ({ ...stampOf(n + 1), ...reviewOf('a', { prediction, rating: rated }) }));
        const { calibration, totals } = statistics(corpus, questions, replay(events, rules), today, null);
        const predicted = given.flatMap(([prediction, rated]) => (prediction === null ? [] : [{ prediction, rated }]));
        expect(totals.reviews).toBe(given.length);
        expect(calibration.pairs).toBe(predicted.length);
        expect(calibration.meanPrediction).toBe(mean(predicted.map((each) => each.prediction)));
        expect(calibration.meanRating).toBe(mean(predicted.map((each) => each.rated)));
        expect(calibration.bins.map(({ n }) => n)).toEqual([1, 2, 3, 4].map((value) => predicted.filter(({ prediction }) => prediction === value).length));
      }),
    );
  });
});

it.each([
  [[], null],
  [[3], 3],
  [[1, 2], 1.5],
  [[1, 1, 2], 1.33],
  [[1, 2, 2], 1.67],
])('the mean of %j is %j', (values, expected) => {
  expect(mean(values)).toBe(expected);
});
