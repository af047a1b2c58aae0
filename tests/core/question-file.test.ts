import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asQuestionId } from '../../src/core/question.ts';
import { readLines } from '../../src/core/line.ts';
import { looksLikeQuestionFile, parseQuestionFile } from '../../src/core/question-file.ts';
import { anyText, costOf, holds, idOf } from './fixture.ts';

const path = 'content/questions/caching/cache-stampede.md';

const whole = `---
theme: caching
personas: [whiteboard-panel, director-peer]
role: Principal Engineer
kind: design
tags: [redis, Load Shedding]
minutes: 12.5
follows: url-shortener
difficulty: hard
aliases: [thundering-herd, dog-pile]
overrides: true
source: a book, page 12
title: The stampede
---
# A hot key expires   and 10,000 requests miss at once. *What* do you do? ##

Reads outnumber writes.

A second paragraph.

## Intent

Whether you know that caches fail together.

## Answer

One loader per key.

### How

\`\`\`ts
## not a section
# not a heading
load();
\`\`\`

## Key points

- One loader per key
- Serve stale
  while loading
* Jitter
+ Measure
1. Numbered
2) Also numbered

## Follow-ups

### What if the loader dies? ###

A lease expires.

It is taken by another.

### And then?

## Pitfalls

- Locking every reader

- Forgetting the timeout

## Hints

- Think of one loader

## Options

- [x] A lease
- [ ] A lock
- [X] Both
- Neither
`;

/** The question of a file that is right but for what a test looks at. */
function read(text: string, name = path) {
  const { question, problems } = parseQuestionFile(text, name);
  return { question: question!, problems, rules: problems.map(({ line, rule }) => `${line} ${rule}`) };
}

describe('a question file that is right', () => {
  it('is read whole', () => {
    expect(parseQuestionFile(whole, path)).toEqual({
      problems: [],
      question: {
        id: 'cache-stampede',
        question: 'A hot key expires and 10,000 requests miss at once. *What* do you do?',
        title: 'The stampede',
        theme: 'caching',
        personas: ['whiteboard-panel', 'director-peer'],
        role: 'principal-engineer',
        kind: 'design',
        kindGuessed: false,
        tags: ['redis', 'load-shedding'],
        minutes: 12.5,
        follows: 'url-shortener',
        difficulty: 'hard',
        aliases: ['thundering-herd', 'dog-pile'],
        overrides: true,
        context: 'Reads outnumber writes.\n\nA second paragraph.',
        intent: 'Whether you know that caches fail together.',
        answer: 'One loader per key.\n\n### How\n\n```ts\n## not a section\n# not a heading\nload();\n```',
        keyPoints: ['One loader per key', 'Serve stale\nwhile loading', 'Jitter', 'Measure', 'Numbered', 'Also numbered'],
        followUps: [
          { question: 'What if the loader dies?', answer: 'A lease expires.\n\nIt is taken by another.' },
          { question: 'And then?', answer: '' },
        ],
        pitfalls: ['Locking every reader', 'Forgetting the timeout'],
        hints: ['Think of one loader'],
        options: [
          { text: 'A lease', correct: true },
          { text: 'A lock', correct: false },
          { text: 'Both', correct: true },
          { text: 'Neither', correct: false },
        ],
        source: 'a book, page 12',
        path,
        line: 15,
      },
    });
  });

  it('is the same with a byte order mark and with lines of Windows', () => {
    expect(parseQuestionFile(`\ufeff${whole.replaceAll('\n', '\r\n')}`, path)).toEqual(parseQuestionFile(whole, path));
  });

  it('needs nothing but its question', () => {
    expect(read('# Why?')).toMatchObject({
      problems: [],
      question: { id: 'cache-stampede', question: 'Why?', theme: 'caching', personas: [], role: null, kind: 'concept', kindGuessed: true, minutes: null, answer: null, context: null, keyPoints: [], line: 1 },
    });
  });

  it.each([
    ['## intent', 'intent'], ['##   INTENT   ##', 'intent'], ['## Key Points', 'keyPoints'], ['## key-points', 'keyPoints'], ['## key_points', 'keyPoints'],
    ['## Key point', 'keyPoints'], ['## Follow-ups', 'followUps'], ['## Follow ups', 'followUps'], ['## Follow-up', 'followUps'], ['## Pitfall', 'pitfalls'],
    ['## Hint', 'hints'], ['## Option', 'options'], ['##\tAnswer', 'answer'],
  ] as const)('the section %j is known', (heading, field) => {
    const { question, problems } = read(`# Why?\n${heading}\n\n- text\n`);
    expect(problems).toEqual([]);
    expect(question[field]).not.toEqual(field === 'intent' || field === 'answer' ? null : []);
  }); // prettier-ignore

  it('a section that stands twice is one', () => {
    const { question } = read('# Why?\n## Answer\none\n## Pitfalls\n- a\n## Answer\ntwo\n## Pitfalls\n- b\n');
    expect(question).toMatchObject({ answer: 'one\ntwo', pitfalls: ['a', 'b'] });
  });

  it.each([
    ['What is C#?', 'What is C#?'],
    ['What is C#', 'What is C#'],
    ['What is C# ##', 'What is C#'],
    ['`code` and **bold** stay', '`code` and **bold** stay'],
    ['何ですか', '何ですか'],
  ])('the heading "# %s" asks %j', (heading, question) => {
    expect(read(`# ${heading}`).question.question).toBe(question);
  });

  it('the question may stand in front matter', () => {
    expect(read('---\nquestion: Why not?\n---\nContext.\n## Answer\nBecause.\n').question).toMatchObject({ question: 'Why not?', context: 'Context.', answer: 'Because.', line: 1 });
  });

  it.each([
    ['personas: a-b, C d', ['a-b', 'c-d']],
    ['persona: one', ['one']],
    ['persona: one\npersonas: [two]', ['one', 'two']],
    ['personas: []', []],
    ['personas:', []],
    ['personas: ["", " "]', []],
  ])('%j names the personas %j', (field, personas) => {
    expect(read(`---\n${field}\n---\n# Why?`)).toMatchObject({ problems: [], question: { personas } });
  });
});

