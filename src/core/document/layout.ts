import { isBareHeading, isClosingHeading, isFurnitureHeading } from './furniture.ts';
import { leadOf, withoutAnchors } from './lead.ts';
import type { Marker } from './marker.ts';
import type { Block, Outline } from './outline.ts';
import { plainText, questionForm } from './phrase.ts';

/** A stretch of the document under one title; `title` is null for what no heading names. */
export interface Section {
  readonly title: string | null;
  /** What the same heading says in other sections too, which is no name for one. */
  readonly tag?: string;
  readonly line: number;
  readonly description: readonly string[];
}

/** A question with the lines that follow it. */
export interface Span {
  readonly marker: Marker;
  /** The index of its part. */
  readonly part: number;
  /** The lines of its body: to `end`, which is the line after the last. */
  readonly start: number;
  readonly end: number;
}

/** What a heading, or a line above the questions, begins; the first part has no title. */
interface Part {
  readonly title: string | null;
  readonly line: number;
  readonly said: readonly string[];
  readonly dropped: boolean;
  readonly heading: Block | null;
  readonly tag?: string;
}

/** A document divided by one choice of markers. */
export interface Layout {
  readonly spans: readonly Span[];
  readonly parts: readonly Part[];
  /** Stretches of lines outside the questions: the part they stand in, and where they begin and end. */
  readonly gaps: readonly { readonly part: number; readonly start: number; readonly end: number }[];
  readonly title: string | null;
}

/** Divides a document: each marker's text runs to the next marker, or to the heading that ends its part. */
export function layoutOf(outline: Outline, markers: readonly Marker[]): Layout {
  const { lines } = outline;
  const starts = new Set(markers.map(({ line }) => line));
  const headings = topHeadings(outline);
  const first = headings.find((block) => !isFurnitureHeading(block.text));
  const hasTitle = first !== undefined && !starts.has(first.start) && isTitleHeading(first, headings, markers);
  const boundary = boundaries(outline, markers, headings, starts);
  const before = [...boundary.keys()];
  const loose = looseRuns(outline, markers, before);
  const above = headings.length === 0 ? sectionsAbove(outline, markers) : new Map<number, Section>();
  markers.forEach(({ line, group }, index) => {
    if (group !== null && group.line !== markers[index - 1]?.group?.line) above.set(line, { title: group.isTopic ? group.text : null, line: group.line, description: [] });
  });
  const parts: Part[] = [{ title: null, line: 0, said: [], dropped: false, heading: null }];
  const spans: Span[] = [];
  const gaps: { part: number; start: number; end: number }[] = [];
  let part = 0;
  let from = 0;
  const enter = (title: string | null, line: number, said: readonly string[] = [], heading: Block | null = null): void => {
    parts.push({ title, line, said, dropped: title !== null && isFurnitureHeading(title), heading });
    part = parts.length - 1;
  };
  const leave = (end: number): void => {
    if (end > from) gaps.push({ part, start: from, end });
  };
  let next = 0;
  const enterHeadings = (until: number): void => {
    for (let at = before[next]; at !== undefined && at < until; at = before[next]) {
      next += 1;
      const block = boundary.get(at);
      if (block === undefined || at < from) continue;
      leave(at);
      if (block === first && hasTitle) part = 0;
      else if (isBareHeading(block.text)) enter(overTitle(headings, block, hasTitle ? first : null) ?? (hasTitle ? null : block.text), at);
      else enter(block.text, at, [], block);
      from = block.end;
    }
  };
  markers.forEach((marker, index) => {
    if (marker.line < from) return;
    enterHeadings(marker.line);
    const titled = above.get(marker.line);
    const tail = marker.family === 'heading' && titled === undefined ? tailHeading(outline, Math.max(from, hasTitle && spans.length === 0 ? first.end : 0), marker.line) : null;
    if (titled !== undefined && titled.line >= from) {
      leave(titled.line);
      if (titled.title !== null) enter(titled.title, titled.line, titled.description);
    } else if (tail !== null && !boundary.has(tail.start)) {
      leave(tail.start);
      enter(tail.text, tail.start);
    } else leave(marker.line);
    // Under a heading that holds no questions they belong to the document.
    if (parts[part]?.dropped === true) part = 0;
    const following = markers[index + 1];
    let end = Math.min(following?.line ?? lines.length, before[next] ?? lines.length);
    const over = following === undefined ? undefined : (above.get(following.line) ?? (following.family === 'heading' ? tailHeading(outline, marker.after, following.line) : null) ?? undefined);
    if (over !== undefined) end = Math.min(end, 'start' in over ? over.start : over.line);
    const goesOn = following !== undefined && marker.family === 'item' && following.run === marker.run && marker.lead.ordinal !== null && following.lead.ordinal === marker.lead.ordinal + 1;
    const own = ownEnd(outline, marker, end, goesOn || loose.has(marker.run));
    const closed = following === undefined ? beforeLinks(lines, marker.after, own) : own;
    spans.push({ marker, part, start: marker.after, end: Math.max(marker.after, closed) });
    from = Math.max(marker.after, marker.family === 'summary' ? closed + 1 : closed);
  });
  enterHeadings(lines.length);
  leave(lines.length);
  const title = hasTitle ? first : null;
  return { ...named({ spans, parts, headings, title }), gaps, title: title === null ? null : plainText(title.text) };
}

