import { closeSync, openSync, readFileSync, readSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Place, ReadFile, Reading } from '../core/corpus.ts';
import type { Question } from '../core/question.ts';
import { makeFolder, replaceFile } from './file.ts';

/** The texts of a question, which are read only when one of them is asked for. */
type Texts = Pick<Question, 'context' | 'intent' | 'answer' | 'keyPoints' | 'followUps' | 'pitfalls' | 'hints' | 'options'>;

/** Everything else of a question but its path, without what is null, false or empty: ten thousand of these are read at a time. */
type Brief = Partial<Omit<Question, keyof Texts | 'path'>> & Pick<Question, 'id' | 'question' | 'theme' | 'kind' | 'line'>;

/** What was read of one file. */
interface CompiledFile {
  /** As shown to the person. */
  readonly path: string;
  readonly place: Place;
  readonly optional: boolean;
  /** What the file was when it was read; empty for what ships. */
  readonly stamp: string;
  /** Each question with the byte offset and length of its `Body` in the file of bodies. */
  readonly questions: readonly (readonly [Brief, number, number])[];
  readonly themes: Reading['themes'];
  readonly personas: Reading['personas'];
  readonly problems: Reading['problems'];
}

/** The texts of a question, with what view/ makes of them before it renders them. */
interface Body {
  readonly texts: Texts;
  readonly lexed?: readonly (readonly [string, unknown])[];
}

/** What files held, in two files of JSON: all that filters and lists need, and the texts, one `Body` after the other. */
interface Index {
  /** What the reading depends on beside the files; another one makes an index void. */
  readonly key: string;
  readonly bodies: string;
  readonly files: readonly CompiledFile[];
}

/** A file read now or earlier. */
export interface Compiled extends Omit<ReadFile, 'origin'> {
  readonly path: string;
  readonly stamp: string;
}

/**
 * What was compiled into `<name>.json` of a folder under this key, by path; null where there is nothing, or nothing that can
 * be used. When the texts of a question are read, what is kept of their lexing is put into `lexed`.
 */
export function readCompiled(folder: string, name: string, key: string, lexed: Map<string, unknown>): Map<string, Compiled> | null {
  try {
    const index = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Index;
    if (index.key !== key) return null;
    const bodies = openSync(join(folder, index.bodies), 'r'); // Open from now on, though the next index may remove it.
    const bodyAt = (offset: number, length: number): Body => {
      const bytes = Buffer.alloc(length);
      readSync(bodies, bytes, 0, length, offset);
      return JSON.parse(bytes.toString('utf8')) as Body;
    };
    return new Map(
      index.files.map(({ path, place, optional, stamp, questions, themes, personas, problems }) => [
        path,
        {
          path,
          place,
          optional,
          stamp,
          reading: {
            questions: questions.map(
              ([brief, offset, length]) =>
                new CompiledQuestion(brief, path, () => {
                  const body = bodyAt(offset, length);
                  for (const [text, tokens] of body.lexed ?? []) lexed.set(text, tokens);
                  return body.texts;
                }),
            ),
            themes,
            personas,
            problems,
          },
        },
      ]),
    );
  } catch {
    return null;
  }
}

/** A question whose texts are read when one is first asked for. */
class CompiledQuestion implements Question {
  readonly id: Question['id'];
  readonly question: string;
  readonly title: string | null;
  readonly theme: string;
  readonly personas: readonly string[];
  readonly role: string | null;
  readonly kind: Question['kind'];
  readonly kindGuessed: boolean;
  readonly tags: readonly string[];
  readonly minutes: number | null;
  readonly follows: Question['follows'];
  readonly difficulty: string | null;
  readonly aliases: Question['aliases'];
  readonly overrides: boolean;
  readonly source: string | null;
  readonly path: string;
  readonly line: number;
  readonly #read: () => Texts;
  #texts: Texts | null = null;

