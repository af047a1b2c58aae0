import type { Context } from '../context.ts';
import { findQuestion } from '../core/corpus.ts';
import type { Review, Stamp } from '../core/event.ts';
import { currentIds, isReview, settle } from '../core/progress.ts';
import { clock } from '../view/date.ts';
import { confidenceDots } from '../view/style.ts';
import { renderRecords, renderRows, type Column } from '../view/table.ts';
import { choose, questionFor } from './choice.ts';
import { outStyle, printRecords, say, wantsJson, type OutputOptions } from './output.ts';

type StampedReview = Review & Stamp;

/** The reviews that stand, newest first; of one question where an id is given. */
export async function history(ctx: Context, id: string | undefined, options: OutputOptions): Promise<void> {
  const { corpus, progress } = await choose(ctx);
  // Reviews outlive their question: an id that is gone from the content still has a history.
  const active = settle(ctx.journal.events()).active.filter(isReview).reverse();
  const gone = id !== undefined && !('question' in findQuestion(corpus, id)) && active.some((review) => review.question === id);
  const question = id === undefined || gone ? null : questionFor(corpus, id, 'beginning');
  const current = currentIds(progress, corpus.aliases);
  const reviews = id === undefined ? active : active.filter((review) => (question ? current(review.question) === question.id : review.question === id));
  if (wantsJson(options)) printRecords(ctx, options, 'reviews', reviews.map(record), reviewFields);
  else if (!ctx.terminal.out.isTerminal) {
    ctx.terminal.out.write(renderRecords(reviews.map((review) => [review.at, review.question, review.rating, review.prediction, review.mode])));
  } else if (reviews.length > 0) {
    const style = outStyle(ctx);
    // What was rated comes before how it went: on a narrow terminal only that has room.
    const details: Column<StampedReview>[] = [
      { cell: (review) => (review.prediction === null ? '' : style.pen.dim(`predicted ${review.prediction}`)) },
      { cell: (review) => (review.thinkSeconds === null ? '' : style.pen.dim(clock((review.thinkSeconds + (review.answerSeconds ?? 0)) * 1000))) },
    ];
    const rows = renderRows(
      reviews,
      [
        { cell: (review) => style.pen.dim(localTime(review)) },
        { cell: (review) => confidenceDots(review.rating, style) },
        { cell: (review) => `${review.question}${review.mode === 'practice' ? style.pen.dim(' practice') : ''}`, cut: true },
        ...(style.width < 72 ? [] : details),
      ],
      style,
    );
    await ctx.terminal.page(`${rows}\n`);
  }
  if (reviews.length === 0) say(ctx, question ? `${question.id} is not rated yet.` : 'Nothing is rated yet. prep quiz starts.');
}

/** The wall clock where the rating was given. */
function localTime(review: StampedReview): string {
  return new Date(Date.parse(review.at) + review.offset * 60_000).toISOString().slice(0, 16).replace('T', ' ');
}

const reviewFields = [
  'id', 'question', 'rating', 'prediction', 'pointsHit', 'pointsOf', 'thinkSeconds', 'answerSeconds', 'hints', 'followUps',
  'mode', 'at', 'session',
]; // prettier-ignore

function record(review: StampedReview) {
  return {
    id: review.id,
    question: review.question,
    rating: review.rating,
    prediction: review.prediction,
    pointsHit: review.pointsHit.length,
    pointsOf: review.pointsHit.length + review.pointsMissed.length,
    thinkSeconds: review.thinkSeconds,
    answerSeconds: review.answerSeconds,
    hints: review.hints,
    followUps: review.followUps,
    mode: review.mode,
    at: review.at,
    session: review.session,
  };
}
