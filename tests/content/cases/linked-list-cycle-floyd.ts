import { expect } from 'vitest';
import { type Cases } from '../../helpers/cases.ts';

interface Node {
  value: string;
  next?: Node;
}

interface Sample {
  cycleStart(head?: Node): Node | undefined;
  cycleLength(head?: Node): number;
}

export default {
  both: [],
  ts: {
    'no list at all'(sample) {
      const { cycleStart, cycleLength } = sample as unknown as Sample;
      expect([cycleStart(undefined), cycleLength(undefined)]).toEqual([undefined, 0]);
    },

    'every tail and cycle up to 12 nodes each, all values equal'(sample) {
      const { cycleStart, cycleLength } = sample as unknown as Sample;
      for (let tail = 0; tail <= 12; tail++) {
        for (let cycle = 0; cycle <= 12; cycle++) {
          const nodes = list(tail, cycle);
          expect(cycleStart(nodes[0]) === (cycle > 0 ? nodes[tail] : undefined), `tail ${tail}, cycle ${cycle}`).toBe(true);
          expect(cycleLength(nodes[0])).toBe(cycle);
        }
      }
    },

    'a tail of 100,000 before one node that points at itself'(sample) {
      const { cycleLength } = sample as unknown as Sample;
      expect(cycleLength(list(100_000, 1)[0])).toBe(1);
    },
  },
} satisfies Cases;

/** The nodes of a list in order; the last points at the first of the last `cycle` nodes, if there are any. */
function list(tail: number, cycle: number): Node[] {
  const nodes = Array.from({ length: tail + cycle }, (): Node => ({ value: 'same' }));
  for (const [at, node] of nodes.entries()) {
    const next = nodes[at + 1] ?? (cycle > 0 ? nodes[tail] : undefined);
    if (next) node.next = next;
  }
  return nodes;
}
