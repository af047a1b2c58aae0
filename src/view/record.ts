import { dayText } from '../core/day.ts';
import type { QuestionProgress } from '../core/progress.ts';
import type { Question } from '../core/question.ts';
import { fingerprint } from '../core/hash.ts';

/** A JSON object as a command prints it. */
export type Record = Readonly<globalThis.Record<string, unknown>>;

/** What the lists say of a question; docs in README, "JSON". `recall` is the probability of recalling it now. */
export function briefRecord(question: Question, done: QuestionProgress, recall: number | null): Record {
  return {
    id: question.id,
    question: question.question,
    title: question.title,
    theme: question.theme,
    personas: question.personas,
    role: question.role,
    kind: question.kind,
    tags: question.tags,
    minutes: question.minutes,
    follows: question.follows,
    difficulty: question.difficulty,
    hidden: done.hidden,
    path: question.path,
    line: question.line,
    confidence: done.confidence,
    reviews: done.reviews,
    due: done.memory ? dayText(done.memory.dueDay) : null,
    recall,
    answered: question.answer !== null,
    changed: answerChanged(question, done),
  };
}

/** The brief record and every text of the question. */
export function wholeRecord(question: Question, done: QuestionProgress, recall: number | null): Record {
  return {
    ...briefRecord(question, done, recall),
    intent: question.intent,
    context: question.context,
    answer: question.answer,
    keyPoints: question.keyPoints,
    followUps: question.followUps,
    pitfalls: question.pitfalls,
    hints: question.hints,
    options: question.options,
    source: question.source,
  };
}

/** True when the answer differs from the one that was rated last. */
export function answerChanged(question: Question, done: QuestionProgress): boolean {
  return done.answerPrint !== null && done.answerPrint !== fingerprint(question.answer ?? '');
}

/** One JSON document, with its schema version. What could control a terminal is escaped, which JSON reads back as it was. */
export function renderJson(document: Record): string {
  return `${JSON.stringify({ schemaVersion: 1, ...document }, null, 2).replace(controls, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}

/** Beyond what JSON escapes by itself: DEL, C1, bidi, zero-width and line separators, BOM, and the halves of tag characters. */
 
const controls = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40(?=[\udc00-\udc7f])|(?<=\udb40)[\udc00-\udc7f]/g;

/** The names of the fields of each kind of record, in the order they are printed; docs in the README, "JSON". */
export const briefFields = [
  'id', 'question', 'title', 'theme', 'personas', 'role', 'kind', 'tags', 'minutes', 'follows', 'difficulty', 'hidden',
  'path', 'line', 'confidence', 'reviews', 'due', 'recall', 'answered', 'changed',
] as const; // prettier-ignore
export const wholeFields = [
  ...briefFields, 'intent', 'context', 'answer', 'keyPoints', 'followUps', 'pitfalls', 'hints', 'options', 'source',
] as const; // prettier-ignore
