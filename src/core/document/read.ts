import { guessKind } from '../kind.ts';
import type { Question } from '../question.ts';
import { bulletRecords, delimitedRecords, inlineRecords } from './card.ts';
import { type Cast, castOf, type Persona } from './cast.ts';
import { type Draft, draftsOf } from './draft.ts';
import { mendPageBreaks, pageBreaksOf } from './extraction.ts';
import { trimmed } from './field.ts';
import { type Furnished, furnished } from './furniture.ts';
import { idsOf, nameSlug, normalised, themeSlug } from './identity.ts';
import { answeredBy, keyOf } from './key.ts';
import { type Section, sectionsOf } from './layout.ts';
import { type Outline, outlineOf } from './outline.ts';
import { mayAsk, plainText } from './phrase.ts';
import { normalizeText, repairText, type Warning } from './repair.ts';
import { chooseShape, priorOf, saysQuestions, type Shape } from './shape.ts';
import { singleDraft } from './single.ts';
import { type Records, tableRecords } from './table.ts';

export type { Persona } from './cast.ts';
export type { Warning } from './repair.ts';

export interface Theme {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
}

/** What a document holds, and how that was seen. */
export interface DocumentReading {
  /** A stable kebab-case name of the shape chosen; `none` when nothing in it is a question. */
  readonly shape: string;
  /** One sentence of evidence, for people. */
  readonly why: string;
  /** What the document calls itself, or null. */
  readonly title: string | null;
  readonly questions: readonly Question[];
  readonly sections: readonly { readonly title: string; readonly questions: number }[];
  readonly themes: readonly Theme[];
  readonly personas: readonly Persona[];
  /** How many questions were the same as an earlier one and were dropped. */
  readonly duplicates: number;
  readonly warnings: readonly Warning[];
}

/** What a shape makes of a document. */
interface Extract {
  readonly shape: string;
  readonly why: string;
  readonly drafts: readonly Draft[];
  readonly sections: readonly Section[];
  readonly preamble: readonly string[];
  readonly title: string | null;
  /** The document has no headings, so that what precedes its questions may be a title page. */
  readonly cover: boolean;
}

/** Reads any text as a document of questions. Never throws; a document without questions is a reading with none. */
export function readDocument(text: string, path: string): DocumentReading {
  const repaired = repairText(text);
  const source = normalizeText(repaired.text);
  const extract = extractOf(source, path);
  if (extract === null) {
    return { shape: 'none', why: 'Nothing in it is marked as a question.', title: null, questions: [], sections: [], themes: [], personas: [], duplicates: 0, warnings: repaired.warnings };
  }
  return assembled(extract, path, repaired.warnings);
}

function extractOf(source: string, path: string): Extract | null {
  const records = delimitedRecords(source, path);
  if (records !== null) return fromRecords('records', records);
  const bullets = source.includes('#card') ? bulletRecords(source.split('\n')) : null;
  if (bullets !== null) return fromRecords('flashcards', bullets);
  if (!mayAsk(source) && !saysQuestions(path)) return null;
  const document = furnished(source.split('\n'));
  const outline = outlineOf(document.lines);
  const cards = source.includes('::') || document.lines.some((line) => line.length < 20 && /^\s*(?:\?\??|↪|:question:|:grey_question:)\s*$/u.test(line)) ? inlineRecords(document.lines, outline.code) : null;
  if (cards !== null) return fromRecords('flashcards', cards);
  const prior = priorOf(path, outline, document);
  const shape = chooseShape(outline, document, prior);
  const table = tableRecords(outline);
  if (table !== null && tableWins(table, shape, outline, prior)) return { ...fromRecords('table', table), title: titleOf(outline) };
  const mayBeSingle = outline.lines.length < 5000 && (shape === null || shape.layout.spans.length === 1 || document.front.length > 0);
  const single = mayBeSingle ? singleDraft(document, outline, shape === null) : null;
  if (single !== null && (shape === null || shape.layout.spans.length <= 1 || single.sure)) {
    return { shape: 'single-question', why: single.why, drafts: [single.draft], sections: [{ title: single.section, line: 0, description: [] }], preamble: [], title: null, cover: false };
  }
  return shape === null ? null : (withKey(outline, document, prior) ?? fromShape(shape, outline, document, prior));
}

