import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateDay, dayDate, dayOf, dayText, parseDay } from '../../src/core/day.ts';
import { holds } from './fixture.ts';

/** The practice day of an instant, written out. */
function dayAt(instant: string, offsetMinutes: number, dayStartHour = 4): string {
  return dayText(dayOf(Date.parse(instant), offsetMinutes, dayStartHour));
}

describe('the practice day of an instant', () => {
  it.each([
    // The day begins at four.
    ['2026-11-20T03:59:59.999Z', 0, 4, '2026-11-19'],
    ['2026-11-20T04:00:00.000Z', 0, 4, '2026-11-20'],
    ['2026-11-20T00:00:00.000Z', 0, 0, '2026-11-20'],
    ['2026-11-19T23:59:59.999Z', 0, 0, '2026-11-19'],
    ['2026-11-20T22:59:00.000Z', 0, 23, '2026-11-19'],
    ['2026-11-20T23:00:00.000Z', 0, 23, '2026-11-20'],
    // Offsets on both sides, and by less than an hour.
    ['2026-11-20T11:59:00.000Z', -480, 4, '2026-11-19'],
    ['2026-11-20T12:00:00.000Z', -480, 4, '2026-11-20'],
    ['2026-11-19T22:15:00.000Z', 345, 4, '2026-11-20'],
    ['2026-11-19T22:14:59.999Z', 345, 4, '2026-11-19'],
    ['2026-11-19T14:00:00.000Z', 840, 4, '2026-11-20'],
    ['2026-11-20T15:59:59.999Z', -720, 4, '2026-11-19'],
    // Before the epoch and over the ends of months and years.
    ['1969-12-31T12:00:00.000Z', 0, 4, '1969-12-31'],
    ['2027-01-01T03:00:00.000Z', 0, 4, '2026-12-31'],
    ['2028-02-29T12:00:00.000Z', 0, 4, '2028-02-29'],
    ['2028-03-01T03:59:00.000Z', 0, 4, '2028-02-29'],
    ['2027-03-01T03:59:00.000Z', 0, 4, '2027-02-28'],
  ])('%s at %d minutes, beginning at %d, is %s', (instant, offset, dayStartHour, day) => {
    expect(dayAt(instant, offset, dayStartHour)).toBe(day);
  });

  it('a day of 23 hours is one day: New York, 8 March 2026', () => {
    expect(dayAt('2026-03-08T08:59:00Z', -300)).toBe('2026-03-07');
    expect(dayAt('2026-03-08T09:00:00Z', -240)).toBe('2026-03-08');
    expect(dayAt('2026-03-09T07:59:00Z', -240)).toBe('2026-03-08');
    expect(dayAt('2026-03-09T08:00:00Z', -240)).toBe('2026-03-09');
  });

  it('a day of 25 hours is one day: New York, 1 November 2026', () => {
    expect(dayAt('2026-11-01T08:00:00Z', -240)).toBe('2026-11-01');
    expect(dayAt('2026-11-02T08:59:00Z', -300)).toBe('2026-11-01');
    expect(dayAt('2026-11-02T09:00:00Z', -300)).toBe('2026-11-02');
  });

  it('a midnight that was skipped begins no day twice: São Paulo, 4 November 2018', () => {
    // 23:59:59 at -3 is followed by 01:00:00 at -2.
    expect(dayAt('2018-11-04T02:59:59Z', -180, 0)).toBe('2018-11-03');
    expect(dayAt('2018-11-04T03:00:00Z', -120, 0)).toBe('2018-11-04');
    expect(dayAt('2018-11-04T02:59:59Z', -180)).toBe('2018-11-03');
    expect(dayAt('2018-11-04T05:59:59Z', -120)).toBe('2018-11-03');
    expect(dayAt('2018-11-04T06:00:00Z', -120)).toBe('2018-11-04');
  });

  it('a date that was skipped is a gap and no day: Apia, 30 December 2011', () => {
    // 29 December 23:59:59 at -10 is followed by 31 December 00:00:00 at +14.
    const before = dayOf(Date.parse('2011-12-30T09:59:59Z'), -600, 0);
    const after = dayOf(Date.parse('2011-12-30T10:00:00Z'), 840, 0);
    expect([dayText(before), dayText(after)]).toEqual(['2011-12-29', '2011-12-31']);
    expect(after - before).toBe(2);
  });

  it('never turns back while the clock and the offset stand', () => {
    holds(
      fc.property(
        fc.integer({ min: -1e12, max: 4e12 }),
        fc.nat(1e11),
        fc.integer({ min: -1440, max: 1440 }),
        fc.integer({ min: 0, max: 23 }),
        (ms, later, offset, hour) => {
          const day = dayOf(ms, offset, hour);
          expect(Number.isInteger(day)).toBe(true);
          expect(dayOf(ms + later, offset, hour)).toBeGreaterThanOrEqual(day);
          expect(dayOf(ms + 86_400_000, offset, hour)).toBe(day + 1);
        },
      ),
    );
  });
});

describe('a day as text', () => {
  it('goes there and back, as does a date', () => {
    holds(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (day) => {
        expect(parseDay(dayText(day))).toBe(day);
        expect(dateDay(dayDate(day))).toBe(day);
      }),
    );
  });

  it.each(['', '2026', '2026-11', '2026-11-31', '2026-02-29', '2026-13-01', '2026-00-10', '2026-11-00', '20261120', '2026-1-2', ' 2026-11-20', '2026-11-20\n', '2026-11-20T00:00', '-026-11-20', 'tomorrow'])(
    '%j is no date of the calendar',
    (text) => {
      expect(parseDay(text)).toBeNull();
    },
  );

  it('29 February is one in a leap year', () => {
    expect(parseDay('2028-03-01')! - parseDay('2028-02-29')!).toBe(1);
    expect(parseDay('2027-03-01')! - parseDay('2027-02-28')!).toBe(1);
    expect(parseDay('2100-02-29')).toBeNull();
    expect(parseDay('2000-02-29')).not.toBeNull();
  });
});
