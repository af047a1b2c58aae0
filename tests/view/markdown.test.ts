import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ColorSupportLevel } from 'chalk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageNamed } from '../../src/view/highlight-languages.ts';
import { renderInline, renderMarkdown } from '../../src/view/markdown.ts';
import { type Style, styleFor } from '../../src/view/style.ts';
import { widthOf } from '../../src/view/text.ts';

const widths = [40, 80, 120];
const style = (width: number, color: ColorSupportLevel = 0, unicode = true): Style => ({ ...styleFor({ width, color, unicode }), width });
const show = (markdown: string, width = 40, unicode = true): string => `\n${renderMarkdown(markdown, style(width, 0, unicode))}\n`;
const color = (markdown: string): string => renderMarkdown(markdown, style(80, 3));

 
const plain = (text: string): string => text.replace(/\u001b\[[\d;]*m/g, '');
const isWide = (text: string, width: number): boolean => text.split('\n').some((line) => widthOf(line) > width);
/** Control, bidirectional and zero-width characters, but not a joiner, which may stand inside an emoji. */
 
const hazards = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

describe('blocks at 40 columns, without colour', () => {
  it('paragraphs wrap and one blank line stands between blocks', () => {
    expect(show('\n\nOne paragraph that is longer than\nforty columns, **bold** or not.\n\n\n\nAnother,  \nwith a hard break.\n\n')).toMatchInlineSnapshot(`
      "
      One paragraph that is longer than forty
      columns, bold or not.

      Another,
      with a hard break.
      "
    `);
  });

  it('headings show their level', () => {
    expect(show('# One\n## Two\n### Three is long enough to need a second line\n#### Four\n##### Five')).toMatchInlineSnapshot(`
      "
      One
      ═══

      Two
      ───

      ▸ Three is long enough to need a second
        line

      ▹ Four

      · Five
      "
    `);
  });

  it('nested lists hang, stay tight, and differ by depth', () => {
    expect(show('- **Bold** item that is long enough to wrap\n  - nested, with `code` and *more* words to wrap\n    - deeper\n      - deepest\n- last\n\n9. nine\n10. ten is long enough to need a second line')).toMatchInlineSnapshot(`
      "
      • Bold item that is long enough to wrap
        ◦ nested, with \`code\` and more words
          to wrap
          ▪ deeper
            • deepest
      • last

       9. nine
      10. ten is long enough to need a second
          line
      "
    `);
  });

  it('a loose list stays loose and keeps its paragraphs and nested bullets', () => {
    expect(show('1. one\n\n   more of one\n\n   - a\n   - b\n2. two')).toMatchInlineSnapshot(`
      "
      1. one

         more of one

         ◦ a
         ◦ b

      2. two
      "
    `);
  });

  it('task boxes appear once', () => {
    expect(show('- [ ] open\n- [x] **done** and long enough for a second line\n- not a task\n\n1. [x] numbered')).toMatchInlineSnapshot(`
      "
      ☐ open
      ☑ done and long enough for a second line
      • not a task

      1. ☑ numbered
      "
    `);
    expect(show('- [ ] one\n\n- [x] two')).toMatchInlineSnapshot(`
      "
      ☐ one

      ☑ two
      "
    `);
  });

  it('quotes carry a bar on every line, also around what they hold', () => {
    expect(show('> A quote that is long enough to need a second line.\n>\n> > inner\n>\n> - item')).toMatchInlineSnapshot(`
      "
      │ A quote that is long enough to need a
      │ second line.
      │
      │ │ inner
      │
      │ • item
      "
    `);
  });

  it('code keeps its lines, and a longer one goes on after a mark', () => {
    expect(show('```python\ndef f(x):\n    return "a line that is longer than forty columns"\n```\n\n    indented')).toMatchInlineSnapshot(`
      "
        def f(x):
            return "a line that is longer than
            ↪ forty columns"

        indented
      "
    `);
  });

  it('code that just fits gives up its margin', () => {
    expect(show(`\`\`\`\n${'x'.repeat(40)}\n\`\`\``)).toBe(`\n${'x'.repeat(40)}\n`);
  });

  it('a rule is as wide as the text', () => {
    expect(show('---', 20)).toBe(`\n${'─'.repeat(20)}\n`);
  });

  it('html is shown, br breaks, comments vanish', () => {
    expect(show('<details>\n<summary>Why</summary>\n\na<br>b <i>c</i> <!-- no -->d\n\n<!-- gone\n\n-->\nend')).toMatchInlineSnapshot(`
      "
      <details>
      <summary>Why</summary>

      a
      b <i>c</i> d

      end
      "
    `);
  });

  it('is empty for nothing', () => {
    expect(['', ' \n\n', '<!-- x -->'].map((text) => renderMarkdown(text, style(40)))).toEqual(['', '', '']);
  });
});

describe('tables', () => {
  const table = '| What breaks | What the member sees | Minutes |\n|:--|:-:|--:|\n| Partner slow | its offers age, then **pending** | 10 |\n| Redis lost | items pending<br>quotes work | 5 |';

  it('keep their natural width where it fits', () => {
    expect(show(table, 80)).toMatchInlineSnapshot(`
      "
      What breaks  │     What the member sees     │ Minutes
      ─────────────┼──────────────────────────────┼────────
      Partner slow │ its offers age, then pending │      10
      ─────────────┼──────────────────────────────┼────────
      Redis lost   │        items pending         │       5
                   │         quotes work          │
      "
    `);
  });

  it('shrink to 40 columns', () => {
    expect(show(table, 40)).toMatchInlineSnapshot(`
      "
      What breaks  │ What the member │ Minutes
                   │      sees       │
      ─────────────┼─────────────────┼────────
      Partner slow │ its offers age, │      10
                   │  then pending   │
      ─────────────┼─────────────────┼────────
      Redis lost   │  items pending  │       5
                   │   quotes work   │
      "
    `);
  });

  it('become blocks where columns would be too narrow', () => {
    expect(show(table, 24)).toMatchInlineSnapshot(`
      "
      What breaks: Partner
        slow
      What the member sees:
        its offers age, then
        pending
      Minutes: 10

      What breaks: Redis lost
      What the member sees:
        items pending quotes
        work
      Minutes: 5
      "
    `);
  });

  it('are drawn in ASCII', () => {
    expect(show('|a|b|\n|-|-|\n|1|2|\n|3||', 40, false)).toMatchInlineSnapshot(`
      "
      a | b
      --+--
      1 | 2
      3 |
      "
    `);
  });

  it('measure CJK and emoji', () => {
    expect(show('|名前|ok|\n|-|-|\n|日本語|🎉|\n|x|👍🏽|')).toMatchInlineSnapshot(`
      "
      名前   │ ok
      ───────┼───
      日本語 │ 🎉
      x      │ 👍🏽
      "
    `);
  });
});

describe('ASCII', () => {
  it('draws bullets, boxes, bars, rules, headings and marks without Unicode', () => {
    const text = show('# One\n## Two\n### Three\n#### Four\n- a\n  - b\n    - c\n- [x] d\n\n> q\n\n---\n```\nlonger than the twenty columns there are\n```\n$n^2 \\le \\infty$', 20, false);
    expect(text).toMatchInlineSnapshot(`
      "
      One
      ===

      Two
      ---

      >> Three

      > Four

      * a
        - b
          + c
      [x] d

      | q

      --------------------

        longer than the
        \\ twenty columns
        \\ there are

      n^2 <= inf
      "
    `);
    expect(text).toMatch(/^[\n -~]*$/);
  });
});

describe('inline', () => {
  it.each([
    ['bold and emphasis', '**a** *b* ***c***', 'a b c'],
    ['bold in a tight item', '- **a** b', '• a b'],
    ['code keeps its marks without colour', 'a `b` c', 'a `b` c'],
    ['deletion keeps its marks without colour', '~~a~~', '~~a~~'],
    ['escapes', '\\*a\\* \\$5', '*a* $5'],
    ['references', '&lt;b&gt; &amp;amp; &copy; &#65;&#x42; &nosuch; AT&T', '<b> &amp; © AB &nosuch; AT&T'],
    ['references in code stay', '`&lt;`', '`&lt;`'],
    ['a formula', 'It is $O(n \\log n)$ or \\(n^2\\).', 'It is O(n log n) or n².'],
    ['a formula with marks of emphasis', '$a*b$ and $c*d$, $x_i$ and $y_i$', 'a*b and c*d, xᵢ and yᵢ'],
    ['a formula in emphasis', '*x $a*b$ y*', 'x a*b y'],
    ['a formula in bold', '**$O(n)$**', 'O(n)'],
    ['a formula in code stays', '`$O(n)$`', '`$O(n)$`'],
    ['money', 'from $5 to $6', 'from $5 to $6'],
    ['emoji short names stay', '80:100:90 :smile:', '80:100:90 :smile:'],
    ['a link shows its address', '[a](https://b.org/c)', 'a (https://b.org/c)'],
    ['an address shows once', '<https://b.org/> https://b.org/ [b.org](https://b.org/)', 'https://b.org/ https://b.org/ b.org'],
    ['a mail address', '[me](mailto:me@b.org) <me@b.org>', 'me (me@b.org) me@b.org'],
    ['another scheme is text', '[a](javascript:alert(1)) [b](file:///etc) [c](#top) [d](data:x)', 'a b c d'],
    ['a link by reference', '[a][1]\n\n[1]: https://b.org', 'a (https://b.org)'],
    ['an image', '![a picture](x.png)', 'a picture'],
    ['spaces', 'a    b\n c', 'a b c'],
  ])('%s', (_, markdown, text) => {
    expect(renderMarkdown(markdown, style(80))).toBe(text);
  });

  it.each([
    ['bold', '**a**', '\u001b[1ma\u001b[22m'],
    ['emphasis', '*a*', '\u001b[3ma\u001b[23m'],
    ['emphasis in emphasis, once', '*a *b* c*', '\u001b[3ma b c\u001b[23m'],
    ['deletion', '~~a~~', '\u001b[9ma\u001b[29m'],
    ['code', '`a`', '\u001b[36ma\u001b[39m'],
    ['a link', '[a](https://b.org)', '\u001b[4ma\u001b[24m (https://b.org)'],
    ['bold in a tight item', '- **a**', '\u001b[36m•\u001b[39m \u001b[1ma\u001b[22m'],
  ])('%s in colour', (_, markdown, text) => {
    expect(color(markdown)).toBe(text);
  });

  it('a short formula is not broken', () => {
    expect(renderMarkdown('It takes $O(n \\log n)$', style(18))).toBe('It takes\nO(n log n)');
  });

  it('renderInline gives one line and no blocks', () => {
    expect(renderInline('1. How is **`x`** in\n\n$O(n)$ done?  \n# no', style(10))).toBe('1. How is `x` in O(n) done? # no');
    expect(renderInline('**a** `b`', style(10, 3))).toBe('\u001b[1ma\u001b[22m \u001b[36mb\u001b[39m');
  });
});

describe('code', () => {
  const code = (word: string, text = 'const x = 1; return x;'): string => `\`\`\`${word}\n${text}\n\`\`\``;

  it.each(['ts', 'typescript', 'js', 'python', 'py', 'sql', 'json', 'yaml', 'yml', 'bash', 'sh', 'shell', 'csharp', 'cs', 'java', 'go', 'lua', 'rust', 'c', 'cpp', 'c++', 'http', 'ini', 'toml', 'xml', 'html', 'css', 'dockerfile', 'diff', 'kotlin', 'ruby', 'protobuf', 'TypeScript'])(
    '%s is a known language',
    (word) => {
      expect(languageNamed(word)).not.toBeNull();
    },
  );

  it('is highlighted when its language is named and known', () => {
    expect(color(code('ts'))).toMatchInlineSnapshot(`"  [35mconst[39m x = [33m1[39m; [35mreturn[39m x;"`);
  });

  it.each(['', 'text', 'estimate', 'nosuch', 'constructor', 'haskell'])('is plain with the language %j', (word) => {
    expect(color(code(word))).toBe('  const x = 1; return x;');
  });

  it('is plain when it is long', () => {
    expect(color(code('ts', 'const x = 1;\n'.repeat(400)))).not.toContain('\u001b');
  });

  it('an http body is highlighted as what it is', () => {
    expect(plain(color(code('http', 'GET / HTTP/1.1\nHost: a\n\n{"a": 1}')))).toBe('  GET / HTTP/1.1\n  Host: a\n\n  {"a": 1}');
  });

  it('keeps its text, coloured or not', () => {
    const text = 'a < b && c > "d" \'e\' `${f}` /* <span class="x"> &lt; */';
    for (const word of ['ts', 'xml', 'python', 'bash', 'cpp', 'markdown']) expect(plain(renderMarkdown(code(word, text), style(90, 3)))).toBe(`  ${text}`);
  });
});

const hostile = [
  '\u001b]52;c;cHduZWQ=\u0007', '\u001b]0;title\u0007', '\u001b]8;;https://evil\u001b\\x\u001b]8;;\u001b\\', '\u001b]1337;File=:AAAA\u0007',
  '\u001b[2J', '\u001b[31mred', '\u001b[6n', '\u009b31m', '\u009d52;c;x\u009c', '\u0090q\u009c', '\u001bP+q\u001b\\', '\u001bc', '\u0007', '\b\b\b', 'a\rb',
  '\u0000', '\u007f', '\u0085', '\u000b\u000c', '&#27;[31m', '&#x1b;]52;c;x&#7;', '&#x9b;2J', '&#155;', '&#8;', '&#13;', '&#10;', '&#x202e;', '&#8203;', '&shy;', '&zwj;', '&rlm;',
  '&lrm;', '\u202eabc\u202c', '\u2066x\u2069', '\u200bx', '\u200dx', '\ufeff', '\u00ad', '\u2028', '\u{e0041}', '\\\u001b[31m', '%1b[31m',
]; // prettier-ignore

const constructs: [string, (text: string) => string][] = [
  ['paragraph', (text) => `a ${text} b`],
  ['heading', (text) => `# ${text}`],
  ['bold', (text) => `**${text}**`],
  ['deletion', (text) => `~~${text}~~`],
  ['item', (text) => `- ${text}\n  1. ${text}\n- [x] ${text}`],
  ['quote', (text) => `> ${text}`],
  ['code span', (text) => `\`${text}\``],
  ['fence', (text) => `\`\`\`ts\n${text}\n\`\`\``],
  ['plain fence', (text) => `\`\`\`\n${text}\n\`\`\``],
  ['fence word', (text) => `\`\`\`${text}\nx\n\`\`\``],
  ['indented code', (text) => `    ${text}`],
  ['table', (text) => `| ${text} | b |\n|---|---|\n| ${text} | ${text} |`],
  ['link text', (text) => `[${text}](https://a.org)`],
  ['link address', (text) => `[a](<https://a.org/${text}> "${text}")`],
  ['bare address', (text) => `https://a.org/${text} <https://a.org/${text}>`],
  ['reference', (text) => `[a]\n\n[a]: https://a.org/${text}`],
  ['image', (text) => `![${text}](${text} "${text}")`],
  ['html', (text) => `<div title="${text}">\n${text}\n</div>`],
  ['inline html', (text) => `a <b title="${text}">${text}</b>`],
  ['formula', (text) => `$x^{${text}} \\text{${text}}$ \\(${text}\\)`],
];

describe('nothing from a file reaches the terminal (T16)', () => {
  it.each(constructs)('through a %s', (_, construct) => {
    for (const text of hostile) {
      for (const level of [0, 3] as const) {
        for (const rendered of [renderMarkdown(construct(text), style(80, level)), renderInline(construct(text), style(80, level))]) {
          const rest = level === 0 ? rendered : plain(rendered);
          expect(rest, JSON.stringify(text)).not.toMatch(hazards);
          expect(sgrOf(rendered).filter((code) => !ours.has(code)), JSON.stringify(text)).toEqual([]);
        }
      }
    }
  });

  it('shows a control character as a symbol', () => {
    expect(renderMarkdown('a\u001b[31m &#27;[0m `\u009b`', style(80))).toBe('a␛[31m ␛[0m `<U+009B>`');
  });
});

/** What the pens of a style write. */
const ours = new Set(['1', '2', '3', '4', '9', '22', '23', '24', '29', '31', '32', '33', '35', '36', '39']);

function sgrOf(text: string): string[] {
   
  return [...text.matchAll(/\u001b\[([\d;]*)m/g)].map((match) => match[1] ?? '');
}

describe('any text', () => {
  const words = fc.constantFrom('word', 'a', '**', '*', '_', '`', '```', '~~', '[', '](', ')', '<br>', '<b>', '<!--', '-->', '$', '\\(', '\\)', '\\frac{a}', '|', '|-|-|', '\n', '\n\n', '\n- ', '\n  - ', '\n1. ', '\n> ', '\n# ', '\n    ', '&lt;', '&#27;', '\u001b[31m', '\t', ' ', '日本語', '👩‍👩‍👧', 'é', 'https://a.org', '[ ] ', '---');
  const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.oneof(words, fc.string()), { maxLength: 60 }).map((parts) => parts.join('')));

  it('comes out as SGR and visible characters, no line too wide', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(12, 20, 40, 80), fc.constantFrom<ColorSupportLevel>(0, 3), fc.boolean(), (text, width, level, unicode) => {
        const rendered = renderMarkdown(text, style(width, level, unicode));
        const rest = level === 0 ? rendered : plain(rendered);
        expect(rest).not.toMatch(hazards);
        expect(isWide(rendered, width)).toBe(false);
        expect(renderInline(text, style(width, level, unicode))).not.toContain('\n');
      }),
      { numRuns: 1_000 },
    );
  });

  it('of plain words loses none', () => {
    const word = fc.stringMatching(/^[A-Za-z\u00e0-\u00f6\u4e00-\u4e20]{1,30}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), fc.constantFrom(12, 40, 80), (parts, width) => {
        expect(renderMarkdown(parts.join(' '), style(width)).replace(/\s/g, '')).toBe(parts.join(''));
      }),
    );
  });

  it('is the same with and without colour but for the marks of code and deletion', () => {
    const sample = '# A\n\n**b** *c* $n$\n\n- d\n  - e\n\n> f\n\n| g | h |\n|---|---|\n| i | j |\n\n```ts\nconst k = 1;\n```';
    for (const width of widths) expect(plain(renderMarkdown(sample, style(width, 3)))).toBe(renderMarkdown(sample, style(width)));
  });
});

