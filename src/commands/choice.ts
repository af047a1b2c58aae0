import type { Context } from '../context.ts';
import type { Corpus } from '../core/corpus.ts';
import { findQuestion, startingWith } from '../core/corpus.ts';
import type { Day } from '../core/day.ts';
import { applyFilter, noFilter, type Filter } from '../core/filter.ts';
import { nearest } from '../core/nearest.ts';
import type { Progress } from '../core/progress.ts';
import { kinds, type Question } from '../core/question.ts';
import { tagOf } from '../core/slug.ts';
import { visible } from '../core/visible.ts';
import { UsageError } from '../errors.ts';

/** The filter flags, the same on every command that has them. */
export interface FilterOptions {
  readonly theme?: readonly string[];
  readonly persona?: readonly string[];
  readonly kind?: readonly string[];
  readonly role?: readonly string[];
  readonly tag?: readonly string[];
  readonly notTheme?: readonly string[];
  readonly notPersona?: readonly string[];
  readonly notKind?: readonly string[];
  readonly notRole?: readonly string[];
  readonly notTag?: readonly string[];
  readonly due?: boolean;
  readonly new?: boolean;
  readonly weak?: boolean;
  readonly search?: string;
  readonly hidden?: boolean;
}

/** What a command works on: the corpus, what the person has done, and the questions the flags choose. */
export interface Choice {
  readonly corpus: Corpus;
  readonly progress: Progress;
  readonly today: Day;
  /** In the order of their ids. */
  readonly questions: readonly Question[];
}

/** Loads corpus and progress and applies the filter flags. A name that does not exist is refused with a suggestion. */
export async function choose(ctx: Context, options: FilterOptions = {}, progress?: Progress): Promise<Choice> {
  const corpus = await ctx.content.corpus();
  const filter = toFilter(corpus, options);
  const replayed = progress ?? ctx.journal.progress(corpus.aliases);
  const today = ctx.today();
  return { corpus, progress: replayed, today, questions: applyFilter(corpus, filter, replayed, today) };
}

/** The one question with this id; a unique beginning of an id counts where `beginning` allows it. */
export function questionFor(corpus: Corpus, id: string, beginning: 'exact' | 'beginning'): Question {
  const found = findQuestion(corpus, id);
  if ('question' in found) return found.question;
  const begins = startingWith(corpus, id);
  const [first] = begins;
  if (beginning === 'beginning' && begins.length === 1 && first) {
    const question = corpus.byId.get(first);
    if (question) return question;
  }
  if (first) {
    const message = beginning === 'exact' ? `"${visible(id)}" is only the beginning of an id, and recording needs all of it` : `several questions begin with "${visible(id)}"`;
    throw new UsageError(message, `Did you mean ${oneOf(begins)}?`);
  }
  throw new UsageError(`there is no question "${visible(id)}"`, found.suggestions.length > 0 ? `Did you mean ${oneOf(found.suggestions)}?` : 'prep list shows every id.');
}

/** The filter that the flags mean. A name that does not exist is refused with a suggestion. */
export function toFilter(corpus: Corpus, options: FilterOptions): Filter {
  const themes = corpus.themes.map((theme) => theme.id);
  const personas = corpus.personas.map((persona) => persona.id);
  const roles = (): string[] => [...new Set(corpus.questions.flatMap((question) => question.role ?? []))];
  const tags = (): string[] => [...new Set(corpus.questions.flatMap((question) => question.tags))];
  const names = (what: string, given: readonly string[] | undefined, known: readonly string[] | (() => readonly string[])): string[] =>
    (given ?? []).map((name) => knownName(what, name, typeof known === 'function' ? known() : known));
  return {
    ...noFilter,
    theme: names('theme', options.theme, themes),
    persona: names('persona', options.persona, personas),
    kind: names('kind', options.kind, kinds),
    role: names('role', options.role, roles),
    tag: names('tag', options.tag, tags),
    notTheme: names('theme', options.notTheme, themes),
    notPersona: names('persona', options.notPersona, personas),
    notKind: names('kind', options.notKind, kinds),
    notRole: names('role', options.notRole, roles),
    notTag: names('tag', options.notTag, tags),
    due: options.due ?? false,
    new: options.new ?? false,
    weak: options.weak ?? false,
    search: options.search ?? null,
    hidden: options.hidden ?? false,
  };
}

function knownName(what: string, given: string, known: readonly string[]): string {
  const name = tagOf(given);
  if (known.includes(name)) return name;
  const guess = nearest(name, known);
  const all = known.length <= 15 ? `There ${known.length === 1 ? 'is' : 'are'}: ${known.join(', ')}.` : `prep list --json --fields id,${what === 'tag' ? 'tags' : what} shows them.`;
  throw new UsageError(`there is no ${what} "${visible(given)}"`, guess ? `Did you mean "${guess}"?` : all);
}

/** At most five of the words, and how many more there are. */
function oneOf(words: readonly string[]): string {
  const shown = words.slice(0, words.length > 5 ? 4 : 5).map((word) => `"${word}"`);
  if (words.length > shown.length) shown.push(`one of ${words.length - shown.length} more`);
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}
