import { visible } from './visible.ts';

declare const brand: unique symbol;

/** `[a-z0-9]+(-[a-z0-9]+)*`, at most 64 characters; a string for ever. Made by `asQuestionId` only. */
export type QuestionId = string & { readonly [brand]: 'QuestionId' };

export const kinds = ['concept', 'design', 'coding', 'behavioral', 'leadership'] as const;
export type Kind = (typeof kinds)[number];

export interface FollowUp {
  readonly question: string;
  /** Markdown; empty when the source has none. */
  readonly answer: string;
}

export interface Option {
  readonly text: string;
  readonly correct: boolean;
}

/** One thing an interviewer asks, with its model answer. All texts are markdown as written. */
export interface Question {
  readonly id: QuestionId;
  /** One paragraph, as the interviewer says it. */
  readonly question: string;
  /** The source's own heading where it differs from the question, else null. */
  readonly title: string | null;
  /** A slug. */
  readonly theme: string;
  /** Slugs. */
  readonly personas: readonly string[];
  /** A slug. */
  readonly role: string | null;
  readonly kind: Kind;
  /** True when `kind` was inferred, not written. */
  readonly kindGuessed: boolean;
  readonly tags: readonly string[];
  /** Time to say the answer aloud. */
  readonly minutes: number | null;
  readonly follows: QuestionId | null;
  readonly difficulty: string | null;
  readonly aliases: readonly QuestionId[];
  /** True when this file says that it replaces a question with the same id elsewhere. */
  readonly overrides: boolean;
  readonly context: string | null;
  readonly intent: string | null;
  /** Null when the source has no answer. */
  readonly answer: string | null;
  readonly keyPoints: readonly string[];
  readonly followUps: readonly FollowUp[];
  readonly pitfalls: readonly string[];
  readonly hints: readonly string[];
  readonly options: readonly Option[];
  readonly source: string | null;
  /** As given or found; what ships is relative to the package. */
  readonly path: string;
  /** 1-based line where the question starts. */
  readonly line: number;
}

/** A fault in content: where it is, and how to mend it. `strict` ones hold only for what ships. */
export interface Problem {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** A stable kebab-case name of the rule that was broken. */
  readonly rule: string;
  readonly message: string;
  readonly hint: string;
  readonly strict: boolean;
}

const idForm = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** The text as an id, or null where it does not have the form of one. */
export function asQuestionId(text: string): QuestionId | null {
  return text.length <= 64 && idForm.test(text) ? (text as QuestionId) : null;
}

export function isKind(text: string): text is Kind {
  return (kinds as readonly string[]).includes(text);
}

/** A problem that hurts practice; its message is made safe to print. */
export function problemAt(path: string, line: number, rule: string, message: string, hint: string): Problem {
  return { path, line, rule, message: visible(message), hint, strict: false };
}
