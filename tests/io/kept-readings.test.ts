import { spawn } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Corpus } from '../../src/core/corpus.ts';
import { buildCorpus } from '../../src/core/corpus.ts';
import type { Question } from '../../src/core/question.ts';
import { listFiles, readText, type Root } from '../../src/io/content.ts';
import { keptReadings } from '../../src/io/kept-readings.ts';
import { packageRoot } from '../helpers/world.ts';
import { writeFiles } from './small-world.ts';

const padding = `\n\n## Answer\n\n${'A sentence that makes the file long enough to be worth keeping. '.repeat(250)}\n`;

const files = {
  'questions/a/one.md': `---\nid: one\ntheme: a\npersonas: [peer]\ntags: [t]\naliases: [former]\n---\n# What is one?${padding}`,
  'questions/a/two.md': `---\nid: two\ntheme: a\nkind: coding\nminutes: 7\n---\n# What is two?${padding}`,
  'questions/b/faulty.md': `---\nid: NOT AN ID\ntheme: b\n---\n# What is faulty?${padding}`,
  'questions/b/notes.md': `# Notes\n\n## Q1: What is a lock?\n\n**Answer:** A promise.\n\n## Q2: What is a leak?\n\n**Answer:** A loss.\n`,
  'themes/a.md': '---\ntitle: The first\n---\nWhat it tests.\n',
  'personas/peer.md': '---\nname: Peer\n---\n## Mindset\n\nCurious.\n',
  'README.md': '# About this folder\n\nNothing to ask here.\n',
  'empty.md': '',
};

/** A folder of files an hour old, its cache, and a way to read it that tells which files were opened for it. */
function folder(contents: Readonly<Record<string, string>> = files) {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'prep-kept-')));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const path = writeFiles(join(home, 'content'), contents);
  const cache = join(home, 'cache');
  for (const { path: file } of listFiles({ path, shown: path, origin: 'given' }, [])) age(file);
  const read = async (root: Root = { path, shown: path, origin: 'given' }, cacheFolder = (): string => cache): Promise<{ corpus: Corpus; opened: string[] }> => {
    const opened: string[] = [];
    const kept = keptReadings({ cacheFolder, packageRoot, lexed: new Map(), progress: () => undefined });
    const readings = await kept.of(root, listFiles(root, []), (file) => {
      opened.push(file.shown.slice(path.length + 1));
      return readText(file.path, file.shown, []);
    });
    return { corpus: buildCorpus(readings.map((reading) => ({ ...reading, origin: root.origin }))), opened };
  };
  return { path, cache, read, file: (name: string) => join(path, name) };
}

/** Sets a file's time an hour back, so that it counts as settled. */
function age(file: string): void {
  const then = Date.now() / 1_000 - 3_600;
  utimesSync(file, then, then);
}

/** Everything of a corpus as plain values. */
function told({ questions, themes, personas, problems, skipped, aliases }: Corpus): unknown {
  const all = (question: Question): unknown => {
    const { id, title, theme, personas: who, role, kind, kindGuessed, tags, minutes, follows, difficulty, overrides, context, intent, answer, keyPoints, followUps, pitfalls, hints, options, source, path, line } = question;
    return [id, question.question, title, theme, who, role, kind, kindGuessed, tags, minutes, follows, difficulty, question.aliases, overrides, context, intent, answer, keyPoints, followUps, pitfalls, hints, options, source, path, line];
  };
  return { questions: questions.map(all), themes, personas, problems, skipped, aliases: [...aliases] };
}

