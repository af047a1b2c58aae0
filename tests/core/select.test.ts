import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noProgress } from '../../src/core/progress.ts';
import { kinds, type Question } from '../../src/core/question.ts';
import { minutesOf, nextUp, orders, select, type Selection } from '../../src/core/select.ts';
import { costOf, holds, progressWith, questionOf, ratedOnce } from './fixture.ts';

const today = 100;
const themes = ['caching', 'queues', 'search'];
const twelve = Array.from({ length: 12 }, (_, n) => questionOf(`q-${String(n).padStart(2, '0')}`, { theme: themes[n % 3]! }));
/** 0 and 1 due, 0 and 2 weak, 3 well known, 4 practiced today, the others new. */
const standing = progressWith({
  'q-00': ratedOnce(1, 80, 90),
  'q-01': ratedOnce(4, 80, 99),
  'q-02': ratedOnce(2, 95, 120),
  'q-03': ratedOnce(3, 95, 120),
  'q-04': ratedOnce(3, 100, 110),
});

function draw(changes: Partial<Selection> = {}): Question[] {
  return select({ questions: twelve, progress: standing, today, order: 'smart', seed: 7, count: null, minutes: null, ...changes });
}

/** The numbers of the questions, as text. */
function numbers(questions: readonly Question[]): string {
  return questions.map(({ id }) => id.slice(2)).join(' ');
}

describe('the order', () => {
  // Pinned: the same seed, corpus, journal and clock give the same questions in every version, on every platform.
  it.each([
    ['smart', 0, '00 11 07 09 05 02 10 01 03 08 06 04'],
    ['smart', 1, '06 05 10 00 02 07 09 11 08 01 04 03'],
    ['smart', 7, '09 00 01 07 05 08 11 06 10 02 03 04'],
    ['smart', 4294967295, '00 05 01 09 08 10 02 06 07 03 04 11'],
    ['random', 0, '10 04 07 09 03 00 02 06 01 11 05 08'],
    ['random', 1, '03 10 05 01 00 02 04 08 07 11 06 09'],
    ['random', 7, '09 04 08 01 05 03 06 10 07 02 00 11'],
    ['random', 4294967295, '07 00 04 03 11 06 05 02 09 10 01 08'],
  ] as const)('%s with seed %d is as it always was', (order, seed, expected) => {
    expect(numbers(draw({ order, seed }))).toBe(expected);
  });

  it('due is what is due, longest first, ties by id', () => {
    expect(numbers(draw({ order: 'due' }))).toBe('00 01');
    const tied = progressWith({ 'q-05': ratedOnce(4, 1, 90), 'q-03': ratedOnce(1, 1, 90), 'q-09': ratedOnce(3, 1, 100), 'q-01': ratedOnce(3, 1, 101) });
    expect(numbers(draw({ order: 'due', progress: tied }))).toBe('03 05 09');
  });

  it('weak is what was rated 1 or 2 last, blank before shaky, then what is due first', () => {
    expect(numbers(draw({ order: 'weak' }))).toBe('00 02');
    const weak = progressWith({ 'q-05': ratedOnce(2, 1, 90), 'q-03': ratedOnce(1, 1, 130), 'q-09': ratedOnce(1, 1, 120), 'q-01': ratedOnce(3, 1, 50) });
    expect(numbers(draw({ order: 'weak', progress: weak }))).toBe('09 03 05');
  });

  it('listed is as listed', () => {
    expect(draw({ order: 'listed' })).toEqual(twelve);
  });

  it.each(orders)('%s of nothing is nothing, and leaves what it was given alone', (order) => {
    expect(draw({ order, questions: [] })).toEqual([]);
    const given = Object.freeze([...twelve]);
    draw({ order, questions: given });
    expect(given).toEqual(twelve);
  });

  it('due and weak of nothing rated are nothing', () => {
    expect([draw({ order: 'due', progress: noProgress }), draw({ order: 'weak', progress: noProgress })]).toEqual([[], []]);
  });
});

