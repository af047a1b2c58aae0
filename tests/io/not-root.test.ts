import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { packageRoot } from '../helpers/world.ts';
import { questionFile, writeFiles } from './small-world.ts';

/** Permissions mean nothing to root: as root, the program runs as nobody. */
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;

interface Place {
  readonly home: string;
  readonly run: (...argv: readonly string[]) => { status: number | null; stdout: string; stderr: string };
}

function place(): Place {
  const home = mkdtempSync(join(tmpdir(), 'prep-nobody-'));
  onTestFinished(() => {
    spawnSync('chmod', ['-R', 'u+rwx', home]);
    rmSync(home, { recursive: true, force: true });
  });
  writeFiles(home, { 'content/one.md': questionFile('What is one?') });
  mkdirSync(join(home, 'data'));
  for (const path of [home, join(home, 'data'), join(home, 'content'), join(home, 'content', 'one.md')]) if (isRoot) chownSync(path, nobody, nobody);
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, PREP_DATA_DIR: join(home, 'data'), PREP_CONFIG_DIR: join(home, 'config'), PREP_CONTENT: join(home, 'content') };
  return { home, run: (...argv) => spawnSync(process.execPath, [join(packageRoot, 'bin', 'prep.js'), ...argv], { env, encoding: 'utf8', input: '\n3\n', ...(isRoot ? { uid: nobody, gid: nobody } : {}) }) };
}

const canRun = !isRoot || spawnSync(process.execPath, [join(packageRoot, 'bin', 'prep.js'), '--version'], { uid: nobody, gid: nobody }).status === 0;
if (!canRun) console.log('T8 and T12 are skipped where permissions matter: this runs as root, and nobody may not read the program');

describe.skipIf(!canRun)('for a person who is not root', () => {
  it('a data directory that cannot be written is refused before the first question, and practice goes on (T8)', () => {
    const { home, run } = place();
    chmodSync(join(home, 'data'), 0o500);
    for (const argv of [['quiz', '--plain'], ['rate', 'one', '3'], ['backup'], ['hide', 'one']]) {
      const { status, stdout, stderr } = run(...argv);
      if (argv[0] === 'backup') {
        expect([status, stderr]).toEqual([0, 'There is nothing to back up yet.\n']);
        continue;
      }
      expect([argv[0], status, stdout]).toEqual([argv[0], 4, '']);
      expect(stderr).toMatch(/^prep: your journal cannot be written: .*journal\.jsonl: permission denied \(EACCES\)\n/);
    }
    const practiced = run('quiz', '--plain', '--practice');
    expect([practiced.status, practiced.stderr]).toEqual([0, 'Nothing of this practice is kept: the store cannot be written.\n']);
    expect(readdirSync(join(home, 'data'))).toEqual([]);
  });

  it('a journal that may be read and not written is read, and an older one is not upgraded by halves (T7, T8)', () => {
    const { home, run } = place();
    expect(run('rate', 'one', '3').status).toBe(0);
    const older = readFileSync(join(packageRoot, 'tests', 'fixtures', 'stores', 'version-0.jsonl'));
    const journal = join(home, 'data', 'journal.jsonl');
    chmodSync(join(home, 'data'), 0o500);
    chmodSync(journal, 0o400);
    expect(run('history').stdout).toContain('\tone\t3\t');
    expect(run('rate', 'one', '4').status).toBe(4);
    chmodSync(journal, 0o600);
    writeFileSync(journal, older);
    chmodSync(journal, 0o400);
    expect(run('history')).toMatchObject({ status: 4, stdout: '' });
    expect(readFileSync(journal).equals(older)).toBe(true);
  });

  it('a journal that may not be read is refused by everything, and stays (promise 2)', () => {
    const { home, run } = place();
    run('rate', 'one', '3');
    const journal = join(home, 'data', 'journal.jsonl');
    const before = readFileSync(journal);
    chmodSync(journal, 0o000);
    for (const argv of [['list'], ['rate', 'one', '3'], ['restore', join(packageRoot, 'tests', 'fixtures', 'one-event.jsonl')], ['merge', join(packageRoot, 'tests', 'fixtures', 'one-event.jsonl')], ['doctor', '--fix'], ['backup']]) {
      expect([argv[0], run(...argv).status]).toEqual([argv[0], 4]);
    }
    chmodSync(journal, 0o600);
    expect(readFileSync(journal).equals(before)).toBe(true);
    expect(existsSync(join(home, 'data', 'backups'))).toBe(false);
  });

  it('content that may not be read is named, once, and the rest is read (T12)', () => {
    const { home, run } = place();
    writeFiles(join(home, 'content'), { 'closed.md': questionFile('Closed?'), 'locked/two.md': questionFile('Two?') });
    writeFileSync(join(home, 'secret.md'), questionFile('Secret?'));
    for (const path of ['content/closed.md', 'content/locked', 'secret.md']) chmodSync(join(home, path), 0);
    const { status, stdout } = run('check', '--json');
    const { problems } = JSON.parse(stdout) as { problems: { path: string; rule: string }[] };
    expect([status, problems.map(({ path, rule }) => `${path.slice(home.length + 9)}: ${rule}`)]).toEqual([3, ['closed.md: unreadable', 'locked: unreadable']]);
    expect(run('list').stdout).toMatch(/^one\t/);
    expect(run('list', '--content', join(home, 'secret.md'))).toMatchObject({ status: 1, stdout: '' });
  });
});
