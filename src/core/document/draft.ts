import type { FollowUp, Option } from '../question.ts';
import { type Body, bodyOf, dedented, type Fields, fieldsOf, trimmed, type Usage, unwrapped, usageOf } from './field.ts';
import type { Layout, Span } from './layout.ts';
import { levelWords } from './lead.ts';
import { type Outline, outlineOf, partOf } from './outline.ts';
import { plainText, questionForm } from './phrase.ts';

/** A question before it has an id and a theme. */
export interface Draft {
  readonly question: string;
  readonly title: string | null;
  readonly context: string | null;
  readonly answer: string | null;
  readonly intent: string | null;
  readonly followUps: readonly FollowUp[];
  readonly keyPoints: readonly string[];
  readonly pitfalls: readonly string[];
  readonly hints: readonly string[];
  readonly options: readonly Option[];
  readonly difficulty: string | null;
  readonly tags: readonly string[];
  readonly persona: string | null;
  readonly mindset: string | null;
  readonly role: string | null;
  readonly source: string | null;
  /** The index of its section. */
  readonly section: number;
  /** 0-based. */
  readonly line: number;
}

/** A draft with nothing but a question. */
export function plainDraft(question: string, line: number, section: number): Draft {
  return {
    question,
    title: null,
    context: null,
    answer: null,
    intent: null,
    followUps: [],
    keyPoints: [],
    pitfalls: [],
    hints: [],
    options: [],
    difficulty: null,
    tags: [],
    persona: null,
    mindset: null,
    role: null,
    source: null,
    section,
    line,
  };
}

/** The questions of a layout. `mend` repairs the text of each body before it is read. */
export function draftsOf(outline: Outline, layout: Layout, sectionOf: readonly number[], mend: ((lines: readonly string[]) => readonly string[]) | null): Draft[] {
  const bodies = layout.spans.map((span) => {
    const part = mend === null && span.marker.family !== 'line' && span.marker.column === 0 && span.marker.rest === '' && span.marker.family !== 'summary' ? partOf(outline, span.start, span.end) : null;
    const body = bodyOf(part ?? outlineOf((mend ?? same)(bodyLines(outline, span))));
    // Below what asks already, such a word is one of the answer's.
    return span.marker.form < 0.8 || body.spots.every(({ label }) => label.field !== 'question' || label.strong) ? body : { ...body, spots: body.spots.filter(({ label }) => label.field !== 'question' || label.strong) };
  });
  const usage = usageOf(bodies);
  return layout.spans.flatMap((span, index) => {
    const body = bodies[index];
    const draft = body === undefined ? null : draftOf(span, sectionOf[span.part] ?? 0, body, usage);
    if (draft === null) return [];
    if (span.marker.gapped) return gapDrafts(draft);
    const { group } = span.marker;
    const before = [group === null || group.isTopic ? null : group.text, span.marker.context].filter((text) => text !== null);
    return [before.length === 0 ? draft : { ...draft, context: [...before, draft.context].filter((text) => text !== null).join('\n\n') }];
  });
}

const same = (lines: readonly string[]): readonly string[] => lines;

function bodyLines(outline: Outline, { marker, start, end }: Span): readonly string[] {
  if (marker.family === 'summary') {
    const close = marker.end ?? end;
    if (close < start) return unwrapped([marker.rest]);
    return unwrapped([marker.rest, ...outline.lines.slice(start, close), marker.tail]);
  }
  const lines = outline.lines.slice(start, end);
  const own = marker.column > 0 ? outdented(lines, marker.column) : lines;
  const inItem = marker.family === 'line' || (marker.column > 0 && marker.end !== null && marker.end >= end) ? dedented(own) : own;
  return marker.rest === '' ? inItem : [marker.rest, ...inItem];
}

/** The lines of an item without its indentation, which its first line may exceed by a little. */
function outdented(lines: readonly string[], column: number): string[] {
  const first = lines.find((line) => line.trim() !== '') ?? '';
  const indent = first.length - first.trimStart().length;
  const width = indent > column && indent < column + 4 ? indent : column;
  return lines.map((line) => line.slice(Math.min(width, line.length - line.trimStart().length)));
}

