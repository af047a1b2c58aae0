import type { Persona, Theme } from './guide-files.ts';
import { nearest, nearestFew } from './nearest.ts';
import { problemAt, type Problem, type Question, type QuestionId } from './question.ts';
import { titleOf } from './slug.ts';

/** Who brought a file; where two bring the same id, the later of these wins. */
export type Origin = 'shipped' | 'config' | 'own' | 'given';
const precedence: readonly Origin[] = ['shipped', 'config', 'own', 'given'];

/** Where in a content folder a file lies; `any` may be a question file or a whole document. */
export type Place = 'theme' | 'persona' | 'any';

/** What one file holds. */
export interface Reading {
  readonly questions: readonly Question[];
  readonly themes: readonly Theme[];
  readonly personas: readonly Persona[];
  readonly problems: readonly Problem[];
}

/** One file of content, read. */
export interface ReadFile {
  readonly origin: Origin;
  readonly place: Place;
  /** True for a README and the like: no fault when it holds no question. */
  readonly optional: boolean;
  readonly reading: Reading;
}

/** Every question of this run. */
export interface Corpus {
  /** In the order of their ids. */
  readonly questions: readonly Question[];
  readonly byId: ReadonlyMap<QuestionId, Question>;
  /** Every theme with a question, by id. */
  readonly themes: readonly Theme[];
  readonly personas: readonly Persona[];
  readonly problems: readonly Problem[];
  /** A problem each of the files that gave no question though they should have. */
  readonly skipped: readonly Problem[];
  /** Ids that content says have changed: old to new. */
  readonly aliases: ReadonlyMap<QuestionId, QuestionId>;
  /** True when no file held a question, a theme or a persona. */
  readonly empty: boolean;
}

/** Joins what files hold into a corpus. A file that gave nothing is a problem, and never keeps the rest from loading. */
export function buildCorpus(files: readonly ReadFile[], found: readonly Problem[] = []): Corpus {
  const problems = [...found];
  const themes = new Map<string, Theme>();
  const personas = new Map<string, Persona>();
  const chosen = new Map<QuestionId, { question: Question; origin: Origin }>();
  const skipped = [...found];
  const inOrder = [...files].sort((a, b) => precedence.indexOf(a.origin) - precedence.indexOf(b.origin));
  for (const file of inOrder) {
    const { reading } = file;
    problems.push(...reading.problems);
    for (const theme of reading.themes) if (file.place === 'theme' || !themes.has(theme.id)) themes.set(theme.id, theme);
    for (const persona of reading.personas) if (file.place === 'persona' || !personas.has(persona.id)) personas.set(persona.id, persona);
    if (file.place === 'any' && !file.optional && reading.questions.length === 0) skipped.push(...reading.problems.slice(0, 1));
    for (const question of reading.questions) {
      const other = chosen.get(question.id);
      const wins = !other || other.origin !== file.origin;
      if (other && !(wins && question.overrides)) problems.push(duplicate(question, other.question, wins));
      if (wins) chosen.set(question.id, { question, origin: file.origin });
    }
  }
  const questions = [...chosen.values()].map(({ question }) => question).sort((a, b) => (a.id < b.id ? -1 : 1));
  const byId = new Map(questions.map((question) => [question.id, question]));
  let all: readonly Problem[] | null = null; // Found when they are asked for: to practise, nobody needs them.
  return {
    questions,
    byId,
    themes: named(questions.map((question) => question.theme), themes, (id) => ({ id, title: titleOf(id), description: null })),
    personas: named(
      [...questions.flatMap((question) => question.personas), ...personas.keys()],
      personas,
      (id) => ({ id, name: titleOf(id), role: null, phases: [], mindset: null, sections: [] }),
    ),
    get problems() {
      return (all ??= [...problems, ...crossProblems(questions, byId)].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line)));
    },
    skipped,
    aliases: aliasesOf(questions, byId),
    empty: chosen.size + themes.size + personas.size === 0,
  };
}

function duplicate(question: Question, other: Question, wins: boolean): Problem {
  const [kept, dropped] = wins ? [question, other] : [other, question];
  return problemAt(
    dropped.path,
    dropped.line,
    'duplicate-id',
    `"${question.id}" stands here and in ${kept.path}:${kept.line}; the one there is used`,
    wins ? `Write "overrides: true" in ${kept.path} if that is meant, or rename one.` : 'Give one of them another id.',
  );
}

/** Where two questions claim an old id, the first by id has it; an id in use is nobody's old one. */
function aliasesOf(questions: readonly Question[], byId: ReadonlyMap<QuestionId, Question>): Map<QuestionId, QuestionId> {
  const aliases = new Map<QuestionId, QuestionId>();
  for (const question of questions) {
    for (const old of question.aliases) if (!byId.has(old) && !aliases.has(old)) aliases.set(old, question.id);
  }
  return aliases;
}

/** Faults that only show when all questions are together. */
function crossProblems(questions: readonly Question[], byId: ReadonlyMap<string, Question>): Problem[] {
  const problems: Problem[] = [];
  const texts = new Map<string, Question>();
  const renamed = new Map<string, Question>();
  for (const question of questions) {
    for (const alias of question.aliases) {
      const other = byId.get(alias) ?? renamed.get(alias);
      if (other) {
        const where = `${other.path}:${other.line}`;
        problems.push(problemAt(question.path, 1, 'aliases', `"${alias}" is also the id, or an alias, of the question in ${where}`, 'An id that changed belongs to one question: take it out of the other.'));
      } else renamed.set(alias, question);
    }
    if (question.follows !== null && !byId.has(question.follows)) {
      const guess = nearest(question.follows, byId.keys());
      problems.push(
        problemAt(question.path, 1, 'follows', `it follows "${question.follows}", which is not here`, guess ? `Did you mean "${guess}"?` : 'Name the id of a question, or take the line out.'),
      );
    }
    const words = question.question.toLowerCase().match(/[\p{L}\p{N}]+/gu)?.join(' ') ?? question.question;
    const twin = texts.get(words);
    if (!twin) texts.set(words, question);
    else if (twin.path !== question.path && asksTheSame(twin, question)) {
      problems.push(problemAt(question.path, question.line, 'duplicate-question', `the same question stands in ${twin.path}:${twin.line}`, 'Keep the better one.'));
    }
  }
  return problems;
}

/** Documents often ask "What is the output?": with other code or options under it, it is another question. */
function asksTheSame(one: Question, other: Question): boolean {
  return one.context === other.context && JSON.stringify(one.options) === JSON.stringify(other.options);
}

function named<T extends { id: string }>(ids: readonly string[], known: ReadonlyMap<string, T>, unnamed: (id: string) => T): T[] {
  return [...new Set(ids)].sort().map((id) => known.get(id) ?? unnamed(id));
}

/** The question with exactly this id, or the ids a person may have meant. */
export function findQuestion(corpus: Corpus, id: string): { question: Question } | { suggestions: string[] } {
  const question = corpus.byId.get(id as QuestionId) ?? corpus.byId.get(corpus.aliases.get(id as QuestionId) ?? ('' as QuestionId));
  return question ? { question } : { suggestions: nearestFew(id, corpus.byId.keys()) };
}

/** The ids that begin with a text; to read by, never to write by. */
export function startingWith(corpus: Corpus, beginning: string): QuestionId[] {
  return beginning === '' ? [] : [...corpus.byId.keys()].filter((id) => id.startsWith(beginning));
}
