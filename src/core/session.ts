import { fingerprint } from './hash.ts';
import type { Question, QuestionId } from './question.ts';
import type { Rating } from './schedule.ts';

/** Where the person is with the question in hand: asked and thinking, comparing with the model answer, or done. */
export type Phase = 'ask' | 'compare' | 'over';

/** What lies open under the question while comparing. */
export type Panel = 'points' | 'answer' | 'follow-ups' | 'pitfalls';

/** What the person has done with one question of the session. */
export interface Item {
  readonly question: Question;
  readonly status: 'open' | 'rated' | 'skipped';
  readonly prediction: Rating | null;
  readonly rating: Rating | null;
  /** The journal's id of the rating; null until it is saved, or where nothing is recorded. */
  readonly event: string | null;
  /** How many hints are open: the intent first, then the question's own. */
  readonly hints: number;
  /** Indices of the key points ticked. */
  readonly ticked: readonly number[];
  /** Indices of the follow-ups opened. */
  readonly followUps: readonly number[];
  readonly revealed: boolean;
  readonly thinkMs: number;
  readonly answerMs: number;
}

/** One run of `prep quiz`. Instants are milliseconds since the epoch. */
export interface Session {
  readonly items: readonly Item[];
  readonly position: number;
  readonly phase: Phase;
  readonly panel: Panel;
  /** The key point, or the follow-up, in hand. */
  readonly cursor: number;
  /** True when the follow-up in hand shows its answer. */
  readonly followUpOpen: boolean;
  /** Lines scrolled down in what is read; null after a hint: as far as brings it into sight. */
  readonly scroll: number | null;
  /** True while the list of keys is shown; any key closes it. */
  readonly keysShown: boolean;
  /** When the phase of the question in hand began. */
  readonly since: number;
}

export type SessionEvent =
  /** A digit: the prediction before the reveal, the rating after it. */
  | { readonly type: 'number'; readonly value: Rating; readonly at: number }
  /** Reveals; then opens what lies next: the answer, or the answer of the follow-up in hand. */
  | { readonly type: 'enter'; readonly at: number }
  /** Reveals; then ticks the key point in hand. */
  | { readonly type: 'space'; readonly at: number }
  /** Ticks or unticks key points by index. */
  | { readonly type: 'tick'; readonly points: readonly number[] }
  | { readonly type: 'move'; readonly by: number }
  /** Puts a line of what is read at the top; only the screen knows how far that can go. */
  | { readonly type: 'scroll'; readonly to: number }
  | { readonly type: 'hint' }
  | { readonly type: 'follow-ups' }
  | { readonly type: 'pitfalls' }
  /** Closes what is open: the list of keys, or a panel. */
  | { readonly type: 'close' }
  /** Takes the suggested rating. */
  | { readonly type: 'take'; readonly at: number }
  | { readonly type: 'skip'; readonly at: number }
  | { readonly type: 'undo'; readonly at: number }
  | { readonly type: 'edit' }
  | { readonly type: 'keys' }
  | { readonly type: 'quit' }
  /** The journal took the last rating under this id. */
  | { readonly type: 'saved'; readonly event: string }
  /** The question in hand was edited. */
  | { readonly type: 'replaced'; readonly question: Question };

/** A rating as the session knows it; the journal adds the rest. */
export interface Rated {
  readonly question: Question;
  readonly rating: Rating;
  readonly prediction: Rating | null;
  readonly pointsHit: readonly string[];
  readonly pointsMissed: readonly string[];
  readonly thinkSeconds: number;
  readonly answerSeconds: number;
  readonly hints: number;
  readonly followUps: readonly number[];
}

/** What the world has to do because of a step. */
export type Effect =
  | { readonly type: 'rate'; readonly rated: Rated }
  | { readonly type: 'undo'; readonly event: string }
  | { readonly type: 'edit'; readonly question: Question };

export interface Step {
  readonly session: Session;
  readonly effects: readonly Effect[];
}

/** A session at its first question that is still open; over at once when there is none. */
export function startSession(questions: readonly Question[], at: number, skipped: ReadonlySet<QuestionId> = new Set()): Session {
  const items = questions.map((question): Item => ({
    question,
    status: skipped.has(question.id) ? 'skipped' : 'open',
    prediction: null,
    rating: null,
    event: null,
    hints: 0,
    ticked: [],
    followUps: [],
    revealed: false,
    thinkMs: 0,
    answerMs: 0,
  }));
  const blank: Session = { items, position: -1, phase: 'ask', panel: 'points', cursor: 0, followUpOpen: false, scroll: 0, keysShown: false, since: at };
  return advance(blank, at);
}

