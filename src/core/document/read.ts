import type { FollowUp, Kind, Option, Question, QuestionId } from '../question.ts';
import { mendPageBreaks, pageBreaksOf } from './extraction.ts';
import { type Body, bodyOf, dedented, type Fields, fieldsInUse, fieldsOf, trimmed } from './field.ts';
import { idsOf, nameSlug, normalised } from './identity.ts';
import { leadOf } from './lead.ts';
import type { Marker } from './marker.ts';
import { type Outline, outlineOf } from './outline.ts';
import { guessKind, plainText } from './phrase.ts';
import { normalizeText, repairText, type Warning } from './repair.ts';
import { chooseShape } from './shape.ts';

export interface Theme {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
}

export interface Persona {
  readonly id: string;
  readonly name: string;
  readonly role: string | null;
  readonly mindset: string | null;
}

/** What a document holds, and how that was seen. */
export interface DocumentReading {
  /** A stable kebab-case name of the shape chosen. */
  readonly shape: string;
  /** One sentence of evidence, for people. */
  readonly why: string;
  readonly questions: readonly Question[];
  readonly sections: readonly { readonly title: string; readonly questions: number }[];
  readonly themes: readonly Theme[];
  readonly personas: readonly Persona[];
  readonly duplicates: number;
  readonly warnings: readonly Warning[];
}

/** A stretch of the document under one title; `title` is null for what no heading names. Lines are 0-based. */
interface Section {
  readonly title: string | null;
  readonly line: number;
  readonly description: string[];
}

interface Entry {
  readonly marker: Marker;
  readonly section: number;
  readonly body: Body;
}

/** Reads any text as a document of questions. Never throws; a document without questions is a reading with none. */
export function readDocument(text: string, path: string): DocumentReading {
  const repaired = repairText(text);
  const source = normalizeText(repaired.text);
  const outline = outlineOf(source);
  const skip = new Uint8Array(outline.lines.length);
  const shape = chooseShape(outline, skip);
  if (shape === null) {
    return { shape: 'none', why: 'Nothing in it is marked as a question.', questions: [], sections: [], themes: [], personas: [], duplicates: 0, warnings: repaired.warnings };
  }
  const { entries, sections, preamble, title } = shape.name === 'numbered-text' ? plainEntries(outline, shape.markers) : headingEntries(outline, shape.markers);
  const inUse = fieldsInUse(entries.map(({ body }) => body));
  const cast = castOf(title, preamble);
  const documentTheme = title ?? fileName(path);
  const drafts = entries.map(({ marker, section, body }) => {
    const fields = fieldsOf(body, inUse);
    const words = wordsOf(marker, fields);
    return { ...words, fields, section, line: marker.line + 1 };
  });
  const ids = idsOf(drafts.map(({ question, fields }) => ({ question, context: fields.context, answer: fields.answer, options: [] })));
  const questions = drafts.map(({ question, title: heading, fields, section, line }, index): Question => {
    const kind: Kind = guessKind(question);
    const options: readonly Option[] = [];
    const followUps: readonly FollowUp[] = fields.followUps;
    return {
      id: ids[index] as QuestionId,
      question,
      title: heading,
      theme: nameSlug(sections[section]?.title ?? documentTheme),
      personas: cast.personas.map(({ id }) => id),
      role: cast.role,
      kind,
      kindGuessed: true,
      tags: fields.tags,
      minutes: null,
      follows: null,
      difficulty: fields.difficulty,
      aliases: [],
      overrides: false,
      context: fields.context,
      intent: fields.intent,
      answer: fields.answer,
      keyPoints: fields.keyPoints,
      followUps,
      pitfalls: fields.pitfalls,
      hints: fields.hints,
      options,
      source: null,
      path,
      line,
    };
  });
  const counted = sections.map(({ title: name, description }, index) => ({ title: name, description, questions: drafts.filter(({ section }) => section === index).length }));
  const themes: Theme[] = [];
  if (drafts.some(({ section }) => sections[section]?.title == null)) themes.push({ id: nameSlug(documentTheme), title: documentTheme, description: trimmed(cast.rest) });
  for (const section of counted) {
    if (section.title !== null) themes.push({ id: nameSlug(section.title), title: plainText(section.title), description: trimmed(section.description) });
  }
  return {
    shape: shape.name,
    why: shape.why,
    questions,
    sections: counted.flatMap(({ title: name, questions: count }) => (name === null ? [] : [{ title: plainText(name), questions: count }])),
    themes,
    personas: cast.personas,
    duplicates: 0,
    warnings: repaired.warnings,
  };
}