describe('a draw', () => {
  it.each(['smart', 'random'] as const)('%s takes every question once, and the same way twice', (order) => {
    holds(
      fc.property(fc.integer({ min: 0, max: 0xffff_ffff }), fc.subarray(twelve), (seed, questions) => {
        const drawn = draw({ order, seed, questions });
        expect(drawn.map(({ id }) => id).sort()).toEqual(questions.map(({ id }) => id));
        expect(draw({ order, seed, questions })).toEqual(drawn);
        // A smaller count is the beginning of a larger one.
        expect(draw({ order, seed, questions, count: 3 })).toEqual(drawn.slice(0, 3));
      }),
    );
  });

  it('random puts each question in each place equally often', () => {
    const rounds = 1200;
    const counts = twelve.map(() => new Array<number>(twelve.length).fill(0));
    for (let seed = 0; seed < rounds; seed++) draw({ order: 'random', seed }).forEach((question, place) => counts[twelve.indexOf(question)]![place]!++);
    const expected = rounds / twelve.length;
    for (const row of counts) for (const count of row) expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected));
  });
});

describe('smart prefers what needs practice', () => {
  const needs = progressWith({
    'due-weak': ratedOnce(1, 90, 100),
    due: ratedOnce(4, 90, 100),
    'long-due': ratedOnce(4, 60, 80),
    weak: ratedOnce(2, 99, 101),
    rest: ratedOnce(3, 99, 101),
    'done-today': ratedOnce(1, 100, 100),
  });
  const questions = ['done-today', 'due', 'due-weak', 'long-due', 'new', 'rest', 'weak'].map((id) => questionOf(id, { theme: id }));
  const rounds = 4000;
  const firsts = new Map<string, number>();
  const places = new Map<string, number>();
  for (let seed = 0; seed < rounds; seed++) {
    const drawn = draw({ questions, progress: needs, seed });
    firsts.set(drawn[0]!.id, (firsts.get(drawn[0]!.id) ?? 0) + 1);
    drawn.forEach(({ id }, place) => places.set(id, (places.get(id) ?? 0) + place / rounds));
  }

  it('due before weak before new before the rest, and last what was practiced today', () => {
    const order = ['long-due', 'due-weak', 'due', 'weak', 'new', 'rest', 'done-today'];
    expect([...firsts].sort((a, b) => b[1] - a[1]).map(([id]) => id)).toEqual(order);
    expect([...places].sort((a, b) => a[1] - b[1]).map(([id]) => id)).toEqual(order);
  });

  it.each([
    ['due', 'weak', 16 / 10],
    ['due', 'new', 2],
    ['weak', 'new', 10 / 8],
    ['new', 'rest', 4],
    ['rest', 'done-today', 2],
  ])('%s is drawn first so much more often than %s: %d', (more, less, ratio) => {
    const [many, few] = [firsts.get(more)!, firsts.get(less)!];
    // Four standard deviations of a ratio of two counts.
    expect(Math.abs(many / few / ratio - 1)).toBeLessThan(4 * Math.sqrt(1 / many + 1 / few));
  });

  it('but leaves nothing to certainty: each comes first now and then', () => {
    expect(firsts.size).toBe(questions.length);
  });
});

it('smart spreads over themes, however many questions one has', () => {
  const lopsided = [
    ...Array.from({ length: 30 }, (_, n) => questionOf(`large-${n}`, { theme: 'large' })),
    ...themes.flatMap((theme) => [1, 2, 3].map((n) => questionOf(`${theme}-${n}`, { theme }))),
  ];
  const themesIn = (order: 'smart' | 'random', seed: number): number => new Set(draw({ questions: lopsided, progress: noProgress, order, seed, count: 5 }).map(({ theme }) => theme)).size;
  const mean = (order: 'smart' | 'random'): number => Array.from({ length: 400 }, (_, seed) => themesIn(order, seed)).reduce((sum, n) => sum + n, 0) / 400;
  expect(mean('smart')).toBeGreaterThan(mean('random') + 0.5);
});

