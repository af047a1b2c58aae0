import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { smallWorld } from '../io/small-world.ts';
import { backUpDaily, backupsOf, systemAt } from '../helpers/backing-up.ts';
import { journalPath, prep, type World } from '../helpers/world.ts';

const bytesOf = (world: World): string => readFileSync(journalPath(world), 'utf8');
const session = { lines: ['', '3', 'q'] };

/** Two machines that knew one rating and then went apart. */
async function apart(): Promise<[World, World]> {
  const [here, there] = [smallWorld(), smallWorld()];
  await prep(['rate', 'one', '1'], here);
  mkdirSync(join(there.home, 'data'));
  writeFileSync(journalPath(there), bytesOf(here));
  await prep(['rate', 'one', '3'], here);
  await prep(['rate', 'two', '2'], there);
  await prep(['undo'], there);
  await prep(['hide', 'three'], there);
  return [here, there];
}

describe('a backup', () => {
  it('restore of what is not there names the command that lists backups', async () => {
    const { code, err } = await prep(['restore', 'nope'], smallWorld());
    expect({ code, named: err.includes('prep backup list') }).toEqual({ code: 1, named: true });
  });

  it('is the journal byte for byte, for the person alone, and said', async () => {
    const world = smallWorld();
    await prep(['rate', 'one', '3'], world);
    appendFileSync(journalPath(world), '\ndeadbeef {"torn');
    const { code, out, err } = await prep(['backup', '--quiet', '--json'], world);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const name = '2026-11-20T12-00-00-000Z-manual.jsonl';
    const path = join(world.home, 'data', 'backups', name);
    expect(JSON.parse(out)).toEqual({
      schemaVersion: 1,
      backup: { name, path, reason: 'manual', at: '2026-11-20T12:00:00.000Z', bytes: bytesOf(world).length, events: 1, damaged: 1 },
    });
    expect(readFileSync(path, 'utf8')).toBe(bytesOf(world));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect((await prep(['backup'], world)).err).toContain(`Backed up: ${path.replace('00-000Z', '00-001Z')}, 1 event, `);
  });

  it('of nothing is none', async () => {
    expect(await prep(['backup'], smallWorld())).toMatchObject({ code: 0, out: '', err: 'There is nothing to back up yet.\n' });
    expect((await prep(['backup', 'list'], smallWorld())).err).toContain('There is no backup yet.');
    expect(await prep(['backup', 'lst'], smallWorld())).toMatchObject({ code: 2, out: '' });
  });

  it('is made after the first session of a day that rated something, and never by rate', async () => {
    const world = smallWorld();
    await prep(['rate', 'one', '3'], world);
    await prep(['quiz', '--plain'], world, { lines: ['', 'q'] });
    expect(backupsOf(world)).toEqual([]);
    await prep(['quiz', '--plain'], world, session);
    const [first] = backupsOf(world);
    expect(backupsOf(world)).toEqual(['2026-11-20T12-00-00-000Z-daily.jsonl']);
    expect(readFileSync(join(world.home, 'data', 'backups', first!), 'utf8')).toBe(bytesOf(world));
    world.now = new Date('2026-11-21T03:59:00Z'); // The practice day begins at 4.
    await prep(['quiz', '--plain'], world, session);
    // The first of a day is the one of that day.
    expect(backupsOf(world)).toEqual([first]);
    world.now = new Date('2026-11-21T04:00:00Z');
    await prep(['quiz', '--plain'], world, session);
    expect(backupsOf(world)).toHaveLength(2);
  });

  it('that cannot be made does not spoil a session', async () => {
    const world = smallWorld();
    mkdirSync(join(world.home, 'data'));
    writeFileSync(join(world.home, 'data', 'backups'), 'a file in the way');
    expect(await prep(['quiz', '--plain'], world, session)).toMatchObject({ code: 0, err: '' });
    expect(await prep(['backup'], world)).toMatchObject({ code: 4 });
    expect(readFileSync(join(world.home, 'data', 'backups'), 'utf8')).toBe('a file in the way');
  });

  it('is listed newest first with size and events, in one form for people and one for scripts', async () => {
    const world = smallWorld();
    await prep(['quiz', '--plain'], world, session);
    world.now = new Date('2026-11-21T12:00:00Z');
    await prep(['rate', 'one', '3'], world);
    await prep(['backup'], world);
    writeFileSync(join(world.home, 'data', 'backups', '2026-11-22T00-00-00-000Z-daily.jsonl'), 'nonsense');
    writeFileSync(join(world.home, 'data', 'backups', 'my own notes.txt'), 'left alone');
    const { out } = await prep(['backup', 'list'], world);
    expect(out.split('\n').map((line) => line.split('\t').filter((_, index) => index !== 3))).toEqual([
      ['2026-11-22T00-00-00-000Z-daily.jsonl', '2026-11-22T00:00:00.000Z', 'daily', '', ''],
      ['2026-11-21T12-00-00-000Z-manual.jsonl', '2026-11-21T12:00:00.000Z', 'manual', '2', '0'],
      ['2026-11-20T12-00-00-000Z-daily.jsonl', '2026-11-20T12:00:00.000Z', 'daily', '1', '0'],
      [''],
    ]);
    const shown = (await prep(['backup', 'list'], Object.assign(world, { terminal: true }))).out;
    expect(shown).toMatch(/^2026-11-22T00-00-00-000Z-daily\.jsonl +8 B +cannot be read\n2026-11-21T\S+ +\S+ [k]?B +2 events\n/);
    expect(JSON.parse((await prep(['backup', 'list', '--fields', 'events,reason'], world)).out)).toEqual({
      schemaVersion: 1,
      backups: [{ events: null, reason: 'daily' }, { events: 2, reason: 'manual' }, { events: 1, reason: 'daily' }],
    }); // prettier-ignore
  });

  it('over 60 days of use is at most one a day, thinned, and every one of them can be restored (T11)', { timeout: 60_000 }, async () => {
    const { most, atTheEnd } = await backUpDaily(60);
    console.log(`T11: 60 days, at most ${most} backups at once, ${atTheEnd} at the end; 400 are in npm run test:long, and without files in tests/core/thinning.test.ts`);
    expect(atTheEnd).toBeGreaterThanOrEqual(19);
  });
});

