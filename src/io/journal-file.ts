import { closeSync, existsSync, fstatSync, fsyncSync, openSync, readFileSync, readSync, realpathSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Damage, JournalLine } from '../context.ts';
import { parseEvent, type JournalEvent } from '../core/event.ts';
import type { StoredEvent } from '../core/progress.ts';
import { crc32 } from '../core/hash.ts';
import { upgraded } from '../core/upgrade.ts';
import { StoreError } from '../errors.ts';
import { hasCode, makeFolder, replaceFile } from './file.ts';
import { exclusively } from './lock.ts';

/** What the bytes of a journal hold. */
export interface Reading {
  /** In the order of the file, repeats too. */
  readonly events: StoredEvent[];
  readonly lines: JournalLine[];
  readonly damage: (Damage & { readonly bytes: Buffer })[];
  /** How many lines are of an older format. */
  readonly older: number;
}

/** One line of the journal: CRC-32 of the JSON's UTF-8 bytes as 8 hex digits, a space, the JSON; a newline on both sides. */
export function encodeLine(event: JournalEvent): Buffer {
  return framed(lineOf(event));
}

function lineOf(record: unknown): string {
  const json = JSON.stringify(record);
  return `${checksum(json)} ${json}`;
}

/** A line with its newlines. */
export function framed(text: string | Buffer): Buffer {
  return Buffer.concat([newline, Buffer.from(text as string), newline]);
}

const newline = Buffer.from('\n');

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}

/** Reads the bytes of a journal: every event that is whole, and where the damage is. Throws when a newer prep wrote it. */
export function parseJournal(bytes: Buffer, path: string): Reading {
  const reading = { events: [] as StoredEvent[], lines: [] as JournalLine[], damage: [] as (Damage & { bytes: Buffer })[], older: 0 };
  let number = 0;
  let parts: Buffer[] | null = null;
  for (const text of bytes.toString('utf8').split('\n')) {
    number++;
    if (text === '') continue;
    const found = parseLine(text);
    if (found === 'newer') {
      throw new StoreError(`your journal was written by a newer prep: ${path}:${number}`, {
        newer: true,
        hint: 'Update prep. Nothing was read from the journal or written to it.',
      });
    }
    if (found === 'torn' || found === null) {
      parts ??= linesOf(bytes);
      const reason = found === 'torn' ? 'its checksum does not match: it was cut off or changed' : 'it is not an event of the journal';
      reading.damage.push({ line: number, bytes: parts[number - 1] ?? Buffer.from(text), reason });
    } else {
      reading.events.push(found.event);
      reading.lines.push({ line: number, text: found.text, event: found.event });
      if (found.isOlder) reading.older++;
    }
  }
  return reading;
}

/** The bytes between the newlines, which no character of UTF-8 but the newline has in it. */
function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return [...lines, bytes.subarray(start)];
}

/** The event of a line, and its text as it would be written today. */
function parseLine(line: string): { event: StoredEvent; text: string; isOlder: boolean } | 'newer' | 'torn' | null {
  const json = line.slice(9);
  if (!/^[0-9a-f]{8} /.test(line) || line.slice(0, 8) !== checksum(json)) return 'torn';
  const record = parseJson(json);
  const current = upgraded(record);
  const event = parseEvent(current);
  if (event === null || event === 'newer') return event;
  const isOlder = current !== record;
  return { event, text: isOlder ? lineOf(current) : line, isOlder };
}

/** A journal with the lines of older formats in the format of today, and every other byte as it is. */
export function upgradedJournal(bytes: Buffer): Buffer {
  return Buffer.concat(
    linesOf(bytes).flatMap((line, index) => {
      const found = parseLine(line.toString('utf8'));
      const isOlder = found !== null && typeof found === 'object' && found.isOlder;
      return [...(index === 0 ? [] : [newline]), isOlder ? Buffer.from(found.text) : line];
    }),
  );
}

/** The whole lines that a damaged one still holds: a newline was lost between them, or something was written over it. */
export function salvage(bytes: Buffer): string[] {
  const damaged = bytes.toString('utf8');
  const starts = [...damaged.matchAll(/[0-9a-f]{8} \{/g)].map((match) => match.index);
  return starts.flatMap((start, index) => {
    const part = damaged.slice(start, starts[index + 1]);
    return [part, part.slice(0, part.lastIndexOf('}') + 1)].flatMap((text) => {
      const found = parseLine(text);
      return found !== null && typeof found === 'object' ? [found.text] : [];
    }).slice(0, 1);
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
    if (hasCode(error, 'ENOENT')) return { bytes: Buffer.alloc(0), inode: 0 };
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
 * Puts other bytes in the place of a journal, old or new and nothing between; one process at a time. `make` gets the bytes
 * that stand there. An event that another process appends meanwhile is carried over: it either sees the new file after its
 * write and repeats it there (`appendOnce`), or its write is found at the end of the old one here.
 */
export function replaceJournal(path: string, make: (bytes: Buffer) => Buffer): void {
  try {
    makeFolder(dirname(path));
    const real = existsSync(path) ? realpathSync(path) : path;
    exclusively(`${real}.lock`, () => replaceAlone(real, make));
  } catch (error) {
    throw error instanceof StoreError ? error : storeError('write', path, error);
  }
}

function replaceAlone(path: string, make: (bytes: Buffer) => Buffer): void {
  // Made where it is missing, so that what is appended meanwhile is found in it.
  const old = openSync(path, existsSync(path) ? 'r' : 'a+', 0o600);
  try {
    const before = readRest(old, 0);
    const after = make(before);
    if (after.equals(before)) return;
    replaceFile(path, after);
    syncFolder(dirname(path));
    const known = new Set([...parseJournal(before, path).events, ...parseJournal(after, path).events].map(({ id }) => id));
    const late = parseJournal(readRest(old, wholeLines(before)), path).lines.filter(({ event }) => !known.has(event.id));
    if (late.length > 0) appendLine(path, Buffer.concat(late.map(({ text }) => framed(text))));
  } finally {
    closeSync(old);
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

/** The offset after the last newline: what follows may be half of a line that is being written. */
export function wholeLines(bytes: Buffer): number {
  return bytes.lastIndexOf(10) + 1;
}
