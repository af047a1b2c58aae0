import type { Context } from '../context.ts';
import { parseDay } from '../core/day.ts';
import { applyFilter, noFilter } from '../core/filter.ts';
import { currentIds, isReview, settle, totalsByDay } from '../core/progress.ts';
import { statistics } from '../core/stats.ts';
import { visible } from '../core/visible.ts';
import { UsageError } from '../errors.ts';
import { renderJson } from '../view/record.ts';
import { renderStats } from '../view/stats.ts';
import { choose, type FilterOptions } from './choice.ts';
import { outStyle, say } from './output.ts';

export interface StatsOptions extends FilterOptions {
  readonly json?: boolean;
  readonly since?: string;
}

/** Confidence by theme and persona, activity, what falls due, and prediction against rating. */
export async function stats(ctx: Context, options: StatsOptions): Promise<void> {
  const since = options.since === undefined ? null : sinceDay(options.since, ctx.today());
  const { corpus, progress, today, questions } = await choose(ctx, options);
  const hidden = applyFilter(corpus, { ...noFilter, hidden: true }, progress, today);
  const narrowed = questions.length < corpus.questions.length - hidden.length;
  // The progress knows what was done on a day, not with which question; only a narrowed view has to read the journal for that.
  const ids = new Set(narrowed ? questions.map((question) => question.id) : []);
  const current = currentIds(progress, corpus.aliases);
  const days = narrowed
    ? totalsByDay(settle(ctx.journal.events()).active.filter(isReview).filter((review) => ids.has(current(review.question))), ctx.settings.values.dayStartHour)
    : progress.days;
  const numbers = statistics(corpus, narrowed ? questions : [...questions, ...hidden], { ...progress, days }, today, since);
  if (narrowed && questions.length === 0) say(ctx, 'No question matches.');
  if (options.json) ctx.terminal.out.write(renderJson({ ...numbers }));
  else if (!narrowed || questions.length > 0) await ctx.terminal.page(renderStats(numbers, today, outStyle(ctx)));
}

/** A date, or a number of days or weeks back: `2026-11-01`, `7d`, `2w`. */
function sinceDay(text: string, today: number): number {
  const back = /^(\d{1,4})([dw])$/.exec(text);
  const day = back ? today - Number(back[1]) * (back[2] === 'w' ? 7 : 1) + 1 : parseDay(text);
  if (day === null) throw new UsageError(`"${visible(text)}" is not a day`, 'Write a date such as 2026-11-01, or a span such as 7d or 2w.');
  return day;
}
