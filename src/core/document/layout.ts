import { isClosingHeading, isFurnitureHeading } from './furniture.ts';
import { leadOf } from './lead.ts';
import type { Marker } from './marker.ts';
import type { Block, Outline } from './outline.ts';
import { plainText, questionForm } from './phrase.ts';

/** A stretch of the document under one title; `title` is null for what no heading names. */
export interface Section {
  readonly title: string | null;
  readonly line: number;
  readonly description: readonly string[];
}

/** A question with the lines that follow it. */
export interface Span {
  readonly marker: Marker;
  readonly section: number;
  /** The lines of its body: to `end`, which is the line after the last. */
  readonly start: number;
  readonly end: number;
}

/** A document divided by one choice of markers. */
export interface Layout {
  readonly spans: readonly Span[];
  readonly sections: readonly Section[];
  /** What precedes the questions, and what stands beside them in sections of its own. */
  readonly preamble: readonly string[];
  readonly title: string | null;
}

/** Divides a document: each marker's text runs to the next marker, or to the heading that ends its part. */
export function layoutOf(outline: Outline, markers: readonly Marker[]): Layout {
  const { lines } = outline;
  const starts = new Map(markers.map((marker) => [marker.line, marker]));
  const headings = outline.blocks.filter((block) => block.type === 'heading' && block.depth === 0);
  const first = headings.find((block) => !isFurnitureHeading(block.text));
  const hasTitle = first !== undefined && !starts.has(first.start) && isTitleHeading(first, headings, markers);
  const boundary = boundaries(outline, markers, headings, starts);
  const loose = isLoose(outline, markers, boundary);
  const above = headings.length === 0 ? sectionsAbove(outline, markers) : new Map<number, Section>();
  const sections: { title: string | null; line: number; description: string[] }[] = [{ title: null, line: 0, description: [] }];
  const spans: Span[] = [];
  const preamble: string[] = [];
  let open: { marker: Marker; section: number; start: number } | null = null;
  let section = 0;
  let dropped = false;
  const close = (end: number): void => {
    if (open === null) return;
    spans.push({ ...open, end: Math.max(open.start, end) });
    open = null;
  };
  const enter = (title: string, line: number, description: readonly string[] = []): void => {
    sections.push({ title, line, description: [...description] });
    section = sections.length - 1;
    dropped = isFurnitureHeading(title);
  };
  for (let at = 0; at < lines.length; at += 1) {
    const marker = starts.get(at);
    if (marker !== undefined) {
      const titled = above.get(at);
      if (titled !== undefined) {
        close(titled.line);
        if (spans.length === 0) preamble.splice(preamble.length - (at - titled.line));
        enter(titled.title ?? '', titled.line, titled.description);
      } else {
        const from = (open as { start: number } | null)?.start ?? (spans.length === 0 ? (hasTitle ? first.end : 0) : at);
        const tail = marker.family === 'heading' ? tailHeading(outline, from, at) : null;
        close(tail?.start ?? at);
        if (tail !== null && !boundary.has(tail.start)) {
          if (spans.length === 0 && section === 0) preamble.splice(Math.max(0, preamble.length - (at - tail.start)));
          enter(tail.text, tail.start);
        }
        dropped = false;
      }
      open = { marker, section, start: marker.after };
      at = Math.max(at, marker.after - 1);
      continue;
    }
    const heading = boundary.get(at);
    if (heading !== undefined) {
      close(at);
      if (heading === first && hasTitle) section = 0;
      else enter(heading.text, at);
      if (isFurnitureHeading(heading.text)) section = 0;
      at = heading.end - 1;
      continue;
    }
    const current = open as { marker: Marker; start: number } | null;
    if (current !== null && ends(current, at, outline, loose)) {
      close(at);
      if (current.marker.family === 'summary' && at === current.marker.end) continue;
    }
    if (open === null && !dropped) (section === 0 ? preamble : sections[section]?.description)?.push(lines[at] ?? '');
  }
  close(lines.length);
  return settled(spans, sections, preamble, hasTitle ? plainText(first.text) : null);
}