/**
 * Headings that name no section: one that comes again below others says what the questions have in common, and one over
 * each single question is the name of that. The section is then what stands above them.
 */
function named({ spans, parts, headings, title }: { spans: readonly Span[]; parts: readonly Part[]; headings: readonly Block[]; title: Block | null }): Pick<Layout, 'spans' | 'parts'> {
  const counts = new Map<number, number>();
  for (const { part } of spans) counts.set(part, (counts.get(part) ?? 0) + 1);
  const byLevel = new Map<number, { index: number; text: string; over: string | null }[]>();
  parts.forEach(({ heading }, index) => {
    if (heading === null || !counts.has(index)) return;
    const known = byLevel.get(heading.level) ?? [];
    known.push({ index, text: plainText(heading.text).toLowerCase(), over: overTitle(headings, heading, title) });
    byLevel.set(heading.level, known);
  });
  const renamed = [...parts];
  const titles = new Map<number, string>();
  for (const here of byLevel.values()) {
    const overs = new Map<string, Set<string>>();
    for (const { text, over } of here) if (over !== null) overs.set(text, (overs.get(text) ?? new Set()).add(over));
    const again = here.filter(({ text }) => (overs.get(text)?.size ?? 0) > 1);
    const single = here.filter(({ index }) => counts.get(index) === 1 && (spans[0]?.marker.family ?? 'heading') !== 'heading');
    if (again.length > here.length * 0.6) {
      for (const { index, over } of again) {
        const part = parts[index];
        if (part !== undefined && over !== null) renamed[index] = { ...part, title: over, tag: part.title ?? '' };
      }
    } else if (single.length >= here.length * 0.8 && (here.length > 2 || single.every(({ over }) => over !== null))) {
      for (const { index, over } of single) {
        const part = parts[index];
        if (part === undefined) continue;
        titles.set(index, leadOf(part.title ?? '').text);
        renamed[index] = { ...part, title: over };
      }
    }
  }
  if (titles.size === 0) return { spans, parts: renamed };
  return { spans: spans.map((span) => ({ ...span, marker: { ...span.marker, title: span.marker.title ?? titles.get(span.part) ?? null } })), parts: renamed };
}

/** The sections that hold questions, and the text that stands beside them. */
export interface Sections {
  readonly sections: readonly Section[];
  /** For each part of the layout, the index of its section. */
  readonly sectionOf: readonly number[];
  /** What precedes the questions, and what stands in parts without any. */
  readonly preamble: readonly string[];
}

export function sectionsOf({ lines }: Outline, { spans, parts, gaps }: Layout): Sections {
  const used = new Set(spans.map(({ part }) => part));
  const texts = parts.map(({ said }) => [...said]);
  for (const { part, start, end } of gaps) for (let at = start; at < end; at += 1) texts[part]?.push(lines[at] ?? '');
  const sections: Section[] = [];
  const sectionOf: number[] = [];
  const preamble: string[] = [...(texts[0] ?? [])];
  const titles = new Set(parts.filter((_, index) => used.has(index)).map(({ title }) => title));
  parts.forEach(({ title, line, dropped, tag }, index) => {
    const bare = title === null ? null : sectionTitle(title);
    const last = sections.at(-1);
    const description = index === 0 ? [] : (texts[index] ?? []);
    if (used.has(index) && last !== undefined && last.title === bare && last.tag === tag) {
      sectionOf.push(sections.length - 1);
      sections[sections.length - 1] = { ...last, description: [...last.description, '', ...description] };
      return;
    }
    sectionOf.push(used.has(index) ? sections.length : -1);
    if (used.has(index)) sections.push({ title: bare, line, description, ...(tag === undefined ? {} : { tag }) });
    else if (title !== null && !dropped && ((texts[index] ?? []).some((line) => !isBlank(line)) || !titles.has(title))) for (const text of ['', `### ${title}`, ...(texts[index] ?? [])]) preamble.push(text);
  });
  return { sections, sectionOf, preamble };
}

