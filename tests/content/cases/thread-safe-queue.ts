import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'vitest';
import { type Cases, type Module } from '../../helpers/cases.ts';

interface Queue<T> {
  put(item: T): Promise<void>;
  get(): Promise<T>;
  close(): void;
}

export default {
  both: [],
  ts: {
    'refuses a capacity below one'(sample) {
      for (const capacity of [0, -1, 1.5]) expect(() => queue(sample, capacity)).toThrow(RangeError);
    },

    async 'gives items in order, also undefined'(sample) {
      const items = queue<number | undefined>(sample, 3);
      for (const item of [1, undefined, 3]) await items.put(item);
      expect([await items.get(), await items.get(), await items.get()]).toEqual([1, undefined, 3]);
    },

    async 'get waits for put, and the first to wait is served first'(sample) {
      const items = queue<string>(sample, 1);
      const served: string[] = [];
      const waiting = ['first', 'second'].map(async (name) => served.push(`${name} got ${await items.get()}`));
      await turn();
      expect(served).toEqual([]);
      await items.put('a');
      await items.put('b');
      await Promise.all(waiting);
      expect(served).toEqual(['first got a', 'second got b']);
    },

    async 'put waits while it is full, in order'(sample) {
      const items = queue<number>(sample, 2);
      const done: number[] = [];
      const puts = [1, 2, 3, 4].map(async (item) => {
        await items.put(item);
        done.push(item);
      });
      await turn();
      expect(done).toEqual([1, 2]);
      expect(await items.get()).toBe(1);
      await turn();
      expect(done).toEqual([1, 2, 3]);
      expect([await items.get(), await items.get(), await items.get()]).toEqual([2, 3, 4]);
      await Promise.all(puts);
    },

    async 'after close, get drains what is left and put is refused'(sample) {
      const items = queue<number>(sample, 2);
      await items.put(1);
      items.close();
      items.close();
      await expect(items.put(2)).rejects.toThrow(closed(sample));
      expect(await items.get()).toBe(1);
      await expect(items.get()).rejects.toThrow(closed(sample));
    },

    async 'close wakes everyone who waits'(sample) {
      const [empty, full] = [queue<number>(sample, 1), queue<number>(sample, 1)];
      await full.put(1);
      const waiting = [empty.get(), empty.get(), full.put(2), full.put(3)];
      empty.close();
      full.close();
      for (const one of waiting) await expect(one).rejects.toThrow(closed(sample));
      expect(await full.get()).toBe(1);
    },

    async 'four producers and three consumers lose nothing, double nothing, and keep each order'(sample) {
      for (const capacity of [1, 2, 7]) {
        const items = queue<{ producer: number; n: number }>(sample, capacity);
        let [inside, most] = [0, 0];
        const producers = [0, 1, 2, 3].map(async (producer) => {
          for (let n = 0; n < 250; n++) {
            await items.put({ producer, n });
            most = Math.max(most, ++inside);
            if (n % 7 === producer) await turn();
          }
        });
        const taken: { producer: number; n: number }[][] = [[], [], []];
        const consumers = taken.map(async (mine, consumer) => {
          try {
            for (;;) {
              mine.push(await items.get());
              inside--;
              if (mine.length % 5 === consumer) await turn();
            }
          } catch (error) {
            expect(error).toBeInstanceOf(closed(sample));
          }
        });
        await Promise.all(producers);
        items.close();
        await Promise.all(consumers);

        const all = taken.flat().map(({ producer, n }) => producer * 1_000 + n);
        expect(new Set(all).size).toBe(1_000);
        expect(all).toHaveLength(1_000);
        for (const mine of taken) {
          for (const producer of [0, 1, 2, 3]) {
            const order = mine.filter((item) => item.producer === producer).map(({ n }) => n);
            expect(order).toEqual([...order].sort((a, b) => a - b));
          }
        }
        expect(most).toBeLessThanOrEqual(capacity + 3); // and one in the hands of each consumer
      }
    },
  },
} satisfies Cases;

function queue<T>(sample: Module, capacity: number): Queue<T> {
  const { AsyncQueue } = sample as { AsyncQueue: new (capacity: number) => Queue<T> };
  return new AsyncQueue(capacity);
}

function closed(sample: Module): new () => Error {
  return (sample as { QueueClosed: new () => Error }).QueueClosed;
}
