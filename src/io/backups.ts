import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Backup, Backups } from '../context.ts';
import type { Day } from '../core/day.ts';
import { backupReasons, superfluous, type BackupReason } from '../core/thinning.ts';
import { hasCode, replaceFile } from './file.ts';
import { parseJournal, storeError, syncFolder } from './journal-file.ts';

export interface BackupsOptions {
  /** The data directory. */
  readonly folder: () => string;
  readonly now: () => Date;
  /** The practice day of an instant. */
  readonly dayOf: (at: Date) => Day;
}

/** `2026-11-20T12-00-00-000Z-daily.jsonl`: the instant in UTC, and why. Other files in the folder are nobody's business here. */
const nameForm = new RegExp(`^(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d)-(\\d\\d)-(\\d\\d)-(\\d{3})Z-(${backupReasons.join('|')})\\.jsonl$`);

/** Copies of the journal in `backups/` of the data directory. Each is the journal as it stood, byte for byte. */
export function openBackups(options: BackupsOptions): Backups {
  const folder = (): string => join(options.folder(), 'backups');

  const list = (): Backup[] => {
    try {
      return readdirSync(folder())
        .flatMap((name) => {
          const [, date, hours, minutes, seconds, ms, reason] = nameForm.exec(name) ?? [];
          const at = new Date(`${date}T${hours}:${minutes}:${seconds}.${ms}Z`);
          if (Number.isNaN(at.getTime())) return [];
          const path = join(folder(), name);
          return [{ path, reason: reason as BackupReason, at, bytes: statSync(path).size }];
        })
        .sort((a, b) => b.at.getTime() - a.at.getTime());
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return [];
      throw storeError('read', folder(), error, 'your backups');
    }
  };

  const make = (reason: BackupReason): Backup | null => {
    const journal = join(options.folder(), 'journal.jsonl');
    let bytes: Buffer;
    try {
      bytes = readFileSync(journal);
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return null;
      throw storeError('read', journal, error);
    }
    if (bytes.length === 0) return null;
    const at = freeInstant(options.now());
    const path = pathOf(at, reason);
    try {
      replaceFile(path, bytes);
      syncFolder(folder());
    } catch (error) {
      throw storeError('write', path, error, 'a backup');
    }
    try {
      thin();
    } catch {
      // What could not be removed stays: there is one more than need be, and the new one is safe.
    }
    return { path, reason, at, bytes: bytes.length };
  };

  const pathOf = (at: Date, reason: BackupReason): string => join(folder(), `${at.toISOString().replace(/[:.]/g, '-')}-${reason}.jsonl`);

  /** A backup is never written over: where one of this very moment stands, the next millisecond is taken. */
  const freeInstant = (now: Date): Date => {
    let at = now;
    while (backupReasons.some((reason) => existsSync(pathOf(at, reason)))) at = new Date(at.getTime() + 1);
    return at;
  };

  const thin = (): void => {
    const dated = list().map((backup) => ({ ...backup, at: backup.at.getTime(), day: options.dayOf(backup.at) }));
    for (const { path } of superfluous(dated)) rmSync(path, { force: true });
  };

  return {
    make,
    makeDaily() {
      try {
        const today = options.dayOf(options.now());
        if (!list().some(({ reason, at }) => reason === 'daily' && options.dayOf(at) === today)) make('daily');
      } catch {
        return;
      }
    },
    makeDamaged() {
      try {
        const journal = readFileSync(join(options.folder(), 'journal.jsonl'));
        // Events are only ever added: where the last such copy is how the journal begins, it holds the damage of that part.
        const last = list().find(({ reason }) => reason === 'damaged');
        const kept = last ? readFileSync(last.path) : null;
        const isKept = kept !== null && journal.subarray(0, kept.length).equals(kept) && parseJournal(journal.subarray(kept.length), last?.path ?? '').damage.length === 0;
        if (!isKept) make('damaged');
      } catch {
        return;
      }
    },
    list,
  };
}
