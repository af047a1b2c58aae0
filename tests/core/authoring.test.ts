import { describe, expect, it } from 'vitest';
import { authoringProblems, wordsOf } from '../../src/core/authoring.ts';
import { readContent } from '../../src/core/content-file.ts';
import { buildCorpus } from '../../src/core/corpus.ts';
import { newWorld, packageRoot, prep } from '../helpers/world.ts';

const words = (count: number): string => Array.from({ length: count }, (_, n) => `word${n}`).join(' ');

const front = {
  personas: '[whiteboard-panel]',
  role: 'director',
  kind: 'concept',
  tags: '[caching]',
  minutes: '2',
};

const sections = {
  Intent: 'Whether you know that caches fail together.',
  Answer: words(300),
  'Key points': '- One\n- Two\n- Three\n- Four',
  'Follow-ups': '### And then?\n\nThis.\n\n### Why not?\n\nThat.',
  Pitfalls: '- A trap\n- Another trap',
};

interface Changes {
  readonly path?: string;
  readonly question?: string;
  readonly context?: string;
  readonly front?: Readonly<Record<string, string | null>>;
  readonly sections?: Readonly<Record<string, string | null>>;
}

/** The rules that a file breaks which is right but for some changes. */
function broken(changes: Changes = {}): string[] {
  return problemsOf(changes).map(({ rule }) => rule);
}

function problemsOf({ path = 'content/questions/caching/stampede.md', question = 'What happens when a hot key expires?', context = '', ...changes }: Changes) {
  const fields = Object.entries({ ...front, ...changes.front }).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  const parts = Object.entries({ ...sections, ...changes.sections }).flatMap(([title, text]) => (text === null ? [] : [`## ${title}\n\n${text}\n`]));
  const file = (at: string, text: string, place: 'theme' | 'persona' | 'any') => ({ origin: 'shipped' as const, place, optional: false, reading: readContent({ path: at, text, place, optional: false }) });
  const corpus = buildCorpus([
    file('content/themes/caching.md', '---\ntitle: Caching\n---\nWhether you can.', 'theme'),
    file('content/themes/empty.md', '---\ntitle: Empty\n---\n', 'theme'),
    file('content/personas/whiteboard-panel.md', '---\nname: The panel\n---\n## Mindset\n\nStrict.', 'persona'),
    file(path, `---\n${fields.join('\n')}\n---\n# ${question}\n\n${context}\n\n${parts.join('\n')}`, 'any'),
  ]);
  expect(corpus.questions).toHaveLength(1);
  expect(corpus.problems.filter(({ strict, rule }) => !strict && rule !== 'follows')).toEqual([]);
  return authoringProblems(corpus);
}

it('a file that is right breaks no rule', () => {
  expect(problemsOf({})).toEqual([]);
});

it('a problem says where it is, is strict, and says what to do', () => {
  expect(problemsOf({ sections: { Intent: null } })).toEqual([
    {
      path: 'content/questions/caching/stampede.md',
      line: 8,
      rule: 'intent',
      message: 'there is no "## Intent"',
      hint: 'Write in one or two sentences what is really being tested.',
      strict: true,
    },
  ]);
});

