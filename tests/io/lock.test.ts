import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readlinkSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StoreError } from '../../src/errors.ts';
import { exclusively } from '../../src/io/lock.ts';

function lockIn(): { folder: string; lock: string } {
  const folder = mkdtempSync(join(tmpdir(), 'prep-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { folder, lock: join(folder, 'journal.jsonl.lock') };
}

describe('a lock', () => {
  it('names its holder while work is done, gives its result, and is gone after it, also where the work fails', () => {
    const { folder, lock } = lockIn();
    expect(exclusively(lock, () => readlinkSync(lock))).toBe(`${process.pid}@${hostname()}`);
    expect(() => exclusively(lock, () => { throw new Error('no'); })).toThrow('no'); // prettier-ignore
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['a process that is gone', () => `${spawnSync('true').pid}@${hostname()}`],
    ['this very process, whose number came round again', () => `${process.pid}@${hostname()}`],
  ])('left behind by %s is taken away', (_, holder) => {
    const { folder, lock } = lockIn();
    symlinkSync(holder(), lock);
    expect(exclusively(lock, () => 'done', 1000)).toBe('done');
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['a process that lives', (lock: string) => symlinkSync(`1@${hostname()}`, lock)],
    ['a process of another machine', (lock: string) => symlinkSync('999999@elsewhere', lock)],
    ['nobody, being a file', (lock: string) => writeFileSync(lock, '')],
  ])('held by %s is waited for, then said with its path and what to do', (_, hold) => {
    const { lock } = lockIn();
    hold(lock);
    let worked = false;
    expect(() => exclusively(lock, () => (worked = true), 60)).toThrow(expect.objectContaining({ exitCode: 4, message: expect.stringContaining(lock) as string, hint: expect.stringContaining('delete that file') as string }) as StoreError);
    expect([worked, existsSync(lock) || readlinkSync(lock) !== '']).toEqual([false, true]);
  });

  it('that another is taking away already is left to it', () => {
    const { lock } = lockIn();
    symlinkSync(`${spawnSync('true').pid}@${hostname()}`, lock);
    symlinkSync(`1@${hostname()}`, `${lock}.stale`);
    expect(() => exclusively(lock, () => undefined, 60)).toThrow(StoreError);
    expect(readlinkSync(lock)).toContain(hostname());
  });
});
