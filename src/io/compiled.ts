import { closeSync, openSync, readFileSync, readSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadFile, Reading } from '../core/corpus.ts';
import type { Question } from '../core/question.ts';
import { makeFolder, replaceFile } from './file.ts';

/** The texts of a question, which are read only when one of them is asked for. */
type Texts = Pick<Question, 'context' | 'intent' | 'answer' | 'keyPoints' | 'followUps' | 'pitfalls' | 'hints' | 'options'>;

/** What questions are filtered and chosen by, shared by all that have it in common. */
type Facets = Pick<Question, 'theme' | 'personas' | 'role' | 'kind' | 'minutes'>;

/** The rest of a question, without what is null, false or empty, and where its `Body` lies: parsed when one of it is asked for. */
type Brief = Partial<Omit<Question, keyof Texts | keyof Facets | 'id' | 'aliases'>> & Pick<Question, 'question' | 'path' | 'line'> & { readonly body: Span };

/** Bytes of the file of bodies: offset and length. */
type Span = readonly [number, number];

/** The texts of a question, with what view/ makes of them before it renders them. */
interface Body {
  readonly texts: Texts;
  readonly lexed?: readonly (readonly [string, unknown])[];
}

/** A file of content, read now or earlier. */
export interface Compiled extends Omit<ReadFile, 'origin'> {
  /** As shown to the person. */
  readonly path: string;
}

/** A file in the index: the number of its questions, and what else it held. */
interface CompiledFile extends Omit<Compiled, 'reading'>, Omit<Reading, 'questions'> {
  readonly questions: number;
}

/**
 * `<name>.json`: what every command needs of thousands of questions, in few values, so that it is read in no time. Beside it
 * lies a file of bodies: each question's `Body` as JSON, and at its end the block of all briefs.
 */
interface Index {
  /** What the reading depends on beside the files; another one makes an index void. */
  readonly key: string;
  /** What the files were when they were read; the caller's affair. */
  readonly signature: string;
  readonly bodies: string;
  /** The ids, in the order of the files, with spaces between. */
  readonly ids: string;
  readonly facets: readonly Facets[];
  /** For each question the index of its facets. */
  readonly facet: readonly number[];
  /** The former ids of those questions that have any, by the place of the question. */
  readonly aliases: readonly (readonly [number, Question['aliases']])[];
  readonly briefs: Span;
  /** For each question the end of its brief in the block of briefs, in characters. */
  readonly briefEnds: readonly number[];
  /** In order: a file, or for files that held questions and nothing else the number of those. */
  readonly files: readonly (CompiledFile | number)[];
}

/** An index that was read. */
export interface CompiledContent {
  readonly signature: string;
  readonly files: readonly Omit<ReadFile, 'origin'>[];
  /** The same, file by file; without those that held nothing. */
  byPath(): Map<string, Compiled>;
}

/**
 * What was compiled into `<name>.json` of a folder under this key; null where there is nothing, or nothing that can be used.
 * When the texts of a question are read, what is kept of their lexing is put into `lexed`.
 */
export function readCompiled(folder: string, name: string, key: string, lexed: Map<string, unknown>): CompiledContent | null {
  try {
    const index = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Index;
    if (index.key !== key) return null;
    const source = new Source(index, openSync(join(folder, index.bodies), 'r'), lexed);
    const ids = index.ids === '' ? [] : (index.ids.split(' ') as Question['id'][]);
    const aliases = new Map(index.aliases);
    const questions = ids.map((id, at) => new CompiledQuestion(id, index.facets[index.facet[at] ?? 0] as Facets, aliases.get(at) ?? none, source, at));
    let taken = 0;
    const files = index.files.map((file): Omit<ReadFile, 'origin'> & { readonly path?: string } => {
      if (typeof file === 'number') return { ...plain, reading: { ...nothingElse, questions: questions.slice(taken, (taken += file)) } };
      const { path, place, optional, themes, personas, problems } = file;
      return { path, place, optional, reading: { questions: questions.slice(taken, (taken += file.questions)), themes, personas, problems } };
    });
    return {
      signature: index.signature,
      files,
      byPath() {
        const found = new Map<string, Compiled>();
        for (const file of files) {
          if (file.path !== undefined) found.set(file.path, { ...file, path: file.path });
          else {
            for (const question of file.reading.questions) {
              const questions = [...(found.get(question.path)?.reading.questions ?? []), question];
              found.set(question.path, { ...file, path: question.path, reading: { ...nothingElse, questions } });
            }
          }
        }
        return found;
      },
    };
  } catch {
    return null;
  }
}

