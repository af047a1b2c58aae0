import { chosen } from './choice.ts';
import type { Draft } from './draft.ts';
import { trimmed } from './field.ts';
import { normalised } from './identity.ts';
import { leadOf } from './lead.ts';
import type { Outline } from './outline.ts';
import { plainText } from './phrase.ts';

/** A part below all questions that answers them: by their numbers, or under their names. */
export interface AnswerKey {
  /** Where it begins, and the line after its last. */
  readonly start: number;
  readonly end: number;
  readonly entries: readonly Entry[];
}

interface Entry {
  readonly ordinal: number | null;
  readonly name: string;
  readonly lines: readonly string[];
}

const keyHeading =
  /^(?:(?:model |sample |correct |suggested |full )?answers?(?: key)?|answer key|(?:sample |model )?solutions?|lösung(?:en|sschlüssel)?|antworten|corrigés?|réponses|respuestas|soluciones|respostas|gabarito|ответы|ключи?|答案|参考答案)(?=$|[\s:：(–—-])/iu;

/** The answer key of a document, or null. */
export function keyOf(outline: Outline): AnswerKey | null {
  const headings = outline.blocks.filter((block) => block.type === 'heading' && block.depth === 0);
  const index = headings.findLastIndex(({ text, start }) => start > outline.lines.length * 0.15 && keyHeading.test(plainText(text).replace(/^[^\p{L}]+/u, '')) && plainText(text).length < 60);
  const heading = headings[index];
  if (heading === undefined) return null;
  const next = headings.slice(index + 1).find(({ level }) => level <= heading.level);
  const end = next?.start ?? outline.lines.length;
  const entries = entriesOf(outline, heading.end, end);
  return entries.length < 2 ? null : { start: heading.start, end, entries };
}

function entriesOf({ lines, blocks, code }: Outline, start: number, end: number): Entry[] {
  const entries: { ordinal: number | null; name: string; lines: string[] }[] = [];
  const levels = new Map(blocks.filter(({ type, depth }) => type === 'heading' && depth === 0).map(({ start: line, text }) => [line, text]));
  for (let at = start; at < end; at += 1) {
    const line = lines[at] ?? '';
    const heading = levels.get(at);
    if (heading !== undefined) {
      const lead = leadOf(heading);
      entries.push({ ordinal: lead.ordinal, name: lead.text, lines: [] });
      continue;
    }
    const row = code[at] === 1 ? null : (/^\s*\|\s*(?:q\s*)?(\d{1,4})\s*\|(.*?)\|?\s*$/i.exec(line) ?? /^\s{0,3}(?:[-*+]\s+)?(?:\*\*)?(?:q(?:uestion)?\s*)?(\d{1,4})(?:\s?[.):：]|\s*[-–—](?=\s))(?:\*\*)?\s*(\S.*)$/i.exec(line));
    if (row !== null) entries.push({ ordinal: Number(row[1]), name: '', lines: [(row[2] ?? '').replace(/\s*\|\s*/g, ' · ').trim()] });
    else entries.at(-1)?.lines.push(line);
  }
  return entries.filter(({ lines: said }) => trimmed(said) !== null);
}

/** The drafts with what the key says of each; null unless nearly all of it finds its question. */
export function answeredBy(key: AnswerKey, drafts: readonly Draft[], ordinals: readonly (number | null)[]): Draft[] | null {
  if (drafts.filter(({ answer }) => answer !== null).length > drafts.length * 0.2) return null;
  const byName = new Map<string, number>();
  drafts.forEach(({ title, question }, index) => {
    for (const name of [title, question]) if (name !== null) byName.set(normalised(name), index);
  });
  const known = ordinals.filter((ordinal) => ordinal !== null);
  const isNumbered = new Set(known).size === known.length && known.length > drafts.length * 0.8;
  const found = new Map<number, Entry>();
  const named = key.entries.filter(({ name }) => name !== '' && byName.has(normalised(name)));
  const used = named.length >= drafts.length * 0.6 ? named : key.entries.filter(({ ordinal }) => ordinal !== null);
  used.forEach((entry, index) => {
    const at = named.length >= drafts.length * 0.6 ? byName.get(normalised(entry.name)) : isNumbered ? ordinals.indexOf(entry.ordinal) : used.length === drafts.length ? index : -1;
    if (at !== undefined && at >= 0 && !found.has(at)) found.set(at, entry);
  });
  if (found.size < drafts.length * 0.6 || found.size < used.length * 0.8) return null;
  return drafts.map((draft, index) => {
    const entry = found.get(index);
    const text = entry === undefined ? null : trimmed(entry.lines);
    if (text === null) return draft;
    const choices = draft.options.map((option, at) => ({ ...option, name: String.fromCharCode(65 + at) }));
    const right = choices.length === 0 ? null : chosen(text.replace(/^(\*\*|__)(.+?)\1/, '$2'), choices);
    if (right === null) return { ...draft, answer: draft.answer ?? text };
    const options = choices.map(({ name, text: words }) => ({ text: words, correct: right.names.has(name) }));
    const told = options.filter(({ correct }) => correct).map((option) => option.text);
    const first = told[0] ?? '';
    const rest = right.rest.startsWith(first) ? right.rest.slice(first.length).replace(/^[\s:.·–—-]+/, '') : right.rest;
    return { ...draft, options, answer: rest === '' ? told.join('\n\n') : rest };
  });
}
