import { expect, it } from 'vitest';
import { parseDay } from '../../src/core/day.ts';
import { clock, shortDay, spokenDay } from '../../src/view/date.ts';

const day = (text: string): number => parseDay(text) ?? Number.NaN;

it.each([
  ['2026-11-20', 'today', 'today'],
  ['2026-11-21', 'tomorrow', 'tomorrow'],
  ['2026-12-03', '3 Dec', 'on 3 December'],
  ['2027-01-01', '1 Jan 2027', 'on 1 January 2027'],
  ['2026-11-01', '1 Nov', 'today'],
  ['2028-02-29', '29 Feb 2028', 'on 29 February 2028'],
])('%s on 20 November 2026 is %s in a column and %s in a sentence', (text, short, spoken) => {
  expect([shortDay(day(text), day('2026-11-20')), spokenDay(day(text), day('2026-11-20'))]).toEqual([short, spoken]);
  expect(short.length).toBeLessThanOrEqual(11);
});

it.each([[0, '00:00'], [999, '00:00'], [61_000, '01:01'], [3_599_999, '59:59'], [3_600_000, '1:00:00'], [90_061_000, '25:01:01']])('%i ms is %s on a clock', (ms, text) => {
  expect(clock(ms)).toBe(text);
}); // prettier-ignore
