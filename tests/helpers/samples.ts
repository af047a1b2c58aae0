import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { transform } from 'esbuild';
import ts from 'typescript';
import type { Call, Json, Module, Script } from './cases.ts';
import { frontMatterField, markdownFiles, readText } from './estimate.ts';

/**
 * The runnable code of one question, by language; null where there is none. A line of code keeps its line number in
 * the file and all else is blank, so what compilers and stack traces say is true of the Markdown.
 */
export interface Sample {
  readonly path: string;
  readonly id: string;
  readonly kind: string | null;
  readonly ts: string | null;
  readonly python: string | null;
}

export const languages = ['ts', 'python'] as const;
export type Language = (typeof languages)[number];

const root = fileURLToPath(new URL('../../', import.meta.url));
const runner = fileURLToPath(new URL('run-samples.py', import.meta.url));

/** Every question below a folder, sorted; a path is relative to the project. */
export function readSamples(folder: string): Sample[] {
  return markdownFiles(folder).map((path) => {
    const text = readText(path);
    return {
      path: relative(root, path),
      id: frontMatterField(text, 'id') ?? basename(path, '.md'),
      kind: frontMatterField(text, 'kind'),
      ts: runnable(text, 'ts'),
      python: runnable(text, 'python'),
    };
  });
}

/** The fences of a language that do not say `no-run`, each line on its own line number; null if there is none. */
export function runnable(text: string, language: Language): string | null {
  const ran = fences(text).filter((fence) => fence.language === language && !fence.words.includes('no-run'));
  if (ran.length === 0) return null;
  const lines = text.split(/\r?\n/u).map(() => '');
  for (const fence of ran) fence.lines.forEach((line, at) => (lines[fence.line + at] = line));
  return lines.join('\n');
}

export interface Fence {
  readonly language: string;
  /** The words after the language. */
  readonly words: readonly string[];
  /** 1-based line of the opening fence, and so the 0-based one of the first line inside. */
  readonly line: number;
  readonly lines: readonly string[];
}

/** The fenced code blocks of a Markdown text (CommonMark 0.31, section 4.5), but for those inside lists. */
export function fences(text: string): Fence[] {
  const found: Fence[] = [];
  let open: (Fence & { mark: string; lines: string[] }) | null = null;
  for (const [at, line] of text.split(/\r?\n/u).entries()) {
    const [, mark = '', info = ''] = /^ {0,3}(`{3,}|~{3,})\s*(.*?)\s*$/u.exec(line) ?? [];
    if (!open && mark) {
      const [language = '', ...words] = info.split(/\s+/u);
      open = { language, words, line: at + 1, lines: [], mark };
      found.push(open);
    } else if (open && mark.startsWith(open.mark) && !info) open = null;
    else open?.lines.push(line);
  }
  return found;
}

/** Imports a sample's TypeScript as a module written to a folder. */
export async function importSample(sample: Sample, folder: string): Promise<Module> {
  const { code } = await transform(sample.ts ?? '', {
    loader: 'ts',
    target: 'node20',
    format: 'esm',
    sourcefile: sample.path,
    sourcemap: 'inline',
  });
  const file = join(folder, `${sample.id}.mjs`);
  await writeFile(file, code);
  return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Module;
}

/**
 * Ends the process, with the name of the last thing begun, when this thread has been stuck for so many seconds: an
 * endless loop in a sample stops every timer of its own thread, and the test would hang instead of failing.
 */
export function endWhenStuck(seconds: number): { readonly begin: (name: string) => void; readonly stop: () => Promise<unknown> } {
  const watch = `
    const { parentPort } = require('node:worker_threads');
    let [name, silent] = ['', 0];
    parentPort.on('message', (message) => { silent = 0; name = message || name; });
    setInterval(() => {
      if (++silent < ${seconds}) return;
      require('node:fs').writeSync(2, 'stuck for ${seconds} s in: ' + name + '\\n');
      process.kill(process.pid, 'SIGKILL');
    }, 1_000);`;
  const worker = new Worker(watch, { eval: true });
  const beat = setInterval(() => worker.postMessage(''), 500);
  return {
    begin: (name) => worker.postMessage(name),
    stop: () => {
      clearInterval(beat);
      return worker.terminate();
    },
  };
}

/** What TypeScript, strict, says of all samples in one program, as `path:line: message`. */
export function typeErrors(samples: readonly Sample[]): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noImplicitOverride: true,
    isolatedModules: true,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    moduleDetection: ts.ModuleDetectionKind.Force,
    types: ['node'],
    noEmit: true,
    skipLibCheck: true,
  };
  const sources = new Map(samples.flatMap(({ path, ts: code }) => (code === null ? [] : [[join(root, `${path}.mts`), code]])));
  const host = ts.createCompilerHost(options);
  const disk = { fileExists: host.fileExists, readFile: host.readFile, getSourceFile: host.getSourceFile };
  host.getCurrentDirectory = () => root;
  host.fileExists = (file) => sources.has(file) || disk.fileExists(file);
  host.readFile = (file) => sources.get(file) ?? disk.readFile(file);
  host.getSourceFile = (file, target, ...rest) => {
    const code = sources.get(file);
    return code === undefined ? disk.getSourceFile(file, target, ...rest) : ts.createSourceFile(file, code, target);
  };
  const program = ts.createProgram([...sources.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, ' ');
    if (!file) return message;
    const { line } = file.getLineAndCharacterOfPosition(start);
    return `${relative(root, file.fileName).replace(/\.mts$/u, '')}:${line + 1}: ${message}`;
  });
}

/** What to run of one question in Python: its sample, its cases, and the file with its `check_…` functions. */
export interface PythonJob {
  readonly path: string;
  readonly code: string;
  readonly cases: readonly (Call | Script)[];
  readonly checks: string | null;
}

/** How one case went: what it gave, or the traceback. */
export type PythonResult = { readonly gave: Json } | { readonly failed: string };

/** The names of the `check_…` functions in a Python file. */
export function checkNames(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^def (check_\w+)/gmu)].map(([, name]) => name ?? '');
}

/** `python3`, if there is one and it is at least 3.10; else why not. */
export function findPython(): { readonly missing: string | null } {
  const { status } = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']);
  return { missing: status === 0 ? null : status === null ? 'python3 is missing' : 'python3 is older than 3.10' };
}

/**
 * Runs all jobs in one Python process, and gives the result of a case by its key. Importing is the case `import`.
 * After a hang of 30 seconds the process ends, and every case that did not finish has failed with its stack.
 */
export async function runPython(jobs: readonly PythonJob[]): Promise<(path: string, name: string) => PythonResult> {
  const child = spawn('python3', ['-I', '-X', 'utf8', runner], { stdio: 'pipe' });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin.end(JSON.stringify(jobs));
  await new Promise((resolve, reject) => child.on('close', resolve).on('error', reject));

  const results = new Map<string, PythonResult>();
  for (const line of out.split('\n').filter(Boolean)) {
    const { path, name, ...result } = JSON.parse(line) as { path: string; name: string } & PythonResult;
    results.set(`${path} ${name}`, result);
  }
  return (path, name) => results.get(`${path} ${name}`) ?? { failed: `no result from python3\n${err}` };
}
