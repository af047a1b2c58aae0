import type { FollowUp } from '../question.ts';
import { type Field, headingLabel, type Label, labelAt } from './label.ts';
import { leadOf } from './lead.ts';
import { type Block, type Outline, outlineOf } from './outline.ts';
import { plainText } from './phrase.ts';

/** A label found in the body of a question. Lines are 0-based within the body. */
interface Spot {
  readonly label: Label;
  readonly line: number;
  readonly form: 'heading' | 'line' | 'item';
  /** The heading's level, else 7. */
  readonly level: number;
  /** The end of what the label's own block holds, when it is an item. */
  readonly end: number | null;
}

/** The text that follows a question, parsed, with the labels it holds. */
export interface Body {
  readonly text: string;
  /** 0-based line of the document where the text begins. */
  readonly line: number;
  readonly outline: Outline;
  readonly spots: readonly Spot[];
}

/** What a body says, field by field. */
export interface Fields {
  readonly question: string | null;
  readonly context: string | null;
  readonly answer: string | null;
  readonly intent: string | null;
  readonly followUps: readonly FollowUp[];
  readonly keyPoints: readonly string[];
  readonly pitfalls: readonly string[];
  readonly hints: readonly string[];
  readonly mindset: string | null;
  readonly persona: string | null;
  readonly role: string | null;
  readonly difficulty: string | null;
  readonly tags: readonly string[];
}

export function bodyOf(text: string, line: number): Body {
  const outline = outlineOf(text);
  return { text, line, outline, spots: spotsOf(outline) };
}

function spotsOf(outline: Outline): Spot[] {
  const spots: Spot[] = [];
  for (const block of outline.blocks) {
    const parent = outline.blocks[block.parent];
    if (block.type === 'heading' && block.depth === 0) {
      const label = headingLabel(leadOf(block.text).text) ?? headingLabel(block.text);
      if (label !== null) spots.push({ label, line: block.start, form: 'heading', level: block.level, end: null });
    } else if (block.type === 'paragraph' && block.depth === 0) {
      for (let at = block.start; at < block.end; at += 1) {
        const label = labelAt(outline.lines[at] ?? '');
        if (label !== null) spots.push({ label, line: at, form: 'line', level: 7, end: null });
      }
    } else if (block.type === 'paragraph' && block.depth === 1 && parent?.type === 'item' && parent.start === block.start) {
      const label = labelAt((outline.lines[block.start] ?? '').replace(/^\s*(?:[-*+]|\d+[.)])\s+/, ''));
      if (label !== null && /^[*_]/.test(block.text)) spots.push({ label, line: block.start, form: 'item', level: 7, end: parent.end });
    }
  }
  return spots;
}

/** The labels that count as fields: strong ones, and weak ones that a fair share of the bodies use. */
export function fieldsInUse(bodies: readonly Body[]): ReadonlySet<Field> {
  const uses = new Map<Field, number>();
  const strong = new Set<Field>();
  for (const { spots } of bodies) {
    for (const field of new Set(spots.map(({ label }) => label.field))) uses.set(field, (uses.get(field) ?? 0) + 1);
    for (const { label } of spots) if (label.strong) strong.add(label.field);
  }
  return new Set([...uses].filter(([field, count]) => strong.has(field) || count >= bodies.length / 4).map(([field]) => field));
}

interface Part {
  readonly field: Field | null;
  readonly name: string;
  readonly lines: string[];
  readonly heading: boolean;
}