/** The question in hand; null when the session is over. */
export function inHand(session: Session): Item | null {
  return session.phase === 'over' ? null : (session.items[session.position] ?? null);
}

/** How many hints a question has: its intent, if written, and its own hints. */
export function hintsOf(question: Question): string[] {
  return [...(question.intent === null ? [] : [question.intent]), ...question.hints];
}

/**
 * The rating that the ticked key points suggest: below 40% of them 1, below 70% 2, below 90% 3, else 4. With nothing
 * ticked there is none, so that no key pressed twice by accident rates.
 */
export function suggestedRating(item: Item): Rating | null {
  if (item.ticked.length === 0) return null;
  const share = item.ticked.length / item.question.keyPoints.length;
  return share < 0.4 ? 1 : share < 0.7 ? 2 : share < 0.9 ? 3 : 4;
}

/** The session after an event. Total: an event that means nothing where the session is leaves it as it is. */
export function step(session: Session, event: SessionEvent): Step {
  const item = inHand(session);
  if (!item) return event.type === 'saved' ? only(saveLast(session, event.event)) : only(session);
  if (session.keysShown && event.type !== 'saved') return only({ ...session, keysShown: false });
  switch (event.type) {
    case 'number':
      return session.phase === 'ask' ? only(change(session, { prediction: event.value })) : rate(session, item, event.value, event.at);
    case 'enter':
      return only(session.phase === 'ask' ? reveal(session, item, event.at) : open(session, item));
    case 'space':
      if (session.phase === 'ask') return only(reveal(session, item, event.at));
      return only(session.panel === 'points' ? toggle(session, item, [session.cursor]) : session);
    case 'tick':
      return only(session.phase === 'compare' ? toggle(session, item, event.points) : session);
    case 'move':
      return only(session.phase === 'compare' && session.panel === 'points' ? moveTo(session, item, session.cursor + event.by) : session);
    case 'scroll':
      return only({ ...session, scroll: Math.max(0, event.to) });
    case 'hint':
      if (session.phase !== 'ask' || item.hints >= hintsOf(item.question).length) return only(session);
      return only({ ...change(session, { hints: item.hints + 1 }), scroll: null });
    case 'follow-ups':
      return only(session.phase === 'compare' ? nextFollowUp(session, item) : session);
    case 'pitfalls':
      if (session.phase !== 'compare' || item.question.pitfalls.length === 0) return only(session);
      return only(show(session, session.panel === 'pitfalls' ? home(item) : 'pitfalls'));
    case 'close':
      return only(session.phase === 'compare' && session.panel !== home(item) ? show(session, home(item)) : session);
    case 'take': {
      const suggested = suggestedRating(item);
      return session.phase === 'compare' && suggested !== null ? rate(session, item, suggested, event.at) : only(session);
    }
    case 'skip':
      return only(advance(change(timed(session, item, event.at), { status: 'skipped' }), event.at));
    case 'undo':
      return takeBack(session, item, event.at);
    case 'edit':
      return { session, effects: [{ type: 'edit', question: item.question }] };
    case 'replaced':
      return only(replace(session, item, event.question));
    case 'keys':
      return only({ ...session, keysShown: true });
    case 'quit':
      return only({ ...session, phase: 'over', keysShown: false });
    case 'saved':
      return only(saveLast(session, event.event));
  }
}

function only(session: Session): Step {
  return { session, effects: [] };
}

function change(session: Session, changes: Partial<Item>, position = session.position): Session {
  return { ...session, items: session.items.map((item, index) => (index === position ? { ...item, ...changes } : item)) };
}

function show(session: Session, panel: Panel, cursor = 0): Session {
  return { ...session, panel, cursor, followUpOpen: false, scroll: 0 };
}

function reveal(session: Session, item: Item, at: number): Session {
  const revealed = change(timed(session, item, at), { revealed: true });
  return { ...show(revealed, home(item)), phase: 'compare', since: at };
}

/** True when a rating of this session can be taken back. */
export function canTakeBack(session: Session): boolean {
  return session.items.some((item) => item.status === 'rated');
}

/** Where a comparison begins and comes back to: a question without key points has nothing to tick, only its answer. */
export function home(item: Item): Panel {
  return item.question.keyPoints.length > 0 ? 'points' : 'answer';
}