function sectionTitle(title: string): string {
  const bare = withoutAnchors(title).replace(/\s*[:：]\s*((?:\*\*|__|<\/\w+>)?)\s*$/, '$1').replace(/^[)\]}.,:;]+\s*/, '');
  return plainText(bare) === '' ? title : bare;
}

/** The title of the section around a heading, unless that is the document's own. */
function overTitle(headings: readonly Block[], heading: Block, title: Block | null): string | null {
  let low = 0;
  let high = headings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((headings[middle]?.start ?? 0) < heading.start) low = middle + 1;
    else high = middle;
  }
  for (let at = low - 1; at >= 0 && at > low - 200; at -= 1) {
    const over = headings[at];
    if (over !== undefined && over.level < heading.level) return over === title ? null : over.text;
  }
  return null;
}

const headingsByOutline = new WeakMap<Outline, Block[]>();

function topHeadings(outline: Outline): Block[] {
  const known = headingsByOutline.get(outline);
  if (known !== undefined) return known;
  const headings = outline.blocks.filter((block) => {
    if (block.type !== 'heading' || block.depth > 1) return false;
    const item = outline.blocks[block.parent];
    // An item with nothing but a heading stands over the list below it.
    return block.depth === 0 || (item?.type === 'item' && item.start === block.start && item.end <= block.end && questionForm(leadOf(block.text).text) < 0.8);
  });
  headingsByOutline.set(outline, headings);
  return headings;
}

/** The first heading names the document when nothing stands beside or above it, or nothing is asked right below it. */
function isTitleHeading(first: Block, headings: readonly Block[], markers: readonly Marker[]): boolean {
  const peer = headings.find((block) => block !== first && block.level <= first.level);
  if (peer === undefined) return true;
  return first.level === 1 && !markers.some(({ line }) => line > first.start && line < peer.start);
}

/** The headings that end a question, by line, in order. */
function boundaries(outline: Outline, markers: readonly Marker[], headings: readonly Block[], starts: ReadonlySet<number>): Map<number, Block> {
  const found = new Map<number, Block>();
  const family = markers[0]?.family ?? 'heading';
  const fold = markers.reduce((least, marker) => Math.min(least, marker.fold), 255);
  const outer = headings.filter((block) => !starts.has(block.start) && (outline.folded[block.start] ?? 0) <= fold);
  if (family === 'heading') {
    const inItems = markers.filter((marker) => marker.column > 0).length > markers.length / 2;
    // Where questions stand at several levels, each heading ends the one above it, as headings do.
    let at = 0;
    let current = markers.reduce((most, marker) => Math.max(most, marker.level), 0);
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

/** The runs of items whose text goes on outside the list, as it does where answers are not indented. */
function looseRuns(outline: Outline, markers: readonly Marker[], before: readonly number[]): ReadonlySet<number> {
  const counts = new Map<number, { items: number; trailing: number }>();
  let heading = 0;
  markers.forEach((marker, index) => {
    if (marker.family !== 'item') return;
    while ((before[heading] ?? Number.POSITIVE_INFINITY) <= marker.line) heading += 1;
    const end = marker.end ?? marker.after;
    const until = Math.min(markers[index + 1]?.line ?? outline.lines.length, before[heading] ?? outline.lines.length, end + 60);
    const count = counts.get(marker.run) ?? { items: 0, trailing: 0 };
    counts.set(marker.run, count);
    count.items += 1;
    for (let at = end; at < until; at += 1) {
      if (isBlank(outline.lines[at])) continue;
      count.trailing += 1;
      break;
    }
  });
  return new Set([...counts].filter(([, { items, trailing }]) => trailing > items * 0.5).map(([run]) => run));
}

/** Where a question's own mark ends its text, before `end`. */
function ownEnd(outline: Outline, marker: Marker, end: number, loose: boolean): number {
  if (marker.family === 'summary') return Math.min(marker.end ?? end, end);
  let last = end;
  if (marker.fold > 0) {
    let at = marker.after;
    while (at < last && (outline.folded[at] ?? 0) >= marker.fold) at += 1;
    last = at;
  }
  if (marker.family !== 'item' || loose || marker.end === null || marker.end >= last) return last;
  // Code right below an item belongs to it, indented or not.
  let at = marker.end;
  while (at < last && (outline.lines[at] ?? '').trim() === '') at += 1;
  if (at > marker.end + 2 || outline.code[at] !== 1) return marker.end;
  while (at < last && outline.code[at] === 1) at += 1;
  return at;
}

/** Where the text of the last question ends: before lists of links that stand apart from it, each below a line that names it. */
function beforeLinks(lines: readonly string[], start: number, end: number): number {
  const isLink = (line: string): boolean => /^ {0,3}(?:[-*+]|\d+[.)])\s+(?:\[[^\]]*\]\([^)\s]*\)|<?https?:\S+)\s*$/.test(line.slice(0, 1000));
  let found = end;
  let below = false;
  for (let at = end - 1; at >= start; at -= 1) {
    const line = lines[at] ?? '';
    if (isBlank(line)) continue;
    if (isLink(line)) below = true;
    else if (below && /^[^\s#<|>`-].{0,60}$/.test(line) && !/[.?!？。]$/.test(line.trim())) {
      below = false;
      if (isBlank(lines[at - 1]) && isBlank(lines[at - 2])) found = at;
    } else break;
  }
  return found;
}

