import { expect, it } from 'vitest';
import { killWhileRating, rateAtOnce, tallyOf, type Rated } from '../helpers/raters.ts';

it('no acknowledged rating is lost to 2,000 kills (T1)', async () => {
  const all: Rated[] = [];
  // A hundred to a journal: replaying a long one would be most of what is killed.
  for (let part = 0; part < 20; part++) all.push(await killWhileRating({ kills: 100, atOnce: 2, seed: 20_261_121 + part }));
  const sum = { acknowledged: all.flatMap((each) => each.acknowledged), stored: 0, ids: 0, torn: 0, lost: all.flatMap((each) => each.lost) };
  for (const { stored, torn } of all) {
    sum.stored += stored;
    sum.torn += torn;
  }
  console.log(`T1: 2000 kills in 20 journals: ${tallyOf(sum)}`);
  expect(sum.lost).toEqual([]);
  expect(sum.acknowledged.length).toBeGreaterThan(5000);
});

it('16 processes rate 100 times each at once (T3)', async () => {
  const rated = await rateAtOnce({ processes: 16, ratings: 100 });
  console.log(`T3: 16 processes × 100 ratings: ${tallyOf(rated)}`);
  expect(rated).toMatchObject({ stored: 1600, ids: 1600, torn: 0, lost: [] });
  expect(new Set(rated.acknowledged).size).toBe(1600);
});
