import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, parseDay } from '../../src/core/day.ts';
import type { JournalEvent, NewEvent, Review } from '../../src/core/event.ts';
import { advance, canAdvance, inOrder, newestUndoable, noProgress, nothingYet, replay, settle, type Progress, type QuestionProgress, type StoredEvent } from '../../src/core/progress.ts';
import type { QuestionId } from '../../src/core/question.ts';
import { createScheduler, type Rating } from '../../src/core/schedule.ts';
import { costOf, holds, idOf, reviewOf, stampOf } from './fixture.ts';

const scheduler = createScheduler(0.9);
const rules = { scheduler, dayStartHour: 4, aliases: new Map<QuestionId, QuestionId>() };
const noon = Date.parse('2026-11-20T12:00:00.000Z');
const today = parseDay('2026-11-20')!;

/** The nth event, so many days after 20 November 2026. */
function event(n: number, what: NewEvent, days = 0, offset = 0): JournalEvent {
  return { ...stampOf(n, new Date(noon + days * 86_400_000).toISOString(), offset), ...what };
}
const rated = (n: number, rating: Rating, days = 0, question = 'a', changes: Partial<Review> = {}): JournalEvent =>
  event(n, reviewOf(question, { rating, ...changes }), days);
const undo = (n: number, undone: number): JournalEvent => event(n, { type: 'undo', event: stampOf(undone).id });
const reset = (n: number, reviews: readonly number[], question = 'a'): JournalEvent =>
  event(n, { type: 'reset', question: idOf(question), events: reviews.map((review) => stampOf(review).id) });
const alias = (n: number, from: string, to: string): JournalEvent => event(n, { type: 'alias', from: idOf(from), to: idOf(to) });
const unknown = (n: number): StoredEvent => ({ ...stampOf(n), type: 'plan', unknown: true });

function aliases(...pairs: readonly (readonly [string, string])[]): Map<QuestionId, QuestionId> {
  return new Map(pairs.map(([from, to]) => [idOf(from), idOf(to)]));
}

/** What the events say of one question. */
function of(question: string, events: readonly StoredEvent[], given = rules): QuestionProgress {
  return replay(events, given).questions.get(idOf(question)) ?? nothingYet;
}

/** A progress without the questions of which nothing is known, and without the newest id: what a person could tell apart. */
function told(progress: Progress) {
  return {
    questions: new Map([...progress.questions].filter(([, { reviews, hidden }]) => reviews > 0 || hidden).sort(([a], [b]) => (a < b ? -1 : 1))),
    days: new Map([...progress.days].sort(([a], [b]) => a - b)),
  };
}

describe('replay', () => {
  it('of nothing is nothing', () => {
    expect(replay([], rules)).toEqual(noProgress);
  });

  it('gives the last rating, the count, the memory and the print of the answer', () => {
    const events = [rated(1, 3, 0, 'a', { answerPrint: 'first' }), rated(2, 1, 3, 'a', { answerPrint: 'second' }), rated(3, 4, 10, 'a')];
    const memory = [3, 1, 4].reduce<ReturnType<typeof scheduler.review> | null>((last, rating, index) => scheduler.review(last, rating as Rating, today + [0, 3, 10][index]!), null);
    expect(of('a', events)).toMatchObject({ confidence: 4, reviews: 3, memory, answerPrint: 'second', hidden: false });
  });

  it('counts what was done on each practice day, by the offset it was recorded with', () => {
    const events = [
      rated(1, 3, 0, 'a', { prediction: 4, thinkSeconds: 10, answerSeconds: 20 }),
      rated(2, 1, 0, 'b', { prediction: 4, answerSeconds: 5 }),
      rated(3, 2, 0, 'a', { mode: 'practice' }),
      event(4, reviewOf('a', { rating: 2, prediction: 1 }), 0.6, 0),
      event(5, reviewOf('b', { rating: 2, prediction: 1 }), 0.6, 300),
    ];
    const pairs = (...indices: number[]): number[] => Array.from({ length: 16 }, (_, index) => indices.filter((each) => each === index).length);
    // 0.6 days after noon is 02:24 in UTC, still the same practice day; five hours east it is the next morning.
    expect(replay(events, rules).days).toEqual(
      new Map([
        [today, { reviews: 4, seconds: 35, pairs: pairs(14, 12, 1) }],
        [today + 1, { reviews: 1, seconds: 0, pairs: pairs(1) }],
      ]),
    );
  });

  it('knows the newest id, whatever its type', () => {
    expect(replay([rated(1, 3), undo(7, 1), unknown(9)], rules).newest).toBe(stampOf(9).id);
  });
});

