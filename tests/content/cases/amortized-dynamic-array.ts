import { script, throws, type Cases, type Step } from '../../helpers/cases.ts';

export default {
  both: [
    script('of nothing', ['DynamicArray'], [
      ['size', [], 0],
      ['capacity', [], 1],
      ['copies', [], 0],
      ['at', [0], throws],
      ['set', [0, 'x'], throws],
      ['pop', [], throws],
      ['size', [], 0],
    ]),
    script('reads and writes only what is there', ['DynamicArray'], [
      ...appends(3),
      ['capacity', [], 4],
      ['at', [0], 0],
      ['at', [2], 2],
      ['at', [3], throws],
      ['at', [-1], throws],
      ['set', [1, 'x']],
      ['at', [1], 'x'],
      ['set', [3, 'x'], throws],
    ]),
    // Copies are 1 + 2 + 4 + ... : one less than n at a power of two, most just after it.
    ...[1, 2, 3, 4, 5, 8, 9, 1_000, 1_024, 1_025].map((n) =>
      script(`copies below 2n in ${n} appends`, ['DynamicArray'], [...appends(n), ['copies', [], copiesIn(n)], ['size', [], n]]),
    ),
    script('shrinks at a quarter, to half', ['DynamicArray'], [
      ...appends(8),
      ['copies', [], 7],
      ...pops([7, 6, 5, 4, 3]),
      ['capacity', [], 8],
      ...pops([2]),
      ['size', [], 2],
      ['capacity', [], 4],
      ['copies', [], 9],
      ...pops([1]),
      ['capacity', [], 2],
      ...pops([0]),
      ['size', [], 0],
      ['pop', [], throws],
      ['append', ['again']],
      ['at', [0], 'again'],
    ]),
    script('does not thrash where it grew', ['DynamicArray'], [
      ...appends(9),
      ['copies', [], 15],
      ...Array.from({ length: 50 }, (): Step[] => [...pops([8]), ['append', [8]], ['append', [9]], ...pops([9])]).flat(),
      ['copies', [], 15],
    ]),
  ],
} satisfies Cases;

function appends(count: number): Step[] {
  return Array.from({ length: count }, (_, i) => ['append', [i]]);
}

function pops(values: readonly number[]): Step[] {
  return values.map((value) => ['pop', [], value]);
}

function copiesIn(appends: number): number {
  let copies = 0;
  for (let full = 1; full < appends; full *= 2) copies += full;
  return copies;
}
