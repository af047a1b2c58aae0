import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  checkEstimate, checkEstimates, estimateFences, evaluate, frontMatterField, markdownFiles, readText,
} from '../helpers/estimate.ts'; // prettier-ignore

const root = fileURLToPath(new URL('../../', import.meta.url));
const files = markdownFiles(`${root}content`).map((path) => ({ path: relative(root, path), text: readText(path) }));

describe('estimates in the content', () => {
  const estimated = files.filter(({ text }) => estimateFences(text).length > 0);

  it.each(estimated)('$path is right', ({ path, text }) => {
    expect(checkEstimates(text, path)).toEqual([]);
  });

  it.each(estimated)('$path has 3 to 8 lines in each estimate', ({ text }) => {
    const counts = estimateFences(text).map(({ line, lines }) => ({ line, count: lines.length }));
    expect(counts.filter(({ count }) => count < 3 || count > 8)).toEqual([]);
  });

  it('has one in every design question that follows no other', () => {
    expect(files.filter(({ text }) => lacksEstimate(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe('a design without an estimate', () => {
  const design = '---\nkind: design # a comment\n---\n# Design it?\n\n## Answer\n\nLike so.\n';
  const estimate = '\n```estimate\na: 1 + 1 = 2\n```\n';

  it.each([
    ['is found', design, true],
    ['may be exempt, when it follows another', design.replace('---\n#', 'follows: another\n---\n#'), false],
    ['is no design, when its kind is another', design.replace('design', 'concept'), false],
    ['has one after all', design + estimate, false],
    ['is not saved by a fence of another language', design + estimate.replace('estimate', 'text'), true],
    ['is not saved by an estimate shown inside another fence', `${design}\n~~~text${estimate}~~~\n`, true],
  ])('%s', (_, text, lacking) => {
    expect(lacksEstimate(text)).toBe(lacking);
  });
});

describe('evaluate', () => {
  it.each([
    ['2 + 3 × 4', 14],
    ['( 2 + 3 ) × 4', 20],
    ['100 - 10 - 5', 85],
    ['100 / 10 / 5', 2],
    ['2 × 3 ^ 2', 18],
    ['2 ^ 3 ^ 2', 512],
    ['62 ^ 7', 3_521_614_606_208],
    ['1,234.5 + 0.5', 1_235],
    ['500 million × 12 × 500 B', 3e12],
    ['10 / ( 2 + 3 ) million', 2e-6],
    ['3 billion / 2 thousand', 1.5e6],
    ['500M / 2K', 250_000],
    ['2TB / 64KB', 31_250_000],
    ['25GB/s × 10', 250e9],
    ['4 KB × 2', 8_000],
    ['64 GiB', 64 * 2 ** 30],
    ['4KiB × 2', 8_192],
    ['30% × 200', 60],
    ['24 h × 3,600 s/h', 86_400],
    ['40ms × 3', 120],
    ['500M/day × 2', 1e9],
    ['3 Tasks × 2', 6],
    ['2 EB / 1 PB', 2_000],
    ['$0.25 × 3,000 GB-month', 750],
    ['5 /day × 7 days', 35],
  ])('%s', (expression, value) => {
    expect(evaluate(expression)).toBeCloseTo(value, 9);
  });

  it.each([
    ['3 * 4', 'cannot read "*"'],
    ['3 x 4', 'no operator before "4"'],
    ['62^7', 'cannot read the number "62^7"'],
    ['1e6 + 1', 'cannot read the number "1e6"'],
    ['12,34 + 1', 'cannot read the number "12,34"'],
    ['5Tasks × 2', 'cannot read the number "5Tasks"'],
    ['3 −  4', 'cannot read "−"'],
    ['( 3 + 4', 'never closed'],
    ['3 + 4 )', 'no operator before ")"'],
    ['3 +', 'missing at the end'],
    ['× 3', 'missing before "×"'],
    ['3 / ( 2 - 2 )', 'division by zero'],
    ['users', 'missing at the end'],
  ])('refuses %s', (expression, message) => {
    expect(() => evaluate(expression)).toThrow(message);
  });
});

describe('checkEstimate', () => {
  it.each([
    'new links per second: 500 million / 30 / 86,400 ≈ 193',
    'redirects per second: 193 × 100 = 19,300',
    'storage per year: 500 million × 12 × 500 B = 3 TB',
    'share, with a note: 1 / 3 = 33.3% of them',
    'cost: 3,000 × $0.25 = $750 /month',
    'memory: 4 × 16 GiB = 64 GiB',
    'within 3%: 100 ≈ 102.9',
  ])('accepts %s', (line) => {
    expect(checkEstimate(line)).toBeNull();
  });

  it.each([
    ['a: 193 × 100 = 19,400', 'left side is 19,300, right side says 19,400: not equal to the digits written'],
    ['a: 193 × 100 ≈ 20,000', 'left side is 19,300, right side says 20,000: off by more than 3%'],
    ['a: 500 million × 12 × 500 B = 3 GB', 'left side is 3,000,000,000,000, right side says 3,000,000,000: off by more'],
    ['a: 6 / 4 = 2', 'off by more than 3%'],
    ['a: 10 × 10 = about 100', 'must begin with a number, not "about"'],
    ['a: 1 + 1', 'exactly one "="'],
    ['a: 1 + 1 = 2 = 2', 'exactly one "="'],
    ['1 + 1 = 2', 'no label'],
    ['a: 3 * 4 = 12', 'cannot read "*"'],
  ])('refuses %s', (line, message) => {
    expect(checkEstimate(line)).toContain(message);
  });

  it('says which file and line', () => {
    const text = '# Q?\n\n```estimate\na: 1 + 1 = 2\n\nb: 2 × 2 = 5\n```\n\n```text\nb: 2 × 2 = 5\n```\n';
    expect(checkEstimates(text, 'q.md')).toEqual(['q.md:6: left side is 4, right side says 5: off by more than 3%']);
    expect(checkEstimates('```estimate\n```\n', 'q.md')).toEqual(['q.md:1: the estimate is empty']);
  });
});

function lacksEstimate(text: string): boolean {
  return frontMatterField(text, 'kind') === 'design' && frontMatterField(text, 'follows') === null && estimateFences(text).length === 0;
}
