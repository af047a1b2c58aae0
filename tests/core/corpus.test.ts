import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readContent, type ContentText } from '../../src/core/content-file.ts';
import { buildCorpus, findQuestion, startingWith, type Corpus, type Origin } from '../../src/core/corpus.ts';
import type { Problem } from '../../src/core/question.ts';
import { anyText, holds, questionOf } from './fixture.ts';

type File = ContentText & { readonly origin: Origin };

function readCorpus(files: readonly File[], found: readonly Problem[] = []): Corpus {
  return buildCorpus(files.map((each) => ({ ...each, reading: readContent(each) })), found);
}

function file(path: string, text: string, changes: Partial<File> = {}): File {
  const folder = path.split('/').at(-2);
  return { path, text, origin: 'shipped', place: folder === 'themes' ? 'theme' : folder === 'personas' ? 'persona' : 'any', optional: false, ...changes };
}

/** A file of one question. */
function asking(path: string, question: string, front = '', changes: Partial<File> = {}): File {
  return file(path, `---\nkind: concept\n${front}\n---\n# ${question}\n\n## Answer\n\nSo.\n`, changes);
}

const read = (...files: readonly File[]): Corpus => readCorpus(files);

function idsOf(corpus: Corpus): string[] {
  return corpus.questions.map(({ id }) => id);
}

function problemsOf(corpus: Corpus): string[] {
  return corpus.problems.map(({ path, line, rule, message }) => `${path}:${line} ${rule}: ${message}`);
}

describe('a corpus', () => {
  it('of nothing is empty', () => {
    expect(read()).toEqual({ questions: [], byId: new Map(), themes: [], personas: [], problems: [], skipped: [], aliases: new Map(), empty: true });
  });

  it('has its questions in the order of their ids, and its themes and personas by id', () => {
    const corpus = read(
      asking('q/zoo/b.md', 'Why b?', 'personas: [whiteboard-panel]'),
      asking('q/zoo/a.md', 'Why a?', 'theme: caching\npersonas: [bar-raiser]'),
      asking('q/zoo/a-1.md', 'Why a-1?'),
      file('themes/zoo.md', '---\ntitle: The zoo\n---\nAnimals.'),
      file('themes/unused.md', '---\ntitle: Unused\n---\nNothing.'),
      file('personas/bar-raiser.md', '---\nname: The bar raiser\n---\n## Mindset\n\nHigh.'),
      file('personas/unused.md', '---\nname: Unused\n---\n## Mindset\n\nLow.'),
    );
    expect(idsOf(corpus)).toEqual(['a', 'a-1', 'b']);
    expect([...corpus.byId.keys()]).toEqual(['a', 'a-1', 'b']);
    expect(corpus.themes).toEqual([
      { id: 'caching', title: 'Caching', description: null },
      { id: 'zoo', title: 'The zoo', description: 'Animals.' },
    ]);
    expect(corpus.personas.map(({ id, name, mindset }) => [id, name, mindset])).toEqual([
      ['bar-raiser', 'The bar raiser', 'High.'],
      ['unused', 'Unused', 'Low.'],
      ['whiteboard-panel', 'Whiteboard panel', null],
    ]);
  });

  it('holds question files and whole documents side by side', () => {
    const document = readFileSync(new URL('../fixtures/documents/titled-heading.md', import.meta.url), 'utf8');
    const corpus = read(asking('q/zoo/a.md', 'Why a?'), file('reviews.md', document));
    expect(corpus.questions.map(({ id, path }) => `${path} ${id.slice(0, 20)}`)).toEqual(['q/zoo/a.md a', 'reviews.md a-consumer-keeps-fai', 'reviews.md tell-me-about-a-time']);
    expect(corpus.skipped).toEqual([]);
  });
});

