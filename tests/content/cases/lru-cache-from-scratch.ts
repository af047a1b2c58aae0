import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'vitest';
import { numbers, refused, script, type Cases, type Module, type Step } from '../../helpers/cases.ts';

interface Cache {
  readonly size: number;
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  delete(key: string): void;
  getOrLoad(key: string, load: (key: string) => Promise<unknown>): Promise<unknown>;
}

export default {
  both: [
    script('evicts what was used longest ago', ['LruCache', { capacity: 2 }], [
      ['get', ['a'], null],
      ['set', ['a', 1]],
      ['set', ['b', 2]],
      ['get', ['a'], 1],
      ['set', ['c', 3]],
      ['get', ['b'], null],
      ['get', ['a'], 1],
      ['get', ['c'], 3],
      ['size', [], 2],
    ]),
    script('overwriting is a use and evicts nothing', ['LruCache', { capacity: 2 }], [
      ['set', ['a', 1]],
      ['set', ['b', 2]],
      ['set', ['a', 10]],
      ['size', [], 2],
      ['set', ['c', 3]],
      ['get', ['b'], null],
      ['get', ['a'], 10],
    ]),
    script('of one evicts at each new key', ['LruCache', { capacity: 1 }], [
      ['set', ['a', 1]],
      ['set', ['b', 2]],
      ['get', ['a'], null],
      ['get', ['b'], 2],
      ['delete', ['b']],
      ['delete', ['b']],
      ['size', [], 0],
      ['set', ['c', 3]],
      ['set', ['d', 4]],
      ['get', ['c'], null],
      ['get', ['d'], 4],
    ]),
    script('agrees with a list kept in order, 5,000 times', ['LruCache', { capacity: 8 }], randomSteps(8, 5_000)),
    script('agrees also when it is large', ['LruCache', { capacity: 300 }], randomSteps(300, 5_000)),
    refused('refuses a capacity of zero', ['LruCache', { capacity: 0 }]),
    refused('refuses a negative capacity', ['LruCache', { capacity: -1 }]),
  ],
  ts: {
    'an entry expires at its deadline, and reads do not extend it'(sample) {
      let now = 0;
      const cache = make(sample, { capacity: 2, ttlMs: 100, now: () => now });
      cache.set('a', 1);
      now = 60;
      expect(cache.get('a')).toBe(1);
      now = 99;
      expect(cache.get('a')).toBe(1);
      now = 100;
      expect([cache.get('a'), cache.size]).toEqual([undefined, 0]);
      cache.set('a', 2);
      now = 150;
      cache.set('a', 3);
      now = 249;
      expect(cache.get('a')).toBe(3);
      now = 250;
      expect(cache.get('a')).toBe(undefined);
    },

    async 'a hundred misses share one load, and a cached undefined is a hit'(sample) {
      const cache = make(sample, { capacity: 2 });
      let loads = 0;
      const load = async (): Promise<undefined> => {
        loads++;
        await turn();
      };
      await Promise.all(Array.from({ length: 100 }, () => cache.getOrLoad('a', load)));
      await cache.getOrLoad('a', load);
      expect([loads, cache.size]).toEqual([1, 1]);
    },

    async 'loads of different keys run side by side'(sample) {
      const cache = make(sample, { capacity: 2 });
      const started: string[] = [];
      const load = async (key: string): Promise<string> => {
        started.push(key);
        await turn();
        return key.toUpperCase();
      };
      const both = Promise.all([cache.getOrLoad('a', load), cache.getOrLoad('b', load)]);
      expect(started).toEqual(['a', 'b']);
      expect(await both).toEqual(['A', 'B']);
    },

    async 'a failed load reaches all who wait and is not cached'(sample) {
      const cache = make(sample, { capacity: 2 });
      const fail = (): Promise<never> => turn().then(() => Promise.reject(new Error('down')));
      const results = await Promise.allSettled([1, 2, 3].map(() => cache.getOrLoad('a', fail)));
      expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
      const thrown = (): never => {
        throw new Error('at once');
      };
      await expect(cache.getOrLoad('a', thrown)).rejects.toThrow('at once');
      expect(await cache.getOrLoad('a', () => Promise.resolve('up'))).toBe('up');
    },

    async 'a set or a delete during a load wins'(sample) {
      const cache = make(sample, { capacity: 2 });
      let finish: (value: string) => void = () => undefined;
      const slow = (): Promise<string> => new Promise((resolve) => (finish = resolve));

      const first = cache.getOrLoad('a', slow);
      cache.set('a', 'new');
      finish('old');
      expect([await first, cache.get('a')]).toEqual(['old', 'new']);

      const second = cache.getOrLoad('b', slow);
      cache.delete('b');
      finish('old');
      expect([await second, cache.get('b')]).toEqual(['old', undefined]);
    },

    async 'a newer load is not ended by an older one'(sample) {
      const cache = make(sample, { capacity: 2 });
      const finish: ((value: string) => void)[] = [];
      const slow = (): Promise<string> => new Promise((resolve) => finish.push(resolve));
      const older = cache.getOrLoad('a', slow);
      cache.delete('a');
      const newer = cache.getOrLoad('a', slow);
      finish[0]?.('old');
      await older;
      expect(cache.get('a')).toBe(undefined);
      const sharing = cache.getOrLoad('a', slow);
      finish[1]?.('new');
      expect([await newer, await sharing, cache.get('a'), finish.length]).toEqual(['new', 'new', 'new', 2]);
    },
  },
} satisfies Cases;

function make(sample: Module, options: { capacity: number; ttlMs?: number; now?: () => number }): Cache {
  const { LruCache } = sample as { LruCache: new (options: object) => Cache };
  return new LruCache(options);
}

function randomSteps(capacity: number, count: number): Step[] {
  const below = numbers(8);
  const newestFirst: [key: number, value: number][] = [];
  return Array.from({ length: count }, (_, at): Step => {
    const key = below(Math.ceil(capacity * 1.7));
    const found = newestFirst.findIndex(([other]) => other === key);
    const [old] = found < 0 ? [] : newestFirst.splice(found, 1);
    const choice = below(9);
    if (choice === 0) return ['delete', [key]];
    if (choice < 5) {
      if (old) newestFirst.unshift(old);
      return ['get', [key], old ? old[1] : null];
    }
    newestFirst.unshift([key, at]);
    newestFirst.splice(capacity);
    return ['set', [key, at]];
  });
}
