import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseJournal } from '../../src/io/journal-file.ts';
import { smallWorld } from './small-world.ts';
import { journalPath, packageRoot, prep } from '../helpers/world.ts';

const question = '---\ntheme: small\n---\n# What is one?\n\n## Answer\n\nIt is one.\n';

describe('damage, byte by byte (T5)', () => {
  it('costs at most one event for a byte, at every offset, and cutting costs what was cut', async () => {
    const world = smallWorld();
    for (const [id, rating] of [['one', '3'], ['two', '1'], ['three', '2']] as const) await prep(['rate', id, rating], world);
    const whole = readFileSync(journalPath(world));
    const ids = parseJournal(whole, 'j').events.map(({ id }) => id);
    let tried = 0;
    for (let at = 0; at < whole.length; at++) {
      for (const bit of [0x01, 0x08, 0x20, 0x80]) {
        const bytes = Buffer.from(whole);
        bytes[at]! ^= bit;
        const left = parseJournal(bytes, 'j').events.map(({ id }) => id);
        expect(left.every((id) => ids.includes(id)) && left.length >= ids.length - 1, `bit ${bit} of byte ${at}`).toBe(true);
        tried++;
      }
      // An event is whole without its last newline.
      const cut = parseJournal(whole.subarray(0, at), 'j').events.length;
      const ends = [...whole.toString('latin1').matchAll(/\}\n/g)].filter(({ index }) => index + 1 <= at).length;
      expect(cut, `cut at ${at}`).toBe(ends);
    }
    console.log(`T5: ${tried} flipped bits and ${whole.length} cuts of ${whole.length} bytes`);
  });

  it('of every kind is said with its line, survives a rating, and the file never shrinks', async () => {
    const world = smallWorld();
    await prep(['rate', 'one', '3'], world);
    const whole = readFileSync(journalPath(world));
    const kinds: [string, Buffer][] = [
      ['a zeroed block', Buffer.concat([whole.subarray(0, 40), Buffer.alloc(512), whole.subarray(90)])],
      ['empty', Buffer.alloc(0)],
      ['HTML', Buffer.from('<!doctype html>\n<title>504</title>\n')],
      ['UTF-16', Buffer.from(whole.toString('utf8'), 'utf16le')],
      ['cut', whole.subarray(0, whole.length - 30)],
      ['1 MB on one line', Buffer.alloc(1_000_000, 'x')],
    ];
    for (const [kind, bytes] of kinds) {
      writeFileSync(journalPath(world), bytes);
      const { code, err } = await prep(['rate', 'two', '2'], world);
      expect(code, kind).toBe(0);
      expect(err, kind).not.toMatch(/^\s+at /m);
      if (bytes.length > 0) expect(err, kind).toMatch(/\d+ lines? of your journal cannot be read and (?:is|are) left as found: .*journal\.jsonl:\d+: /);
      expect(readFileSync(journalPath(world)).subarray(0, bytes.length).equals(bytes), kind).toBe(true);
      expect((await prep(['history'], world)).out, kind).toContain('\ttwo\t2\t');
    }
  });
});

it('a damaged journal is copied before it grows, once for each damage, and the damage is said until it is mended (T5)', async () => {
  const world = smallWorld();
  const backups = (): string[] => { try { return readdirSync(join(world.home, 'data', 'backups')).sort(); } catch { return []; } }; // prettier-ignore
  const damaged = (): string[] => backups().filter((name) => name.endsWith('-damaged.jsonl'));
  await prep(['rate', 'one', '3'], world);
  const torn = Buffer.concat([readFileSync(journalPath(world)), Buffer.from([0x0a, 0xff, 0xfe, 0x7b])]);
  writeFileSync(journalPath(world), torn);
  // Reading alone copies nothing.
  await prep(['history'], world);
  expect(backups()).toEqual([]);
  for (const rating of ['1', '2', '3']) {
    world.now = new Date(world.now.getTime() + 60_000);
    expect((await prep(['rate', 'two', rating], world)).err).toContain('1 line of your journal cannot be read');
    expect(damaged()).toHaveLength(1);
  }
  expect(readFileSync(join(world.home, 'data', 'backups', damaged()[0]!)).equals(torn)).toBe(true);
  // A session would write a snapshot, and the next command no longer read the line.
  await prep(['quiz', '--plain', '--count', '1'], world, { lines: ['', '3', 'q'] });
  expect((await prep(['list'], world)).err).toContain('1 line of your journal cannot be read');
  appendFileSync(journalPath(world), '\n<html>\n');
  await prep(['rate', 'one', '1'], world);
  await prep(['rate', 'one', '2'], world);
  expect(damaged()).toHaveLength(2);
  await prep(['doctor', '--fix'], world);
  expect(readFileSync(join(world.home, 'data', 'journal.damaged.txt')).includes(Buffer.from([0xff, 0xfe, 0x7b, 0x0a]))).toBe(true);
  await prep(['rate', 'one', '4'], world);
  expect(damaged()).toHaveLength(2);
});