describe('one id twice', () => {
  const origins = ['shipped', 'config', 'own', 'given'] as const;
  const pairs = origins.flatMap((weak, index) => origins.slice(index + 1).map((strong) => [weak, strong] as const));

  it.each(pairs)('what is %s gives way to what is %s, and both are named, in whatever order they come', (weak, strong) => {
    const files = [asking('weak/a.md', 'Why weak?', '', { origin: weak }), asking('strong/a.md', 'Why strong?', '', { origin: strong })];
    for (const order of [files, [...files].reverse()]) {
      const corpus = read(...order);
      expect(corpus.byId.get(corpus.questions[0]!.id)?.question).toBe('Why strong?');
      expect(problemsOf(corpus)).toEqual(['weak/a.md:5 duplicate-id: "a" stands here and in strong/a.md:5; the one there is used']);
      expect(corpus.problems[0]?.hint).toBe('Write "overrides: true" in strong/a.md if that is meant, or rename one.');
      expect(corpus.skipped).toEqual([]);
    }
  });

  it.each(pairs)('what is %s gives way without a word to what is %s and says that it overrides', (weak, strong) => {
    const corpus = read(asking('weak/a.md', 'Why weak?', '', { origin: weak }), asking('strong/a.md', 'Why strong?', 'overrides: true', { origin: strong }));
    expect(corpus.questions.map(({ question }) => question)).toEqual(['Why strong?']);
    expect(corpus.problems).toEqual([]);
  });

  it('only the winner may say that it overrides', () => {
    const corpus = read(asking('weak/a.md', 'Why weak?', 'overrides: true'), asking('strong/a.md', 'Why strong?', '', { origin: 'own' }));
    expect(corpus.problems.map(({ rule }) => rule)).toEqual(['duplicate-id']);
  });

  it.each(origins)('the first of two that are %s wins, and overriding is no excuse', (origin) => {
    const corpus = read(asking('one/a.md', 'Why one?', '', { origin }), asking('two/a.md', 'Why two?', 'overrides: true', { origin }));
    expect(corpus.questions.map(({ question }) => question)).toEqual(['Why one?']);
    expect(problemsOf(corpus)).toEqual(['two/a.md:5 duplicate-id: "a" stands here and in one/a.md:5; the one there is used']);
    expect(corpus.problems[0]?.hint).toBe('Give one of them another id.');
  });

  it('three times is two problems, and the strongest wins', () => {
    const corpus = read(
      asking('own/a.md', 'Why own?', '', { origin: 'own' }),
      asking('shipped/a.md', 'Why shipped?'),
      asking('config/a.md', 'Why config?', 'overrides: true', { origin: 'config' }),
    );
    expect(corpus.questions.map(({ question }) => question)).toEqual(['Why own?']);
    expect(corpus.problems.map(({ path }) => path)).toEqual(['config/a.md']);
  });

  it('a theme or persona file of the person wins over the one that ships', () => {
    const corpus = read(
      file('own/themes/zoo.md', '---\ntitle: Mine\n---\nMine.', { origin: 'own' }),
      file('themes/zoo.md', '---\ntitle: Shipped\n---\nShipped.'),
      file('own/personas/p.md', '---\nname: Mine\n---\n', { origin: 'own' }),
      file('personas/p.md', '---\nname: Shipped\n---\n'),
      asking('q/zoo/a.md', 'Why?'),
    );
    expect([corpus.themes[0]?.title, corpus.personas[0]?.name]).toEqual(['Mine', 'Mine']);
  });
});

describe('ids that changed', () => {
  it('lead to the question that says so', () => {
    const corpus = read(asking('q/t/new.md', 'Why?', 'aliases: [old, older]'));
    expect(Object.fromEntries(corpus.aliases)).toEqual({ old: 'new', older: 'new' });
    expect(findQuestion(corpus, 'old')).toEqual({ question: corpus.questions[0] });
    expect(corpus.problems).toEqual([]);
  });

  it('that are in use stay with the question in use, and that is a finding', () => {
    const corpus = read(asking('q/t/new.md', 'Why?', 'aliases: [old]'), asking('q/t/old.md', 'What?'));
    expect(corpus.aliases.size).toBe(0);
    expect(problemsOf(corpus)).toEqual(['q/t/new.md:1 aliases: "old" is also the id, or an alias, of the question in q/t/old.md:5']);
  });

  it('that two questions claim go to the first by id, and that is a finding', () => {
    const corpus = read(asking('q/t/b.md', 'Why b?', 'aliases: [old]'), asking('q/t/a.md', 'Why a?', 'aliases: [old]'));
    expect(Object.fromEntries(corpus.aliases)).toEqual({ old: 'a' });
    expect(corpus.problems).toMatchObject([{ path: 'q/t/b.md', rule: 'aliases' }]);
  });
});

describe('what only shows when all questions are together', () => {
  it.each([
    ['travel-rewards-platform', []],
    ['travel-reward-platform', ['it follows "travel-reward-platform", which is not here / Did you mean "travel-rewards-platform"?']],
    ['xyzzy', ['it follows "xyzzy", which is not here / Name the id of a question, or take the line out.']],
  ])('a question that follows %s', (follows, expected) => {
    const corpus = read(asking('q/t/travel-rewards-platform.md', 'Design it.'), asking('q/t/then.md', 'And then?', `follows: ${follows}`));
    expect(corpus.problems.map(({ message, hint }) => `${message} / ${hint}`)).toEqual(expected);
    expect(idsOf(corpus)).toEqual(['then', 'travel-rewards-platform']);
  });

  it.each([
    ['Why, exactly?', 'why EXACTLY'],
    ['What is **CAP**?', 'What is CAP?'],
    ['何ですか？', '何ですか'],
  ])('%j and %j are the same question: found, and both kept', (one, two) => {
    const corpus = read(asking('q/t/a.md', one), asking('q/t/b.md', two));
    expect(problemsOf(corpus)).toEqual(['q/t/b.md:5 duplicate-question: the same question stands in q/t/a.md:5']);
    expect(idsOf(corpus)).toEqual(['a', 'b']);
  });

  it.each([
    ['What is C?', 'What is D?'],
    ['何ですか', '何でしたか'],
    ['?', '!'],
  ])('%j and %j are two questions', (one, two) => {
    expect(read(asking('q/t/a.md', one), asking('q/t/b.md', two)).problems).toEqual([]);
  });
});

