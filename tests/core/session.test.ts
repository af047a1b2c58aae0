import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/core/hash.ts';
import type { Question } from '../../src/core/question.ts';
import type { Rating } from '../../src/core/schedule.ts';
import { hintsOf, inHand, startSession, step, suggestedRating, type Effect, type Session, type SessionEvent } from '../../src/core/session.ts';
import { holds, idOf, questionOf } from './fixture.ts';

const rich = questionOf('rich', {
  intent: 'Why it is asked.',
  hints: ['A hint.'],
  answer: 'So.',
  keyPoints: ['one', 'two', 'three'],
  followUps: [{ question: 'And?', answer: 'So.' }, { question: 'Or?', answer: '' }],
  pitfalls: ['a trap'],
}); // prettier-ignore
const bare = questionOf('bare', { answer: 'So.' });
const third = questionOf('third', { keyPoints: ['one'] });
const start = 1_000_000;

/** Events as a person would name them; a number behind them is the second at which they happen. */
function eventOf(text: string): SessionEvent {
  const [name = '', seconds = '0'] = text.split('@');
  const at = start + Number(seconds) * 1000;
  if (/^[1-4]$/.test(name)) return { type: 'number', value: Number(name) as Rating, at };
  if (/^tick/.test(name)) return { type: 'tick', points: name.split(' ').slice(1).map(Number) };
  if (/^move/.test(name)) return { type: 'move', by: Number(name.split(' ')[1]) };
  if (/^scroll/.test(name)) return { type: 'scroll', to: Number(name.split(' ')[1]) };
  if (/^saved/.test(name)) return { type: 'saved', event: name.split(' ')[1] ?? '' };
  if (name === 'replaced') return { type: 'replaced', question: { ...rich, question: 'Edited?', keyPoints: ['one'], followUps: [], pitfalls: [], intent: null, hints: [] } };
  switch (name) {
    case 'enter': case 'space': case 'take': case 'skip': case 'undo':
      return { type: name, at };
    case 'hint': case 'follow-ups': case 'pitfalls': case 'close': case 'edit': case 'keys': case 'quit':
      return { type: name };
    default:
      throw new Error(`no event is called "${name}"`);
  } // prettier-ignore
}

function run(session: Session, ...events: readonly string[]): { session: Session; effects: Effect[] } {
  const effects: Effect[] = [];
  for (const text of events) {
    const next = step(session, eventOf(text));
    session = next.session;
    effects.push(...next.effects);
  }
  return { session, effects };
}

/** A frame of the film: where the session stands, and what the person has done with the question in hand. */
function frame(session: Session): string {
  const item = inHand(session);
  if (!item) return `over: ${session.items.map(({ status, rating }) => (status === 'rated' ? rating : status)).join(' ')}`;
  const { panel, cursor, followUpOpen, scroll, keysShown } = session;
  return [
    `${session.position + 1} ${session.phase}`,
    ...(session.phase === 'compare' ? [`${panel}${cursor ? ` ${cursor}` : ''}${followUpOpen ? ' open' : ''}`] : []),
    ...(item.prediction === null ? [] : [`predicted ${item.prediction}`]),
    ...(item.hints === 0 ? [] : [`hints ${item.hints}`]),
    ...(item.ticked.length === 0 ? [] : [`ticked ${item.ticked.join(',')}`]),
    ...(item.followUps.length === 0 ? [] : [`opened ${item.followUps.join(',')}`]),
    ...(scroll === 0 ? [] : [`scrolled ${scroll ?? 'to the hint'}`]),
    ...(keysShown ? ['keys'] : []),
  ].join(', ');
}

function told(effects: readonly Effect[]): string[] {
  return effects.map((effect) => {
    switch (effect.type) {
      case 'rate': return `rate ${effect.rated.question.id} ${effect.rated.rating}`;
      case 'undo': return `undo ${effect.event}`;
      case 'edit': return `edit ${effect.question.id}`;
    } // prettier-ignore
  });
}

const fresh = (...questions: readonly Question[]): Session => startSession(questions, start);

