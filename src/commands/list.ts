import type { Context } from '../context.ts';
import { dayText } from '../core/day.ts';
import { progressOf } from '../core/filter.ts';
import type { Question } from '../core/question.ts';
import { searchQuestions, type Hit } from '../core/search.ts';
import { nextUp } from '../core/select.ts';
import { visible } from '../core/visible.ts';
import { ExitCode } from '../errors.ts';
import { shortDay } from '../view/date.ts';
import { briefFields, briefRecord, type Record } from '../view/record.ts';
import { confidenceDots, signs, type Style } from '../view/style.ts';
import { renderRecords, renderRows, type Column } from '../view/table.ts';
import { truncate, wrap } from '../view/text.ts';
import { choose, type Choice, type FilterOptions } from './choice.ts';
import { outStyle, printRecords, say, wantsJson, type OutputOptions } from './output.ts';

export type ListOptions = FilterOptions & OutputOptions;

/** The questions that match, one a line; on a terminal under the title of their theme. */
export async function list(ctx: Context, options: ListOptions): Promise<void> {
  const choice = await choose(ctx, options);
  if (wantsJson(options)) printBrief(ctx, options, choice, choice.questions);
  else if (!ctx.terminal.out.isTerminal) ctx.terminal.out.write(renderRecords(choice.questions.map((question) => fullColumns(choice, question))));
  else if (choice.questions.length > 0) await ctx.terminal.page(`${byTheme(choice, outStyle(ctx), await inline(ctx))}\n`);
  if (choice.questions.length === 0) say(ctx, 'No question matches.');
}

/** Rows under the title of their theme. */
function byTheme(choice: Choice, style: Style, inline: Inline): string {
  return choice.corpus.themes
    .map((theme) => ({ theme, questions: choice.questions.filter((question) => question.theme === theme.id) }))
    .filter((group) => group.questions.length > 0)
    .map(
      ({ theme, questions }) =>
        `${cut(`${style.pen.cyan.bold(visible(theme.title))} ${style.pen.dim(`${theme.id}${signs(style).separator}${questions.length}`)}`, style)}\n${renderRows(questions, columns(choice, style, inline), style, '  ')}`,
    )
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
  else if (questions.length > 0) await ctx.terminal.page(`${renderRows(questions, columns(choice, outStyle(ctx), await inline(ctx)), outStyle(ctx))}\n`);
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
    ctx.terminal.out.write(renderRecords(hits.map(({ question, score, match }) => [question.id, question.theme, score, question.question, match])));
  } else if (hits.length > 0) {
    const [style, oneLine] = [outStyle(ctx), await inline(ctx)];
    await ctx.terminal.page(`${hits.map((hit) => hitLines(hit, choice, style, oneLine)).join('\n')}\n`);
  }
  if (hits.length === 0) say(ctx, `Nothing matches "${words.join(' ')}".`);
}

function hitLines({ question, match }: Hit, choice: Choice, style: Style, inline: Inline): string {
  const head = `${style.pen.bold(question.id)}  ${confidenceDots(progressOf(choice.progress, question).confidence, style)}`;
  const asked = inline(question.question);
  const line = inline(match.replace(/^\s*(?:[-*+>#]+|\d+\.)\s+/, ''));
  return [head, ...[asked, ...(line === asked ? [] : [style.pen.dim(line)])].map((text) => `  ${text}`)].map((text) => cut(text, style)).join('\n');
}

export interface NextOptions extends ListOptions {
  readonly count?: number;
}

/** The question to practice now, and why; nothing is random. */
export async function next(ctx: Context, options: NextOptions): Promise<void> {
  const choice = await choose(ctx, options);
  const upcoming = nextUp(choice.questions, choice.progress, choice.today).slice(0, options.count ?? 1);
  if (wantsJson(options)) {
    const records = upcoming.map(({ question, reason }) => ({ ...brief(ctx, choice, question), reason }));
    printRecords(ctx, options, 'questions', records, [...briefFields, 'reason']);
  } else if (!ctx.terminal.out.isTerminal) ctx.terminal.out.write(renderRecords(upcoming.map(({ question, reason }) => [question.id, question.theme, reason, question.question])));
  else if (upcoming.length > 0) {
    const [style, oneLine] = [outStyle(ctx), await inline(ctx)];
    const lines = upcoming.map(({ question, reason }) =>
      [...wrap(`${style.pen.bold(question.id)}  ${style.pen.dim(reason)}`, style.width, { hanging: '  ' }), cut(`  ${oneLine(question.question)}`, style)].join('\n'),
    );
    ctx.terminal.out.write(`${lines.join('\n')}\n`);
  }
  if (upcoming.length === 0) say(ctx, 'No question matches.');
}

/** One line, cut to the width. */
function cut(text: string, style: Style): string {
  return truncate(text.replaceAll('\n', ' '), style.width, signs(style).ellipsis);
}

function columns(choice: Choice, style: Style, inline: Inline): Column<Question>[] {
  return [
    { cell: (question) => question.id },
    { cell: (question) => confidenceDots(progressOf(choice.progress, question).confidence, style) },
    {
      cell: (question) => {
        const { memory } = progressOf(choice.progress, question);
        return memory ? (memory.dueDay <= choice.today ? style.pen.yellow('due') : style.pen.dim(shortDay(memory.dueDay, choice.today))) : '';
      },
    },
    { cell: (question) => style.pen.dim(inline(question.question)), cut: true },
  ];
}

/** One paragraph of markdown on one line. */
type Inline = (markdown: string) => string;

/** The markdown renderer, loaded only for a terminal: a pipe gets the text as it is written. */
async function inline(ctx: Context): Promise<Inline> {
  const { renderInline } = await import('../view/markdown.ts');
  const style = outStyle(ctx);
  return (markdown) => renderInline(markdown, style);
}

function fullColumns(choice: Choice, question: Question): (string | number | null)[] {
  const { confidence, memory } = progressOf(choice.progress, question);
  return [question.id, question.theme, confidence, memory ? dayText(memory.dueDay) : null, question.question];
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
