import { decodeText } from '../../../src/core/document/decoding.ts';

const rising = (unit: string, most: number): string => Array.from({ length: most }, (_, depth) => `${' '.repeat(depth * 2)}${unit}\n`).join('');

/** Documents that nobody writes, about `size` characters each: repeated, nested, unclosed, without an end. */
export function hostileDocuments(size: number): (readonly [name: string, text: string])[] {
  const fill = (unit: string): string => unit.repeat(Math.ceil(size / unit.length));
  const bytes = (modulus: number): string => decodeText(Uint8Array.from({ length: size }, (_, at) => (Math.imul(at + 1, 2_654_435_761) >>> 13) % modulus));
  const units: Readonly<Record<string, string>> = {
    words: 'word and ? more ', brackets: '[', links: '[a](', 'nested links': '[[a](b)', images: '![', comments: '<!-- ', backticks: '`', 'backticks and words': '` a ', fences: '```\n', 'open fences': '````js\n```\n',
    'wave fences': '~~~\n', 'numbers in a line': '1. ', numbers: '1. a?\n', 'numbers that rise by chance': '7. a?\n\nb\n\n3. c\n', stars: '*', 'stars and words': '**a ', underscores: '_a ', 'mixed emphasis': '*_**a__', 'short lines': 'ab\n', 'blank lines': '\n',
    'open folds': '<details>\n', 'open summaries': '<details><summary>a?\n', 'closed folds': '</details>\n', 'folds in a line': '<details><summary>a?</summary>', tags: '<a ', 'open tags': '<div>', quotes: '>', 'quoted lines': '> > a?\n', damage: 'Ã©', 'lossy damage': 'ğŸ', colons: '::', 'colons and words': 'a :: b ',
    'question marks': '?\n', commas: ',', 'open quotes': '"a', 'quotes and commas': '"a"b",', tabs: '\t', 'tabs and words': 'a\tb\n', rules: '---\n', setext: 'a\n===\n', tables: '|a|b|\n|-|-|\n', rows: '| a? | b |\n', pipes: '|', headings: '# a?\n', 'deep headings': '###### Q1: a?\n', 'bare headings': '#\n',
    labels: 'Q: a?\nA: b\n', 'labels alone': 'Answer:\n', 'questions alone': 'Q:\n', options: 'A) a\nB) b\n', ticks: '- [x] a\n', gaps: 'C: a [b] c\n', 'gaps in a line': '[a] ', items: '- a?\n', 'items with text': '- a?\n\n  b\n', 'loose items': '1. a?\n\nb\n\n', anchors: '- [a?](#a)\n', back: '[back to top](#a)\n',
    front: '---\na: b\n', han: '题', rtl: '\u202e؟ ', joined: '👩‍👩‍👧', surrogates: '\ud83d', nul: '\u0000', spaces: ' ', 'no-break': '\u00a0a?\n', backslashes: '\\', entities: '&amp;', references: '[a]: b\n', dots: 'a...', 'bold lines': '**a?**\n\n', 'bold numbers': '**1)** a? ', returns: '\r', 'big numbers': '99999. a?\n\n',
  }; // prettier-ignore
  return [
    ...Object.entries(units).map(([name, unit]) => [name, fill(unit)] as const),
    ['one line', `# ${'a '.repeat(size / 2)}?`],
    ['one question in a line', `## Q1: ${'What is it? '.repeat(size / 12)}`],
    ['one long answer', `# Interview\n\n## 1. What is this?\n\n${fill('The cache is a queue.\n\n- one\n- two **bold:** three\n\n```js\nuse(a);\n```\n\n')}`],
    ['one long answer of text', `1. What is this?\n${fill('It is a queue.\n\n- one\n- two\n\n')}`],
    ['rising items', rising('- a?', Math.sqrt(size))],
    ['rising quotes', Array.from({ length: Math.sqrt(size) * 1.4 }, (_, depth) => `${'>'.repeat(depth)} a?\n`).join('')],
    ['rising folds', `${'<details><summary>a?</summary>\n'.repeat(size / 60)}${'</details>\n'.repeat(size / 60)}`],
    ['rising headings', Array.from({ length: size / 12 }, (_, at) => `${'#'.repeat((at % 6) + 1)} a${at}?\n`).join('')],
    ['wide table', `|${'a?|'.repeat(size / 6)}\n|${'-|'.repeat(size / 6)}\n`],
    ['one cell', `| Question | Answer |\n|-|-|\n| ${'a '.repeat(size / 2)} | b |\n`],
    ['every byte', bytes(256)],
    ['every ASCII byte', bytes(128)],
    ['numbers above all', Array.from({ length: size / 20 }, (_, at) => `${at + 9000}. What is ${at}?\n\n`).join('')],
  ];
}