/** A document whose answers stand below all of its questions; null for any other. */
function withKey(outline: Outline, document: Furnished, prior: number): Extract | null {
  const key = keyOf(outline);
  if (key === null) return null;
  const rest = outlineOf(outline.lines.map((line, at) => (at >= key.start && at < key.end ? '' : line)));
  const shape = chooseShape(rest, document, prior);
  if (shape === null) return null;
  const extract = fromShape(shape, rest, document, prior);
  const ordinals = new Map(shape.layout.spans.map(({ marker }) => [marker.line, marker.lead.ordinal]));
  const drafts = answeredBy(key, extract.drafts, extract.drafts.map(({ line }) => ordinals.get(line) ?? null));
  return drafts === null ? null : { ...extract, drafts };
}

function fromRecords(shape: string, { drafts, sections, why }: Records): Extract {
  return { shape, why: `${why}.`, drafts, sections, preamble: [], title: null, cover: false };
}

function titleOf(outline: Outline): string | null {
  const heading = outline.blocks.find((block) => block.type === 'heading' && block.depth === 0);
  return heading === undefined ? null : plainText(heading.text);
}

function tableWins(table: Records, shape: Shape | null, outline: Outline, prior: number): boolean {
  if (table.certainty < (prior > 0 ? 0.6 : 0.75)) return false;
  const filled = outline.lines.filter((line) => line.trim() !== '').length;
  const share = table.drafts.length / Math.max(1, filled);
  if (shape === null) return prior > 0 ? share > 0.1 : prior > -1 && share > 0.4;
  return share > 0.4 && table.drafts.length > shape.layout.spans.length * 2 && shape.evidence.coverage < 0.9;
}

function fromShape(shape: Shape, outline: Outline, document: Furnished, prior: number): Extract {
  const extracted = shape.name === 'numbered-text' ? pageBreaksOf(outline) : null;
  const mend = extracted === null ? null : (lines: readonly string[]): readonly string[] => mendPageBreaks(lines, extracted);
  const { layout, evidence } = shape;
  const { sections, sectionOf, preamble } = sectionsOf(outline, layout);
  const first: Extract = {
    shape: shape.name,
    why: whyOf(shape),
    drafts: draftsOf(outline, layout, sectionOf, mend),
    sections,
    preamble,
    title: layout.title ?? firstTitle(outline, preamble, layout.spans[0]?.marker.line ?? 0),
    cover: !outline.blocks.some((block) => block.type === 'heading'),
  };
  return evidence.coverage > 0.97 ? first : withOthers(first, shape, outline, document, prior);
}

/** What the first heading calls the document; a text without headings is named by its first line, when it is short. */
function firstTitle(outline: Outline, preamble: readonly string[], first: number): string | null {
  const heading = outline.blocks.find((block) => block.type === 'heading' && block.depth === 0);
  // A question is no name for all of them.
  if (heading !== undefined) return heading.start === first ? null : plainText(heading.text);
  const line = preamble.find((text) => text.trim() !== '')?.trim() ?? null;
  return line !== null && line.length <= 80 && !/[.!?]$/.test(line) ? line : null;
}

/** How a shape's questions are told, in a person's words. */
const told: Readonly<Record<string, string>> = {
  heading: 'a heading for each question',
  'labelled-heading': 'a heading for each question, with a word or number that marks it',
  'numbered-heading': 'a numbered heading for each question',
  details: 'a fold for each question',
  'bold-line': 'a bold line for each question',
  'bold-number': 'a bold number before each question',
  'numbered-text': 'a numbered line for each question',
  'question-list': 'a list of questions',
  'list-item': 'a list item for each question',
  'nested-list': 'a list of questions, some of them in groups',
  label: 'a label before each question',
  definition: 'a definition for each question',
  'folded-answer': 'a line for each question, above a fold',
  'asked-paragraph': 'a paragraph for each question',
};

