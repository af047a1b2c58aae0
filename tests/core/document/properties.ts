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

/** A question with everything a document can say of it; each text in it stands nowhere else. */
interface Full {
  readonly question: string;
  readonly answer: string;
  readonly intent: string;
  readonly points: readonly string[];
  readonly pitfalls: readonly string[];
  readonly followUps: readonly { readonly question: string; readonly answer: string }[];
  readonly options: readonly string[];
  readonly right: number;
  readonly difficulty: string;
}

const words = (least: number, most: number) => fc.array(word, { minLength: least, maxLength: most }).map((all) => all.join(' '));
const short = fc.uniqueArray(words(2, 4), { minLength: 2, maxLength: 4 });
const full: fc.Arbitrary<Full> = fc
  .record({
    subject: words(3, 5),
    answer: words(5, 12).map((text) => `It is the ${text}.`),
    intent: words(3, 6).map((text) => `Whether you know the ${text}.`),
    points: short,
    pitfalls: short,
    followUps: fc.uniqueArray(fc.record({ question: words(3, 5).map((text) => `Where is the ${text}?`), answer: words(3, 6).map((text) => `Below the ${text}.`) }), { minLength: 1, maxLength: 3, selector: ({ question }) => question }),
    options: fc.uniqueArray(words(1, 3), { minLength: 2, maxLength: 4 }),
    chance: fc.nat(),
    difficulty: fc.constantFrom('Easy', 'Medium', 'Hard'),
  })
  .map(({ subject, chance, ...rest }) => ({ ...rest, question: `What is the ${subject}?`, right: chance % rest.options.length }));
const fulls = fc.uniqueArray(full, { minLength: 3, maxLength: 8, selector: ({ question }) => question });

