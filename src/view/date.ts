import { dayDate, type Day } from '../core/day.ts';

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** A day for a column, at most 11 columns: "today", "3 Dec", "3 Dec 2027". */
export function shortDay(day: Day, today: Day): string {
  if (day === today) return 'today';
  if (day === today + 1) return 'tomorrow';
  const date = dayDate(day);
  const text = `${date.getUTCDate()} ${months[date.getUTCMonth()]?.slice(0, 3)}`;
  return date.getUTCFullYear() === dayDate(today).getUTCFullYear() ? text : `${text} ${date.getUTCFullYear()}`;
}

/** A day in a sentence: "today", "tomorrow", "on 3 December". */
export function spokenDay(day: Day, today: Day): string {
  if (day <= today) return 'today';
  if (day === today + 1) return 'tomorrow';
  const date = dayDate(day);
  const text = `on ${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
  return date.getUTCFullYear() === dayDate(today).getUTCFullYear() ? text : `${text} ${date.getUTCFullYear()}`;
}

/** A span on a clock: "02:41", "1:02:41". */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  return `${hours > 0 ? `${hours}:` : ''}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
