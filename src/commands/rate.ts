import type { Context } from '../context.ts';
import type { Corpus } from '../core/corpus.ts';
import { dayText } from '../core/day.ts';
import { printsOf, type JournalEvent, type NewEvent } from '../core/event.ts';
import { currentIds, isReview, newestUndoable, nothingYet, settle } from '../core/progress.ts';
import type { Question } from '../core/question.ts';
import { isRating } from '../core/schedule.ts';
import { ratingNames } from '../core/select.ts';
import { visible } from '../core/visible.ts';
import { ExitCode, UsageError } from '../errors.ts';
import { spokenDay } from '../view/date.ts';
import { renderJson } from '../view/record.ts';
import { choose, questionFor } from './choice.ts';
import { say, wantsJson, type OutputOptions } from './output.ts';

/** Records a rating without a session. */
export async function rate(ctx: Context, id: string, text: string, options: OutputOptions): Promise<void> {
  const rating = /^\d$/.test(text) ? Number(text) : null;
  if (!isRating(rating)) throw new UsageError(`"${visible(text)}" is not a rating`, 'Rate 1 blank, 2 shaky, 3 solid or 4 certain.');
  const { corpus, today } = await choose(ctx);
  const question = questionFor(corpus, id, 'exact');
  const event = ctx.journal.append({
    type: 'review',
    question: question.id,
    rating,
    prediction: null,
    ...printsOf(question),
    pointsHit: [],
    pointsMissed: [],
    thinkSeconds: null,
    answerSeconds: null,
    hints: 0,
    followUps: [],
    mode: 'rate',
    session: null,
    seed: null,
    scheduler: ctx.journal.scheduler,
  });
  const { memory } = ctx.journal.progress(corpus.aliases).questions.get(question.id) ?? nothingYet;
  if (wantsJson(options)) {
    const nextDue = memory ? dayText(memory.dueDay) : null;
    ctx.terminal.out.write(renderJson({ review: { id: event.id, question: question.id, rating, at: event.at, nextDue } }));
    return;
  }
  say(ctx, `Saved: ${question.id} ${ratingNames[rating]}, next ${memory ? spokenDay(memory.dueDay, today) : 'when you like'}. prep undo takes it back.`);
}

/** Takes back the newest recorded thing that still stands. Nothing to take back: exit 1. */
export async function undo(ctx: Context, options: OutputOptions): Promise<number> {
  const event = newestUndoable(ctx.journal.events());
  if (!event) {
    say(ctx, 'There is nothing to undo.');
    return ExitCode.failed;
  }
  ctx.journal.append({ type: 'undo', event: event.id });
  const question = questionOf(event);
  if (wantsJson(options)) ctx.terminal.out.write(renderJson({ undone: { id: event.id, type: event.type, question, at: event.at } }));
  else {
    const what = event.type === 'review' ? `the rating ${event.rating} ${ratingNames[event.rating]} of` : `the ${event.type} of`;
    say(ctx, `Undone: ${what} ${question ?? 'a question'}, recorded ${event.at.slice(0, 16).replace('T', ' ')} UTC. prep undo again takes back the one before.`);
  }
  return ExitCode.done;
}

/** Forgets the progress of questions; their reviews stay in the journal, and `undo` brings them back. */
export async function reset(ctx: Context, ids: readonly string[], options: OutputOptions): Promise<void> {
  const { corpus, progress } = await choose(ctx);
  const questions = questionsFor(corpus, ids);
  const current = currentIds(progress, corpus.aliases);
  const { active } = settle(ctx.journal.events());
  const events = questions.flatMap((question): NewEvent[] => {
    const reviews = active.filter((event) => isReview(event) && current(event.question) === question.id);
    if (reviews.length === 0) say(ctx, `${question.id} has no progress to forget.`);
    return reviews.length === 0 ? [] : [{ type: 'reset', question: question.id, events: reviews.map((event) => event.id) }];
  });
  record(ctx, events, options, (event) => `Reset: the progress of ${questionOf(event)} is forgotten. prep undo brings it back.`);
}

/** Leaves questions out of everything but `show` and `list --hidden`. */
export async function hide(ctx: Context, ids: readonly string[], options: OutputOptions): Promise<void> {
  await setHidden(ctx, ids, options, 'hide');
}

/** Brings hidden questions back. */
export async function unhide(ctx: Context, ids: readonly string[], options: OutputOptions): Promise<void> {
  await setHidden(ctx, ids, options, 'unhide');
}

async function setHidden(ctx: Context, ids: readonly string[], options: OutputOptions, type: 'hide' | 'unhide'): Promise<void> {
  const { corpus, progress } = await choose(ctx);
  const questions = questionsFor(corpus, ids);
  const toChange = questions.filter((question: Question) => {
    const hidden = progress.questions.get(question.id)?.hidden ?? false;
    if (hidden === (type === 'hide')) say(ctx, `${question.id} is ${hidden ? 'already' : 'not'} hidden.`);
    return hidden !== (type === 'hide');
  });
  record(ctx, toChange.map((question) => ({ type, question: question.id })), options, (event) =>
    type === 'hide' ? `Hidden: ${questionOf(event)}. prep unhide ${questionOf(event)} brings it back.` : `Back: ${questionOf(event)}. prep undo hides it again.`,
  );
}

/** Each question once, however often it is named. */
function questionsFor(corpus: Corpus, ids: readonly string[]): Question[] {
  return [...new Set(ids.map((id) => questionFor(corpus, id, 'exact')))];
}

function record(ctx: Context, events: readonly NewEvent[], options: OutputOptions, announce: (event: JournalEvent) => string): void {
  const appended = events.map((event) => ctx.journal.append(event));
  if (wantsJson(options)) {
    ctx.terminal.out.write(renderJson({ events: appended.map((event) => ({ id: event.id, type: event.type, question: questionOf(event), at: event.at })) }));
  } else for (const event of appended) say(ctx, announce(event));
}

function questionOf(event: JournalEvent): string | null {
  return 'question' in event ? event.question : event.type === 'alias' ? event.to : null;
}