describe('practice', () => {
  it('touches neither confidence nor schedule nor the first review of its day', () => {
    const practice = (n: number, days: number): JournalEvent => rated(n, 1, days, 'a', { mode: 'practice', answerPrint: 'other' });
    expect(of('a', [practice(1, 0)])).toEqual(nothingYet);
    const plain = [rated(2, 3, 0), rated(4, 3, 5)];
    expect(of('a', [practice(1, 0), plain[0]!, practice(3, 5), plain[1]!, practice(5, 5)])).toEqual(of('a', plain));
  });

  it('a review by rate counts as one in a quiz', () => {
    expect(of('a', [rated(1, 3, 0, 'a', { mode: 'rate' })])).toEqual(of('a', [rated(1, 3)]));
  });
});

describe('the first review of a day', () => {
  it('alone feeds the scheduler; the last one of the day is the confidence', () => {
    const { memory, ...rest } = of('a', [rated(1, 2), rated(2, 4), rated(3, 1)]);
    expect(memory).toEqual(scheduler.review(null, 2, today));
    expect(rest).toMatchObject({ confidence: 1, reviews: 3 });
  });

  it('undone promotes the next', () => {
    expect(of('a', [rated(1, 2), rated(2, 4), undo(3, 1)]).memory).toEqual(scheduler.review(null, 4, today));
  });

  it('reset promotes the next too', () => {
    expect(of('a', [rated(1, 2), reset(2, [1]), rated(3, 4)])).toMatchObject({ confidence: 4, reviews: 1, memory: scheduler.review(null, 4, today) });
  });

  it.each([
    ['before the day begins it is still yesterday', '2026-11-21T03:59:00.000Z', 0, 1],
    ['when the day begins it is a new one', '2026-11-21T04:00:00.000Z', 0, 2],
    ['an offset makes it tomorrow', '2026-11-20T23:00:00.000Z', 300, 2],
    ['an offset makes it yesterday', '2026-11-21T06:00:00.000Z', -180, 1],
  ])('%s', (_what, at, offset, fed) => {
    const second: JournalEvent = { ...stampOf(2, at, offset), ...reviewOf('a', { rating: 4 }) };
    expect(of('a', [rated(1, 3), second]).memory?.reviews).toBe(fed);
  });

  it.each([
    ['a day', [0, -1, 0]],
    ['a year', [0, -365, -364, 0]],
    ['over the date line and back', [10, 9, 10, 9, 11]],
    ['forward by ten years and back', [0, 3650, 1, 3650]],
  ])('is the first even when the clock went back %s', (_what, days) => {
    const { memory } = of('a', days.map((each, index) => rated(index + 1, 3, each)));
    expect(memory?.reviews).toBe(new Set(days).size);
    for (const value of Object.values(memory!)) expect(Number.isFinite(value)).toBe(true);
    expect(memory!.dueDay).toBeGreaterThan(memory!.lastDay);
  });
});

describe('undo', () => {
  it.each([
    ['a review', [rated(1, 3), rated(2, 1)], [rated(1, 3)], undo(3, 2)],
    ['the only review', [rated(1, 3)], [], undo(2, 1)],
    ['a hide', [rated(1, 3), event(2, { type: 'hide', question: idOf('a') })], [rated(1, 3)], undo(3, 2)],
    ['an unhide', [event(1, { type: 'hide', question: idOf('a') }), event(2, { type: 'unhide', question: idOf('a') })], [event(1, { type: 'hide', question: idOf('a') })], undo(3, 2)],
    ['a reset', [rated(1, 3), reset(2, [1])], [rated(1, 3)], undo(3, 2)],
    ['an alias', [rated(1, 3), alias(2, 'a', 'b')], [rated(1, 3)], undo(3, 2)],
    ['practice', [rated(1, 3), rated(2, 1, 0, 'a', { mode: 'practice' })], [rated(1, 3)], undo(3, 2)],
  ])('of %s is as if it had never been', (_what, events, before, undoing) => {
    expect(told(replay([...events, undoing], rules))).toEqual(told(replay(before, rules)));
  });

  it('is not undone, and of nothing does nothing', () => {
    expect(told(replay([rated(1, 3), undo(2, 1), undo(3, 2)], rules))).toEqual(told(noProgress));
    expect(told(replay([rated(1, 3), undo(2, 99)], rules))).toEqual(told(replay([rated(1, 3)], rules)));
  });

  it('twice of one event is once', () => {
    expect(told(replay([rated(1, 3), rated(2, 4, 1), undo(3, 2), undo(4, 2)], rules))).toEqual(told(replay([rated(1, 3)], rules)));
  });
});

