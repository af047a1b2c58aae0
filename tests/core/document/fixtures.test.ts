import { describe, expect, it } from 'vitest';
import type { Question } from '../../../src/core/question.ts';
import { fixtureNames, fixtureText, readFixture } from './fixture.ts';

describe('every shape by its fixture', () => {
  it.each([
    ['answer-folded.mdx', 'heading', 3, 2, []],
    ['backtop-heading.md', 'labelled-heading', 4, 3, []],
    ['bold-lines.md', 'bold-line', 5, 4, ['Felt:4', 'Straw:1']],
    ['bullets-answered.md', 'list-item', 5, 5, ['Basic:3', 'Advanced:2']],
    ['cards.md', 'flashcards', 4, 4, ['Parts:2', 'Care:2']],
    ['chinese.md', 'labelled-heading', 4, 3, []],
    ['choice-lettered.md', 'heading', 3, 3, []],
    ['choice-ticked.md', 'labelled-heading', 4, 4, []],
    ['contents-twice.txt', 'numbered-text', 3, 3, []],
    ['deck.csv', 'records', 3, 2, ['Baking:2', 'Terms:1']],
    ['deck.tsv', 'records', 3, 2, []],
    ['details.md', 'details', 6, 5, ['Kettle Basics:4', 'Scenarios:2']],
    ['extracted.txt', 'numbered-text', 4, 4, ['Caches:2', 'Indexes:2']],
    ['fold-fields.md', 'labelled-heading', 3, 3, []],
    ['hashcards.md', 'label', 4, 4, []],
    ['item-heading.md', 'heading', 6, 6, ['Gluing Exercise:2']],
    ['labelled-fields.md', 'labelled-heading', 3, 2, ['Trails:2', 'Fires:1']],
    ['labelled-heading.md', 'labelled-heading', 6, 6, []],
    ['labels-plain.txt', 'label', 4, 3, []],
    ['labels.md', 'label', 3, 3, ['Allgemeine Fragen:2', 'Technik:1']],
    ['link-list.md', 'question-list', 3, 0, []],
    ['numbered-labels.md', 'label', 2, 2, []],
    ['probing.md', 'labelled-heading', 2, 2, []],
    ['question-list.md', 'list-item', 7, 0, []],
    ['question-sections.md', 'list-item', 8, 0, ['Most common questions:3', 'Bar questions:3', 'Kitchen questions:2']],
    ['russian.md', 'heading', 3, 3, []],
    ['sections-inverted.md', 'heading', 3, 3, ['1. Basic Ropes (2 Questions):2', '2. Knots (1 Question):1']],
    ['single.md', 'single-question', 1, 1, []],
    ['star.md', 'list-item', 3, 3, []],
    ['table.md', 'table', 3, 2, []],
    ['themed-heading.md', 'labelled-heading', 3, 3, ['Theme 1: Ownership:2', 'Theme 2: Cost:1']],
    ['titled-heading.md', 'heading', 2, 2, []],
    ['titles-only.md', 'heading', 3, 0, ['Questions about wood:2', 'Questions about tools:1']],
  ])('%s is %s with %i questions, %i answered', (name, shape, count, answered, sections) => {
    const reading = readFixture(name);
    expect({
      shape: reading.shape,
      count: reading.questions.length,
      answered: reading.questions.filter(({ answer }) => answer !== null).length,
      sections: reading.sections.map(({ title, questions }) => `${title}:${questions}`),
    }).toEqual({ shape, count, answered, sections });
    expect(reading.why).toMatch(/^[A-Z\d].*\.$/);
  });

  it.each(fixtureNames('near/'))('%s holds no question', (name) => {
    expect(readFixture(name).questions.map(({ question }) => question)).toEqual([]);
  });
});

