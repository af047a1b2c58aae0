import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Content } from '../../src/context.ts';
import type { Question } from '../../src/core/question.ts';
import { UserError } from '../../src/errors.ts';
import { openContent } from '../../src/io/content.ts';
import { newWorld, prep } from '../helpers/world.ts';
import { questionFile, writeFiles } from './small-world.ts';


function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'prep-content-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

interface Places {
  readonly folder: string;
  readonly content: Content;
  readonly warnings: string[];
}

/** Content over a folder that holds `package/content`, `own` and `configured`. */
function places(files: Readonly<Record<string, string>>, given: readonly string[] | null = null): Places {
  const folder = writeFiles(temporaryFolder(), files);
  const warnings: string[] = [];
  const content = openContent({
    packageRoot: join(folder, 'package'),
    ownFolder: () => join(folder, 'own'),
    given,
    configured: () => (existsSync(join(folder, 'configured')) ? [join(folder, 'configured')] : []),
    cacheFolder: () => join(folder, 'cache'),
    warn: (text) => warnings.push(text),
    progress: () => undefined,
  });
  return { folder, content, warnings };
}

async function question(content: Content, id: string): Promise<Question> {
  return (await content.corpus()).questions.find((each) => each.id === id)!;
}

/** The ids read from a folder, and what was wrong, paths relative to the folder. */
async function readAll(folder: string): Promise<{ ids: string[]; problems: string[] }> {
  const { content } = places({});
  const { questions, problems } = await content.read([folder]);
  return { ids: questions.map((question) => question.id), problems: problems.map(({ path, rule }) => `${relative(folder, path)}: ${rule}`) };
}