describe('identity', () => {
  it.each([
    ['questions/caching/hot-key.md', '', 'hot-key', []],
    ['questions\\caching\\hot-key.md', '', 'hot-key', []],
    ['hot-key', '', 'hot-key', []],
    ['hot-key.v2.md', '', 'hot-key-v2', ['1 id']],
    ['Hot Key.md', '', 'hot-key', ['1 id']],
    ['Schlüssel.md', '', 'schlussel', ['1 id']],
    ['__proto__.md', '', 'proto', ['1 id']],
    ['a.md', 'id: my-own', 'my-own', []],
    ['a.md', 'id: 2026-11-20', '2026-11-20', []],
    ['a.md', 'id: 010', '010', []],
    ['a.md', 'id: constructor', 'constructor', []],
    ['a.md', `id: ${'x'.repeat(64)}`, 'x'.repeat(64), []],
    ['a.md', `id: ${'x'.repeat(65)}`, 'a', ['2 id']],
    ['a.md', 'theme: x\nid: My Own', 'a', ['3 id']],
    ['a.md', 'id: ../../etc/passwd', 'a', ['2 id']],
    ['a.md', 'id: a--b', 'a', ['2 id']],
    ['a.md', 'id: [a, b]', 'a', ['2 id']],
    ['何.md', '', 'why-not', ['1 id']],
  ])('%j with %j is %j', (name, field, id, rules) => {
    expect(read(`---\nkind: concept\n${field}\n---\n# Why not?`.replace('kind: concept\n', field ? '' : 'kind: concept\n'), name)).toMatchObject({ question: { id }, rules });
  });

  it('files that no letter names stay apart', () => {
    const [one, two] = ['何？', '何故？'].map((question) => read(`# ${question}`, '質問.md').question.id);
    expect(one).toMatch(/^q-[0-9a-f]{8}$/);
    expect(two).toMatch(/^q-[0-9a-f]{8}$/);
    expect(one).not.toBe(two);
  });

  it.each([
    ['questions/caching/a.md', '', 'caching'],
    ['questions/a.md', '', 'general'],
    ['a.md', '', 'general'],
    ['questions/Data Structures/a.md', '', 'data-structures'],
    ['questions/caching/a.md', 'theme: System Design', 'system-design'],
    ['questions/caching/a.md', 'theme: 設計', 'general'],
  ])('%j with %j has the theme %j', (name, field, theme) => {
    expect(read(`---\nkind: concept\n${field}\n---\n# Why?`, name).question.theme).toBe(theme);
  });

  it('any file name gives an id', () => {
    holds(
      fc.property(anyText(100), fc.string({ maxLength: 80 }), (name, id) => {
        const { question } = read(`---\nid: ${JSON.stringify(id)}\n---\n# Why?`, name);
        expect(asQuestionId(question.id)).toBe(question.id);
      }),
      40,
    );
  });
});

