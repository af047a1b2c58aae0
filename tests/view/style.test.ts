import { describe, expect, it } from 'vitest';
import { bar, confidenceDots, narrower, signs, spread, styleFor, widest } from '../../src/view/style.ts';
import { widthOf } from '../../src/view/text.ts';
import { plainStyle } from './fixture.ts';

describe('style', () => {
  it('caps the width at a hundred columns, and leaves a narrower one at least ten', () => {
    expect([styleFor({ width: 250, color: 0, unicode: true }).width, plainStyle(40).width, narrower(plainStyle(12), 8).width]).toEqual([widest, 40, 10]);
  });

  it('has an ASCII twin for every sign', () => {
    expect(Object.keys(signs(plainStyle(80, false)))).toEqual(Object.keys(signs(plainStyle(80))));
    expect(Object.values(signs(plainStyle(80, false))).join('')).toMatch(/^[\x20-\x7e]+$/);
  });

  it.each([
    [null, '○○○○ -', '.... -'],
    [1, '●○○○ 1', '*... 1'],
    [4, '●●●● 4', '**** 4'],
  ] as const)('confidence %s is dots and a digit, so color is never its only sign', (confidence, dots, ascii) => {
    expect([confidenceDots(confidence, plainStyle(80)), confidenceDots(confidence, plainStyle(80, false))]).toEqual([dots, ascii]);
  });

  it.each([[0, '░░░░'], [1, '█░░░'], [4, '████'], [9, '████'], [-1, '░░░░']])('a bar of %d out of 4 in four cells is %s', (value, drawn) => {
    expect(bar(value, 4, 4, plainStyle(80))).toBe(drawn);
  }); // prettier-ignore

  it('spreads two parts to the exact width, cutting the left one', () => {
    for (const left of ['short', 'a very long left part indeed', '日本語のとても長い文章です']) {
      expect(widthOf(spread(left, 'right', plainStyle(20)))).toBe(20);
    }
    expect(spread('left', '', plainStyle(20))).toBe('left');
  });
});