describe('what was read of a folder', () => {
  it('is the same the second time, and no file is opened for it', async () => {
    const { read } = folder();
    const first = await read();
    expect(first.opened.length).toBe(Object.keys(files).length);
    expect(first.corpus.questions.map(({ id }) => id)).toEqual(expect.arrayContaining(['one', 'two', 'what-is-a-lock', 'what-is-a-leak']));
    const second = await read();
    expect(second.opened).toEqual([]);
    expect(told(second.corpus)).toEqual(told(first.corpus));
  });

  it.each<[string, (file: (name: string) => string) => void, string[]]>([
    ['a file changed in place', (file) => appendFileSync(file('questions/a/two.md'), '\n## Pitfalls\n\n- None.\n'), ['questions/a/two.md']],
    ['a file with another text of the same length', (file) => writeFileSync(file('questions/a/two.md'), files['questions/a/two.md'].replace('What is two?', 'What is too?')), ['questions/a/two.md']],
    ['a file replaced by one with its times', (file) => replaceKeepingTimes(file('questions/a/two.md'), files['questions/a/two.md'].replace('What is two?', 'What is too?')), ['questions/a/two.md']],
    ['a new file', (file) => writeFileSync(file('questions/a/three.md'), '---\ntheme: a\n---\n# What is three?\n\n## Answer\n\n3.\n'), ['questions/a/three.md']],
    ['a file that is gone', (file) => rmSync(file('questions/a/one.md')), []],
    ['a file with another name', (file) => renameSync(file('questions/a/one.md'), file('questions/b/uno.md')), ['questions/b/uno.md']],
    ['a theme', (file) => writeFileSync(file('themes/a.md'), '---\ntitle: Another\n---\nText.\n'), ['themes/a.md']],
    ['a file that no longer says anything', (file) => writeFileSync(file('questions/a/one.md'), ''), ['questions/a/one.md']],
  ])('shows %s at once, and opens only that', async (_, change, opened) => {
    const { read, file } = folder();
    await read();
    change(file);
    const after = await read();
    expect(after.opened).toEqual(opened);
    // The truth is what a reading without an index says.
    const anew = await read(undefined, () => { throw new Error('no cache'); });
    expect(told(after.corpus)).toEqual(told(anew.corpus));
    const again = await read();
    expect(told(again.corpus)).toEqual(told(anew.corpus));
  });

  it('is read each time while it is younger than file systems count', async () => {
    const { read, file } = folder();
    await read();
    writeFileSync(file('questions/a/two.md'), files['questions/a/two.md']);
    expect([(await read()).opened, (await read()).opened]).toEqual([['questions/a/two.md'], ['questions/a/two.md']]);
    age(file('questions/a/two.md'));
    expect([(await read()).opened, (await read()).opened]).toEqual([['questions/a/two.md'], []]);
  });

  it('names files as the folder was named', async () => {
    const { read, path } = folder();
    await read();
    const { corpus } = await read({ path, shown: 'mine', origin: 'given' });
    expect(corpus.questions.map((question) => question.path)).toContain('mine/questions/a/one.md');
  });

  it('is kept for one run after the index was replaced or deleted', async () => {
    const { read, file, cache } = folder();
    await read();
    const { corpus } = await read();
    appendFileSync(file('questions/a/two.md'), '\nmore\n');
    await read();
    expect(corpus.byId.get('one' as never)?.answer).toContain('long enough');
    expect(readdirSync(cache).filter((name) => name.endsWith('.bodies')).length).toBe(1);
    rmSync(cache, { recursive: true });
    expect((await read()).corpus.questions.length).toBe(corpus.questions.length);
  });

  it.each<[string, (index: string, bodies: string) => void]>([
    ['an index cut off', (index) => truncateSync(index, Math.floor(statSync(index).size / 2))],
    ['an empty index', (index) => truncateSync(index, 0)],
    ['an index that is something else', (index) => writeFileSync(index, '[]')],
    ['an index without its bodies', (_, bodies) => rmSync(bodies)],
    ['an index of another build', (index) => writeFileSync(index, readFileSync(index, 'utf8').replace(/"key":"[^"]*"/, '"key":"another"'))],
  ])('is read anew where there is %s', async (_, damage) => {
    const { read, cache } = folder();
    const first = await read();
    const names = readdirSync(cache);
    damage(join(cache, names.find((name) => name.endsWith('.json'))!), join(cache, names.find((name) => name.endsWith('.bodies'))!));
    const again = await read();
    expect(again.opened.length).toBe(first.opened.length);
    expect(told(again.corpus)).toEqual(told(first.corpus));
    expect((await read()).opened).toEqual([]);
  });

  it('is forgotten when it is three months old and something else is kept; nothing but indexes is', async () => {
    const { read, cache } = folder();
    writeFiles(cache, { 'content-old.json': '{}', 'content-old-1.bodies': 'x', 'content-new.json': '{}', 'another.json': '{}' });
    for (const name of ['content-old.json', 'content-old-1.bodies', 'another.json']) utimesSync(join(cache, name), 1, 1);
    await read();
    expect(readdirSync(cache).map((name) => name.replace(/-[0-9a-f]{8}/, '')).filter((name) => !/^content(?:-\w+-\w+\.bodies|\.json)$/.test(name))).toEqual(['another.json', 'content-new.json']);
  });

  it('is done without where the cache cannot be written', async () => {
    const { read, cache } = folder();
    writeFileSync(cache, 'in the way');
    expect((await read()).corpus.questions.length).toBeGreaterThan(3);
    expect((await read()).opened.length).toBe(Object.keys(files).length);
    expect(readFileSync(cache, 'utf8')).toBe('in the way');
    if (process.getuid?.() === 0) return;
    rmSync(cache);
    mkdirSync(cache);
    chmodSync(cache, 0o500);
    expect((await read()).corpus.questions.length).toBeGreaterThan(3);
    expect(readdirSync(cache)).toEqual([]);
  });
});

it('an index that processes write at once is one of theirs, whole', { timeout: 60_000 }, async () => {
  const { path, cache, read, file } = folder();
  const env = { PATH: process.env['PATH'], HOME: path, PREP_CACHE_DIR: cache, PREP_CONTENT: path, TZ: 'UTC' };
  const list = (): Promise<string> =>
    new Promise((resolve) => {
      let text = '';
      const child = spawn(process.execPath, [join(packageRoot, 'bin', 'prep.js'), 'list', '--json'], { env });
      child.stdout.on('data', (chunk) => (text += String(chunk)));
      child.on('close', () => resolve(text));
    });
  for (let round = 0; round < 3; round++) {
    appendFileSync(file('questions/a/two.md'), `\n${round}\n`);
    age(file('questions/a/two.md'));
    const texts = await Promise.all(Array.from({ length: 6 }, list));
    expect(new Set(texts.map((text) => (JSON.parse(text) as { questions: unknown[] }).questions.length))).toEqual(new Set([(await read()).corpus.questions.length]));
    expect(readdirSync(cache).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  }
});

function replaceKeepingTimes(path: string, text: string): void {
  const { atime, mtime } = statSync(path);
  writeFileSync(`${path}.new`, text);
  utimesSync(`${path}.new`, atime, mtime);
  renameSync(`${path}.new`, path);
}
