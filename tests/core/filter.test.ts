import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCorpus, type Corpus } from '../../src/core/corpus.ts';
import { applyFilter, isDue, isNew, isWeak, noFilter, progressOf, type Filter } from '../../src/core/filter.ts';
import { noProgress, nothingYet, type Progress } from '../../src/core/progress.ts';
import type { Kind, Question } from '../../src/core/question.ts';
import { holds, progressWith, questionOf, ratedOnce } from './fixture.ts';

const today = 100;

function corpusOf(questions: readonly Question[]): Corpus {
  const reading = { questions, themes: [], personas: [], problems: [] };
  return buildCorpus([{ origin: 'given', place: 'any', optional: false, reading }]);
}

const corpus = corpusOf([
  questionOf('a', { theme: 'caching', personas: ['panel', 'peer'], kind: 'design', role: 'director', tags: ['redis', 'cost'], question: 'Why a cache?' }),
  questionOf('b', { theme: 'caching', personas: ['panel'], kind: 'concept', role: 'principal', tags: ['redis'] }),
  questionOf('c', { theme: 'queues', personas: ['peer'], kind: 'concept', role: null, tags: [] }),
  questionOf('d', { theme: 'queues', personas: [], kind: 'coding', role: 'director', tags: ['cost'] }),
]);

/** a is due and weak, b is due and strong, c is weak and not due, d is new. */
const standing = progressWith({ a: ratedOnce(1, 90, 100), b: ratedOnce(4, 50, 99), c: ratedOnce(2, 99, 101) });

function found(filter: Partial<Filter>, progress: Progress = standing): string {
  return applyFilter(corpus, { ...noFilter, ...filter }, progress, today).map(({ id }) => id).join('');
}

describe('a filter', () => {
  it.each<[string, Partial<Filter>, string]>([
    ['nothing asked lets all through, in the order of ids', {}, 'abcd'],
    ['one theme', { theme: ['caching'] }, 'ab'],
    ['any of two themes', { theme: ['caching', 'queues'] }, 'abcd'],
    ['a theme that is nobody’s', { theme: ['xyzzy'] }, ''],
    ['a persona, among several of a question', { persona: ['peer'] }, 'ac'],
    ['any of two personas', { persona: ['peer', 'panel'] }, 'abc'],
    ['a kind', { kind: ['concept'] }, 'bc'],
    ['a role, which a question may lack', { role: ['director'] }, 'ad'],
    ['a tag', { tag: ['cost'] }, 'ad'],
    ['any of two tags', { tag: ['cost', 'redis'] }, 'abd'],
    ['two fields narrow together', { theme: ['caching'], kind: ['concept'] }, 'b'],
    ['three fields narrow together', { persona: ['panel', 'peer'], tag: ['cost'], role: ['director'] }, 'a'],
    ['without a theme', { notTheme: ['caching'] }, 'cd'],
    ['without a persona: one is enough to be out', { notPersona: ['peer'] }, 'bd'],
    ['without any of two personas', { notPersona: ['peer', 'panel'] }, 'd'],
    ['without a kind', { notKind: ['concept'] }, 'ad'],
    ['without a role: none is not that one', { notRole: ['director'] }, 'bc'],
    ['without a tag', { notTag: ['redis'] }, 'cd'],
    ['a field and its twin', { theme: ['caching'], notTag: ['cost'] }, 'b'],
    ['one value wanted and unwanted lets nothing through', { theme: ['caching'], notTheme: ['caching'] }, ''],
    ['due', { due: true }, 'ab'],
    ['new', { new: true }, 'd'],
    ['weak', { weak: true }, 'ac'],
    ['due or new', { due: true, new: true }, 'abd'],
    ['due or weak', { due: true, weak: true }, 'abc'],
    ['new or weak', { new: true, weak: true }, 'acd'],
    ['due, new or weak', { due: true, new: true, weak: true }, 'abcd'],
    ['due narrows with a field', { due: true, kind: ['concept'] }, 'b'],
    ['words', { search: 'cache' }, 'a'],
    ['words narrow with a field', { search: 'what', theme: ['queues'] }, 'cd'],
    ['words that are nowhere', { search: 'xyzzy' }, ''],
    ['no words in the words', { search: '?!' }, ''],
  ])('%s', (_what, filter, expected) => {
    expect(found(filter)).toBe(expected);
  });

  it('leaves out what is hidden, or shows that alone', () => {
    const hidden = progressWith({ a: { hidden: true }, c: { ...ratedOnce(1, 90, 100), hidden: true } });
    expect(found({}, hidden)).toBe('bd');
    expect(found({ hidden: true }, hidden)).toBe('ac');
    expect(found({ hidden: true, theme: ['caching'] }, hidden)).toBe('a');
    expect(found({ due: true }, hidden)).toBe('');
    expect(found({ hidden: true }, noProgress)).toBe('');
  });

  it('narrows with every field that is added, and a field and its twin share the corpus between them', () => {
    const words = ['caching', 'queues', 'panel', 'peer', 'design', 'concept', 'coding', 'director', 'principal', 'redis', 'cost'];
    const list = fc.subarray(words, { maxLength: 3 });
    const filters = fc.record({
      theme: list, persona: list, kind: list as fc.Arbitrary<Kind[]>, role: list, tag: list,
      notTheme: list, notPersona: list, notKind: list, notRole: list, notTag: list,
      due: fc.boolean(), new: fc.boolean(), weak: fc.boolean(), search: fc.constantFrom(null, 'what', 'cache'), hidden: fc.constant(false),
    }); // prettier-ignore
    holds(
      fc.property(filters, (filter) => {
        const ids = [...found(filter)];
        const each = (Object.keys(filter) as (keyof Filter)[]).filter((name) => !['due', 'new', 'weak', 'hidden'].includes(name));
        const alone = each.map((name) => found({ [name]: filter[name] }));
        const states = found({ due: filter.due, new: filter.new, weak: filter.weak });
        expect(ids).toEqual([...'abcd'].filter((id) => [...alone, states].every((through) => through.includes(id))));
        if (filter.theme.length > 0) expect([...found({ theme: filter.theme }), ...found({ notTheme: filter.theme })].sort().join('')).toBe('abcd');
      }),
      200,
    );
  });
});

describe('a question is', () => {
  it.each([
    ['nothing yet', nothingYet, { due: false, new: true, weak: false }],
    ['rated, due tomorrow', ratedOnce(3, 90, 101), { due: false, new: false, weak: false }],
    ['rated, due today', ratedOnce(3, 90, 100), { due: true, new: false, weak: false }],
    ['rated, overdue', ratedOnce(4, 9, 10), { due: true, new: false, weak: false }],
    ['rated 1', ratedOnce(1, 90, 101), { due: false, new: false, weak: true }],
    ['rated 2', ratedOnce(2, 90, 101), { due: false, new: false, weak: true }],
  ])('%s', (_what, progress, expected) => {
    expect({ due: isDue(progress, today), new: isNew(progress), weak: isWeak(progress) }).toEqual(expected);
  });
});

it('a question of which nothing is known has the neutral progress', () => {
  expect(progressOf(noProgress, questionOf('a'))).toBe(nothingYet);
});
