import { fingerprint } from '../hash.ts';
import { asQuestionId, type QuestionId } from '../question.ts';
import { slug } from '../slug.ts';
import { leadOf } from './lead.ts';
import { plainText } from './phrase.ts';

/** What a question in a document is known by. */
export interface Identified {
  readonly question: string;
  readonly context: string | null;
  readonly answer: string | null;
  readonly options: readonly { readonly text: string }[];
}

const limit = 64;
const twinDigits = 4;

/** One id for each question, in order: the slug of its text, a fingerprint where there is nothing to spell, a suffix for each twin. */
export function idsOf(questions: readonly Identified[]): QuestionId[] {
  const stems = questions.map(({ question }) => stemOf(question));
  const counts = new Map<string, number>();
  for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const taken = new Set(stems.filter((stem) => counts.get(stem) === 1));
  return questions.map((question, index) => {
    const stem = stems[index] ?? '';
    const alone = counts.get(stem) === 1 ? asQuestionId(stem) : null;
    if (alone !== null) return alone;
    const print = fingerprint([question.answer ?? '', ...question.options.map(({ text }) => text)].join('\n'));
    const whole = fingerprint([question.question, question.context ?? '', question.answer ?? ''].join('\n'));
    for (let again = 0; ; again += 1) {
      const digits = [print.slice(0, twinDigits), print, whole][again] ?? fingerprint(`${whole}${index}${again}`);
      const id = asQuestionId(suffixed(stem, digits));
      if (id === null || taken.has(id)) continue;
      taken.add(id);
      return id;
    }
  });
}

function suffixed(stem: string, digits: string): string {
  return `${stem.slice(0, limit - digits.length - 1).replace(/-+$/, '')}-${digits}`;
}

function stemOf(question: string): string {
  const words = slug(plainText(question));
  return words === '' ? `q-${fingerprint(normalised(question))}` : words;
}

/** The slug of a section or a name; a fingerprint where there is nothing to spell. */
export function nameSlug(text: string): string {
  const words = slug(plainText(text));
  return words === '' ? `t-${fingerprint(normalised(text))}` : words;
}

const counted = /\s*[([]\s*(?:\d+\s*\+?\s*)(?:questions?|q|вопрос\p{L}*|题|preguntas|perguntas|fragen)\s*[)\]]\s*$/iu;
const about = "(?:interview|prep(?:aration)?|technical|common|top|detailed|sample|questions?|answers?|q ?& ?a|guide|and|&|with|\\d+\\+?)";
const asksAfter = new RegExp(`(?:^|[\\s:|–—-]+)(?:${about}\\s+)*(?:interview (?:questions?|prep(?:aration)?|guide)|q ?& ?a|questions? (?:and|&) (?:detailed )?answers?)(?:\\s*(?:and|&|with)?\\s*(?:detailed )?answers?)?\\s*$`, 'iu');
const asksBefore = /^(?:interview (?:questions?|prep(?:aration)?)(?: (?:and|&) answers?)?|q ?& ?a)\s*(?:[:|–—-]+|\b(?:for|on|about|in)\b)\s*/iu;

/** The slug of a theme: of its title without the number, the word for a part, and what only says that it holds questions. */
export function themeSlug(title: string): string {
  const lead = leadOf(plainText(title));
  const named = lead.version || lead.word === 'question' || plainText(lead.text) === '' ? plainText(title) : plainText(lead.text);
  const bare = named.replace(counted, '');
  for (const words of [bare.replace(asksAfter, '').replace(asksBefore, ''), bare, named]) if (/[\p{L}]{2}/u.test(words)) return nameSlug(words);
  return nameSlug(title);
}

/** A text by which two writings of the same words are equal. */
export function normalised(text: string): string {
  const words = plainText(text);
  if (!/[^\x00-\x7f]/.test(words)) return words.toLowerCase().replace(/[\s!-#%-*,-/:;?@[-\]_{}]+/g, ' ').trim();
  return words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim();
}
