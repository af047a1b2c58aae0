import { dayText, type Day } from './day.ts';
import { createDraw } from './draw.ts';
import { isDue, isNew, isWeak, progressOf } from './filter.ts';
import type { Progress, QuestionProgress } from './progress.ts';
import type { Kind, Question } from './question.ts';

export const orders = ['smart', 'random', 'due', 'weak', 'listed'] as const;
export type Order = (typeof orders)[number];

/** Which questions, in which order: a function of these alone. */
export interface Selection {
  /** In the order of their ids. */
  readonly questions: readonly Question[];
  readonly progress: Progress;
  readonly today: Day;
  readonly order: Order;
  readonly seed: number;
  /** At most so many; null for no limit. */
  readonly count: number | null;
  /** As many as fit into so many minutes; null for no limit. */
  readonly minutes: number | null;
}

/** Draws the questions of a session. Pure: the same selection gives the same questions on every platform. */
export function select(selection: Selection): Question[] {
  const ordered = arrange(selection);
  const fitting = selection.minutes === null ? ordered : fit(ordered, selection.minutes);
  return fitting.slice(0, selection.count ?? fitting.length);
}

function arrange({ questions, progress, today, order, seed, count, minutes }: Selection): Question[] {
  // What is drawn first does not depend on what would be drawn after it.
  const most = minutes === null && count !== null ? count : questions.length;
  const of = (question: Question): QuestionProgress => progressOf(progress, question);
  switch (order) {
    case 'smart':
      return drawSmart(questions, of, today, seed, most);
    case 'random':
      return drawUniform(questions, seed, most);
    case 'due':
      return questions.filter((question) => isDue(of(question), today)).sort((a, b) => dueDay(of(a)) - dueDay(of(b)));
    case 'weak':
      return questions
        .filter((question) => isWeak(of(question)))
        .sort((a, b) => (of(a).confidence ?? 0) - (of(b).confidence ?? 0) || dueDay(of(a)) - dueDay(of(b)));
    case 'listed':
      return [...questions];
  }
}

function drawUniform(questions: readonly Question[], seed: number, most: number): Question[] {
  const draw = createDraw(seed);
  const left = [...questions];
  const drawn: Question[] = [];
  while (left.length > 0 && drawn.length < most) drawn.push(...left.splice(draw.next(left.length), 1));
  return drawn;
}

/**
 * Weighted drawing without replacement. A question weighs by its need; each time its theme is drawn the theme's
 * questions weigh less, so that a session spreads over themes. Weights are integers, so the draw is exact everywhere.
 */
function drawSmart(questions: readonly Question[], of: (question: Question) => QuestionProgress, today: Day, seed: number, most: number): Question[] {
  const draw = createDraw(seed);
  const left = questions.map((question) => {
    const weight = 64 * need(of(question), today);
    return { question, whole: weight, weight };
  });
  const drawnOf = new Map<string, number>();
  const drawn: Question[] = [];
  let sum = left.reduce((total, { weight }) => total + weight, 0);
  while (left.length > 0 && drawn.length < most) {
    let point = draw.next(sum);
    const [picked] = left.splice(left.findIndex(({ weight }) => (point -= weight) < 0), 1);
    if (!picked) break;
    const { question, weight } = picked;
    drawn.push(question);
    sum -= weight;
    const times = (drawnOf.get(question.theme) ?? 0) + 1;
    drawnOf.set(question.theme, times);
    if (times > 3) continue;
    for (const other of left) {
      if (other.question.theme !== question.theme) continue;
      sum -= other.weight;
      other.weight = Math.max(1, Math.floor(other.whole / 4 ** times));
      sum += other.weight;
    }
  }
  return drawn;
}

/** How much a question needs practice, 1 to 40: due ones most, the longer the more; then weak, then new, then the rest. */
function need(progress: QuestionProgress, today: Day): number {
  if (progress.memory?.lastDay === today) return 1;
  if (isDue(progress, today)) return (isWeak(progress) ? 24 : 16) + Math.min(16, today - dueDay(progress));
  if (isWeak(progress)) return 10;
  if (isNew(progress)) return 8;
  return 2;
}

function dueDay(progress: QuestionProgress): Day {
  return progress.memory?.dueDay ?? Number.MAX_SAFE_INTEGER;
}

/** Minutes to say an answer aloud, where the file does not say. */
const usualMinutes: Record<Kind, number> = { concept: 3, leadership: 3, behavioral: 3, coding: 10, design: 8 };

/** Minutes a question takes: what its file says, else what its kind usually takes. */
export function minutesOf(question: Question): number {
  return question.minutes ?? usualMinutes[question.kind];
}

/** Takes each question that still fits, so that a long one does not end the session early. At least one is taken. */
function fit(questions: readonly Question[], minutes: number): Question[] {
  let left = minutes;
  const taken = questions.filter((question) => {
    const fits = minutesOf(question) <= left;
    if (fits) left -= minutesOf(question);
    return fits;
  });
  return taken.length > 0 ? taken : questions.slice(0, 1);
}

/** The questions to practice first, at most `count`, best first, each with the reason; the same all day. */
export function nextUp(questions: readonly Question[], progress: Progress, today: Day, count = questions.length): { question: Question; reason: string }[] {
  const rank = (done: QuestionProgress): number => {
    if (done.memory?.lastDay === today) return 4;
    if (isDue(done, today)) return 0;
    if (isWeak(done)) return 1;
    return isNew(done) ? 2 : 3;
  };
  const ranked = questions.map((question) => {
    const done = progressOf(progress, question);
    return { question, done, rank: rank(done), due: dueDay(done), minutes: minutesOf(question) };
  });
  type Ranked = (typeof ranked)[number];
  const compare = (a: Ranked, b: Ranked): number =>
    a.rank - b.rank || a.due - b.due || (a.done.confidence ?? 0) - (b.done.confidence ?? 0) || a.minutes - b.minutes || (a.question.id < b.question.id ? -1 : 1);
  const sorted = count === 1 ? ranked.slice(0, 1).map((first) => ranked.reduce((best, each) => (compare(each, best) < 0 ? each : best), first)) : ranked.sort(compare);
  return sorted.slice(0, count).map(({ question, done }) => ({ question, reason: reasonFor(done, today) }));
}

export const ratingNames = { 1: 'blank', 2: 'shaky', 3: 'solid', 4: 'certain' } as const;

function reasonFor(done: QuestionProgress, today: Day): string {
  if (done.confidence === null || done.memory === null) return 'new, never rated';
  const last = `${ratingNames[done.confidence]} last time`;
  if (done.memory.lastDay === today) return `practiced today, ${last}`;
  if (done.memory.dueDay === today) return `due today, ${last}`;
  if (done.memory.dueDay < today) return `due since ${dayText(done.memory.dueDay)}, ${last}`;
  return `${last}, due ${dayText(done.memory.dueDay)}`;
}