describe('before the reveal', () => {
  it.each([
    ['3', '1 ask, predicted 3'],
    ['enter', '1 compare, points'],
    ['space', '1 compare, points'],
    ['hint', '1 ask, hints 1, scrolled to the hint'],
    ['skip', '2 ask'],
    ['keys', '1 ask, keys'],
    ['quit', 'over: open open'],
    ['scroll 4', '1 ask, scrolled 4'],
    ['tick 0', '1 ask'],
    ['move 1', '1 ask'],
    ['follow-ups', '1 ask'],
    ['pitfalls', '1 ask'],
    ['close', '1 ask'],
    ['take', '1 ask'],
    ['undo', '1 ask'],
    ['edit', '1 ask', 'edit rich'],
    ['saved x', '1 ask'],
    ['replaced', '1 ask'],
  ])('%s leads to "%s"', (event, expected, ...effects) => {
    const next = run(fresh(rich, bare), event);
    expect(frame(next.session)).toBe(expected);
    expect(told(next.effects)).toEqual(effects);
  });

  it('predicts again and again, and the last one counts', () => {
    expect(frame(run(fresh(rich), '1', '4', '2').session)).toBe('1 ask, predicted 2');
  });

  it('opens the intent first, then the hints, then nothing more', () => {
    expect(hintsOf(rich)).toEqual(['Why it is asked.', 'A hint.']);
    expect(hintsOf(bare)).toEqual([]);
    expect(frame(run(fresh(rich), 'hint', 'hint', 'hint').session)).toBe('1 ask, hints 2, scrolled to the hint');
    expect(frame(run(fresh(rich), 'hint', 'hint', 'scroll 0', 'hint').session)).toBe('1 ask, hints 2');
    expect(frame(run(fresh(bare), 'hint').session)).toBe('1 ask');
  });
});

describe('after the reveal', () => {
  it.each([
    // On the key points.
    [['enter'], '3', '2 ask', 'rate rich 3'],
    [['enter'], 'enter', '1 compare, answer'],
    [['enter'], 'space', '1 compare, points, ticked 0'],
    [['enter', 'move 1', 'space'], 'space', '1 compare, points 1'],
    [['enter'], 'tick 2 0', '1 compare, points, ticked 0,2'],
    [['enter', 'tick 0 2'], 'tick 0 1', '1 compare, points, ticked 1,2'],
    [['enter'], 'tick -1 3 99 0.5', '1 compare, points'],
    [['enter'], 'tick', '1 compare, points'],
    [['enter'], 'move 1', '1 compare, points 1'],
    [['enter'], 'move 99', '1 compare, points 2'],
    [['enter', 'move 2'], 'move -99', '1 compare, points'],
    [['enter'], 'hint', '1 compare, points'],
    [['enter'], 'follow-ups', '1 compare, follow-ups, opened 0'],
    [['enter'], 'pitfalls', '1 compare, pitfalls'],
    [['enter'], 'close', '1 compare, points'],
    [['enter'], 'take', '1 compare, points'],
    [['enter', 'tick 0 1'], 'take', '2 ask', 'rate rich 2'],
    [['enter'], 'skip', '2 ask'],
    [['enter'], 'undo', '1 compare, points'],
    [['enter'], 'edit', '1 compare, points', 'edit rich'],
    [['enter'], 'keys', '1 compare, points, keys'],
    [['enter'], 'quit', 'over: open open'],
    [['enter'], 'scroll 3', '1 compare, points, scrolled 3'],
    [['enter', 'scroll 3'], 'scroll -99', '1 compare, points'],
    [['hint'], 'scroll 2', '1 ask, hints 1, scrolled 2'],
    [['hint'], 'enter', '1 compare, points, hints 1'],
    [['enter', 'tick 0 2', 'move 2'], 'replaced', '1 compare, points, ticked 0'],
    // On the answer.
    [['enter', 'enter'], 'enter', '1 compare, points'],
    [['enter', 'enter', 'scroll 3'], 'enter', '1 compare, points'],
    [['enter', 'enter'], 'space', '1 compare, answer'],
    [['enter', 'enter'], 'move 1', '1 compare, answer'],
    [['enter', 'enter'], 'tick 0', '1 compare, answer, ticked 0'],
    [['enter', 'enter'], 'close', '1 compare, points'],
    [['enter', 'enter'], '4', '2 ask', 'rate rich 4'],
    [['enter', 'enter'], 'replaced', '1 compare, points'],
    // On the follow-ups.
    [['enter', 'follow-ups'], 'enter', '1 compare, follow-ups open, opened 0'],
    [['enter', 'follow-ups', 'enter'], 'enter', '1 compare, follow-ups 1, opened 0,1'],
    [['enter', 'follow-ups'], 'follow-ups', '1 compare, follow-ups 1, opened 0,1'],
    [['enter', 'follow-ups', 'follow-ups', 'enter'], 'enter', '1 compare, points, opened 0,1'],
    [['enter', 'follow-ups', 'follow-ups'], 'follow-ups', '1 compare, points, opened 0,1'],
    [['enter', 'follow-ups', 'close', 'follow-ups'], 'enter', '1 compare, follow-ups open, opened 0'],
    [['enter', 'follow-ups'], 'space', '1 compare, follow-ups, opened 0'],
    [['enter', 'follow-ups'], 'move 1', '1 compare, follow-ups, opened 0'],
    [['enter', 'follow-ups'], 'close', '1 compare, points, opened 0'],
    [['enter', 'follow-ups'], 'pitfalls', '1 compare, pitfalls, opened 0'],
    [['enter', 'follow-ups', 'follow-ups'], 'replaced', '1 compare, points'],
    // On the pitfalls.
    [['enter', 'pitfalls'], 'pitfalls', '1 compare, points'],
    [['enter', 'pitfalls'], 'enter', '1 compare, points'],
    [['enter', 'pitfalls'], 'close', '1 compare, points'],
    [['enter', 'pitfalls'], 'space', '1 compare, pitfalls'],
    [['enter', 'pitfalls'], 'follow-ups', '1 compare, follow-ups, opened 0'],
    [['enter', 'pitfalls'], '1', '2 ask', 'rate rich 1'],
    [['enter', 'pitfalls'], 'replaced', '1 compare, points'],
  ])('%j, then %s leads to "%s"', (before, event, expected, ...effects) => {
    const next = run(run(fresh(rich, bare), ...before).session, event);
    expect(frame(next.session)).toBe(expected);
    expect(told(next.effects)).toEqual(effects);
  });
});

