import type { Context } from '../context.ts';
import { isDue, isNew, isWeak, progressOf } from '../core/filter.ts';
import { count } from '../view/number.ts';
import { wrap } from '../view/text.ts';
import { choose } from './choice.ts';
import { outStyle } from './output.ts';

/** Bare `prep` on a terminal: where the person stands, and the one command to type next. */
export async function home(ctx: Context): Promise<void> {
  const { questions, progress, today } = await choose(ctx);
  const done = questions.map((question) => progressOf(progress, question));
  const due = done.filter((each) => isDue(each, today)).length;
  const fresh = done.filter(isNew).length;
  const weak = done.filter(isWeak).length;
  const rated = questions.length - fresh;
  const standing =
    rated === 0
      ? `${count(fresh, 'new question')} ${fresh === 1 ? 'waits' : 'wait'} for you. Nothing is rated yet.`
      : `${due === 0 ? 'Nothing is due today' : `${count(due, 'question')} ${due === 1 ? 'is' : 'are'} due`}. ${rated} of ${questions.length} rated${weak > 0 ? `, ${weak} weak` : ''}.`;
  const unfinished = ctx.journal.savedSession();
  const left = unfinished?.questions.filter(({ status }) => status === 'open').length ?? 0;
  const command = left > 0 ? 'prep quiz --resume' : due > 0 ? 'prep quiz --due' : 'prep quiz';
  const why = left > 0 ? `Your last session has ${left} left:` : rated === 0 ? 'Start with:' : 'Go on with:';
  const style = outStyle(ctx);
  const { pen } = style;
  const first = Math.min(ctx.settings.values.count, questions.length);
  const lines = [
    standing,
    '',
    `${why} ${pen.cyan.bold(command)}`,
    ...(rated === 0 && left === 0 ? [`  ${count(first, 'question')}: answer aloud, compare, rate yourself. q ends it any time.`] : []),
    '',
    pen.dim('To read first: prep browse. Every command: prep --help.'),
  ];
  ctx.terminal.out.write(`${lines.flatMap((line) => wrap(line, style.width, line.startsWith('  ') ? { hanging: '  ' } : {})).join('\n')}\n`);
}
