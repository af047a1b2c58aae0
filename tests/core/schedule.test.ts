import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScheduler, isRating, type Memory, type Rating } from '../../src/core/schedule.ts';
import { holds } from './fixture.ts';

const scheduler = createScheduler(0.9);
const rating = fc.constantFrom<Rating>(1, 2, 3, 4);
const day = 20_000;

/** The memory after ratings, each so many days after the one before. */
function after(ratings: readonly (readonly [rating: Rating, daysLater: number])[], start = day): Memory {
  let today = start;
  let memory: Memory | null = null;
  for (const [given, daysLater] of ratings) {
    today += daysLater;
    memory = scheduler.review(memory, given, today);
  }
  return memory!;
}

const histories = fc.array(fc.tuple(rating, fc.integer({ min: 0, max: 400 })), { minLength: 1, maxLength: 12, size: 'max' });

describe('what FSRS-6 publishes', () => {
  it('its default parameters are the ones recorded with a review', () => {
    // open-spaced-repetition, "The Algorithm", default parameters of FSRS-6.
    expect(scheduler.record).toEqual({
      name: 'FSRS-6',
      version: expect.stringContaining('FSRS-6') as string,
      retention: 0.9,
      w: [0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542],
    });
  });

  // ts-fsrs, FSRS-6.test.ts, "first repeat".
  it.each([
    [1, 0.212, 6.4133],
    [2, 1.2931, 5.11217071],
    [3, 2.3065, 2.11810397],
    [4, 8.2956, 1],
  ] as const)('a first rating of %d gives stability %d and difficulty %d', (given, stabilityDays, difficulty) => {
    const memory = scheduler.review(null, given, day);
    expect(memory.stabilityDays).toBeCloseTo(stabilityDays, 8);
    expect(memory.difficulty).toBeCloseTo(difficulty, 8);
    expect(memory).toMatchObject({ lastDay: day, reviews: 1, lapses: 0 });
  });

  it('a history with the short term off ends where the reference does', () => {
    // ts-fsrs, FSRS-6.test.ts, "memory state[long-term]", which cites fsrs-rs, inference.rs.
    const memory = after([[1, 0], [3, 0], [3, 1], [3, 3], [3, 8], [3, 21]]); // prettier-ignore
    expect(memory.stabilityDays).toBeCloseTo(53.335106, 4);
    expect(memory.difficulty).toBeCloseTo(6.3574867, 4);
  });

  it('recall follows the published curve, which is 90% after one stability', () => {
    // R(t, S) = (1 + factor * t / S) ^ -w20 with factor = 0.9 ^ (-1 / w20) - 1.
    const w20 = 0.1542;
    const factor = 0.9 ** (-1 / w20) - 1;
    const memory = after([[4, 0], [3, 8], [3, 30]]); // prettier-ignore
    expect(scheduler.recall({ ...memory, stabilityDays: 30, lastDay: 0 }, 30)).toBeCloseTo(0.9, 6);
    for (const elapsed of [0, 1, 7, 100, 3000]) {
      expect(scheduler.recall(memory, memory.lastDay + elapsed)).toBeCloseTo((1 + (factor * elapsed) / memory.stabilityDays) ** -w20, 6);
    }
  });

  it('a question is due when recall has fallen to the retention', () => {
    for (const retention of [0.7, 0.8, 0.9, 0.97]) {
      const strict = createScheduler(retention);
      let memory: Memory | null = null;
      for (let n = 0, today = day; n < 3; n++) {
        memory = strict.review(memory, 3, today);
        today = memory.dueDay;
      }
      expect(strict.recall(memory!, memory!.dueDay)).toBeCloseTo(retention, 2);
    }
  });
});