describe('restore', () => {
  it('backs up first, and can itself be taken back', async () => {
    const world = smallWorld();
    await prep(['rate', 'one', '3'], world);
    await prep(['backup'], world);
    await prep(['rate', 'two', '1'], world);
    const before = bytesOf(world);
    const outcome = await prep(['restore', '2026-11-20T12-00-00-000Z-manual.jsonl'], world);
    expect(outcome).toMatchObject({ code: 0, out: '' });
    expect(outcome.err).toMatch(/^Restored: 1 event from .*; there were 2\. prep restore 2026-11-20T12-00-00-001Z-before-restore\.jsonl takes it back\.\n$/);
    expect(outcome.journal).toMatchObject([{ question: 'one' }]);
    await prep(['restore', /prep restore (\S+)/.exec(outcome.err)![1]!], world);
    expect(bytesOf(world)).toBe(before);
    expect((await prep(['restore', join(world.home, 'data')], world)).err).toBe('Nothing to restore: your journal holds the same 2 events.\n');
  });

  it('takes any journal by its path, into an empty store too, and says what in it is damaged', async () => {
    const [from, to] = [smallWorld(), smallWorld()];
    await prep(['rate', 'one', '3'], from);
    appendFileSync(journalPath(from), '\ntorn\n');
    const { code, err, journal } = await prep(['restore', journalPath(from)], to);
    expect(code).toBe(0);
    expect(err).toBe(`Restored: 1 event from ${journalPath(from)}; there were 0.\n1 line of it cannot be read: ${journalPath(from)}:4: its checksum does not match: it was cut off or changed.\n`);
    expect(journal).toHaveLength(1);
    expect(bytesOf(to)).toBe(bytesOf(from));
    expect(statSync(journalPath(to)).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['missing', null, 1],
    ['empty', '', 1],
    ['HTML', '<!doctype html>\n', 1],
    ['from a newer prep', '\n5f2e1c83 ', 5],
  ])('refuses what is %s, and changes nothing', async (_, text, code) => {
    const world = smallWorld();
    await prep(['rate', 'one', '3'], world);
    const before = bytesOf(world);
    const path = join(world.home, 'other.jsonl');
    const newer = (await import('node:zlib')).crc32('{"v":2}').toString(16).padStart(8, '0');
    if (text !== null) writeFileSync(path, code === 5 ? `\n${newer} {"v":2}\n` : text);
    for (const command of ['restore', 'merge']) {
      const outcome = await prep([command, path], world);
      expect(outcome).toMatchObject({ code, out: '' });
      expect(outcome.err).toContain(path);
      expect(outcome.err).not.toContain('    at ');
      expect(bytesOf(world)).toBe(before);
      expect(backupsOf(world)).toEqual([]);
    }
  });

  it('keeps what another process rates at that moment', async () => {
    const world = smallWorld();
    await prep(['rate', 'one', '1'], world);
    await prep(['backup'], world);
    await prep(['rate', 'one', '2'], world);
    const { connect } = await import('../../src/io/system.ts');
    const { journal } = connect(systemAt(world), {});
    const { replaceJournal } = await import('../../src/io/journal-file.ts');
    const backup = readFileSync(join(world.home, 'data', 'backups', backupsOf(world)[0]!));
    let late = '';
    replaceJournal(journalPath(world), () => {
      late = journal.append({ type: 'hide', question: 'two' as never }).id;
      return backup;
    });
    expect(journal.events().map(({ id }) => id)).toContain(late);
    const ids = (await prep(['history'], world)).journal.map(({ id }) => id);
    expect(ids).toHaveLength(2);
    expect(ids).toContain(late);
  });
});

describe('merge', () => {
  it('is the union by id, in both directions, after a backup', async () => {
    const [here, there] = await apart();
    const before = bytesOf(here);
    const outcome = await prep(['merge', journalPath(there)], here);
    expect(outcome).toMatchObject({ code: 0, out: '' });
    expect(outcome.err).toMatch(/^Merged: 3 events from .*, 5 in all\. prep restore \S+-before-merge\.jsonl takes it back\.\n$/);
    expect(bytesOf(here).startsWith(before)).toBe(true);
    expect(readFileSync(join(here.home, 'data', 'backups', backupsOf(here)[0]!), 'utf8')).toBe(before);
    await prep(['merge', join(here.home, 'data')], there);
    const ids = ({ journal }: { journal: readonly Record<string, unknown>[] }): unknown[] => journal.map(({ id }) => id).sort();
    expect(ids(await prep(['list'], there))).toEqual(ids(outcome));
    const state = async (world: World): Promise<string> => (await prep(['list', '--json', '--fields', 'id,confidence,reviews,due,hidden'], world)).out;
    expect(await state(there)).toBe(await state(here));
  });

  it('a second time changes no byte and makes no backup', async () => {
    const [here, there] = await apart();
    await prep(['merge', journalPath(there)], here);
    const [bytes, backups] = [bytesOf(here), backupsOf(here)];
    const again = await prep(['merge', journalPath(there), '--json'], here);
    expect(JSON.parse(again.out)).toEqual({ schemaVersion: 1, merge: { path: journalPath(there), added: 0, events: 5, damaged: 0 } });
    expect((await prep(['merge', journalPath(here)], here)).err).toContain('Nothing to merge');
    expect(bytesOf(here)).toBe(bytes);
    expect(backupsOf(here)).toEqual(backups);
  });

  it('keeps lines exactly: fields and types that this version does not know', async () => {
    const [here, there] = [smallWorld(), smallWorld()];
    const { crc32 } = await import('node:zlib');
    const json = '{"v":1,"id":"01KAG8Z4T0M3Q9V2W6X1Y7B5CD","type":"plan","at":"2025-11-20T12:00:00.000Z","date":"2027-01-01","é":1}';
    const line = `\n${crc32(json).toString(16).padStart(8, '0')} ${json}\n`;
    mkdirSync(join(there.home, 'data'));
    writeFileSync(journalPath(there), line);
    await prep(['merge', journalPath(there)], here);
    expect(bytesOf(here)).toBe(line);
  });
});