describe('a question without key points, follow-ups and pitfalls', () => {
  it.each([
    [['enter'], '1 compare, answer'],
    [['enter', 'enter'], '1 compare, answer'],
    [['enter', 'space'], '1 compare, answer'],
    [['enter', 'close'], '1 compare, answer'],
    [['enter', 'tick 0'], '1 compare, answer'],
    [['enter', 'move 1'], '1 compare, answer'],
    [['enter', 'follow-ups'], '1 compare, answer'],
    [['enter', 'pitfalls'], '1 compare, answer'],
    [['enter', 'take'], '1 compare, answer'],
    [['enter', '2', 'undo'], '1 compare, answer'],
    [['enter', 'skip'], '2 ask'],
  ])('%j shows its answer and never an empty list: "%s"', (events, expected) => {
    expect(frame(run(fresh(bare, third), ...events).session)).toBe(expected);
  });

  it('comes back to its answer from a follow-up and from a pitfall', () => {
    const question = { ...bare, followUps: rich.followUps, pitfalls: rich.pitfalls };
    for (const events of [['follow-ups', 'follow-ups', 'follow-ups'], ['follow-ups', 'close'], ['pitfalls', 'pitfalls'], ['pitfalls', 'enter'], ['pitfalls', 'close']]) {
      expect(frame(run(fresh(question), 'enter', ...events).session)).toMatch(/^1 compare, answer/);
    }
  });
});

describe('the list of keys', () => {
  it.each(['3', 'enter', 'space', 'tick 0', 'move 1', 'hint', 'follow-ups', 'pitfalls', 'close', 'take', 'skip', 'undo', 'edit', 'keys', 'scroll 3'])(
    'is closed by %s, which does nothing else',
    (event) => {
      for (const before of [[], ['enter']]) {
        const shown = run(fresh(rich, bare), ...before, 'keys').session;
        const next = run(shown, event);
        expect(next).toEqual({ session: { ...shown, keysShown: false }, effects: [] });
      }
    },
  );

  it('does not swallow what the journal says', () => {
    const { session } = run(fresh(rich, bare), 'enter', '3', 'keys', 'saved x');
    expect(session.items[0]?.event).toBe('x');
  });
});