/** A heading with nothing below it before the next question: it names what follows. */
function tailHeading(outline: Outline, start: number, end: number): { start: number; text: string } | null {
  let last = end;
  while (last > start && isBlank(outline.lines[last - 1])) last -= 1;
  const line = outline.lines[last - 1] ?? '';
  if (last - 1 < start || !line.startsWith('#') || outline.code[last - 1] === 1) return null;
  const match = /^#{1,6}\s+(.+?)\s*#*$/.exec(line);
  if (match === null || /\]\(|https?:/.test(line) || questionForm(leadOf(match[1] ?? '').text) >= 0.8) return null;
  return { start: last - 1, text: match[1] ?? '' };
}

function isBlank(line: string | undefined): boolean {
  if (line === undefined || line === '') return true;
  return line.length < 100 && /^\s*(?:(?:[-*_]\s*){3,}|⸻+|<br\s*\/?>)?\s*$/.test(line);
}

/** Sections of a text without headings: the lines above a question that starts its numbers again. */
function sectionsAbove(outline: Outline, markers: readonly Marker[]): Map<number, Section> {
  const found = new Map<number, Section>();
  const { lines } = outline;
  markers.forEach((marker, index) => {
    const previous = markers[index - 1];
    const restarts = marker.lead.ordinal === 1 && previous?.lead.ordinal !== 1;
    const newRun = marker.family === 'item' && marker.run !== previous?.run;
    const adjacent = marker.family === 'label' && index > 0 && isBlank(lines[marker.line - 2]) && isTitle([(lines[marker.line - 1] ?? '').trim()]) && /\s/.test((lines[marker.line - 1] ?? '').trim());
    if (index > 0 && !restarts && !newRun && !adjacent) return;
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
  while (end > limit && end > line - 200 && (lines[end - 1] ?? '').trim() === '') end -= 1;
  let start = end;
  while (start > limit && (lines[start - 1] ?? '').trim() !== '' && end - start < 6) start -= 1;
  return start === end ? null : { start, lines: lines.slice(start, end).map((text) => text.trim()) };
}

function isTitle(lines: readonly string[]): boolean {
  const [first = ''] = lines;
  if (lines.length !== 1 || first.length > 70) return false;
  const line = bare(first);
  return line.length <= 60 && line.length > 1 && (/^[\p{Lu}\p{Lo}\d]/u.test(line) || line !== first.trim()) && !/[.,;!?。；，！？}`>]$|^[^(]*\)$/.test(line);
}

function bare(line: string): string {
  return withoutAnchors(line).replace(/^(?:\*\*|__)|(?:\*\*|__)$/g, '').replace(/[:：]\s*$/, '').trim();
}
