import type { Context } from '../context.ts';
import { authoringProblems } from '../core/authoring.ts';
import type { Problem } from '../core/question.ts';
import { visible } from '../core/visible.ts';
import { ExitCode } from '../errors.ts';
import { count } from '../view/number.ts';
import { plainLine } from '../view/plain-line.ts';
import { styleFor } from '../view/style.ts';
import { wrap } from '../view/text.ts';
import { printRecords, say, wantsJson, type OutputOptions } from './output.ts';

export interface CheckOptions extends OutputOptions {
  readonly strict?: boolean;
}

/** Everything wrong with content, each with file, line and how to mend it; exit 3 when anything is, or when there is nothing at all. */
export async function check(ctx: Context, paths: readonly string[], options: CheckOptions): Promise<number> {
  const chosen = paths.length > 0 ? paths : ctx.content.given;
  const corpus = chosen ? await ctx.content.read(chosen) : await ctx.content.corpus({ quietly: true });
  const found = corpus.problems.filter((problem) => options.strict || !problem.strict);
  const problems = options.strict ? [...found, ...authoringProblems(corpus)].sort(byPlace) : [...found];
  // An empty folder is rarely what was meant: in a script, a path that moved would pass for ever.
  if (problems.length === 0 && corpus.empty) problems.push(...(chosen ?? [ctx.content.ownFolder]).map(nothingAt));
  if (wantsJson(options)) {
    const records = problems.map(({ path, line, rule, message, hint }) => ({ path, line, rule, message, hint, fixed: false }));
    printRecords(ctx, options, 'problems', records, ['path', 'line', 'rule', 'message', 'hint', 'fixed']);
  } else {
    const { out } = ctx.terminal;
    const { pen, width } = styleFor(out);
    for (const { path, line, rule, message, hint } of problems) {
      const place = `${pen.bold(`${visible(path)}:${line}`)}: ${plainLine(message, out.unicode)} ${pen.dim(`(${rule})`)}`;
      // Whole lines on a pipe, so that other tools can jump to them.
      out.write(out.isTerminal ? `${wrap(place, width).join('\n')}\n${wrap(pen.dim(visible(hint)), width, { indent: '  ' }).join('\n')}\n` : `${place}: ${visible(hint)}\n`);
    }
    say(ctx, `${count(corpus.questions.length, 'question')}, ${problems.length === 0 ? 'no problem' : count(problems.length, 'problem')}.`);
  }
  return problems.length === 0 ? ExitCode.done : ExitCode.problems;
}

function nothingAt(path: string): Problem {
  const hint = 'Name a question file, a document, or a folder that holds some; docs/content-format.md shows how they look.';
  return { path, line: 1, rule: 'empty', message: 'no question was found here', hint, strict: false };
}

function byPlace(a: Problem, b: Problem): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line;
}
