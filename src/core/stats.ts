import type { Corpus } from './corpus.ts';
import { dayText, type Day } from './day.ts';
import { isDue, progressOf } from './filter.ts';
import type { Progress } from './progress.ts';
import type { Question } from './question.ts';

/** Confidence over a set of questions. */
export interface Standing {
  readonly questions: number;
  readonly rated: number;
  /** Mean of the rated questions, 1 to 4; null when none is rated. */
  readonly confidence: number | null;
  readonly due: number;
}

export interface Calibration {
  readonly pairs: number;
  readonly meanPrediction: number | null;
  readonly meanRating: number | null;
  /** Mean prediction minus mean rating: positive is too sure of oneself. */
  readonly gap: number | null;
  readonly bins: readonly { readonly prediction: number; readonly n: number; readonly meanRating: number | null }[];
}

export interface Stats {
  readonly totals: { readonly questions: number; readonly seen: number; readonly reviews: number; readonly due: number; readonly hidden: number };
  readonly themes: readonly (Standing & { readonly id: string; readonly title: string })[];
  readonly personas: readonly (Standing & { readonly id: string; readonly title: string })[];
  /** Days with a review, oldest first. */
  readonly days: readonly { readonly date: string; readonly reviews: number; readonly minutes: number }[];
  /** What falls due on each of the next 14 days; what is overdue counts for today. */
  readonly forecast: readonly { readonly date: string; readonly due: number }[];
  readonly calibration: Calibration;
}

const forecastDays = 14;

/** Where a set of questions stands today. */
export function standing(questions: readonly Question[], progress: Progress, today: Day): Standing {
  const done = questions.map((question) => progressOf(progress, question)).filter((each) => !each.hidden);
  const ratings = done.flatMap((each) => each.confidence ?? []);
  return {
    questions: done.length,
    rated: ratings.length,
    confidence: mean(ratings),
    due: done.filter((each) => isDue(each, today)).length,
  };
}

/** The numbers `prep stats` shows. Days before `since` are left out of activity and calibration. */
export function statistics(corpus: Corpus, questions: readonly Question[], progress: Progress, today: Day, since: Day | null): Stats {
  const done = questions.map((question) => progressOf(progress, question));
  const shown = done.filter((each) => !each.hidden);
  const days = [...progress.days].filter(([day]) => since === null || day >= since).sort(([a], [b]) => a - b);
  return {
    totals: {
      questions: shown.length,
      seen: shown.filter((each) => each.confidence !== null).length,
      reviews: days.reduce((sum, [, totals]) => sum + totals.reviews, 0),
      due: shown.filter((each) => isDue(each, today)).length,
      hidden: done.length - shown.length,
    },
    themes: corpus.themes
      .map(({ id, title }) => ({ id, title, ...standing(questions.filter((question) => question.theme === id), progress, today) }))
      .filter((theme) => theme.questions > 0),
    personas: corpus.personas
      .map(({ id, name }) => ({ id, title: name, ...standing(questions.filter((question) => question.personas.includes(id)), progress, today) }))
      .filter((persona) => persona.questions > 0),
    days: days.map(([day, totals]) => ({ date: dayText(day), reviews: totals.reviews, minutes: Math.round(totals.seconds / 60) })),
    forecast: Array.from({ length: forecastDays }, (_, ahead) => ({
      date: dayText(today + ahead),
      due: shown.filter((each) => each.memory !== null && (ahead === 0 ? each.memory.dueDay <= today : each.memory.dueDay === today + ahead)).length,
    })),
    calibration: calibrate(sumPairs(days.map(([, totals]) => totals.pairs))),
  };
}

function sumPairs(all: readonly (readonly number[])[]): number[] {
  return Array.from({ length: 16 }, (_, index) => all.reduce((sum, pairs) => sum + (pairs[index] ?? 0), 0));
}

/** Prediction against rating, from 16 counts at index `(prediction - 1) * 4 + rating - 1`. */
export function calibrate(pairs: readonly number[]): Calibration {
  const flat = pairs.flatMap((n, index) => Array.from({ length: n }, () => ({ prediction: Math.floor(index / 4) + 1, rating: (index % 4) + 1 })));
  const meanPrediction = mean(flat.map((pair) => pair.prediction));
  const meanRating = mean(flat.map((pair) => pair.rating));
  return {
    pairs: flat.length,
    meanPrediction,
    meanRating,
    gap: meanPrediction === null || meanRating === null ? null : round(meanPrediction - meanRating),
    bins: [1, 2, 3, 4].map((prediction) => {
      const ratings = flat.filter((pair) => pair.prediction === prediction).map((pair) => pair.rating);
      return { prediction, n: ratings.length, meanRating: mean(ratings) };
    }),
  };
}

/** The mean to two decimals, or null of nothing. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : round(values.reduce((sum, value) => sum + value, 0) / values.length);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