describe('each rule, broken on purpose', () => {
  it.each<[string, Changes, string]>([
    ['a theme without a file', { front: { theme: 'queues' } }, 'theme-file'],
    ['a theme whose file says nothing', { front: { theme: 'empty' } }, 'theme-file'],
    ['a persona without a file', { front: { personas: '[whiteboard-panel, nobody]' } }, 'persona-file'],
    ['no persona', { front: { personas: null } }, 'personas'],
    ['no role', { front: { role: null } }, 'role'],
    ['no kind', { front: { kind: null } }, 'kind'],
    ['no tags', { front: { tags: '[]' } }, 'tags'],
    ['a file that is not named after its id', { front: { id: 'other' } }, 'file-name'],
    ['a question of two words', { question: 'Why caches?' }, 'question'],
    ['a question of 61 words', { question: words(61) }, 'question'],
    ['no intent', { sections: { Intent: null } }, 'intent'],
    ['an intent of four words', { sections: { Intent: words(4) } }, 'intent'],
    ['an intent of 81 words', { sections: { Intent: words(81) } }, 'intent'],
    ['no answer', { sections: { Answer: null } }, 'answer'],
    ['three key points', { sections: { 'Key points': '- a\n- b\n- c' } }, 'key-points'],
    ['eight key points', { sections: { 'Key points': '- a\n'.repeat(8) } }, 'key-points'],
    ['no key points', { sections: { 'Key points': null } }, 'key-points'],
    ['a key point of 16 words', { sections: { 'Key points': `- a\n- b\n- c\n- ${words(16)}` } }, 'key-point'],
    ['one follow-up', { sections: { 'Follow-ups': '### a\n\nb' } }, 'follow-ups'],
    ['six follow-ups', { sections: { 'Follow-ups': '### a\n\nb\n\n'.repeat(6) } }, 'follow-ups'],
    ['a follow-up without an answer', { sections: { 'Follow-ups': '### a\n\nb\n\n### c\n' } }, 'follow-up'],
    ['one pitfall', { sections: { Pitfalls: '- a' } }, 'pitfalls'],
    ['five pitfalls', { sections: { Pitfalls: '- a\n'.repeat(5) } }, 'pitfalls'],
    ['no minutes', { front: { minutes: null } }, 'minutes'],
    ['too few minutes', { front: { minutes: '0.5' } }, 'minutes'],
    ['too many minutes', { front: { minutes: '5' } }, 'minutes'],
    ['a wide line in code', { sections: { Answer: `${words(300)}\n\n\`\`\`\n${'x'.repeat(77)}\n\`\`\`` } }, 'wide-line'],
    ['a wide table', { sections: { Answer: `${words(300)}\n\n|${'x'.repeat(76)}` } }, 'wide-line'],
    ['a wide line in code of the context', { context: `\`\`\`\n${'x'.repeat(77)}\n\`\`\`` }, 'wide-line'],
    ['a wide line in code of a follow-up', { sections: { 'Follow-ups': `### a\n\n\`\`\`\n${'x'.repeat(77)}\n\`\`\`\n\n### b\n\nc` } }, 'wide-line'],
  ])('%s', (_what, changes, rule) => {
    expect(broken(changes)).toContain(rule);
  });

  it.each<[string, Changes]>([
    ['a question of three words', { question: 'Why use caches?' }],
    ['a question of 60 words', { question: words(60) }],
    ['an intent of five and of 80 words', { sections: { Intent: words(5) } }],
    ['an intent of 80 words', { sections: { Intent: words(80) } }],
    ['seven key points', { sections: { 'Key points': '- a\n'.repeat(7) } }],
    ['a key point of 15 words', { sections: { 'Key points': `- a\n- b\n- c\n- ${words(15)}` } }],
    ['five follow-ups', { sections: { 'Follow-ups': '### a\n\nb\n\n'.repeat(5) } }],
    ['four pitfalls', { sections: { Pitfalls: '- a\n'.repeat(4) } }],
    ['lines of 76 columns', { sections: { Answer: `${words(300)}\n\n\`\`\`\n${'x'.repeat(76)}\n\`\`\`\n\n|${'x'.repeat(75)}` } }],
    ['a long line that is text', { sections: { Answer: `${words(299)} ${'x'.repeat(300)}` } }],
    ['an id in front matter that is the name of the file', { front: { id: 'stampede' } }],
  ])('%s is still right', (_what, changes) => {
    expect(broken(changes)).toEqual([]);
  });

  // Lengths by kind; a question that follows another says only what its area needs.
  it.each([
    ['concept', 250, 450, {}],
    ['leadership', 250, 450, {}],
    ['behavioral', 250, 400, {}],
    ['coding', 150, 700, {}],
    ['design', 700, 1400, {}],
    ['design', 300, 600, { follows: 'url-shortener' }],
    ['concept', 300, 600, { follows: 'url-shortener' }],
  ])('an answer to a %s question has %d to %d words', (kind, least, most, fields) => {
    const rules = (count: number): string[] => broken({ front: { kind, minutes: String(Math.ceil(count / 140)), ...fields }, sections: { Answer: words(count) } });
    expect([least - 1, least, most, most + 1].map((count) => rules(count).includes('answer'))).toEqual([true, false, false, true]);
  });

  it.each([
    // 110 to 220 words a minute, and a minute for breath.
    ['concept', 440, '1', true],
    ['concept', 440, '2', false],
    ['concept', 440, '5', false],
    ['concept', 440, '6', true],
    ['coding', 200, '20', false],
    ['coding', 200, '21', true],
  ])('a %s answer of %d words in %s minutes is wrong: %s', (kind, count, minutes, wrong) => {
    expect(broken({ front: { kind, minutes }, sections: { Answer: words(count) } }).includes('minutes')).toBe(wrong);
  });
});

it.each([
  ['', 0],
  ['one two  three\nfour', 4],
  ['one — two & 3', 3],
  ['one\n\n```ts\nconst two = 2;\n```\n\nthree', 2],
  ['- **bold** `code`\n| a | b |\n|---|---|', 4],
  ["don't re-use", 2],
  ['何 ですか', 2],
  ['```\nnever closed', 2],
])('%j has %d words', (markdown, count) => {
  expect(wordsOf(markdown)).toBe(count);
});

it('every file that ships breaks no rule', async () => {
  const { out } = await prep(['check', '--strict', '--json', `${packageRoot}content`], newWorld());
  const { problems } = JSON.parse(out) as { problems: { path: string; line: number; rule: string; message: string }[] };
  expect(problems.map(({ path, line, rule, message }) => `${path.slice(packageRoot.length)}:${line} ${rule}: ${message}`)).toEqual([]);
});