describe('fields', () => {
  it('reads every labelled field', () => {
    const [first, second, third] = readFixture('labelled-fields.md').questions;
    expect(first).toMatchObject({
      question: 'How do you mark a trail?',
      theme: 'trails',
      difficulty: 'Easy',
      tags: ['trails', 'paint'],
      intent: 'that you walk it both ways.',
      answer: 'Paint at eye height.\n\n```sh\nmark --both\n```',
      keyPoints: ['Both directions', 'Before each fork'],
      pitfalls: ['Marking dead trees'],
      hints: ['Think of the way back'],
      followUps: [
        { question: 'What about snow?', answer: '- Poles.' },
        { question: 'How do you unmark one?', answer: '' },
      ],
    });
    expect(second).toMatchObject({ kind: 'behavioral', keyPoints: ['Stop', 'Look'] });
    expect(third?.answer).toBeNull();
  });

  it('reads options, the right one, and the code they are about', () => {
    const reading = readFixture('choice-lettered.md');
    expect(reading.duplicates).toBe(1);
    expect(reading.questions[0]).toMatchObject({
      question: "What's the output?",
      context: "```javascript\nfunction fly() {\n  console.log(kite);\n  var kite = 'red';\n}\nfly();\n```",
      options: [
        { text: '`red` and `undefined`', correct: false },
        { text: '`undefined`', correct: true },
        { text: '`ReferenceError`', correct: false },
      ],
      answer: 'The declaration moves up, the value does not.\n\n<i>Nothing</i> else happens.',
    });
    expect(reading.questions.map(({ id }) => id).slice(0, 2).every((id) => /^whats-the-output-[0-9a-f]{4}$/.test(id))).toBe(true);
    const ticked = readFixture('choice-ticked.md').questions;
    expect(ticked[1]).toMatchObject({ answer: "`turn('left');`", context: '```js\nfunction turn(side) {\n  return side;\n}\n```' });
    expect(ticked[2]?.options).toEqual([
      { text: '`A`\n```js\nsink();\n```', correct: false },
      { text: '`B`\n```js\nfloat();\n```', correct: true },
    ]);
  });

  it('reads questions in items, exercises beside them, and drops what is furniture', () => {
    const { questions, themes } = readFixture('item-heading.md');
    expect(questions.map(({ question }) => question)).toEqual([
      'What are the kinds of glue',
      'How does glue dry?',
      'What is a joint',
      'Is wood porous',
      'What is the output of below code',
      'What is the output of below code',
    ]);
    expect(questions[0]?.answer).toContain("1. **Hide glue:**\n\n    Old and strong.\n\n    ```js\n    const glue = heat('hide');");
    expect(questions[1]?.answer).toMatch(/The water leaves through the wood\.$/);
    expect(questions[4]).toMatchObject({ theme: 'gluing-exercise', answer: 'Pots are hoisted.', options: [{ correct: true }, { correct: false }, { correct: false }] });
    expect(JSON.stringify([questions, themes])).not.toMatch(/Back to Top|TOC_START|table-of-contents/);
  });

  it('keeps nested questions as follow-ups and code as context', () => {
    const { questions } = readFixture('question-list.md');
    expect(questions[2]?.followUps).toEqual([{ question: 'What are the exceptions?', answer: '' }]);
    expect(questions[4]?.followUps.map(({ question }) => question)).toEqual(['Are you familiar with leaf mould?', 'Worms?']);
    expect(questions[5]).toMatchObject({ context: '```\nprint(seed * 2)\n```', answer: null });
  });

  it('keeps a title that names and a question that asks apart', () => {
    expect(readFixture('titles-only.md').questions.map(({ title, question }) => [title, question])).toEqual([
      ['Nails Are Evil', 'Nails rust and split the grain. Can you show a joint without one?'],
      ['Glue First', 'What does it mean to glue before you cut?'],
      ['Dull Blades', 'Some say a dull blade is safer. Why are they wrong?'],
    ]);
  });

  it('reads labels in other languages', () => {
    expect(readFixture('chinese.md').questions[3]).toMatchObject({ question: '简述纸的区别', answer: '厚薄不同。', difficulty: '中等', tags: ['纸', '基础'] });
    expect(readFixture('labels.md').questions[0]).toMatchObject({ question: 'Erzählen Sie mir von Ihrem Garten.', answer: 'Er ist klein.\nEr liegt am Hang.' });
  });

  it('takes signs after a question for its difficulty, and a placeholder for no answer', () => {
    const { questions } = readFixture('bold-lines.md');
    expect(questions.map(({ question, difficulty }) => [question, difficulty])).toEqual([
      ['What is felt?', '👶'],
      ['Which felts do you know? Why are they soft?', '⭐️'],
      ['Soft-stiff trade-off', '⭐️'],
      ['How does felt shrink?', '🚀'],
      ['Can you wear straw in the rain?', '👶'],
    ]);
    expect(questions[3]?.answer).toBeNull();
  });

  it('reads cards, records and gaps', () => {
    expect(readFixture('cards.md').questions.map(({ question, answer, tags }) => [question, answer, tags])).toEqual([
      ['What is a luff?', 'The front edge.', []],
      ['What is a leech?', 'The back edge.', ['edges']],
      ['How do you dry a sail?', 'Hang it in the shade.\n\n- never in the sun\n- never wet in a bag', []],
      ['Why rinse it?', 'Salt.', []],
    ]);
    expect(readFixture('deck.tsv').questions.map(({ question, answer, tags }) => [question, answer, tags])).toEqual([
      ['What is a reel?', 'A spool for **line**.\nIt turns.', ['fishing', 'basics']],
      ['What is a "fly"?', 'Feathers\non a hook & thread', ['fishing']],
      ['When do trout feed?', null, ['fishing']],
    ]);
    expect(readFixture('hashcards.md').questions.slice(2).map(({ question, answer }) => [question, answer])).toEqual([
      ['Bees see […] but not red.', 'ultraviolet'],
      ['Bees see ultraviolet but not […].', 'red'],
    ]);
  });

  it('reads fields inside a fold, headings that are tags, and a level in brackets', () => {
    const { questions } = readFixture('fold-fields.md');
    expect(questions.map(({ question, difficulty }) => [question, difficulty])).toEqual([
      ['What is a crust?', 'Easy'],
      ['Why does it crack?', null],
      ['How do you store it?', 'Hard'],
    ]);
    expect(questions.map(({ keyPoints }) => keyPoints)).toEqual([[], ['Steam', 'Scoring'], ['Never in plastic']]);
    expect(questions[1]?.answer).toBe('Steam pushes it.\n\n##### Additional links\n\n* [A page](https://example.org/crust)');
  });

  it('reads numbered labels, and a question that is one link with its source', () => {
    expect(readFixture('numbered-labels.md').questions.map(({ question, answer }) => [question, answer])).toEqual([
      ['What is a net and how is it different from a bag?', 'A net has holes.\n\nIt lets water through.'],
      ['Which knot holds a net?', 'The sheet bend.'],
    ]);
    expect(readFixture('link-list.md').questions[0]).toMatchObject({ question: '为什么说桨要用木头做？', source: 'https://example.org/issues/1', answer: null });
  });

  it('reads one question with front matter', () => {
    expect(readFixture('single.md').questions[0]).toMatchObject({
      question: 'How would you carry water up a hill?',
      title: 'Buckets',
      context: 'The hill is steep.',
      difficulty: 'medium',
      tags: ['buckets', 'water'],
      keyPoints: ['Half full', 'Two trips'],
      followUps: [{ question: 'What if it freezes?', answer: 'Carry ice.' }],
    });
  });
});