describe('reset', () => {
  it('forgets the reviews it names and no others', () => {
    const events = [rated(1, 3), rated(2, 4, 0, 'b'), rated(3, 2, 1), reset(4, [1, 3])];
    expect(of('a', events)).toEqual(nothingYet);
    expect(of('b', events)).toEqual(of('b', [rated(2, 4, 0, 'b')]));
    expect(of('a', [...events, rated(5, 2, 2)])).toEqual(of('a', [rated(5, 2, 2)]));
  });

  it('names reviews only: a hide and an undo stand', () => {
    expect(of('a', [event(1, { type: 'hide', question: idOf('a') }), reset(2, [1])]).hidden).toBe(true);
    expect(of('a', [rated(1, 3), undo(2, 1), reset(3, [2])])).toEqual(nothingYet);
  });

  it('undone gives back what it took, also what was undone under it not', () => {
    const events = [rated(1, 3), rated(2, 4, 1), undo(3, 2), reset(4, [1]), undo(5, 4)];
    expect(told(replay(events, rules))).toEqual(told(replay([rated(1, 3)], rules)));
  });

  it('of a day leaves that day without it in the activity', () => {
    expect(replay([rated(1, 3), reset(2, [1])], rules).days.size).toBe(0);
  });
});

describe('hide and unhide', () => {
  const hide = (n: number, type: 'hide' | 'unhide'): JournalEvent => event(n, { type, question: idOf('a') });
  it.each([
    [['hide'], true],
    [['unhide'], false],
    [['hide', 'hide'], true],
    [['hide', 'unhide'], false],
    [['hide', 'unhide', 'hide'], true],
  ] as const)('%j leaves it hidden: %s', (types, hidden) => {
    expect(of('a', types.map((type, index) => hide(index + 1, type))).hidden).toBe(hidden);
  });

  it('leave the memory as it is, and a review leaves them as they are', () => {
    const { hidden, ...rest } = of('a', [rated(1, 3), hide(2, 'hide'), rated(3, 4, 2)]);
    expect(hidden).toBe(true);
    expect({ hidden: false, ...rest }).toEqual(of('a', [rated(1, 3), rated(3, 4, 2)]));
  });
});

describe('an id that changed', () => {
  const two = [rated(1, 3, 0, 'old'), rated(2, 4, 5, 'new')];
  const both = of('a', [rated(1, 3), rated(2, 4, 5)]);

  it.each([
    ['said by content', [...two], aliases(['old', 'new'])],
    ['said by an event', [...two, alias(3, 'old', 'new')], aliases()],
    ['said by both', [...two, alias(3, 'old', 'new')], aliases(['old', 'new'])],
  ])('%s: what was recorded before counts for the new one', (_what, events, given) => {
    expect(of('new', events, { ...rules, aliases: given })).toEqual(both);
    expect(of('old', events, { ...rules, aliases: given }).reviews).toBe(0);
  });

  it('counts also for what is recorded under the old id afterwards, hiding included', () => {
    const events = [alias(1, 'old', 'new'), rated(2, 3, 0, 'old'), event(3, { type: 'hide', question: idOf('old') })];
    expect(of('new', events)).toMatchObject({ confidence: 3, reviews: 1, hidden: true });
  });

  it.each([
    ['by events', [alias(2, 'a', 'b'), alias(3, 'b', 'c')], aliases()],
    ['by events in the other order', [alias(2, 'b', 'c'), alias(3, 'a', 'b')], aliases()],
    ['by content', [], aliases(['a', 'b'], ['b', 'c'])],
    ['by content and then an event', [alias(2, 'b', 'c')], aliases(['a', 'b'])],
    ['by an event and then content', [alias(2, 'a', 'b')], aliases(['b', 'c'])],
  ])('a chain %s is followed to its end', (_what, events, given) => {
    const all = [rated(1, 3), ...events, rated(4, 2, 5, 'b'), rated(5, 4, 9, 'c')];
    expect(of('c', all, { ...rules, aliases: given })).toEqual(of('c', [rated(1, 3, 0, 'c'), rated(4, 2, 5, 'c'), rated(5, 4, 9, 'c')]));
  });

  it.each([
    ['to itself', [alias(2, 'a', 'a')], aliases(), 'a'],
    ['and back', [alias(2, 'a', 'b'), alias(3, 'b', 'a')], aliases(), 'a'],
    ['round three', [alias(2, 'a', 'b'), alias(3, 'b', 'c'), alias(4, 'c', 'a')], aliases(), 'a'],
    ['and back by content', [alias(2, 'a', 'b')], aliases(['b', 'a']), 'a'],
    ['back by an event, there by content', [alias(2, 'b', 'a')], aliases(['a', 'b']), 'b'],
  ])('a circle %s ends at the newest name, and nothing is lost or exchanged', (_what, events, given, end) => {
    const all = [rated(1, 3), ...events, rated(8, 4, 5, 'b')];
    const progress = replay(all, { ...rules, aliases: given });
    const counts = [...progress.questions].filter(([, each]) => each.reviews > 0).map(([id, each]) => [id, each.reviews]);
    expect(counts.reduce((sum, [, reviews]) => sum + Number(reviews), 0)).toBe(2);
    expect(progress.questions.get(idOf(end))?.reviews).toBeGreaterThan(0);
    if (events.length + given.size > 1) expect(counts).toEqual([[end, 2]]);
  });

  it('an alias that was undone never was', () => {
    expect(told(replay([...two, alias(3, 'old', 'new'), undo(4, 3)], rules))).toEqual(told(replay(two, rules)));
  });
});

