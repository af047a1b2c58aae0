import { describe, expect, it } from 'vitest';
import { readDocument } from '../../src/core/document/read.ts';
import { hostileDocuments } from '../core/document/hostile.ts';
import { documentLaws } from '../core/document/properties.ts';

/** How much more four times as much may cost: time that grows with the square would be sixteen. */
const most = 9;

describe('hostile documents of megabytes are read in time that grows with their size', () => {
  const small = new Map(hostileDocuments(300_000));
  it.each(hostileDocuments(1_200_000))('%s', (name, text) => {
    const seconds = (document: string): number => {
      const start = performance.now();
      expect(readDocument(document, 'interview-questions.md').shape).not.toBe('');
      return (performance.now() - start) / 1000;
    };
    const before = seconds(small.get(name) ?? '');
    const after = seconds(text);
    // A tenth of a second of anything is noise.
    expect(after).toBeLessThan(Math.max(1, before * most));
  });
});

documentLaws(1);

it('ten thousand numbered lines are ten thousand questions', () => {
  const text = Array.from({ length: 10_100 }, (_, at) => `${at + 1}. What is a knot of kind ${at}?\nA rope.\n`).join('\n');
  expect(readDocument(text, 'knots.txt').questions).toHaveLength(10_100);
});