describe('what would take long is shown as written (T17)', () => {
  it.each([
    ['a fence of 20 kB on one line', `\`\`\`\n${'x = {a: "b"} '.repeat(1_600)}\n\`\`\``, false],
    ['a list 1,000 deep', Array.from({ length: 1_000 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n'), true],
    ['a list 1,000 deep on one line', `${'- '.repeat(1_000)}a`, true],
    ['10,000 underscores', '_a__'.repeat(10_000), true],
    ['2,000 nested quotes', `${'> '.repeat(2_000)}a`, true],
    ['2,000 nested quotes without spaces', `${'>'.repeat(2_000)}a`, true],
    ['a table of 2,000 columns', `|${'a|'.repeat(2_000)}\n|${'-|'.repeat(2_000)}\n${`|${'b|'.repeat(2_000)}\n`.repeat(10)}`, true],
    ['a table whose short rows are filled up', `|${'a|'.repeat(1_000)}\n|${'-|'.repeat(1_000)}\n${'|x|\n'.repeat(1_000)}`, true],
    ['100 kB of prose', 'Some words in a paragraph. '.repeat(4_000), true],
    ['100 kB of brackets', '['.repeat(100_000), true],
    ['5,000 code marks', '`a'.repeat(5_000), true],
    ['nested emphasis', '*a **b '.repeat(1_000) + '** c*'.repeat(1_000), true],
    ['40 kB of prose', 'Some **words** in a paragraph. '.repeat(10).concat('\n\n').repeat(130), false],
  ])('%s', (_, markdown, asWritten) => {
    renderMarkdown('warm *up* `x`\n\n- a', style(80, 3));
    const started = process.cpuUsage();
    const rendered = renderMarkdown(markdown, style(80, 3));
    const { user, system } = process.cpuUsage(started);
    expect(plain(rendered).startsWith('(Shown as written: ')).toBe(asWritten);
    expect(isWide(rendered, 80)).toBe(false);
    expect((user + system) / 1000).toBeLessThan(250);
  });

  it('with the reason', () => {
    expect(renderMarkdown(`${'>'.repeat(50)} a`, style(80))).toBe(`(Shown as written: it is nested very deeply.)\n${'>'.repeat(50)} a`);
  });

  it('what is nested thirty deep still fits', () => {
    for (const mark of ['> ', '- ', '1. ']) expect(isWide(renderMarkdown(`${mark.repeat(13)}words that go on for longer than a line`, style(40)), 40)).toBe(false);
  });
});

describe('what ships', () => {
  const files = readdirSync('content', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'));

  it.each(widths)('fits %i columns and is never shown as written', (width) => {
    for (const file of files) {
      const text = readFileSync(join('content', file), 'utf8').replace(/^---\n[^]*?\n---\n/, '');
      const rendered = renderMarkdown(text, style(width));
      expect(isWide(rendered, width), file).toBe(false);
      expect(rendered, file).not.toContain('(Shown as written');
    }
  });
});
