import fc from 'fast-check';
import { expect, it } from 'vitest';
import { layerOver } from '../../src/core/layer.ts';

const large = new Map(Array.from({ length: 1_500 }, (_, key) => [key, `at first ${key}`]));

it('is a map with what the other holds, written to or not, layer over layer, and the others stay as they are', () => {
  const change = fc.tuple(fc.integer({ min: 1_400, max: 1_600 }), fc.string());
  fc.assert(
    fc.property(fc.constantFrom(large, new Map([[1_400, 'small']])), fc.array(fc.array(change, { maxLength: 20 }), { maxLength: 4 }), (base, layers) => {
      const model = new Map(base);
      let map: ReadonlyMap<number, string> = base;
      for (const changes of layers) {
        const [before, below] = [[...map], map];
        const layer = layerOver(map);
        for (const [key, value] of changes) {
          layer.set(key, value);
          model.set(key, value);
        }
        expect([...below]).toEqual(before);
        map = layer;
      }
      const visited: [number, string][] = [];
      map.forEach((value, key) => visited.push([key, value]));
      expect([...map]).toEqual([...model]);
      expect([visited, [...map.keys()], [...map.values()], map.size]).toEqual([[...model], [...model.keys()], [...model.values()], model.size]);
      for (const key of [0, 1_399, 1_400, 1_450, 1_600, 2_000]) expect([map.has(key), map.get(key)]).toEqual([model.has(key), model.get(key)]);
    }),
    { numRuns: 40 },
  );
});

it('copies nothing of a large map', () => {
  const layer = layerOver(large);
  layer.set(3, 'changed');
  expect([large.get(3), layer.get(3), layerOver(layer).get(3)]).toEqual(['at first 3', 'changed', 'changed']);
  expect(layer).not.toBeInstanceOf(Map);
});
