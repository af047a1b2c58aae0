import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asQuestionId } from '../../src/core/question.ts';
import { slug, titleOf } from '../../src/core/slug.ts';
import { anyText, holds } from './fixture.ts';

it.each([
  ['Design a URL shortener', 'design-a-url-shortener'],
  ['  What’s "CAP", really?!  ', 'whats-cap-really'],
  ["Don't repeat yourself", 'dont-repeat-yourself'],
  ['Crème brûlée à la carte', 'creme-brulee-a-la-carte'],
  ['Cre\u0300me', 'creme'],
  ['O(n log n)', 'o-n-log-n'],
  ['C# and .NET 10', 'c-and-net-10'],
  ['ＦＵＬＬ width ①', 'full-width-1'],
  ['--- already---hyphened ---', 'already-hyphened'],
  ['under_score/slash\\back', 'under-score-slash-back'],
  ['İstanbul', 'istanbul'],
  ['什么是闭包', ''],
  ['👍🏽', ''],
  ['', ''],
])('%j becomes %j', (text, expected) => {
  expect(slug(text)).toBe(expected);
});

it.each([
  ['one two three', 7, 'one-two'],
  ['one two three', 8, 'one-two'],
  ['one two three', 12, 'one-two'],
  ['one two three', 13, 'one-two-three'],
  ['supercalifragilistic', 5, 'super'],
])('%j cut to %d characters is %j: at a word where there is one', (text, limit, expected) => {
  expect(slug(text, limit)).toBe(expected);
});

it('any text gives an id or nothing, and a slug is its own slug', () => {
  holds(
    fc.property(anyText(120), (text) => {
      const result = slug(text);
      expect(result === '' || asQuestionId(result) !== null).toBe(true);
      expect(result.length).toBeLessThanOrEqual(60);
      expect(slug(result)).toBe(result);
      expect(slug(text.normalize('NFD'))).toBe(slug(text.normalize('NFC')));
    }),
  );
});

it('a megabyte is cut in no time', () => {
  expect(slug('Why? '.repeat(200_000))).toBe('why-'.repeat(15).slice(0, -1));
}, 2_000);

it.each([
  ['system-design', 'System design'],
  ['c', 'C'],
  ['', ''],
])('%j reads %j', (id, title) => {
  expect(titleOf(id)).toBe(title);
});
