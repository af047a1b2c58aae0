import { calls, numbers, throws, type Cases } from '../../helpers/cases.ts';

const below = numbers(3);
const random = Array.from({ length: 30 }, () => Array.from({ length: 1 + below(12) }, () => below(21) - 10));
const ones = new Array<number>(100_000).fill(1);

export default {
  both: [
    ...calls('maxWindowSum', [
      ['in the middle', [[2, 1, 5, 1, 3, 2], 3], 9],
      ['at the start', [[9, 9, 1], 2], 18],
      ['at the end', [[1, 9, 9], 2], 18],
      ['all negative', [[-5, -2, -9], 2], -7],
      ['the whole list', [[1, 2, 3], 3], 6],
      ['one number', [[7], 1], 7],
      ['more than there are', [[1, 2, 3], 4], null],
      ['nothing', [[], 1], null],
      ['a window of none', [[1, 2], 0], throws],
      ['a negative window', [[1, 2], -1], throws],
      ['100,000 numbers', [ones, 50_000], 50_000],
      ...random.map((list, at) => [`random list ${at}`, [list, 3], largest(list, 3)] as const),
    ]),
    ...calls('shortestReaching', [
      ['two of six', [[2, 3, 1, 2, 4, 3], 7], 2],
      ['one is enough', [[1, 4, 4], 4], 1],
      ['exactly all', [[1, 1, 1], 3], 3],
      ['out of reach', [[1, 1, 1], 4], null],
      ['nothing', [[], 1], null],
      ['zeros between', [[0, 0, 3, 0, 0, 4, 0], 7], 4],
      ['a target of zero', [[1], 0], throws],
      ['a negative number', [[5, -1, 5], 9], throws],
      ['100,000 numbers', [ones, 60_000], 60_000],
      ...random.map((list, at) => [`random list ${at}`, [list.map(Math.abs), 15], shortest(list.map(Math.abs), 15)] as const),
    ]),
  ],
} satisfies Cases;

function sum(list: readonly number[]): number {
  return list.reduce((total, x) => total + x, 0);
}

function largest(list: readonly number[], k: number): number | null {
  const sums = list.slice(k - 1).map((_, i) => sum(list.slice(i, i + k)));
  return sums.length > 0 ? Math.max(...sums) : null;
}

function shortest(list: readonly number[], target: number): number | null {
  const lengths = list.flatMap((_, i) => list.flatMap((__, j) => (sum(list.slice(i, j + 1)) >= target ? [j - i + 1] : [])));
  return lengths.length > 0 ? Math.min(...lengths) : null;
}