describe('the end', () => {
  it.each([
    [['enter', '3', 'enter', '2'], 'over: 3 2'],
    [['skip', 'skip'], 'over: skipped skipped'],
    [['enter', '3', 'skip'], 'over: 3 skipped'],
    [['enter', '3', 'quit'], 'over: 3 open'],
    [['quit'], 'over: open open'],
  ])('%j ends "%s"', (events, expected) => {
    expect(frame(run(fresh(rich, bare), ...events).session)).toBe(expected);
  });

  it.each(['3', 'enter', 'space', 'tick 0', 'move 1', 'hint', 'follow-ups', 'pitfalls', 'close', 'take', 'skip', 'undo', 'edit', 'keys', 'quit', 'scroll 3', 'replaced'])(
    'is an end: %s changes nothing',
    (event) => {
      for (const events of [['enter', '3', 'saved x', 'quit'], ['enter', '3', 'saved x', 'enter', '1', 'saved y']]) {
        const { session } = run(fresh(rich, bare), ...events);
        expect(run(session, event)).toEqual({ session, effects: [] });
      }
    },
  );

  it('still learns that the last rating was saved', () => {
    expect(run(fresh(bare), 'enter', '3', 'saved x').session.items[0]?.event).toBe('x');
  });

  it('of no questions is at once, as of none that are left', () => {
    expect(frame(startSession([], start))).toBe('over: ');
    expect(frame(startSession([rich], start, new Set([idOf('rich')])))).toBe('over: skipped');
    expect(frame(startSession([rich, bare], start, new Set([idOf('rich')])))).toBe('2 ask');
  });
});

describe('a rating', () => {
  it('carries all that was done', () => {
    const { effects } = run(fresh(rich), '4', 'hint', 'enter@12', 'tick 0 2', 'follow-ups', 'follow-ups', 'close', '2@45');
    expect(effects).toEqual([
      {
        type: 'rate',
        rated: {
          question: rich,
          rating: 2,
          prediction: 4,
          pointsHit: [fingerprint('one'), fingerprint('three')],
          pointsMissed: [fingerprint('two')],
          thinkSeconds: 12,
          answerSeconds: 33,
          hints: 1,
          followUps: [0, 1],
        },
      },
    ]);
  });

  it('of a question that was edited is of the edited one', () => {
    const { session, effects } = run(fresh(rich), 'enter', 'tick 0 2', 'replaced', '2');
    expect(session.items[0]).toMatchObject({ question: { question: 'Edited?' }, ticked: [0] });
    expect(effects).toMatchObject([{ rated: { question: { question: 'Edited?' }, pointsHit: [fingerprint('one')], pointsMissed: [] } }]);
  });

  it('of a question that was edited has no more hints and follow-ups than there are now', () => {
    const { session, effects } = run(fresh(rich), 'hint', 'hint', 'enter', 'follow-ups', 'follow-ups', 'replaced', '2');
    expect(session.items[0]).toMatchObject({ hints: 0, followUps: [] });
    expect(effects).toMatchObject([{ rated: { hints: 0, followUps: [] } }]);
  });
});

describe('the suggestion', () => {
  // Below 40% 1, below 70% 2, below 90% 3, else 4; nothing ticked suggests nothing.
  it.each([
    [0, 5, null],
    [0, 0, null],
    [1, 10, 1],
    [3, 10, 1],
    [39, 100, 1],
    [4, 10, 2],
    [2, 5, 2],
    [40, 100, 2],
    [69, 100, 2],
    [6, 10, 2],
    [7, 10, 3],
    [70, 100, 3],
    [21, 30, 3],
    [89, 100, 3],
    [4, 5, 3],
    [6, 7, 3],
    [9, 10, 4],
    [90, 100, 4],
    [18, 20, 4],
    [5, 5, 4],
    [1, 1, 4],
  ])('with %d of %d ticked is %j', (ticked, points, expected) => {
    const question = questionOf('q', { keyPoints: Array.from({ length: points }, (_, n) => `point ${n}`) });
    const { session } = run(fresh(question, bare), 'enter', `tick ${Array.from({ length: ticked }, (_, n) => n).join(' ')}`.trim());
    expect(suggestedRating(inHand(session)!)).toBe(expected);
    expect(told(run(session, 'take').effects)).toEqual(expected === null ? [] : [`rate q ${expected}`]);
  });
});