  constructor(brief: Brief, path: string, read: () => Texts) {
    this.id = brief.id;
    this.question = brief.question;
    this.title = brief.title ?? null;
    this.theme = brief.theme;
    this.personas = brief.personas ?? none;
    this.role = brief.role ?? null;
    this.kind = brief.kind;
    this.kindGuessed = brief.kindGuessed ?? false;
    this.tags = brief.tags ?? none;
    this.minutes = brief.minutes ?? null;
    this.follows = brief.follows ?? null;
    this.difficulty = brief.difficulty ?? null;
    this.aliases = brief.aliases ?? none;
    this.overrides = brief.overrides ?? false;
    this.source = brief.source ?? null;
    this.path = path;
    this.line = brief.line;
    this.#read = read;
  }

  get context() {
    return this.#all.context;
  }
  get intent() {
    return this.#all.intent;
  }
  get answer() {
    return this.#all.answer;
  }
  get keyPoints() {
    return this.#all.keyPoints;
  }
  get followUps() {
    return this.#all.followUps;
  }
  get pitfalls() {
    return this.#all.pitfalls;
  }
  get hints() {
    return this.#all.hints;
  }
  get options() {
    return this.#all.options;
  }

  get #all(): Texts {
    return (this.#texts ??= this.#read());
  }
}

const none: readonly never[] = [];

/**
 * Writes an index over the one that stands, with its bodies in a file of its own, so that whoever reads the old one goes on
 * reading it. `unique` is part of that file's name. `lex` gives what is to be kept with the texts of a question. Throws what
 * the file system throws, and leaves the old index then.
 */
export function writeCompiled(
  folder: string,
  name: string,
  { key, unique, files, lex }: { key: string; unique: string; files: Iterable<Compiled>; lex: (question: Question) => Iterable<readonly [string, unknown]> },
): void {
  makeFolder(folder);
  const bodies = `${name}-${unique}.bodies`;
  const output = openSync(join(folder, bodies), 'w', 0o600);
  try {
    let written = 0;
    let waiting: Buffer[] = [];
    const flush = (): void => {
      const bytes = Buffer.concat(waiting);
      for (let done = 0; done < bytes.length; ) done += writeSync(output, bytes, done);
      waiting = [];
    };
    const add = (body: Body): readonly [number, number] => {
      const bytes = Buffer.from(JSON.stringify(body));
      if (waiting.push(bytes) > 200) flush();
      written += bytes.length;
      return [written - bytes.length, bytes.length];
    };
    const compiled = Array.from(files, ({ path, place, optional, stamp, reading: { questions, themes, personas, problems } }): CompiledFile => {
      const entries = questions.map((question) => [briefOf(question), ...add(bodyOf(question, [...lex(question)]))] as const);
      return { path, place, optional, stamp, questions: entries, themes, personas, problems };
    });
    flush();
    replaceFile(join(folder, `${name}.json`), JSON.stringify({ key, bodies, files: compiled } satisfies Index));
  } catch (error) {
    rmSync(join(folder, bodies), { force: true });
    throw error;
  } finally {
    closeSync(output);
  }
  const others = readdirSync(folder).filter((file) => file.startsWith(`${name}-`) && file.endsWith('.bodies') && file !== bodies);
  for (const file of others) rmSync(join(folder, file), { force: true });
}

function bodyOf(question: Question, lexed: Body['lexed'] & object): Body {
  const { context, intent, answer, keyPoints, followUps, pitfalls, hints, options } = question;
  const texts = { context, intent, answer, keyPoints, followUps, pitfalls, hints, options };
  return lexed.length > 0 ? { texts, lexed } : { texts };
}

function briefOf(question: Question): Brief {
  const { id, title, theme, personas, role, kind, kindGuessed, tags, minutes, follows, difficulty, aliases, overrides, source, line } = question;
  const brief = { id, question: question.question, title, theme, personas, role, kind, kindGuessed, tags, minutes, follows, difficulty, aliases, overrides, source, line };
  return Object.fromEntries(Object.entries(brief).filter(([, value]) => value !== null && value !== false && !(Array.isArray(value) && value.length === 0))) as unknown as Brief;
}
