import { dayOf, type Day } from './day.ts';
import { layerOver } from './layer.ts';
import type { JournalEvent, Review, Stamp, UnknownEvent } from './event.ts';
import type { QuestionId } from './question.ts';
import type { Memory, Rating, Scheduler } from './schedule.ts';

/** What the journal says of one question. */
export interface QuestionProgress {
  /** The last rating outside practice mode; null when there is none. */
  readonly confidence: Rating | null;
  /** Reviews that count: not undone, not reset, not practice. */
  readonly reviews: number;
  readonly memory: Memory | null;
  /** Fingerprint of the answer that was rated last. */
  readonly answerPrint: string | null;
  readonly hidden: boolean;
  /** The practice days of those reviews; in order; absent when there is none. */
  readonly days?: readonly Day[];
}

/** What was done on one practice day; enough for activity and calibration without the journal. */
export interface DayTotals {
  readonly reviews: number;
  readonly seconds: number;
  /** Counts of (prediction, rating) pairs at index `(prediction - 1) * 4 + rating - 1`. */
  readonly pairs: readonly number[];
}

/** What replaying the journal gives. */
export interface Progress {
  readonly questions: ReadonlyMap<QuestionId, QuestionProgress>;
  readonly days: ReadonlyMap<Day, DayTotals>;
  /** Ids that alias events say have changed: old to new. */
  readonly renames: ReadonlyMap<QuestionId, QuestionId>;
  /** Id of the newest event replayed, whatever its type; empty when there is none. */
  readonly newest: string;
}

/** What replay needs to know besides the events. */
export interface ReplayRules {
  readonly scheduler: Scheduler;
  readonly dayStartHour: number;
  /** Ids that content says have changed: old to new. */
  readonly aliases: ReadonlyMap<QuestionId, QuestionId>;
}

export type StoredEvent = JournalEvent | UnknownEvent;

export const nothingYet: QuestionProgress = { confidence: null, reviews: 0, memory: null, answerPrint: null, hidden: false };
export const noProgress: Progress = { questions: new Map(), days: new Map(), renames: new Map(), newest: '' };

/**
 * The progress that a set of events amounts to, in any order and with repeats: they are sorted by id, and an id counts
 * once. An undo removes the event it names; a reset removes the reviews it names; neither removes an undo.
 */
export function replay(events: Iterable<StoredEvent>, rules: ReplayRules): Progress {
  const { active, newest } = settle(events);
  return advance({ ...noProgress, newest }, active, rules);
}

/** The events in order, each id once. */
export function inOrder(events: Iterable<StoredEvent>): StoredEvent[] {
  const byId = new Map<string, StoredEvent>();
  for (const event of events) if (!byId.has(event.id)) byId.set(event.id, event);
  return [...byId.values()].sort(byEventId);
}

/** Orders stamps by id, which is the order of replay. */
function byEventId(a: Stamp, b: Stamp): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** The events that still hold, in order: not undone, and no review that a standing reset names. */
export function settle(events: Iterable<StoredEvent>): { active: StoredEvent[]; newest: string } {
  const ordered = inOrder(events);
  const undone = new Set<string>();
  for (const event of ordered) if (isKnown(event) && event.type === 'undo') undone.add(event.event);
  const gone = new Set<string>();
  for (const event of ordered) {
    if (isKnown(event) && event.type === 'reset' && !undone.has(event.id)) for (const id of event.events) gone.add(id);
  }
  return {
    active: ordered.filter((event) => {
      if (event.type === 'undo') return true;
      return !undone.has(event.id) && !(event.type === 'review' && gone.has(event.id));
    }),
    newest: ordered.at(-1)?.id ?? '',
  };
}

/**
 * The newest event that `undo` would take back, or null. A review under a standing reset is reached only after the
 * reset, which is newer, has been undone.
 */
export function newestUndoable(events: Iterable<StoredEvent>): JournalEvent | null {
  const known = inOrder(events).filter(isKnown);
  const undone = new Set(known.flatMap((event) => (event.type === 'undo' ? [event.event] : [])));
  return known.findLast((event) => event.type !== 'undo' && !undone.has(event.id)) ?? null;
}

