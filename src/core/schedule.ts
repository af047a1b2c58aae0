import { createEmptyCard, FSRSVersion, fsrs, generatorParameters, State, type Card } from 'ts-fsrs';
import { dateDay, dayDate, type Day } from './day.ts';

/** A rating, and the scheduler's grade one to one: 1 blank (again), 2 shaky (hard), 3 solid (good), 4 certain (easy). */
export type Rating = 1 | 2 | 3 | 4;

/** What the scheduler knows of one question. */
export interface Memory {
  readonly stabilityDays: number;
  /** 1 to 10. */
  readonly difficulty: number;
  readonly lastDay: Day;
  readonly dueDay: Day;
  readonly reviews: number;
  readonly lapses: number;
}

/** What a review says of the scheduler that took it, so that a better one can be fitted to the history. */
export interface SchedulerRecord {
  readonly name: string;
  readonly version: string;
  readonly retention: number;
  readonly w: readonly number[];
}

export interface Scheduler {
  /** The memory after a rating on a day; a day before the last one counts as no time passed. */
  review(memory: Memory | null, rating: Rating, day: Day): Memory;
  /** The probability, 0 to 1, of recalling the answer on a day. */
  recall(memory: Memory, day: Day): number;
  readonly record: SchedulerRecord;
}

export function isRating(value: unknown): value is Rating {
  return value === 1 || value === 2 || value === 3 || value === 4;
}

/**
 * FSRS-6 with whole days: long answers are not drilled within minutes, so its short-term steps are off, and nothing
 * is drawn at random. `retention` is the recall probability (0.7 to 0.97) at which a question is due.
 * Source: open-spaced-repetition, "The Algorithm", FSRS-6; implemented by ts-fsrs.
 */
export function createScheduler(retention: number): Scheduler {
  const parameters = generatorParameters({
    request_retention: retention,
    enable_short_term: false,
    enable_fuzz: false,
    maximum_interval: 3650,
  });
  const algorithm = fsrs(parameters);
  return {
    review(memory, rating, day) {
      const now = Math.max(day, memory?.lastDay ?? day);
      const card = memory ? toCard(memory) : createEmptyCard(dayDate(now));
      const next = algorithm.next(card, dayDate(now), rating).card;
      // A clock set back must not push the due date out: the interval counts from the day the rating was given.
      return {
        stabilityDays: next.stability,
        difficulty: next.difficulty,
        lastDay: day,
        dueDay: dateDay(next.due) - now + day,
        reviews: next.reps,
        lapses: next.lapses,
      };
    },
    recall: (memory, day) => algorithm.forgetting_curve(Math.max(0, day - memory.lastDay), memory.stabilityDays),
    record: { name: 'FSRS-6', version: FSRSVersion, retention, w: [...parameters.w] },
  };
}

function toCard(memory: Memory): Card {
  return {
    due: dayDate(memory.dueDay),
    stability: memory.stabilityDays,
    difficulty: memory.difficulty,
    elapsed_days: 0,
    scheduled_days: Math.max(0, memory.dueDay - memory.lastDay),
    learning_steps: 0,
    reps: memory.reviews,
    lapses: memory.lapses,
    state: State.Review,
    last_review: dayDate(memory.lastDay),
  };
}