/** Reads a body into fields, taking `inUse` labels for fields and leaving every other one in the text. */
export function fieldsOf(body: Body, inUse: ReadonlySet<Field>): Fields {
  const parts = partsOf(body, inUse);
  const of = (field: Field): Part[] => parts.filter((part) => part.field === field);
  const text = (field: Field): string | null => joined(of(field).map(({ lines }) => lines));
  const unlabelled = parts.filter((part) => part.field === null);
  const answered = of('answer').length > 0;
  const first = parts.findIndex((part) => part.field === 'answer');
  const before = answered ? unlabelled.filter((part) => parts.indexOf(part) < first) : [];
  const answer = joined(parts.filter((part) => part.field === 'answer' || (part.field === null && !before.includes(part))).map(({ lines }) => lines));
  return {
    question: text('question'),
    context: joined(before.map(({ lines }) => lines)),
    answer,
    intent: text('intent'),
    followUps: of('followUps').flatMap((part) => followUpsOf(part.lines, part.name)),
    keyPoints: of('keyPoints').flatMap(({ lines }) => pointsOf(lines)),
    pitfalls: of('pitfalls').flatMap(({ lines }) => pointsOf(lines)),
    hints: of('hints').flatMap(({ lines }) => pointsOf(lines)),
    mindset: text('mindset'),
    persona: text('persona'),
    role: text('role'),
    difficulty: text('difficulty'),
    tags: of('tags').flatMap(({ lines }) => tagsOf(lines)),
  };
}

const listFields: ReadonlySet<Field> = new Set(['keyPoints', 'pitfalls', 'hints', 'tags', 'difficulty', 'role', 'persona']);

function partsOf(body: Body, inUse: ReadonlySet<Field>): Part[] {
  const { lines, blocks } = body.outline;
  const spots = new Map(body.spots.filter(({ label }) => inUse.has(label.field)).map((spot) => [spot.line, spot]));
  const starts = new Map<number, Block>();
  for (const block of blocks) if (block.depth === 0 && block.parent === -1) starts.set(block.start, block);
  const parts: Part[] = [{ field: null, name: '', lines: [], heading: false }];
  let level = 8;
  let seenList = false;
  const current = (): Part | undefined => parts.at(-1);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const spot = spots.get(at);
    if (spot !== undefined) {
      const part: Part = { field: spot.label.field, name: spot.label.name, lines: [], heading: spot.form === 'heading' };
      parts.push(part);
      level = spot.level;
      seenList = false;
      if (spot.label.rest !== '') part.lines.push(spot.label.rest);
      if (spot.form === 'item' && spot.end !== null) {
        part.lines.push(...dedented(lines.slice(at + 1, spot.end)));
        at = spot.end - 1;
      }
      continue;
    }
    const block = starts.get(at);
    const part = current();
    if (block !== undefined && part?.field != null) {
      const closes =
        (block.type === 'heading' && block.level <= level) ||
        (part.field !== 'answer' && block.type === 'rule' && !part.heading) ||
        (listFields.has(part.field) && !part.heading && ((seenList && block.type !== 'list') || (part.lines.some((text) => text !== '') && block.type !== 'list')));
      if (closes) parts.push({ field: null, name: '', lines: [], heading: false });
      if (block.type === 'list') seenList = true;
    }
    current()?.lines.push(line);
  }
  return parts;
}

/** Takes the common indentation off. */
export function dedented(lines: readonly string[]): string[] {
  const widths = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const width = widths.reduce((least, next) => Math.min(least, next), Number.POSITIVE_INFINITY);
  return Number.isFinite(width) ? lines.map((line) => line.slice(Math.min(width, line.length - line.trimStart().length))) : [...lines];
}

/** The lines as a text without blank lines or rules at either end; null when nothing is left. */
export function trimmed(lines: readonly string[]): string | null {
  let start = 0;
  let end = lines.length;
  const idle = (line: string | undefined): boolean => /^\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|<br\s*\/?>)?\s*$/i.test(line ?? '');
  while (start < end && idle(lines[start])) start += 1;
  while (end > start && idle(lines[end - 1])) end -= 1;
  if (start === end) return null;
  return lines.slice(start, end).join('\n').trimEnd();
}

function joined(texts: readonly (readonly string[])[]): string | null {
  const kept = texts.map(trimmed).filter((text) => text !== null);
  return kept.length === 0 ? null : kept.join('\n\n');
}

