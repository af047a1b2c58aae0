import { splitFrontMatter } from './front-matter.ts';
import { problemAt, type Problem } from './question.ts';
import { headingText, readLines } from './line.ts';
import { isMinutes } from './question-file.ts';
import { slug, titleOf } from './slug.ts';

/** What a question is about. */
export interface Theme {
  readonly id: string;
  readonly title: string;
  /** What the theme tests, markdown; null when nobody wrote it down. */
  readonly description: string | null;
}

export interface Phase {
  readonly title: string;
  readonly minutes: number;
}

/** The interviewer you face. Texts are markdown. */
export interface Persona {
  readonly id: string;
  readonly name: string;
  readonly role: string | null;
  readonly phases: readonly Phase[];
  readonly mindset: string | null;
  /** The other sections in order: what they listen for, how they push back, how to open, what to ask them. */
  readonly sections: readonly { readonly title: string; readonly text: string }[];
}

const personaSections = ['Mindset', 'Listens for', 'Pushes back', 'How to open', 'Ask them'] as const;

/** Reads `themes/<id>.md`: `title` in front matter and a paragraph. The file name is the id. */
export function parseThemeFile(text: string, path: string): { theme: Theme; problems: Problem[] } {
  const front = splitFrontMatter(text);
  const id = idOf(path);
  const title = front.fields.get('title');
  const problems = faults(front.fault, path);
  if (typeof title !== 'string' || !title) {
    problems.push(problemAt(path, 1, 'title', 'this theme has no title', 'Write "title: …" between two lines of "---".'));
  }
  return { theme: { id, title: typeof title === 'string' && title ? title : titleOf(id), description: front.body.trim() || null }, problems };
}

/** Reads `personas/<id>.md`: `name`, `role` and `phases` in front matter, then the sections. The file name is the id. */
export function parsePersonaFile(text: string, path: string): { persona: Persona; problems: Problem[] } {
  const front = splitFrontMatter(text);
  const problems = faults(front.fault, path);
  const id = idOf(path);
  const value = (name: string): string | null => {
    const found = front.fields.get(name);
    return typeof found === 'string' && found.trim() ? found.trim() : null;
  };
  if (!value('name')) problems.push(problemAt(path, 1, 'name', 'this persona has no name', 'Write "name: …" between two lines of "---".'));
  const given = front.fields.get('phases');
  const phases: Phase[] = [];
  for (const item of Array.isArray(given) ? (given as unknown[]) : given === undefined || given === '' ? [] : [given]) {
    const { title, minutes } = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>;
    if (typeof title === 'string' && typeof minutes === 'string' && isMinutes(minutes)) phases.push({ title, minutes: Number(minutes) });
    else problems.push(problemAt(path, 1, 'phases', 'a phase needs a title and minutes', 'Write "- title: …" and "  minutes: 10" under "phases:".'));
  }
  const sections: { title: string; lines: string[] }[] = [];
  for (const line of readLines(front.body, front.bodyLine)) {
    const title = line.fenced ? null : headingText(line.text, 2);
    if (title) sections.push({ title, lines: [] });
    else sections.at(-1)?.lines.push(line.text);
  }
  const texts = sections.map(({ title, lines }) => ({ title, text: lines.join('\n').trim() })).filter((section) => section.text);
  const mindset = texts.find((section) => /^mindset$/i.test(section.title));
  for (const title of personaSections) {
    if (!texts.some((section) => section.title.toLowerCase() === title.toLowerCase())) {
      problems.push({ ...problemAt(path, 1, 'sections', `there is no "## ${title}"`, 'docs/content-format.md lists the sections of a persona.'), strict: true });
    }
  }
  return {
    persona: {
      id,
      name: value('name') ?? titleOf(id),
      role: slug(value('role') ?? '') || null,
      phases,
      mindset: mindset?.text ?? null,
      sections: texts.filter((section) => section !== mindset),
    },
    problems,
  };
}

function idOf(path: string): string {
  return slug(path.split(/[\\/]/).at(-1)?.replace(/\.[^.]*$/, '') ?? '') || 'general';
}

function faults(fault: { line: number; message: string } | null, path: string): Problem[] {
  return fault ? [problemAt(path, fault.line, 'front-matter', fault.message, 'Write "name: value" lines between two lines of "---".')] : [];
}
