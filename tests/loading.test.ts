import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeFiles } from './io/small-world.ts';
import { packageRoot } from './helpers/world.ts';

const home = realpathSync(mkdtempSync(join(tmpdir(), 'prep-loading-')));
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Loading {
  readonly code: number;
  /** Files of dist/. */
  readonly loaded: readonly string[];
  /** Every other file that was read, with the bytes or characters of each reading. */
  readonly read: readonly (readonly [string, number])[];
  /** Modules of Node. */
  readonly builtins: readonly string[];
}

function loading(...words: string[]): Loading {
  const env = { PATH: process.env['PATH'], HOME: home, TZ: 'UTC' };
  return JSON.parse(execFileSync(process.execPath, [join(packageRoot, 'tests/helpers/loaded.mjs'), packageRoot, ...words], { env, encoding: 'utf8' })) as Loading;
}

/** The packages that the files of dist/ were made from, by their source maps. */
function packagesOf(names: readonly string[]): string[] {
  const sources = names.flatMap((name) => (JSON.parse(readFileSync(join(packageRoot, 'dist', `${name}.map`), 'utf8')) as { sources: string[] }).sources);
  return [...new Set(sources.flatMap((source) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? []))].sort();
}

function bytesOf(names: readonly string[]): number {
  return names.reduce((sum, name) => sum + statSync(join(packageRoot, 'dist', name)).size, 0);
}

const [toSchedule, toSearch, toStyle, toRender] = [['ts-fsrs'], ['minisearch'], ['chalk', 'fast-string-truncated-width', 'fast-string-width'], ['ansi-regex', 'marked-terminal']];

describe('what a command loads', () => {
  it.each<[string, string[], string[], number]>([
    ['help', ['--help'], [], 130],
    ['next', ['next', '--json'], [...toSchedule], 200],
    ['due', ['due', '--total'], [...toSchedule], 200],
    ['rate', ['rate', 'url-shortener', '3'], [...toSchedule, ...toStyle], 230],
    ['list', ['list'], [...toSchedule, ...toStyle], 230],
    ['stats', ['stats', '--json'], [...toSchedule, ...toStyle], 230],
    ['show', ['show', 'url-shortener', '--color', 'always'], [...toSchedule, ...toStyle, ...toRender], 260],
    ['search', ['search', 'cache'], [...toSchedule, ...toSearch, ...toStyle], 280],
  ])('%s: these packages and no others, in so many kilobytes at most', (_, words, packages, kilobytes) => {
    const { code, loaded } = loading(...words);
    expect(code).toBe(0);
    const may = ['commander', ...packages].sort();
    expect(packagesOf(loaded).filter((name) => !may.includes(name))).toEqual([]);
    expect(bytesOf(loaded)).toBeLessThan(kilobytes * 1_000);
  });

  it.each([['next', '--json'], ['due', '--total'], ['show', 'url-shortener']])('%s %s waits for none of the slow modules of Node', (...words) => {
    expect(loading(...words).builtins.filter((name) => /^(?:child_process|crypto|http|net|readline|stream|tty|zlib)$/.test(name))).toEqual([]);
  });
});

describe('what a command reads', () => {
  const ownTexts = (id: string): string => `---\nid: ${id}\ntheme: mine\n---\n# What is ${id}?\n\n## Answer\n\n${`${id} is said at length. `.repeat(200)}\n`;

  it('of the shipped questions, shown one: its own texts, and no file of the corpus', () => {
    const { read } = loading('show', 'url-shortener', '--color', 'always');
    expect(read.filter(([path]) => path.includes('/content/')).map(([path]) => path)).toEqual([]);
    // The briefs of all, then the texts of one: all texts together are forty times that.
    const bodies = read.filter(([path]) => path.endsWith('.bodies'));
    expect(bodies.length).toBe(2);
    expect(bodies.reduce((sum, [, bytes]) => sum + bytes, 0)).toBeLessThan(statSync(join(packageRoot, 'dist', 'corpus-shipped.bodies')).size / 15);
  });

  it('of people’s own questions, shown one: its own texts, and no file of theirs', () => {
    const folder = writeFiles(join(home, 'mine'), Object.fromEntries(['one', 'two', 'three', 'four', 'five', 'six'].map((id) => [`${id}.md`, ownTexts(id)])));
    for (const id of ['one', 'two', 'three', 'four', 'five', 'six']) utimesSync(join(folder, `${id}.md`), 1, 1);
    const cold = loading('show', 'two', '--content', folder);
    expect(new Set(cold.read.map(([path]) => path).filter((path) => path.endsWith('.md'))).size).toBe(6);
    const { read, loaded } = loading('show', 'two', '--content', folder);
    expect(read.filter(([path]) => path.startsWith(folder))).toEqual([]);
    expect(read.filter(([path]) => path.endsWith('.bodies')).length).toBe(2);
    expect(packagesOf(loaded)).not.toContain('yaml');
  });
});
