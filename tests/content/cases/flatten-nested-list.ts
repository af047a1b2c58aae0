import { expect } from 'vitest';
import { calls, type Cases, type Module } from '../../helpers/cases.ts';

type Flatten = (nested: readonly unknown[]) => Generator<unknown>;

export default {
  both: calls('flatten', [
    ['nothing', [[]], []],
    ['one', [[1]], [1]],
    ['flat', [[1, 2, 3]], [1, 2, 3]],
    ['nested', [[1, [2, [3, [4]], 5], 6]], [1, 2, 3, 4, 5, 6]],
    ['nested at the front', [[[[1], 2], 3]], [1, 2, 3]],
    ['only empty lists', [[[], [[]], [[], [[]]]]], []],
    ['strings are items', [['ab', ['cd', ['']]]], ['ab', 'cd', '']],
    ['null, false and zero are items', [[null, [false, [0]]]], [null, false, 0]],
    ['duplicates', [[1, [1, [1]]]], [1, 1, 1]],
    ['100,000 side by side', [Array.from({ length: 100_000 }, (_, i) => [i])], Array.from({ length: 100_000 }, (_, i) => i)],
  ]),
  ts: {
    '100,000 levels'(sample) {
      let nested: unknown[] = ['core'];
      for (let i = 0; i < 100_000; i++) nested = [nested];
      expect([...flatten(sample)(nested)]).toEqual(['core']);
    },

    'a list in two places is legal'(sample) {
      const shared = [1, 2];
      expect([...flatten(sample)([shared, [shared], shared])]).toEqual([1, 2, 1, 2, 1, 2]);
    },

    'a list that contains itself is refused, near and far'(sample) {
      const near: unknown[] = [1];
      near.push(near);
      const far: unknown[] = [1];
      far.push([2, [far]]);
      for (const list of [near, far]) expect(() => [...flatten(sample)(list)]).toThrow(TypeError);
    },

    'reads no further than it is asked'(sample) {
      const endless: unknown[] = [1];
      endless.push(endless);
      expect(flatten(sample)(endless).next()).toEqual({ done: false, value: 1 });
    },
  },
} satisfies Cases;

function flatten(sample: Module): Flatten {
  return (sample as { flatten: Flatten }).flatten;
}
