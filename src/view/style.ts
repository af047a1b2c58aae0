import { Chalk, type ChalkInstance, type ColorSupportLevel } from 'chalk';
import type { Rating } from '../core/schedule.ts';
import { padEnd, truncate, widthOf } from './text.ts';

/** What a stream can show: columns, chalk's colour level 0 to 3, and whether it draws beyond ASCII. */
export interface Canvas {
  readonly width: number;
  readonly color: ColorSupportLevel;
  readonly unicode: boolean;
}

/** Texts that are lexed already, by what they are: markdown as marked's tokens, code as highlight.js's HTML. */
export type Lexed = Map<string, unknown>;

/** A canvas with its pens. Every function of `view/` takes one and returns text; nothing here prints. */
export interface Style extends Canvas {
  readonly pen: ChalkInstance;
  /** Asked before a text is lexed, which is most of the work of rendering it, and added to. */
  readonly lexed: Lexed;
}

/** Text is never set wider than this, however wide the terminal is. */
export const widest = 100;

/** The pens for a canvas; the width is capped at `widest`. */
export function styleFor(canvas: Canvas, lexed: Lexed = new Map()): Style {
  return { width: Math.min(canvas.width, widest), color: canvas.color, unicode: canvas.unicode, pen: new Chalk({ level: canvas.color }), lexed };
}

/** The same pens on fewer columns. */
export function narrower(style: Style, columns: number): Style {
  return { ...style, width: Math.max(10, style.width - columns) };
}

/** Signs that every screen shares, with an ASCII twin for each. */
export function signs(style: Canvas) {
  return style.unicode
    ? { dot: '●', ring: '○', rule: '─', separator: ' · ', ellipsis: '…', cursor: '›', full: '█', empty: '░', down: '↓', up: '↑', dash: '–', arrows: '↑↓', right: '✓' }
    : { dot: '*', ring: '.', rule: '-', separator: ' - ', ellipsis: '...', cursor: '>', full: '#', empty: '.', down: 'v', up: '^', dash: '-', arrows: 'up/down', right: '*' };
} // prettier-ignore

/** The colour of a rating; never its only sign. */
export function ratingPen(style: Style, rating: Rating): ChalkInstance {
  return { 1: style.pen.red, 2: style.pen.yellow, 3: style.pen.green, 4: style.pen.cyan }[rating];
}

/** A confidence as four dots and a digit; `○○○○ -` where there is none. */
export function confidenceDots(confidence: Rating | null, style: Style): string {
  const { dot, ring } = signs(style);
  if (confidence === null) return style.pen.dim(`${ring.repeat(4)} -`);
  return `${ratingPen(style, confidence)(dot.repeat(confidence))}${style.pen.dim(ring.repeat(4 - confidence))} ${confidence}`;
}

/** A line with a left and a right part, the left cut when both do not fit. */
export function spread(left: string, right: string, style: Style): string {
  const room = style.width - widthOf(right) - (right ? 1 : 0);
  return right ? `${padEnd(truncate(left, room, signs(style).ellipsis), room)} ${right}` : truncate(left, room, signs(style).ellipsis);
}

/** A bar of `value` out of `most`, in whole cells. */
export function bar(value: number, most: number, cells: number, style: Style): string {
  const { full, empty } = signs(style);
  const filled = Math.max(0, Math.min(cells, Math.round((value / most) * cells)));
  return style.pen.cyan(full.repeat(filled)) + style.pen.dim(empty.repeat(cells - filled));
}