function tagsOf(lines: readonly string[]): string[] {
  return plainText(lines.map((line) => line.replace(/^\s*[-*+]\s+/, '')).join(', '))
    .split(/[,;，、|]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}

/** The single ideas of a list, or the paragraphs where there is no list. */
export function pointsOf(lines: readonly string[]): string[] {
  const outline = outlineOf(lines.join('\n'));
  const points: string[] = [];
  for (const block of outline.blocks) {
    const parent = outline.blocks[block.parent];
    if (block.parent === -1 && block.type !== 'list') points.push(lines.slice(block.start, block.end).join('\n').trim());
    else if (block.type === 'item' && parent?.parent === -1) points.push(itemText(outline, block));
  }
  return points.filter((point) => point !== '' && !/^[-*_\s]+$/.test(point));
}

/** What an item says, without its bullet, dedented. */
export function itemText(outline: Outline, item: Block): string {
  const [first = '', ...rest] = outline.lines.slice(item.start, item.end);
  const text = first.replace(/^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?/, '');
  return [text, ...dedented(rest)].join('\n').trim();
}

/** What is asked next: one for a named heading, else one for each heading, item or paragraph below the label. */
export function followUpsOf(lines: readonly string[], name: string): FollowUp[] {
  if (name !== '') return [{ question: name, answer: trimmed(lines) ?? '' }];
  const outline = outlineOf(lines.join('\n'));
  const top = outline.blocks.filter((block) => block.parent === -1);
  const headings = top.filter((block) => block.type === 'heading');
  if (headings.length > 0) {
    const level = Math.min(...headings.map((block) => block.level));
    const starts = headings.filter((block) => block.level === level);
    return starts.map((block, index) => ({
      question: leadOf(block.text).text,
      answer: trimmed(lines.slice(block.end, starts[index + 1]?.start)) ?? '',
    }));
  }
  const followUps: FollowUp[] = [];
  for (const block of outline.blocks) {
    const parent = outline.blocks[block.parent];
    if (block.type === 'item' && parent?.parent === -1) followUps.push(followUpOf(itemText(outline, block)));
    else if (block.parent === -1 && block.type === 'paragraph') {
      const text = lines.slice(block.start, block.end).join('\n').trim();
      const last = followUps.at(-1);
      const answer = labelAt(text);
      if (last !== undefined && answer?.field === 'answer') followUps[followUps.length - 1] = { ...last, answer: [last.answer, text.replace(/^[^:：]*[:：][*_]*\s*/, '')].filter(Boolean).join('\n\n') };
      else followUps.push(followUpOf(text));
    } else if (block.parent === -1 && (block.type === 'code' || block.type === 'quote' || block.type === 'table')) {
      const last = followUps.at(-1);
      const text = lines.slice(block.start, block.end).join('\n');
      if (last !== undefined) followUps[followUps.length - 1] = { ...last, answer: [last.answer, text].filter(Boolean).join('\n\n') };
    }
  }
  return followUps.filter(({ question }) => question !== '');
}

function followUpOf(text: string): FollowUp {
  const [first = '', ...rest] = text.split('\n');
  const bold = /^\*\*(.+?)\*\*\s*[:：]?\s*(.*)$/.exec(first);
  if (bold !== null) {
    const [, words = '', after = ''] = bold;
    return { question: leadOf(words.replace(/[:：]\s*$/, '')).text, answer: [after, ...dedented(rest)].join('\n').trim() };
  }
  const asked = /^(.*?[?？]["”’]?)\s+(?:[-–—:→]+\s*)?(.*)$/.exec(first);
  if (asked !== null) return { question: leadOf(asked[1] ?? '').text, answer: [asked[2] ?? '', ...dedented(rest)].join('\n').trim() };
  return { question: leadOf(first).text, answer: dedented(rest).join('\n').trim() };
}
