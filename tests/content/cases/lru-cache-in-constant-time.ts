import { numbers, refused, script, type Cases, type Json, type Step } from '../../helpers/cases.ts';

export default {
  both: [
    script('evicts what was used longest ago', ['LruCache', 2], [
      ['get', ['a'], null],
      ['put', ['a', 1]],
      ['put', ['b', 2]],
      ['get', ['a'], 1],
      ['put', ['c', 3]],
      ['get', ['b'], null],
      ['get', ['a'], 1],
      ['get', ['c'], 3],
      ['size', [], 2],
    ]),
    script('overwriting is a use and evicts nothing', ['LruCache', 2], [
      ['put', ['a', 1]],
      ['put', ['b', 2]],
      ['put', ['a', 10]],
      ['size', [], 2],
      ['get', ['b'], 2],
      ['put', ['a', 11]],
      ['put', ['c', 3]],
      ['get', ['b'], null],
      ['get', ['a'], 11],
    ]),
    script('of one evicts at each new key', ['LruCache', 1], [
      ['put', ['a', 1]],
      ['put', ['a', 2]],
      ['get', ['a'], 2],
      ['put', ['b', 3]],
      ['get', ['a'], null],
      ['get', ['b'], 3],
      ['size', [], 1],
    ]),
    script('takes keys and values that count as false', ['LruCache', 2], [
      ['put', ['', 0]],
      ['put', [0, '']],
      ['get', [''], 0],
      ['get', [0], ''],
      ['get', ['0'], null],
    ]),
    script('agrees with a list kept in order, 3,000 times', ['LruCache', 8], randomSteps(8, 3_000)),
    refused('refuses a capacity of zero', ['LruCache', 0]),
    refused('refuses a negative capacity', ['LruCache', -1]),
  ],
} satisfies Cases;

function randomSteps(capacity: number, count: number): Step[] {
  const below = numbers(1);
  const newestFirst: [key: number, value: number][] = [];
  return Array.from({ length: count }, (_, at): Step => {
    const key = below(14);
    const found = newestFirst.findIndex(([other]) => other === key);
    const [old] = found < 0 ? [] : newestFirst.splice(found, 1);
    if (below(2) === 0) {
      if (old) newestFirst.unshift(old);
      const gives: Json = old ? old[1] : null;
      return ['get', [key], gives];
    }
    newestFirst.unshift([key, at]);
    newestFirst.splice(capacity);
    return ['put', [key, at]];
  });
}