/** The question in hand as it reads now; what was ticked or opened may no longer be there, so it goes back to where it began. */
function replace(session: Session, item: Item, question: Question): Session {
  const replaced: Item = {
    ...item,
    question,
    hints: Math.min(item.hints, hintsOf(question).length),
    ticked: item.ticked.filter((point) => point < question.keyPoints.length),
    followUps: item.followUps.filter((followUp) => followUp < question.followUps.length),
  };
  return show(change(session, replaced), session.phase === 'compare' ? home(replaced) : 'points');
}

function open(session: Session, item: Item): Session {
  switch (session.panel) {
    case 'points':
      return show(session, 'answer');
    case 'answer':
      return home(item) === 'answer' ? session : show(session, 'points');
    case 'follow-ups':
      return session.followUpOpen ? nextFollowUp(session, item) : { ...session, followUpOpen: true };
    case 'pitfalls':
      return show(session, home(item));
  }
}

function nextFollowUp(session: Session, item: Item): Session {
  if (item.question.followUps.length === 0) return session;
  const next = session.panel === 'follow-ups' ? session.cursor + 1 : 0;
  if (next >= item.question.followUps.length) return show(session, home(item));
  return show(change(session, { followUps: [...new Set([...item.followUps, next])] }), 'follow-ups', next);
}

function toggle(session: Session, item: Item, points: readonly number[]): Session {
  const ticked = new Set(item.ticked);
  for (const point of points) {
    if (!(point in item.question.keyPoints)) continue;
    if (!ticked.delete(point)) ticked.add(point);
  }
  return change(session, { ticked: [...ticked].sort((a, b) => a - b) });
}

function moveTo(session: Session, item: Item, cursor: number): Session {
  return { ...session, cursor: Math.max(0, Math.min(item.question.keyPoints.length - 1, cursor)) };
}

function rate(session: Session, item: Item, rating: Rating, at: number): Step {
  const rated = change(timed(session, item, at), { status: 'rated', rating });
  const print = (hit: boolean): string[] =>
    item.question.keyPoints.filter((_, index) => item.ticked.includes(index) === hit).map((point) => fingerprint(point));
  return {
    session: advance(rated, at),
    effects: [
      {
        type: 'rate',
        rated: {
          question: item.question,
          rating,
          prediction: item.prediction,
          pointsHit: print(true),
          pointsMissed: print(false),
          thinkSeconds: Math.round(item.thinkMs / 1000),
          answerSeconds: Math.round((rated.items[session.position]?.answerMs ?? 0) / 1000),
          hints: item.hints,
          followUps: item.followUps,
        },
      },
    ],
  };
}

/** Goes to the next open question after the one in hand, else to the end. */
function advance(session: Session, at: number): Session {
  const next = session.items.findIndex((item, index) => index > session.position && item.status === 'open');
  const item = session.items[next];
  if (!item) return { ...show(session, 'points'), position: session.items.length, phase: 'over', since: at };
  return { ...show(session, item.revealed ? home(item) : 'points'), position: next, phase: item.revealed ? 'compare' : 'ask', since: at };
}

/** Takes back the newest rating of this session and returns to its question, as it was before the rating. */
function takeBack(session: Session, left: Item, at: number): Step {
  const last = session.items.findLastIndex((item) => item.status === 'rated');
  const item = session.items[last];
  if (!item) return only(session);
  const returned = change(timed(session, left, at), { status: 'open', rating: null, event: null }, last);
  // What was skipped after it is asked again: the person is back at that point of the session.
  const items = returned.items.map((each, index) => (index > last && each.status === 'skipped' ? { ...each, status: 'open' as const } : each));
  return {
    session: { ...show({ ...returned, items }, home(item)), position: last, phase: 'compare', since: at },
    effects: item.event === null ? [] : [{ type: 'undo', event: item.event }],
  };
}

function saveLast(session: Session, event: string): Session {
  const last = session.items.findLastIndex((item) => item.status === 'rated' && item.event === null);
  return last < 0 ? session : change(session, { event }, last);
}

/** The time since the phase began, added to the question in hand; none where the clock was set back. */
function timed(session: Session, item: Item, at: number): Session {
  const elapsedMs = Math.max(0, at - session.since);
  return change(session, session.phase === 'ask' ? { thinkMs: item.thinkMs + elapsedMs } : { answerMs: item.answerMs + elapsedMs });
}
