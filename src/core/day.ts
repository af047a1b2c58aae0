/** A local calendar day as a count of days since 1970-01-01, so that days subtract without time zones. */
export type Day = number;

const msPerDay = 86_400_000;

/**
 * The practice day an instant belongs to: its local date, where the day begins at `dayStartHour`.
 * @param ms the instant, milliseconds since the epoch
 * @param offsetMinutes local time minus UTC at that instant, in minutes
 */
export function dayOf(ms: number, offsetMinutes: number, dayStartHour: number): Day {
  return Math.floor((ms + offsetMinutes * 60_000 - dayStartHour * 3_600_000) / msPerDay);
}

/** `YYYY-MM-DD`. */
export function dayText(day: Day): string {
  return new Date(day * msPerDay).toISOString().slice(0, 10);
}

/** The day of `YYYY-MM-DD`, or null where that is not a date of the calendar. */
export function parseDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(text) ? ms / msPerDay : null;
}

/** Midnight UTC of a day, for libraries that think in dates. */
export function dayDate(day: Day): Date {
  return new Date(day * msPerDay);
}

/** The day of a date made by `dayDate`, or by day arithmetic on one. */
export function dateDay(date: Date): Day {
  return Math.round(date.getTime() / msPerDay);
}