describe('a fault is a finding with its line, and the rest is read', () => {
  it.each([
    ['an unknown kind', '---\ntags: [a]\nkind: quiz\n---\n# Why?', '3 kind', { kind: 'concept', kindGuessed: true }],
    ['minutes that are words', '---\nminutes: ten\n---\n# Why?', '2 minutes', { minutes: null }],
    ['no minutes', '---\nminutes: 0\n---\n# Why?', '2 minutes', { minutes: null }],
    ['negative minutes', '---\nminutes: -3\n---\n# Why?', '2 minutes', { minutes: null }],
    ['minutes without end', `---\nminutes: ${'9'.repeat(400)}\n---\n# Why?`, '2 minutes', { minutes: null }],
    ['minutes in a list', '---\nminutes: [3]\n---\n# Why?', '2 minutes', { minutes: null }],
    ['tags in a table', '---\ntags: {a: b}\n---\n# Why?', '2 tags', { tags: [] }],
    ['tags in lists in a list', '---\ntags: [[a], b]\n---\n# Why?', '2 tags', { tags: [] }],
    ['follows that is no id', '---\nfollows: Url Shortener\n---\n# Why?', '2 follows', { follows: null }],
    ['an alias that is no id', '---\naliases: [fine, Not Fine]\n---\n# Why?', '2 aliases', { aliases: ['fine'] }],
    ['a field that is misspelt', '---\nkind: design\ntehme: caching\n---\n# Why?', '3 field', { kind: 'design' }],
    ['a field nobody reads', '---\nkind: design\nauthor: me\n---\n# Why?', '3 field', { kind: 'design' }],
    ['front matter never closed', '---\nkind: design\n\n# Why?\n\n## Answer\n\nSo.', '1 front-matter', { question: 'Why?', answer: 'So.' }],
    ['front matter that is no YAML', '---\nkind: [\n---\n# Why?\n\n## Answer\n\nSo.', '3 front-matter', { question: 'Why?', answer: 'So.', kind: 'concept' }],
    ['front matter that is code', '---js\nmodule.exports = 1\n---\n# Why?\n\n## Answer\n\nSo.', '1 front-matter', { question: 'Why?', answer: 'So.' }],
    ['an unknown section', '# Why?\n## Answer\nSo.\n## Rationale\nMore.\n## Pitfalls\n- a', '4 section', { answer: 'So.\n## Rationale\nMore.', pitfalls: ['a'] }],
    ['an unknown section after another', '# Why?\n## Answer\nSo.\n## Pitfalls\n- a\n## Notes\nMore.', '6 section', { answer: 'So.\n## Notes\nMore.', pitfalls: ['a'] }],
    ['an unknown section alone', '# Why?\nContext.\n## Rationale\nMore.', '3 section', { context: 'Context.', answer: '## Rationale\nMore.' }],
    ['a second question', '# Why?\n## Answer\nSo.\n# What?\nMore.', '4 section', { question: 'Why?', answer: 'So.\n# What?\nMore.' }],
    ['a fence that is never closed', '# Why?\n## Answer\n```ts\nf();\n## Key points\n- a', '3 fence', { answer: '```ts\nf();', keyPoints: ['a'] }],
    ['a fence that is closed by too few marks', '# Why?\n## Answer\n````\nf();\n```\n## Key points\n- a', '3 fence', { keyPoints: ['a'] }],
    ['a fence that is closed by other marks', '# Why?\n## Answer\n~~~\nf();\n```\n## Key points\n- a', '3 fence', { keyPoints: ['a'] }],
  ])('%s', (_what, text, rule, expected) => {
    const { question, rules, problems } = read(text);
    expect(rules).toContain(rule);
    expect(question).toMatchObject(expected);
    for (const problem of problems) {
      expect(problem).toMatchObject({ path, strict: false });
      expect([problem.message, problem.hint].every((text) => text.length > 10)).toBe(true);
    }
  });

  it.each([
    ['tehme', 'Did you mean "theme"?'],
    ['follow', 'Did you mean "follows"?'],
    ['xyzzy', expect.stringMatching(/^Known fields: id, title, theme/) as string],
  ])('the field %j gets the hint %j', (name, hint) => {
    expect(read(`---\n${name}: x\n---\n# Why?`).problems).toMatchObject([{ rule: 'field', hint }]);
  });

  it.each([
    ['## Anwser', 'Did you mean "## Answer"?'],
    ['## Followups', 'Did you mean "## Follow-ups"?'],
    ['## Answer:', 'Did you mean "## Answer"?'],
    ['## Bibliography', 'Use "###" for headings inside an answer.'],
  ])('the section %j gets the hint %j', (heading, hint) => {
    expect(read(`# Why?\n${heading}\ntext`).problems).toMatchObject([{ line: 2, rule: 'section', hint }]);
  });

  it('text above the question is not lost', () => {
    expect(read('Some context.\n\n# Why?\n\nMore.\n')).toMatchObject({ question: { question: 'Why?', context: 'Some context.\n\n\nMore.', line: 3 } });
    expect(read('## Answer\nSo.\n# Why?\n').question.answer).toBe('So.');
  });

  it('text above the first follow-up is not lost', () => {
    expect(read('# Why?\n## Follow-ups\n- A bare one\n\n### And why?\nSo.').question.followUps).toEqual([
      { question: 'A bare one', answer: '' },
      { question: 'And why?', answer: 'So.' },
    ]);
  });

  it('follow-ups without headings are questions without answers', () => {
    expect(read('# Why?\n## Follow-ups\n- One?\n- Two?').question.followUps).toEqual([{ question: 'One?', answer: '' }, { question: 'Two?', answer: '' }]); // prettier-ignore
  });

  it.each([
    ['', 1],
    ['\n\n', 1],
    ['#\n', 1],
    ['#Why?', 1],
    ['---\nkind: design\n---\n## Answer\nSo.', 4],
    ['```\n# Why?\n```\n', 1],
  ])('only a missing question keeps a file out: %j', (text, line) => {
    expect(parseQuestionFile(text, path)).toMatchObject({ question: null, problems: [{ line, rule: 'question' }] });
  });
});

