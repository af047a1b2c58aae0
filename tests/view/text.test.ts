import fastStringWidth from 'fast-string-width';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { padEnd, truncate, widthOf, wrap } from '../../src/view/text.ts';

const bold = (text: string): string => `\u001b[1m${text}\u001b[22m`;
const red = (text: string): string => `\u001b[31m${text}\u001b[39m`;
 
const plain = (text: string): string => text.replace(/\u001b\[[\d;]*m/g, '');

describe('widthOf', () => {
  it('takes no shortcut that the library would not agree with', () => {
    const characters = Array.from({ length: 0xd800 - 0x20 }, (_, index) => String.fromCharCode(0x20 + index));
    expect(characters.filter((character) => widthOf(character) !== fastStringWidth(character))).toEqual([]);
  });

  it.each([
    ['', 0],
    ['plain', 5],
    [bold('plain'), 5],
    ['\u001b[38;2;1;2;3mx\u001b[39m', 1],
    ['日本語', 6],
    ['한국', 4],
    ['Ａ', 2],
    ['é', 1],
    ['e\u0301', 1],
    ['🎉', 2],
    ['👩‍👩‍👧', 2],
    ['👍🏽', 2],
    ['🇩🇪', 2],
    ['●─│', 3],
  ])('%j takes %i columns', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });
});

describe('wrap', () => {
  it.each([
    ['nothing', '', 10, ['']],
    ['a line that fits', 'one two', 7, ['one two']],
    ['at spaces', 'one two three', 8, ['one two', 'three']],
    ['spaces at the break are dropped, others stay', 'a  b     c', 5, ['a  b', 'c']],
    ['a newline is a break', 'one\ntwo', 10, ['one', 'two']],
    ['a blank line stays', 'one\n\ntwo', 10, ['one', '', 'two']],
    ['leading spaces stay', '  one two', 6, ['  one', 'two']],
    ['a word wider than a line starts a line and is cut', 'at https://example.com', 8, ['at', 'https://', 'example.', 'com']],
    ['between CJK characters', '日本語の文章', 6, ['日本語', 'の文章']],
    ['not before closing or after opening CJK marks', '日本語。「文」', 6, ['日本', '語。', '「文」']],
    ['between CJK and Latin', '日本API', 4, ['日本', 'API']],
    ['not inside an emoji', '👩‍👩‍👧👩‍👩‍👧', 3, ['👩‍👩‍👧', '👩‍👩‍👧']],
    ['not between a letter and its mark', 'e\u0301e\u0301e\u0301', 2, ['e\u0301e\u0301', 'e\u0301']],
    ['trailing spaces go', 'one   ', 10, ['one']],
  ])('%s', (_, text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  it('sets the indent before the first line and the hanging one before the others', () => {
    expect(wrap('one two three', 8, { indent: '- ', hanging: '  ' })).toEqual(['- one', '  two', '  three']);
    expect(wrap('one two', 5, { indent: '| ' })).toEqual(['| one', '| two']);
  });

  it('closes a style at the end of a line and reopens it on the next, after the margin', () => {
    expect(wrap(`a ${bold('b c')} d`, 3, { hanging: '> ' })).toEqual([
      `a ${bold('b')}`,
      `> ${bold('c')}`,
      '> d',
    ]);
  });

  it.each([
    ['nested styles', `\u001b[1m\u001b[31mone two\u001b[39m\u001b[22m`, ['\u001b[1m\u001b[31mone\u001b[39m\u001b[22m', '\u001b[1m\u001b[31mtwo\u001b[39m\u001b[22m']],
    ['bold and dim, which end alike', '\u001b[1m\u001b[2mone two\u001b[22m', ['\u001b[1m\u001b[2mone\u001b[22m', '\u001b[1m\u001b[2mtwo\u001b[22m']],
    ['a colour in 24 bits', '\u001b[38;2;1;2;3mone two\u001b[39m', ['\u001b[38;2;1;2;3mone\u001b[39m', '\u001b[38;2;1;2;3mtwo\u001b[39m']],
    ['a reset', '\u001b[1mone\u001b[0m two', ['\u001b[1mone\u001b[0m', 'two']],
    ['a style inside a cut word', red('abcdef'), [red('abc'), red('def')]],
  ])('keeps %s right across a break', (_, text, lines) => {
    expect(wrap(text, 3)).toEqual(lines);
  });

  it('takes linear time', () => {
    const started = process.cpuUsage();
    for (const seed of ['a ', 'a', 'é', '日', '👩‍👩‍👧', 'e\u0301', bold('a'), `${red('a')} `, ' ']) wrap(seed.repeat(30_000), 40);
    const { user } = process.cpuUsage(started);
    expect(user / 1000).toBeLessThan(5_000);
  });

  it('keeps every character but spaces, and the width, whatever comes', () => {
    const styled = fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(' ', '  ', '日本語', 'word', bold('b c'), red('日 x'), '🇩🇪', '👍🏽', '1️⃣'))).map((parts) => parts.join('').replace(/[\p{Cc}]/gu, (c) => (c === '\u001b' ? c : 'c')));
    fc.assert(
      fc.property(styled, fc.integer({ min: 4, max: 60 }), (text, width) => {
        const lines = wrap(text, width);
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
        expect(plain(lines.join('')).replaceAll(' ', '')).toBe(plain(text).replaceAll(' ', ''));
      }),
      { numRuns: 500 },
    );
  });
});

describe('truncate', () => {
  it.each([
    ['what fits stays', 'one', 3, '…', 'one'],
    ['what does not is cut', 'one two', 6, '…', 'one t…'],
    ['no space before the ellipsis', 'one two', 5, '…', 'one…'],
    ['a wide character is not halved', '日本語', 4, '…', '日…'],
    ['styles are closed', bold('one two'), 5, '...', `${'\u001b[1m'}on${'\u001b[22m'}...`],
    ['no room for the ellipsis', 'one', 0, '…', ''],
    ['an ASCII ellipsis', 'one two', 6, '...', 'one...'],
  ])('%s', (_, text, width, ellipsis, expected) => {
    expect(truncate(text, width, ellipsis)).toBe(expected);
  });
});

describe('padEnd', () => {
  it.each([
    ['ab', 4, 'ab  '],
    ['日', 4, '日  '],
    [bold('ab'), 3, `${bold('ab')} `],
    ['abcd', 2, 'abcd'],
  ])('%j to %i', (text, width, expected) => {
    expect(padEnd(text, width)).toBe(expected);
  });
});