function draftOf({ marker }: Span, section: number, body: Body, usage: Usage): Draft | null {
  const fields = fieldsOf(body, usage);
  const asked = askedIn(marker.lead.text, marker.form, fields);
  const { words, signs } = withoutSigns((asked.question ?? '').replace(/^\s*>\s?/gm, ''));
  const { text: whole, url } = withoutLink(oneParagraph(words));
  const question = unquoted(/^(\*\*|__)(?=\S)((?:(?!\1).)+)\1$/.exec(whole)?.[2] ?? whole);
  const title = asked.title ?? marker.title;
  if (plainText(question) === '') return null;
  const code = fields.labelled || asked.answer === null ? null : leadingCode(asked.answer);
  const about = code !== null && asksAboutCode(question) ? code : null;
  return {
    question,
    title: title === null || sameText(title, question) || isCut(title, question) ? null : plainText(withoutSigns(title).words),
    context: about === null ? asked.context : [asked.context, about.code].filter((text) => text !== null).join('\n\n'),
    answer: about === null ? asked.answer : about.rest,
    intent: fields.intent,
    followUps: fields.followUps,
    keyPoints: fields.keyPoints,
    pitfalls: fields.pitfalls,
    hints: fields.hints,
    options: fields.options,
    difficulty: fields.difficulty ?? signs ?? marker.lead.level,
    tags: fields.tags,
    persona: fields.persona,
    mindset: fields.mindset,
    role: fields.role,
    source: url ?? fields.source,
    section,
    line: marker.line,
  };
}