/** A journal as it could have come about: undo and reset name what went before. */
const journals = fc
  .array(
    fc.record({
      what: fc.constantFrom('review', 'review', 'review', 'review', 'undo', 'reset', 'hide', 'unhide', 'alias', 'unknown'),
      question: fc.constantFrom('a', 'b', 'c'),
      other: fc.constantFrom('a', 'b', 'c'),
      rating: fc.constantFrom<Rating>(1, 2, 3, 4),
      prediction: fc.constantFrom<Rating | null>(null, 2),
      mode: fc.constantFrom<Review['mode']>('quiz', 'quiz', 'rate', 'practice'),
      days: fc.integer({ min: -1, max: 4 }),
      target: fc.nat(),
    }),
    { maxLength: 16, size: 'max' },
  )
  .map((steps) => {
    let day = 0;
    const events: StoredEvent[] = [];
    for (const [index, { what, question, other, rating, prediction, mode, days, target }] of steps.entries()) {
      const n = index + 1;
      day += days;
      if (what === 'review') events.push(rated(n, rating, day, question, { prediction, mode, thinkSeconds: 3 }));
      else if (what === 'undo') events.push(undo(n, (target % n) + 1));
      else if (what === 'reset') events.push(reset(n, Array.from({ length: target % n }, (_, back) => n - 1 - back), question));
      else if (what === 'alias') events.push(alias(n, question, other));
      else if (what === 'unknown') events.push(unknown(n));
      else if (what === 'hide' || what === 'unhide') events.push(event(n, { type: what, question: idOf(question) }));
    }
    return events;
  });

const contentAliases = fc.constantFrom(aliases(), aliases(['a', 'b']), aliases(['a', 'b'], ['b', 'c']));