/** Mounts a disk of 64 KiB; null where that may not be done here. */
function smallDisk(): string | null {
  const disk = mkdtempSync(join(tmpdir(), 'prep-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
  if (status === 0) return disk;
  rmSync(disk, { recursive: true });
  return null;
}

it('a disk of 64 KiB that fills: what was said is stored, then and when there is room again (T4)', { timeout: 120_000 }, (test) => {
  const disk = smallDisk();
  if (disk === null) {
    console.log('T4 is skipped: a small disk cannot be mounted here (it takes the rights of root)');
    test.skip();
    return;
  }
  const content = mkdtempSync(join(tmpdir(), 'prep-content-'));
  try {
    writeFileSync(join(content, 'one.md'), question);
    const program = join(content, 'rate.mjs');
    writeFileSync(
      program,
      `import { run } from '${packageRoot}/dist/main.js';
       import { connect, processSystem } from '${packageRoot}/dist/system.js';
       const system = processSystem('file://${packageRoot}/');
       let said = 0, code = 0, err = '';
       const stderr = { write: (text) => { err += text; return true; }, on: () => undefined };
       for (; code === 0 && said < 500; said += code === 0 ? 1 : 0) { err = ''; code = await run(['rate', 'one', '3'], (globals) => connect({ ...system, stderr }, globals)); }
       console.log(JSON.stringify({ said, code, err }));`,
    );
    const env = { PATH: process.env['PATH'], HOME: content, PREP_DATA_DIR: join(disk, 'prep'), PREP_CONFIG_DIR: content, PREP_CONTENT: content };
    const rate = (): { said: number; code: number; err: string } => JSON.parse(execFileSync(process.execPath, [program], { env, encoding: 'utf8' })) as never;
    mkdirSync(join(disk, 'prep'), { mode: 0o700 });
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(20_000));
    const journal = join(disk, 'prep', 'journal.jsonl');
    const stored = (): number => parseJournal(readFileSync(journal), journal).events.length;
    const full = rate();
    expect(full.code).toBe(4);
    expect(full.err).toContain(journal);
    expect(full.err).not.toMatch(/^\s+at |fault in prep/m);
    expect(stored()).toBe(full.said);
    expect(full.said).toBeGreaterThan(20);
    const size = statSync(journal).size;
    rmSync(join(disk, 'ballast'));
    const freed = rate();
    expect(freed.said).toBeGreaterThan(5);
    expect(stored()).toBe(full.said + freed.said);
    expect(statSync(journal).size).toBeGreaterThan(size);
    console.log(`T4: ${full.said} said and stored when the disk was full, ${full.said + freed.said} after there was room`);
  } finally {
    spawnSync('umount', [disk]);
    rmSync(disk, { recursive: true, force: true });
    rmSync(content, { recursive: true });
  }
});

describe('odd environments (T20)', () => {
  const home = mkdtempSync(join(tmpdir(), 'prep-odd-'));
  copyFileSync(join(packageRoot, 'package.json'), join(home, 'package.json'));
  writeFileSync(join(home, 'one.md'), question);
  const run = (env: Record<string, string>, ...argv: string[]): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, [join(packageRoot, 'bin', 'prep.js'), ...argv], { env: { PATH: process.env['PATH'] ?? '', HOME: home, PREP_CONTENT: join(home, 'one.md'), ...env }, encoding: 'utf8' });

  it.each<[string, Record<string, string>]>([
    ['NODE_OPTIONS', { NODE_OPTIONS: '--max-old-space-size=256 --no-warnings' }],
    ['LC_ALL=C', { LC_ALL: 'C', LANG: 'C' }],
    ['TERM empty', { TERM: '' }],
    ['COLUMNS=0', { COLUMNS: '0', LINES: '0' }],
    ['a TZ that is none', { TZ: 'Nowhere/Never' }],
    ['a TMPDIR that is none', { TMPDIR: '/nowhere/at/all' }],
    ['SNAP=1', { SNAP: '1' }],
  ])('change nothing: %s', (name, env) => {
    const data = join(home, name.replace(/\W/g, '-'));
    const rated = run({ ...env, PREP_DATA_DIR: data }, 'rate', 'one', '3');
    expect({ name, status: rated.status, stdout: rated.stdout }).toEqual({ name, status: 0, stdout: '' });
    expect(rated.stderr).toMatch(/^Saved: one solid, next on \d+ \w+( \d+)?\. prep undo takes it back\.\n$/);
    const { events, damage } = parseJournal(readFileSync(join(data, 'journal.jsonl')), 'j');
    expect([events.length, damage.length]).toEqual([1, 0]);
  });
});