/** The first heading names the document when nothing stands beside or above it, or nothing is asked right below it. */
function isTitleHeading(first: Block, headings: readonly Block[], markers: readonly Marker[]): boolean {
  const peers = headings.filter((block) => block !== first && block.level <= first.level);
  if (peers.length === 0) return true;
  const next = peers[0];
  return first.level === 1 && next !== undefined && !markers.some(({ line }) => line > first.start && line < next.start);
}

/** The headings that end a question, by line. */
function boundaries(outline: Outline, markers: readonly Marker[], headings: readonly Block[], starts: ReadonlyMap<number, Marker>): Map<number, Block> {
  const found = new Map<number, Block>();
  const family = markers[0]?.family ?? 'heading';
  const fold = Math.min(...markers.map((marker) => marker.fold), 255);
  const outer = headings.filter((block) => !starts.has(block.start) && (outline.folded[block.start] ?? 0) <= fold);
  if (family === 'heading') {
    const level = Math.max(...markers.map((marker) => marker.level));
    const inItems = markers.filter((marker) => marker.column > 0).length > markers.length / 2;
    // Where questions stand at several levels, each heading ends the one above it, as headings do.
    let at = 0;
    let current = level;
    for (const block of outer) {
      for (let next = markers[at]; next !== undefined && next.line < block.start; next = markers[at]) {
        current = next.level;
        at += 1;
      }
      const same = block.level === current && (isClosingHeading(block.text) || isFurnitureHeading(block.text));
      if (block.level < current || same || (inItems && block.level <= current)) found.set(block.start, block);
    }
    return found;
  }
  const level = sectionLevel(outline, markers, outer);
  for (const block of outer) if (block.level <= level || isFurnitureHeading(block.text)) found.set(block.start, block);
  return found;
}

/** The deepest level of a heading that introduces questions. */
function sectionLevel(outline: Outline, markers: readonly Marker[], headings: readonly Block[]): number {
  const counts = new Map<number, number>();
  let at = 0;
  headings.forEach((block, index) => {
    while ((markers[at]?.line ?? Number.POSITIVE_INFINITY) < block.start) at += 1;
    const next = markers[at];
    const following = headings[index + 1]?.start ?? outline.lines.length;
    if (next === undefined || next.line > following) return;
    let text = 0;
    for (let line = block.end; line < next.line && text <= 8; line += 1) if ((outline.lines[line] ?? '').trim() !== '') text += 1;
    if (text <= 8) counts.set(block.level, (counts.get(block.level) ?? 0) + 1);
  });
  const levels = [...counts.keys()].sort((one, other) => one - other);
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return levels.filter((level) => (counts.get(level) ?? 0) >= Math.max(1, all * 0.08)).at(-1) ?? (levels.length === 0 ? 2 : 0);
}

/** Whether the text of list items goes on outside the list, as it does where answers are not indented. */
function isLoose(outline: Outline, markers: readonly Marker[], boundary: ReadonlyMap<number, Block>): boolean {
  if (markers[0]?.family !== 'item') return true;
  const before = [...boundary.keys()].sort((one, other) => one - other);
  let trailing = 0;
  let heading = 0;
  markers.forEach((marker, index) => {
    while ((before[heading] ?? Number.POSITIVE_INFINITY) <= marker.line) heading += 1;
    const until = Math.min(markers[index + 1]?.line ?? outline.lines.length, before[heading] ?? outline.lines.length, (marker.end ?? marker.after) + 60);
    for (let at = marker.end ?? marker.after; at < until; at += 1) {
      if ((outline.lines[at] ?? '').trim() === '' || /^\s*(?:[-*_]\s*){3,}$/.test(outline.lines[at] ?? '')) continue;
      trailing += 1;
      break;
    }
  });
  return trailing > markers.length * 0.5;
}

function ends(open: { marker: Marker; start: number }, at: number, outline: Outline, loose: boolean): boolean {
  const { marker } = open;
  if (marker.family === 'summary') return marker.end !== null && at >= marker.end;
  if (marker.fold > 0 && (outline.folded[at] ?? 0) < marker.fold) return true;
  if (marker.family !== 'item' || loose || marker.end === null || at < marker.end) return false;
  if ((outline.lines[at] ?? '').trim() === '') return false;
  // Code right below an item belongs to it, indented or not.
  return outline.code[at] !== 1 || at > marker.end + 2 && outline.code[at - 1] !== 1;
}