/** Words of labels, contents and links that are no content. */
const furniture: Readonly<Record<string, string>> = {
  'links-after-all.md': 'Answer To be added',
  'folds-below-lines.md': 'ANS Answer',
  'logseq.md': 'card last interval repeats collapsed true',
  'answers-below.md': 'Aufgabe LÖSUNGEN',
  'front-back.md': 'Card Front',
  'placeholders.md': 'You Might Face Read on Anchors Situation Task',
  'scenario-fields.md': 'Concepts Pitfalls',
  'titles-over-labels.md': 'weak looks like Challenge',
  'answer-folded.mdx': 'import from components',
  'backtop-heading.md': 'Table Contents',
  'bold-lines.md': 'Answer here',
  'cards.md': 'flashcards Sails',
  'chinese.md': '纸面试题汇总 欢迎在 Issue 区留下你的答案 答案 难度 标签',
  'extracted.txt': 'Interview Questions and Answers',
  'fold-fields.md': 'Good hear',
  'item-heading.md': 'Table Contents No Disclaimer These summary author',
  'russian.md': 'оглавлению',
};
const labels =
  /^(?:a|q|f|p|answers?|questions?|prompt|follow|ups?|followups|key|points?|common|mistakes|hints?|tags?|difficulty|easy|hard|medium|what|interviewers|look|for|really|being|asked|the|best|response|framework|probing|areas?|addressing|rescue|concepts|interviewer|looking|hit|avoid|clarifying|strong|model|sample|here|context|mindset|this|round|to|be|completed|back|top|view|show|n|category|persona|interview|prep|and|theme|id|name|true|false)$/i;

