import type { Context } from '../context.ts';
import { progressOf } from '../core/filter.ts';
import { questionBody, sectionTexts } from '../core/question-markdown.ts';
import { visible } from '../core/visible.ts';
import { UsageError } from '../errors.ts';
import { nearest } from '../core/nearest.ts';
import { parts, renderPart, renderQuestion, type Part } from '../view/question.ts';
import { wholeFields, wholeRecord } from '../view/record.ts';
import { choose, questionFor } from './choice.ts';
import { outStyle, printRecords, say, wantsJson, type OutputOptions } from './output.ts';

export interface ShowOptions extends OutputOptions {
  readonly only?: string;
  readonly raw?: boolean;
}

/** Shows questions with everything written about them, or one part alone. */
export async function show(ctx: Context, ids: readonly string[], options: ShowOptions): Promise<void> {
  const only = options.only === undefined ? null : partNamed(options.only);
  const { corpus, progress } = await choose(ctx);
  const questions = ids.map((id) => questionFor(corpus, id, 'beginning'));
  if (wantsJson(options)) {
    const records = questions.map((question) => wholeRecord(question, progressOf(progress, question), ctx.journal.recall(question.id, progress)));
    printRecords(ctx, options, 'questions', records, wholeFields);
    return;
  }
  if (options.raw) {
    const raw = questions.map((question) => (only === null ? questionBody(question) : sectionTexts(question)[only]));
    await ctx.terminal.page(raw.map((text) => `${harmless(text)}\n`).join('\n'));
    return;
  }
  const style = outStyle(ctx);
  const texts = questions.map((question) => {
    if (only === null) return renderQuestion(question, progressOf(progress, question), corpus, style);
    const text = renderPart(question, only, style);
    if (text === '') say(ctx, `${question.id} has no ${only}.`);
    return text === '' ? '' : `${text}\n`;
  });
  await ctx.terminal.page(texts.filter(Boolean).join(`\n${style.pen.dim('─'.repeat(style.unicode ? style.width : 0))}\n\n`.replace(/^\n\n\n/, '\n')));
}

/** Text as it is, but for what could control a terminal; tabs stay, because code needs them. */
function harmless(text: string): string {
  return text.split('\t').map(visible).join('\t');
}

function partNamed(name: string): Part {
  const found = parts.find((part) => part === name);
  if (found) return found;
  const guess = nearest(name, parts);
  throw new UsageError(`"${visible(name)}" is not a part of a question`, guess ? `Did you mean "${guess}"?` : `Parts: ${parts.join(', ')}.`);
}
