import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { upgraded } from '../../src/core/upgrade.ts';
import { encodeLine, parseJournal } from '../../src/io/journal-file.ts';
import { connect } from '../../src/io/system.ts';
import { journalPath, packageRoot, prep, type World } from '../helpers/world.ts';
import { smallWorld } from './small-world.ts';

const fixture = (name: string): string => join(packageRoot, 'tests', 'fixtures', name);
const older = readFileSync(fixture('stores/version-0.jsonl'));
const golden = readFileSync(fixture('stores/version-0.upgraded.jsonl'));
const other = fixture('one-event.jsonl');

/** How each command is called in the tables below. A new command has to be added: the tables ask the help for all there are. */
const callOf: Readonly<Record<string, readonly string[]>> = {
  quiz: ['quiz', '--plain'],
  next: ['next'],
  due: ['due', '--total'],
  rate: ['rate', 'one', '3'],
  undo: ['undo'],
  show: ['show', 'one'],
  list: ['list'],
  search: ['search', 'one'],
  browse: ['browse'],
  themes: ['themes'],
  personas: ['personas'],
  stats: ['stats'],
  history: ['history'],
  reset: ['reset', 'one'],
  hide: ['hide', 'one'],
  unhide: ['unhide', 'one'],
  new: ['new', 'What is new?'],
  import: ['import', fixture('documents/labels.md')],
  backup: ['backup'],
  restore: ['restore', other],
  merge: ['merge', other],
  doctor: ['doctor', '--fix'],
  // These open no store: what they say and change lies elsewhere.
  check: ['check'],
  config: ['config', 'list'],
};
const opensNoStore = new Set(['check', 'config']);

const named = async (): Promise<string[]> => [...(await prep(['help'], smallWorld())).out.matchAll(/^ {2}([a-z]\S*) {2,}\S/gm)].map(([, name = '']) => name);

function storeWith(bytes: string | Uint8Array, changes: Partial<World> = {}): World {
  const world = smallWorld(changes);
  mkdirSync(join(world.home, 'data'), { mode: 0o700 });
  writeFileSync(journalPath(world), bytes, { mode: 0o600 });
  return world;
}

it('the tables below hold every command that the help names', async () => {
  expect((await named()).sort()).toEqual(Object.keys(callOf).sort());
});

describe('a store from a newer prep (T6)', () => {
  const event = { v: 1, id: '01KAG8Z4T0M3Q9V2W6X1Y7B5CD', type: 'hide', at: '2026-11-20T12:00:00.000Z', offset: 0, prep: '0.1.0', question: 'a' };
  const bytes = Buffer.concat([encodeLine(event as never), encodeLine({ ...event, id: '01KAG8Z4T1M3Q9V2W6X1Y7B5CD', v: 2 } as never), Buffer.from('\ngarbage\n'), older.subarray(0, 150)]);
  const more: [string, readonly string[]][] = [['quiz --practice', ['quiz', '--plain', '--practice']], ['quiz --resume', ['quiz', '--plain', '--resume']], ['backup list', ['backup', 'list']], ['doctor alone', ['doctor']], ['bare prep', []]];

  it.each([...Object.entries(callOf), ...more])('is left byte for byte by %s, which exits 5 where it would open it', async (name, argv) => {
    const world = storeWith(bytes, { terminal: ['browse', 'bare prep'].includes(name) });
    const { code, out, err } = await prep(argv, world);
    if (opensNoStore.has(name)) expect(code).toBe(0);
    else {
      expect({ code, out, err }).toEqual({
        code: 5,
        out: '',
        err: `prep: your journal was written by a newer prep: ${journalPath(world)}:4\nUpdate prep. Nothing was read from the journal or written to it.\n`,
      });
    }
    expect(readFileSync(journalPath(world)).equals(bytes)).toBe(true);
    expect(readdirSync(join(world.home, 'data'))).toEqual(['journal.jsonl']);
  });

  it('that takes the place of an older one during a session is refused at every further rating', async () => {
    const world = storeWith(golden, { terminal: true });
    const system = { env: { PREP_DATA_DIR: join(world.home, 'data'), PREP_CONFIG_DIR: join(world.home, 'config') }, platform: 'linux' as const, stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, packageRoot, now: () => world.now, random: () => 0, offsetMinutes: () => 0 };
    const { journal } = connect(system, { quiet: true });
    journal.progress(new Map());
    journal.append({ type: 'hide', question: 'one' as never });
    writeFileSync(`${journalPath(world)}.new`, bytes);
    renameSync(`${journalPath(world)}.new`, journalPath(world));
    for (let turn = 0; turn < 3; turn++) expect(() => journal.append({ type: 'unhide', question: 'one' as never })).toThrow(expect.objectContaining({ exitCode: 5 }) as Error);
    expect(readFileSync(journalPath(world)).equals(bytes)).toBe(true);
  });

  it('is refused as what is merged or restored, too, and nothing changes', async () => {
    for (const name of ['merge', 'restore']) {
      const world = storeWith(golden);
      const newer = join(world.home, 'newer.jsonl');
      writeFileSync(newer, bytes);
      expect(await prep([name, newer], world)).toMatchObject({ code: 5, out: '' });
      expect(readFileSync(journalPath(world)).equals(golden)).toBe(true);
      expect(readFileSync(newer).equals(bytes)).toBe(true);
    }
  });
});

