import { splitFrontMatter, type FrontMatter } from './front-matter.ts';
import { fingerprint } from './hash.ts';
import { guessKind } from './kind.ts';
import { headingText, readLines, unclosedFence, type Line } from './line.ts';
import { asQuestionId, isKind, kinds, problemAt, type FollowUp, type Option, type Problem, type Question } from './question.ts';
import { slug, tagOf } from './slug.ts';
import { nearest } from './nearest.ts';

/** One file read: a question unless its text is missing, and everything wrong with the file. */
export interface QuestionFile {
  readonly question: Question | null;
  readonly problems: readonly Problem[];
}

interface Section {
  readonly name: SectionName;
  readonly line: number;
  readonly lines: readonly Line[];
}

const sectionNames = ['intent', 'answer', 'key points', 'follow-ups', 'pitfalls', 'hints', 'options'] as const;
type SectionName = (typeof sectionNames)[number];

const fieldNames = [
  'id', 'title', 'theme', 'persona', 'personas', 'role', 'kind', 'tags', 'minutes', 'follows', 'difficulty', 'aliases',
  'overrides', 'source', 'question',
]; // prettier-ignore

/**
 * True when a text is one question in the format of docs/content-format.md and not a whole document: it has our
 * front matter, or exactly one H1 and one of our sections.
 */
export function looksLikeQuestionFile(text: string): boolean {
  const front = splitFrontMatter(text);
  const lines = readLines(front.body, front.bodyLine);
  const headings = lines.filter((line) => !line.fenced && headingText(line.text, 1));
  if (headings.length > 1) return false;
  const sections = lines.filter((line) => !line.fenced && sectionOf(line.text) !== null);
  if (front.fields.size > 0 && [...front.fields.keys()].some((name) => fieldNames.includes(name) && name !== 'title' && name !== 'tags')) {
    return sections.length > 0 || headings.length === 1;
  }
  return headings.length === 1 && sections.some((line) => front.fault !== null || sectionOf(line.text) === 'answer');
}

/**
 * Reads a question file (docs/content-format.md). `path` names it in problems and gives the id and the theme their
 * defaults. Only a missing question text makes `question` null; every other fault is a problem beside it.
 */