describe('the items of a list', () => {
  it.each([
    ['bullets of one kind', '- a\n- b', ['a', 'b']],
    ['bullets with blank lines', '- a\n\n\n- b\n', ['a', 'b']],
    ['lines that go on', '- a\n  b\nc\n- d', ['a\nb\nc', 'd']],
    ['paragraphs', 'One.\n\nTwo\nlines.', ['One.', 'Two\nlines.']],
    ['a paragraph and bullets', 'Say:\n- a\n- b', ['Say:', 'a', 'b']],
    ['a paragraph and indented bullets', 'Say:\n\n  - a\n  - b', ['Say:', 'a', 'b']],
    ['bullets that are all indented', '  - a\n  - b', ['a', 'b']],
    ['nested bullets', '- a\n  - b\n    - c\n- d', ['a\n- b\n  - c', 'd']],
    ['nested bullets under numbers', '1. a\n   - b\n2. c', ['a\n- b', 'c']],
    ['code in a bullet keeps its shape', '- a\n  ```py\n  if x:\n      y\n\n      z\n  ```\n- b', ['a\n```py\nif x:\n    y\n\n    z\n```', 'b']],
    ['code below a bullet', '- a\n\n```\nx\n\ny\n```\n- b', ['a\n\n```\nx\n\ny\n```', 'b']],
    ['bullets in code', '- a\n```\n- x\n```\n- b', ['a\n```\n- x\n```', 'b']],
    ['code alone', '```\n- x\n```', ['```\n- x\n```']],
    ['empty bullets', '- \n- a\n-', ['a\n-']],
    ['nothing', '\n\n', []],
    ['a minus is no bullet', '-a\n- b', ['-a', 'b']],
  ])('%s', (_what, text, items) => {
    expect(read(`# Why?\n## Key points\n${text}\n`).question.keyPoints).toEqual(items);
  });
});

describe('a file is one question or a document', () => {
  it.each([
    ['our front matter and a heading', '---\nkind: design\n---\n# Why?', true],
    ['our front matter and a section', '---\nquestion: Why?\n---\n## Answer\nSo.', true],
    ['a heading and an answer', '# Why?\n## Answer\nSo.', true],
    ['a heading alone', '# Why?\nText.', false],
    ['a heading and another of our sections', '# Why?\n## Key points\n- a', false],
    ['two headings', '---\nkind: design\n---\n# Why?\n## Answer\nSo.\n# What?', false],
    ['two headings, one in code', '# Why?\n## Answer\n```\n# What?\n```', true],
    ["front matter of another tool's", '---\ntitle: Notes\ntags: [a]\n---\n# Notes\n## One\n## Two', false],
    ['broken front matter and one of our sections', '---\nkind: [\n---\n# Why?\n## Key points\n- a', true],
    ['front matter that is code and one of our sections', '---js\n1\n---\n# Why?\n## Pitfalls\n- a', true],
    ['plain text', '1. Why?\nSo.\n2. What?\nThat.', false],
    ['nothing', '', false],
  ])('%s', (_what, text, expected) => {
    expect(looksLikeQuestionFile(text)).toBe(expected);
  });
});

