import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fstatSync, fsyncSync, openSync, readFileSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Damage, Journal, SavedSession } from '../context.ts';
import { asQuestionId } from '../core/question.ts';
import { formatVersion, parseEvent, type JournalEvent, type NewEvent } from '../core/event.ts';
import { advance, canAdvance, inOrder, replay, type Progress, type ReplayRules, type StoredEvent } from '../core/progress.ts';
import { ulid, ulidTime } from '../core/ulid.ts';
import type { Day } from '../core/day.ts';
import { StoreError } from '../errors.ts';
import { makeFolder, replaceFile } from './file.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';

export interface JournalOptions {
  /** The data directory; created with the first event. */
  readonly folder: () => string;
  readonly now: () => Date;
  /** Local time minus UTC at an instant, in minutes. */
  readonly offsetMinutes: (at: Date) => number;
  readonly today: () => Day;
  /** Made when progress is first asked for. */
  readonly rules: () => Omit<ReplayRules, 'aliases'>;
  readonly version: string;
  readonly warn: (text: string) => void;
}

/** How much of the file before the replayed end must be unchanged for the rest to be trusted, in bytes. */
const tailBytes = 4096;

interface Reading {
  readonly events: StoredEvent[];
  readonly damage: Damage[];
}

/** A progress, and the byte offset up to which it holds everything in the file. */
interface Replayed {
  readonly progress: Progress;
  readonly end: number;
}

/**
 * The append-only journal of docs/data-format.md. Nothing is opened before it is asked for. An event is appended with
 * one write, its byte count checked, and synced before `append` returns.
 */
export function openJournal(options: JournalOptions): Journal {
  const path = (): string => join(options.folder(), 'journal.jsonl');
  let reading: (Reading & { readonly end: number }) | null = null;
  let current: { base: Replayed; progress: Progress; rules: ReplayRules; key: string } | null = null;

  const read = (): Reading & { readonly end: number } => {
    if (reading) return reading;
    const bytes = readAll(path());
    reading = { ...parseJournal(bytes, path()), end: wholeLines(bytes) };
    const [first, ...more] = reading.damage;
    if (first) options.warn(`${more.length + 1} ${more.length === 0 ? 'line' : 'lines'} of your journal cannot be read and ${more.length === 0 ? 'is' : 'are'} left as found: ${path()}:${first.line}: ${first.reason}`);
    return reading;
  };

  const load = (aliases: ReplayRules['aliases']): Progress => {
    const rules = { ...options.rules(), aliases };
    const { record } = rules.scheduler;
    const key = JSON.stringify([record.name, record.version, record.retention, rules.dayStartHour, [...aliases]]);
    if (current?.key === key) return current.progress;
    const base = (reading === null ? fromSnapshot(options.folder(), path(), rules, key) : null) ?? {
      progress: replay(read().events, rules),
      end: read().end,
    };
    current = { base, progress: base.progress, rules, key };
    return base.progress;
  };

  /** The newest event id in the file; from the replayed progress where there is one. */
  const newest = (): string => current?.progress.newest ?? read().events.reduce((id, event) => (event.id > id ? event.id : id), '');

  return {
    get path() {
      return path();
    },
    ensureWritable() {
      closeSync(openToAppend(path()));
    },
    append(event: NewEvent): JournalEvent {
      const at = options.now();
      const ms = Math.max(at.getTime(), (ulidTime(newest()) ?? -1) + 1);
      const stamped: JournalEvent = {
        v: formatVersion,
        id: ulid(ms, randomBytes(10)),
        at: at.toISOString(),
        offset: options.offsetMinutes(at),
        prep: options.version,
        ...event,
      };
      appendLine(path(), encodeLine(stamped));
      reading?.events.push(stamped);
      if (current) {
        const { progress, rules } = current;
        const next = canAdvance(progress, [stamped]) ? advance(progress, [stamped], rules) : replay(parseJournal(readAll(path()), path()).events, rules);
        current = { ...current, progress: next };
      }
      return stamped;
    },
    events: () => inOrder(read().events),
    progress: load,
    damage: () => read().damage,
    get scheduler() {
      return options.rules().scheduler.record;
    },
    recall(question, current) {
      const memory = current.questions.get(question)?.memory;
      return memory ? Math.round(options.rules().scheduler.recall(memory, options.today()) * 10_000) / 10_000 : null;
    },
    newSessionId: () => ulid(options.now().getTime(), randomBytes(10)),
    async saveSnapshot() {
      if (!current) return;
      try {
        // Other processes may have written since: what is stored must be what the file says at its size.
        const { ino, mtimeMs } = statSync(path());
        const { progress, end } = extend(current.base, path(), current.rules) ?? rebuild(path(), current.rules);
        const start = Math.max(0, end - tailBytes);
        const tail = crc32(readFrom(path(), start).subarray(0, end - start));
        await writeSnapshot(options.folder(), { inode: ino, size: end, mtimeMs, tail, rules: current.key }, progress);
      } catch {
        return;
      }
    },
    savedSession() {
      const session = readSession(join(options.folder(), 'session.json'));
      return session === 'damaged' ? null : session;
    },
    saveSession(session) {
      const file = join(options.folder(), 'session.json');
      // What cannot be read is never written over.
      if (readSession(file) === 'damaged') renameSync(file, `${file}.${options.now().getTime()}`);
      if (session === null) rmSync(file, { force: true });
      else {
        try {
          replaceFile(file, `${JSON.stringify({ v: formatVersion, ...session }, null, 2)}\n`);
        } catch (error) {
          throw storeError('write', file, error);
        }
      }
    },
  };
}

