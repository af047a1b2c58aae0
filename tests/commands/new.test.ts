import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newWorld, prep, type World } from '../helpers/world.ts';
import { json, sampleFiles, sampleWorld, writeFiles } from './fixture.ts';

/** A world whose own content is the sample, so that what is written next is loaded with it. */
function ownWorld(changes: Partial<World> = {}): World {
  const world = newWorld(changes);
  world.env['PREP_CONTENT'] = writeFiles(join(world.home, 'data/content'), sampleFiles);
  return world;
}

describe('new', () => {
  it.each([
    ['How would you size a Kafka topic?', 'how-would-you-size-a-kafka-topic'],
    ['C++ or Rust: "why" — and #1?', 'c-or-rust-why-and-1'],
    ['naïve --- café', 'naive-cafe'],
  ])('writes a template for %j that loads without a problem', async (question, id) => {
    const world = ownWorld();
    const path = join(world.home, `data/content/questions/kafka/${id}.md`);
    expect(await prep(['new', question, '--theme', 'Kafka', '--kind', 'design'], world)).toEqual({
      code: 0,
      out: '',
      err: `Written: ${path}\nPractice it with prep quiz --theme kafka, read it with prep show ${id}.\n`,
      frames: [],
      journal: [],
    });
    expect(await prep(['check', path], world)).toMatchObject({ code: 0, out: '' });
    expect(json((await prep(['show', id, '--fields', 'question,theme,kind,path'], world)).out).questions).toEqual([{ question, theme: 'kafka', kind: 'design', path }]);
  });

  it('goes to the person’s own questions, which load beside what ships', async () => {
    const world = newWorld();
    await prep(['new', 'What', 'is', 'mine?'], world);
    const { questions } = json((await prep(['list', '--theme', 'my-questions', '--theme', 'architecture', '--fields', 'id'], world)).out);
    expect(questions?.length).toBeGreaterThan(1);
    expect(questions).toContainEqual({ id: 'what-is-mine' });
  });

  it('gives a free id where one is taken', async () => {
    const world = ownWorld();
    for (let turn = 0; turn < 3; turn++) await prep(['new', 'Rate limiter?', '--theme', 'x'], world);
    expect(readdirSync(join(world.home, 'data/content/questions/x')).sort()).toEqual(['rate-limiter-2.md', 'rate-limiter-3.md', 'rate-limiter-4.md']);
    await prep(['new', '何ですか'], world);
    expect((await prep(['show', 'question', '--only', 'question'], world)).out).toBe('何ですか\n');
  });

  it('opens the editor on the answer, and says what is wrong with what was saved', async () => {
    const world = ownWorld({ terminal: true });
    const opened: unknown[] = [];
    const { code, err } = await prep(['new', 'What is mine?', '--theme', 'x'], world, {
      edit: (path, line) => {
        opened.push([path, readFileSync(path, 'utf8').split('\n')[line - 1]]);
        writeFileSync(path, readFileSync(path, 'utf8').replace('kind: concept', 'kind: cncept'));
      },
    });
    expect(opened).toEqual([[join(world.home, 'data/content/questions/x/what-is-mine.md'), expect.any(String)]]);
    expect(code).toBe(0);
    expect(err).toMatch(/what-is-mine\.md:3: "cncept" is not a kind\. Use one of /);
  });

  it('asks for what it was not told, on a terminal only', async () => {
    const world = ownWorld({ terminal: true });
    const { code, err } = await prep(['new'], world, { answers: ['Who asks?', 'caching'], edit: (path) => writeFileSync(path, readFileSync(path, 'utf8').replace('[A short answer.]', 'Somebody.')) });
    expect(code).toBe(0);
    expect(err).toContain('data/content/questions/caching/who-asks.md');
    const untouched = ownWorld({ terminal: true });
    expect((await prep(['new', 'Nothing written?'], untouched, { edit: () => undefined })).err).toContain('nothing was written');
    expect((await prep(['list'], untouched)).out).not.toContain('nothing-written');
    expect(await prep(['new'], ownWorld())).toMatchObject({ code: 2, out: '' });
    expect(await prep(['new', '  '], ownWorld())).toMatchObject({ code: 2 });
    expect(await prep(['new'], ownWorld({ terminal: true }), { answers: [' '] })).toMatchObject({ code: 2 });
  });

  it.each([
    [['--kind', 'desing'], '"desing" is not a kind', 'Did you mean "design"?'],
    [['--theme', '***'], '"***" cannot be a theme', 'Use letters and digits.'],
  ])('writes nothing for %j', async (flags, message, hint) => {
    const world = sampleWorld();
    expect(await prep(['new', 'What?', ...flags], world)).toMatchObject({ code: 2, err: `prep: ${message}\n${hint}\n` });
    expect(existsSync(join(world.home, 'data'))).toBe(false);
  });

  it('never lets a question or a theme leave its folder or its line', async () => {
    const world = ownWorld();
    const { code } = await prep(['new', '../../etc/passwd?\n---\nkind: evil\n\u001b[2J', '--theme', '../../../tmp'], world);
    expect(code).toBe(0);
    const text = readFileSync(join(world.home, 'data/content/questions/tmp/etc-passwd-kind-evil-2j.md'), 'utf8');
    expect(text).toContain('# ../../etc/passwd? --- kind: evil ␛[2J\n');
  });

  it('exits 4 where it cannot write, and names the path', async () => {
    const world = sampleWorld();
    writeFiles(world.home, { data: 'a file' });
    const { code, err } = await prep(['new', 'What?'], world);
    expect(code).toBe(4);
    expect(err).toContain(join(world.home, 'data'));
  });
});
