import { describe, expect, it } from 'vitest';
import { writeWhole } from '../../src/io/descriptor.ts';

/** A pipe that takes at most `most` bytes at a time, and at first `full` times nothing. */
function pipe(most: number, full = 0): { write: (bytes: Uint8Array) => number; text: () => string } {
  const taken: Uint8Array[] = [];
  return {
    write(bytes) {
      if (full-- > 0) throw Object.assign(new Error('try again'), { code: 'EAGAIN' });
      taken.push(bytes.slice(0, most));
      return Math.min(most, bytes.length);
    },
    text: () => Buffer.concat(taken).toString(),
  };
}

describe('writing a whole text', () => {
  it.each([
    ['at once', 1_000, 0],
    ['byte by byte, in the middle of characters', 1, 0],
    ['when the pipe was full for a while', 7, 3],
  ])('brings every byte: %s', (_, most, full) => {
    const { write, text } = pipe(most, full);
    writeWhole(write, 'three — lines\nof 日本語\n');
    expect(text()).toBe('three — lines\nof 日本語\n');
  });

  it('writes nothing for nothing, and hands on every other error', () => {
    const broken = (): number => {
      throw Object.assign(new Error('gone'), { code: 'EPIPE' });
    };
    expect(() => writeWhole(broken, '')).not.toThrow();
    expect(() => writeWhole(broken, 'x')).toThrow('gone');
  });
});