export function parseQuestionFile(text: string, path: string): QuestionFile {
  const problems: Problem[] = [];
  const report = (line: number, rule: string, message: string, hint: string): void => {
    problems.push(problemAt(path, line, rule, message, hint));
  };
  const front = splitFrontMatter(text);
  if (front.fault) report(front.fault.line, 'front-matter', front.fault.message, 'Write "name: value" lines between two lines of "---".');
  const fields = readFields(front, report);
  const lines = readLines(front.body, front.bodyLine);
  const open = unclosedFence(front.body, front.bodyLine);
  if (open) report(open, 'fence', 'this code fence is never closed', 'Close it with the same marks on a line of their own.');

  const heading = lines.find((line) => !line.fenced && headingText(line.text, 1));
  const question = heading ? headingText(heading.text, 1) : fields.text('question');
  if (!question) {
    report(front.bodyLine, 'question', 'there is no question: no line starts with "# "', 'Write the question as the first heading: "# How would you …?"');
    return { question: null, problems };
  }
  const { context, sections } = readSections(lines.filter((line) => line !== heading), report);
  const sectionText = (name: SectionName): string | null =>
    join(sections.filter((section) => section.name === name).flatMap((section) => section.lines)) || null;
  const items = (name: SectionName): string[] =>
    sections.filter((section) => section.name === name).flatMap((section) => readItems(section.lines));

  const fileName = path.split(/[\\/]/).at(-1)?.replace(/\.[^.]*$/, '') ?? '';
  const folder = path.split(/[\\/]/).at(-2) ?? '';
  const givenId = fields.text('id');
  const id = asQuestionId(givenId ?? '') ?? asQuestionId(fileName) ?? asQuestionId(slug(fileName)) ?? asQuestionId(slug(question)) ?? asQuestionId(`q-${fingerprint(question)}`);
  if (!id) throw new Error('unreachable: "q-" and a fingerprint is an id');
  if (givenId !== null && givenId !== id) {
    report(fields.line('id'), 'id', `"${givenId}" is not an id; "${id}" is used`, 'Use lower-case letters, digits and single hyphens, at most 64.');
  } else if (givenId === null && fileName !== id) {
    report(1, 'id', `the file name "${fileName}" is not an id; "${id}" is used`, `Rename the file to ${id}.md, or write "id: ${id}" in its front matter.`);
  }
  const givenKind = fields.text('kind');
  if (givenKind !== null && !isKind(givenKind)) {
    report(fields.line('kind'), 'kind', `"${givenKind}" is not a kind`, `Use one of ${kinds.join(', ')}.`);
  }
  const kind = givenKind !== null && isKind(givenKind) ? givenKind : guessKind(question);
  const minutesText = fields.text('minutes');
  const minutes = minutesText !== null && isMinutes(minutesText) ? Number(minutesText) : null;
  if (minutesText !== null && minutes === null) {
    report(fields.line('minutes'), 'minutes', `"${minutesText}" is not a number of minutes`, 'Write the minutes it takes to say the answer, such as "minutes: 3".');
  }
  const reference = (name: string, value: string): Question['id'] | null => {
    const found = asQuestionId(value);
    if (!found) report(fields.line(name), name, `"${value}" is not a question id`, 'Use lower-case letters, digits and single hyphens, at most 64.');
    return found;
  };
  const follows = fields.text('follows');
  return {
    question: {
      id,
      question: question.replace(/\s+/g, ' ').trim(),
      title: fields.text('title'),
      theme: slug(fields.text('theme') ?? (folder === 'questions' ? '' : folder)) || 'general',
      personas: [...fields.list('persona'), ...fields.list('personas')].map((name) => slug(name)).filter(Boolean),
      role: slug(fields.text('role') ?? '') || null,
      kind,
      kindGuessed: givenKind !== kind,
      tags: fields.list('tags').map(tagOf).filter(Boolean),
      minutes,
      follows: follows === null ? null : reference('follows', follows),
      difficulty: fields.text('difficulty'),
      aliases: fields.list('aliases').flatMap((alias) => reference('aliases', alias) ?? []),
      overrides: fields.text('overrides') === 'true',
      context,
      intent: sectionText('intent'),
      answer: sectionText('answer'),
      keyPoints: items('key points'),
      followUps: sections.filter((section) => section.name === 'follow-ups').flatMap((section) => readFollowUps(section.lines)),
      pitfalls: items('pitfalls'),
      hints: items('hints'),
      options: sections.filter((section) => section.name === 'options').flatMap((section) => readOptions(section.lines)),
      source: fields.text('source'),
      path,
      line: heading?.number ?? 1,
    },
    problems,
  };
}

/** True for the number of minutes a file may name: above 0, less than ten million. */
export function isMinutes(text: string): boolean {
  return /^\d{1,7}(?:\.\d+)?$/.test(text) && Number(text) > 0;
}

type Report = (line: number, rule: string, message: string, hint: string) => void;

function readFields(front: FrontMatter, report: Report) {
  const line = (name: string): number => {
    // The body starts below; the field stands on the first line that begins with its name.
    const at = front.lines.findIndex((text) => text.startsWith(`${name}:`));
    return at < 0 ? 1 : at + 2;
  };
  for (const name of front.fields.keys()) {
    if (fieldNames.includes(name)) continue;
    const guess = nearest(name, fieldNames);
    report(line(name), 'field', `"${name}" is not a field that is read`, guess ? `Did you mean "${guess}"?` : `Known fields: ${fieldNames.join(', ')}.`);
  }
  const scalar = (name: string): string | null => {
    const value = front.fields.get(name);
    if (typeof value === 'string') return value.trim() || null;
    if (value !== undefined && value !== null) report(line(name), name, `"${name}" must be one value`, `Write "${name}: value".`);
    return null;
  };
  const list = (name: string): string[] => {
    const value = front.fields.get(name);
    if (value === undefined || value === null || value === '') return [];
    if (typeof value === 'string') return value.split(',').map((item) => item.trim()).filter(Boolean);
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.map((item: string) => item.trim()).filter(Boolean);
    report(line(name), name, `"${name}" must be a list of words`, `Write "${name}: [one, two]".`);
    return [];
  };
  return { text: scalar, list, line };
}

