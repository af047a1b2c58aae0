import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible } from '../../src/core/visible.ts';
import { anyText, holds } from './fixture.ts';

describe('what could talk to the terminal is shown and not applied', () => {
  it.each([
    ['a title set by OSC 0', '\u001b]0;owned\u0007', '␛]0;owned␇'],
    ['the clipboard, OSC 52', '\u001b]52;c;ZXZpbA==\u001b\\', '␛]52;c;ZXZpbA==␛\\'],
    ['a link, OSC 8', '\u001b]8;;http://evil\u0007text\u001b]8;;\u0007', '␛]8;;http://evil␇text␛]8;;␇'],
    ['iTerm, OSC 1337', '\u001b]1337;File=:AA\u0007', '␛]1337;File=:AA␇'],
    ['a color and a cleared screen, CSI', '\u001b[31mred\u001b[2J', '␛[31mred␛[2J'],
    ['CSI as one C1 byte', '\u009b31m', '<U+009B>31m'],
    ['a device control string', '\u001bP+q\u001b\\ \u0090', '␛P+q␛\\ <U+0090>'],
    ['a bell', 'a\u0007b', 'a␇b'],
    ['backspaces', 'safe\b\b\b\bevil', 'safe␈␈␈␈evil'],
    ['a vertical tab and a form feed', 'a\u000bb\u000cc', 'a␋b␌c'],
    ['NUL and DEL', 'a\u0000b\u007f', 'a␀b␡'],
    ['text turned around', 'a\u202egnp.exe\u202c', 'a<U+202E>gnp.exe<U+202C>'],
    ['isolates and marks', '\u2066a\u2069\u200e\u200f\u061c', '<U+2066>a<U+2069><U+200E><U+200F><U+061C>'],
    ['zero-width characters', 'a\u200bb\u200cc\u2060d\ufeff', 'a<U+200B>b<U+200C>c<U+2060>d<U+FEFF>'],
    ['a soft hyphen and a grapheme joiner', 'a\u00adb\u034fc', 'a<U+00AD>b<U+034F>c'],
    ['line and paragraph separators', 'a\u2028b\u2029c', 'a<U+2028>b<U+2029>c'],
    ['tags that spell a hidden text', 'a\u{e0041}\u{e007f}', 'a<U+E0041><U+E007F>'],
    ['an annotation', '\ufff9a\ufffab\ufffb', '<U+FFF9>a<U+FFFA>b<U+FFFB>'],
    ['fillers that look like nothing', '\u3164\u115f\uffa0', '<U+3164><U+115F><U+FFA0>'],
    ['musical and shorthand controls', '\u{1d173}\u{1bca0}', '<U+1D173><U+1BCA0>'],
  ])('%s', (_what, text, shown) => {
    expect(visible(text)).toBe(shown);
  });
});

it.each([
  ['plain text, accents, CJK', 'Crème 設計 한국어 עברית العربية हिन्दी', 'Crème 設計 한국어 עברית العربية हिन्दी'],
  ['lines', 'a\nb', 'a\nb'],
  ['lines of Windows and of old Macs', 'a\r\nb\rc', 'a\nb\nc'],
  ['a tab', 'a\tb', 'a  b'],
  ['emoji with skin tone and joiners', '👩🏽‍💻 👨‍👩‍👧 🏳️‍🌈', '👩🏽‍💻 👨‍👩‍👧 🏳️‍🌈'],
  ['a joiner between letters', 'a\u200db', 'a<U+200D>b'],
  ['a joiner before nothing', '👩\u200d', '👩<U+200D>'],
  ['a joiner after nothing', '\u200d👩', '<U+200D>👩'],
  ['two joiners', '👩\u200d\u200d👩', '👩<U+200D><U+200D>👩'],
  ['what is shown already', '␛ <U+200B>', '␛ <U+200B>'],
])('%s', (_what, text, shown) => {
  expect(visible(text)).toBe(shown);
});

it('nothing that Unicode calls control, bidi or to be drawn as nothing is left, whatever the text', () => {
  const hazard = /(?!\n|\u200d|\p{Variation_Selector})[\p{Cc}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/u;
  for (let code = 0; code <= 0x10ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const character = String.fromCodePoint(code);
    if (hazard.test(character) && hazard.test(visible(`a${character}b`))) expect.fail(`U+${code.toString(16)} is left as it is`);
  }
  holds(
    fc.property(anyText(60), (text) => {
      const shown = visible(text);
      expect(shown).not.toMatch(hazard);
      expect(visible(shown)).toBe(shown);
    }),
  );
});
