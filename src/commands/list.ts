import type { Context } from '../context.ts';
import { dayText } from '../core/day.ts';
import { progressOf } from '../core/filter.ts';
import type { Question } from '../core/question.ts';
import { searchQuestions, type Hit } from '../core/search.ts';
import { nextUp } from '../core/select.ts';
import { ExitCode } from '../errors.ts';
import { shortDay } from '../view/date.ts';
import { briefFields, briefRecord, type Record } from '../view/record.ts';
import { confidenceDots, signs, type Style } from '../view/style.ts';
import { plainLine } from '../view/plain-line.ts';
import { renderRecords, renderRows } from '../view/table.ts';
import { truncate, wrap } from '../view/text.ts';
import { choose, type Choice, type FilterOptions } from './choice.ts';
import { outStyle, printRecords, say, wantsJson, type OutputOptions } from './output.ts';

export type ListOptions = FilterOptions & OutputOptions;

/** The questions that match; on a terminal under the title of their theme. */
export async function list(ctx: Context, options: ListOptions): Promise<void> {
  const choice = await choose(ctx, options);
  if (wantsJson(options)) printBrief(ctx, options, choice, choice.questions);
  else if (!ctx.terminal.out.isTerminal) ctx.terminal.out.write(renderRecords(choice.questions.map((question) => fullColumns(choice, question))));
  else if (choice.questions.length > 0) await ctx.terminal.page(`${byTheme(choice, outStyle(ctx))}\n`);
  if (choice.questions.length === 0) say(ctx, options.hidden ? 'No hidden question matches.' : 'No question matches.');
}

/** Rows under the title of their theme, in columns that run through all of them. */
function byTheme(choice: Choice, style: Style): string {
  const groups = choice.corpus.themes
    .map((theme) => ({ theme, questions: choice.questions.filter((question) => question.theme === theme.id) }))
    .filter((group) => group.questions.length > 0);
  const rows = rowsOf(groups.flatMap((group) => group.questions), choice, style, '  ');
  return groups
    .map(({ theme, questions }) => {
      const head = `${style.pen.cyan.bold(plainLine(theme.title, style.unicode))}  ${style.pen.dim(`${theme.id}${signs(style).separator}${questions.length}`)}`;
      return [cut(head, style), ...rows.splice(0, questions.length)].join('\n');
    })
    .join('\n\n');
}

export interface DueOptions extends ListOptions {
  readonly total?: boolean;
  readonly exitCode?: boolean;
}

/** What is due, the longest overdue first. `--exit-code` makes nothing due exit 1. */
export async function due(ctx: Context, options: DueOptions): Promise<number> {
  const choice = await choose(ctx, { ...options, due: true });
  const questions = [...choice.questions].sort((a, b) => dueDay(choice, a) - dueDay(choice, b));
  const code = options.exitCode && questions.length === 0 ? ExitCode.failed : ExitCode.done;
  if (options.total) ctx.terminal.out.write(`${questions.length}\n`);
  else if (wantsJson(options)) printBrief(ctx, options, choice, questions);
  else if (!ctx.terminal.out.isTerminal) ctx.terminal.out.write(renderRecords(questions.map((question) => fullColumns(choice, question))));
  else if (questions.length > 0) await ctx.terminal.page(`${rowsOf(questions, choice, outStyle(ctx)).join('\n')}\n`);
  if (questions.length === 0 && !options.total) say(ctx, 'Nothing is due. prep next says what would help most.');
  return code;
}

/** Full-text search, best first, with the line that matches. */
export async function search(ctx: Context, words: readonly string[], options: ListOptions): Promise<void> {
  const choice = await choose(ctx, options);
  const hits = searchQuestions(choice.questions, words.join(' '));
  if (wantsJson(options)) {
    const records = hits.map((hit) => ({ ...brief(ctx, choice, hit.question), score: hit.score, match: hit.match }));
    printRecords(ctx, options, 'questions', records, [...briefFields, 'score', 'match']);
  } else if (!ctx.terminal.out.isTerminal) {
    ctx.terminal.out.write(renderRecords(hits.map(({ question, score, match }) => [question.id, question.theme, score, plainLine(question.question), plainLine(match)])));
  } else if (hits.length > 0) {
    const style = outStyle(ctx);
    await ctx.terminal.page(`${hits.map((hit) => hitLines(hit, choice, style)).join('\n')}\n`);
  }
  if (hits.length === 0) say(ctx, `Nothing matches "${words.join(' ')}".`);
}

