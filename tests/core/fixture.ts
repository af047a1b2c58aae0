import fc from 'fast-check';
import type { Review, Stamp } from '../../src/core/event.ts';
import { nothingYet, type Progress, type QuestionProgress } from '../../src/core/progress.ts';
import { asQuestionId, type Question, type QuestionId } from '../../src/core/question.ts';
import { ulid } from '../../src/core/ulid.ts';

/** A text as an id; throws where it is none, so that a test cannot go wrong quietly. */
export function idOf(text: string): QuestionId {
  const id = asQuestionId(text);
  if (id === null) throw new Error(`"${text}" is not an id`);
  return id;
}

/** A question with nothing but what a test says. */
export function questionOf(id: string, changes: Partial<Question> = {}): Question {
  return {
    id: idOf(id),
    question: `What is ${id}?`,
    title: null,
    theme: 'general',
    personas: [],
    role: null,
    kind: 'concept',
    kindGuessed: false,
    tags: [],
    minutes: null,
    follows: null,
    difficulty: null,
    aliases: [],
    overrides: false,
    context: null,
    intent: null,
    answer: null,
    keyPoints: [],
    followUps: [],
    pitfalls: [],
    hints: [],
    options: [],
    source: null,
    path: `content/questions/general/${id}.md`,
    line: 1,
    ...changes,
  };
}

/** Progress in which these questions stand as told, and all others are new. */
export function progressWith(standing: Readonly<Record<string, Partial<QuestionProgress>>>): Progress {
  return {
    questions: new Map(Object.entries(standing).map(([id, changes]) => [idOf(id), { ...nothingYet, ...changes }])),
    days: new Map(),
    renames: new Map(),
    newest: '',
  };
}

/** A question rated so, last on one day and due on another. */
export function ratedOnce(confidence: 1 | 2 | 3 | 4, lastDay: number, dueDay: number): QuestionProgress {
  return {
    ...nothingYet,
    confidence,
    reviews: 1,
    memory: { stabilityDays: 5, difficulty: 5, lastDay, dueDay, reviews: 1, lapses: 0 },
  };
}

/** The stamp of the nth event of a test, at a time; ids sort by n. */
export function stampOf(n: number, at = '2026-11-20T12:00:00.000Z', offset = 0): Stamp {
  return { v: 1, id: ulid(n, new Uint8Array(10)), at, offset, prep: '0.1.0' };
}

/** A review with nothing but what a test says. */
export function reviewOf(question: string, changes: Partial<Review> = {}): Review {
  return {
    type: 'review',
    question: idOf(question),
    rating: 3,
    prediction: null,
    questionPrint: null,
    answerPrint: null,
    filePrint: null,
    pointsHit: [],
    pointsMissed: [],
    thinkSeconds: null,
    answerSeconds: null,
    hints: 0,
    followUps: [],
    mode: 'quiz',
    session: null,
    seed: null,
    scheduler: null,
    ...changes,
  };
}

/** Checks a law on examples that a fixed seed draws, so that a failure comes back. */
export function holds<Values>(law: fc.IProperty<Values>, numRuns = 100): void {
  fc.assert(law, { seed: 20261120, numRuns });
}

const anyCharacter = fc.oneof(
  fc.integer({ min: 0, max: 0x7f }).map((code) => String.fromCodePoint(code)),
  fc.constantFrom('\n', '-', '#', '`', 'é', 'e\u0301', '\u00a0', '\u200b', '\u200d', '\u2028', '\u202e', '\ufeff', 'ß', 'İ', '設', '👩', '🏽', '\ufe0f', '\u{e0041}'),
  fc.integer({ min: 0, max: 0x10f7ff }).map((code) => String.fromCodePoint(code < 0xd800 ? code : code + 0x800)),
);

/** Text of any characters at all: control, combining, invisible ones and emoji too. */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: anyCharacter, maxLength, size: 'max' });
}

/** The milliseconds of processor time that some work takes, however busy the machine is. */
export function costOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
