import type { Corpus } from './corpus.ts';
import type { Kind, Problem, Question } from './question.ts';
import { readLines } from './line.ts';
import { minutesOf } from './select.ts';

/** Least and most words of an answer, outside code, by kind; see docs/content-format.md. */
const answerWords: Record<Kind, readonly [number, number]> = {
  concept: [250, 450],
  leadership: [250, 450],
  behavioral: [250, 400],
  coding: [150, 700],
  design: [700, 1400],
};

/** What a question that follows another may say: only what its area needs. */
const followingWords = [300, 600] as const;

const widestSketch = 76;
const longestPoint = 15;

/** The authoring rules that hold for what ships: every question against docs/content-format.md. */
export function authoringProblems(corpus: Corpus): Problem[] {
  const themes = new Set(corpus.themes.filter((theme) => theme.description !== null).map((theme) => theme.id));
  const personas = new Set(corpus.personas.filter((persona) => persona.mindset !== null).map((persona) => persona.id));
  return corpus.questions.flatMap((question) => {
    const problems: Problem[] = [];
    const report = (rule: string, message: string, hint: string): void => {
      problems.push({ path: question.path, line: question.line, rule, message, hint, strict: true });
    };
    const count = (rule: string, what: string, number: number, least: number, most: number): void => {
      if (number < least || number > most) report(rule, `${what}: ${number}, where ${least} to ${most} are wanted`, 'docs/content-format.md gives the lengths of every part.');
    };
    if (!themes.has(question.theme)) report('theme-file', `there is no theme file for "${question.theme}"`, `Write themes/${question.theme}.md, or correct the theme.`);
    for (const persona of question.personas) {
      if (!personas.has(persona)) report('persona-file', `there is no persona file for "${persona}"`, `Write personas/${persona}.md, or correct the name.`);
    }
    if (question.personas.length === 0) report('personas', 'no persona asks this question', 'Write "personas: […]" in its front matter.');
    if (question.role === null) report('role', 'no role is named', 'Write "role: director" or "role: principal" in its front matter.');
    if (question.kindGuessed) report('kind', 'the kind is not written', 'Write "kind: …" in its front matter.');
    if (question.tags.length === 0) report('tags', 'there are no tags', 'Write two to five tags in its front matter.');
    if (question.path.split(/[\\/]/).at(-1) !== `${question.id}.md`) report('file-name', `the file is not named ${question.id}.md`, 'Name the file after the id.');
    count('question', 'words in the question', wordsOf(question.question), 3, 60);
    if (question.intent === null) report('intent', 'there is no "## Intent"', 'Write in one or two sentences what is really being tested.');
    else count('intent', 'words in the intent', wordsOf(question.intent), 5, 80);
    const [least, most] = question.follows === null ? answerWords[question.kind] : followingWords;
    count('answer', 'words in the answer', wordsOf(question.answer ?? ''), least, most);
    count('key-points', 'key points', question.keyPoints.length, 4, 7);
    for (const point of question.keyPoints) {
      if (wordsOf(point) > longestPoint) report('key-point', `a key point has ${wordsOf(point)} words, ${longestPoint} at most: "${point}"`, 'One idea a point; cut it, or split it.');
    }
    count('follow-ups', 'follow-ups', question.followUps.length, 2, 5);
    for (const followUp of question.followUps) {
      if (followUp.answer === '') report('follow-up', `a follow-up has no answer: "${followUp.question}"`, 'Answer it under its heading.');
    }
    count('pitfalls', 'pitfalls', question.pitfalls.length, 2, 4);
    problems.push(...timeProblems(question), ...wideLines(question));
    return problems;
  });
}

/** Words outside code fences: whatever white space parts that holds a letter or a digit. */
export function wordsOf(markdown: string): number {
  return readLines(markdown, 1)
    .filter((line) => !line.fenced)
    .flatMap((line) => line.text.split(/\s+/))
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** People say 110 to 220 words a minute; code takes longer than its words. */
function timeProblems(question: Question): Problem[] {
  const words = wordsOf(question.answer ?? '');
  const minutes = minutesOf(question);
  const least = Math.floor(words / 220);
  const most = question.kind === 'coding' ? 20 : Math.ceil(words / 110) + 1;
  if (question.minutes !== null && minutes >= least && minutes <= most) return [];
  return [
    {
      path: question.path,
      line: 1,
      rule: 'minutes',
      message: question.minutes === null ? 'the minutes are not written' : `${minutes} minutes for ${words} words`,
      hint: `Write the minutes it takes to say the answer: about ${Math.max(1, Math.ceil(words / 140))}.`,
      strict: true,
    },
  ];
}

function wideLines(question: Question): Problem[] {
  const texts = [question.context ?? '', question.answer ?? '', ...question.followUps.map((followUp) => followUp.answer)];
  return texts
    .flatMap((text) => readLines(text, 1))
    .filter((line) => (line.fenced || line.text.startsWith('|')) && [...line.text].length > widestSketch)
    .map((line) => ({
      path: question.path,
      line: question.line,
      rule: 'wide-line',
      message: `a line of a sketch, table or sample has ${[...line.text].length} columns, ${widestSketch} at most: "${line.text.trim().slice(0, 40)}"`,
      hint: 'Break the line, or draw the sketch narrower.',
      strict: true,
    }));
}
