import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearest, nearestFew } from '../../src/core/nearest.ts';
import { holds } from './fixture.ts';

const themes = ['system-design', 'data-structures', 'behavioral', 'dotnet', 'cloud-native', 'architecture'];

it.each([
  ['systen-design', 'system-design', 'one letter wrong'],
  ['sytsem-design', 'system-design', 'two letters swapped cost one'],
  ['sysem-design', 'system-design', 'a letter missing'],
  ['systemm-design', 'system-design', 'a letter too many'],
  ['SYSTEM-DESIGN', 'system-design', 'the wrong case'],
  ['behavioural', 'behavioral', 'another spelling'],
  ['dotent', 'dotnet', 'two letters swapped'],
  ['arch', 'architecture', 'the beginning of it'],
  ['structures', 'data-structures', 'a part of it'],
  ['system', 'system-design', 'the beginning of it'],
])('%j means %j: %s', (word, meant) => {
  expect(nearest(word, themes)).toBe(meant);
});

it.each(['', 'xyzzy', 'kubernetes', 'de', 'ign'])('%j is near nothing', (word) => {
  expect(nearest(word, themes)).toBeNull();
});

it.each([
  // A third of the word, rounded down, and at least one.
  ['cat', ['cut'], 'cut'],
  ['cat', ['cuts'], null],
  ['abcdef', ['abxxef'], 'abxxef'],
  ['abcdef', ['axxxef'], null],
  ['tac', ['atc'], 'atc'],
  ['tac', ['cat'], null],
])('%j among %j is %j: a third of the letters may differ', (word, candidates, meant) => {
  expect(nearest(word, candidates)).toBe(meant);
});

it('a candidate is found whatever its case', () => {
  expect(nearest('intn', ['Intent'])).toBeNull();
  expect(nearest('inten', ['Intent'])).toBe('Intent');
  expect(nearest('beh', ['Behavioral'])).toBe('Behavioral');
  expect(nearest('structures', ['Data-Structures'])).toBe('Data-Structures');
});

it('the nearest come first, ties in the order of letters, and no more than asked for', () => {
  const candidates = ['cart', 'bat', 'cat', 'cab', 'catalog'];
  expect(nearestFew('cat', candidates)).toEqual(['cat', 'bat', 'cab']);
  expect(nearestFew('cat', candidates, 9)).toEqual(['cat', 'bat', 'cab', 'cart', 'catalog']);
  expect(nearestFew('cat', candidates, 0)).toEqual([]);
});

it('a word is nearest to itself', () => {
  holds(
    fc.property(fc.array(fc.stringMatching(/^[a-z][a-z-]{0,11}$/), { minLength: 1, maxLength: 8 }), fc.nat(), (candidates, index) => {
      const word = candidates[index % candidates.length]!;
      expect(nearest(word, candidates)).toBe(word);
    }),
  );
});

it('a megabyte of a word costs nothing', () => {
  expect(nearest('x'.repeat(1_000_000), ['x'.repeat(100), 'y'.repeat(1_000_000)])).toBe('x'.repeat(100));
}, 1_000);
