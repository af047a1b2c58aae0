import { expect } from 'vitest';
import { calls, type Cases } from '../../helpers/cases.ts';

const family = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}';
const wave = '\u{1f44b}\u{1f3fd}';

export default {
  both: calls('reverseText', [
    ['nothing', [''], ''],
    ['one', ['a'], 'a'],
    ['even', ['abcd'], 'dcba'],
    ['odd', ['abcde'], 'edcba'],
    ['an emoji beyond 65,535', ['a\u{1f600}b'], 'b\u{1f600}a'],
    ['a letter with two accents', ['xo\u0308\u0301y'], 'yo\u0308\u0301x'],
    ['an accent at the end', ['cafe\u0301'], 'e\u0301fac'],
    ['a family', [`1${family}2`], `2${family}1`],
    ['a skin tone', [`a${wave}b`], `b${wave}a`],
    ['a heart with a variation selector', ['a\u2764\ufe0fb'], 'b\u2764\ufe0fa'],
    ['a line break of two', ['a\r\nb'], 'b\r\na'],
    ['a clef and its surrogates', ['\u{1d11e}x'], 'x\u{1d11e}'],
  ]),
  ts: {
    'reverse: in place, whole and in part'(sample) {
      const { reverse } = sample as { reverse(items: number[], from?: number, to?: number): void };
      for (let length = 0; length < 7; length++) {
        const items = Array.from({ length }, (_, i) => i);
        reverse(items);
        expect(items).toEqual(Array.from({ length }, (_, i) => length - 1 - i));
      }
      const items = [0, 1, 2, 3, 4, 5];
      reverse(items, 1, 4);
      expect(items).toEqual([0, 3, 2, 1, 4, 5]);
      reverse(items, 2, 2);
      expect(items).toEqual([0, 3, 2, 1, 4, 5]);
    },

    'reverseText: flags, and Hangul in single letters'(sample) {
      const { reverseText } = sample as { reverseText(text: string): string };
      const [france, japan, han] = ['\u{1f1eb}\u{1f1f7}', '\u{1f1ef}\u{1f1f5}', '\u1112\u1161\u11ab'];
      expect(reverseText(france + japan)).toBe(japan + france);
      expect(reverseText(`a${han}b`)).toBe(`b${han}a`);
    },
  },
} satisfies Cases;
