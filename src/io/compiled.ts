import { openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Place, ReadFile, Reading } from '../core/corpus.ts';
import type { Question } from '../core/question.ts';

/** The texts of a question, which are read only when one of them is asked for. */
const bodyFields = ['context', 'intent', 'answer', 'keyPoints', 'followUps', 'pitfalls', 'hints', 'options'] as const;
type Body = Pick<Question, (typeof bodyFields)[number]>;
type Brief = Omit<Question, keyof Body>;

/** `dist/corpus.json`: everything about the shipped questions but their texts. */
interface CompiledCorpus {
  readonly v: number;
  readonly files: readonly {
    readonly place: Place;
    /** Each question with the byte offset and length of its texts in `dist/bodies.json`. */
    readonly questions: readonly { readonly brief: Brief; readonly body: readonly [number, number] }[];
    readonly themes: Reading['themes'];
    readonly personas: Reading['personas'];
    readonly problems: Reading['problems'];
  }[];
}

/** The texts of a question in `dist/bodies.json`, with what view/ makes of them before it renders them. */
interface CompiledBody {
  readonly body: Body;
  readonly lexed: readonly (readonly [string, unknown])[];
}

const compiledVersion = 2;

/**
 * The shipped corpus as the build compiled it, or null where there is none: then `content/` is read itself. When the texts of
 * a question are read, what the build lexed of them is put into `lexed`.
 */
export function readCompiled(packageRoot: string, lexed: Map<string, unknown>): ReadFile[] | null {
  const folder = join(packageRoot, 'dist');
  try {
    const { v, files } = JSON.parse(readFileSync(join(folder, 'corpus.json'), 'utf8')) as CompiledCorpus;
    if (v !== compiledVersion) return null;
    const bodies = openSync(join(folder, 'bodies.json'), 'r');
    return files.map(({ place, questions, themes, personas, problems }) => ({
      origin: 'shipped',
      place,
      optional: false,
      reading: { questions: questions.map(({ brief, body }) => lazily(brief, bodies, body, lexed)), themes, personas, problems },
    }));
  } catch {
    return null;
  }
}

/** A question whose texts are read from the open file `bodies` when one is first asked for. */
function lazily(brief: Brief, bodies: number, [offset, length]: readonly [number, number], lexed: Map<string, unknown>): Question {
  let body: Body | null = null;
  const read = (): Body => {
    if (body) return body;
    const bytes = Buffer.alloc(length);
    readSync(bodies, bytes, 0, length, offset);
    const kept = JSON.parse(bytes.toString('utf8')) as CompiledBody;
    for (const [text, tokens] of kept.lexed) lexed.set(text, tokens);
    return (body = kept.body);
  };
  const texts = Object.fromEntries(bodyFields.map((field) => [field, { get: () => read()[field], enumerable: true }]));
  return Object.defineProperties({ ...brief }, texts) as Question;
}

/** The two files of a compiled corpus, from what files hold. */
export function compile(files: readonly { place: Place; reading: Reading }[], lex: (question: Question) => ReadonlyMap<string, unknown>): { corpus: string; bodies: string } {
  const bodies: string[] = [];
  let offset = 0;
  const corpus: CompiledCorpus = {
    v: compiledVersion,
    files: files.map(({ place, reading }) => ({
      place,
      questions: reading.questions.map((question) => {
        const kept = { body: Object.fromEntries(bodyFields.map((field) => [field, question[field]])), lexed: [...lex(question)] };
        const body = JSON.stringify(kept);
        const length = Buffer.byteLength(body);
        bodies.push(body);
        offset += length;
        const brief = Object.fromEntries(Object.entries(question).filter(([field]) => !(bodyFields as readonly string[]).includes(field))) as unknown as Brief;
        return { brief, body: [offset - length, length] as const };
      }),
      themes: reading.themes,
      personas: reading.personas,
      problems: reading.problems,
    })),
  };
  return { corpus: JSON.stringify(corpus), bodies: bodies.join('') };
}
