import type { Context } from '../context.ts';
import { notText } from '../core/document/binary.ts';
import { readDocument, type DocumentReading } from '../core/document/read.ts';
import { looksLikeQuestionFile, parseQuestionFile } from '../core/question-file.ts';
import { personaFileText, questionFileText, themeFileText } from '../core/question-markdown.ts';
import type { Question } from '../core/question.ts';
import { slug, titleOf } from '../core/slug.ts';
import { visible } from '../core/visible.ts';
import { ExitCode, UsageError } from '../errors.ts';
import { outStyle, printRecords, say, wantsJson, type OutputOptions } from './output.ts';
import { signs } from '../view/style.ts';
import { wrap } from '../view/text.ts';

export interface ImportOptions extends OutputOptions {
  readonly out?: string;
  readonly dryRun?: boolean;
  readonly force?: boolean;
  /** `theme=…,persona=…,role=…,tags=…`; repeatable. */
  readonly as?: readonly string[];
}

/** What one document gave and where it went. */
interface Imported {
  readonly path: string;
  readonly reading: DocumentReading;
  /** Paths written, or that would be with `--dry-run`. */
  readonly written: readonly string[];
  /** Paths that stand already with other text, and were left alone. */
  readonly kept: readonly string[];
}

/** Turns Q&A documents, or those in a folder, into question files. One without a single question is refused, exit 1, and nothing of it is written. */
export async function importDocuments(ctx: Context, paths: readonly string[], options: ImportOptions): Promise<number> {
  const changes = parseAs(options.as ?? []);
  const folder = options.out ?? ctx.content.ownFolder;
  if (options.out === undefined) ctx.journal.events(); // Nothing is written into the folder of a newer prep.
  const refused: string[] = [];
  const imported: Imported[] = [];
  const named = await shippedThemes(ctx, options);
  const given = paths.map((path) => ({ path, within: path === '-' ? null : ctx.content.documentsIn(path) }));
  const files = given.flatMap(({ path, within }) => within ?? [path]);
  for (const [index, path] of files.entries()) {
    if (files.length > 3 && ctx.terminal.err.isTerminal) say(ctx, `${index + 1}/${files.length} ${visible(path)}`);
    const text = path === '-' ? await ctx.terminal.readAll() : ctx.content.text(path);
    const binary = notText(text, path);
    if (binary !== null) {
      refused.push(path);
      say(ctx, `prep: ${visible(path)}: ${binary.message}. ${binary.hint}`);
      continue;
    }
    const reading = changed(read(text, path === '-' ? 'stdin.md' : path), changes);
    if (reading.questions.length > 0) imported.push({ path, reading, ...write(ctx, reading, folder, options, named) });
    else if (given.some((each) => each.path === path)) {
      refused.push(path);
      say(ctx, `prep: no question was found in ${visible(path)}: nothing of it was written. docs/content-format.md shows what is read.`);
    }
  }
  for (const { path, within } of given) {
    if (within === null) continue;
    const without = within.filter((file) => !refused.includes(file) && imported.every((each) => each.path !== file));
    const none = within.length === without.length;
    if (none) refused.push(path);
    if (none) say(ctx, `prep: no question was found in ${within.length === 0 ? 'any document of' : `the ${within.length} documents of`} ${visible(path)}: nothing was written.`);
    else if (without.length > 0) say(ctx, `No question in ${without.map(visible).join(', ')}.`);
  }
  if (wantsJson(options)) printRecords(ctx, options, 'documents', imported.map(record), recordFields);
  else for (const each of imported) report(ctx, each, folder, options);
  return refused.length > 0 ? ExitCode.failed : ExitCode.done;
}

/** The themes of what ships, whose titles an import beside it must not replace. */
async function shippedThemes(ctx: Context, options: ImportOptions): Promise<ReadonlySet<string>> {
  if (options.out !== undefined || ctx.content.given !== null) return new Set();
  const { questions } = await ctx.content.corpus();
  return new Set(questions.filter(({ path }) => path.startsWith('content/')).map(({ theme }) => theme));
}

function read(text: string, path: string): DocumentReading {
  if (!looksLikeQuestionFile(text)) return readDocument(text, path);
  const { question, problems } = parseQuestionFile(text, path);
  return {
    shape: 'question-file',
    why: 'It is a question file already.',
    title: null,
    questions: question ? [question] : [],
    sections: [],
    themes: [],
    personas: [],
    duplicates: 0,
    warnings: problems.map(({ line, message }) => ({ line, message })),
  };
}

interface Changes {
  readonly theme?: string;
  readonly persona?: string;
  readonly role?: string;
  readonly tags: readonly string[];
}

/** Reads `--as theme=caching,tags=kafka,tags=redis`. */
function parseAs(given: readonly string[]): Changes {
  const changes: { theme?: string; persona?: string; role?: string; tags: string[] } = { tags: [] };
  for (const pair of given.flatMap((text) => text.split(',')).filter(Boolean)) {
    const [name, value] = [pair.slice(0, pair.indexOf('=')).trim(), slug(pair.slice(pair.indexOf('=') + 1))];
    if (!pair.includes('=') || value === '') throw new UsageError(`"${visible(pair)}" does not fit --as`, 'Write --as theme=caching,persona=bar-raiser,role=director,tags=redis.');
    if (name === 'theme' || name === 'persona' || name === 'role') changes[name] = value;
    else if (name === 'tags' || name === 'tag') changes.tags.push(value);
    else throw new UsageError(`"${visible(name)}" cannot be set with --as`, 'It takes theme, persona, role and tags.');
  }
  return changes;
}