/** One line of the journal: CRC-32 of the JSON's UTF-8 bytes as 8 hex digits, a space, the JSON; a newline on both sides. */
export function encodeLine(event: JournalEvent): Buffer {
  const json = JSON.stringify(event);
  return Buffer.from(`\n${checksum(json)} ${json}\n`);
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}

/** Reads the bytes of a journal: every event that is whole, and where the damage is. Throws when a newer prep wrote it. */
export function parseJournal(bytes: Buffer, path: string): Reading {
  const reading: Reading = { events: [], damage: [] };
  let number = 0;
  for (const line of bytes.toString('utf8').split('\n')) {
    number++;
    if (line === '') continue;
    const json = line.slice(9);
    if (!/^[0-9a-f]{8} /.test(line) || line.slice(0, 8) !== checksum(json)) {
      reading.damage.push({ line: number, reason: 'its checksum does not match: it was cut off or changed' });
      continue;
    }
    const event = parseEvent(parseJson(json));
    if (event === 'newer') {
      throw new StoreError(`your journal was written by a newer prep: ${path}:${number}`, {
        newer: true,
        hint: 'Update prep. Nothing was read from the journal or written to it.',
      });
    }
    if (event) reading.events.push(event);
    else reading.damage.push({ line: number, reason: 'it is not an event of the journal' });
  }
  return reading;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function readAll(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isMissing(error)) return Buffer.alloc(0);
    throw storeError('read', path, error);
  }
}

/** The bytes of a file from an offset to its end. */
function readFrom(path: string, offset: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - offset));
    let filled = 0;
    while (filled < bytes.length) {
      const count = readSync(file, bytes, filled, bytes.length - filled, offset + filled);
      if (count === 0) break;
      filled += count;
    }
    return bytes.subarray(0, filled);
  } finally {
    closeSync(file);
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

function appendLine(path: string, line: Buffer): void {
  const isNew = !existsSync(path);
  const file = openToAppend(path);
  try {
    // One write, so that lines of two processes never mix; a short one is no acknowledgement, and framing keeps its
    // torn half from swallowing the next event.
    const written = writeSync(file, line);
    if (written !== line.length) throw new Error(`only ${written} of ${line.length} bytes could be written`);
    fsyncSync(file);
  } catch (error) {
    throw storeError('write', path, error);
  } finally {
    closeSync(file);
  }
  if (isNew) syncFolder(dirname(path));
}

/** Makes a new file's name survive a crash; where folders cannot be synced (Windows) there is nothing to do. */
function syncFolder(folder: string): void {
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

function storeError(verb: 'read' | 'write', path: string, error: unknown): StoreError {
  const cause = error instanceof Error ? error.message.replace(/^([A-Z]+): /, '').replace(/, \w+ '.*'$/, '') : String(error);
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  return new StoreError(`your journal cannot be ${verb === 'read' ? 'read' : 'written'}: ${path}: ${cause}${code}`, {
    hint: 'Make the folder writable, or set PREP_DATA_DIR to one that is.',
    cause: error,
  });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** The offset after the last newline: what follows may be half of a line that is being written. */
function wholeLines(bytes: Buffer): number {
  return bytes.lastIndexOf(10) + 1;
}

function rebuild(path: string, rules: ReplayRules): Replayed {
  const bytes = readAll(path);
  return { progress: replay(parseJournal(bytes, path).events, rules), end: wholeLines(bytes) };
}

/**
 * A progress with what was appended since laid on top; null when that takes back what came before, or is damaged: the
 * whole file is then read, and the damage said with its line.
 */
function extend(base: Replayed, path: string, rules: ReplayRules): Replayed | null {
  const bytes = readFrom(path, base.end);
  const { events, damage } = parseJournal(bytes, path);
  if (damage.length > 0 || !canAdvance(base.progress, events)) return null;
  return { progress: advance(base.progress, events, rules), end: base.end + wholeLines(bytes) };
}

/**
 * The progress from the snapshot: as it is when the journal has not changed; with the new events laid on top when the
 * journal only grew; null when it must be replayed whole.
 */
function fromSnapshot(folder: string, path: string, rules: ReplayRules, key: string): Replayed | null {
  const snapshot = readSnapshot(folder);
  if (snapshot?.key.rules !== key) return null;
  const { inode, size, mtimeMs, tail } = snapshot.key;
  const base = { progress: snapshot.progress, end: size };
  try {
    const now = statSync(path);
    if (now.ino !== inode || now.size < size) return null;
    if (now.size === size) return now.mtimeMs === mtimeMs ? base : null;
    const start = Math.max(0, size - tailBytes);
    if (crc32(readFrom(path, start).subarray(0, size - start)) !== tail) return null;
    return extend(base, path, rules);
  } catch {
    return null; // Whatever is wrong, reading the whole journal says it better.
  }
}

/** The unfinished session; null where there is none, `'damaged'` where it cannot be read. Throws when a newer prep wrote it. */
function readSession(path: string): SavedSession | 'damaged' | null {
  const text = readAll(path).toString('utf8');
  if (text === '') return null;
  const value = parseJson(text) as Partial<SavedSession & { v: number }> | null;
  if (typeof value?.v === 'number' && value.v > formatVersion) {
    throw new StoreError(`your unfinished session was written by a newer prep: ${path}`, { newer: true, hint: 'Update prep, or move the file away.' });
  }
  if (value?.v !== formatVersion || !Array.isArray(value.questions)) return 'damaged';
  return { ...(value as SavedSession), questions: value.questions.filter((each: SavedSession['questions'][number] | null) => asQuestionId(String(each?.id)) !== null) };
}