describe('undo', () => {
  it('returns to the question as it was before its rating, and takes it back from the journal', () => {
    const before = run(fresh(rich, bare, third), '4', 'hint', 'enter@10', 'tick 0 2', 'follow-ups', '3@20', 'saved x');
    const { session, effects } = run(before.session, 'undo@25');
    expect(frame(session)).toBe('1 compare, points, predicted 4, hints 1, ticked 0,2, opened 0');
    expect(session.items[0]).toMatchObject({ status: 'open', rating: null, event: null });
    expect(told(effects)).toEqual(['undo x']);
    expect(told(run(session, '1').effects)).toEqual(['rate rich 1']);
  });

  it('again and again goes back through the session, and no further than its start', () => {
    const all = run(fresh(rich, bare, third), 'enter', '1', 'saved x', 'enter', '2', 'saved y', 'undo', 'undo', 'undo', 'undo');
    expect(told(all.effects)).toEqual(['rate rich 1', 'rate bare 2', 'undo y', 'undo x']);
    expect(frame(all.session)).toBe('1 compare, points');
    expect(all.session.items.map(({ status }) => status)).toEqual(['open', 'open', 'open']);
  });

  it('works from before and from after the reveal of the next question, and gives that one back as it was', () => {
    const { session } = run(fresh(rich, bare), 'enter', '1', 'saved x', '2', 'enter', 'undo', '3', 'saved y');
    expect(frame(session)).toBe('2 compare, answer, predicted 2');
  });

  it('asks again what was skipped after it', () => {
    const { session } = run(fresh(rich, bare, third), 'enter', '1', 'saved x', 'skip', 'undo', '2', 'saved y');
    expect(frame(session)).toBe('2 ask');
  });

  it('leaves alone what was skipped before it', () => {
    const { session } = run(fresh(rich, bare, third), 'skip', 'enter', '1', 'saved x', 'undo', '2', 'saved y');
    expect(frame(session)).toBe('3 ask');
    expect(session.items[0]?.status).toBe('skipped');
  });

  it('of a rating that nothing recorded asks nothing of the journal', () => {
    const { session, effects } = run(fresh(rich, bare), 'enter', '1', 'undo');
    expect(frame(session)).toBe('1 compare, points');
    expect(told(effects)).toEqual(['rate rich 1']);
  });
});

describe('time', () => {
  it.each([
    [['enter@5', '3@12'], [5, 7]],
    [['3@2', 'enter@5', 'tick 0', 'enter@9', '3@12'], [5, 7]],
    [['enter@5', '3@12', 'saved x', 'undo@20', '2@24'], [5, 11]],
    [['enter@5.4', '3@6'], [5, 1]],
    // A clock set back takes nothing away.
    [['enter@-5', '3@2'], [0, 7]],
    [['enter@5', '3@1'], [5, 0]],
  ])('of %j is %j seconds of thinking and of comparing', (events, [think, answer]) => {
    const { effects } = run(fresh(rich, bare), ...events);
    expect(effects.findLast((effect) => effect.type === 'rate')).toMatchObject({ rated: { thinkSeconds: think, answerSeconds: answer } });
  });

  it('of the next question begins with its question', () => {
    const { effects } = run(fresh(rich, bare), 'enter@5', '3@12', 'enter@20', '4@21');
    expect(effects[1]).toMatchObject({ rated: { thinkSeconds: 8, answerSeconds: 1 } });
  });

  it('adds up when a question is left and found again, whatever it was left for', () => {
    const undone = run(fresh(rich, bare), 'enter@5', '3@10', 'saved x', 'undo@14', '2@20', 'saved y', 'enter@23', '1@24');
    expect(undone.effects.at(-1)).toMatchObject({ rated: { thinkSeconds: 4 + 3, answerSeconds: 1 } });
    const skipped = run(fresh(rich, bare), 'enter@5', '3@10', 'saved x', 'enter@12', 'skip@15');
    expect(skipped.session.items[1]).toMatchObject({ thinkMs: 2000, answerMs: 3000 });
  });
});

