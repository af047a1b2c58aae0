import { parseDay, type Day } from '../core/day.ts';
import type { Standing, Stats } from '../core/stats.ts';
import { visible } from '../core/visible.ts';
import { shortDay } from './date.ts';
import { count } from './number.ts';
import { bar, signs, type Style } from './style.ts';
import { predictionText } from './summary.ts';
import { padEnd, truncate, widthOf, wrap } from './text.ts';

/** The statistics for reading. */
export function renderStats(stats: Stats, today: Day, style: Style): string {
  const { totals, calibration } = stats;
  const { separator } = signs(style);
  if (totals.reviews === 0 && totals.seen === 0) {
    return wrap(`Nothing is rated yet: ${count(totals.questions, 'question')} ${totals.questions === 1 ? 'waits' : 'wait'}. prep quiz starts.`, style.width).join('\n') + '\n';
  }
  const facts = [`${totals.seen} of ${count(totals.questions, 'question')} rated`, count(totals.reviews, 'review'), `${totals.due} due`, ...(totals.hidden > 0 ? [`${totals.hidden} hidden`] : [])];
  const predicted = predictionText(calibration);
  const said = predicted === null ? [] : [section('Prediction against rating', wrap(predicted, style.width - 2), style)];
  return (
    [
      wrap(facts.join(separator), style.width).join('\n'),
      section('Confidence by theme', confidence(stats.themes, style), style),
      ...(stats.personas.length > 0 ? [section('Confidence by persona', confidence(stats.personas, style), style)] : []),
      ...activity(stats, today, style),
      ...forecast(stats, today, style),
      ...said,
    ].join('\n\n') + '\n'
  );
}

function section(title: string, lines: readonly string[], style: Style): string {
  return [style.pen.cyan.bold(title), ...lines.map((line) => `  ${line}`)].map((line) => truncate(line, style.width, signs(style).ellipsis)).join('\n');
}

/** Rated groups first, the least sure on top; a word for the rest. */
function confidence(rows: readonly (Standing & { readonly title: string })[], style: Style): string[] {
  const rated = rows.filter((row) => row.confidence !== null).sort((a, b) => (a.confidence ?? 0) - (b.confidence ?? 0));
  const unrated = rows.filter((row) => row.confidence === null);
  const cells = style.width < 60 ? 8 : 16;
  const share = (row: Standing): string => `${row.rated}/${row.questions}${row.due > 0 ? `, ${row.due} due` : ''}`;
  const room = style.width - cells - 11 - Math.max(0, ...rated.map((row) => share(row).length));
  const widest = Math.min(Math.max(0, ...rated.map((row) => widthOf(visible(row.title)))), Math.max(10, room));
  const lines = rated.map((row) => {
    const name = padEnd(truncate(visible(row.title), widest, signs(style).ellipsis), widest);
    return `${name}  ${bar(row.confidence ?? 0, 4, cells, style)}  ${(row.confidence ?? 0).toFixed(1)}  ${style.pen.dim(share(row))}`;
  });
  const names = unrated.map((row) => visible(row.title)).join(', ');
  return [...lines, ...(names ? wrap(style.pen.dim(`Not rated yet: ${names}`), style.width - 2) : [])];
}

function activity(stats: Stats, today: Day, style: Style): string[] {
  const recent = stats.days.slice(-7);
  if (recent.length === 0) return [];
  return [section('Activity', days(recent.map(({ date, reviews, minutes }) => ({ date, count: reviews, note: `${count(reviews, 'review')}${minutes > 0 ? `, ${minutes} min` : ''}` })), today, style), style)];
}

function forecast(stats: Stats, today: Day, style: Style): string[] {
  const coming = stats.forecast.filter(({ due }) => due > 0).slice(0, 7);
  if (coming.length === 0) return [];
  return [section('Falls due', days(coming.map(({ date, due }) => ({ date, count: due, note: `${due}` })), today, style), style)];
}

function days(rows: readonly { date: string; count: number; note: string }[], today: Day, style: Style): string[] {
  const most = Math.max(...rows.map((row) => row.count));
  return rows.map(({ date, count: done, note }) => {
    const cells = Math.max(1, Math.round((done / most) * (style.width < 60 ? 8 : 16)));
    return `${padEnd(shortDay(parseDay(date) ?? today, today), 11)} ${style.pen.cyan(signs(style).full.repeat(cells))} ${style.pen.dim(note)}`;
  });
}
