import { plainLine } from './plain-line.ts';
import { signs, spread, type Style } from './style.ts';
import { padEnd, truncate, widthOf } from './text.ts';

/** One line of a list to walk. */
export interface Entry {
  /** Markdown, shown as plain text. */
  readonly text: string;
  /** Shown behind the text where the notes of all entries leave it room. */
  readonly note: string;
  readonly mark: (style: Style) => string;
}

export interface BrowsePicture {
  readonly title: string;
  readonly entries: readonly Entry[];
  readonly filter: string;
  readonly cursor: number;
  /** True when there is a list above this one. */
  readonly deep: boolean;
}

/** A list with what is typed above it and the entry in hand marked, on `rows` lines. */
export function browseFrame(picture: BrowsePicture, style: Style, rows: number): string[] {
  const { pen } = style;
  const { cursor: sign, rule, separator, arrows, ellipsis, dash } = signs(style);
  const typed = picture.filter === '' ? pen.dim('type to filter') : `${picture.filter}${pen.inverse(' ')}`;
  const head = [spread(` ${pen.cyan.bold(picture.title)}  ${typed}`, pen.dim(`${picture.entries.length} `), style), pen.dim(rule.repeat(style.width))];
  const keys = [...(style.width < 60 ? [] : [`${arrows} move`]), 'enter open', picture.filter !== '' ? 'esc clear' : picture.deep ? 'esc back' : 'esc leave'].join(separator);
  const room = Math.max(1, rows - head.length - 1);
  const from = Math.max(0, Math.min(picture.cursor - Math.floor(room / 2), picture.entries.length - room));
  const where = picture.entries.length <= room ? '' : `${from + 1}${dash}${from + room} of ${picture.entries.length} `;
  // The same for every entry, so that what is read does not change its width from line to line.
  const noteWidth = Math.max(0, ...picture.entries.map((entry) => widthOf(entry.note)));
  const noted = noteWidth * 3 <= style.width;
  const lines = picture.entries.slice(from, from + room).map((entry, index) => {
    const here = from + index === picture.cursor;
    const mark = entry.mark(style);
    const note = noted ? `  ${' '.repeat(noteWidth - widthOf(entry.note))}${pen.dim(entry.note)} ` : '';
    const space = style.width - 4 - (noted ? noteWidth + 2 : 0) - (mark ? widthOf(mark) + 2 : 0);
    const text = padEnd(truncate(plainLine(entry.text, style.unicode), space, ellipsis), space);
    return ` ${here ? pen.cyan(sign) : ' '} ${mark ? `${mark}  ` : ''}${here ? pen.bold(text) : text}${note}`.trimEnd();
  });
  if (lines.length === 0) lines.push(pen.dim('   Nothing matches. Backspace widens, esc clears.'));
  const filled = [...head, ...lines, ...new Array<string>(Math.max(0, room - lines.length)).fill(''), pen.dim(spread(` ${keys}`, where, style))];
  return filled.map((line) => truncate(line, style.width, ellipsis));
}

/** A text that scrolls, on `rows` lines. */
export function readingFrame(text: string, scroll: number, style: Style, rows: number): { lines: string[]; furthest: number } {
  const all = text.trimEnd().split('\n').map((line) => (line ? ` ${line}` : ''));
  const room = Math.max(1, rows - 1);
  const furthest = Math.max(0, all.length - room);
  const from = Math.min(scroll, furthest);
  const { arrows, separator, dash } = signs(style);
  const keys = [...(furthest === 0 ? [] : [...(style.width < 60 ? [] : [`${arrows} scroll`]), 'space page']), 'esc back'].join(separator);
  const where = furthest === 0 ? '' : `${from + 1}${dash}${from + room} of ${all.length} `;
  const shown = all.slice(from, from + room);
  return { lines: [...shown, ...new Array<string>(room - shown.length).fill(''), style.pen.dim(spread(` ${keys}`, where, style))], furthest };
}