const none: readonly never[] = [];
const nothingElse = { themes: none, personas: none, problems: none };
const plain = { place: 'any', optional: false } as const;

/** The files of an index, read bit by bit. */
class Source {
  readonly #index: Index;
  /** Open from now on, though the next index may remove it. */
  readonly #bodies: number;
  readonly #lexed: Map<string, unknown>;
  #briefs: string | null = null;

  constructor(index: Index, bodies: number, lexed: Map<string, unknown>) {
    this.#index = index;
    this.#bodies = bodies;
    this.#lexed = lexed;
  }

  brief(at: number): Brief {
    this.#briefs ??= this.#read(this.#index.briefs);
    return JSON.parse(this.#briefs.slice(this.#index.briefEnds[at - 1] ?? 0, this.#index.briefEnds[at])) as Brief;
  }

  texts(span: Span): Texts {
    const body = JSON.parse(this.#read(span)) as Body;
    for (const [text, tokens] of body.lexed ?? []) this.#lexed.set(text, tokens);
    return body.texts;
  }

  #read([offset, length]: Span): string {
    const bytes = Buffer.allocUnsafe(length);
    readSync(this.#bodies, bytes, 0, length, offset);
    return bytes.toString('utf8');
  }
}

/** A question that is read bit by bit. */
class CompiledQuestion implements Question {
  readonly id: Question['id'];
  readonly aliases: Question['aliases'];
  readonly #facets: Facets;
  readonly #source: Source;
  readonly #at: number;
  #brief: Brief | null = null;
  #texts: Texts | null = null;

  constructor(id: Question['id'], facets: Facets, aliases: Question['aliases'], source: Source, at: number) {
    this.id = id;
    this.aliases = aliases;
    this.#facets = facets;
    this.#source = source;
    this.#at = at;
  }

  get #known(): Brief {
    return (this.#brief ??= this.#source.brief(this.#at));
  }
  get #told(): Texts {
    return (this.#texts ??= this.#source.texts(this.#known.body));
  }

  get question() {
    return this.#known.question;
  }
  get title() {
    return this.#known.title ?? null;
  }
  get theme() {
    return this.#facets.theme;
  }
  get personas() {
    return this.#facets.personas;
  }
  get role() {
    return this.#facets.role;
  }
  get kind() {
    return this.#facets.kind;
  }
  get kindGuessed() {
    return this.#known.kindGuessed ?? false;
  }
  get tags() {
    return this.#known.tags ?? none;
  }
  get minutes() {
    return this.#facets.minutes;
  }
  get follows() {
    return this.#known.follows ?? null;
  }
  get difficulty() {
    return this.#known.difficulty ?? null;
  }
  get overrides() {
    return this.#known.overrides ?? false;
  }
  get source() {
    return this.#known.source ?? null;
  }
  get path() {
    return this.#known.path;
  }
  get line() {
    return this.#known.line;
  }
  get context() {
    return this.#told.context;
  }
  get intent() {
    return this.#told.intent;
  }
  get answer() {
    return this.#told.answer;
  }
  get keyPoints() {
    return this.#told.keyPoints;
  }
  get followUps() {
    return this.#told.followUps;
  }
  get pitfalls() {
    return this.#told.pitfalls;
  }
  get hints() {
    return this.#told.hints;
  }
  get options() {
    return this.#told.options;
  }
}

/** What is to be compiled. */
export interface CompileOptions {
  readonly key: string;
  readonly signature: string;
  readonly files: readonly Compiled[];
  /** Part of the name of the file of bodies. */
  readonly unique: string;
  /** What is to be kept with the texts of a question. */
  readonly lex: (question: Question) => Iterable<readonly [string, unknown]>;
}

/**
 * Writes an index over the one that stands, with its bodies in a new file, so that whoever has read the old one goes on
 * reading it. Throws what the file system throws, and leaves the old index then.
 */
export function writeCompiled(folder: string, name: string, { key, signature, files, unique, lex }: CompileOptions): void {
  makeFolder(folder);
  const bodies = `${name}-${unique}.bodies`;
  const output = openSync(join(folder, bodies), 'w', 0o600);
  try {
    const writer = new Writer(output);
    const questions = files.flatMap(({ reading }) => reading.questions);
    const briefs = questions.map((question) => JSON.stringify(briefOf(question, writer.add(JSON.stringify(bodyOf(question, [...lex(question)]))))));
    const facets = questions.map(({ theme, personas, role, kind, minutes }) => JSON.stringify({ theme, personas, role, kind, minutes } satisfies Facets));
    const facetAt = new Map([...new Set(facets)].map((facet, at) => [facet, at]));
    let end = 0;
    const index: Index = {
      key,
      signature,
      bodies,
      ids: questions.map(({ id }) => id).join(' '),
      facets: [...facetAt.keys()].map((facet) => JSON.parse(facet) as Facets),
      facet: facets.map((facet) => facetAt.get(facet) ?? 0),
      aliases: questions.flatMap(({ aliases }, at) => (aliases.length > 0 ? [[at, aliases] as const] : [])),
      briefs: writer.add(briefs.join('')),
      briefEnds: briefs.map((brief) => (end += brief.length)),
      files: inRuns(files),
    };
    writer.flush();
    replaceFile(join(folder, `${name}.json`), JSON.stringify(index));
  } catch (error) {
    rmSync(join(folder, bodies), { force: true });
    throw error;
  } finally {
    closeSync(output);
  }
  const old = readdirSync(folder).filter((file) => file.startsWith(`${name}-`) && file.endsWith('.bodies') && file !== bodies);
  for (const file of old) rmSync(join(folder, file), { force: true });
}

/** Files as the index names them: what held questions and nothing else only adds to the number before it. */
function inRuns(files: readonly Compiled[]): (CompiledFile | number)[] {
  const runs: (CompiledFile | number)[] = [];
  for (const { path, place, optional, reading } of files) {
    const { questions, themes, personas, problems } = reading;
    const others = themes.length + personas.length + problems.length;
    const last = runs.at(-1);
    if (place !== 'any' || optional || others > 0) runs.push({ path, place, optional, questions: questions.length, themes, personas, problems });
    else if (typeof last === 'number') runs[runs.length - 1] = last + questions.length;
    else runs.push(questions.length);
  }
  return runs;
}

/** Writes texts one after the other, many at a time. */
class Writer {
  readonly #output: number;
  #waiting: Buffer[] = [];
  #written = 0;

  constructor(output: number) {
    this.#output = output;
  }

  add(text: string): Span {
    const bytes = Buffer.from(text);
    if (this.#waiting.push(bytes) > 200) this.flush();
    this.#written += bytes.length;
    return [this.#written - bytes.length, bytes.length];
  }

  flush(): void {
    const bytes = Buffer.concat(this.#waiting);
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#output, bytes, done);
    this.#waiting = [];
  }
}

function bodyOf(question: Question, lexed: Body['lexed'] & object): Body {
  const { context, intent, answer, keyPoints, followUps, pitfalls, hints, options } = question;
  const texts = { context, intent, answer, keyPoints, followUps, pitfalls, hints, options };
  return lexed.length > 0 ? { texts, lexed } : { texts };
}

function briefOf(question: Question, body: Span): Brief {
  const { title, kindGuessed, tags, follows, difficulty, overrides, source, path, line } = question;
  const brief = { question: question.question, title, kindGuessed, tags, follows, difficulty, overrides, source, path, line };
  const held = Object.entries(brief).filter(([, value]) => value !== null && value !== false && !(Array.isArray(value) && value.length === 0));
  return { ...(Object.fromEntries(held) as unknown as Omit<Brief, 'body'>), body };
}
