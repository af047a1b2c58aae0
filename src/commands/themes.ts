import type { Context } from '../context.ts';
import { standing, type Standing } from '../core/stats.ts';
import { visible } from '../core/visible.ts';
import { count } from '../view/number.ts';
import { bar, narrower, signs, type Style } from '../view/style.ts';
import { renderRecords } from '../view/table.ts';
import { padEnd, wrap } from '../view/text.ts';
import { choose } from './choice.ts';
import { outStyle, printRecords, wantsJson, type OutputOptions } from './output.ts';

/** The themes, with how many questions each has and how sure the person is of them. */
export async function themes(ctx: Context, options: OutputOptions): Promise<void> {
  const { corpus, progress, today } = await choose(ctx);
  const rows = corpus.themes.map((theme) => ({
    ...theme,
    ...standing(corpus.questions.filter((question) => question.theme === theme.id), progress, today),
  }));
  if (wantsJson(options)) {
    printRecords(ctx, options, 'themes', rows, ['id', 'title', 'description', 'questions', 'rated', 'confidence', 'due']);
    return;
  }
  await print(ctx, rows.map((row) => ({ ...row, name: row.title, text: row.description })));
}

/** The interviewers, with their mindset. */
export async function personas(ctx: Context, options: OutputOptions): Promise<void> {
  const { corpus, progress, today } = await choose(ctx);
  const rows = corpus.personas.map(({ id, name, role, phases, mindset }) => ({
    id,
    title: name,
    description: mindset === null ? null : (mindset.split(/\n\s*\n/)[0] ?? null),
    ...standing(corpus.questions.filter((question) => question.personas.includes(id)), progress, today),
    mindset,
    role,
    phases,
  }));
  if (wantsJson(options)) {
    printRecords(ctx, options, 'personas', rows, ['id', 'title', 'description', 'questions', 'rated', 'confidence', 'due', 'mindset', 'role', 'phases']);
    return;
  }
  await print(ctx, rows.map((row) => ({ ...row, name: row.title, text: row.description })));
}

type Row = Standing & { readonly id: string; readonly name: string; readonly text: string | null };

async function print(ctx: Context, rows: readonly Row[]): Promise<void> {
  if (!ctx.terminal.out.isTerminal) {
    ctx.terminal.out.write(renderRecords(rows.map((row) => [row.id, row.questions, row.rated, row.confidence, row.due, row.name])));
    return;
  }
  const style = outStyle(ctx);
  // Loaded for a terminal only: a pipe gets no descriptions.
  const { renderMarkdown } = await import('../view/markdown.ts');
  const inner = narrower(style, 2);
  await ctx.terminal.page(`${rows.map((row) => block(row, row.text === null ? '' : renderMarkdown(row.text, inner), style)).join('\n\n')}\n`);
}

function block(row: Row, description: string, style: Style): string {
  const { pen } = style;
  const sure = row.confidence === null ? pen.dim('not rated yet') : `${bar(row.confidence, 4, 8, style)} ${row.confidence.toFixed(1)} ${pen.dim(`n=${row.rated}`)}`;
  const facts = [count(row.questions, 'question'), ...(row.due > 0 ? [`${row.due} due`] : [])].join(signs(style).separator);
  const head = wrap(`${pen.cyan.bold(visible(row.name))}  ${pen.dim(row.id)}`, style.width);
  const text = description === '' ? [] : description.split('\n').map((line) => `  ${line}`);
  return [...head, ...wrap(`  ${padEnd(facts, 22)} ${sure}`, style.width, { hanging: '  ' }), ...text].join('\n');
}
