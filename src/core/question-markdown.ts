import type { Theme, Persona } from './guide-files.ts';
import type { Question } from './question.ts';
import { readLines } from './line.ts';

/** The texts of a question as sections of a question file have them; empty where it has none. */
export function sectionTexts(question: Question) {
  return {
    question: [`# ${question.question}`, deepen(question.context ?? '', 3)].filter(Boolean).join('\n\n'),
    intent: deepen(question.intent ?? '', 3),
    answer: deepen(question.answer ?? '', 3),
    points: bullets(question.keyPoints),
    'follow-ups': question.followUps
      .map((followUp) => [`### ${followUp.question.replace(/\s+/g, ' ').trim()}`, deepen(followUp.answer, 4)].filter(Boolean).join('\n\n'))
      .join('\n\n'),
    pitfalls: bullets(question.pitfalls),
    hints: bullets(question.hints),
    options: bullets(question.options.map((option) => `[${option.correct ? 'x' : ' '}] ${option.text}`)),
  } as const;
}

const titles = [
  ['intent', 'Intent'], ['answer', 'Answer'], ['points', 'Key points'], ['follow-ups', 'Follow-ups'], ['pitfalls', 'Pitfalls'],
  ['hints', 'Hints'], ['options', 'Options'],
] as const; // prettier-ignore

/** The body of a question file: the question and every section it has. */
export function questionBody(question: Question): string {
  const texts = sectionTexts(question);
  return [texts.question, ...titles.filter(([part]) => texts[part] !== '').map(([part, title]) => `## ${title}\n\n${texts[part]}`)].join('\n\n');
}

/** A question file that `parseQuestionFile` reads back as the same question, under its own id. */
export function questionFileText(question: Question): string {
  const fields: readonly (readonly [string, string | readonly string[] | null])[] = [
    ['id', question.id],
    ['title', question.title],
    ['theme', question.theme],
    ['personas', question.personas],
    ['role', question.role],
    // A guessed kind is left to be guessed again, so that it is not taken for a person's word.
    ['kind', question.kindGuessed ? null : question.kind],
    ['tags', question.tags],
    ['minutes', question.minutes === null ? null : String(question.minutes)],
    ['follows', question.follows],
    ['difficulty', question.difficulty],
    ['aliases', question.aliases],
    ['overrides', question.overrides ? 'true' : null],
    ['source', question.source],
  ];
  return `${frontMatter(fields)}${questionBody(question)}\n`;
}

/** A theme file as `parseThemeFile` reads it. */
export function themeFileText(theme: Theme): string {
  return `${frontMatter([['title', theme.title]])}${deepen(theme.description ?? '', 3)}`.trimEnd() + '\n';
}

/** A persona file as `parsePersonaFile` reads it, with as much as is known. */
export function personaFileText(persona: Persona): string {
  const head = frontMatter([['name', persona.name], ['role', persona.role]]); // prettier-ignore
  return `${head}${persona.mindset === null ? '' : `## Mindset\n\n${deepen(persona.mindset, 3)}`}`.trimEnd() + '\n';
}

function frontMatter(fields: readonly (readonly [string, string | readonly string[] | null])[]): string {
  const lines = fields.flatMap(([name, value]) => {
    if (value === null || value.length === 0) return [];
    return [`${name}: ${typeof value === 'string' ? scalar(value) : `[${value.map(scalar).join(', ')}]`}`];
  });
  return `---\n${lines.join('\n')}\n---\n`;
}

/** A YAML scalar: plain where that cannot be misread, else double-quoted, of which JSON's strings are a subset (YAML 1.2, 7.3.1). */
function scalar(text: string): string {
  return /^[A-Za-z0-9](?:[A-Za-z0-9 ._/()'-]*[A-Za-z0-9._/)'-])?$/.test(text) ? text : JSON.stringify(text);
}

function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item.replaceAll('\n', '\n  ')}`).join('\n');
}

/**
 * Text whose headings all lie at `least` or below, so that none is taken for a section of the file; a fence that is left
 * open is closed, so that it does not swallow what follows.
 */
function deepen(markdown: string, least: number): string {
  const lines = readLines(markdown, 1);
  const levels = lines.flatMap((line) => (line.fenced ? [] : [/^(#{1,6})\s/.exec(line.text)?.[1]?.length ?? 6]));
  const shift = Math.max(0, least - Math.min(6, ...levels));
  const texts = lines.map(({ text, fenced }) => (fenced ? text : text.replace(/^(#{1,6})(?=\s)/, (marks) => '#'.repeat(Math.min(6, marks.length + shift)))));
  const open = lines.find(({ text, fenced }) => !fenced && /^ {0,3}(?:`{3,}[^`]*|~{3,}.*)$/.test(text))?.text.trim();
  return [...texts, ...(open === undefined ? [] : [/^(?:`+|~+)/.exec(open)?.[0] ?? '```'])].join('\n');
}
