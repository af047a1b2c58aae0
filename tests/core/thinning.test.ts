import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../src/core/day.ts';
import { superfluous, type BackupReason, type DatedBackup } from '../../src/core/thinning.ts';

const msPerDay = 86_400_000;
const start = parseDay('2026-11-20')!;

function made(day: number, reason: BackupReason = 'daily', bytes = 100, hour = 12): DatedBackup {
  return { reason, day: start + day, at: (start + day) * msPerDay + hour * 3_600_000, bytes };
}

function kept(backups: readonly DatedBackup[]): DatedBackup[] {
  const gone = new Set(superfluous(backups));
  return backups.filter((backup) => !gone.has(backup));
}

describe('thinning', () => {
  it('keeps a day, a week and a month each its newest', () => {
    const all = Array.from({ length: 400 }, (_, day) => made(day, 'daily', day));
    const days = kept(all).map(({ day }) => day - start);
    expect(days.slice(-12)).toEqual([388, 389, 390, 391, 392, 393, 394, 395, 396, 397, 398, 399]);
    // 20 November 2026 is a Friday, so the Sundays are 2, 9, 16 …
    const sundays = days.filter((day) => day % 7 === 2);
    expect(sundays.slice(-9)).toEqual([338, 345, 352, 359, 366, 373, 380, 387, 394]);
    // The ends of April to November 2027, and today in December.
    expect(days.filter((day) => day < 330)).toEqual([161, 192, 222, 253, 284, 314]);
    expect(days.length).toBeLessThanOrEqual(31);
  });

  it('counts the days, weeks and months of use, however far apart', () => {
    expect(kept([0, 500, 1000, 2000].map((day) => made(day)))).toHaveLength(4);
  });

  it('keeps of one day the newest alone, and of those before maintenance the last ten', () => {
    expect(kept([made(0, 'daily', 1, 8), made(0, 'daily', 1, 9), made(0, 'daily', 2, 10)])).toEqual([made(0, 'daily', 2, 10)]);
    const before = Array.from({ length: 15 }, (_, day) => made(day, 'before-merge', day));
    expect(kept(before)).toEqual(before.slice(5));
  });

  it('keeps what was asked for, the newest and the largest, whatever else there is', () => {
    const backups = [made(0, 'daily', 9999), made(1, 'manual'), ...Array.from({ length: 40 }, (_, day) => made(day + 500, 'daily', 1))];
    expect(kept(backups).slice(0, 2)).toEqual(backups.slice(0, 2));
    // Larger than the newer one of its day, which would push it out.
    expect(kept([made(0, 'daily', 9999, 8), made(0, 'daily', 1, 9)])).toHaveLength(2);
    fc.assert(
      fc.property(fc.array(fc.record({ day: fc.integer({ min: -4000, max: 4000 }), reason: fc.constantFrom<BackupReason>('daily', 'manual', 'before-restore'), bytes: fc.nat(1000), hour: fc.integer({ min: 0, max: 23 }) })), (drawn) => {
        const all = drawn.map(({ day, reason, bytes, hour }) => made(day, reason, bytes, hour));
        const left = kept(all);
        if (all.length === 0) return;
        expect(Math.max(...left.map(({ at }) => at))).toBe(Math.max(...all.map(({ at }) => at)));
        expect(Math.max(...left.map(({ bytes }) => bytes))).toBe(Math.max(...all.map(({ bytes }) => bytes)));
        expect(left.filter(({ reason }) => reason === 'manual')).toHaveLength(all.filter(({ reason }) => reason === 'manual').length);
        expect(left.filter(({ reason }) => reason !== 'manual').length).toBeLessThanOrEqual(12 + 10 + 9 + 10 + 2);
        // Thinning what is thin changes nothing.
        expect(superfluous(left)).toEqual([]);
      }),
    );
  });
});
