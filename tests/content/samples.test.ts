import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCase, type Cases, type Module } from '../helpers/cases.ts';
import {
  checkNames, endWhenStuck, fences, findPython, importSample, languages, readSamples, runnable, runPython, typeErrors,
  type PythonJob, type PythonResult, type Sample,
} from '../helpers/samples.ts'; // prettier-ignore
import { markdownFiles, readText } from '../helpers/estimate.ts';

const content = fileURLToPath(new URL('../../content/', import.meta.url));
const casesFolder = fileURLToPath(new URL('cases/', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'prep-samples-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const watch = endWhenStuck(120);
beforeEach(({ task }) => watch.begin(`${task.suite?.name ?? ''}: ${task.name}`));
afterAll(watch.stop);

/** A question with code to run, and its cases: none for a question of another kind, whose samples are only imported. */
interface Subject extends Sample {
  readonly cases: Cases;
  readonly checks: string | null;
}

const samples = readSamples(join(content, 'questions'));
const caseFiles = readdirSync(casesFolder).sort();
const subjects: Subject[] = [];
for (const sample of samples.filter(({ kind, ts, python }) => kind === 'coding' || ts !== null || python !== null)) {
  const checks = join(casesFolder, `${sample.id}.py`);
  subjects.push({ ...sample, cases: await readCases(sample.id), checks: existsSync(checks) ? checks : null });
}
const coding = subjects.filter(({ kind }) => kind === 'coding');

describe('every runnable sample', () => {
  it('compiles under TypeScript strict', () => {
    expect(typeErrors(subjects)).toEqual([]);
  }, 120_000);

  it('names its language as the tests look for it', () => {
    const aliases = /^(?:tsx?|typescript|mts|py|python[23]?)$/iu;
    const misnamed = markdownFiles(content).flatMap((path) =>
      fences(readText(path))
        .filter(({ language }) => aliases.test(language) && !languages.some((name) => name === language))
        .map(({ language, line }) => `${path}:${line}: ${language}`),
    );
    expect(misnamed).toEqual([]);
  });

  it('stands in a question with an id of its own', () => {
    const ids = subjects.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });
});

describe('coding questions', () => {
  it('are there', () => {
    expect(coding).not.toEqual([]);
  });

  it('have code and cases in both languages', () => {
    const lacking = coding.flatMap(({ path, ts, python, cases, checks }) => [
      ...(ts === null ? [`${path}: no ts to run`] : []),
      ...(python === null ? [`${path}: no python to run`] : []),
      ...(cases.both.length + Object.keys(cases.ts ?? {}).length === 0 ? [`${path}: no case for ts`] : []),
      ...(cases.both.length + namesIn(checks).length === 0 ? [`${path}: no case for python`] : []),
    ]);
    expect(lacking).toEqual([]);
  });

  it('have no cases left over from a question that is gone', () => {
    const ids = coding.map(({ id }) => id);
    expect(caseFiles.filter((file) => !ids.includes(file.replace(/\.(?:ts|py)$/u, '')))).toEqual([]);
  });

  it('name each case once', () => {
    const names = coding.flatMap(({ id, cases, checks }) => [...cases.both.map(({ name }) => name), ...namesIn(checks)].map((name) => `${id}: ${name}`));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});

for (const subject of subjects.filter(({ ts }) => ts !== null)) {
  describe(`TypeScript of ${subject.path}`, () => {
    let sample: Module;

    it('can be imported, and prints nothing if it is an answer in code', async () => {
      const print = vi.spyOn(console, 'log').mockReturnValue();
      sample = await importSample(subject, scratch);
      const printed = [...print.mock.calls];
      print.mockRestore();
      if (subject.kind === 'coding') expect(printed).toEqual([]);
    });

    for (const one of subject.cases.both) {
      it(one.name, () => {
        expect(runCase(sample, one, subject.cases.tsArgs)).toEqual(one.gives);
      });
    }

    for (const [name, check] of Object.entries(subject.cases.ts ?? {})) it(name, () => check(sample));
  });
}

const { missing } = findPython();
const inPython = subjects.flatMap(({ python, ...rest }) => (python === null ? [] : [{ ...rest, code: python }]));
if (missing !== null) console.warn(`${missing}: the Python samples of these are not run:\n${inPython.map(({ path }) => path).join('\n')}`);

describe.skipIf(missing !== null)(missing === null ? 'Python' : `Python (skipped: ${missing})`, () => {
  let resultOf: (path: string, name: string) => PythonResult;

  beforeAll(async () => {
    // Other kinds last: what they patch or leave running cannot disturb the answers in code.
    const jobs: PythonJob[] = inPython
      .map(({ path, code, kind, cases, checks }) => ({ path, code, kind, cases: cases.both, checks }))
      .sort((a, b) => Number(a.kind !== 'coding') - Number(b.kind !== 'coding'));
    resultOf = await runPython(jobs);
  }, 120_000);

  for (const { path, kind, cases, checks } of inPython) {
    describe(`Python of ${path}`, () => {
      it('can be imported, and prints nothing if it is an answer in code', () => {
        expect(resultOf(path, 'import')).toEqual({ gave: kind === 'coding' ? '' : expect.any(String) });
      });

      for (const one of cases.both) {
        it(one.name, () => {
          expect(resultOf(path, one.name)).toEqual({ gave: one.gives });
        });
      }

      for (const name of namesIn(checks)) {
        it(name, () => {
          expect(resultOf(path, name)).toEqual({ gave: null });
        });
      }
    });
  }
});

describe('runnable', () => {
  const text = [
    '# Q?', '', '```ts', 'const a = 1;', '```', '', '```ts no-run', 'never(', '```', '', '```python', 'a = 1', '```', '',
    '~~~ts', '```', 'const b = a;', '~~~', '```text', '```ts is no opening here', '```', '```csharp', 'int a;',
  ].join('\n'); // prettier-ignore

  it('joins the fences of one language, each line on the line it has in the file', () => {
    const lines = runnable(text, 'ts')?.split('\n') ?? [];
    expect(lines.flatMap((line, at) => (line ? [`${at + 1}: ${line}`] : []))).toEqual(['4: const a = 1;', '16: ```', '17: const b = a;']);
    expect(runnable(text, 'python')?.trim()).toBe('a = 1');
  });

  it('is null where nothing runs', () => {
    expect(runnable('```ts no-run\nnever(\n```\n', 'ts')).toBeNull();
  });
});

describe('typeErrors', () => {
  const sample = (id: string, code: string): Sample => ({ path: `content/${id}.md`, id, kind: 'coding', ts: code, python: null });

  it('says file and line, and keeps two samples with the same names apart', () => {
    const good = sample('good', 'export const x: number = 1;\n');
    const bad = sample('bad', "\n\nexport const x: number = '1';\nexport const y = (z) => z;\n");
    expect(typeErrors([good, bad])).toEqual([
      "content/bad.md:3: Type 'string' is not assignable to type 'number'.",
      "content/bad.md:4: Parameter 'z' implicitly has an 'any' type.",
    ]);
  });
});

function namesIn(checks: string | null): string[] {
  return checks === null ? [] : checkNames(checks);
}

async function readCases(id: string): Promise<Cases> {
  const file = join(casesFolder, `${id}.ts`);
  if (!existsSync(file)) return { both: [] };
  const { default: cases } = (await import(`./cases/${basename(file, '.ts')}.ts`)) as { default: Cases };
  return cases;
}
