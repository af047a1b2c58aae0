import type { Corpus } from '../core/corpus.ts';
import type { Day } from '../core/day.ts';
import type { Rating } from '../core/schedule.ts';
import { calibrate, mean, type Calibration } from '../core/stats.ts';
import { visible } from '../core/visible.ts';
import { spokenDay } from './date.ts';
import { bar, signs, type Style } from './style.ts';
import { padEnd, truncate, wrap } from './text.ts';

/** One question rated in a session, and what it was before. */
export interface SessionRating {
  readonly theme: string;
  readonly rating: Rating;
  readonly prediction: Rating | null;
  readonly before: Rating | null;
}

export interface SessionSummary {
  readonly ratings: readonly SessionRating[];
  readonly minutes: number;
  readonly seed: number;
  /** The next day on which something is due and how much; null when nothing is scheduled. */
  readonly next: { readonly day: Day; readonly due: number } | null;
  readonly today: Day;
  /** The next command to type. */
  readonly command: string;
  /** Questions left in an unfinished session. */
  readonly left: number;
  readonly practice: boolean;
  /** True when the session ended with a rating, which is past any key of the session. */
  readonly undo: boolean;
}

/** The end of a session, at most eight lines. */
export function renderSummary(summary: SessionSummary, corpus: Corpus, style: Style): string {
  const { ratings } = summary;
  const { separator } = signs(style);
  const again = `Again now: ${summary.command}`;
  if (ratings.length === 0) return lines([`Nothing rated${separator}seed ${summary.seed}`, summary.left > 0 ? `${nextLine(summary)} ${again}` : again], style);
  const { pen } = style;
  const now = mean(ratings.map((each) => each.rating)) ?? 0;
  const known = ratings.filter((each) => each.before !== null);
  const change = known.length === 0 ? null : (mean(known.map((each) => each.rating - (each.before ?? 0))) ?? 0);
  const moved = change === null ? '' : change > 0 ? `, up ${change.toFixed(1)}` : change < 0 ? `, down ${Math.abs(change).toFixed(1)}` : ', as before';
  const minutes = summary.minutes < 1 ? 'under a minute' : `${Math.round(summary.minutes)} min`;
  const head = `${pen.bold(`${ratings.length} ${summary.practice ? 'practiced' : 'rated'}`)} in ${minutes}${separator}confidence ${now.toFixed(1)}${moved}${separator}seed ${summary.seed}`;
  return lines([head, ...themeBars(ratings, corpus, style), ...calibrationLine(ratings), ...(summary.undo ? [pen.dim('prep undo takes the last rating back.')] : []), `${nextLine(summary)} ${again}`], style);
}

function lines(texts: readonly string[], style: Style): string {
  const blocks = texts.map((text) => wrap(` ${text}`, style.width, { hanging: ' ' }));
  // Where they do not all fit, the middle gives way: the seed is in the first, the next command in the last.
  while (blocks.flat().length > 8 && blocks.length > 2) blocks.splice(-2, 1);
  return blocks.flat().slice(0, 8).join('\n') + '\n';
}

/** At most four themes, those with the lowest confidence first. */
function themeBars(ratings: readonly SessionRating[], corpus: Corpus, style: Style): string[] {
  const byTheme = new Map<string, Rating[]>();
  for (const { theme, rating } of ratings) byTheme.set(theme, [...(byTheme.get(theme) ?? []), rating]);
  const rows = [...byTheme]
    .map(([id, given]) => ({ title: visible(corpus.themes.find((theme) => theme.id === id)?.title ?? id), n: given.length, confidence: mean(given) ?? 0 }))
    .sort((a, b) => a.confidence - b.confidence || (a.title < b.title ? -1 : 1));
  const shown = rows.length > 4 ? rows.slice(0, 3) : rows;
  const cells = style.width < 60 ? 8 : 12;
  const widest = Math.min(Math.max(...shown.map((row) => row.title.length)), style.width - cells - 13);
  const drawn = shown.map(
    (row) => `${padEnd(truncate(row.title, widest, signs(style).ellipsis), widest)}  ${bar(row.confidence, 4, cells, style)}  ${row.confidence.toFixed(1)}  n=${row.n}`,
  );
  return rows.length > shown.length ? [...drawn, style.pen.dim(`and ${rows.length - shown.length} more themes`)] : drawn;
}

function calibrationLine(ratings: readonly SessionRating[]): string[] {
  const pairs = new Array<number>(16).fill(0);
  for (const { prediction, rating } of ratings) {
    if (prediction !== null) pairs[(prediction - 1) * 4 + rating - 1] = (pairs[(prediction - 1) * 4 + rating - 1] ?? 0) + 1;
  }
  const said = predictionText(calibrate(pairs));
  return said === null ? [] : [said];
}

/** Below this many predictions with their ratings, one lucky guess decides the verdict. */
const enoughPairs = 5;

/** Mean prediction against mean rating in a sentence, with a verdict once there are enough; null of none. */
export function predictionText({ pairs, meanPrediction, meanRating, gap }: Calibration): string | null {
  if (meanPrediction === null || meanRating === null || gap === null) return null;
  const said = pairs < enoughPairs ? `${enoughPairs - pairs} more for a verdict` : verdict(gap);
  return `You predicted ${meanPrediction.toFixed(1)} and rated ${meanRating.toFixed(1)} (n=${pairs}): ${said}.`;
}

/** What a gap between mean prediction and mean rating says, in words. */
export function verdict(gap: number): string {
  if (Math.abs(gap) < 0.25) return 'you know what you know';
  const much = Math.abs(gap) >= 1 ? 'far' : 'a little';
  return gap > 0 ? `${much} too sure of yourself` : `${much} too modest`;
}

function nextLine({ next, today, left }: SessionSummary): string {
  if (left > 0) return `${left} left: prep quiz --resume.`;
  return next === null ? 'Nothing is scheduled.' : `Next: ${next.due} due ${spokenDay(next.day, today)}.`;
}