it.each([
  ['```\na\n```\nb', [true, true, true, false]],
  ['  ~~~~ts\na\n~~~\n~~~~~\nb', [true, true, true, true, false]],
  ['    ```\na\n```', [false, false, false]],
  ['``` a`b\nc\n```\nd', [false, false, false, false]],
  ['```\na', [false, false]],
  ['```\na\n~~~\nb\n~~~', [false, false, true, true, true]],
  ['``\na\n``', [false, false, false]],
])('of %j these lines are code: %j', (text, fenced) => {
  expect(readLines(text, 1).map((line) => line.fenced)).toEqual(fenced);
});

describe('hundreds of kilobytes cost a moment and not an hour', () => {
  const size = 150_000;
  const many = (text: string): string => text.repeat(Math.ceil(size / text.length));
  it.each([
    ['blanks in the question', `# a${many(' ')}b\n## Answer\nx`],
    ['blanks in a section', `# a\n## a${many(' ')}b\n## Answer\nx`],
    ['marks in a section', `# a\n## Answer ${many('#')}x\n`],
    ['marks and blanks in a section', `# a\n## Answer ${many('# ')}x\n`],
    ['blanks in the answer', `# a\n## Answer\nx${many(' ')}y`],
    ['empty lines in the answer', `# a\n## Answer\nx${many('\n')}y`],
    ['blanks in a bullet', `# a\n## Key points\n-${many(' ')}y`],
    ['code and code', `# a\n## Answer\n${many('```\n```\n')}`],
    ['fences that open', `# a\n## Answer\n${many('````js\n')}\`\`\``],
    ['fences of every length', `# a\n## Answer\n${Array.from({ length: 500 }, (_, n) => `${'`'.repeat(500 - n)}a`).join('\n')}\n${many('x\n')}`],
    ['one line', `# ${many('write a ')}`],
    ['one line of marks', many('#')],
    ['bullets', `# a\n## Key points\n${many('- a\n')}`],
    ['bullets in bullets', `# a\n## Key points\n- a\n${many('  - a\n')}`],
    ['follow-ups', `# a\n## Follow-ups\n${many('### a\n')}`],
    ['sections', `# a\n${many('## Answer\n')}`],
    ['front matter', `---\n${many('id: a\n')}`],
    ['marks of front matter', many('---\n')],
    ['dashes', many('-')],
  ])('%s', (_what, text) => {
    const cost = costOf(() => {
      looksLikeQuestionFile(text);
      parseQuestionFile(text, path);
    });
    expect(cost).toBeLessThan(2_000);
  });
});

it('any text is read without throwing, and what is read is well formed', () => {
  const line = fc.constantFrom('---', '# Why?', '#', '## Answer', '## Key points', '## Follow-ups', '### a', '- a', '  - b', '```', '~~~', '````', 'text', '', '   ', '\t', 'id: a', 'tags: [a', '## X', '- [x] a', '1. a');
  const text = fc.oneof(anyText(80), fc.array(line, { maxLength: 25, size: 'max' }).map((lines) => lines.join('\n')));
  holds(
    fc.property(text, fc.boolean(), (body, front) => {
      const { question, problems } = parseQuestionFile(front ? `---\nkind: design\n---\n${body}` : body, path);
      for (const problem of problems) expect(problem.line).toBeGreaterThan(0);
      expect(problems.some(({ rule }) => rule === 'question')).toBe(question === null);
      if (!question) return;
      expect(question.question.trim()).not.toBe('');
      for (const item of [...question.keyPoints, ...question.pitfalls, ...question.followUps.map((each) => each.question)]) expect(item.trim()).not.toBe('');
    }),
    300,
  );
});

it('ids are refused or kept exactly (T15)', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abz019-._/\\ A\u0000é\n'), maxLength: 70 });
  holds(
    fc.property(fc.oneof(word, anyText(70)), (text) => {
      const id = asQuestionId(text);
      if (id !== null) expect(id).toBe(text);
      expect(id !== null).toBe(text.length <= 64 && text !== '' && text.split('-').every((part) => part !== '' && [...part].every((letter) => 'abcdefghijklmnopqrstuvwxyz0123456789'.includes(letter))));
    }),
    5_000,
  );
  expect(idOf('constructor')).toBe('constructor');
});