function hitLines({ question, match }: Hit, choice: Choice, style: Style): string {
  const head = `${style.pen.bold(question.id)}  ${confidenceDots(progressOf(choice.progress, question).confidence, style)}`;
  const asked = plainLine(question.question, style.unicode);
  const line = plainLine(match.replace(/^\s*(?:[-*+>#]+|\d+\.)\s+/, ''), style.unicode);
  return [head, ...[asked, ...(line === asked ? [] : [style.pen.dim(line)])].map((text) => `  ${text}`)].map((text) => cut(text, style)).join('\n');
}

export interface NextOptions extends ListOptions {
  readonly count?: number;
}

/** The question to practice now, and why; nothing is random. */
export async function next(ctx: Context, options: NextOptions): Promise<void> {
  const choice = await choose(ctx, options);
  const upcoming = nextUp(choice.questions, choice.progress, choice.today, options.count ?? 1);
  if (wantsJson(options)) {
    const records = upcoming.map(({ question, reason }) => ({ ...brief(ctx, choice, question), reason }));
    printRecords(ctx, options, 'questions', records, [...briefFields, 'reason']);
  } else if (!ctx.terminal.out.isTerminal) ctx.terminal.out.write(renderRecords(upcoming.map(({ question, reason }) => [question.id, question.theme, reason, plainLine(question.question)])));
  else if (upcoming.length > 0) {
    const style = outStyle(ctx);
    const lines = upcoming.map(({ question, reason }) =>
      [...wrap(`${style.pen.bold(question.id)}  ${style.pen.dim(reason)}`, style.width, { hanging: '  ' }), ...wrap(plainLine(question.question, style.unicode), style.width, { indent: '  ' })].join('\n'),
    );
    ctx.terminal.out.write(`${lines.join('\n')}\n`);
  }
  if (upcoming.length === 0) say(ctx, 'No question matches.');
}

/** One line, cut to the width. */
function cut(text: string, style: Style): string {
  return truncate(text, style.width, signs(style).ellipsis);
}

/**
 * A question as one row: how sure the person is, what it asks, when it is due, and what to call it by. The question is what
 * is read, so it has the most room; a cut id still begins one, which is enough to show it. Below 72 columns each takes two lines,
 * joined by a newline.
 */
function rowsOf(questions: readonly Question[], choice: Choice, style: Style, indent = ''): string[] {
  const asked = (question: Question): string => plainLine(question.question, style.unicode);
  const dots = (question: Question): string => confidenceDots(progressOf(choice.progress, question).confidence, style);
  const due = (question: Question): string => {
    const { memory } = progressOf(choice.progress, question);
    return memory ? (memory.dueDay <= choice.today ? style.pen.yellow('due') : style.pen.dim(shortDay(memory.dueDay, choice.today))) : '';
  };
  if (style.width < 72) {
    return questions.map((question) =>
      [`${indent}${asked(question)}`, `${indent}  ${[dots(question), due(question), style.pen.dim(question.id)].filter(Boolean).join('  ')}`].map((line) => cut(line, style)).join('\n'),
    );
  }
  if (questions.length === 0) return [];
  const id = { cell: (question: Question) => style.pen.dim(question.id), most: Math.floor(style.width * 0.3) };
  return renderRows(questions, [{ cell: dots }, { cell: asked, cut: true }, { cell: due }, id], style, indent).split('\n');
}

function fullColumns(choice: Choice, question: Question): (string | number | null)[] {
  const { confidence, memory } = progressOf(choice.progress, question);
  return [question.id, question.theme, confidence, memory ? dayText(memory.dueDay) : null, plainLine(question.question)];
}

function dueDay(choice: Choice, question: Question): number {
  return progressOf(choice.progress, question).memory?.dueDay ?? 0;
}

function brief(ctx: Context, choice: Choice, question: Question): Record {
  return briefRecord(question, progressOf(choice.progress, question), ctx.journal.recall(question.id, choice.progress));
}

function printBrief(ctx: Context, options: OutputOptions, choice: Choice, questions: readonly Question[]): void {
  printRecords(ctx, options, 'questions', questions.map((question) => brief(ctx, choice, question)), briefFields);
}