describe('laws', () => {
  it('any order and any repeats give the same progress', () => {
    const shuffled = journals.chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }), contentAliases));
    holds(
      fc.property(shuffled, ([events, mixed, given]) => {
        expect(replay(mixed, { ...rules, aliases: given })).toEqual(replay(events, { ...rules, aliases: given }));
        expect(inOrder(mixed)).toEqual(events);
      }),
      300,
    );
  });

  it('merging two journals is a union: commutative, associative, idempotent (T10)', () => {
    holds(
      fc.property(journals, fc.func(fc.integer({ min: 0, max: 2 })), (events, whose) => {
        const [one, two, three] = [0, 1, 2].map((part) => events.filter((each) => whose(each.id) === part || whose(each.id) === 2));
        const whole = inOrder([...one!, ...two!, ...three!]);
        expect(inOrder([...three!, ...inOrder([...two!, ...one!])])).toEqual(whole);
        expect(inOrder([...whole, ...one!])).toEqual(whole);
        expect(inOrder([...whole, ...[]])).toEqual(whole);
      }),
    );
  });

  it('undo, again and again, goes back through every state to the first (T10)', () => {
    holds(
      fc.property(journals, (events) => {
        let all: StoredEvent[] = [...events];
        for (let n = 100; ; n++) {
          const newest = newestUndoable(all);
          if (newest === null) break;
          const undone = new Set(all.flatMap((each) => (each.type === 'undo' && !('unknown' in each) ? [each.event] : [])));
          all = [...all, { ...stampOf(n), type: 'undo', event: newest.id }];
          // As if that event, and all undone ones, had never been written.
          const before = events.filter((each) => each.type !== 'undo' && each.id !== newest.id && !undone.has(each.id));
          expect(told(replay(all, rules))).toEqual(told(replay(before, rules)));
        }
        expect(told(replay(all, rules))).toEqual(told(noProgress));
      }),
      1_000,
    );
  });

  it('what can be laid on top gives what a full replay gives', () => {
    let laid = 0;
    holds(
      fc.property(journals, fc.nat(16), contentAliases, fc.boolean(), (events, cut, given, repeated) => {
        const withAliases = { ...rules, aliases: given };
        const [before, later] = [events.slice(0, cut), events.slice(cut)];
        const base = replay(before, withAliases);
        const tail = repeated ? [...later, ...later] : later;
        if (!canAdvance(base, tail)) return;
        laid += later.length > 0 ? 1 : 0;
        expect(advance(base, tail, withAliases)).toEqual(replay(events, withAliases));
      }),
      500,
    );
    expect(laid).toBeGreaterThan(30);
  });

  it('of the reviews of a question on a day exactly the first feeds the scheduler', () => {
    holds(
      fc.property(journals, (events) => {
        const plain = events.filter((each): each is JournalEvent & Review => each.type === 'review' && 'mode' in each && each.mode !== 'practice');
        for (const [id, { memory, reviews, confidence }] of replay(plain, rules).questions) {
          const own = plain.filter((each) => each.question === id);
          const seen = new Set<number>();
          let expected: typeof memory = null;
          for (const each of own) {
            const day = dayOf(Date.parse(each.at), each.offset, 4);
            if (!seen.has(day)) expected = scheduler.review(expected, each.rating, day);
            seen.add(day);
          }
          expect(memory).toEqual(expected);
          expect([reviews, confidence]).toEqual([own.length, own.at(-1)?.rating]);
        }
      }),
      200,
    );
  });
});

it.each([
  ['a review under an id that is not newer', [rated(5, 3)], false],
  ['a review that is newer', [rated(6, 3)], true],
  ['a hide', [event(6, { type: 'hide', question: idOf('a') })], true],
  ['nothing', [], true],
  ['an undo', [undo(6, 5)], false],
  ['a reset', [reset(6, [5])], false],
  ['an alias', [alias(6, 'a', 'b')], false],
  ['a review and an undo', [rated(6, 3), undo(7, 6)], false],
])('%s can be laid on top: %#', (_what, later, can) => {
  expect(canAdvance(replay([rated(5, 2)], rules), later)).toBe(can);
});

it('a progress that is laid on is left as it was', () => {
  const base = replay([rated(1, 3)], rules);
  const copy = structuredClone(base);
  advance(base, [rated(2, 1, 5), event(3, { type: 'hide', question: idOf('b') })], rules);
  expect(base).toEqual(copy);
});

describe('what undo would take back', () => {
  it.each([
    ['nothing', [], null],
    ['the newest by id, whatever the order in the file', [rated(2, 3), rated(1, 3)], 2],
    ['the one before an undone one', [rated(1, 3), rated(2, 3), undo(3, 2)], 1],
    ['never an undo', [rated(1, 3), undo(2, 1)], null],
    ['never an event that it does not know', [rated(1, 3), unknown(2)], 1],
    ['a reset before the review under it', [rated(1, 3), reset(2, [1])], 2],
    ['the review, once the reset is undone', [rated(1, 3), reset(2, [1]), undo(3, 2)], 1],
  ])('%s', (_what, events, expected) => {
    expect(newestUndoable(events)?.id ?? null).toBe(expected === null ? null : stampOf(expected).id);
  });
});

it('the events that stand are in order, without what was undone or reset', () => {
  const events = [undo(4, 2), rated(3, 1), rated(2, 2), rated(1, 3), reset(5, [1]), rated(1, 3)];
  expect(settle(events)).toEqual({ active: [rated(3, 1), undo(4, 2), reset(5, [1])], newest: stampOf(5).id });
});

it('5,000 reviews are replayed in a moment', () => {
  const events = Array.from({ length: 5_000 }, (_, n) => rated(n + 1, ((n % 4) + 1) as Rating, Math.floor(n / 40), `q-${n % 80}`));
  expect(costOf(() => replay(events, rules))).toBeLessThan(2_000);
});