function whyOf({ name, evidence }: Shape): string {
  const signs: readonly (readonly [number, string])[] = [
    [evidence.answered, 'have a label for the answer'],
    [evidence.ordered, 'are numbered in order'],
    [evidence.listed, 'stand in the contents'],
    [evidence.form, 'read as questions'],
  ];
  const share = (of: number): string => (of > 0.97 ? 'all' : of > 0.8 ? 'nearly all' : 'most');
  const reasons = signs.filter(([of]) => of > 0.5).slice(0, 2).map(([of, words]) => `${share(of)} ${words}`);
  const words = told[name] ?? name;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${reasons.length === 0 ? '' : `; ${reasons.join(', ')}`}.`;
}

/** Parts of the document that the shape left alone may have another, where they are surely questions. */
function withOthers(first: Extract, shape: Shape, outline: Outline, document: Furnished, prior: number): Extract {
  // Most documents have nothing beside their questions worth another look.
  const lines = [...outline.lines];
  for (const { marker, end } of shape.layout.spans) for (let at = marker.line; at < Math.max(end, marker.after); at += 1) lines[at] = '';
  if (lines.filter((line) => line.trim() !== '').length < 6) return first;
  const rest = outlineOf(lines);
  const other = chooseShape(rest, document, Math.min(prior, 0));
  if (other === null) return first;
  const { evidence, layout, name } = other;
  const sure = (evidence.answered > 0.7 || evidence.marked > 0.7 || (name !== 'question-list' && name !== 'list-item')) && evidence.score > 0.6 && layout.spans.length > 1;
  if (!sure) return first;
  const offset = first.sections.length;
  const { sections, sectionOf, preamble } = sectionsOf(rest, layout);
  const drafts = draftsOf(rest, layout, sectionOf, null).map((draft) => ({ ...draft, section: draft.section + offset }));
  const left = new Set(preamble.map((line) => line.trim()));
  return {
    ...first,
    why: `${first.why} ${whyOf(other)}`,
    drafts: [...first.drafts, ...drafts].sort((one, two) => one.line - two.line),
    sections: [...first.sections, ...sections],
    preamble: first.preamble.filter((line) => line.trim() === '' || left.has(line.trim())),
  };
}

function assembled(extract: Extract, path: string, repairs: readonly Warning[]): DocumentReading {
  const warnings: Warning[] = [...repairs];
  const { sections } = extract;
  const { kept, duplicates } = distinct(extract, warnings);
  const cast = castOf(extract.title, extract.preamble);
  const documentTitle = extract.title ?? fileName(path);
  const headed = extract.title !== null && (sections.length === 0 || extract.sections.some(({ title }) => title === null));
  const themeTitle = (section: number): string => sections[section]?.title ?? (headed || extract.title !== null ? documentTitle : fileName(path));
  const ids = idsOf(kept);
  const cue = sectionPersonas(kept);
  const questions = kept.flatMap((draft, index): Question[] => {
    const id = ids[index];
    if (id === undefined) return [];
    const { tag } = sections[draft.section] ?? {};
    const own = draft.persona === null ? null : nameSlug(draft.persona);
    const read: Question = {
      id,
      question: draft.question,
      title: draft.title,
      theme: themeSlug(themeTitle(draft.section)),
      personas: own === null ? cast.personas.map((persona) => persona.id) : [own],
      role: draft.role === null ? cast.role : nameSlug(draft.role),
      kind: guessKind(draft.question),
      kindGuessed: true,
      tags: [...new Set([...draft.tags, ...(tag === undefined ? [] : [nameSlug(tag)])])],
      minutes: null,
      follows: null,
      difficulty: draft.difficulty,
      aliases: [],
      overrides: false,
      context: draft.context,
      intent: draft.intent,
      answer: draft.answer,
      keyPoints: draft.keyPoints,
      followUps: draft.followUps,
      pitfalls: draft.pitfalls,
      hints: draft.hints,
      options: draft.options,
      source: draft.source,
      path,
      line: draft.line + 1,
    };
    return [read];
  });
  for (const doubt of doubts(extract, kept)) warnings.push(doubt);
  const counts = new Map<number, number>();
  for (const { section } of kept) counts.set(section, (counts.get(section) ?? 0) + 1);
  return {
    shape: extract.shape,
    why: extract.why,
    title: extract.title,
    questions,
    sections: counted(sections, counts),
    themes: themesOf(extract, cast, kept, themeTitle),
    personas: [...cast.personas, ...cue],
    duplicates,
    warnings: warnings.sort((one, other) => one.line - other.line),
  };
}

/** The sections that hold questions; neighbours with one title are one. */
function counted(sections: readonly Section[], counts: ReadonlyMap<number, number>): { title: string; questions: number }[] {
  const found: { title: string; questions: number }[] = [];
  sections.forEach(({ title }, index) => {
    const questions = counts.get(index) ?? 0;
    if (title === null || questions === 0) return;
    const words = plainText(title);
    const last = found.at(-1);
    if (last?.title === words) found[found.length - 1] = { title: words, questions: last.questions + questions };
    else found.push({ title: words, questions });
  });
  return found;
}

function themesOf(extract: Extract, cast: Cast, kept: readonly Draft[], themeTitle: (section: number) => string): Theme[] {
  const themes = new Map<string, Theme>();
  const preamble = extract.cover && isCover(cast.rest) ? null : trimmed(cast.rest);
  const add = (title: string, description: string | null): void => {
    const id = themeSlug(title);
    const known = themes.get(id);
    if (known === undefined) themes.set(id, { id, title: plainText(title), description });
    else if (description !== null) themes.set(id, { ...known, description: known.description === null ? description : `${known.description}\n\n${description}` });
  };
  if (extract.title !== null && preamble !== null) add(extract.title, preamble);
  const used = new Set(kept.map(({ section }) => section));
  used.forEach((section) => {
    if (!themes.has(themeSlug(themeTitle(section)))) add(themeTitle(section), null);
  });
  extract.sections.forEach((section, index) => {
    if (section.title !== null && used.has(index)) add(section.title, trimmed(section.description));
  });
  if (extract.title === null && preamble !== null) {
    const [first] = kept;
    if (first !== undefined) add(themeTitle(first.section), preamble);
  }
  return [...themes.values()];
}

/** Short lines without a sentence among them are a title page. */
function isCover(lines: readonly string[]): boolean {
  return lines.every((line) => line.trim().length <= 60 && !/[.!?。！？:]$|^\s*[-*+>|#`]|^\s*\d/.test(line.trim()));
}