/** True when these later events can be laid on top of a progress without replaying what came before. */
export function canAdvance(progress: Progress, later: readonly StoredEvent[]): boolean {
  return later.every(
    (event) => event.id > progress.newest && (event.type === 'review' || event.type === 'hide' || event.type === 'unhide'),
  );
}

/** The progress after further events, in order, none of which takes an earlier one back. */
export function advance(progress: Progress, later: readonly StoredEvent[], rules: ReplayRules): Progress {
  const questions = layerOver(progress.questions);
  const days = new Map(progress.days);
  const ordered = inOrder(later);
  const renames = new Map(progress.renames);
  for (const event of ordered) if (event.type === 'alias' && isKnown(event)) rename(renames, event.from, event.to);
  // What content says is so today, whatever was recorded before.
  const aliases = new Map(renames);
  for (const [from, to] of rules.aliases) rename(aliases, from, to);
  let newest = progress.newest;
  for (const event of ordered) {
    if (event.id > newest) newest = event.id;
    if (!isKnown(event)) continue;
    if (event.type === 'review') {
      const day = dayOf(Date.parse(event.at), event.offset, rules.dayStartHour);
      days.set(day, addToDay(days.get(day), event));
      if (event.mode === 'practice') continue;
      const id = resolve(event.question, aliases);
      questions.set(id, rate(questions.get(id) ?? nothingYet, event, day, rules.scheduler));
    } else if (event.type === 'hide' || event.type === 'unhide') {
      const id = resolve(event.question, aliases);
      questions.set(id, { ...(questions.get(id) ?? nothingYet), hidden: event.type === 'hide' });
    }
  }
  return { questions, days, renames, newest };
}

/** Adds a rename. Where it would close a circle its new id is in use again: the older rename of that one is over. */
function rename(aliases: Map<QuestionId, QuestionId>, from: QuestionId, to: QuestionId): void {
  aliases.delete(from);
  const circle = resolve(to, aliases) === from;
  aliases.set(from, to);
  if (circle) aliases.delete(to);
}

/** Gives the id that is in use for one that was recorded: renames of the journal, and over them what content says today. */
export function currentIds(progress: Progress, contentAliases: ReadonlyMap<QuestionId, QuestionId>): (id: QuestionId) => QuestionId {
  const aliases = new Map(progress.renames);
  for (const [from, to] of contentAliases) rename(aliases, from, to);
  return (id) => resolve(id, aliases);
}

/** Follows renames to the id in use. */
function resolve(id: QuestionId, aliases: ReadonlyMap<QuestionId, QuestionId>): QuestionId {
  let current = id;
  for (let next = aliases.get(current); next !== undefined; next = aliases.get(current)) current = next;
  return current;
}

function rate(before: QuestionProgress, review: Review, day: Day, scheduler: Scheduler): QuestionProgress {
  const firstOfDay = !before.days?.includes(day);
  return {
    ...before,
    confidence: review.rating,
    reviews: before.reviews + 1,
    memory: firstOfDay ? scheduler.review(before.memory, review.rating, day) : before.memory,
    answerPrint: review.answerPrint ?? before.answerPrint,
    days: firstOfDay ? [...(before.days ?? []), day] : (before.days ?? []),
  };
}

/** What reviews amount to on each practice day, in any order. */
export function totalsByDay(reviews: Iterable<Review & Stamp>, dayStartHour: number): Map<Day, DayTotals> {
  const days = new Map<Day, DayTotals>();
  for (const review of reviews) {
    const day = dayOf(Date.parse(review.at), review.offset, dayStartHour);
    days.set(day, addToDay(days.get(day), review));
  }
  return days;
}

export function isReview(event: StoredEvent): event is Review & Stamp {
  return isKnown(event) && event.type === 'review';
}

function addToDay(before: DayTotals | undefined, review: Review): DayTotals {
  const pairs = before ? [...before.pairs] : new Array<number>(16).fill(0);
  if (review.prediction !== null) {
    const index = (review.prediction - 1) * 4 + review.rating - 1;
    pairs[index] = (pairs[index] ?? 0) + 1;
  }
  return {
    reviews: (before?.reviews ?? 0) + 1,
    seconds: (before?.seconds ?? 0) + (review.thinkSeconds ?? 0) + (review.answerSeconds ?? 0),
    pairs,
  };
}

function isKnown(event: StoredEvent): event is JournalEvent {
  return !('unknown' in event);
}