/** The fields of a question that hold words of its document. */
function saidIn(question: Question): unknown[] {
  const { question: asked, title, context, answer, intent, followUps, keyPoints, pitfalls, hints, options, difficulty, tags, source } = question;
  return [asked, title, context, answer, intent, followUps, keyPoints, pitfalls, hints, options, difficulty, tags, source];
}

describe('nothing is dropped', () => {
  it.each(fixtureNames().filter((name) => /\.(?:md|mdx|txt)$/.test(name)))('%s', (name) => {
    const reading = readFixture(name);
    const text = fixtureText(name)
      .replace(/^(---|\+\+\+)\n[\s\S]*?\n\1\n/, '')
      .replace(/<!--[\s\S]*?-->/g, ' ')
      .replace(/\]\([^)]*\)/g, ']')
      .replace(/<[^>]*>/g, ' ');
    const kept = JSON.stringify([reading.title, reading.questions.map(saidIn), reading.themes, reading.personas]).replace(/\\n/g, ' ');
    const words = (source: string): string[] => source.match(/[\p{L}]{2,}/gu) ?? [];
    const found = new Set(words(kept).map((word) => word.toLowerCase()));
    const known = new Set(words(furniture[name] ?? '').map((word) => word.toLowerCase()));
    const lost = words(text).filter((word) => !found.has(word.toLowerCase()) && !labels.test(word) && !known.has(word.toLowerCase()));
    expect([...new Set(lost)]).toEqual([]);
  });

  it.each(fixtureNames().filter((name) => /\.(?:md|txt)$/.test(name) && !/^(?:choice|hashcards|level-)/.test(name)))('and nothing is said twice: %s', (name) => {
    const fields = readFixture(name).questions.map((question) => JSON.stringify(saidIn(question))).join(' ').replace(/\\n|"\w+":(?:true|false)?/g, ' ');
    const counts = (source: string): Map<string, number> => {
      const found = new Map<string, number>();
      for (const [word] of source.matchAll(/\p{L}{5,}/gu)) found.set(word, (found.get(word) ?? 0) + 1);
      return found;
    };
    const before = counts(fixtureText(name));
    const twice = [...counts(fields)].filter(([word, count]) => count > (before.get(word) ?? 0) && before.has(word) && !/^(?:question|title|context|answer|intent|options|source|hints|pitfalls)$/.test(word)).map(([word]) => word);
    expect(twice).toEqual([]);
  });
});
