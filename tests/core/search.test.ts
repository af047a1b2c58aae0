import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchQuestions } from '../../src/core/search.ts';
import { anyText, holds, questionOf } from './fixture.ts';

const corpus = [
  questionOf('rate-limiter', { question: 'Design a rate limiter.', answer: 'A token bucket in Redis.\nOne Lua script.', tags: ['redis'] }),
  questionOf('cache', { question: 'How do you keep a cache fresh?', answer: 'Expiry.', keyPoints: ['Redis is a cache', 'Expiry bounds staleness'], theme: 'caching' }),
  questionOf('languages', { question: 'C# or C++?', context: 'Old code.', intent: 'Whether you can choose.', followUps: [{ question: 'And Rust?', answer: 'Borrowing.' }] }),
  questionOf('chinese', { question: '如何设计缓存系统？', answer: '使用哈希表。' }),
  questionOf('thai', { question: 'แคชคืออะไร' }),
  questionOf('korean', { question: '캐시란 무엇입니까?' }),
  questionOf('russian', { question: 'Что такое ЗАМЫКАНИЕ?', pitfalls: ['Путать с классом'] }),
  questionOf('options', { question: 'Which is stable?', options: [{ text: 'Mergesort', correct: true }], hints: ['Think of equal keys'], title: 'Sorting, part 2', personas: ['coding-interviewer'] }),
];

function ids(words: string, questions = corpus): string[] {
  return searchQuestions(questions, words).map(({ question }) => question.id);
}

describe('a search', () => {
  it.each([
    ['limiter', ['rate-limiter'], 'a word of the question'],
    ['LIMITER', ['rate-limiter'], 'in any case'],
    ['limi', ['rate-limiter'], 'the beginning of a word'],
    ['li', [], 'two letters begin nothing'],
    ['limiteer', ['rate-limiter'], 'a letter too many'],
    ['lmiter', ['rate-limiter'], 'a letter missing'],
    ['limitor', ['rate-limiter'], 'a wrong letter'],
    ['stalneess', ['cache'], 'two letters swapped in a long word'],
    ['desing', [], 'two letters swapped in a short word are two errors'],
    ['lxmxtxr', [], 'too many wrong letters'],
    ['lula', [], 'a typing error in a short word'],
    ['lua', ['rate-limiter'], 'a word of the answer'],
    ['token lua', ['rate-limiter'], 'words far apart'],
    ['token staleness', [], 'words of two questions'],
    ['staleness', ['cache'], 'a word of a key point'],
    ['caching', ['cache'], 'its theme'],
    ['c#', ['languages'], 'a language with a sign'],
    ['c++', ['languages'], 'another'],
    ['borrowing', ['languages'], 'the answer of a follow-up'],
    ['choose', ['languages'], 'the intent'],
    ['old code', ['languages'], 'the context'],
    ['mergesort', ['options'], 'an option'],
    ['equal', ['options'], 'a hint'],
    ['sorting', ['options'], 'its title'],
    ['interviewer', ['options'], 'a persona'],
    ['缓存', ['chinese'], 'Chinese without blanks'],
    ['哈希表', ['chinese'], 'Chinese in the answer'],
    ['数据库', [], 'Chinese that is nowhere'],
    ['แคช', ['thai'], 'Thai without blanks'],
    ['캐시란', ['korean'], 'Korean, whose words are parted'],
    ['замыкание', ['russian'], 'Russian in small letters'],
    ['классом', ['russian'], 'a pitfall'],
    ['ｌｉｍｉｔｅｒ', ['rate-limiter'], 'letters of full width'],
    ['xyzzy', [], 'a word that is nowhere'],
    ['', [], 'nothing'],
    ['  ?! -- ', [], 'no word at all'],
    ['limiter xyzzy', [], 'one word of two'],
  ])('for %j finds %j: %s', (words, expected) => {
    expect(ids(words)).toEqual(expected);
  });

  it('puts the question before a tag or key point, and those before the answer', () => {
    const where = [
      questionOf('a-answer', { answer: 'About sharding.' }),
      questionOf('b-point', { keyPoints: ['About sharding.'] }),
      questionOf('c-question', { question: 'About sharding.' }),
    ];
    expect(ids('sharding', where)).toEqual(['c-question', 'b-point', 'a-answer']);
  });

  it('puts the whole word before its beginning, and that before a typing error', () => {
    const near = [questionOf('a', { answer: 'shared' }), questionOf('b', { answer: 'shardings' }), questionOf('c', { answer: 'sharding' })];
    expect(ids('sharding', near).slice(0, 2)).toEqual(['c', 'b']);
  });

  it('orders ties by id, whatever the order of the corpus', () => {
    const same = ['d', 'b', 'a', 'c'].map((id) => questionOf(id, { question: 'The same words' }));
    expect(ids('words', same)).toEqual(['a', 'b', 'c', 'd']);
    expect(ids('words', [...same].reverse())).toEqual(['a', 'b', 'c', 'd']);
    expect(new Set(searchQuestions(same, 'words').map(({ score }) => score)).size).toBe(1);
  });

  it('gives falling scores of two decimals', () => {
    const scores = searchQuestions(corpus, 'redis').map(({ score }) => score);
    expect(scores).toHaveLength(2);
    expect([...scores].sort((a, b) => b - a)).toEqual(scores);
    for (const score of scores) expect(Math.round(score * 100) / 100).toBe(score);
  });
});

describe('the matching line', () => {
  it.each([
    ['limiter', 'Design a rate limiter.'],
    ['lua', 'One Lua script.'],
    ['token bucket lua', 'A token bucket in Redis.'],
    ['staleness', 'Expiry bounds staleness'],
    ['rust', 'And Rust?'],
    ['哈希', '使用哈希表。'],
    ['limitr', 'Design a rate limiter.'],
  ])('of %j is %j', (words, match) => {
    expect(searchQuestions(corpus, words)[0]?.match).toBe(match);
  });

  it('is the question where the words stand in no text', () => {
    expect(searchQuestions(corpus, 'caching')[0]?.match).toBe('How do you keep a cache fresh?');
  });
});

it('every question is found by each word of its own question', () => {
  holds(
    fc.property(fc.constantFrom(...corpus), fc.nat(), (question, n) => {
      const words = question.question.split(/[\s?.]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
      expect(ids(words[n % words.length]!)).toContain(question.id);
    }),
    40,
  );
});

it('any words at all are survived', () => {
  holds(
    fc.property(anyText(40), (words) => {
      const found = ids(words);
      expect(new Set(found).size).toBe(found.length);
    }),
  );
});
