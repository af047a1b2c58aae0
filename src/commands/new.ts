import type { Context } from '../context.ts';
import { nearest } from '../core/nearest.ts';
import { asQuestionId, isKind, kinds, type QuestionId } from '../core/question.ts';
import { guessKind } from '../core/kind.ts';
import { slug } from '../core/slug.ts';
import { visible } from '../core/visible.ts';
import { UsageError } from '../errors.ts';
import { say } from './output.ts';

export interface NewOptions {
  readonly theme?: string;
  readonly kind?: string;
}

/** Writes a question of the person's own from a template, and opens it in their editor. */
export async function newQuestion(ctx: Context, words: readonly string[], options: NewOptions): Promise<void> {
  ctx.journal.events(); // Nothing is written into the folder of a newer prep.
  const corpus = await ctx.content.corpus();
  const asked = words.join(' ').trim() || (await ctx.terminal.ask({ type: 'text', message: 'The question, as an interviewer would say it' }));
  if (asked === null || asked.trim() === '') throw new UsageError('there is no question to write', 'Give its text: prep new "How would you …?"');
  const question = visible(asked).replace(/\s+/g, ' ').trim();
  if (options.kind !== undefined && !isKind(options.kind)) {
    const guess = nearest(options.kind, kinds);
    throw new UsageError(`"${visible(options.kind)}" is not a kind`, guess ? `Did you mean "${guess}"?` : `Kinds: ${kinds.join(', ')}.`);
  }
  const theme = slug(options.theme ?? (words.length > 0 ? 'my-questions' : ((await ctx.terminal.ask({ type: 'choice', message: 'Theme', choices: [...corpus.themes.map(({ id }) => id), 'my-questions'] })) ?? 'my-questions')));
  if (theme === '') throw new UsageError(`"${visible(options.theme ?? '')}" cannot be a theme`, 'Use letters and digits.');
  const id = freeId(slug(question) || 'question', corpus.byId);
  const path = ctx.content.writeOwn(`questions/${theme}/${id}.md`, template(question, theme, options.kind ?? guessKind(question)));
  if (ctx.terminal.interactive) {
    try {
      await ctx.terminal.edit(path, 9);
    } catch (error) {
      // An editor that fails changes nothing: the template goes, unless something was written into it.
      ctx.content.discard(path);
      throw error;
    }
    if (ctx.content.discard(path)) {
      say(ctx, 'The template was left as it is, so nothing was written.');
      return;
    }
    const { problems } = await ctx.content.read([path]);
    for (const problem of problems) say(ctx, `${problem.path}:${problem.line}: ${problem.message}. ${problem.hint}`);
  }
  say(ctx, `Written: ${path}`);
  say(ctx, `Practice it with prep quiz --theme ${theme}, read it with prep show ${id}.`);
}

function freeId(wanted: string, taken: ReadonlyMap<QuestionId, unknown>): string {
  for (let turn = 1; ; turn++) {
    const id = turn === 1 ? wanted : `${wanted}-${turn}`;
    const free = asQuestionId(id);
    if (free && !taken.has(free)) return id;
  }
}

/** A question file with every section; what is in brackets is for the person to replace. */
function template(question: string, theme: string, kind: string): string {
  return `---
theme: ${theme}
kind: ${kind}
minutes: 3
tags: []
---
# ${question}

## Intent

[What is really being tested.]

## Answer

[The answer you would give, as you would say it.]

## Key points

- [One idea that a good answer holds]

## Follow-ups

### [What they ask next?]

[A short answer.]

## Pitfalls

- [What sinks an answer]
`;
}