it('one file may ask the same twice: that is its own affair', () => {
  const twice = ['a', 'b'].map((id) => questionOf(id, { question: 'Why?', path: 'document.md' }));
  const reading = { questions: twice, themes: [], personas: [], problems: [] };
  expect(buildCorpus([{ origin: 'given', place: 'any', optional: false, reading }])).toMatchObject({ questions: [{}, {}], problems: [] });
});

describe('one bad file never stops the rest', () => {
  const good = asking('q/t/good.md', 'Why?');

  it.each([
    ['an empty file', file('bad.md', ''), 'empty', 1],
    ['a file of blanks', file('bad.md', ' \n\t\n'), 'empty', 1],
    ['a question file without its question', file('bad.md', '---\nkind: concept\n---\n## Answer\nSo.'), 'question', 1],
    ['a file that holds no question', file('bad.md', 'Groceries.\n'), 'question', 1],
    ['front matter that is no YAML', file('bad.md', '---\nkind: [\n---\n# What?\n## Answer\nSo.'), 'front-matter', 0],
    ['front matter that is code', file('bad.md', '---js\nprocess.exit(1)\n---\n# What?\n## Answer\nSo.'), 'front-matter', 0],
    ['a theme without a title', file('themes/bad.md', 'Text.'), 'title', 0],
    ['a persona that is no YAML', file('personas/bad.md', '---\nname: [\n---\n'), 'front-matter', 0],
  ])('%s is a finding, and counted where it gave nothing', (_what, bad, rule, skipped) => {
    for (const files of [[good, bad], [bad, good]]) {
      const corpus = read(...files);
      expect(idsOf(corpus)).toContain('good');
      expect(corpus.problems).toContainEqual(expect.objectContaining({ path: bad.path, rule }));
      expect(corpus.skipped).toHaveLength(skipped);
    }
  });

  it('a README that holds no question is no fault', () => {
    expect(read(good, file('README.md', 'About this folder.\n', { optional: true }))).toMatchObject({ problems: [], skipped: [], questions: [{}] });
  });

  it('what was found before the files were read is kept and counted', () => {
    const found = { path: 'gone.md', line: 1, rule: 'unreadable', message: 'this file cannot be read', hint: 'Check it.', strict: false };
    expect(readCorpus([good], [found])).toMatchObject({ problems: [found], skipped: [found] });
  });

  it('problems come by path and line', () => {
    const corpus = read(file('b.md', ''), file('c/a.md', '---\nx: 1\ny: 2\n---\n# Why?\n## Answer\nSo.'), file('a.md', ''));
    expect(corpus.problems.map(({ path, line }) => `${path}:${line}`)).toEqual(['a.md:1', 'b.md:1', 'c/a.md:2', 'c/a.md:3']);
  });

  it('control characters of a file are shown in a message', () => {
    const corpus = read(good, file('q/t/b.md', '---\nfollows: none\n---\n# Why \u001b[31mb?\n## \u001b]0;x\u0007\nSo.\n## Answer\nSo.'));
    for (const { message } of corpus.problems) expect(message).not.toMatch(/\p{Cc}/u);
  });

  it('any texts at all make a corpus', () => {
    const line = fc.constantFrom('---', 'kind: concept', '# Why?', '## Answer', '1. What?', '- a', '**Q:** why?', 'A: so', '```', '| a | b |', '|---|---|', '<details>', '', 'text', '\u0000');
    const text = fc.oneof(anyText(60), fc.array(line, { maxLength: 15, size: 'max' }).map((lines) => lines.join('\n')));
    holds(
      fc.property(fc.array(fc.tuple(text, fc.constantFrom('any', 'theme', 'persona') as fc.Arbitrary<File['place']>), { maxLength: 4 }), (texts) => {
        const corpus = read(good, ...texts.map(([each, place], index) => file(`bad/${index}.md`, each, { place })));
        expect(idsOf(corpus)).toContain('good');
        expect(new Set(idsOf(corpus)).size).toBe(corpus.questions.length);
      }),
    );
  });
});

describe('finding a question', () => {
  const corpus = read(...['cache', 'cache-sizing', 'cache-stampede', 'queue'].map((id) => asking(`q/t/${id}.md`, `Why ${id}?`)));

  it.each([
    ['cache', ['cache', 'cache-sizing', 'cache-stampede']],
    ['cache-s', ['cache-sizing', 'cache-stampede']],
    ['q', ['queue']],
    ['x', []],
    ['', []],
    ['CACHE', []],
  ])('%j begins %j', (beginning, ids) => {
    expect(startingWith(corpus, beginning)).toEqual(ids);
  });

  it.each([
    ['cahce', ['cache']],
    ['cache-sizin', ['cache-sizing']],
    ['stampede', ['cache-stampede']],
    ['xyzzy', []],
    ['__proto__', []],
    ['', []],
  ])('%j is not there, and may mean %j', (id, suggestions) => {
    expect(findQuestion(corpus, id)).toEqual({ suggestions });
  });
});