describe('every schedule', () => {
  it('comes due after the day of the rating, and within ten years and a bit', () => {
    holds(
      fc.property(histories, (history) => {
        const memory = after(history);
        expect(Number.isInteger(memory.dueDay)).toBe(true);
        expect(memory.dueDay).toBeGreaterThan(memory.lastDay);
        // The easier ratings are kept a day apart above the longest interval.
        expect(memory.dueDay - memory.lastDay).toBeLessThanOrEqual(3652);
        expect(memory.stabilityDays).toBeGreaterThan(0);
        expect(memory.difficulty).toBeGreaterThanOrEqual(1);
        expect(memory.difficulty).toBeLessThanOrEqual(10);
        expect(memory.reviews).toBe(history.length);
      }),
    );
  });

  it('a higher rating never comes due earlier, nor is remembered less', () => {
    holds(
      fc.property(histories, fc.integer({ min: 0, max: 2000 }), (history, later) => {
        const memory = after(history);
        const next = ([1, 2, 3, 4] as const).map((given) => scheduler.review(memory, given, memory.lastDay + later));
        for (const [index, each] of next.slice(1).entries()) {
          expect(each.dueDay).toBeGreaterThanOrEqual(next[index]!.dueDay);
          expect(each.difficulty).toBeLessThanOrEqual(next[index]!.difficulty);
        }
      }),
    );
    const first = ([1, 2, 3, 4] as const).map((given) => scheduler.review(null, given, day).dueDay);
    expect([...first].sort((a, b) => a - b)).toEqual(first);
  });

  it('a lapse is counted by a rating of 1 and by nothing else: 2 is a success that hurt', () => {
    holds(
      fc.property(histories, (history) => {
        expect(after(history).lapses).toBe(history.slice(1).filter(([given]) => given === 1).length);
      }),
    );
  });

  it('is the same on any day of the calendar', () => {
    holds(
      fc.property(histories, fc.integer({ min: -20_000, max: 40_000 }), (history, shift) => {
        const here = after(history);
        expect(after(history, day + shift)).toEqual({ ...here, lastDay: here.lastDay + shift, dueDay: here.dueDay + shift });
      }),
    );
  });

  it('is the same twice: nothing is drawn at random', () => {
    holds(
      fc.property(histories, (history) => {
        expect(after(history)).toEqual(after(history));
      }),
    );
  });

  it('recall falls with the days and stays a fraction', () => {
    holds(
      fc.property(histories, fc.nat(5000), fc.nat(5000), (history, a, b) => {
        const memory = after(history);
        const [sooner, later] = [Math.min(a, b), Math.max(a, b)].map((days) => scheduler.recall(memory, memory.lastDay + days));
        expect(sooner).toBeGreaterThanOrEqual(later!);
        expect(later).toBeGreaterThan(0);
        expect(sooner).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('a clock that was set back', () => {
  it.each([1, 30, 365, 3650])('by %d days gives no NaN, and a due day after that day', (back) => {
    for (const given of [1, 2, 3, 4] as const) {
      const before = after([[3, 0], [3, 3]]); // prettier-ignore
      const memory = scheduler.review(before, given, before.lastDay - back);
      for (const value of Object.values(memory)) expect(Number.isFinite(value)).toBe(true);
      expect(memory.lastDay).toBe(before.lastDay - back);
      expect(memory.dueDay).toBeGreaterThan(memory.lastDay);
      expect(scheduler.recall(before, before.lastDay - back)).toBe(1);
    }
  });

  it('counts as no time passed', () => {
    const before = after([[3, 0], [3, 3]]); // prettier-ignore
    const sameDay = scheduler.review(before, 3, before.lastDay);
    const back = scheduler.review(before, 3, before.lastDay - 100);
    expect(back).toEqual({ ...sameDay, lastDay: sameDay.lastDay - 100, dueDay: sameDay.dueDay - 100 });
  });

  it('any order of days is survived', () => {
    holds(
      fc.property(fc.array(fc.tuple(rating, fc.integer({ min: -4000, max: 4000 })), { minLength: 1, maxLength: 20, size: 'max' }), (history) => {
        let memory: Memory | null = null;
        for (const [given, days] of history) {
          memory = scheduler.review(memory, given, day + days);
          for (const value of Object.values(memory)) expect(Number.isFinite(value)).toBe(true);
          expect(memory.dueDay).toBeGreaterThan(memory.lastDay);
        }
      }),
    );
  });
});

it.each([[1, true], [4, true], [0, false], [5, false], [2.5, false], ['3', false], [null, false], [undefined, false], [Number.NaN, false]])('%j as a rating: %s', (value, expected) => {
  expect(isRating(value)).toBe(expected);
}); // prettier-ignore
