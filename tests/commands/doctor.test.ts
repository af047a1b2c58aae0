import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { questionFile, smallWorld } from '../io/small-world.ts';
import { journalPath, newWorld, prep, type World } from '../helpers/world.ts';

interface Problem { readonly path: string; readonly line: number; readonly rule: string; readonly message: string; readonly hint: string; readonly fixed: boolean }

async function doctor(world: World, ...flags: string[]): Promise<{ code: number; problems: Problem[]; err: string }> {
  const { code, out, err } = await prep(['doctor', '--json', ...flags], world);
  return { code, err, problems: (JSON.parse(out) as { problems: Problem[] }).problems };
}

const data = (world: World, ...path: string[]): string => join(world.home, 'data', ...path);
const bytesOf = (world: World): string => readFileSync(journalPath(world), 'utf8');
const line = (record: object): string => `${crc32(JSON.stringify(record)).toString(16).padStart(8, '0')} ${JSON.stringify(record)}`;

/** Two ratings, one of which is undone. */
async function ratedWorld(): Promise<World> {
  const world = smallWorld();
  await prep(['rate', 'one', '3'], world);
  await prep(['rate', 'two', '1'], world);
  await prep(['undo'], world);
  return world;
}

/** A world whose content is the person's own, so that what is missing is missed. */
async function ownWorld(): Promise<World> {
  const world = newWorld();
  mkdirSync(data(world, 'content'), { recursive: true, mode: 0o700 });
  writeFileSync(data(world, 'content', 'mine.md'), questionFile('What is mine alone?').replace('theme: small', 'theme: small\nid: mine'), { mode: 0o600 });
  await prep(['rate', 'mine', '3'], world);
  return world;
}

