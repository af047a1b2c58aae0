import { closeSync, existsSync, fstatSync, fsyncSync, openSync, readFileSync, readSync, realpathSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Damage, JournalLine } from '../context.ts';
import { parseEvent, type JournalEvent } from '../core/event.ts';
import type { StoredEvent } from '../core/progress.ts';
import { crc32 } from '../core/hash.ts';
import { StoreError } from '../errors.ts';
import { makeFolder, replaceFile } from './file.ts';

/** What the bytes of a journal hold. */
export interface Reading {
  /** In the order of the file, repeats too. */
  readonly events: StoredEvent[];
  readonly lines: JournalLine[];
  readonly damage: (Damage & { readonly text: string })[];
}

/** One line of the journal: CRC-32 of the JSON's UTF-8 bytes as 8 hex digits, a space, the JSON; a newline on both sides. */
export function encodeLine(event: JournalEvent): Buffer {
  const json = JSON.stringify(event);
  return framed(`${checksum(json)} ${json}`);
}

/** The text of a line with its newlines. */
export function framed(text: string): Buffer {
  return Buffer.from(`\n${text}\n`);
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}

/** Reads the bytes of a journal: every event that is whole, and where the damage is. Throws when a newer prep wrote it. */
export function parseJournal(bytes: Buffer, path: string): Reading {
  const reading: Reading = { events: [], lines: [], damage: [] };
  let number = 0;
  for (const text of bytes.toString('utf8').split('\n')) {
    number++;
    if (text === '') continue;
    const event = parseLine(text);
    if (event === 'newer') {
      throw new StoreError(`your journal was written by a newer prep: ${path}:${number}`, {
        newer: true,
        hint: 'Update prep. Nothing was read from the journal or written to it.',
      });
    }
    if (event === 'torn') reading.damage.push({ line: number, text, reason: 'its checksum does not match: it was cut off or changed' });
    else if (event === null) reading.damage.push({ line: number, text, reason: 'it is not an event of the journal' });
    else {
      reading.events.push(event);
      reading.lines.push({ line: number, text, event });
    }
  }
  return reading;
}

function parseLine(line: string): StoredEvent | 'newer' | 'torn' | null {
  const json = line.slice(9);
  if (!/^[0-9a-f]{8} /.test(line) || line.slice(0, 8) !== checksum(json)) return 'torn';
  return parseEvent(parseJson(json));
}

/** The whole lines that a damaged one still holds: a newline was lost between them, or something was written over it. */
export function salvage(damaged: string): string[] {
  const starts = [...damaged.matchAll(/[0-9a-f]{8} \{/g)].map((match) => match.index);
  return starts.flatMap((start, index) => {
    const part = damaged.slice(start, starts[index + 1]);
    const found = [part, part.slice(0, part.lastIndexOf('}') + 1)].find((text) => {
      const event = parseLine(text);
      return event !== null && typeof event === 'object';
    });
    return found === undefined ? [] : [found];
  });
}

export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** The bytes of a file, and its inode; nothing where it is missing. */
export function readWhole(path: string): { bytes: Buffer; inode: number } {
  try {
    const file = openSync(path, 'r');
    try {
      return { bytes: readFileSync(file), inode: fstatSync(file).ino };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (isMissing(error)) return { bytes: Buffer.alloc(0), inode: 0 };
    throw storeError('read', path, error);
  }
}

/** The bytes of a file from an offset to its end. */
export function readFrom(path: string, offset: number): Buffer {
  try {
    const file = openSync(path, 'r');
    try {
      return readRest(file, offset);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw storeError('read', path, error);
  }
}

function readRest(file: number, offset: number): Buffer {
  const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - offset));
  let filled = 0;
  while (filled < bytes.length) {
    const count = readSync(file, bytes, filled, bytes.length - filled, offset + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

/** Throws `StoreError` where nothing could be appended. */
export function ensureAppendable(path: string): void {
  const file = openToAppend(path);
  try {
    closeSync(file);
  } catch (error) {
    throw storeError('write', path, error);
  }
}

function openToAppend(path: string): number {
  try {
    makeFolder(dirname(path));
    return openSync(path, 'a', 0o600);
  } catch (error) {
    throw storeError('write', path, error);
  }
}

/** Appends whole lines and returns when they are on disk, in the file that has this name then. */
export function appendLine(path: string, line: Buffer): void {
  const isNew = !existsSync(path);
  while (!appendOnce(path, line));
  if (isNew) syncFolder(dirname(path));
}

/** False where the file was replaced meanwhile, by a restore or a merge: the line then goes into the new one too. */
function appendOnce(path: string, line: Buffer): boolean {
  const file = openToAppend(path);
  try {
    try {
      // One write, so that lines of two processes never mix; a short one is no acknowledgement, and framing keeps its
      // torn half from swallowing the next event.
      const written = writeSync(file, line);
      if (written !== line.length) throw new Error(`only ${written} of ${line.length} bytes could be written`);
      fsyncSync(file);
      return fstatSync(file).ino === statSync(path, { throwIfNoEntry: false })?.ino;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw storeError('write', path, error);
  }
}

/**
 * Puts other bytes in the place of a journal, old or new and nothing between. `make` gets the bytes that stand there. An
 * event that another process appends meanwhile is carried over: it either sees the new file after its write and repeats
 * it there (`appendOnce`), or its write is found at the end of the old one here.
 */
export function replaceJournal(path: string, make: (bytes: Buffer) => Buffer): void {
  try {
    const old = openIfThere(path);
    const real = old === null ? path : realpathSync(path);
    try {
      const before = old === null ? Buffer.alloc(0) : readRest(old, 0);
      const after = make(before);
      replaceFile(real, after);
      syncFolder(dirname(real));
      if (old === null) return;
      const known = new Set([...parseJournal(before, path).events, ...parseJournal(after, path).events].map(({ id }) => id));
      const late = parseJournal(readRest(old, wholeLines(before)), path).lines.filter(({ event }) => !known.has(event.id));
      if (late.length > 0) appendLine(path, Buffer.concat(late.map(({ text }) => framed(text))));
    } finally {
      if (old !== null) closeSync(old);
    }
  } catch (error) {
    throw error instanceof StoreError ? error : storeError('write', path, error);
  }
}

/** Null only where there is no such file: whatever else is wrong, a journal that stands is not taken for none. */
function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Makes a new file's name survive a crash; where folders cannot be synced (Windows) there is nothing to do. */
export function syncFolder(folder: string): void {
  try {
    const file = openSync(folder, 'r');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch {
    return;
  }
}

export function storeError(verb: 'read' | 'write', path: string, error: unknown, what = 'your journal'): StoreError {
  const cause = error instanceof Error ? error.message.replace(/^([A-Z]+): /, '').replace(/, \w+( '.*')?$/, '') : String(error);
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  return new StoreError(`${what} cannot be ${verb === 'read' ? 'read' : 'written'}: ${path}: ${cause}${code}`, {
    hint: 'Make the folder writable, or set PREP_DATA_DIR to one that is.',
    cause: error,
  });
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** The offset after the last newline: what follows may be half of a line that is being written. */
export function wholeLines(bytes: Buffer): number {
  return bytes.lastIndexOf(10) + 1;
}
