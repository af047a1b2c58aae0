import { readDocument } from './document/read.ts';
import { parsePersonaFile, parseThemeFile, titleOf, type Persona, type Theme } from './guide-files.ts';
import { nearest, nearestFew } from './nearest.ts';
import { looksLikeQuestionFile, parseQuestionFile } from './question-file.ts';
import type { Problem, Question, QuestionId } from './question.ts';
import { visible } from './visible.ts';

/** Who brought a file; where two bring the same id, the later of these wins. */
export type Origin = 'shipped' | 'config' | 'own' | 'given';
const precedence: readonly Origin[] = ['shipped', 'config', 'own', 'given'];

/** One file of content, decoded. */
export interface ContentFile {
  /** As given or found; what ships is relative to the package. */
  readonly path: string;
  readonly text: string;
  readonly origin: Origin;
  /** Where in a content folder it lies; `any` may be a question file or a whole document. */
  readonly place: 'theme' | 'persona' | 'any';
  /** True for a README and the like: no fault when it holds no question. */
  readonly optional: boolean;
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
  /** Files that gave no question though they should have. */
  readonly skipped: number;
  /** Ids that content says have changed: old to new. */
  readonly aliases: ReadonlyMap<QuestionId, QuestionId>;
}

/** Reads files into a corpus. What cannot be read is a problem, and never keeps the rest from loading. */
export function buildCorpus(files: readonly ContentFile[], found: readonly Problem[] = []): Corpus {
  const problems = [...found];
  const themes = new Map<string, Theme>();
  const personas = new Map<string, Persona>();
  const chosen = new Map<QuestionId, { question: Question; origin: Origin }>();
  let skipped = found.length;
  const inOrder = [...files].sort((a, b) => precedence.indexOf(a.origin) - precedence.indexOf(b.origin));
  for (const file of inOrder) {
    const reading = readFile(file);
    problems.push(...reading.problems);
    for (const theme of reading.themes) if (file.place === 'theme' || !themes.has(theme.id)) themes.set(theme.id, theme);
    for (const persona of reading.personas) if (file.place === 'persona' || !personas.has(persona.id)) personas.set(persona.id, persona);
    if (file.place === 'any' && !file.optional && reading.questions.length === 0) skipped++;
    for (const question of reading.questions) {
      const other = chosen.get(question.id);
      const wins = !other || other.origin !== file.origin;
      if (other && !(wins && question.overrides)) problems.push(duplicate(question, other.question, wins));
      if (wins) chosen.set(question.id, { question, origin: file.origin });
    }
  }
  const questions = [...chosen.values()].map(({ question }) => question).sort((a, b) => (a.id < b.id ? -1 : 1));
  const byId = new Map(questions.map((question) => [question.id, question]));
  problems.push(...crossProblems(questions, byId));
  return {
    questions,
    byId,
    themes: named(questions.map((question) => question.theme), themes, (id) => ({ id, title: titleOf(id), description: null })),
    personas: named(
      [...questions.flatMap((question) => question.personas), ...personas.keys()],
      personas,
      (id) => ({ id, name: titleOf(id), role: null, phases: [], mindset: null, sections: [] }),
    ),
    problems: problems.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line)),
    skipped,
    aliases: aliasesOf(questions, byId),
  };
}

interface Reading {
  readonly questions: readonly Question[];
  readonly themes: readonly Theme[];
  readonly personas: readonly Persona[];
  readonly problems: readonly Problem[];
}

function readFile(file: ContentFile): Reading {
  const nothing: Reading = { questions: [], themes: [], personas: [], problems: [] };
  if (file.place === 'theme') {
    const { theme, problems } = parseThemeFile(file.text, file.path);
    return { ...nothing, themes: [theme], problems };
  }
  if (file.place === 'persona') {
    const { persona, problems } = parsePersonaFile(file.text, file.path);
    return { ...nothing, personas: [persona], problems };
  }
  if (file.text.trim() === '') {
    return { ...nothing, problems: [fault(file.path, 1, 'empty', 'this file is empty', 'Write a question in it, or delete it.')] };
  }
  if (looksLikeQuestionFile(file.text)) {
    const { question, problems } = parseQuestionFile(file.text, file.path);
    return { ...nothing, questions: question ? [question] : [], problems };
  }
  const document = readDocument(file.text, file.path);
  const problems = document.warnings.map(({ line, message }) => fault(file.path, line, 'document', message, 'Look at this line; the rest was read.'));
  if (document.questions.length === 0) {
    if (file.optional) return nothing;
    problems.push(
      fault(file.path, 1, 'question', 'no question was found in this file', 'docs/content-format.md shows how a question file and a document look.'),
    );
  }
  return {
    questions: document.questions,
    themes: document.themes,
    personas: document.personas.map((persona) => ({ ...persona, phases: [], sections: [] })),
    problems,
  };
}

function duplicate(question: Question, other: Question, wins: boolean): Problem {
  const [kept, dropped] = wins ? [question, other] : [other, question];
  return fault(
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
        problems.push(fault(question.path, 1, 'aliases', `"${alias}" is also the id, or an alias, of the question in ${where}`, 'An id that changed belongs to one question: take it out of the other.'));
      } else renamed.set(alias, question);
    }
    if (question.follows !== null && !byId.has(question.follows)) {
      const guess = nearest(question.follows, byId.keys());
      problems.push(
        fault(question.path, 1, 'follows', `it follows "${question.follows}", which is not here`, guess ? `Did you mean "${guess}"?` : 'Name the id of a question, or take the line out.'),
      );
    }
    const words = question.question.toLowerCase().match(/[\p{L}\p{N}]+/gu)?.join(' ') ?? question.question;
    // The same wording with other code or options under it is another question: documents ask "What is the output?" often.
    const text = question.options.length > 0 || /```|~~~/.test(question.context ?? '') ? `${words}\n${question.id}` : words;
    const twin = texts.get(text);
    if (twin && twin.path !== question.path) {
      problems.push(fault(question.path, question.line, 'duplicate-question', `the same question stands in ${twin.path}:${twin.line}`, 'Keep the better one.'));
    } else texts.set(text, question);
  }
  return problems;
}

function fault(path: string, line: number, rule: string, message: string, hint: string): Problem {
  return { path, line, rule, message: visible(message), hint, strict: false };
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