describe('a store of an older format (T7)', () => {
  const backups = (world: World): string[] => readdirSync(join(world.home, 'data', 'backups'));
  const backupOf = (world: World): Buffer => readFileSync(join(world.home, 'data', 'backups', backups(world)[0]!));

  it('becomes the golden one, once, and as it was it is in the backups', async () => {
    const world = storeWith(older);
    const first = await prep(['history'], world);
    expect(first.code).toBe(0);
    expect(first.err).toMatch(/^prep: your journal was of an older format and is upgraded; as it was it is kept in .*-before-upgrade\.jsonl\.\n/);
    expect(readFileSync(journalPath(world)).toString('latin1')).toBe(golden.toString('latin1'));
    expect(backups(world)).toEqual([expect.stringMatching(/-before-upgrade\.jsonl$/)]);
    expect(backupOf(world).equals(older)).toBe(true);
    const second = await prep(['history'], world);
    expect(second.err).not.toContain('older format');
    expect(readFileSync(journalPath(world)).equals(golden)).toBe(true);
    expect(backups(world)).toHaveLength(1);
    expect(second.out).toBe(first.out);
    // two was undone; one was rated in the old format and three in the new.
    expect(first.out.split('\n').map((line) => line.split('\t').slice(1, 3).join(' '))).toEqual(['three 4', 'one 3', '']);
  });

  it('of today is what it becomes, and stays as it is', async () => {
    const world = storeWith(golden);
    await prep(['history'], world);
    expect(readFileSync(journalPath(world)).equals(golden)).toBe(true);
    expect(readdirSync(join(world.home, 'data'))).toEqual(['journal.jsonl']);
  });

  it.each(Object.entries(callOf).filter(([name]) => !opensNoStore.has(name)))('is upgraded after a backup by %s', async (name, argv) => {
    const world = storeWith(older, { terminal: name === 'browse' });
    await prep(argv, world, { ...(name === 'browse' ? { keys: ['escape'] } : { lines: ['q'] }), edit: () => undefined });
    const found = backups(world).filter((each) => each.includes('before-upgrade'));
    expect(found).toHaveLength(1);
    expect(readFileSync(join(world.home, 'data', 'backups', found[0]!)).equals(older)).toBe(true);
    const { older: left, damage } = parseJournal(readFileSync(journalPath(world)), 'j');
    // restore replaces it, doctor --fix moves what cannot be read aside; no other command loses a byte.
    expect(left).toBe(0);
    if (name !== 'restore' && name !== 'doctor' && name !== 'merge') {
      expect(damage).toHaveLength(3);
      expect(readFileSync(journalPath(world)).subarray(0, golden.length).equals(golden)).toBe(true);
    }
  });

  it('may be merged and restored: what comes in is of today', async () => {
    const mine = encodeLine({ v: 1, id: '01KAG8Z4T9M3Q9V2W6X1Y7B5CD', type: 'hide', at: '2026-11-22T12:00:00.000Z', offset: 0, prep: '0.1.0', question: 'two' } as never);
    const [merged, restored] = [storeWith(mine), storeWith(mine)];
    for (const [world, name] of [[merged, 'merge'], [restored, 'restore']] as const) {
      expect((await prep([name, fixture('stores/version-0.jsonl')], world)).code).toBe(0);
      expect(parseJournal(readFileSync(journalPath(world)), 'j')).toMatchObject({ older: 0 });
      expect((await prep(['history', 'one'], world)).out).toContain('\tone\t3\t');
    }
    expect(readFileSync(journalPath(restored)).equals(golden)).toBe(true);
    const again = readFileSync(journalPath(merged));
    await prep(['merge', fixture('stores/version-0.jsonl')], merged);
    expect(readFileSync(journalPath(merged)).equals(again)).toBe(true);
  });

  it('that cannot be backed up is not upgraded and not written to', async () => {
    const world = storeWith(older);
    writeFileSync(join(world.home, 'data', 'backups'), 'a file where the folder should be');
    expect(await prep(['rate', 'one', '3'], world)).toMatchObject({ code: 4, out: '' });
    expect(readFileSync(journalPath(world)).equals(older)).toBe(true);
  });

  it('keeps what an older prep adds later, and upgrades that too', async () => {
    const world = storeWith(older);
    await prep(['history'], world);
    appendFileSync(journalPath(world), encodeLine({ v: 0, id: '01KAG8Z4T8M3Q9V2W6X1Y7B5CD', type: 'rated', time: 1_795_190_000_000, offset: 0, question: 'two', confidence: 2 } as never));
    expect((await prep(['history', 'two'], world)).out).toContain('\ttwo\t2\t');
    expect(backups(world)).toHaveLength(2);
  });

  it('is upgraded once when many processes come at once, and every rating of theirs is kept', { timeout: 60_000 }, async () => {
    const built = (name: string): string => JSON.stringify(pathToFileURL(join(packageRoot, 'dist', name)).href);
    const world = storeWith(older);
    const program = join(world.home, 'program.mjs');
    writeFileSync(
      program,
      `import { run } from ${built('main.js')};
       import { connect, processSystem } from ${built('system.js')};
       const system = processSystem(${JSON.stringify(pathToFileURL(`${packageRoot}/`).href)});
       for (let turn = 0; turn < 5; turn++) {
         const code = await run(['rate', 'one', '3', '-q'], (globals) => connect(system, globals));
         if (code !== 0) process.exit(code);
       }`,
    );
    for (let round = 0; round < 3; round++) {
      writeFileSync(journalPath(world), older);
      const env = { PATH: process.env['PATH'], HOME: world.home, PREP_DATA_DIR: join(world.home, 'data'), PREP_CONTENT: world.env['PREP_CONTENT'] };
      await Promise.all(Array.from({ length: 6 }, () => new Promise<void>((resolve, reject) => execFile(process.execPath, [program], { env }, (error) => (error ? reject(error) : resolve())))));
      const { events, older: left, damage } = parseJournal(readFileSync(journalPath(world)), 'j');
      expect({ events: new Set(events.map(({ id }) => id)).size, left, damage: damage.length }).toEqual({ events: 5 + 30, left: 0, damage: 3 });
      expect(backups(world).filter((name) => name.includes('before-upgrade'))).toHaveLength(round + 1);
    }
  });
});

it.each([[{ v: 0 }], [{ v: 0, time: 'noon' }], [{ v: 0, time: 1e300 }], [{ v: -1 }], [{ v: 0.5 }], [{ v: '0' }], [null], [7], [[]]])('no record stops an upgrade: %j', (record) => {
  const after = upgraded(record) as { v?: unknown } | null;
  expect(after === record || after === null).toBe(true);
});
