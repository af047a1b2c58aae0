import type { Corpus } from './corpus.ts';
import type { Day } from './day.ts';
import { nothingYet, type Progress, type QuestionProgress } from './progress.ts';
import type { Question } from './question.ts';
import { searchQuestions } from './search.ts';

/** Which questions a command is about. Values of one field are any-of; different fields narrow together. */
export interface Filter {
  readonly theme: readonly string[];
  readonly persona: readonly string[];
  readonly kind: readonly string[];
  readonly role: readonly string[];
  readonly tag: readonly string[];
  readonly notTheme: readonly string[];
  readonly notPersona: readonly string[];
  readonly notKind: readonly string[];
  readonly notRole: readonly string[];
  readonly notTag: readonly string[];
  /** Any of the three that is set lets a question in; none set lets all in. */
  readonly due: boolean;
  readonly new: boolean;
  readonly weak: boolean;
  readonly search: string | null;
  /** Hidden questions alone, or all but them. */
  readonly hidden: boolean;
}

export const noFilter: Filter = {
  theme: [], persona: [], kind: [], role: [], tag: [],
  notTheme: [], notPersona: [], notKind: [], notRole: [], notTag: [],
  due: false, new: false, weak: false, search: null, hidden: false,
}; // prettier-ignore

/** What the person has done with a question; the neutral value where nothing. */
export function progressOf(progress: Progress, question: Question): QuestionProgress {
  return progress.questions.get(question.id) ?? nothingYet;
}

/** Rated, and expected to be about to be forgotten. A new question is never due. */
export function isDue(progress: QuestionProgress, today: Day): boolean {
  return progress.memory !== null && progress.memory.dueDay <= today;
}

/** Never rated. */
export function isNew(progress: QuestionProgress): boolean {
  return progress.confidence === null;
}

/** Last rated 1 or 2. */
export function isWeak(progress: QuestionProgress): boolean {
  return progress.confidence !== null && progress.confidence <= 2;
}

/** The questions a filter lets through, in the order of their ids. */
export function applyFilter(corpus: Corpus, filter: Filter, progress: Progress, today: Day): Question[] {
  // What is not filtered by is not asked for: a question may have to be read for it.
  const any = (wanted: readonly string[], values: () => readonly string[]): boolean => wanted.length === 0 || values().some((value) => wanted.includes(value));
  const none = (unwanted: readonly string[], values: () => readonly string[]): boolean => unwanted.length === 0 || !values().some((value) => unwanted.includes(value));
  const found = filter.search === null ? null : new Set(searchQuestions(corpus.questions, filter.search).map((hit) => hit.question.id));
  return corpus.questions.filter((question) => {
    const done = progressOf(progress, question);
    const roles = (): readonly string[] => (question.role === null ? [] : [question.role]);
    return (
      done.hidden === filter.hidden &&
      any(filter.theme, () => [question.theme]) &&
      any(filter.persona, () => question.personas) &&
      any(filter.kind, () => [question.kind]) &&
      any(filter.role, roles) &&
      any(filter.tag, () => question.tags) &&
      none(filter.notTheme, () => [question.theme]) &&
      none(filter.notPersona, () => question.personas) &&
      none(filter.notKind, () => [question.kind]) &&
      none(filter.notRole, roles) &&
      none(filter.notTag, () => question.tags) &&
      (!(filter.due || filter.new || filter.weak) ||
        (filter.due && isDue(done, today)) ||
        (filter.new && isNew(done)) ||
        (filter.weak && isWeak(done))) &&
      (found === null || found.has(question.id))
    );
  });
}
