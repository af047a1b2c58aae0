import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it, for the person alone (0700). Node's own recursive mkdir never returns below a
 * folder that refuses children, such as /proc. Throws what the file system throws.
 */
export function makeFolder(path: string): void {
  if (isFolder(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (!isFolder(path)) throw error; // Another process may have been quicker.
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Whether the file system failed with this code. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/**
 * Writes a file beside and renames it over, so that a reader sees the old or the new one whole; its folder is made
 * (0700) where it is missing. With `sync` it is on disk when this returns. Throws what the file system throws, and leaves
 * nothing half written.
 */
export function replaceFile(path: string, content: string | Uint8Array, { sync = true } = {}): void {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    makeFolder(dirname(path));
    writeFileSync(draft, content, { mode: 0o600, flush: sync });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