const list = (all: readonly string[]): string => all.map((one) => `- ${one}`).join('\n');
const letter = (at: number): string => String.fromCharCode(65 + at);
const joinedBy = (all: readonly Full[], write: (one: Full, at: number) => string, between = '\n\n'): string => all.map(write).join(between);
type Field = 'answer' | 'intent' | 'points' | 'pitfalls' | 'followUps' | 'follow-up questions' | 'options' | 'difficulty';
const fieldShapes: Readonly<Record<string, readonly [path: string, has: readonly Field[], write: (all: readonly Full[]) => string]>> = {
  'labelled fields': ['interview.md', ['answer', 'intent', 'points', 'pitfalls', 'followUps', 'difficulty'], (all) => joinedBy(all, (one, at) => `### Q${at + 1}: ${one.question}\n\n**Difficulty:** ${one.difficulty}\n\n**What they are looking for:** ${one.intent}\n\n**Answer:**\n\n${one.answer}\n\n**Key points:**\n\n${list(one.points)}\n\n**Common mistakes:**\n\n${list(one.pitfalls)}\n\n**Follow-up questions:**\n\n${one.followUps.map((next) => `- **${next.question}** ${next.answer}`).join('\n')}`)],
  'fields as headings': ['interview.md', ['answer', 'intent', 'points', 'pitfalls', 'follow-up questions'], (all) => joinedBy(all, (one, at) => `## ${at + 1}. ${one.question}\n\n### Why it matters\n\n${one.intent}\n\n### Sample answer\n\n${one.answer}\n\n### Key points\n\n${list(one.points)}\n\n### Red flags\n\n${list(one.pitfalls)}\n\n### Follow-ups\n\n${list(one.followUps.map(({ question }) => question))}`)],
  'fields as bullets': ['interview.md', ['answer', 'intent'], (all) => joinedBy(all, (one, at) => `#### Q${at + 1}: "${one.question}"\n\n*   **What's Really Being Asked:** ${one.intent}\n*   **The Best Response:**\n    ${one.answer}`)],
  'contents above': ['interview.md', ['answer'], (all) => `# Interview questions\n\n## Contents\n\n${joinedBy(all, ({ question }, at) => `${at + 1}. [${question}](#q-${at})`, '\n')}\n\n${joinedBy(all, ({ question, answer }, at) => `## ${at + 1}. ${question}\n\n${answer}\n\n[Back to top](#contents)`)}`],
  'questions with nested follow-ups': ['interview.md', ['follow-up questions'], (all) => `# Interview questions\n\n${joinedBy(all, (one) => `- ${one.question}\n${one.followUps.map(({ question }) => `  - ${question}`).join('\n')}`, '\n')}`],
  'lettered options': ['quiz.md', ['options'], (all) => joinedBy(all, (one, at) => `## ${at + 1}. ${one.question}\n\n${one.options.map((text, index) => `${letter(index)}) ${text}`).join('\n')}\n\n**Answer:** ${letter(one.right)}`)],
  'ticked options': ['quiz.md', ['options'], (all) => joinedBy(all, (one, at) => `### Q${at + 1}. ${one.question}\n\n${one.options.map((text, index) => `- [${index === one.right ? 'x' : ' '}] ${text}`).join('\n')}`)],
  'options with a fold': ['quiz.md', ['options', 'answer'], (all) => joinedBy(all, (one, at) => `###### ${at + 1}. ${one.question}\n\n${one.options.map((text, index) => `- ${letter(index)}: ${text}`).join('\n')}\n\n<details><summary><b>Answer</b></summary>\n<p>\n\n#### Answer: ${letter(one.right)}\n\n${one.answer}\n\n</p>\n</details>`, '\n\n---\n\n')],
  'answers below all': ['quiz.md', ['options', 'answer'], (all) => `# Quiz\n\n${joinedBy(all, (one, at) => `### Question ${at + 1}\n\n${one.question}\n\n${one.options.map((text, index) => `${letter(index)}) ${text}`).join('\n')}`)}\n\n## Answer key\n\n${joinedBy(all, (one, at) => `${at + 1}. ${letter(one.right)} - ${one.answer}`, '\n')}`],
  'a table': ['interview.md', ['answer', 'difficulty'], (all) => `# Interview questions\n\n| # | Question | Answer | Difficulty |\n|---|---|---|---|\n${joinedBy(all, (one, at) => `| ${at + 1} | ${one.question} | ${one.answer} | ${one.difficulty} |`, '\n')}`],
  'cards in a line': ['cards.md', ['answer'], (all) => joinedBy(all, ({ question, answer }) => `${question} :: ${answer}`, '\n')],
  'cards with a turn': ['cards.md', ['answer'], (all) => joinedBy(all, ({ question, answer }) => `${question}\n?\n${answer}`)],
  'tabs': ['deck.txt', ['answer'], (all) => `#separator:tab\n#html:false\n${joinedBy(all, ({ question, answer }) => `${question}\t${answer}`, '\n')}\n`],
  'commas': ['deck.csv', ['answer', 'difficulty'], (all) => `Question,Answer,Difficulty\n${joinedBy(all, ({ question, answer, difficulty }) => `"${question}","${answer}",${difficulty}`, '\n')}\n`],
  'probing areas': ['interview.md', ['answer', 'followUps'], (all) => joinedBy(all, (one, at) => `## Prompt ${at + 1}: Title ${letter(at)} - "${one.question}"\n\n${one.answer}\n\n${one.followUps.map((next, index) => `### **Key Probing Area ${index + 1}: ${next.question}**\n\n${next.answer}`).join('\n\n---\n\n')}`)],
}; // prettier-ignore

/** The laws of reading, tried on the given share of the cases they have in the long tests. */
export function documentLaws(share: number): void {
  const runs = (all: number): number => Math.ceil(all * share);

  describe('every field that was put in comes out', () => {
    it.each(Object.keys(fieldShapes))('%s', (name) => {
      const [path, has, write] = fieldShapes[name] ?? ['', [], () => ''];
      fc.assert(
        fc.property(fulls, (all) => {
          const read = readDocument(write(all), path).questions;
          expect(read.map(({ question }) => question)).toEqual(all.map(({ question }) => question));
          read.forEach((question, at) => {
            const one = all[at]!;
            const right = one.options[one.right];
            expect(question).toMatchObject({
              intent: has.includes('intent') ? one.intent : null,
              answer: has.includes('answer') ? one.answer : has.includes('options') ? right : null,
              keyPoints: has.includes('points') ? one.points : [],
              pitfalls: has.includes('pitfalls') ? one.pitfalls : [],
              followUps: has.includes('followUps') ? one.followUps : has.includes('follow-up questions') ? one.followUps.map((next) => ({ question: next.question, answer: '' })) : [],
              options: has.includes('options') ? one.options.map((text) => ({ text, correct: text === right })) : [],
              difficulty: has.includes('difficulty') ? one.difficulty : null,
            });
          });
        }),
        { numRuns: runs(30) },
      );
    });
  });

  describe('what was put in comes out', () => {
    it.each(Object.keys(shapes))('%s', (name) => {
      fc.assert(
        fc.property(cards, (all) => {
          const reading = readDocument(shapes[name]?.(all) ?? '', 'interview.md');
          expect(reading.questions.map(({ question, answer }) => ({ question, answer }))).toEqual(all);
        }),
        { numRuns: runs(40) },
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
        { numRuns: runs(40) },
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
        { numRuns: runs(400) },
      );
    });

    it('any bytes', () => {
      fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => readDocument(decodeText(bytes), 'a.md').questions.length >= 0), { numRuns: runs(100) });
    });

    it.each(hostileDocuments(Math.ceil(30_000 * share)))('hostile: %s', (_, text) => {
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
}
