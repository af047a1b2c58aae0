import type { Corpus } from './corpus.ts';
import { fingerprint } from './hash.ts';
import { nearestFew } from './nearest.ts';
import { currentIds, isReview, nothingYet, settle, type Progress, type StoredEvent } from './progress.ts';
import type { Question, QuestionId } from './question.ts';

/** Something about the store that a person should know, and what to do about it. */
export interface Finding {
  readonly path: string;
  /** 1-based; 1 where it is about the whole file. */
  readonly line: number;
  readonly rule: string;
  readonly message: string;
  readonly hint: string;
  /** True where nothing is wrong with what is stored: it does not make the store a bad one. */
  readonly note?: boolean;
}

/** An event with its line and text, as the journal has it. */
interface Line {
  readonly line: number;
  readonly text: string;
  readonly event: StoredEvent;
}

/** Events that stand more than once: the first counts. `same` says whether the lines are equal. */
export function repeats(lines: readonly Line[]): { line: number; first: number; id: string; same: boolean }[] {
  const first = new Map<string, Line>();
  return lines.flatMap((each) => {
    const before = first.get(each.event.id);
    if (!before) first.set(each.event.id, each);
    return before ? [{ line: each.line, first: before.line, id: each.event.id, same: before.text === each.text }] : [];
  });
}

const hourMs = 3_600_000;

/** Where the clock went back by more than an hour between two events, in order, and where it stood ahead of now. */
export function clockJumps(lines: readonly Line[], nowMs: number): { line: number; backMs: number; aheadMs: number }[] {
  const jumps: { line: number; backMs: number; aheadMs: number }[] = [];
  let before = -Infinity;
  let ahead = false;
  for (const { line, event } of [...lines].sort((a, b) => (a.event.id < b.event.id ? -1 : a.event.id > b.event.id ? 1 : 0))) {
    const at = Date.parse(event.at);
    const back = before - at > hourMs;
    const isAhead = at - nowMs > hourMs;
    if (back || (isAhead && !ahead)) jumps.push({ line, backMs: back ? before - at : 0, aheadMs: isAhead ? at - nowMs : 0 });
    ahead = isAhead;
    before = at;
  }
  return jumps;
}

/** An id in the journal that is not in the content. */
export interface Orphan {
  readonly id: QuestionId;
  /** The line of its last review. */
  readonly line: number;
  readonly reviews: number;
  /** The id that content gives it by `aliases:`, or that the one fitting new question of its own file has. */
  readonly now: { readonly id: QuestionId; readonly because: 'aliases' | 'file'; readonly path: string } | null;
  /** Ids of questions that may be meant, likeliest first. */
  readonly likely: readonly QuestionId[];
}

/**
 * The questions that were rated and are not in the content under that id. Where content names the old id, or the file it
 * was in still stands and holds exactly one new question that fits, the new id is certain enough to be written down.
 */
export function orphans(lines: readonly Line[], progress: Progress, corpus: Corpus): Orphan[] {
  const current = currentIds(progress, new Map());
  const lineOf = new Map(lines.map(({ line, event }) => [event.id, line]));
  const reviews = settle(lines.map(({ event }) => event)).active.filter(isReview);
  const byQuestion = new Map<QuestionId, typeof reviews>();
  for (const review of reviews) byQuestion.set(current(review.question), [...(byQuestion.get(current(review.question)) ?? []), review]);
  const fresh = corpus.questions.filter((question) => !byQuestion.has(question.id) && (progress.questions.get(question.id) ?? nothingYet).reviews === 0);
  const found = [...byQuestion].flatMap(([id, its]): Orphan[] => {
    const last = its.at(-1);
    if (!last || corpus.byId.has(id)) return [];
    const fits = fresh.filter((question) => last.questionPrint === fingerprint(question.question) || (question.answer !== null && last.answerPrint === fingerprint(question.answer)));
    const inFile = last.filePrint === null ? [] : fresh.filter((question) => fingerprint(question.path) === last.filePrint);
    const near = new Set<string>(nearestFew(id, fresh.map((question) => question.id), 3));
    const candidates = inFile.filter((question) => fits.includes(question) || near.has(question.id));
    const said = corpus.byId.get(corpus.aliases.get(id) ?? id);
    const [only] = candidates;
    const now = said ? { id: said.id, because: 'aliases' as const, path: said.path } : only && candidates.length === 1 ? { id: only.id, because: 'file' as const, path: only.path } : null;
    const likely = [...candidates, ...fits, ...fresh.filter((question) => near.has(question.id))].map((question: Question) => question.id);
    return [{ id, line: lineOf.get(last.id) ?? 1, reviews: its.length, now, likely: [...new Set(likely)].slice(0, 3) }];
  });
  // Two that would go to one question are for the person to decide.
  const claimed = (to: QuestionId): number => found.filter(({ now }) => now?.because === 'file' && now.id === to).length;
  return found.map((orphan) => (orphan.now?.because === 'file' && claimed(orphan.now.id) > 1 ? { ...orphan, now: null } : orphan));
}
