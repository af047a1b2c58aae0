import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible } from '../../src/core/visible.ts';
import { renderInline } from '../../src/view/markdown.ts';
import { plainLine } from '../../src/view/plain-line.ts';
import { plainStyle } from './fixture.ts';

describe('one plain line of markdown', () => {
  it.each([
    ['How do you keep a **cache** in step?', 'How do you keep a cache in step?'],
    ['What does **`await`** do at *scale*?', 'What does await do at scale?'],
    ['***both*** __bold__ _italic_ ~~gone~~', 'both bold italic gone'],
    ['**a *b* c** and **again**', 'a b c and again'],
    ['Read [the docs](https://a.b/c_(d) "title") or <https://a.b>', 'Read the docs or https://a.b'],
    ['![a picture](p.png) here', 'a picture here'],
    ['An LRU in $O(1)$, or \\(x^2\\)', 'An LRU in O(1), or x²'],
    ['costs $5 and $6', 'costs $5 and $6'],
    ['`` a`b `` and `x * y * z`', 'a`b and x * y * z'],
    ['\\*not\\* this, \\`nor\\` this', '*not* this, `nor` this'],
    ['AT&amp;T &lt;b&gt; and List<T>', 'AT&T <b> and List<T>'],
    ['2 * 3 * 4, snake_case_name, f(*args, **kwargs)', '2 * 3 * 4, snake_case_name, f(*args, **kwargs)'],
    ['**unclosed, `unclosed, [x] and a](b', '**unclosed, `unclosed, [x] and a](b'],
    ['two\nlines\t and  spaces ', 'two lines and spaces'],
    ['\u001b[31mred\u202e **b**', '␛[31mred<U+202E> b'],
    ['&#27;[31m &#8238; &#10;x', '␛[31m <U+202E> x'],
    ['', ''],
  ])('%j reads "%s"', (markdown, plain) => {
    expect(plainLine(markdown)).toBe(plain);
  });

  it('is ASCII of ours where the terminal is', () => {
    expect(plainLine('$x \\le y$', false)).toMatch(/^[\x20-\x7e]+$/);
  });

  it('says what the same text says where there is room for its marks, but for links and code', () => {
    const word = fc.constantFrom('one', 'two', 'a_b', '3', 'naïve', '漢字', '&', '-', '*', '**x**', '*y z*', '_w_', '$n^2$', 'C#', '(a)', '\\*');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
        const text = words.join(' ');
        expect(plainLine(`say ${text}`)).toBe(renderInline(`say ${text}`, plainStyle(80)).replace(/\s+/g, ' '));
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('is one harmless line, whatever the text', () => {
    const nasty = fc.string({ unit: fc.constantFrom('*', '_', '`', '[', ']', '(', ')', '$', '\\', '~', '<', '>', '&#27;', '\n', '\0', '1', 'a', ' ', '\u001b', '!', '"'), maxLength: 60 });
    fc.assert(
      fc.property(nasty, (text) => {
        const line = plainLine(text);
        expect(line).toBe(visible(line));
        expect(line).not.toContain('\n');
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