interface Layout {
  readonly entries: readonly Entry[];
  readonly sections: readonly Section[];
  readonly preamble: readonly string[];
  readonly title: string | null;
}

function headingEntries(outline: Outline, markers: readonly Marker[]): Layout {
  const starts = new Map(markers.map((marker) => [marker.line, marker]));
  const headings = outline.blocks.filter((block) => block.type === 'heading' && block.depth === 0);
  const first = headings[0];
  const hasTitle = first !== undefined && !starts.has(first.start) && headings.every((block) => block === first || block.level > first.level);
  const title = hasTitle ? plainText(first.text) : null;
  const sections: Section[] = [{ title: null, line: 0, description: [] }];
  const entries: Entry[] = [];
  const preamble: string[] = [];
  let open: { marker: Marker; section: number; from: number } | null = null;
  const close = (end: number): void => {
    if (open === null) return;
    const lines = outline.lines.slice(open.from, Math.min(end, open.marker.end ?? end));
    entries.push({ marker: open.marker, section: open.section, body: bodyOf((open.marker.column > 0 ? dedented(lines) : lines).join('\n'), open.from) });
    open = null;
  };
  const level = Math.max(...markers.map((marker) => marker.level));
  const headingAt = new Map(headings.map((block) => [block.start, block]));
  let section = 0;
  for (let at = 0; at < outline.lines.length; at += 1) {
    const marker = starts.get(at);
    if (marker !== undefined) {
      close(at);
      open = { marker, section, from: marker.after };
      at = marker.after - 1;
      continue;
    }
    const heading = headingAt.get(at);
    const current = open as { marker: Marker } | null;
    if (heading !== undefined && heading.level < (current?.marker.level ?? level)) {
      close(at);
      if (heading === first && hasTitle) section = 0;
      else {
        sections.push({ title: heading.text, line: at, description: [] });
        section = sections.length - 1;
      }
      at = heading.end - 1;
      continue;
    }
    if (open === null) (section === 0 ? preamble : sections[section]?.description)?.push(outline.lines[at] ?? '');
  }
  close(outline.lines.length);
  return settle({ entries, sections, preamble, title }, markers);
}

/** Sections without questions give their text to the preamble; the headings above the first section go with them. */
function settle(layout: Layout, markers: readonly Marker[]): Layout {
  const level = Math.min(...markers.map((marker) => marker.level));
  const used = new Set(layout.entries.map(({ section }) => section));
  const kept = layout.sections.map((_, index) => index).filter((index) => used.has(index));
  const preamble = [...layout.preamble];
  layout.sections.forEach((section, index) => {
    if (used.has(index) || section.title === null) return;
    preamble.push('', `${'#'.repeat(Math.max(1, level - 1))} ${section.title}`, ...section.description);
  });
  // A single unused heading before the questions is no section of theirs.
  return {
    ...layout,
    preamble,
    sections: kept.map((index) => layout.sections[index] ?? { title: null, line: 0, description: [] }),
    entries: layout.entries.map((entry) => ({ ...entry, section: kept.indexOf(entry.section) })),
  };
}

function plainEntries(outline: Outline, markers: readonly Marker[]): Layout {
  const { lines } = outline;
  const sections: Section[] = [];
  const entries: Entry[] = [];
  const breaks = pageBreaksOf(lines.join('\n'));
  const cuts = markers.map((marker, index) => (marker.lead.ordinal === 1 || index === 0 ? sectionAbove(lines, marker.line) : null));
  let preamble: string[] = [];
  markers.forEach((marker, index) => {
    const above = cuts[index] ?? null;
    if (index === 0) preamble = lines.slice(0, above?.line ?? marker.line);
    if (above !== null || index === 0) sections.push(above ?? { title: null, line: 0, description: [] });
    const next = markers[index + 1];
    const end = cuts[index + 1]?.line ?? next?.line ?? lines.length;
    entries.push({ marker, section: sections.length - 1, body: bodyOf(mendPageBreaks(lines.slice(marker.after, end).join('\n'), breaks), marker.after) });
  });
  const title = preamble.find((line) => line.trim() !== '')?.trim() ?? null;
  return { entries, sections, preamble: preamble.filter((line) => line.trim() !== title), title };
}

/** A short unpunctuated line above the first question of a section, with or without a sentence about it. */
function sectionAbove(lines: readonly string[], line: number): Section | null {
  const above = paragraphAbove(lines, line);
  if (above === null) return null;
  if (isTitle(above.lines)) return { title: above.lines.join(' '), line: above.start, description: [] };
  const over = above.lines.length <= 3 ? paragraphAbove(lines, above.start) : null;
  if (over === null || !isTitle(over.lines) || !/[.!]$/.test(above.lines.at(-1) ?? '')) return null;
  return { title: over.lines.join(' '), line: over.start, description: above.lines };
}

