import { readlinkSync, symlinkSync, unlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { StoreError } from '../errors.ts';
import { hasCode } from './file.ts';

/**
 * Does work that no other process may do at the same time. The lock is a symbolic link that names its holder, because
 * making one is a single step that only one process can win. That of a process which is gone is taken away. Throws
 * `StoreError` when another holds it for longer than `patienceMs`, and what `work` and the file system throw.
 */
export function exclusively<T>(lock: string, work: () => T, patienceMs = 10_000): T {
  const end = performance.now() + patienceMs;
  while (!take(lock)) {
    const holder = holderOf(lock);
    if (holder !== null && isGone(holder)) takeAway(lock);
    if (performance.now() > end) {
      throw new StoreError(`another prep (${holder ?? 'unknown'}) is changing this, or was when it ended: ${lock}`, { hint: 'Try again; if no other prep is running, delete that file.' });
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  }
  try {
    return work();
  } finally {
    remove(lock);
  }
}

/** True where it is ours now, and where links cannot be made at all: a file system without them has no lock. */
function take(lock: string): boolean {
  try {
    symlinkSync(`${process.pid}@${hostname()}`, lock);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    if (hasCode(error, 'EPERM') || hasCode(error, 'ENOSYS') || hasCode(error, 'ENOTSUP')) return true;
    throw error;
  }
}

/** Removes a lock whose holder is gone. Only who made the second link may, so that no fresh lock is taken for the old one. */
function takeAway(lock: string): void {
  const second = `${lock}.stale`;
  if (!take(second)) return;
  try {
    const holder = holderOf(lock);
    if (holder !== null && isGone(holder)) remove(lock);
  } finally {
    remove(second);
  }
}

function holderOf(lock: string): string | null {
  try {
    return readlinkSync(lock);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    if (hasCode(error, 'EINVAL')) return 'a file that it did not make'; // It is no link.
    throw error;
  }
}

/** True only for a process of this machine that certainly runs no more; work is never nested, so this one holds nothing. */
function isGone(holder: string): boolean {
  const [, pid, host] = /^(\d+)@(.*)$/.exec(holder) ?? [];
  if (host !== hostname()) return false;
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return hasCode(error, 'ESRCH');
  }
}

function remove(lock: string): void {
  try {
    unlinkSync(lock);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}