describe('total', () => {
  const at = fc.integer({ min: -100_000, max: 1_000_000 });
  const questions = fc.array(fc.constantFrom(rich, bare, third), { maxLength: 4 }).map((all) => all.map((question, index) => ({ ...question, id: idOf(`q-${index}`) })));
  const events: fc.Arbitrary<SessionEvent> = fc.oneof(
    fc.record({ type: fc.constant('number' as const), value: fc.constantFrom<Rating>(1, 2, 3, 4), at }),
    fc.record({ type: fc.constantFrom('enter' as const, 'enter' as const, 'space' as const, 'take' as const, 'skip' as const, 'undo' as const), at }),
    fc.record({ type: fc.constant('tick' as const), points: fc.array(fc.oneof(fc.integer({ min: -2, max: 4 }), fc.double()), { maxLength: 3 }) }),
    fc.record({ type: fc.constant('move' as const), by: fc.integer({ min: -5, max: 5 }) }),
    fc.record({ type: fc.constant('scroll' as const), to: fc.integer({ min: -50, max: 50 }) }),
    fc.record({ type: fc.constantFrom('hint' as const, 'follow-ups' as const, 'pitfalls' as const, 'close' as const, 'edit' as const, 'keys' as const) }),
    fc.record({ type: fc.constant('replaced' as const), question: fc.constantFrom(rich, bare, third) }),
    fc.constant<SessionEvent>({ type: 'saved', event: 'x' }),
  );

  /** What is wrong with a session, whatever led to it. */
  function faultsOf(session: Session): string[] {
    const { items, position, phase, panel, cursor, followUpOpen, scroll } = session;
    const item = inHand(session);
    const { keyPoints = [], followUps = [], pitfalls = [] } = item?.question ?? {};
    const there: Record<typeof panel, boolean> = {
      points: phase !== 'compare' || keyPoints.length > 0,
      answer: phase === 'compare',
      'follow-ups': phase === 'compare' && cursor < followUps.length,
      pitfalls: phase === 'compare' && pitfalls.length > 0,
    };
    const must: Record<string, boolean> = {
      'a question in hand unless it is over': (item === null) === (phase === 'over'),
      'the question in hand open': item === null || item.status === 'open',
      'the comparison after the reveal': item === null || item.revealed === (phase === 'compare'),
      'a panel that has something to show': phase === 'over' || there[panel],
      'a cursor on a key point': cursor >= 0 && (phase === 'over' || panel !== 'points' || cursor < Math.max(1, keyPoints.length)),
      'an answer of a follow-up only among follow-ups': !followUpOpen || panel === 'follow-ups',
      'no scrolling above the top': scroll === null || scroll >= 0,
      'scrolled to a hint only where there is one': scroll !== null || (phase === 'ask' && (item?.hints ?? 0) > 0),
      'everything ahead open': phase === 'over' || items.slice(position + 1).every(({ status }) => status === 'open'),
      'a rating where it is rated': items.every(({ status, rating }) => (rating !== null) === (status === 'rated')),
      'a record only of a rating': items.every(({ status, event }) => event === null || status === 'rated'),
      'hints that are there': items.every(({ question, hints }) => hints <= hintsOf(question).length),
      'ticks on key points, once each': items.every(({ question, ticked }) => ticked.every((point) => point in question.keyPoints) && new Set(ticked).size === ticked.length),
      'follow-ups that are there': items.every((each) => each.followUps.every((followUp) => followUp in each.question.followUps)),
      'no negative time': items.every(({ thinkMs, answerMs }) => thinkMs >= 0 && answerMs >= 0),
    };
    return Object.keys(must).filter((name) => !must[name]);
  }

  it('any event in any phase leaves a session that makes sense, and says exactly what was rated', () => {
    holds(
      fc.property(questions, fc.array(events, { maxLength: 60, size: 'max' }), fc.boolean(), (asked, happened, recording) => {
        let session = startSession(asked, start);
        expect(faultsOf(session)).toEqual([]);
        const journal: string[] = [];
        for (const event of happened) {
          if (event.type === 'saved' && !recording) continue;
          const before = session;
          const next = step(session, event.type === 'replaced' ? { ...event, question: { ...event.question, id: inHand(session)?.question.id ?? event.question.id } } : event);
          session = next.session;
          expect(faultsOf(session)).toEqual([]);
          if (next.effects.length > 1) expect.fail('one step, one effect');
          for (const effect of next.effects) {
            if (effect.type === 'edit') expect(session).toEqual(before);
            if (effect.type === 'undo') expect(journal.pop()).toBe(effect.event);
            if (effect.type !== 'rate') continue;
            expect(session.items[before.position]).toMatchObject({ status: 'rated', rating: effect.rated.rating, question: effect.rated.question });
            expect(effect.rated.pointsHit.length + effect.rated.pointsMissed.length).toBe(effect.rated.question.keyPoints.length);
            if (!recording) continue;
            journal.push(`event ${journal.length}`);
            session = step(session, { type: 'saved', event: journal.at(-1)! }).session;
          }
        }
        const rated = session.items.filter(({ status }) => status === 'rated').map(({ event }) => event);
        if (recording) expect(rated).toEqual(journal);
      }),
      300,
    );
  });

  it('a session that was given is left as it was', () => {
    holds(
      fc.property(questions, fc.array(events, { maxLength: 20, size: 'max' }), (asked, happened) => {
        let session = startSession(asked, start);
        for (const event of happened) {
          const copy = structuredClone(session);
          const next = step(session, event).session;
          expect(session).toEqual(copy);
          session = next;
        }
      }),
    );
  });
});