function sectionPersonas(kept: readonly Draft[]): Persona[] {
  const personas = new Map<string, Persona>();
  for (const { persona, mindset, role } of kept) {
    if (persona !== null && !personas.has(nameSlug(persona))) personas.set(nameSlug(persona), { id: nameSlug(persona), name: plainText(persona), role, mindset });
  }
  return [...personas.values()];
}

/** One of each question with its code and options; a repeat's section becomes a tag, its own words are kept. */
function distinct(extract: Extract, warnings: Warning[]): { kept: Draft[]; duplicates: number } {
  const seen = new Map<string, number>();
  const kept: Draft[] = [];
  let duplicates = 0;
  for (const draft of extract.drafts) {
    const words = normalised(draft.question);
    const key = [words === '' ? draft.question : words, draft.context ?? '', ...draft.options.map(({ text }) => text)].join('\u0000');
    const known = seen.get(key);
    const before = known === undefined ? undefined : kept[known];
    if (known === undefined || before === undefined) {
      seen.set(key, kept.length);
      kept.push(draft);
      continue;
    }
    duplicates += 1;
    warnings.push({ line: draft.line + 1, message: `repeats the question of line ${before.line + 1}` });
    const section = extract.sections[draft.section]?.title ?? null;
    const differs = draft.answer !== null && before.answer !== null && normalised(draft.answer) !== normalised(before.answer);
    kept[known] = {
      ...before,
      answer: differs ? `${before.answer}\n\n---\n\n${draft.answer}` : (before.answer ?? draft.answer),
      intent: before.intent ?? draft.intent,
      difficulty: before.difficulty ?? draft.difficulty,
      followUps: before.followUps.length > 0 ? before.followUps : draft.followUps,
      keyPoints: before.keyPoints.length > 0 ? before.keyPoints : draft.keyPoints,
      pitfalls: before.pitfalls.length > 0 ? before.pitfalls : draft.pitfalls,
      hints: before.hints.length > 0 ? before.hints : draft.hints,
      tags: [...before.tags, ...draft.tags, ...(section !== null && draft.section !== before.section ? [nameSlug(section)] : [])],
    };
  }
  return { kept, duplicates };
}

/** What a person may want to look at. */
function doubts(extract: Extract, kept: readonly Draft[]): Warning[] {
  const found: Warning[] = [];
  const answered = new Set(kept.filter(({ answer, options }) => answer !== null || options.some(({ correct }) => correct)));
  if (answered.size > 0 && answered.size < kept.length) {
    for (const draft of kept) if (!answered.has(draft) && found.length < 200) found.push({ line: draft.line + 1, message: 'has no answer' });
  }
  const promised = /\b(\d{2,4})\+? (?:\p{L}+ ){0,4}(?:questions|вопрос\p{L}*|preguntas|perguntas|fragen)/iu.exec(extract.title ?? '')?.[1];
  if (promised !== undefined && Number(promised) !== kept.length) found.push({ line: 1, message: `the title says ${promised} questions; ${kept.length} were found` });
  return found;
}

function fileName(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? path).replace(/\.[^.]+$/, '');
}
