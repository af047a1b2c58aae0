import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newWorld, prep, type World } from '../helpers/world.ts';

const notes = `# Caching, the interviews

What these notes are about.

## Basics

### Q1: What is a cache stampede?

Many readers miss at once and all load the same thing.

### Q2: How do you keep a hot key from hurting?

Copy it to every reader.

## Operations

### Q3: Which numbers do you watch?

Hit ratio, evictions, latency of misses.
`;

function worldWith(files: Readonly<Record<string, string>>): { world: World; path: (name: string) => string; own: string } {
  const world = newWorld();
  const path = (name: string): string => join(world.home, name);
  for (const [name, text] of Object.entries(files)) writeFileSync(path(name), text);
  return { world, path, own: join(world.home, 'data', 'content') };
}

function filesBelow(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).sort() : [];
}

const written = [
  'questions/basics/how-do-you-keep-a-hot-key-from-hurting.md',
  'questions/basics/what-is-a-cache-stampede.md',
  'questions/operations/which-numbers-do-you-watch.md',
  'themes/basics.md',
  'themes/caching-the-interviews.md',
  'themes/operations.md',
];

describe('prep import', () => {
  it('writes question and theme files that are practiced at once', async () => {
    const { world, path, own } = worldWith({ 'notes.md': notes });
    const { code, out, err } = await prep(['import', path('notes.md')], world);
    expect(code).toBe(0);
    expect(out).toContain('3 questions');
    expect(err).toContain('prep quiz --theme basics');
    expect(filesBelow(own)).toEqual(written);
    const list = await prep(['list', '--theme', 'basics', '--theme', 'operations'], world);
    expect(list.out.split('\n').filter(Boolean).map((line) => line.split('\t')[0])).toEqual([
      'how-do-you-keep-a-hot-key-from-hurting',
      'what-is-a-cache-stampede',
      'which-numbers-do-you-watch',
    ]);
    expect(await prep(['check', own], world)).toMatchObject({ code: 0, out: '' });
  });

  it('writes nothing with --dry-run, and says what it would', async () => {
    const { world, path, own } = worldWith({ 'notes.md': notes });
    expect((await prep(['import', path('notes.md'), '--dry-run'], world)).out).toContain(`6 files would be written to ${own}`);
    expect(filesBelow(own)).toEqual([]);
  });

  it('changes nothing when the same document comes again, and keeps what the person wrote unless forced', async () => {
    const { world, path, own } = worldWith({ 'notes.md': notes });
    await prep(['import', path('notes.md')], world);
    expect((await prep(['import', path('notes.md')], world)).out).toContain('Nothing changed');
    const mine = join(own, written[1]!);
    const before = readFileSync(mine, 'utf8');
    writeFileSync(mine, before.replace('all load', 'all of them load'));
    const again = await prep(['import', path('notes.md')], world);
    expect(again.out.replace(/\s+/g, ' ')).toContain('1 file left as it is');
    expect(readFileSync(mine, 'utf8')).toContain('all of them load');
    await prep(['import', path('notes.md'), '--force'], world);
    expect(readFileSync(mine, 'utf8')).toBe(before);
  });

  it('sets theme, persona, role and tags with --as, and writes to --out', async () => {
    const { world, path } = worldWith({ 'notes.md': notes });
    const out = path('elsewhere');
    mkdirSync(out);
    await prep(['import', path('notes.md'), '--out', out, '--as', 'theme=Caches,persona=bar-raiser', '--as', 'role=director,tags=redis,tags=hot keys'], world);
    const json = JSON.parse((await prep(['list', '--json', '--content', out], world)).out) as { questions: Record<string, unknown>[] };
    expect(json.questions).toHaveLength(3);
    for (const question of json.questions) {
      expect(question).toMatchObject({ theme: 'caches', personas: ['bar-raiser'], role: 'director', tags: ['redis', 'hot-keys'] });
    }
  });

  it('says as JSON what it read and wrote', async () => {
    const { world, path, own } = worldWith({ 'notes.md': notes });
    const { documents } = JSON.parse((await prep(['import', path('notes.md'), '--json'], world)).out) as { documents: Record<string, unknown>[] };
    expect(documents).toEqual([
      {
        path: path('notes.md'),
        shape: expect.any(String) as string,
        why: expect.any(String) as string,
        questions: 3,
        answered: 3,
        duplicates: 0,
        sections: [
          { title: 'Basics', questions: 2 },
          { title: 'Operations', questions: 1 },
        ],
        written: expect.arrayContaining(written.map((name) => join(own, name))) as string[],
        warnings: [],
      },
    ]);
  });

  it('reads stdin', async () => {
    const { world, own } = worldWith({});
    expect((await prep(['import', '-'], world, { stdin: notes })).code).toBe(0);
    expect(filesBelow(own)).toEqual(written);
  });

  it('refuses a document without a question, writes nothing of it, and goes on with the others', async () => {
    const { world, path, own } = worldWith({ 'notes.md': notes, 'prose.md': 'A walk in the woods.\n\nNothing is asked.\n' });
    const alone = await prep(['import', path('prose.md')], world);
    expect([alone.code, alone.out, filesBelow(own)]).toEqual([1, '', []]);
    expect(alone.err).toContain(`no question was found in ${path('prose.md')}`);
    expect((await prep(['import', path('prose.md'), path('notes.md')], world)).code).toBe(1);
    expect(filesBelow(own)).toEqual(written);
  });

  it.each([
    ['a file that is not there', ['nowhere.md'], 1, 'there is no such file'],
    ['a field that --as does not know', ['notes.md', '--as', 'color=red'], 2, '"color" cannot be set with --as'],
    ['--as without a value', ['notes.md', '--as', 'theme'], 2, 'does not fit --as'],
  ])('refuses %s', async (_, args, code, message) => {
    const { world, path, own } = worldWith({ 'notes.md': notes });
    const outcome = await prep(['import', path(args[0]!), ...args.slice(1)], world);
    expect([outcome.code, filesBelow(own)]).toEqual([code, []]);
    expect(outcome.err).toContain(message);
  });

  it('says what was found first, then each doubt with its line, then how it was read', async () => {
    const fields = '# Kilns, 12 questions\n\n## Q1: What is bisque?\n\n**Why it matters:** It says whether you fired.\n\n**Answer:** The first firing.\n\n**Follow-up:**\n- How hot?\n- How long?\n\n## Q2: What is a cone?\n\n## Q3: What is bisque?\n\n**Answer:** The first firing.\n';
    const { world, path } = worldWith({ 'kilns.md': fields });
    const { out } = await prep(['import', path('kilns.md'), '--dry-run', '--out', 'x'], world);
    expect(out.split('\n').slice(1)).toEqual([
      '  2 questions · 1 without an answer · 1 duplicate left out',
      '  1 intent · 2 follow-ups',
      '  line 1: the title says 12 questions; 2 were found',
      '  line 13: has no answer',
      '  line 15: repeats the question of line 3',
      '  Read as: a heading for each question, with a word or number that marks it;',
      '    most have a label for the answer, all are numbered in order.',
      '  3 files would be written to x',
      '',
    ]);
  });

  it('says a doubt that many lines share once', async () => {
    const { world, path } = worldWith({ 'two.md': '# Interview\n\n### What is a?\n\nA.\n\n### What is b?\n\n### What is c?\n' });
    expect((await prep(['import', path('two.md'), '--dry-run'], world)).out).toContain('  lines 7, 9: have no answer\n');
  });

  it('imports the documents in a folder, and names those without a question', async () => {
    const { world, path, own } = worldWith({});
    mkdirSync(path('notes/deeper'), { recursive: true });
    writeFileSync(path('notes/deeper/caching.md'), notes);
    writeFileSync(path('notes/prose.md'), 'A walk in the woods.\n');
    writeFileSync(path('notes/picture.png'), 'x');
    const { code, err } = await prep(['import', path('notes')], world);
    expect([code, filesBelow(own)]).toEqual([0, written]);
    expect(err).toContain(`No question in ${path('notes/prose.md')}.`);
  });

  it('refuses a folder without a question', async () => {
    const { world, path, own } = worldWith({});
    mkdirSync(path('notes'));
    expect(await prep(['import', path('notes')], world)).toMatchObject({ code: 1, err: expect.stringContaining('no question was found in any document') as string });
    expect(filesBelow(own)).toEqual([]);
  });

  it.each([
    ['scan.pdf', '%PDF-1.7\n%\u00e2\u00e3', 'this is a PDF, not text', 'pdftotext'],
    ['notes.docx', 'PK\u0003\u0004\u0014', 'this is a Word document, not text', 'pandoc'],
    ['all.zip', 'PK\u0003\u0004\u0014', 'this is a zip archive, not text', 'Unpack'],
    ['photo.png', '\u0089PNG\r\n\u001a\n', 'this is an image, not text', 'text'],
    ['what.md', Array.from({ length: 900 }, (_, at) => String.fromCharCode((at * 37) % 256)).join(''), 'this is no text', 'text'],
  ])('says of %s that it holds no text, in import, in check and in --content', async (name, bytes, message, hint) => {
    const { world, path } = worldWith({});
    writeFileSync(path(name), Buffer.from(bytes, 'latin1'));
    for (const args of [['import', path(name)], ['list', '--content', path(name)], ['check', path(name)]]) {
      const { code, out, err } = await prep(args, world);
      expect(code).not.toBe(0);
      expect((out + err).replace(/\s+/g, ' ')).toContain(message);
      if (args[0] !== 'list') expect((out + err).replace(/\s+/g, ' ')).toContain(hint);
      expect(out + err).not.toMatch(/damage|could be meant/);
    }
  });

  it('leaves the title of a theme that ships alone', async () => {
    const { world, path, own } = worldWith({ 'mine.md': '# My notes\n\n## Behavioral — Interview Questions\n\n### Why do you want to leave?\n\nTo row.\n\n### Tell me about your boat.\n\nIt floats.\n' });
    const before = JSON.parse((await prep(['themes', '--json'], world)).out) as { themes: { id: string; title: string }[] };
    await prep(['import', path('mine.md')], world);
    expect(filesBelow(own).filter((name) => name.startsWith('questions/behavioral/'))).toHaveLength(2);
    const after = JSON.parse((await prep(['themes', '--json'], world)).out) as typeof before;
    const title = ({ themes }: typeof before): string | undefined => themes.find(({ id }) => id === 'behavioral')?.title;
    expect([title(before), title(after)]).toEqual([expect.any(String), title(before)]);
  });

  it('names a folder that cannot be written, exit 4', async () => {
    const { world, path } = worldWith({ 'notes.md': notes, file: 'in the way' });
    const { code, err } = await prep(['import', path('notes.md'), '--out', join(path('file'), 'below')], world);
    expect(code).toBe(4);
    expect(err).toContain('cannot be written');
  });
});
