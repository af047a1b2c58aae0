import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/core/document/decoding.ts';
import { readDocument } from '../../../src/core/document/read.ts';
import { hostileDocuments } from './hostile.ts';

interface Card {
  readonly question: string;
  readonly answer: string;
}

const word = fc.constantFrom('river', 'stone', 'copper', 'ladder', 'harbour', 'meadow', 'lantern', 'thread', 'winter', 'basket', 'mirror', 'engine', 'pillow', 'garden');
const opening = fc.constantFrom('What is a', 'How does the', 'Why would you move the', 'Explain the', 'Describe the', 'When do you need a', 'Which is the better');
const card = fc.record({
  question: fc.tuple(opening, fc.array(word, { minLength: 2, maxLength: 5 })).map(([start, words]) => `${start} ${words.join(' ')}${/^(?:Explain|Describe)/.test(start) ? '.' : '?'}`),
  answer: fc
    .array(
      fc.oneof(
        fc.array(word, { minLength: 4, maxLength: 12 }).map((words) => `It is the ${words.join(' ')}.`),
        fc.array(word, { minLength: 2, maxLength: 4 }).map((words) => words.map((one) => `- ${one} first`).join('\n')),
        fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => ['```js', ...words.map((one) => `use(${one});`), '```'].join('\n')),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((blocks) => ['It begins here.', ...blocks].join('\n\n')),
});
const cards = fc.uniqueArray(card, { minLength: 3, maxLength: 12, selector: ({ question }) => question.toLowerCase().replace(/[^a-z]+/g, ' ').trim() });

const indented = (text: string, by: number): string => text.split('\n').map((line) => (line === '' ? '' : ' '.repeat(by) + line)).join('\n');
const shapes: Readonly<Record<string, (cards: readonly Card[]) => string>> = {
  'numbered headings': (all) => all.map(({ question, answer }, at) => `## ${at + 1}. ${question}\n\n${answer}`).join('\n\n'),
  'plain headings': (all) => all.map(({ question, answer }) => `### ${question}\n\n${answer}`).join('\n\n---\n\n'),
  'marked headings': (all) => all.map(({ question, answer }, at) => `#### Q${at + 1}: ${question}\n**Answer:**\n\n${answer}`).join('\n\n'),
  'numbered text': (all) => all.map(({ question, answer }, at) => `${at + 1}. ${question}\n\n${answer}`).join('\n\n'),
  'bold lines': (all) => `# Interview questions\n\n${all.map(({ question, answer }) => `**${question}**\n\n${answer}`).join('\n\n')}`,
  labels: (all) => all.map(({ question, answer }) => `Q: ${question}\nA: ${answer}`).join('\n\n'),
  'bold labels': (all) => all.map(({ question, answer }) => `**Question:** ${question}\n\n**Answer:** ${answer}`).join('\n\n'),
  folds: (all) => all.map(({ question, answer }) => `<details>\n<summary>${question}</summary>\n\n${answer}\n\n</details>`).join('\n\n'),
  'folded answers': (all) => all.map(({ question, answer }, at) => `### ${at + 1}. ${question}\n\n<details>\n<summary>View answer</summary>\n\n${answer}\n\n</details>`).join('\n\n'),
  'headings in items': (all) => `# Interview questions\n\n${all.map(({ question, answer }, at) => `${at + 1}. ### ${question}\n\n${indented(answer, 4)}`).join('\n\n')}`,
  items: (all) => `# Interview questions\n\n${all.map(({ question, answer }, at) => `${at + 1}. **${question}**\n\n${indented(answer, 4)}`).join('\n\n')}`,
};

describe('what was put in comes out', () => {
  it.each(Object.keys(shapes))('%s', (name) => {
    fc.assert(
      fc.property(cards, (all) => {
        const reading = readDocument(shapes[name]?.(all) ?? '', 'interview.md');
        expect(reading.questions.map(({ question, answer }) => ({ question, answer }))).toEqual(all);
      }),
      { numRuns: 40 },
    );
  });

  it('an unrelated question leaves the other ids alone', () => {
    fc.assert(
      fc.property(cards, fc.nat(), (all, place) => {
        const text = shapes['numbered headings'] ?? (() => '');
        const before = readDocument(text(all), 'interview.md').questions.map(({ id }) => id);
        const at = place % (all.length + 1);
        const after = readDocument(text([...all.slice(0, at), { question: 'Why do zebras yawn?', answer: 'Nobody knows.' }, ...all.slice(at)]), 'interview.md').questions.map(({ id }) => id);
        expect(after.filter((id) => id !== 'why-do-zebras-yawn')).toEqual(before);
      }),
      { numRuns: 40 },
    );
  });
});

describe('any text', () => {
  const piece = fc.constantFrom('# ', '## Q1: ', '\n', '\n\n', '1. ', '- ', '  - ', '**', '`', '```\n', '<details>', '<summary>', '</summary>', '</details>', '?', 'What', ' is it', 'Answer:', 'A: ', 'Q: ', '|', '|-|', '::', '\t', '---\n', '> ', '[x]', '[ ] ', '](#a)', '<!--', '-->', '\u0000', '\r', 'é', '题', '\ud800', '"', ',', 'C: [a]', '+++\n', '{#', '\\');

  it('is read without an error, the same each time, with ids that are one each', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join(''))), fc.constantFrom('a.md', 'questions.txt', 'deck.csv', 'x.tsv', ''), (text, path) => {
        const reading = readDocument(text, path);
        expect(readDocument(text, path)).toEqual(reading);
        const ids = reading.questions.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { id, question, theme } of reading.questions) {
          expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
          expect(id.length).toBeLessThanOrEqual(64);
          expect(theme).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
          expect(question.trim()).not.toBe('');
        }
      }),
      { numRuns: 400 },
    );
  });

  it('any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => readDocument(decodeText(bytes), 'a.md').questions.length >= 0));
  });

  it.each(hostileDocuments(30_000))('hostile: %s', (_, text) => {
    for (const path of ['interview-questions.md', 'deck.csv', 'notes.txt']) {
      const { questions } = readDocument(text, path);
      expect(questions.every(({ question }) => question.trim() !== '')).toBe(true);
    }
  });

  it('numbers above 9999 go on', () => {
    const text = Array.from({ length: 30 }, (_, at) => `${at + 9_990}. What is a knot of kind ${at}?\n\nA rope, ${at} times.\n`).join('\n');
    expect(readDocument(text, 'knots.txt').questions).toHaveLength(30);
    expect(readDocument(text.replaceAll(/^(?=\d)/gm, '## '), 'knots.md').questions).toHaveLength(30);
  });
});