function changed(reading: DocumentReading, { theme, persona, role, tags }: Changes): DocumentReading {
  return {
    ...reading,
    questions: reading.questions.map((question): Question => ({
      ...question,
      theme: theme ?? question.theme,
      personas: persona === undefined ? question.personas : [persona],
      role: role ?? question.role,
      tags: [...new Set([...question.tags, ...tags])],
    })),
    themes: theme === undefined ? reading.themes : [{ id: theme, title: titleOf(theme), description: null }],
    personas: persona === undefined ? reading.personas : [],
  };
}

/** Writes question, theme and persona files. A file with the same text stays; one with other text is overwritten only by `--force`. */
function write(ctx: Context, reading: DocumentReading, folder: string, options: ImportOptions, named: ReadonlySet<string>): Pick<Imported, 'written' | 'kept'> {
  const files = [
    ...reading.questions.map((question) => [`questions/${question.theme}/${question.id}.md`, questionFileText(question)] as const),
    ...reading.themes.filter(({ id }) => !named.has(id)).map((theme) => [`themes/${theme.id}.md`, themeFileText(theme)] as const),
    ...reading.personas.map((persona) => [`personas/${persona.id}.md`, personaFileText({ ...persona, phases: [], sections: [] })] as const),
  ];
  const written: string[] = [];
  const kept: string[] = [];
  for (const [path, text] of files) {
    const { state, path: full } = ctx.content.write(folder, path, text, { force: options.force ?? false, dryRun: options.dryRun ?? false });
    if (state === 'written') written.push(full);
    else if (state === 'kept') kept.push(full);
  }
  return { written, kept };
}

const recordFields = ['path', 'shape', 'why', 'questions', 'answered', 'duplicates', 'sections', 'written', 'warnings'];

function record({ path, reading, written }: Imported) {
  return {
    path,
    shape: reading.shape,
    why: reading.why,
    questions: reading.questions.length,
    answered: reading.questions.filter((question) => question.answer !== null).length,
    duplicates: reading.duplicates,
    sections: reading.sections,
    written,
    warnings: reading.warnings,
  };
}

/** What was found, every doubt with its line, and last how it was read. */
function report(ctx: Context, { path, reading, written, kept }: Imported, folder: string, options: ImportOptions): void {
  const style = outStyle(ctx);
  const { separator } = signs(style);
  const { pen } = style;
  const files =
    options.dryRun === true ? `${count(written.length, 'file')} would be written to ${folder}`
    : written.length === 0 && kept.length === 0 ? `Nothing changed in ${folder}`
    : `${count(written.length, 'file')} written to ${folder}`; // prettier-ignore
  const lines = [
    pen.bold(visible(path)),
    ...found(reading).map((facts) => `  ${visible(facts.join(separator))}`),
    ...doubts(reading).map(({ place, message }) => `  ${pen.yellow(place)}: ${visible(message)}`),
    `  ${pen.dim(visible(`Read as: ${reading.why.charAt(0).toLowerCase()}${reading.why.slice(1)}`))}`,
    `  ${visible(files)}`,
    ...(kept.length > 0 ? [`  ${count(kept.length, 'file')} left as it is, with text of its own: ${visible(kept.slice(0, 3).join(', '))}${kept.length > 3 ? ', …' : ''}. --force overwrites.`] : []),
  ];
  ctx.terminal.out.write(`${lines.flatMap((line) => wrap(line, style.width, { hanging: '    ' })).join('\n')}\n`);
  if (written.length > 0 && options.dryRun !== true) say(ctx, `Practice them with prep quiz ${practiceFlags(reading.questions, options.out)}.`);
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** What a document holds, line by line: its questions, where they stand, and the fields they have. */
function found({ questions, duplicates, sections, personas }: DocumentReading): string[][] {
  const unanswered = questions.filter((question) => question.answer === null).length;
  const sum = (of: (question: Question) => number): number => questions.reduce((total, question) => total + of(question), 0);
  const fields = [
    ['intent', sum(({ intent }) => (intent === null ? 0 : 1))],
    ['follow-up', sum(({ followUps }) => followUps.length)],
    ['key point', sum(({ keyPoints }) => keyPoints.length)],
    ['pitfall', sum(({ pitfalls }) => pitfalls.length)],
    ['hint', sum(({ hints }) => hints.length)],
  ] as const;
  const choices = sum(({ options }) => (options.length > 0 ? 1 : 0));
  const asked = questions.length === unanswered ? 'none with an answer' : unanswered === 0 ? 'all answered' : `${unanswered} without an answer`;
  const lines = [
    [count(questions.length, 'question'), asked, ...(duplicates > 0 ? [`${count(duplicates, 'duplicate')} left out`] : [])],
    sections.length > 1 ? sections.map(({ title, questions: within }) => `${title} (${within})`) : [],
    personas.map(({ name, role }) => `asked by ${name}${role === null ? '' : ` for ${role}`}`),
    [...fields.filter(([, total]) => total > 0).map(([name, total]) => count(total, name)), ...(choices > 0 ? [`${choices} with options`] : [])],
  ];
  return lines.filter((line) => line.length > 0);
}

/** The doubts with their places; one that many lines share is said once. */
function doubts({ warnings }: DocumentReading): { place: string; message: string }[] {
  const byMessage = new Map<string, number[]>();
  for (const { line, message } of warnings) {
    const known = byMessage.get(message);
    if (known === undefined) byMessage.set(message, [line]);
    else known.push(line);
  }
  return [...byMessage].map(([message, lines]) => ({ place: `${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`, message: lines.length === 1 ? message : message.replace(/^has\b/, 'have') }));
}

/** The flags that draw from what was imported and little else. */
function practiceFlags(questions: readonly Question[], out: string | undefined): string {
  const themes = [...new Set(questions.map((question) => question.theme))];
  if (out !== undefined) return `--content ${out}`;
  return themes.map((theme) => `--theme ${theme}`).join(' ');
}