/** A heading with nothing below it before the next question: it names what follows. */
function tailHeading(outline: Outline, start: number, end: number): { start: number; text: string } | null {
  let last = end;
  while (last > start && isBlank(outline.lines[last - 1])) last -= 1;
  const line = outline.lines[last - 1] ?? '';
  const match = /^#{1,6}\s+(.+?)\s*#*$/.exec(line);
  if (match === null || last - 1 < start || outline.code[last - 1] === 1 || questionForm(leadOf(match[1] ?? '').text) >= 0.8) return null;
  return { start: last - 1, text: match[1] ?? '' };
}

function isBlank(line: string | undefined): boolean {
  return /^\s*(?:(?:[-*_]\s*){3,}|<br\s*\/?>)?\s*$/.test((line ?? '').slice(0, 100));
}

/** Sections of a text without headings: the lines above a question that starts its numbers again. */
function sectionsAbove(outline: Outline, markers: readonly Marker[]): Map<number, Section> {
  const found = new Map<number, Section>();
  markers.forEach((marker, index) => {
    const previous = markers[index - 1];
    const restarts = marker.lead.ordinal === 1 && previous?.lead.ordinal !== 1;
    const newRun = marker.family === 'item' && marker.run !== previous?.run;
    if (index > 0 && !restarts && !newRun) return;
    const section = sectionAbove(outline.lines, marker.line, previous?.after ?? 0);
    if (section !== null) found.set(marker.line, section);
  });
  // A single line over the whole text is its title.
  const [only] = found.values();
  if (found.size === 1 && only !== undefined && outline.lines.slice(0, only.line).every((line) => line.trim() === '')) found.clear();
  return found;
}

/** A short unpunctuated line above a question, with or without a sentence about it. */
export function sectionAbove(lines: readonly string[], line: number, limit: number): Section | null {
  const above = paragraphAbove(lines, line, limit);
  if (above === null) return null;
  if (isTitle(above.lines)) return { title: bare(above.lines[0] ?? ''), line: above.start, description: [] };
  const over = above.lines.length <= 3 ? paragraphAbove(lines, above.start, limit) : null;
  if (over === null || !isTitle(over.lines) || !/[.!]$/.test(above.lines.at(-1) ?? '')) return null;
  return { title: bare(over.lines[0] ?? ''), line: over.start, description: above.lines };
}

function paragraphAbove(lines: readonly string[], line: number, limit: number): { start: number; lines: string[] } | null {
  let end = line;
  while (end > limit && (lines[end - 1] ?? '').trim() === '') end -= 1;
  let start = end;
  while (start > limit && (lines[start - 1] ?? '').trim() !== '' && end - start < 6) start -= 1;
  return start === end ? null : { start, lines: lines.slice(start, end).map((text) => text.trim()) };
}

function isTitle(lines: readonly string[]): boolean {
  const line = bare(lines[0] ?? '');
  return lines.length === 1 && line.length <= 60 && line.length > 1 && /^[\p{Lu}\p{Lo}\d]/u.test(line) && !/[.,;!?。；，！？)}`>]$/.test(line);
}

function bare(line: string): string {
  return line.replace(/^(?:\*\*|__)|(?:\*\*|__)$/g, '').replace(/[:：]\s*$/, '').trim();
}

/** Sections without questions give their text to the preamble. */
function settled(spans: readonly Span[], sections: readonly Section[], preamble: readonly string[], title: string | null): Layout {
  const used = new Set(spans.map(({ section }) => section));
  const kept = sections.map((_, index) => index).filter((index) => used.has(index));
  const text = [...preamble];
  sections.forEach((section, index) => {
    if (used.has(index) || section.title === null || isFurnitureHeading(section.title)) return;
    text.push('', `### ${section.title}`, ...section.description);
  });
  return {
    spans: spans.map((span) => ({ ...span, section: kept.indexOf(span.section) })),
    sections: kept.map((index) => sections[index] ?? { title: null, line: 0, description: [] }),
    preamble: text,
    title,
  };
}
