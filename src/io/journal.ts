import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Backups, Journal, OtherJournal, SavedSession } from '../context.ts';
import { asQuestionId } from '../core/question.ts';
import { formatVersion, parseEvent, type JournalEvent, type NewEvent } from '../core/event.ts';
import { advance, canAdvance, inOrder, replay, type Progress, type ReplayRules, type StoredEvent } from '../core/progress.ts';
import { latestUlidTime, ulid, ulidTime } from '../core/ulid.ts';
import type { Day } from '../core/day.ts';
import { crc32 } from '../core/hash.ts';
import { StoreError, UserError } from '../errors.ts';
import { replaceFile } from './file.ts';
import { appendLine, encodeLine, ensureAppendable, framed, parseJournal, parseJson, readFrom, readWhole, replaceJournal, salvage, storeError, upgradedJournal, wholeLines, type Reading } from './journal-file.ts';
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
  /** Where the data directory lies, if that is no place for a journal; asked when one is begun. */
  readonly place: () => string | null;
  /** Where copies go before the journal is upgraded, or grows with damage in it. */
  readonly backups: () => Pick<Backups, 'make' | 'makeDamaged'>;
  readonly warn: (text: string) => void;
}

/** How much of the file before the replayed end must be unchanged for the rest to be trusted, in bytes. */
const tailBytes = 4096;

/** Which file was read, and the byte offset up to which everything in it is known. */
interface Place {
  readonly inode: number;
  readonly end: number;
}

/** A progress, and what it holds. */
interface Replayed extends Place {
  readonly progress: Progress;
}

/**
 * The append-only journal of docs/data-format.md. Nothing is opened before it is asked for. An event is appended with
 * one write, its byte count checked, and synced before `append` returns.
 */