function paragraphAbove(lines: readonly string[], line: number): { start: number; lines: string[] } | null {
  let end = line;
  while (end > 0 && (lines[end - 1] ?? '').trim() === '') end -= 1;
  let start = end;
  while (start > 0 && (lines[start - 1] ?? '').trim() !== '') start -= 1;
  return start === end ? null : { start, lines: lines.slice(start, end).map((text) => text.trim()) };
}

function isTitle(lines: readonly string[]): boolean {
  const [line = ''] = lines;
  return lines.length === 1 && line.length <= 60 && /^[\p{L}\d]/u.test(line) && !/[.,;:!?。：；，！？)}`]$/.test(line);
}

function wordsOf(marker: Marker, fields: Fields): { question: string; title: string | null } {
  const heading = marker.lead.text;
  if (fields.question !== null) return { question: unquoted(oneParagraph(fields.question)), title: plainText(heading) };
  const split = /^(.{2,80}?)\s+[-–—:]\s+(["“«„].+["”»“])$/u.exec(heading);
  if (split !== null) return { question: unquoted(split[2] ?? ''), title: split[1] ?? null };
  return { question: unquoted(oneParagraph(heading)), title: null };
}

function oneParagraph(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}

const quotes: readonly (readonly [string, string])[] = [['"', '"'], ['“', '”'], ['«', '»'], ['„', '“'], ["'", "'"], ['‘', '’'], ['「', '」'], ['『', '』']];

function unquoted(text: string): string {
  for (const [opening, closing] of quotes) {
    const inner = text.slice(1, -1);
    if (text.length > 2 && text.startsWith(opening) && text.endsWith(closing) && !inner.includes(opening) && !inner.includes(closing)) return inner.trim();
  }
  return text;
}

interface Cast {
  readonly personas: readonly Persona[];
  readonly role: string | null;
  /** The preamble without what the personas took. */
  readonly rest: readonly string[];
}

const jobNoun = /\b(?:engineers?|developers?|managers?|architects?|directors?|scientists?|analysts?|designers?|administrators?|programmers?|leads?|head|vp|cto|engineering|consultants?|specialists?|sre|dba)\b/i;

/** Who asks and for which job, as far as the title and the preamble say. */
function castOf(title: string | null, preamble: readonly string[]): Cast {
  const rest = [...preamble];
  const named = /\bpersona\s*\d*\s*[-–—:]\s*(.+)$/i.exec(title ?? '')?.[1] ?? null;
  const role = named === null ? roleOf(title ?? '') : null;
  let mindset: string | null = null;
  for (let at = 0; at < rest.length; at += 1) {
    const found = /^\s*\*\*(?:the )?mindset[^*:]*:?\*\*:?\s*(.*)$/i.exec(rest[at] ?? '');
    if (found === null) continue;
    mindset = found[1] ?? '';
    rest.splice(at, 1);
    break;
  }
  let name = named;
  if (named === null && role !== null) {
    const at = rest.findIndex((line) => /^#+\s/.test(line) && /\b(?:round|category|interview|panel|screen|stage|deep dive)\b/i.test(line));
    if (at !== -1) {
      const heading = leadOf((rest[at] ?? '').replace(/^#+\s+/, '')).text;
      const round = /\(([^()]*\b(?:round|panel|screen|interview)\b[^()]*)\)/i.exec(heading);
      name = round?.[1] ?? heading;
      mindset = trimmed(rest.slice(at + 1));
      rest.splice(at);
      if (round !== null) rest.push(heading);
    }
  }
  const personas = name === null ? [] : [{ id: nameSlug(name), name: plainText(name), role: role === null ? null : role, mindset }];
  return { personas, role: role === null ? null : nameSlug(role), rest: name === null && mindset !== null ? [...rest, mindset] : rest };
}

function roleOf(title: string): string | null {
  const bare = title
    .replace(/\([^)]*\)/g, ' ')
    .replace(/\b(?:(?:technical )?interview|questions?|answers?|and|&|prep(?:aration)?|guide|top \d+|for|the)\b|[:–—|-]/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return jobNoun.test(bare.split(' ').at(-1) ?? '') || /^(?:director|head|vp)\b/i.test(bare) ? title.replace(/\([^)]*\)/g, ' ').replace(/^[^:]*\b(?:interview|prep)[^:]*:\s*/i, '').replace(/\b(?:technical )?interview questions?.*$/i, '').replace(/\s+/g, ' ').trim() : null;
}

function fileName(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? path).replace(/\.[^.]+$/, '');
}

void normalised;
