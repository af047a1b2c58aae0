import { expect } from 'vitest';
import { numbers, script, type Cases, type Step } from '../../helpers/cases.ts';

interface Heap {
  readonly size: number;
  top(): number;
  push(x: number): void;
  pop(): number | undefined;
}

export default {
  both: [
    script('of nothing', ['RunningMedian'], [['median', [], null]]),
    script('of a few', ['RunningMedian'], medians([5, 1, 3, 4])),
    script('of a rising stream', ['RunningMedian'], medians([1, 2, 3, 4, 5, 6, 7])),
    script('of a falling stream', ['RunningMedian'], medians([7, 6, 5, 4, 3, 2, 1])),
    script('of duplicates', ['RunningMedian'], medians([2, 2, 2, 1, 1, 3, 2])),
    script('of negatives', ['RunningMedian'], medians([-1, -5, -3, 0, -3])),
    script('between two numbers', ['RunningMedian'], medians([1, 2])),
    script('of 2,000 random numbers', ['RunningMedian'], medians(Array.from({ length: 2_000 }, listOf(4)))),
  ],
  ts: {
    'RunningMedian: refuses NaN'(sample) {
      const { RunningMedian } = sample as { RunningMedian: new () => { add(x: number): void } };
      expect(() => new RunningMedian().add(NaN)).toThrow(RangeError);
    },

    'Heap: gives everything back in order'(sample) {
      const { Heap } = sample as { Heap: new (before: (a: number, b: number) => boolean) => Heap };
      const heap = new Heap((a, b) => a < b);
      const items = Array.from({ length: 500 }, listOf(5));
      for (const item of items) heap.push(item);
      expect([heap.size, heap.top()]).toEqual([500, Math.min(...items)]);
      expect(items.map(() => heap.pop())).toEqual([...items].sort((a, b) => a - b));
      expect([heap.size, heap.pop()]).toEqual([0, undefined]);
    },
  },
} satisfies Cases;

function listOf(seed: number): () => number {
  const below = numbers(seed);
  return () => below(1_000) - 500;
}

function medians(stream: readonly number[]): Step[] {
  return stream.flatMap((x, at): Step[] => {
    const sorted = stream.slice(0, at + 1).sort((a, b) => a - b);
    const [low = NaN, high = NaN] = [sorted[Math.floor(at / 2)], sorted[Math.ceil(at / 2)]];
    return [
      ['add', [x]],
      ['median', [], (low + high) / 2],
    ];
  });
}
