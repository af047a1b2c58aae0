import { fingerprint } from './hash.ts';
import { asQuestionId, type Question, type QuestionId } from './question.ts';
import { isRating, type Rating, type SchedulerRecord } from './schedule.ts';
import { ulidTime } from './ulid.ts';

/** The journal format this program writes; a higher one belongs to a newer prep. See docs/data-format.md. */
export const formatVersion = 1;

export const reviewModes = ['quiz', 'rate', 'practice'] as const;
export type ReviewMode = (typeof reviewModes)[number];

/** What every event carries, stamped by the journal when it is appended. */
export interface Stamp {
  readonly v: number;
  /** A ULID; replay sorts by it. */
  readonly id: string;
  /** The clock's time, ISO 8601 in UTC. */
  readonly at: string;
  /** Local time minus UTC, in minutes. */
  readonly offset: number;
  /** The program's version. */
  readonly prep: string;
}

/** One rated practice of one question. */
export interface Review {
  readonly type: 'review';
  readonly question: QuestionId;
  readonly rating: Rating;
  readonly prediction: Rating | null;
  /** Fingerprints of the question's and the answer's text when they were rated. */
  readonly questionPrint: string | null;
  readonly answerPrint: string | null;
  /** Fingerprint of the path of the file the question was in, so that `prep doctor` can follow an id that changed there. */
  readonly filePrint: string | null;
  /** Fingerprints of the key points ticked, and of those not ticked. */
  readonly pointsHit: readonly string[];
  readonly pointsMissed: readonly string[];
  /** Question shown to reveal, and reveal to rating; null where nothing was timed. */
  readonly thinkSeconds: number | null;
  readonly answerSeconds: number | null;
  /** How many hints were opened. */
  readonly hints: number;
  /** Indices of the follow-ups opened. */
  readonly followUps: readonly number[];
  readonly mode: ReviewMode;
  readonly session: string | null;
  readonly seed: number | null;
  readonly scheduler: SchedulerRecord | null;
}

/** What a review keeps of the question as it stood: fingerprints of its text, its answer and the path of its file. */
export function printsOf(question: Question): Pick<Review, 'questionPrint' | 'answerPrint' | 'filePrint'> {
  return { questionPrint: fingerprint(question.question), answerPrint: fingerprint(question.answer ?? ''), filePrint: fingerprint(question.path) };
}

/** Takes back one earlier event; never itself undone. */
export interface Undo {
  readonly type: 'undo';
  readonly event: string;
}

/** Forgets the progress of a question by naming the reviews it had. */
export interface Reset {
  readonly type: 'reset';
  readonly question: QuestionId;
  readonly events: readonly string[];
}

export interface Hide {
  readonly type: 'hide' | 'unhide';
  readonly question: QuestionId;
}

/** A question's id changed; what was recorded under `from` now counts for `to`. */
export interface Alias {
  readonly type: 'alias';
  readonly from: QuestionId;
  readonly to: QuestionId;
}

export type NewEvent = Review | Undo | Reset | Hide | Alias;
export type JournalEvent = NewEvent & Stamp;

/** An event of a type this version does not know: kept in the file, ignored here. */
export interface UnknownEvent extends Stamp {
  readonly type: string;
  readonly unknown: true;
}

/**
 * Reads one parsed JSON record of the journal: an event, an unknown event of a known format, `'newer'` where a newer
 * prep wrote it, or null where it is not an event at all. Missing optional fields take their neutral value.
 */
export function parseEvent(value: unknown): JournalEvent | UnknownEvent | 'newer' | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const record = value as Record<string, unknown>;
  if (typeof record['v'] !== 'number' || !Number.isInteger(record['v']) || record['v'] < 1) return null;
  if (record['v'] > formatVersion) return 'newer';
  const { id, at, offset, prep, type } = record;
  if (typeof id !== 'string' || ulidTime(id) === null || typeof type !== 'string') return null;
  if (!isInstant(at)) return null;
  const stamp: Stamp = {
    v: record['v'],
    id,
    at,
    offset: typeof offset === 'number' && Math.abs(offset) <= 24 * 60 ? offset : 0,
    prep: typeof prep === 'string' ? prep : '',
  };
  switch (type) {
    case 'review': {
      const question = questionId(record['question']);
      if (!question || !isRating(record['rating'])) return null;
      return {
        ...stamp,
        type,
        question,
        rating: record['rating'],
        prediction: isRating(record['prediction']) ? record['prediction'] : null,
        questionPrint: text(record['questionPrint']),
        answerPrint: text(record['answerPrint']),
        filePrint: text(record['filePrint']),
        pointsHit: list(record['pointsHit'], isText),
        pointsMissed: list(record['pointsMissed'], isText),
        thinkSeconds: amount(record['thinkSeconds']),
        answerSeconds: amount(record['answerSeconds']),
        hints: isCount(record['hints']) ? record['hints'] : 0,
        followUps: list(record['followUps'], isCount),
        mode: reviewModes.find((mode) => mode === record['mode']) ?? 'quiz',
        session: text(record['session']),
        seed: isCount(record['seed']) ? record['seed'] : null,
        scheduler: schedulerRecord(record['scheduler']),
      };
    }
    case 'undo':
      return isText(record['event']) ? { ...stamp, type, event: record['event'] } : null;
    case 'reset': {
      const question = questionId(record['question']);
      return question ? { ...stamp, type, question, events: list(record['events'], isText) } : null;
    }
    case 'hide':
    case 'unhide': {
      const question = questionId(record['question']);
      return question ? { ...stamp, type, question } : null;
    }
    case 'alias': {
      const [from, to] = [questionId(record['from']), questionId(record['to'])];
      return from && to ? { ...stamp, type, from, to } : null;
    }
    default:
      return { ...stamp, type, unknown: true };
  }
}

const questionId = (value: unknown): QuestionId | null => (typeof value === 'string' ? asQuestionId(value) : null);
const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0;
const isNumber = (value: unknown): value is number => typeof value === 'number';
const text = (value: unknown): string | null => (isText(value) ? value : null);
/** A date of four-digit years in UTC: later ones are no dates to reckon with. */
const isInstant = (value: unknown): value is string =>
  isText(value) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(value) && Number.isFinite(Date.parse(value));
const amount = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
const list = <T>(value: unknown, is: (item: unknown) => item is T): T[] => (Array.isArray(value) ? value.filter(is) : []);

function schedulerRecord(value: unknown): SchedulerRecord | null {
  if (typeof value !== 'object' || value === null) return null;
  const { name, version, retention, w } = value as Record<string, unknown>;
  if (!isText(name) || !isText(version) || typeof retention !== 'number' || !Array.isArray(w)) return null;
  return { name, version, retention, w: list(w, isNumber) };
}