describe('doctor', () => {
  it('finds nothing in a store that is well, or that is not there', async () => {
    expect(await prep(['doctor'], smallWorld())).toMatchObject({ code: 0, out: '', err: '0 events, nothing found.\n' });
    const world = await ratedWorld();
    await prep(['quiz', '--plain'], world, { lines: ['', '3', 'q'] });
    expect(await prep(['doctor', '--fix'], world)).toMatchObject({ code: 0, out: '', err: '4 events, nothing found.\n' });
    expect(readdirSync(data(world, 'backups'))).toHaveLength(1);
  });

  it('says what is damaged once, and does not send to itself', async () => {
    const world = await ratedWorld();
    appendFileSync(journalPath(world), 'garbage\n');
    const { out, err } = await prep(['doctor'], world);
    expect(out).toContain('(damaged-line)');
    expect(err).toBe('3 events, 1 finding.\n');
    expect((await prep(['history'], world)).err).toContain('prep doctor says more');
  });

  it('names torn and damaged lines; --fix moves them aside and saves whole events within them', async () => {
    const world = await ratedWorld();
    const events = (await prep(['history'], world)).journal;
    const lost = { v: 1, id: '01KAG8Z4T0M3Q9V2W6X1Y7B5CD', type: 'hide', at: '2025-11-20T12:00:00.000Z', offset: 0, prep: '0.1.0', question: 'three' };
    appendFileSync(journalPath(world), `\ndeadbeef {"v":1\n\n${line(lost)}#${line({ ...lost, id: '01KAG8Z4T1M3Q9V2W6X1Y7B5CD' })}\n`);
    const before = bytesOf(world);
    const found = await doctor(world);
    expect(found).toMatchObject({ code: 3, problems: [{ rule: 'damaged-line', line: 8, fixed: false }, { rule: 'damaged-line', line: 10, fixed: false }] });
    expect(bytesOf(world)).toBe(before);
    const fixed = await doctor(world, '--fix');
    expect(fixed).toMatchObject({ code: 0, problems: [{ fixed: true }, { fixed: true }] });
    const after = (await prep(['history'], world)).journal;
    expect(after.map(({ id }) => id)).toEqual([...events.map(({ id }) => id), '01KAG8Z4T0M3Q9V2W6X1Y7B5CD', '01KAG8Z4T1M3Q9V2W6X1Y7B5CD']);
    expect(readFileSync(data(world, 'journal.damaged.txt'), 'utf8')).toContain('deadbeef {"v":1\n');
    const [backup] = readdirSync(data(world, 'backups'));
    expect(backup).toMatch(/-before-doctor\.jsonl$/);
    expect(readFileSync(data(world, 'backups', backup!), 'utf8')).toBe(before);
    expect(await doctor(world)).toMatchObject({ code: 0, problems: [] });
  });

  it('takes out a repeat, and leaves two events with one id alone', async () => {
    const world = await ratedWorld();
    const [first] = bytesOf(world).split('\n').filter(Boolean);
    appendFileSync(journalPath(world), `\n${first}\n\n${line({ ...(JSON.parse(first!.slice(9)) as object), rating: 1 })}\n`);
    expect((await doctor(world, '--fix')).problems).toMatchObject([
      { rule: 'repeated-event', line: 8, fixed: true },
      { rule: 'repeated-event', line: 10, fixed: false },
    ]);
    expect(bytesOf(world).split('\n').filter(Boolean)).toHaveLength(4);
    expect(await doctor(world)).toMatchObject({ code: 0, problems: [{ rule: 'repeated-event' }] });
  });

  it('sees a clock that went back, and one that was ahead', async () => {
    const world = smallWorld();
    for (const at of ['2026-11-20T12:00:00Z', '2026-11-17T12:00:00Z', '2036-11-17T12:00:00Z']) {
      world.now = new Date(at);
      await prep(['rate', 'one', '3'], world);
    }
    world.now = new Date('2026-11-20T13:00:00Z');
    expect(await doctor(world)).toMatchObject({
      code: 0,
      problems: [{ line: 4, rule: 'clock', message: 'the clock was 3 days back from the event before' }, { line: 6, message: 'the clock was 3650 days ahead of now' }],
    });
  });

  it('sees a snapshot that does not say what the journal does, and removes it', async () => {
    const world = smallWorld();
    await prep(['quiz', '--plain', '--order', 'listed'], world, { lines: ['', '3', 'q'] });
    const snapshot = data(world, 'snapshot.json');
    writeFileSync(snapshot, readFileSync(snapshot, 'utf8').replace(/"confidence":\s*3/, '"confidence":1'));
    expect(await doctor(world)).toMatchObject({ code: 3, problems: [{ rule: 'snapshot', path: snapshot }] });
    expect((await doctor(world, '--fix')).code).toBe(0);
    expect(existsSync(snapshot)).toBe(false);
  });

  it('sees what others may use, and keeps it to the person', async () => {
    const world = await ratedWorld();
    chmodSync(data(world), 0o755);
    chmodSync(journalPath(world), 0o644);
    expect((await doctor(world)).problems.map(({ path, rule }) => [path, rule])).toEqual([[data(world), 'permissions'], [journalPath(world), 'permissions']]);
    expect((await doctor(world, '--fix')).code).toBe(0);
    expect([data(world), journalPath(world)].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o600]);
  });

  it.each([
    "journal (ann's conflicted copy 2026-11-20).jsonl", 'journal (conflicted copy 2026-11-20 101010).jsonl', 'journal.sync-conflict-20261120-101010-ABCDEFG.jsonl',
    'journal-LAPTOP.jsonl', 'journal 2.jsonl', 'journal (1).jsonl', 'journal_conflict-20261120-101010.jsonl',
  ])('takes in the journal that a sync tool left as %s', async (name) => {
    const [world, other] = [await ratedWorld(), smallWorld()];
    await prep(['rate', 'three', '2'], other);
    writeFileSync(data(world, name), bytesOf(other), { mode: 0o600 });
    expect(await doctor(world)).toMatchObject({ code: 3, problems: [{ rule: 'conflicted-copy', path: data(world, name), fixed: false }] });
    expect(await doctor(world, '--fix')).toMatchObject({ code: 0 });
    expect((await prep(['history'], world)).journal.map(({ question }) => question)).toContain('three');
    expect(readFileSync(data(world, 'backups', name), 'utf8')).toBe(bytesOf(other));
    expect(await doctor(world)).toMatchObject({ code: 0, problems: [] });
  });

  it('warns once of a folder that a sync tool keeps, when the journal is begun, and says it again when asked', async () => {
    const world = smallWorld();
    const home = mkdtempSync(join(tmpdir(), 'prep-sync-'));
    onTestFinished(() => rmSync(home, { recursive: true }));
    world.env['PREP_DATA_DIR'] = join(home, 'Dropbox', 'prep');
    const first = await prep(['rate', 'one', '3'], world);
    expect(first.err).toContain('your journal lies in a folder that Dropbox keeps in step');
    expect((await prep(['rate', 'one', '3'], world)).err).not.toContain('Dropbox');
    expect(await doctor(world)).toMatchObject({ code: 0, problems: [{ rule: 'shared-place' }] });
  });
});