/** A question that is one link says where it comes from, unless it points into its own document. */
function withoutLink(text: string): { text: string; url: string | null } {
  const match = text.length > 2000 ? null : /^\[((?:[^\][]|\[[^\][]*\])+)\]\(\s*((?:https?:|#)[^()\s]+)\s*\)$/.exec(text);
  return match === null ? { text, url: null } : { text: match[1] ?? '', url: (match[2] ?? '').startsWith('#') ? null : (match[2] ?? null) };
}

interface Asked {
  readonly question: string | null;
  readonly title: string | null;
  readonly context: string | null;
  readonly answer: string | null;
}

/** What is asked: the heading itself, a label below it, the quoted end of the heading, or a text below a heading that only names. */
function askedIn(heading: string, form: number, fields: Fields): Asked {
  const { context, answer } = fields;
  if (fields.question !== null) {
    const paragraphs = fields.question.split(/\n\s*\n/);
    const [first = '', ...rest] = paragraphs;
    const whole = rest.length === 0 || unquoted(first.trim()) !== first.trim() || rest.some((text) => /^\s*(?:```|[-*] |\|)/m.test(text)) ? first : fields.question;
    const more = whole === first && rest.length > 0 ? rest.join('\n\n') : null;
    const and = (text: string | null, other: string | null): string | null => [text, other].filter((one) => one !== null).join('\n\n') || null;
    return { question: whole, title: heading === '' ? null : heading, ...(fields.labelled || fields.options.length > 0 ? { context: and(context, more), answer } : { context, answer: and(more, answer) }) };
  }
  const quotedEnd = /["”»“]$/.test(heading.slice(-1));
  const split = !quotedEnd ? null : /^(.{2,80}?)\s+[-–—:]\s+(["“«„].+["”»“])$/u.exec(heading);
  if (split !== null) return { question: split[2] ?? '', title: split[1] ?? null, context, answer };
  const parted = !quotedEnd ? null : /^(.{2,80}?)\s*[-–—:]\s+(["“«„].+["”»“])$/u.exec(heading);
  if (parted !== null) return { question: parted[2] ?? '', title: parted[1] ?? null, context, answer };
  const text = fields.labelled || fields.options.length > 0 ? context : answer;
  if (text !== null && (heading === '' || (form < 0.5 && !fields.labelled))) {
    const paragraphs = text.split(/\n\s*\n/);
    const quoted = paragraphs.findIndex((paragraph) => /^>\s*["“„«]/.test(paragraph.trim()));
    const rest = (index: number): string | null => paragraphs.filter((_, at) => at !== index).join('\n\n') || null;
    const place = (index: number): Asked => {
      const question = (paragraphs[index] ?? '').replace(/^\s*>\s?/gm, '');
      return { question, title: heading === '' ? null : heading, ...(fields.labelled || fields.options.length > 0 || quoted === index ? { context: [context === text ? null : context, rest(index)].filter(Boolean).join('\n\n') || null, answer: text === answer ? null : answer } : { context, answer: rest(index) }) };
    };
    if (quoted !== -1 && paragraphs.length <= 3) return place(quoted);
    if (heading === '') {
      const first = Math.max(0, paragraphs.findIndex((paragraph) => !/^\s*(?:```|~~~|!\[|\||<)/.test(paragraph)));
      // A bold line asks by itself; what stands below it is another matter.
      const [line = '', ...below] = (paragraphs[first] ?? '').split('\n');
      if (below.length > 0 && /^\s*(?:\*\*|__).+(?:\*\*|__)\s*$/.test(line)) paragraphs.splice(first, 1, line, below.join('\n'));
      return place(first);
    }
    const last = paragraphs.at(-1) ?? '';
    if (paragraphs.length <= 3 && text.length < 1500 && questionForm(last) === 1 && !/^\s*(?:```|[-*+]\s|\d+[.)]\s|>)/m.test(text)) {
      return { question: paragraphs.join(' '), title: heading, context: text === context ? null : context, answer: text === answer ? null : answer };
    }
  }
  if (text !== null && heading !== '' && form < 0.5 && fields.labelled && text === context && text.length < 800 && !/```|^\s*[-*|]\s/m.test(text) && questionForm(text.split(/\n\s*\n/).at(-1) ?? '') >= (/\n\s*\n/.test(text) ? 0.8 : 1)) {
    return { question: text.replace(/^\s*>\s?/gm, '').replace(/\s*\n\s*/g, ' '), title: heading, context: null, answer };
  }
  return { question: heading, title: null, context, answer };
}

const levelAtEnd = new RegExp(`^(.*\\S)\\s*[([](${levelWords})[)\\]]\\s*$`, 'iu');

/** Signs after a question say how hard it is. */
function withoutSigns(text: string): { words: string; signs: string | null } {
  const level = text.length > 2000 || !/[)\]]\s*$/.test(text.slice(-4)) ? null : levelAtEnd.exec(text);
  if (level !== null) return { words: level[1] ?? '', signs: level[2] ?? null };
  if (text.length > 2000 || !/[^\x00-\x7f]\s*$/.test(text.slice(-8)) || !/[\p{Extended_Pictographic}★☆\ufe0f]\s*$/u.test(text.slice(-8))) return { words: text, signs: null };
  const match = /^(.*?[^\s])\s*((?:[\p{Extended_Pictographic}★☆]\ufe0f?\s*)+)$/su.exec(text);
  if (match === null || plainText(match[1] ?? '') === '' || /^[©®™\s]+$/.test(match[2] ?? '')) return { words: text, signs: null };
  return { words: match[1] ?? '', signs: (match[2] ?? '').trim() };
}

/** The code block a text begins with, and what follows it. */
function leadingCode(text: string): { code: string; rest: string | null } | null {
  const mark = /^\s*(```+|~~~+)/.exec(text)?.[1];
  if (mark === undefined) return null;
  const lines = text.split('\n');
  const close = lines.findIndex((line, at) => at > 0 && line.trim() === mark);
  if (close === -1) return null;
  return { code: lines.slice(0, close + 1).join('\n'), rest: trimmed(lines.slice(close + 1)) };
}

const aboutCode =
  /\b(?:outputs?|prints?|printed|logs?|logged|(?:this|following|below|above) (?:\w+ )?(?:code|snippets?|functions?|programs?|query|queries|class|method|script)|(?:code|snippet) (?:below|above)|wrong with|result of)\b|输出|打印|结果|代码|вывед|код\b|salida|saída|ausgabe|affiche/iu;

/** Whether a question is about code that stands below it, and does not order some to be written. */
function asksAboutCode(question: string): boolean {
  return aboutCode.test(question) && !/^(?:\W*(?:write|implement|create|build|develop|make|print|given|find|how (?:to|do|would|can)|напиши\p{L}*|escrib\p{L}*|escreva|请?(?:写|实现|编写))(?=\P{L}|$))/iu.test(question);
}

function oneParagraph(text: string): string {
  return (text.includes('\n') ? text.replace(/\s*\n\s*/g, ' ') : text).trim();
}

const quotes: readonly (readonly [string, string])[] = [['"', '"'], ['“', '”'], ['«', '»'], ['„', '“'], ['„', '”'], ["'", "'"], ['‘', '’'], ['「', '」'], ['『', '』']];

const openings = new Set(quotes.map(([opening]) => opening));

/** The text without the quotes around the whole of it. */
export function unquoted(text: string): string {
  if (!openings.has(text.charAt(0))) return text;
  for (const [opening, closing] of quotes) {
    const inner = text.slice(1, -1);
    if (text.length > 2 && text.startsWith(opening) && text.endsWith(closing) && !inner.includes(opening) && !inner.includes(closing)) return inner.trim();
  }
  return text;
}

/** "Which knot …" for "Which knot holds a post?" */
function isCut(title: string, question: string): boolean {
  const words = /^(.+?)\s*(?:\.{3}|…)$/.exec(plainText(title))?.[1];
  return words !== undefined && plainText(question).toLowerCase().startsWith(words.toLowerCase());
}

function sameText(one: string, other: string): boolean {
  return plainText(one).toLowerCase() === plainText(other).toLowerCase();
}

/** The text of an answer as it is kept: trimmed, null when empty. */
export function answerText(text: string): string | null {
  return trimmed(text.split('\n'));
}

/** One draft for each gap of a card: "A [gap] in a sentence" asks for what is left out, the others stand filled. */
function gapDrafts(draft: Draft): Draft[] {
  const gap = /(?<![\\\]])\[([^\][]+)\](?!\()/g;
  const filled = (text: string): string => text.replace(gap, '$1');
  const card = draft.question.slice(0, 5000);
  return [...card.matchAll(gap)].map((found) => ({
    ...draft,
    question: `${filled(card.slice(0, found.index))}[…]${filled(card.slice(found.index + found[0].length))}`,
    answer: [found[1] ?? '', draft.answer].filter((text) => text !== null).join('\n\n'),
  }));
}
