import type { Context } from '../context.ts';
import { authoringProblems } from '../core/authoring.ts';
import type { Problem } from '../core/question.ts';
import { visible } from '../core/visible.ts';
import { ExitCode } from '../errors.ts';
import { styleFor } from '../view/style.ts';
import { wrap } from '../view/text.ts';
import { printRecords, say, wantsJson, type OutputOptions } from './output.ts';

export interface CheckOptions extends OutputOptions {
  readonly strict?: boolean;
}

/** Everything wrong with content, each with file, line and how to mend it; exit 3 when anything is. */
export async function check(ctx: Context, paths: readonly string[], options: CheckOptions): Promise<number> {
  const chosen = paths.length > 0 ? paths : ctx.content.given;
  const corpus = chosen ? await ctx.content.read(chosen) : (await ctx.content.corpus());
  const found = corpus.problems.filter((problem) => options.strict || !problem.strict);
  const problems = options.strict ? [...found, ...authoringProblems(corpus)].sort(byPlace) : found;
  if (wantsJson(options)) {
    const records = problems.map(({ path, line, rule, message, hint }) => ({ path, line, rule, message, hint, fixed: false }));
    printRecords(ctx, options, 'problems', records, ['path', 'line', 'rule', 'message', 'hint', 'fixed']);
  } else {
    const { out } = ctx.terminal;
    const { pen, width } = styleFor(out);
    for (const { path, line, rule, message, hint } of problems) {
      const place = `${pen.bold(`${visible(path)}:${line}`)}: ${visible(message)} ${pen.dim(`(${rule})`)}`;
      // Whole lines on a pipe, so that other tools can jump to them.
      out.write(out.isTerminal ? `${wrap(place, width).join('\n')}\n${wrap(pen.dim(visible(hint)), width, { indent: '  ' }).join('\n')}\n` : `${place}: ${visible(hint)}\n`);
    }
    const count = `${corpus.questions.length} ${corpus.questions.length === 1 ? 'question' : 'questions'}`;
    say(ctx, problems.length === 0 ? `${count}, no problem.` : `${count}, ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}.`);
  }
  return problems.length === 0 ? ExitCode.done : ExitCode.problems;
}

function byPlace(a: Problem, b: Problem): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line;
}
