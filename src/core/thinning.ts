import { dayText, type Day } from './day.ts';

/** Why a backup was made: once a day of use, because the person asked, before something that changes the whole journal, or before it grew with damage in it. */
export const backupReasons = ['daily', 'manual', 'before-upgrade', 'before-restore', 'before-merge', 'before-doctor', 'damaged'] as const;
export type BackupReason = (typeof backupReasons)[number];

/** What thinning needs to know of a backup. */
export interface DatedBackup {
  readonly reason: BackupReason;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The practice day it was made on. */
  readonly day: Day;
  readonly bytes: number;
}

/** How many days, weeks and months with a backup keep one, and how many of those are kept that prep made for another reason. */
const keptDays = 12;
const keptWeeks = 10;
const keptMonths = 9;
const keptOthers = 10;

/**
 * The backups that have grown superfluous. Kept are: every one the person asked for; of the daily ones, the newest of
 * each of the last 12 days, 10 weeks and 9 months that have one; the last 10 that prep made for another reason; and in any case
 * the newest and the largest, so that a journal that was emptied by accident does not push out the last good copy.
 */
export function superfluous<T extends DatedBackup>(backups: readonly T[]): T[] {
  const newestFirst = [...backups].sort((a, b) => b.at - a.at);
  const daily = newestFirst.filter(({ reason }) => reason === 'daily');
  const largest = newestFirst.reduce<T | null>((best, each) => (best === null || each.bytes > best.bytes ? each : best), null);
  const kept = new Set<T>([
    ...newestFirst.slice(0, 1),
    ...(largest ? [largest] : []),
    ...newestFirst.filter(({ reason }) => reason === 'manual'),
    ...newestFirst.filter(({ reason }) => reason !== 'daily' && reason !== 'manual').slice(0, keptOthers),
    ...newestOfEach(daily, ({ day }) => String(day), keptDays),
    ...newestOfEach(daily, ({ day }) => String(weekOf(day)), keptWeeks),
    ...newestOfEach(daily, ({ day }) => dayText(day).slice(0, 7), keptMonths),
  ]);
  return backups.filter((backup) => !kept.has(backup));
}

function newestOfEach<T>(newestFirst: readonly T[], span: (backup: T) => string, most: number): T[] {
  const newest = new Map<string, T>();
  for (const backup of newestFirst) if (!newest.has(span(backup))) newest.set(span(backup), backup);
  return [...newest.values()].slice(0, most);
}

/** Weeks counted from Monday: day 0, 1970-01-01, was a Thursday. */
function weekOf(day: Day): number {
  return Math.floor((day + 3) / 7);
}
