import { calls, numbers, type Cases } from '../../helpers/cases.ts';

const below = numbers(2);
const random = Array.from({ length: 40 }, () => Array.from({ length: below(12) }, () => below(9) - 4));

export default {
  both: [
    ...calls('distinctPairs', [
      ['nothing', [[], 6], []],
      ['one number', [[3], 6], []],
      ['one number twice', [[3, 3], 6], [[3, 3]]],
      ['one number four times', [[3, 3, 3, 3], 6], [[3, 3]]],
      ['duplicates first', [[1, 1, 5], 6], [[1, 5]]],
      ['duplicates last', [[5, 1, 1], 6], [[1, 5]]],
      ['negatives', [[-2, 7, 0, 9, -4], 5], [[-2, 7], [-4, 9]]],
      ['a negative target', [[-3, -4, 1], -7], [[-4, -3]]],
      ['no match', [[1, 2, 3], 100], []],
      ['zeros', [[0, 0, 0], 0], [[0, 0]]],
    ]), // prettier-ignore
    ...calls('countPairs', [
      ['nothing', [[], 0], 0],
      ['one number is no pair with itself', [[3], 6], 0],
      ['duplicates first', [[1, 1, 5], 6], 2],
      ['duplicates last', [[5, 1, 1], 6], 2],
      ['100,000 zeros', [new Array(100_000).fill(0), 0], (100_000 * 99_999) / 2],
      ...random.map((list, at) => [`random list ${at}`, [list, 1], bruteForce(list, 1)] as const),
    ]),
  ],
} satisfies Cases;

function bruteForce(list: readonly number[], target: number): number {
  return list.flatMap((x, i) => list.slice(i + 1).filter((y) => x + y === target)).length;
}
