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

const compiledVersion = 1;

/** The shipped corpus as the build compiled it, or null where there is none: then `content/` is read itself. */
export function readCompiled(packageRoot: string): ReadFile[] | null {
  const folder = join(packageRoot, 'dist');
  try {
    const { v, files } = JSON.parse(readFileSync(join(folder, 'corpus.json'), 'utf8')) as CompiledCorpus;
    if (v !== compiledVersion) return null;
    const bodies = openSync(join(folder, 'bodies.json'), 'r');
    return files.map(({ place, questions, themes, personas, problems }) => ({
      origin: 'shipped',
      place,
      optional: false,
      reading: { questions: questions.map(({ brief, body }) => lazily(brief, bodies, body)), themes, personas, problems },
    }));
  } catch {
    return null;
  }
}

/** A question whose texts are read from the open file `bodies` when one is first asked for. */
function lazily(brief: Brief, bodies: number, [offset, length]: readonly [number, number]): Question {
  let body: Body | null = null;
  const read = (): Body => {
    if (body) return body;
    const bytes = Buffer.alloc(length);
    readSync(bodies, bytes, 0, length, offset);
    return (body = JSON.parse(bytes.toString('utf8')) as Body);
  };
  const texts = Object.fromEntries(bodyFields.map((field) => [field, { get: () => read()[field], enumerable: true }]));
  return Object.defineProperties({ ...brief }, texts) as Question;
}

/** The two files of a compiled corpus, from what files hold. */
export function compile(files: readonly { place: Place; reading: Reading }[]): { corpus: string; bodies: string } {
  const bodies: string[] = [];
  let offset = 0;
  const corpus: CompiledCorpus = {
    v: compiledVersion,
    files: files.map(({ place, reading }) => ({
      place,
      questions: reading.questions.map((question) => {
        const body = JSON.stringify(Object.fromEntries(bodyFields.map((field) => [field, question[field]])));
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