describe('an id that changed', () => {
  const rename = (world: World, to: string, changes: (text: string) => string = (text) => text): void =>
    writeFileSync(data(world, 'content', 'mine.md'), changes(questionFile('What is mine alone?').replace('theme: small', `theme: small\nid: ${to}`)));

  it('in a file that still stands is followed by --fix, and by history and reset from then on', async () => {
    const world = await ownWorld();
    rename(world, 'of-my-own');
    expect(await doctor(world)).toMatchObject({ code: 3, problems: [{ rule: 'renamed', line: 2, fixed: false }] });
    expect((await prep(['show', 'of-my-own', '--fields', 'confidence'], world)).out).toContain('"confidence": null');
    const fixed = await doctor(world, '--fix');
    expect(fixed).toMatchObject({ code: 0, problems: [{ fixed: true }] });
    const outcome = await prep(['show', 'of-my-own', '--fields', 'confidence'], world);
    expect(outcome.out).toContain('"confidence": 3');
    expect(outcome.journal.at(-1)).toMatchObject({ type: 'alias', from: 'mine', to: 'of-my-own' });
    expect((await prep(['history', 'of-my-own'], world)).out).toContain('\tmine\t3\t');
    expect((await prep(['stats', '--json', '--theme', 'small'], world)).out).toContain('"reviews": 1');
    expect((await prep(['reset', 'of-my-own'], world)).err).toContain('Reset: the progress of of-my-own is forgotten');
    expect((await prep(['history', 'of-my-own'], world)).err).toBe('of-my-own is not rated yet.\n');
    await prep(['undo'], world);
    await prep(['undo'], world);
    expect((await prep(['history', 'mine'], world)).out).toContain('\tmine\t3\t');
  });

  it('and that content names is written down', async () => {
    const world = await ownWorld();
    rename(world, 'of-my-own', (text) => text.replace('id: of-my-own', 'id: of-my-own\naliases: [mine]'));
    expect((await doctor(world)).problems).toMatchObject([{ rule: 'renamed', message: expect.stringContaining('mine.md says') as string }]);
    expect((await doctor(world, '--fix')).code).toBe(0);
    rename(world, 'of-my-own');
    expect((await prep(['history', 'of-my-own'], world)).out).toContain('\tmine\t3\t');
  });

  it.each([
    ['and its text too', (world: World) => writeFileSync(data(world, 'content', 'mine.md'), '---\nid: other\n---\n# Wholly different?\n\n## Answer\n\nSo.\n')],
    ['into another file', (world: World) => { rmSync(data(world, 'content', 'mine.md')); writeFileSync(data(world, 'content', 'moved.md'), questionFile('What is mine alone?')); }],
    ['into two', (world: World) => writeFileSync(data(world, 'content', 'mine.md'), '## Q1: What is mine alone?\n\n**Answer:** The answer to it.\n\n## Q2: What is mine all alone?\n\n**Answer:** The answer to it.\n')],
  ])('%s is proposed at most, and never written', async (_, change) => {
    const world = await ownWorld();
    change(world);
    const before = bytesOf(world);
    expect(await doctor(world, '--fix')).toMatchObject({ code: 0, problems: [{ rule: 'orphan', fixed: false }] });
    expect(bytesOf(world)).toBe(before);
  });

  it('is no matter where only some content was asked for', async () => {
    const world = await ownWorld();
    expect((await doctor(world, '--content', smallWorld().env['PREP_CONTENT']!)).problems).toEqual([]);
  });
});