export function openJournal(options: JournalOptions): Journal {
  const path = (): string => join(options.folder(), 'journal.jsonl');
  let reading: Reading | null = null;
  let current: { base: Replayed; progress: Progress; rules: ReplayRules; key: string } | null = null;
  /** How far the file is known; null before anything was read. */
  let seen: Place | null = null;
  /** Ids of the events that this process appended. */
  const own = new Set<string>();
  let warned = false;
  /** Events of others that were taken in and not yet told. */
  let untold = 0;

  const readOnce = (): Reading => {
    const { bytes, inode } = readWhole(path());
    const found = parseJournal(bytes, path());
    seen = { inode, end: wholeLines(bytes) }; // Not before: one from a newer prep stays unknown, and is refused again.
    return found;
  };

  /** Rewrites the lines of older formats in that of today; every other byte stays. */
  const upgrade = (): void => {
    replaceJournal(path(), (bytes) => {
      const after = upgradedJournal(bytes);
      const kept = after.equals(bytes) ? null : options.backups().make('before-upgrade');
      if (kept) options.warn(`your journal was of an older format and is upgraded; as it was it is kept in ${kept.path}.`);
      return after;
    });
  };

  const read = (): Reading => {
    if (reading) return reading;
    reading = readOnce();
    if (reading.older > 0) {
      upgrade();
      reading = readOnce();
    }
    const [first, ...more] = reading.damage;
    if (first && !warned) options.warn(`${more.length + 1} ${more.length === 0 ? 'line' : 'lines'} of your journal cannot be read and ${more.length === 0 ? 'is' : 'are'} left as found: ${path()}:${first.line}: ${first.reason}; prep doctor says more.`);
    warned ||= first !== undefined;
    return reading;
  };

  const load = (aliases: ReplayRules['aliases']): Progress => {
    const rules = { ...options.rules(), aliases };
    const key = rulesKey(rules);
    if (current?.key === key) return current.progress;
    const stored = reading === null ? fromSnapshot(options.folder(), path(), rules, key) : null;
    if (stored) seen = { inode: stored.inode, end: stored.end };
    const base = stored ?? { progress: replay(read().events, rules), inode: seen?.inode ?? 0, end: seen?.end ?? 0 };
    current = { base, progress: base.progress, rules, key };
    return base.progress;
  };

  const catchUp = (): number => {
    if (!seen) return 0;
    const { inode, size } = look(path());
    if (inode === seen.inode && size === seen.end) return 0;
    if ((inode === seen.inode || seen.end === 0) && size >= seen.end) {
      const bytes = readFrom(path(), seen.end);
      const { events, lines, damage } = parseJournal(bytes.subarray(0, wholeLines(bytes)), path());
      const fresh = events.filter(({ id }) => !own.has(id));
      if (damage.length === 0) {
        seen = { inode, end: seen.end + wholeLines(bytes) };
        reading?.events.push(...fresh);
        reading?.lines.push(...lines);
        if (current && fresh.length > 0) current = { ...current, progress: laidOn(current.progress, fresh, path(), current.rules) };
        return fresh.length;
      }
    }
    // The file was replaced, or is not what it was: it is read anew.
    const known = new Set(reading?.events.map(({ id }) => id));
    const newestKnown = reading ? '' : (current?.progress.newest ?? '');
    reading = null;
    const fresh = read().events.filter(({ id }) => !known.has(id) && !own.has(id) && id > newestKnown);
    if (current) {
      const progress = replay(read().events, current.rules);
      current = { ...current, base: { progress, ...seen }, progress };
    }
    return fresh.length;
  };

  /** The newest event id in the file; from the replayed progress where there is one. */
  const newest = (): string => current?.progress.newest ?? read().events.reduce((id, event) => (event.id > id ? event.id : id), '');

  /** The event as it will be written. Refused where it could not be read back, or would not come after every other. */
  const stamp = (event: NewEvent, at: Date): JournalEvent => {
    const before = ulidTime(newest()) ?? -1;
    if (before === latestUlidTime) {
      throw new StoreError(`nothing can be recorded after the event ${newest()}, whose id lies at the end of time: ${path()}`, { hint: 'Restore a backup from before it (prep backup list), or take its line out of the file.' });
    }
    const stamped: JournalEvent = {
      v: formatVersion,
      id: ulid(Math.max(at.getTime(), before + 1), randomBytes(10)),
      at: at.toISOString(),
      offset: options.offsetMinutes(at),
      prep: options.version,
      ...event,
    };
    const readable = parseEvent(stamped);
    if (readable === null || readable === 'newer') throw new StoreError(`nothing can be recorded in the year that the clock of this machine shows: ${stamped.at}`, { hint: 'Set the clock.' });
    return stamped;
  };

  /** Where lines go that cannot be read. */
  const aside = (): string => join(options.folder(), 'journal.damaged.txt');

  /** Everything that was read is forgotten: the file is another one. */
  const replaced = (make: (bytes: Buffer) => Buffer): void => {
    replaceJournal(path(), make);
    reading = null;
    current = null;
    seen = null;
  };

  return {
    get path() {
      return path();
    },
    ensureWritable() {
      ensureAppendable(path());
    },
    append(event: NewEvent): JournalEvent {
      const at = options.now();
      untold += catchUp();
      const stamped = stamp(event, at);
      if (reading !== null && reading.damage.length > 0) options.backups().makeDamaged();
      const isFirst = newest() === '';
      appendLine(path(), encodeLine(stamped));
      const place = isFirst ? options.place() : null;
      if (place !== null) options.warn(`your journal lies ${place}: ${path()}. Two machines that write it at once make two journals; set PREP_DATA_DIR to a folder of this one, and join them with prep merge.`);
      own.add(stamped.id);
      reading?.events.push(stamped);
      if (current) current = { ...current, progress: laidOn(current.progress, [stamped], path(), current.rules) };
      return stamped;
    },
    catchUp() {
      const told = untold + catchUp();
      untold = 0;
      return told;
    },
    events: () => inOrder(read().events),
    lines: () => read().lines,
    progress: load,
    damage() {
      warned = true; // Who asks tells it better than the warning.
      return read().damage.map(({ line, reason }) => ({ line, reason }));
    },
    readOther(file): OtherJournal {
      if (!existsSync(file)) throw new UserError(`there is no such file: ${file}`, { hint: 'Name a journal.jsonl, a backup, or the folder that holds one; prep backup list names your backups.' });
      const target = isFolder(file) ? join(file, 'journal.jsonl') : file;
      const { bytes } = readWhole(target);
      const { events, lines, damage } = parseJournal(bytes, target);
      if (events.length === 0) throw new UserError(`no event of a journal was found in ${target}`, { hint: 'docs/data-format.md says what a journal looks like. Nothing was changed.' });
      return { path: target, bytes, lines, damage };
    },
    missing(other) {
      const known = new Set(read().events.map(({ id }) => id));
      return new Set(other.lines.flatMap(({ event }) => (known.has(event.id) ? [] : [event.id]))).size;
    },
    merge(other) {
      replaced((bytes) => {
        const known = new Set(parseJournal(bytes, path()).events.map(({ id }) => id));
        const added = other.lines.filter(({ event }) => !known.has(event.id) && known.add(event.id));
        return Buffer.concat([bytes, ...added.map(({ text }) => framed(text))]);
      });
    },
    restore(other) {
      read(); // One from a newer prep is refused, not replaced.
      replaced(() => upgradedJournal(other.bytes));
    },
    mend() {
      let torn: readonly Buffer[] = [];
      replaced((bytes) => {
        const { lines, damage } = parseJournal(bytes, path());
        const saved = damage.map(({ bytes: damaged }) => ({ damaged, whole: salvage(damaged) }));
        torn = saved.flatMap(({ damaged, whole }) => (damaged.equals(Buffer.from(whole.join(''))) ? [] : [damaged]));
        // Kept before the journal loses them.
        if (torn.length > 0) keepAside(aside(), torn);
        return Buffer.concat([...new Set([...lines.map(({ text }) => text), ...saved.flatMap(({ whole }) => whole)])].map(framed));
      });
      return torn.length > 0 ? aside() : null;
    },
    snapshotDrifts(aliases) {
      const rules = { ...options.rules(), aliases };
      const stored = fromSnapshot(options.folder(), path(), rules, rulesKey(rules));
      return stored !== null && asText(stored.progress) !== asText(rebuild(path(), rules).progress);
    },
    forgetSnapshot() {
      const snapshot = join(options.folder(), 'snapshot.json');
      try {
        rmSync(snapshot, { force: true });
      } catch (error) {
        throw storeError('write', snapshot, error, 'the snapshot');
      }
      current = null;
    },
    get scheduler() {
      return options.rules().scheduler.record;
    },
    recall(question, current) {
      const memory = current.questions.get(question)?.memory;
      return memory ? Math.round(options.rules().scheduler.recall(memory, options.today()) * 10_000) / 10_000 : null;
    },
    newSessionId: () => ulid(options.now().getTime(), randomBytes(10)),
    async saveSnapshot() {
      // A damaged journal is read whole each time, so that the damage is said until it is mended.
      if (!current || (reading?.damage.length ?? 0) > 0) return;
      try {
        // Other processes may have written since: what is stored must be what the file says at its size.
        const { ino, mtimeMs } = statSync(path());
        const { base, rules, key } = current;
        const { progress, end } = (base.inode === ino || base.end === 0 ? extend(base, path(), rules) : null) ?? rebuild(path(), rules);
        const start = Math.max(0, end - tailBytes);
        const tail = crc32(readFrom(path(), start).subarray(0, end - start));
        await writeSnapshot(options.folder(), { inode: ino, size: end, mtimeMs, tail, rules: key }, progress);
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
          // Not synced: after a power cut there may be nothing to resume, but every rating is there.
          replaceFile(file, `${JSON.stringify({ v: formatVersion, ...session }, null, 2)}\n`, { sync: false });
        } catch (error) {
          throw storeError('write', file, error);
        }
      }
    },
  };
}

