import { calls, numbers, script, type Cases, type Step } from '../../helpers/cases.ts';

const rising = Array.from({ length: 1_000 }, (_, i) => i);
const falling = [...rising].reverse();
const zigzag = rising.map((i) => (i % 2 === 0 ? i / 2 : 999 - (i - 1) / 2));

export default {
  both: [
    script('of nothing', ['AvlTree'], [
      ['height', [], 0],
      ['has', [1], false],
      ['delete', [1]],
      ['range', [0, 9], []],
    ]),
    script('of one', ['AvlTree'], [
      ['add', [1]],
      ['height', [], 1],
      ['has', [1], true],
      ['delete', [1]],
      ['has', [1], false],
      ['height', [], 0],
    ]),
    script('rotates left', ['AvlTree'], [...adds([1, 2, 3]), ['height', [], 2], ['range', [1, 3], [1, 2, 3]]]),
    script('rotates right', ['AvlTree'], [...adds([3, 2, 1]), ['height', [], 2], ['range', [1, 3], [1, 2, 3]]]),
    script('rotates twice, left child leaning right', ['AvlTree'], [...adds([3, 1, 2]), ['height', [], 2]]),
    script('rotates twice, right child leaning left', ['AvlTree'], [...adds([1, 3, 2]), ['height', [], 2]]),
    script('rotates after a deletion', ['AvlTree'], [...adds([2, 1, 3, 4]), ['delete', [1]], ['height', [], 2], ['range', [1, 4], [2, 3, 4]]]),
    script('keeps a key once', ['AvlTree'], [...adds([5, 5, 5]), ['height', [], 1], ['range', [5, 5], [5]], ['delete', [5]], ['has', [5], false]]),
    script('deletes a root with two children', ['AvlTree'], [
      ...adds([4, 2, 6, 1, 3, 5, 7]),
      ['delete', [4]],
      ['has', [4], false],
      ['range', [0, 9], [1, 2, 3, 5, 6, 7]],
      ['height', [], 3],
    ]),
    script('ranges include both ends and may match nothing', ['AvlTree'], [
      ...adds([-20, -10, 0, 10, 20]),
      ['range', [-10, 10], [-10, 0, 10]],
      ['range', [-9, 9], [0]],
      ['range', [1, 9], []],
      ['range', [9, 1], []],
      ['range', [-99, 99], [-20, -10, 0, 10, 20]],
    ]),
    script('of 1,000 rising keys has 10 levels', ['AvlTree'], [...adds(rising), ['height', [], 10]]),
    script('of 1,000 falling keys has 10 levels', ['AvlTree'], [...adds(falling), ['height', [], 10]]),
    script('agrees with a set, 3,000 times', ['AvlTree'], randomSteps(3_000)),
    ...calls('plainHeight', [
      ['nothing', [[]], 0],
      ['one', [[5]], 1],
      ['one key three times', [[5, 5, 5]], 1],
      ['rising', [rising], 1_000],
      ['falling', [falling], 1_000],
      ['zigzag', [zigzag], 1_000],
      ['a perfect order', [[4, 2, 6, 1, 3, 5, 7]], 3],
    ]),
  ],
} satisfies Cases;

function adds(keys: readonly number[]): Step[] {
  return keys.map((key) => ['add', [key]]);
}

function randomSteps(count: number): Step[] {
  const below = numbers(6);
  const keys = new Set<number>();
  const steps = Array.from({ length: count }, (): Step => {
    const key = below(200);
    const choice = below(3);
    if (choice === 0) return ['has', [key], keys.has(key)];
    if (choice === 1) keys.add(key);
    else keys.delete(key);
    return [choice === 1 ? 'add' : 'delete', [key]];
  });
  return [...steps, ['range', [0, 200], [...keys].sort((a, b) => a - b)]];
}
