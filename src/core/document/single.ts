import { type Draft, plainDraft, unquoted } from './draft.ts';
import { bodyOf, fieldsOf, usageOf } from './field.ts';
import type { Furnished } from './furniture.ts';
import { leadOf } from './lead.ts';
import { type Outline, outlineOf } from './outline.ts';
import { plainText, questionForm } from './phrase.ts';

/** The one question of a file that holds one. */
export interface SingleQuestion {
  readonly draft: Draft;
  readonly section: string | null;
  readonly why: string;
  /** The file says in its front matter that it is a question. */
  readonly sure: boolean;
}

/** A file with front matter and one question, or a title that asks and a label for its answer; null for any other. `isOnly`: nothing else in it was read as a question. */
export function singleDraft({ front, lines }: Furnished, outline: Outline, isOnly: boolean): SingleQuestion | null {
  const data = frontData(front);
  const headings = outline.blocks.filter((block) => block.type === 'heading' && block.depth === 0);
  const [first] = headings;
  const alone = first !== undefined && headings.every((block) => block === first || block.level > first.level);
  const asked = data.get('question') ?? null;
  const titled = data.get('title') ?? null;
  const heading = alone ? leadOf(first.text).text : null;
  const described = ['difficulty', 'level', 'kind', 'theme', 'topic', 'answer', 'company', 'companies', 'personas'].some((key) => data.has(key));
  const body = bodyOf(outlineOf(alone ? lines.slice(first.end) : lines));
  const hasAnswer = body.spots.some(({ label }) => label.field === 'answer');
  const question =
    asked ??
    ((front.length > 0 || body.spots.filter(({ label, form }) => label.field === 'question' && form === 'heading').length === 1) && hasAnswer && body.spots.some(({ label }) => label.field === 'question') ? '' : null) ??
    [heading, titled].find((text) => text !== null && (questionForm(text) >= 0.8 ? hasAnswer || described : hasAnswer && described)) ??
    (isOnly && isNote(data) && titled !== null && questionForm(titled) >= 0.8 && /\S/.test(lines.join('')) ? titled : null);
  if (question === null || (front.length === 0 && !body.spots.some(({ label, form }) => label.field === 'answer' && form === 'heading'))) return null;
  const fields = fieldsOf(body, { fields: new Set([...usageOf([body]).fields, ...body.spots.map(({ label }) => label.field)]), options: true, nested: false });
  const words = unquoted(plainText(question === '' ? '' : question) === '' ? (fields.question ?? '').replace(/^\s*>\s?/gm, '').replace(/\s*\n\s*/g, ' ').trim() : question);
  if (plainText(words) === '') return null;
  const title = [titled, heading].find((text) => text !== null && plainText(text).toLowerCase() !== plainText(words).toLowerCase()) ?? null;
  const tags = listOf(data.get('tags') ?? data.get('companies') ?? data.get('company') ?? '');
  return {
    draft: {
      ...plainDraft(words, alone ? first.start : 0, 0),
      title: title === null ? null : plainText(title),
      context: fields.context,
      answer: fields.answer ?? data.get('answer') ?? null,
      intent: fields.intent,
      followUps: fields.followUps,
      keyPoints: fields.keyPoints,
      pitfalls: fields.pitfalls,
      hints: fields.hints,
      options: fields.options,
      difficulty: fields.difficulty ?? data.get('difficulty') ?? data.get('level') ?? null,
      tags: [...fields.tags, ...tags],
      persona: fields.persona ?? data.get('persona') ?? null,
      mindset: fields.mindset,
      role: fields.role ?? data.get('role') ?? null,
    },
    section: data.get('theme') ?? data.get('topic') ?? data.get('category') ?? null,
    why: front.length > 0 ? 'One question with front matter.' : 'One question with a label for its answer.',
    sure: asked !== null || (described && body.spots.some(({ label, form }) => label.field === 'answer' && form === 'heading')),
  };
}

/** Whether front matter says nothing that only an article has. */
function isNote(data: ReadonlyMap<string, string>): boolean {
  return !['date', 'author', 'authors', 'layout', 'permalink', 'slug', 'image', 'cover', 'description', 'excerpt', 'summary', 'published', 'draft'].some((key) => data.has(key));
}

/** Keys of front matter with their scalar values; lists are joined with commas. */
function frontData(front: readonly string[]): Map<string, string> {
  const data = new Map<string, string>();
  let key = '';
  for (const line of front) {
    const pair = /^([\w-]+)\s*[:=]\s*(.*)$/.exec(line);
    if (pair !== null) {
      key = (pair[1] ?? '').toLowerCase();
      const value = (pair[2] ?? '').trim().replace(/^(["'])(.*)\1$/, '$2');
      data.set(key, /^[|>][-+]?$/.test(value) ? '' : value);
      continue;
    }
    const item = /^\s+(?:-\s+)?(.*)$/.exec(line)?.[1]?.trim() ?? /^-\s+(.*)$/.exec(line)?.[1]?.trim();
    if (item !== undefined && key !== '' && item !== '') {
      const before = data.get(key) ?? '';
      data.set(key, before === '' ? item : `${before}${/^\s*-\s/.test(line) ? ', ' : ' '}${item}`);
    }
  }
  return new Map([...data].filter(([, value]) => value !== ''));
}

function listOf(value: string): string[] {
  return value
    .replace(/^\[|\]$/g, '')
    .split(',')
    .map((tag) => tag.trim().replace(/^["']|["']$/g, ''))
    .filter((tag) => tag !== '');
}
