import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { program } from '../helpers/pty.ts';
import { practiceFolder } from './practice.ts';

interface Shelf {
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
}

function shelf(env: Record<string, string> = {}): Shelf {
  const home = mkdtempSync(join(tmpdir(), 'prep-pipes-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return { home, env: { PATH: process.env['PATH'], HOME: home, PREP_DATA_DIR: join(home, 'data'), PREP_CONFIG_DIR: join(home, 'config'), TZ: 'UTC', prep: `${process.execPath} ${program}`, ...env } };
}

/** Runs a line of shell in which `$prep` is the built program, without a terminal. */
function sh(line: string, { home, env }: Shelf): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile('/bin/sh', ['-c', line], { cwd: home, env, maxBuffer: 2 ** 28 }, (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }));
  });
}

describe('on a pipe', () => {
  it('a quiz of two takes its answers from printf, and stats knows them', async () => {
    const world = shelf();
    const quiz = await sh(String.raw`printf '\n3\n\n2\n' | $prep quiz --theme system-design --count 2 --seed 7 --plain`, world);
    expect([quiz.code, quiz.err]).toEqual([0, '']);
    expect(quiz.out).toContain('2 rated');
     
    expect(quiz.out).not.toMatch(/\u001b/);
    const stats = await sh('$prep stats --json', world);
    expect(JSON.parse(stats.out)).toMatchObject({ schemaVersion: 1, totals: { reviews: 2, seen: 2 } });
    const history = await sh('$prep history --json --fields rating,mode', world);
    expect((JSON.parse(history.out) as { reviews: unknown }).reviews).toEqual([{ rating: 2, mode: 'quiz' }, { rating: 3, mode: 'quiz' }]);
  });

  it('a quiz ends when its input does, and keeps what was rated', async () => {
    const world = shelf();
    const { code, out } = await sh(String.raw`printf '2\n\n4\n' | $prep quiz --count 3 --plain`, world);
    expect(code).toBe(0);
    expect(out).toContain('1 rated');
  });

  it.each([
    ['closed', '<&-'],
    ['empty', '</dev/null'],
    ['without a last newline', "<<'END'\nEND"],
  ])('a plain quiz whose stdin is %s ends with 0 and writes nothing', async (_, stdin) => {
    const { code, out, err } = await sh(`$prep quiz --plain --count 1 ${stdin}`, shelf());
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Nothing rated');
  });

  it.each([
    ['without a terminal', '$prep quiz </dev/null', {}],
    ['with CI set', '$prep quiz', { CI: 'true' }],
    ['with --no-input', '$prep quiz --no-input', {}],
  ])('a quiz %s is refused and names --plain, next and rate', async (_, line, env) => {
    const { code, out, err } = await sh(line, shelf(env));
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/--plain[^]*prep next[^]*prep rate/);
  });

  it('a reader that leaves early is no error', async () => {
    const world = shelf();
    // The shell says how prep ended, not how head did.
    const { out, err } = await sh('{ $prep list; echo "code $?" >&2; } | head -1', world);
    expect([out.trim().split('\n').length, err]).toEqual([1, 'code 0\n']);
    const all = await sh('{ $prep show $($prep list | cut -f1) ; echo "code $?" >&2; } | head -c 10', world);
    expect([all.out.length, all.err]).toEqual([10, 'code 0\n']);
  });

  it.runIf(existsSync('/dev/full'))('a disk that is full is said, without a trace; that it cannot be said changes no exit code', async () => {
    const world = shelf();
    expect(await sh('$prep list > /dev/full', world)).toEqual({ code: 1, out: '', err: 'prep: the output cannot be written: ENOSPC: no space left on device, write\n' });
    expect(await sh('$prep no-such 2> /dev/full', world)).toEqual({ code: 2, out: '', err: '' });
    expect((await sh('$prep list >&- 2>&-', world)).out).toBe('');
  });

  it('megabytes of JSON arrive whole through a slow reader', async () => {
    const world = shelf();
    const big = `---\ntheme: t\n---\n# Is this long enough?\n\n## Answer\n\n${'Long enough to fill a pipe many times over. '.repeat(70_000)}\n`;
    writeFileSync(join(world.home, 'big.md'), big);
    const child = spawn(process.execPath, [program, 'show', 'big', '--json', '--content', join(world.home, 'big.md')], { env: world.env, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise((resolve) => child.on('close', resolve));
    child.stdout.setEncoding('utf8');
    await pause(500);
    let out = '';
    for await (const chunk of child.stdout as AsyncIterable<string>) {
      out += chunk;
      await pause(1);
    }
    expect(await ended).toBe(0);
    expect(out.length).toBeGreaterThan(3_000_000);
    expect((JSON.parse(out) as { questions: { answer: string }[] }).questions[0]?.answer).toHaveLength(70_000 * 44 - 1);
  });

  it('bare prep gives short help, and exit 0', async () => {
    const { code, out, err } = await sh('$prep', shelf());
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('prep quiz');
  });

  it('the order is the same for the same seed, and the seed is said', async () => {
    const world = shelf();
    const folder = practiceFolder(world.home);
    const first = await sh(`$prep quiz --plain --seed 11 --content ${folder} </dev/null`, world);
    const second = await sh(`$prep quiz --plain --seed 11 --content ${folder} </dev/null`, world);
    expect(first.out).toContain('Seed 11.');
    expect(second.out).toBe(first.out);
  });
});