describe('count and time', () => {
  const long = questionOf('a', { minutes: 12 });
  const short = questionOf('b', { minutes: 3 });
  const middle = questionOf('c', { minutes: 5 });
  const guessed = questionOf('d', { kind: 'concept' });
  const listed = { order: 'listed', questions: [long, short, middle, guessed], progress: noProgress } as const;

  it.each([
    [null, null, 'abcd'],
    [0, null, ''],
    [1, null, 'a'],
    [4, null, 'abcd'],
    [99, null, 'abcd'],
    [null, 100, 'abcd'],
    [null, 23, 'abcd'],
    [null, 22, 'abc'],
    [null, 15, 'ab'],
    [null, 12, 'a'],
    [null, 11, 'bcd'],
    [null, 8, 'bc'],
    [null, 7, 'bd'],
    [null, 3, 'b'],
    [null, 2, 'a'],
    [null, 0, 'a'],
    [2, 11, 'bc'],
    [1, 100, 'a'],
    [0, 2, ''],
  ])('count %j and %j minutes take "%s"', (count, minutes, ids) => {
    expect(draw({ ...listed, count, minutes }).map(({ id }) => id).join('')).toBe(ids);
  });

  it('at most one question is over the time, and then it is alone', () => {
    holds(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 12, size: 'max' }), fc.integer({ min: 0, max: 90 }), fc.nat(), (lengths, minutes, seed) => {
        const questions = lengths.map((each, n) => questionOf(`q-${n}`, { minutes: each }));
        const taken = draw({ questions, progress: noProgress, minutes, seed });
        const total = taken.reduce((sum, question) => sum + minutesOf(question), 0);
        expect(total <= minutes || taken.length === 1).toBe(true);
        expect(taken.length > 0).toBe(questions.length > 0);
        // What was left out would not have fitted any more.
        if (total <= minutes) for (const left of questions.filter((each) => !taken.includes(each))) expect(total + minutesOf(left)).toBeGreaterThan(minutes);
      }),
    );
  });

  it('a question takes the minutes of its file, else those of its kind', () => {
    expect(minutesOf(long)).toBe(12);
    expect(Object.fromEntries(kinds.map((kind) => [kind, minutesOf(questionOf('q', { kind }))]))).toEqual({ concept: 3, leadership: 3, behavioral: 3, coding: 10, design: 8 });
  });
});

describe('what to practice next', () => {
  it('is due, then weak, then new, then the rest, then what was practiced today, each with why', () => {
    expect(nextUp(twelve.slice(0, 7), standing, 100).map(({ question, reason }) => `${question.id} ${reason}`)).toEqual([
      'q-00 due since 1970-04-01, blank last time',
      'q-01 due since 1970-04-10, certain last time',
      'q-02 shaky last time, due 1970-05-01',
      'q-05 new, never rated',
      'q-06 new, never rated',
      'q-03 solid last time, due 1970-05-01',
      'q-04 practiced today, solid last time',
    ]);
    expect(nextUp([twelve[1]!], progressWith({ 'q-01': ratedOnce(2, 90, 100) }), 100)[0]?.reason).toBe('due today, shaky last time');
  });

  it('ties go to the shorter, then by id', () => {
    const questions = [questionOf('a', { minutes: 9 }), questionOf('b', { minutes: 2 }), questionOf('c', { minutes: 2 })];
    expect(nextUp([...questions].reverse(), noProgress, 100).map(({ question }) => question.id)).toEqual(['b', 'c', 'a']);
  });

  it('of nothing is nothing', () => {
    expect([nextUp([], standing, 100), nextUp([], standing, 100, 1)]).toEqual([[], []]);
    for (const count of [1, 2, 5]) expect(nextUp(twelve, standing, 100, count)).toEqual(nextUp(twelve, standing, 100).slice(0, count));
  });
});

it('a draw from 10,000 questions is quick', () => {
  const many = Array.from({ length: 10_000 }, (_, n) => questionOf(`q-${n}`, { theme: `t-${n % 20}` }));
  expect(costOf(() => draw({ questions: many, progress: noProgress, count: 10 }))).toBeLessThan(1_000);
});