describe('a folder', () => {
  it('is read whole, whatever lies how deep, in the order of names', async () => {
    const folder = writeFiles(temporaryFolder(), {
      'b.md': questionFile('B?'),
      'B.md': questionFile('Big b?').replace('---\n', '---\nid: big-b\n'),
      'a/z/deep.MARKDOWN': questionFile('Deep?'),
      'a.md': questionFile('A?'),
      'ä.md': questionFile('Umlaut?').replace('---\n', '---\nid: umlaut\n'),
      'notes.txt': questionFile('Text?'),
      'with space.mdx': questionFile('Space?').replace('---\n', '---\nid: space\n'),
    });
    const { content } = places({});
    expect((await content.read([folder])).questions.map((each) => [each.id, relative(folder, each.path)])).toEqual([
      ['a', 'a.md'],
      ['b', 'b.md'],
      ['big-b', 'B.md'],
      ['deep', 'a/z/deep.MARKDOWN'],
      ['notes', 'notes.txt'],
      ['space', 'with space.mdx'],
      ['umlaut', 'ä.md'],
    ]);
  });

  it('has what is no content left alone, without a word', async () => {
    const folder = writeFiles(temporaryFolder(), {
      'one.md': questionFile('One?'),
      '.hidden.md': questionFile('Hidden?'),
      '.git/x.md': questionFile('Git?'),
      'node_modules/y/z.md': questionFile('Module?'),
      'picture.png': '\0\0',
      'script.js': 'process.exit(1)',
      'README.md': '# About this folder\n\nProse.\n',
      'LICENSE.txt': 'MIT',
      'CHANGELOG.md': '',
    });
    expect(await readAll(folder)).toEqual({ ids: ['one'], problems: [] });
  });

  it('full of traps is scanned at once: each is said once, nothing outside is read, and the good part loads (T12)', async () => {
    const outside = writeFiles(temporaryFolder(), { 'secret.md': questionFile('Secret?') });
    const folder = writeFiles(temporaryFolder(), { 'one.md': questionFile('One?'), 'sub/two.md': questionFile('Two?'), 'named.md/three.md': questionFile('Three?') });
    execFileSync('mkfifo', [join(folder, 'pipe.md')]);
    symlinkSync('/dev/zero', join(folder, 'zero.md'));
    symlinkSync('self.md', join(folder, 'self.md'));
    symlinkSync('loop', join(folder, 'loop'));
    symlinkSync('..', join(folder, 'sub', 'up'));
    symlinkSync(outside, join(folder, 'elsewhere'));
    symlinkSync(join(outside, 'secret.md'), join(folder, 'out.md'));
    symlinkSync(`${folder}-not/x.md`, join(folder, 'gone.md'));
    symlinkSync('nowhere', join(folder, 'ignored.lock'));
    writeFileSync(join(folder, 'sparse.md'), '');
    truncateSync(join(folder, 'sparse.md'), 3 * 2 ** 30);
    const started = performance.now();
    expect(await readAll(folder)).toEqual({
      ids: ['one', 'two'],
      problems: [
        'elsewhere: link',
        'gone.md: unreadable',
        'loop: unreadable',
        'named.md: not-a-file',
        'out.md: link',
        'pipe.md: not-a-file',
        'self.md: unreadable',
        'sparse.md: too-large',
        'sub/up: link',
        'zero.md: link',
      ],
    });
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('whose name begins like the root is outside of it', async () => {
    const parent = writeFiles(temporaryFolder(), { 'root/one.md': questionFile('One?'), 'root-and-more/secret.md': questionFile('Secret?') });
    symlinkSync(join(parent, 'root-and-more', 'secret.md'), join(parent, 'root', 'link.md'));
    expect(await readAll(join(parent, 'root'))).toEqual({ ids: ['one'], problems: ['link.md: link'] });
  });

  it('follows a link to a file within it, and may itself be reached by a link', async () => {
    const parent = writeFiles(temporaryFolder(), { 'root/sub/one.md': questionFile('One?').replace('---\n', '---\nid: the-one\n') });
    symlinkSync('sub/one.md', join(parent, 'root', 'alias.md'));
    symlinkSync('root', join(parent, 'link'));
    expect(await readAll(join(parent, 'link'))).toEqual({ ids: ['the-one'], problems: ['sub/one.md: duplicate-id'] });
  });

  it('that is empty holds no question, and that is an error with a way out', async () => {
    const folder = temporaryFolder();
    const { code, out, err } = await prep(['list', '--content', folder], newWorld());
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(`no question was found in ${folder}`);
  });

  it.skipIf(!existsSync('/proc/self/mem'))('has a file that fails while it is read named', async () => {
    const { problems } = await places({}).content.read(['/proc/self/mem']);
    expect(problems.map(({ path, rule }) => [path, rule])).toEqual([['/proc/self/mem', 'unreadable']]);
  });

  it('may lose and win files while it is read (T12)', async () => {
    const folder = writeFiles(temporaryFolder(), { 'one.md': questionFile('One?') });
    const restless = new Worker(
      `const { writeFileSync, rmSync } = require('node:fs');
       for (const end = Date.now() + 400; Date.now() < end;) {
         for (let n = 0; n < 5; n++) writeFileSync(${JSON.stringify(folder)} + '/gone-' + n + '.md', ${JSON.stringify(questionFile('Gone?'))});
         for (let n = 0; n < 5; n++) rmSync(${JSON.stringify(folder)} + '/gone-' + n + '.md');
       }`,
      { eval: true },
    );
    const rules = new Set<string>();
    let over = false;
    void restless.once('exit', () => (over = true));
    while (!over) {
      const { questions, problems } = await places({}).content.read([folder]);
      expect(questions.map((question) => question.id)).toContain('one');
      for (const { path, rule } of problems) {
        expect(path).toContain('gone-');
        rules.add(rule);
      }
      await pause(0);
    }
    expect([...rules].filter((rule) => !['unreadable', 'empty', 'document', 'question', 'duplicate-question'].includes(rule))).toEqual([]);
  });
});

describe('where content comes from', () => {
  const shipped = questionFile('Shipped?');

  it('is what ships, config content, and the person’s own, the later one winning an id', async () => {
    const { content, folder } = places({
      'package/content/questions/a.md': shipped,
      'package/content/questions/b.md': shipped.replace('Shipped', 'Shipped b'),
      'package/content/questions/c.md': shipped.replace('Shipped', 'Shipped c'),
      'configured/b.md': questionFile('Configured b?'),
      'configured/c.md': questionFile('Configured c?'),
      'own/questions/c.md': questionFile('Own c?'),
    });
    const corpus = await content.corpus();
    expect(corpus.questions.map((each) => [each.id, each.question])).toEqual([
      ['a', 'Shipped?'],
      ['b', 'Configured b?'],
      ['c', 'Own c?'],
    ]);
    const own = join(folder, 'own', 'questions', 'c.md');
    const configured = join(folder, 'configured');
    expect(corpus.problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      `${configured}/c.md: "c" stands here and in ${own}:4; the one there is used`,
      `content/questions/b.md: "b" stands here and in ${configured}/b.md:4; the one there is used`,
      `content/questions/c.md: "c" stands here and in ${configured}/c.md:4; the one there is used`,
    ]);
  });

  it('may hold an id twice without a word where the winner says so', async () => {
    const { content } = places({ 'package/content/a.md': shipped, 'own/a.md': questionFile('Own?').replace('---\n', '---\noverrides: true\n') });
    expect(await content.corpus()).toMatchObject({ questions: [{ question: 'Own?' }], problems: [] });
  });

  it('is only what was given, when something was', async () => {
    const { content } = places({ 'package/content/a.md': shipped, 'own/b.md': shipped, 'configured/c.md': shipped }, [writeFiles(temporaryFolder(), { 'd.md': questionFile('D?') })]);
    expect((await content.corpus()).questions.map((each) => each.id)).toEqual(['d']);
  });

  it('is read once, and again when asked', async () => {
    const { content, folder } = places({ 'package/content/a.md': shipped });
    const corpus = await content.corpus();
    writeFiles(folder, { 'own/b.md': questionFile('Own?') });
    expect(await content.corpus()).toBe(corpus);
    expect((await content.reload()).questions.map((question) => question.id)).toEqual(['a', 'b']);
    expect((await content.corpus()).questions).toHaveLength(2);
  });

  it('is what ships where there is no home', async () => {
    const { code, err } = await prep(['check'], newWorld({ env: { HOME: '', PREP_DATA_DIR: '', PREP_CONFIG_DIR: '' } }));
    expect([code, err]).toEqual([0, expect.stringMatching(/^\d+ questions, no problem\.\n$/) as string]);
  });
});

describe('the paths of a run', () => {
  const file = (text: string): string => join(writeFiles(temporaryFolder(), { [`${text}.md`]: questionFile(`${text}?`) }), `${text}.md`);
  const ids = async (argv: string[], env: Record<string, string>): Promise<string> => (await prep(['list', '--fields', 'id', ...argv], newWorld({ env }))).out;
  const document = (...names: string[]): string => `${JSON.stringify({ schemaVersion: 1, questions: names.map((name) => ({ id: name })) }, null, 2)}\n`;

  it('come from PREP_CONTENT, several separated as in PATH, empty ones left out', async () => {
    expect(JSON.parse(await ids([], { PREP_CONTENT: ['', file('one'), file('two'), ''].join(delimiter) }))).toEqual(JSON.parse(document('one', 'two')));
  });

  it('come from --content, repeated, before PREP_CONTENT', async () => {
    expect(JSON.parse(await ids(['--content', file('one'), '--content', file('three')], { PREP_CONTENT: file('two') }))).toEqual(JSON.parse(document('one', 'three')));
  });

  it('may miss one: the rest is used, and it is said that something is wrong', async () => {
    const { code, out, err } = await prep(['list', '--content', file('one'), '--content', '/no/such/place'], newWorld());
    expect([code, out.split('\t')[0]]).toEqual([0, 'one']);
    expect(err).toBe('prep: skipped /no/such/place: there is no such file or folder; prep check says how to mend it.\n');
  });

  it.each([
    ['a missing file', '/no/such/place.md'],
    ['a file below a file', join(import.meta.dirname, 'content.test.ts', 'x.md')],
  ])('are refused where all that is given is %s', async (_, path) => {
    expect(await prep(['list', '--content', path], newWorld())).toMatchObject({
      code: 2,
      out: '',
      err: `prep: there is no such file or folder: ${path}\nCheck the path given to --content, PREP_CONTENT or config content.\n`,
    });
  });

  it('may be a FIFO or a device, which is refused and never waited for', async () => {
    const pipe = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const path of [pipe, '/dev/zero']) {
      const { code, err } = await prep(['list', '--content', path], newWorld());
      expect(code).toBe(1);
      expect(err).toContain('this is not a regular file');
    }
  });

  it('count skipped files in one line on stderr, and check names each', async () => {
    const folder = writeFiles(temporaryFolder(), { 'one.md': questionFile('One?'), 'empty.md': '', 'prose.md': 'Just prose.\n' });
    expect((await prep(['list', '--content', folder], newWorld())).err).toBe(`prep: skipped ${join(folder, 'empty.md')}: this file is empty, and 1 more; prep check says how to mend it.\n`);
    const { code, out } = await prep(['check', folder], newWorld());
    expect(code).toBe(3);
    expect(out.split('\n').slice(0, -1).map((line) => line.split(':')[0])).toEqual([join(folder, 'empty.md'), join(folder, 'prose.md')]);
  });
});