/** What a progress depends on besides the events, as text. */
function rulesKey({ scheduler: { record }, dayStartHour, aliases }: ReplayRules): string {
  return JSON.stringify([record.name, record.version, record.retention, dayStartHour, [...aliases]]);
}

/** Adds lines to a file of what could not be read. Nothing is written over. */
function keepAside(path: string, lines: readonly Buffer[]): void {
  try {
    appendFileSync(path, Buffer.concat(lines.map((line) => Buffer.concat([line, Buffer.from('\n')]))), { mode: 0o600, flush: true });
  } catch (error) {
    throw storeError('write', path, error, 'a file for damaged lines');
  }
}

function asText({ questions, days, renames, newest }: Progress): string {
  const sorted = <K, V>(map: ReadonlyMap<K, V>): unknown => [...map].map(([key, value]) => [String(key), value] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([sorted(questions), sorted(days), sorted(renames), newest]);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw storeError('read', path, error, 'that journal');
  }
}

/** Which file stands there and how long it is; nothing where it is missing. */
function look(path: string): { inode: number; size: number } {
  try {
    const { ino = 0, size = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
    return { inode: ino, size };
  } catch (error) {
    throw storeError('read', path, error);
  }
}

function rebuild(path: string, rules: ReplayRules): Replayed {
  const { bytes, inode } = readWhole(path);
  return { progress: replay(parseJournal(bytes, path).events, rules), inode, end: wholeLines(bytes) };
}

/** A progress with later events laid on top, or the whole file replayed where one of them takes back what came before. */
function laidOn(progress: Progress, events: readonly StoredEvent[], path: string, rules: ReplayRules): Progress {
  return canAdvance(progress, events) ? advance(progress, events, rules) : rebuild(path, rules).progress;
}

/**
 * A progress with what was appended since laid on top; null when that takes back what came before, or is damaged: the
 * whole file is then read, and the damage said with its line.
 */
function extend(base: Replayed, path: string, rules: ReplayRules): Replayed | null {
  const bytes = readFrom(path, base.end);
  const { events, damage } = parseJournal(bytes, path);
  if (damage.length > 0 || !canAdvance(base.progress, events)) return null;
  return { progress: advance(base.progress, events, rules), inode: base.inode, end: base.end + wholeLines(bytes) };
}

/**
 * The progress from the snapshot: as it is when the journal has not changed; with the new events laid on top when the
 * journal only grew; null when it must be replayed whole.
 */
function fromSnapshot(folder: string, path: string, rules: ReplayRules, key: string): Replayed | null {
  const snapshot = readSnapshot(folder);
  if (snapshot?.key.rules !== key) return null;
  const { inode, size, mtimeMs, tail } = snapshot.key;
  const base = { progress: snapshot.progress, inode, end: size };
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
  const text = readWhole(path).bytes.toString('utf8');
  if (text === '') return null;
  const value = parseJson(text) as Partial<SavedSession & { v: number }> | null;
  if (typeof value?.v === 'number' && value.v > formatVersion) {
    throw new StoreError(`your unfinished session was written by a newer prep: ${path}`, { newer: true, hint: 'Update prep, or move the file away.' });
  }
  if (value?.v !== formatVersion || !Array.isArray(value.questions)) return 'damaged';
  return { ...(value as SavedSession), questions: value.questions.filter((each: SavedSession['questions'][number] | null) => asQuestionId(String(each?.id)) !== null) };
}
