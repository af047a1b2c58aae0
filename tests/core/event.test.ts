import { describe, expect, it } from 'vitest';
import { formatVersion, parseEvent, type JournalEvent, type NewEvent } from '../../src/core/event.ts';
import { createScheduler } from '../../src/core/schedule.ts';
import { idOf, reviewOf, stampOf } from './fixture.ts';

const stamp = stampOf(5, '2026-11-20T12:00:00.000Z', -180);
const review: JournalEvent = {
  ...stamp,
  ...reviewOf('url-shortener', {
    rating: 2,
    prediction: 4,
    questionPrint: 'aaaaaaaa',
    answerPrint: 'bbbbbbbb',
    filePrint: 'cccccccc',
    pointsHit: ['00000001'],
    pointsMissed: ['00000002', '00000003'],
    thinkSeconds: 12,
    answerSeconds: 34.5,
    hints: 1,
    followUps: [0, 2],
    mode: 'practice',
    session: '01ARYZ6S410000000000000000',
    seed: 7,
    scheduler: createScheduler(0.9).record,
  }),
};

const others: readonly NewEvent[] = [
  { type: 'undo', event: stampOf(1).id },
  { type: 'reset', question: idOf('url-shortener'), events: [stampOf(1).id, stampOf(2).id] },
  { type: 'hide', question: idOf('url-shortener') },
  { type: 'unhide', question: idOf('url-shortener') },
  { type: 'alias', from: idOf('old'), to: idOf('new') },
];

const read = (event: object): unknown => parseEvent(JSON.parse(JSON.stringify(event)));

describe('an event', () => {
  it.each([review, ...others.map((event) => ({ ...stamp, ...event }))])('of type $type comes back as it was written', (event) => {
    expect(read(event)).toEqual(event);
  });

  it('keeps nothing that it does not know', () => {
    expect(read({ ...review, extra: 1, unknown: true, __proto__: { x: 1 } })).toEqual(review);
    expect(parseEvent(JSON.parse('{"__proto__": {"v": 1}}'))).toBeNull();
  });

  it('of an unknown type is kept by its stamp', () => {
    expect(read({ ...stamp, type: 'plan', date: '2027-01-01' })).toEqual({ ...stamp, type: 'plan', unknown: true });
    expect(read({ ...stamp, type: '__proto__' })).toEqual({ ...stamp, type: '__proto__', unknown: true });
    expect(read({ ...stamp, type: '' })).toEqual({ ...stamp, type: '', unknown: true });
  });
});

describe('a stamp', () => {
  it.each([
    [{ v: formatVersion + 1 }, 'newer'],
    [{ v: 999, id: 'x', at: null, type: 7 }, 'newer'],
    [{ v: 0 }, null],
    [{ v: -1 }, null],
    [{ v: 1.5 }, null],
    [{ v: '1' }, null],
    [{ v: undefined }, null],
    [{ id: undefined }, null],
    [{ id: 5 }, null],
    [{ id: '' }, null],
    [{ id: 'not-a-ulid' }, null],
    [{ id: '01aryz6s410000000000000000' }, null],
    [{ id: `8${stamp.id.slice(1)}` }, null],
    [{ at: undefined }, null],
    [{ at: 1_700_000_000_000 }, null],
    [{ at: 'yesterday' }, null],
    [{ at: '5' }, null],
    [{ at: '2026-11-20' }, null],
    [{ at: '2026-11-20T12:00:00' }, null],
    [{ at: '2026-11-20T12:00:00+03:00' }, null],
    [{ at: '2026-13-20T12:00:00Z' }, null],
    [{ at: '+275760-09-13T00:00:00.000Z' }, null],
    [{ type: undefined }, null],
    [{ type: 3 }, null],
    [{ type: null }, null],
  ])('with %j makes the line %j', (changes, expected) => {
    expect(read({ ...review, ...changes })).toBe(expected);
  });

  it.each([
    [{ offset: undefined }, { offset: 0 }],
    [{ offset: '60' }, { offset: 0 }],
    [{ offset: 1441 }, { offset: 0 }],
    [{ offset: -1441 }, { offset: 0 }],
    [{ offset: -1440 }, { offset: -1440 }],
    [{ offset: 345 }, { offset: 345 }],
    [{ prep: undefined }, { prep: '' }],
    [{ prep: 3 }, { prep: '' }],
    [{ at: '2026-11-20T12:00:00Z' }, { at: '2026-11-20T12:00:00Z' }],
  ])('with %j is read with %j', (changes, expected) => {
    expect(read({ ...review, ...changes })).toEqual({ ...review, ...expected });
  });

  it.each([null, undefined, 1, 'review', true, [], [1]])('%j is no event', (value) => {
    expect(parseEvent(value)).toBeNull();
  });
});

describe('a review', () => {
  it.each([
    [{ question: undefined }], [{ question: 7 }], [{ question: '' }], [{ question: 'Not An Id' }], [{ question: 'x'.repeat(65) }], [{ question: '../a' }],
    [{ rating: undefined }], [{ rating: 0 }], [{ rating: 5 }], [{ rating: 2.5 }], [{ rating: '3' }], [{ rating: null }],
  ])('with %j is none', (changes) => {
    expect(read({ ...review, ...changes })).toBeNull();
  }); // prettier-ignore

  it.each([
    ['prediction', [undefined, 0, 5, '2', {}], null],
    ['questionPrint', [undefined, 5, []], null],
    ['answerPrint', [undefined, 5, []], null],
    ['filePrint', [undefined, 5, []], null],
    ['pointsHit', [undefined, 'a', { a: 1 }, [1, null]], []],
    ['pointsMissed', [undefined, 'a', { a: 1 }, [1, null]], []],
    ['thinkSeconds', [undefined, '3', -1, null, []], null],
    ['answerSeconds', [undefined, '3', -1, null, []], null],
    ['hints', [undefined, '3', -1, 1.5, null], 0],
    ['followUps', [undefined, 3, ['1', -1, 1.5, null]], []],
    ['mode', [undefined, 'mock', 3], 'quiz'],
    ['session', [undefined, 3, {}], null],
    ['seed', [undefined, '7', -1, 1.5, null], null],
    ['scheduler', [undefined, 'FSRS', 3, [], {}, { name: 'x' }, { name: 'x', version: 'y', retention: '0.9', w: [] }, { name: 'x', version: 'y', retention: 0.9, w: 'z' }], null],
  ] as const)('%s that is missing or mistyped takes its neutral value', (field, values, neutral) => {
    for (const value of values) expect(read({ ...review, [field]: value })).toEqual({ ...review, [field]: neutral });
  });

  it('keeps the good part of a list', () => {
    expect(read({ ...review, pointsHit: ['a', 1, 'b'], followUps: [1, 'x', 2] })).toEqual({ ...review, pointsHit: ['a', 'b'], followUps: [1, 2] });
  });
});

it.each([
  [{ type: 'undo' }],
  [{ type: 'undo', event: 3 }],
  [{ type: 'reset', events: [] }],
  [{ type: 'reset', question: 'Not An Id', events: [] }],
  [{ type: 'hide' }],
  [{ type: 'unhide', question: null }],
  [{ type: 'alias', from: 'a' }],
  [{ type: 'alias', to: 'a' }],
  [{ type: 'alias', from: 'A', to: 'b' }],
])('%j is not an event', (event) => {
  expect(read({ ...stamp, ...event })).toBeNull();
});

it('a reset without its list names no review', () => {
  expect(read({ ...stamp, type: 'reset', question: 'a', events: 'all' })).toEqual({ ...stamp, type: 'reset', question: 'a', events: [] });
});