describe('writing content', () => {
  it('writes below the own folder, for the person alone, and never over a file', async () => {
    const { content, folder } = places({ 'package/content/a.md': questionFile('A?') });
    const path = content.writeOwn('questions/t/new.md', 'text');
    expect(path).toBe(join(folder, 'own', 'questions', 't', 'new.md'));
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600');
    expect(() => content.writeOwn('questions/t/new.md', 'other')).toThrow(UserError);
    expect(readFileSync(path, 'utf8')).toBe('text');
  });

  it('is refused with exit 4 where the own folder cannot be made', async () => {
    const { content } = places({ 'package/content/a.md': questionFile('A?'), own: 'a file' });
    expect(() => content.writeOwn('questions/new.md', 'text')).toThrow(expect.objectContaining({ exitCode: 4 }) as Error);
  });

  it('copies a shipped question before it is edited, and the copy is used from then on without a word', async () => {
    const { content, folder } = places({ 'package/content/questions/small/a.md': questionFile('A?') });
    const own = join(folder, 'own', 'questions', 'small', 'a.md');
    expect(content.editable(await question(content, 'a'))).toEqual({ path: own, copied: true });
    expect(readFileSync(own, 'utf8')).toBe(questionFile('A?').replace('---\n', '---\noverrides: true\n'));
    writeFileSync(own, readFileSync(own, 'utf8').replace('A?', 'Mine?'));
    expect(await content.reload()).toMatchObject({ questions: [{ question: 'Mine?', path: own }], problems: [] });
    expect(content.editable(await question(content, 'a'))).toEqual({ path: own, copied: false });
    expect(readFileSync(join(folder, 'package', 'content', 'questions', 'small', 'a.md'), 'utf8')).toBe(questionFile('A?'));
  });

  it('edits what was given where it lies', async () => {
    const folder = writeFiles(temporaryFolder(), { 'a.md': questionFile('A?') });
    const { content } = places({}, [folder]);
    expect(content.editable(await question(content, 'a'))).toEqual({ path: join(folder, 'a.md'), copied: false });
  });
});
