import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ulid, ulidTime } from '../../src/core/ulid.ts';
import { holds } from './fixture.ts';

const none = new Uint8Array(10);
const all = new Uint8Array(10).fill(255);
const latest = 2 ** 48 - 1;
const times = fc.integer({ min: 0, max: latest });
const chances = fc.uint8Array({ minLength: 10, maxLength: 10 });

it.each([
  [0, none, '00000000000000000000000000'],
  [1, none, '00000000010000000000000000'],
  [31, none, '000000000Z0000000000000000'],
  [32, none, '00000000100000000000000000'],
  // The time of the example in the specification.
  [1469918176385, none, '01ARYZ6S410000000000000000'],
  [0, all, '0000000000ZZZZZZZZZZZZZZZZ'],
  [latest, all, '7ZZZZZZZZZZZZZZZZZZZZZZZZZ'],
])('time %d with such chance is spelt as the specification says', (ms, chance, text) => {
  expect(ulid(ms, chance)).toBe(text);
});

it('chance is spelt bit by bit, from the first byte on', () => {
  expect(ulid(0, Uint8Array.of(0b00001_000, 0b10_00011_0, 0b0100_0010, 0b1_00110_00, 0b111_01000, 0, 0, 0, 0, 1))).toBe('00000000001234567800000001');
});

it('the time comes back out of it', () => {
  holds(fc.property(times, chances, (ms, chance) => {
    expect(ulidTime(ulid(ms, chance))).toBe(ms);
  }));
});

it('text order is time order, whatever the chance', () => {
  holds(
    fc.property(times, times, chances, chances, (a, b, chanceA, chanceB) => {
      fc.pre(a !== b);
      expect(ulid(a, chanceA) < ulid(b, chanceB)).toBe(a < b);
    }),
  );
});

it.each([-1, 0.5, latest + 1, Number.NaN, Number.POSITIVE_INFINITY])('the time %d fits into none and is refused', (ms) => {
  expect(() => ulid(ms, none)).toThrow(RangeError);
});

it.each([
  ['', 'empty'],
  ['01ARYZ6S4100000000000000', 'short'],
  ['01ARYZ6S410000000000000000X', 'long'],
  ['81ARYZ6S410000000000000000', 'over the largest time'],
  ['01aryz6s410000000000000000', 'lower case'],
  ['01ARYZ6S41000000000000000I', 'a letter that the alphabet leaves out'],
  ['01ARYZ6S41000000000000000U', 'a letter that the alphabet leaves out'],
  ['01ARYZ6S41000000000000000\n', 'a line break'],
  ['01ARYZ6S410000000000000000\n', 'a line break at the end'],
])('%j is not a ULID: %s', (text) => {
  expect(ulidTime(text)).toBeNull();
});