function sectionOf(text: string): SectionName | null {
  const name = headingText(text, 2)?.toLowerCase().replace(/[\s_-]+/g, ' ');
  return sectionNames.find((known) => known.replace('-', ' ') === name || known.replace('-', ' ') === `${name}s`) ?? null;
}

function readSections(lines: readonly Line[], report: Report): { context: string | null; sections: Section[] } {
  const sections: { name: SectionName; line: number; lines: Line[] }[] = [];
  const context: Line[] = [];
  for (const line of lines) {
    const name = line.fenced ? null : sectionOf(line.text);
    if (name) {
      sections.push({ name, line: line.number, lines: [] });
      continue;
    }
    const title = line.fenced ? null : (headingText(line.text, 1) ?? headingText(line.text, 2));
    if (title !== null) {
      const guess = nearest(title.toLowerCase(), sectionNames);
      report(
        line.number,
        'section',
        `"${title}" is not a section that is read; its text stays with the answer`,
        guess ? `Did you mean "## ${guess[0]?.toUpperCase()}${guess.slice(1)}"?` : 'Use "###" for headings inside an answer.',
      );
      if (sections.at(-1)?.name !== 'answer') sections.push({ name: 'answer', line: line.number, lines: [] });
    }
    (sections.at(-1)?.lines ?? context).push(line);
  }
  return { context: join(context) || null, sections };
}

function join(lines: readonly Line[]): string {
  return lines
    .map((line) => line.text)
    .join('\n')
    .trimEnd()
    .replace(/^\s*\n/, '');
}

/** Deeper than any bullet: after a paragraph every bullet is an item. */
const paragraphInset = 4;

/**
 * The bullets of a section, each with its continuation lines, nested bullets and code; text that is no bullet makes an
 * item of its paragraph.
 */
function readItems(lines: readonly Line[]): string[] {
  const items: string[][] = [];
  let blank = true;
  /** Where the text of the item in hand begins: a bullet that stands as deep belongs to it. */
  let inset = paragraphInset;
  for (const { text, fenced } of lines) {
    const [, mark, rest] = (fenced ? null : /^( {0,3}(?:[-*+]|\d{1,3}[.)])\s+)(.*)$/.exec(text)) ?? [];
    const indent = text.length - text.trimStart().length;
    if (mark !== undefined && indent < inset) {
      items.push([rest ?? '']);
      inset = mark.length;
    } else if (text.trim() === '') items.at(-1)?.push('');
    else if (blank && !fenced && indent === 0) {
      items.push([text]);
      inset = paragraphInset;
    } else (items.at(-1) ?? items[items.push([]) - 1])?.push(text.slice(Math.min(indent, inset)));
    blank = text.trim() === '';
  }
  return items.map((item) => item.join('\n').trim()).filter(Boolean);
}

function readFollowUps(lines: readonly Line[]): FollowUp[] {
  const starts = lines.flatMap((line, index) => (!line.fenced && headingText(line.text, 3) ? [index] : []));
  return [
    ...readItems(lines.slice(0, starts[0])).map((question) => ({ question, answer: '' })),
    ...starts.map((start, index) => ({
      question: headingText(lines[start]?.text ?? '', 3) ?? '',
      answer: join(lines.slice(start + 1, starts[index + 1])),
    })),
  ];
}

function readOptions(lines: readonly Line[]): Option[] {
  return readItems(lines).map((item) => {
    const box = /^\[([ xX])\]\s+/.exec(item);
    return { text: box ? item.slice(box[0].length) : item, correct: box !== null && box[1] !== ' ' };
  });
}
