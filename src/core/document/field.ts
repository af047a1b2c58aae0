import type { FollowUp, Option } from '../question.ts';
import { type Choices, chosen, choicesOf, withoutAnswerFence } from './choice.ts';
import { isClosingHeading } from './furniture.ts';
import { type Field, headingLabel, type Label, labelAt } from './label.ts';
import { leadOf } from './lead.ts';
import { isAnswerSummary, wrappedLines } from './marker.ts';
import { type Block, type Outline, outlineOf } from './outline.ts';
import { plainText, questionForm } from './phrase.ts';

/** A label found in the body of a question. Lines are 0-based within the body. */
interface Spot {
  readonly label: Label;
  readonly line: number;
  readonly form: 'heading' | 'line' | 'item' | 'fold' | 'quote';
  /** The heading's level, else 7. */
  readonly level: number;
  /** What the label's own block holds, when it ends by itself. */
  readonly inside: { readonly end: number; readonly lines: readonly string[] } | null;
  /** What a fold holds, when it has labels of its own. */
  readonly inner: Body | null;
}

/** The text that follows a question, parsed, with the labels it holds. */
export interface Body {
  readonly outline: Outline;
  readonly spots: readonly Spot[];
  readonly choices: Choices | null;
}

/** What a body says, field by field. */
export interface Fields {
  readonly question: string | null;
  readonly context: string | null;
  readonly answer: string | null;
  /** Whether a label says where the answer begins. */
  readonly labelled: boolean;
  readonly intent: string | null;
  readonly followUps: readonly FollowUp[];
  readonly keyPoints: readonly string[];
  readonly pitfalls: readonly string[];
  readonly hints: readonly string[];
  readonly options: readonly Option[];
  readonly mindset: string | null;
  readonly persona: string | null;
  readonly role: string | null;
  readonly source: string | null;
  readonly difficulty: string | null;
  readonly tags: readonly string[];
}

export function bodyOf(outline: Outline): Body {
  if (outline.blocks.length === 0) return { outline, spots: [], choices: null };
  const bare = wholeFence(outline);
  if (bare !== null) return bodyOf(outlineOf(bare));
  const unfenced = outline.blocks.some(({ type, start, end }) => type === 'code' && end - start === 3) ? withoutAnswerFence(outline) : null;
  if (unfenced !== null) return bodyOf(outlineOf(unfenced));
  const choices = choicesOf(outline);
  return { outline, spots: spotsOf(outline, choices), choices };
}

/** The lines of a body that is one block of code without a language and holds options, which are no code; null for any other. */
function wholeFence({ lines, blocks }: Outline): string[] | null {
  const [only, ...more] = blocks.filter(({ type }) => type !== 'rule');
  if (only?.type !== 'code' || more.length > 0 || only.marker !== '' || !/^\s*(?:```|~~~)/.test(lines[only.start] ?? '')) return null;
  const inner = lines.slice(only.start + 1, only.end - 1);
  return choicesOf(outlineOf(inner)) === null ? null : [...lines.slice(0, only.start).map(() => ''), '', ...inner];
}

const turn: Label = { field: 'answer', strong: true, short: false, name: '', rest: '' };

function spotsOf(outline: Outline, choices: Choices | null, isInner = false): Spot[] {
  const spots: Spot[] = [];
  const { lines, blocks } = outline;
  // "A: …" beside "B: …" is an option.
  const isOption = (at: number): boolean => choices?.lines.has(at) === true;
  for (const { start, end, depth, summary, summaryEnd, rest, tail } of outline.details) {
    if (depth > 0 || !isAnswerSummary(summary)) continue;
    const label = headingLabel(summary) ?? { field: 'answer', strong: true, short: false, name: '', rest: '' };
    const inside = summaryEnd === end ? [rest] : [rest, ...lines.slice(summaryEnd + 1, end), tail];
    const text = unwrapped(inside);
    const own = label.field === 'answer' && text.some((line) => line.trim() !== '') ? outlineOf(innerAnswer(text) ?? text) : null;
    const within = own === null || isInner ? [] : spotsOf(own, null, true);
    spots.push({ label, line: start, form: 'fold', level: 7, inside: { end: end + 1, lines: text }, inner: own === null || within.length === 0 ? null : { outline: own, spots: within, choices: null } });
  }
  const folds = new Uint8Array(lines.length);
  for (const { line, inside } of spots) folds.fill(1, line, inside?.end ?? line);
  for (const block of blocks) {
    if (folds[block.start] === 1 || (outline.folded[block.start] ?? 0) > 0) continue;
    const parent = blocks[block.parent];
    if (block.type === 'heading' && block.depth === 0) {
      const bare = leadOf(block.text).text;
      const label = headingLabel(bare) ?? headingLabel(block.text) ?? labelAt(bare);
      if (label !== null) spots.push({ label, line: block.start, form: 'heading', level: block.level, inside: null, inner: null });
    } else if ((block.type === 'paragraph' || block.type === 'html') && block.depth === 0) {
      for (let at = block.start; at < block.end; at += 1) {
        const text = lines[at] ?? '';
        // As between the two sides of a card.
        const label = isOption(at) ? null : /^\s*\?\??\s*$/.test(text) ? turn : labelAt(text);
        if (label !== null) spots.push({ label, line: at, form: 'line', level: 7, inside: null, inner: null });
      }
    } else if (block.type === 'paragraph' && block.depth === 1 && parent?.start === block.start && !isOption(block.start)) {
      const first = (lines[block.start] ?? '').replace(/^\s*(?:[-*+]|\d+[.)]|>)\s?\s*/, '');
      const label = labelAt(first);
      if (label === null) continue;
      if (parent.type === 'quote') {
        const inside = lines.slice(block.start + 1, parent.end).map((line) => line.replace(/^\s*>\s?/, ''));
        spots.push({ label, line: block.start, form: 'quote', level: 7, inside: { end: parent.end, lines: inside }, inner: null });
      } else if (parent.type === 'item' && (/^(?:[*_]|<b>)/.test(first) || label.field === 'answer' || label.strong)) {
        spots.push({ label, line: block.start, form: 'item', level: 7, inside: { end: parent.end, lines: dedented(lines.slice(block.start + 1, parent.end)) }, inner: null });
      }
    }
  }
  const letters = hasOtherLetters(lines);
  const asked = spots.some(({ label }) => label.field === 'question' && label.strong);
  return spots.filter(({ label }) => (!label.short || !letters) && (label.field !== 'question' || label.strong || !asked)).sort((one, other) => one.line - other.line);
}

/** Whether lines begin with other letters and a colon, as in "S: … T: … A: … R: …". */
function hasOtherLetters(lines: readonly string[]): boolean {
  let others = 0;
  for (const line of lines) {
    if (line.length < 3 || !/^[\s*_>+-]*[B-EG-OS-Z][*_]*\s?:/.test(line)) continue;
    others += 1;
    if (others > 1) return true;
  }
  return false;
}

/** Which labels count as fields in a document, and whether its lettered lists are options. */
export interface Usage {
  readonly fields: ReadonlySet<Field>;
  readonly options: boolean;
  /** Nearly every text is a list of further questions, so that the few lists that hardly ask are too. */
  readonly nested: boolean;
}

/** Strong labels count wherever they stand, weak ones where a fair share of the bodies uses them. */
export function usageOf(bodies: readonly Body[]): Usage {
  const uses = new Map<Field, number>();
  const strong = new Set<Field>();
  let options = 0;
  for (const { spots: outer, choices } of bodies) {
    const spots = outer.flatMap((spot) => [spot, ...(spot.inner?.spots ?? [])]);
    for (const field of new Set(spots.map(({ label }) => label.field))) uses.set(field, (uses.get(field) ?? 0) + 1);
    for (const { label } of spots) if (label.strong) strong.add(label.field);
    if (choices !== null) options += 1;
  }
  const fields = [...uses].filter(([field, count]) => strong.has(field) || count >= bodies.length / 4).map(([field]) => field);
  const lists: Body[] = [];
  for (const body of bodies) {
    // A hundred show what the document does.
    if (lists.length >= 100) break;
    const { blocks } = body.outline;
    if (blocks[0]?.type === 'list' && blocks.every(({ type, parent }) => parent !== -1 || type === 'list')) lists.push(body);
  }
  const asking = lists.filter(({ outline }) => questionList(trimmed(outline.lines) ?? '', 0.6) !== null).length;
  return { fields: new Set(fields), options: options > bodies.length * 0.3, nested: asking > lists.length * 0.7 };
}

interface Part {
  readonly field: Field | null;
  readonly name: string;
  readonly lines: string[];
  readonly heading: boolean;
  /** Before the options, the answer, or neither. */
  readonly early: boolean;
}

const noFields: Fields = {
  question: null,
  context: null,
  answer: null,
  labelled: false,
  intent: null,
  followUps: [],
  keyPoints: [],
  pitfalls: [],
  hints: [],
  options: [],
  mindset: null,
  persona: null,
  role: null,
  source: null,
  difficulty: null,
  tags: [],
};

/** Reads a body into fields, taking the labels in use for fields and leaving every other one in the text. */
export function fieldsOf(body: Body, usage: Usage): Fields {
  if (body.outline.blocks.length === 0 && body.spots.length === 0) return noFields;
  const choices = body.choices;
  const letter = choices === null || choices.ticked ? null : answerLetter(body, choices);
  const asOptions = choices !== null && (choices.ticked || letter !== null || (usage.options && choices.options.length > 1) || choices.options.some(({ correct }) => correct));
  const parts = partsOf(body, usage.fields, asOptions ? choices : null);
  const of = (field: Field): Part[] => parts.filter((part) => part.field === field);
  const text = (field: Field): string | null => joined(of(field).map(({ lines }) => lines));
  const answers = of('answer');
  const questions = of('question').filter(({ lines }) => trimmed(lines) !== null);
  const first = parts.findIndex((part) => part.field === 'answer');
  const asking = parts.findIndex((part) => part.field === 'question');
  const isContext = (part: Part, index: number): boolean => part.field === null && (first === -1 ? part.early || index < asking : index < first);
  let options: Option[] = [];
  if (asOptions) {
    const named = answers.map(({ lines }) => chosen(trimmed(lines) ?? '', choices.options)).find((found) => found !== null) ?? null;
    options = choices.options.map(({ name, text: words, correct }) => ({ text: words, correct: named === null ? correct : named.names.has(name) }));
    for (const part of answers) {
      const found = chosen(trimmed(part.lines) ?? '', choices.options);
      if (found !== null) part.lines.splice(0, part.lines.length, ...found.rest.split('\n'));
    }
  }
  const answer = withoutPlaceholder(joined(parts.filter((part, index) => part.field === 'answer' || (part.field === null && !isContext(part, index))).map(({ lines }) => lines)));
  const asked = answers.length > 0 || answer === null ? null : unansweredEnd(answer);
  const right = options.filter(({ correct }) => correct).map(({ text: words }) => words);
  const followUps = of('followUps').flatMap((part) => followUpsOf(part.lines, part.name));
  const nested = answer === null || answers.length > 0 || asOptions ? null : questionList(answer, usage.nested ? 0.4 : 0.6);
  return {
    question: trimmed(questions[0]?.lines ?? []),
    context: [joined(parts.filter((part, index) => isContext(part, index) || (part !== questions[0] && questions.includes(part))).map(({ lines }) => lines)), asked].filter((text) => text !== null).join('\n\n') || null,
    answer: nested !== null || asked !== null ? null : (answer ?? (right.length > 0 ? right.join('\n\n') : null)),
    labelled: answers.length > 0,
    intent: text('intent'),
    followUps: nested === null ? followUps : [...followUps, ...nested],
    keyPoints: of('keyPoints').flatMap(({ lines }) => pointsOf(lines)),
    pitfalls: of('pitfalls').flatMap(({ lines }) => pointsOf(lines)),
    hints: of('hints').flatMap(({ lines }) => pointsOf(lines)),
    options,
    mindset: text('mindset'),
    persona: text('persona'),
    role: text('role'),
    source: text('source'),
    difficulty: text('difficulty'),
    tags: of('tags').flatMap(({ lines }) => tagsOf(lines)),
  };
}

/** The options that an answer label after them names. */
function answerLetter(body: Body, choices: Choices): ReadonlySet<string> | null {
  for (const { label, line, inside, form } of body.spots) {
    if (label.field !== 'answer' || line < choices.start) continue;
    const below = inside?.lines ?? body.outline.lines.slice(line + 1, line + 4);
    const nested = form === 'fold' ? innerAnswer(below) : null;
    const found = chosen([label.rest, ...(nested ?? below)].join('\n').trim(), choices.options);
    if (found !== null) return found.names;
  }
  return null;
}

/** The text of an answer label that stands inside a fold. */
function innerAnswer(lines: readonly string[]): string[] | null {
  const at = lines.findIndex((line) => line.trim() !== '');
  const line = (lines[at] ?? '').replace(/^#{1,6}\s+/, '');
  const label = labelAt(line) ?? headingLabel(line);
  if (label?.field !== 'answer') return null;
  return [label.rest === '' ? label.name : label.rest, ...lines.slice(at + 1)];
}

const listFields: ReadonlySet<Field> = new Set(['keyPoints', 'pitfalls', 'hints', 'tags', 'difficulty', 'role', 'persona', 'source']);

/** A label that names no field. */
const otherLabel = /^\s*(?:\*\*|__)[^*_]{1,60}(?:[:：.](?:\*\*|__)|(?:\*\*|__)\s*[:：])/;

function partsOf(body: Body, inUse: ReadonlySet<Field>, choices: Choices | null): Part[] {
  const { lines, blocks } = body.outline;
  const spots = new Map(body.spots.filter(({ label }) => inUse.has(label.field)).map((spot) => [spot.line, spot]));
  const starts = new Map<number, Block>();
  for (const block of blocks) if (block.parent === -1) starts.set(block.start, block);
  const parts: Part[] = [{ field: null, name: '', lines: [], heading: false, early: choices !== null }];
  let level = 8;
  let seenList = false;
  const plain = (): void => {
    parts.push({ field: null, name: '', lines: [], heading: false, early: false });
  };
  for (let at = 0; at < lines.length; at += 1) {
    if (choices?.lines.has(at) === true) {
      if (parts.at(-1)?.field === null && parts.at(-1)?.early === true) plain();
      if (parts.at(-1)?.field === 'options') plain();
      continue;
    }
    const line = lines[at] ?? '';
    const spot = spots.get(at);
    if (spot !== undefined) {
      const part: Part = { field: spot.label.field, name: spot.label.name, lines: [], heading: spot.form === 'heading', early: false };
      parts.push(part);
      level = spot.level;
      seenList = false;
      if (spot.form === 'fold' && spot.inside !== null) {
        const inner = spot.inner === null ? [] : partsOf(spot.inner, inUse, null);
        if (inner.some(({ field }) => field !== null)) parts.splice(-1, 1, ...inner.map((one) => ({ ...one, field: one.field ?? ('answer' as const) })));
        else for (const text of (spot.label.field === 'answer' ? innerAnswer(spot.inside.lines) : null) ?? spot.inside.lines) part.lines.push(text);
        plain();
        at = spot.inside.end - 1;
        continue;
      }
      if (spot.label.rest !== '') part.lines.push(spot.label.rest);
      if (spot.label.field !== 'followUps' && spot.label.name !== '') part.lines.push(spot.label.name);
      if (spot.inside !== null) {
        part.lines.push(...spot.inside.lines);
        at = spot.inside.end - 1;
      }
      continue;
    }
    const block = starts.get(at);
    const part = parts.at(-1);
    if (part !== undefined && part.field !== null && part.field !== 'answer' && !part.heading && part.lines.some((text) => text.trim() !== '') && otherLabel.test(line) && questionForm(line) < 0.8) plain();
    else if (block !== undefined && part !== undefined && part.field !== null) {
      const filled = part.lines.some((text) => text.trim() !== '');
      const closes =
        (block.type === 'heading' && (block.level <= level || (listFields.has(part.field) && isClosingHeading(block.text))) && (part.heading || part.field !== 'answer')) ||
        (part.field !== 'answer' && block.type === 'rule' && !part.heading) ||
        (part.field === 'question' && filled && block.type !== 'paragraph') ||
        (listFields.has(part.field) && !part.heading && filled && block.type !== 'list') ||
        (listFields.has(part.field) && !part.heading && seenList && block.type !== 'list');
      if (closes) plain();
      if (block.type === 'list') seenList = true;
    }
    parts.at(-1)?.lines.push(line);
  }
  return parts;
}

/** Takes the common indentation off. */
export function dedented(lines: readonly string[]): string[] {
  let width = Number.POSITIVE_INFINITY;
  for (const line of lines) if (line.trim() !== '') width = Math.min(width, line.length - line.trimStart().length);
  return Number.isFinite(width) && width > 0 ? lines.map((line) => line.slice(Math.min(width, line.length - line.trimStart().length))) : [...lines];
}

const idle = /^\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|⸻+|(?:<\/?(?:br|hr|details|b|p|div|center|ol|ul|li|blockquote|strong)\b[^<>]*>\s*)+|\\|&nbsp;)?\s*$/i;

function isIdle(line: string): boolean {
  return line === '' || (!/^[\p{L}\d#`]/u.test(line) && idle.test(line.slice(0, 200)));
}

/** The lines as a text without blank lines, rules or stray tags at either end; null when nothing is left. */
export function trimmed(lines: readonly string[]): string | null {
  let start = 0;
  let end = lines.length;
  while (start < end && isIdle(lines[start] ?? '')) start += 1;
  while (end > start && isIdle(lines[end - 1] ?? '')) end -= 1;
  if (start === end) return null;
  return lines.slice(start, end).join('\n').trimEnd();
}

/** The lines inside a fold without the tags that wrap all of them. */
export function unwrapped(lines: readonly string[]): string[] {
  const inner = [...lines];
  const opening: string[] = [];
  for (let at = 0; at < inner.length; at += 1) {
    const line = inner[at] ?? '';
    const tags = /^\s*(?:<(?:br\s*\/?|b|p|div|strong|blockquote|ul|span|em|i)(?:\s[^<>]*)?>\s*)+/i.exec(line)?.[0] ?? '';
    if (tags === '' && line.trim() !== '') break;
    opening.push(...[...tags.matchAll(/<(\w+)/g)].map((match) => (match[1] ?? '').toLowerCase()).filter((name) => name !== 'br'));
    inner[at] = line.slice(tags.length);
    if ((inner[at] ?? '').trim() !== '') break;
  }
  for (let at = inner.length - 1; at >= 0 && opening.length > 0; at -= 1) {
    const line = inner[at] ?? '';
    if (line.trim() === '') continue;
    const tags = /(?:\s*<\/(?:b|p|div|strong|blockquote|ul|span|em|i)>)+\s*$/i.exec(line)?.[0] ?? '';
    if (tags === '') break;
    let kept = line;
    for (const tag of [...tags.matchAll(/<\/(\w+)>/g)].reverse()) {
      const index = opening.indexOf((tag[1] ?? '').toLowerCase());
      if (index === -1) break;
      opening.splice(index, 1);
      kept = kept.replace(/\s*<\/\w+>\s*$/, '');
    }
    inner[at] = kept;
    if (kept.trim() !== '') break;
  }
  return inner;
}

function joined(texts: readonly (readonly string[])[]): string | null {
  const kept = texts.map(trimmed).filter((text) => text !== null);
  return kept.length === 0 ? null : kept.join('\n\n');
}

const placeholder =
  /^(?:[\s*_>()[\]-]*)(?:(?:your |the |an? |add |write |put )*answers? (?:goes |go )?here|(?:the )?answer (?:is )?(?:to be|will be|coming|pending)\b.{0,30}|to be (?:completed|added|done|continued|updated|answered|filled)(?: in)?|to ?do|tbd|tba|tbc|n\/?a|wip|work in progress|coming soon|under construction|in progress|not (?:yet )?answered(?: yet)?|no answer(?: yet)?|missing|pending|empty|placeholder|add (?:your )?answer|\?+|\.{2,}|…|-|ответ(?: здесь| будет позже)?|скоро|нет ответа|待补充|待完善|待更新|待回答|暂无(?:答案)?|略|por completar|pendiente|próximamente|em breve|a completar|resposta aqui|respuesta aquí|folgt|kommt noch|à compléter|à venir|欢迎在 ?issue ?区留下你的答案)[\s.!…*_。)\]]*$/iu;

/** One link that says where the answer is. */
const elsewhere = /^(?:(?:read|see|view|find|get|check)\b[^[<\n]{0,20}\banswers?\b[^[<\n]{0,30})?\W*(?:\[[^\]]*\banswers?\b[^\]]*\]\([^)]*\)|(?<=\banswers?\b\W*(?:on|at|here|in)?\W*)(?:\[[^\]]*\]\([^)]*\)|<a\b[^<>]*>[^<]*<\/a>|https?:\S+))\W*$/iu;

/** Labels with nothing after them. */
function isSkeleton(answer: string): boolean {
  return answer.split('\n').every((line) => /^(?:[^:：`]{1,40}[:：])?$/.test(plainText(line)));
}

function withoutPlaceholder(answer: string | null): string | null {
  return answer !== null && answer.length < 300 && (placeholder.test(answer) || elsewhere.test(answer) || isSkeleton(answer)) ? null : answer;
}

/** The text above a place left for an answer, which is then still the question's; null where no such place ends it. */
function unansweredEnd(answer: string): string | null {
  const match = /^([\s\S]+)\n\s*\n([^\n]{4,60})$/.exec(answer.slice(-5000).length === answer.length ? answer : '');
  return match !== null && /answer|ответ|respuesta|resposta|答案|待/iu.test(match[2] ?? '') && placeholder.test(match[2] ?? '') ? (match[1] ?? null) : null;
}

function tagsOf(lines: readonly string[]): string[] {
  return lines
    .map((line) => line.replace(/^\s*[-*+]\s+/, ''))
    .join(', ')
    .split(/[,;，、|]/)
    .map((tag) => plainText(tag).replace(/^#/, ''))
    .filter((tag) => tag !== '');
}

/** The single ideas of a list, or the paragraphs where there is no list. */
function pointsOf(lines: readonly string[]): string[] {
  const outline = outlineOf(lines);
  const points: string[] = [];
  for (const block of outline.blocks) {
    const parent = outline.blocks[block.parent];
    if (block.parent === -1 && block.type !== 'list' && block.type !== 'rule') points.push(lines.slice(block.start, block.end).join('\n').trim());
    else if (block.type === 'item' && parent?.parent === -1) points.push(itemText(outline, block));
  }
  const [only = ''] = points.length === 1 ? points : [];
  if (/^`[^`\n]+`(?:\s*[,;·|]\s*`[^`\n]+`)+[.]?$/.test(only)) return [...only.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
  return points.filter((point) => point !== '');
}

/** What an item says, without its bullet, dedented. */
function itemText(outline: Outline, item: Block): string {
  const [first = '', ...rest] = outline.lines.slice(item.start, item.end);
  const text = first.replace(/^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?/, '');
  return [text, ...dedented(rest)].join('\n').trim();
}

/** What is asked next: one for a named heading, else one for each heading, item or paragraph below the label. */
function followUpsOf(lines: readonly string[], name: string): FollowUp[] {
  if (name !== '') return [{ question: leadOf(name).text, answer: trimmed(lines) ?? '' }];
  const outline = outlineOf(lines);
  const top = outline.blocks.filter((block) => block.parent === -1);
  const headings = top.filter((block) => block.type === 'heading');
  if (headings.length > 0) {
    const level = Math.min(...headings.map((block) => block.level));
    const starts = headings.filter((block) => block.level === level);
    return starts.map((block, index) => ({
      question: leadOf(block.text).text,
      answer: trimmed(lines.slice(block.end, starts[index + 1]?.start)) ?? '',
    }));
  }
  const followUps: FollowUp[] = [];
  const several = (text: string): string[] | null => {
    const all = text.replace(/\s*\n\s*/g, ' ').match(/[^?？]+[?？]["”’]?/g) ?? [];
    return all.length > 1 && all.join('').trim().length === text.trim().length ? all.map((one) => one.trim()) : null;
  };
  const extend = (text: string): void => {
    const last = followUps.at(-1);
    if (last !== undefined) followUps[followUps.length - 1] = { ...last, answer: [last.answer, text].filter(Boolean).join('\n\n') };
    else followUps.push({ question: text, answer: '' });
  };
  const asked = top.some((block) => block.type === 'paragraph' && /[?？]/.test(block.text)) && top.some((block) => block.type === 'list');
  for (const block of outline.blocks) {
    const parent = outline.blocks[block.parent];
    const text = lines.slice(block.start, block.end).join('\n').trim();
    if (block.type === 'item' && parent?.parent === -1 && !(asked && followUps.length > 0 && questionForm(block.text) === 0 && top[0]?.type === 'paragraph')) {
      const item = itemText(outline, block);
      const label = labelAt(item);
      if (label?.field === 'answer' && followUps.length > 0) extend([label.rest, ...item.split('\n').slice(1)].join('\n').trim());
      else followUps.push(followUpOf(item));
    } else if (block.parent === -1 && block.type === 'paragraph') {
      const label = labelAt(text);
      if (label?.field === 'answer' && followUps.length > 0) extend([label.rest, ...text.split('\n').slice(1)].join('\n').trim());
      else if (followUps.length > 0 && questionForm(text.split('\n')[0] ?? '') < 0.8 && !/^\*\*/.test(text)) extend(text);
      else followUps.push(...(several(text)?.map(followUpOf) ?? [followUpOf(text)]));
    } else if (block.parent === -1 && (block.type === 'code' || block.type === 'quote' || block.type === 'table' || block.type === 'html')) extend(text);
  }
  return followUps.filter(({ question }) => question !== '');
}

function followUpOf(text: string): FollowUp {
  const lines = text.split('\n');
  const taken = wrappedLines(lines.slice(0, 4));
  const first = lines.slice(0, taken).map((line) => line.trim()).join(' ');
  const rest = lines.slice(taken);
  const label = labelAt(first);
  if (label?.field === 'question' && label.rest !== '') return followUpOf([label.rest, ...rest].join('\n'));
  const inner = rest.findIndex((line) => labelAt(line.replace(/^\s*[-*+>]\s+/, ''))?.field === 'answer');
  if (inner !== -1) {
    const found = labelAt((rest[inner] ?? '').replace(/^\s*[-*+>]\s+/, ''));
    return { question: bare(leadOf([first, ...rest.slice(0, inner)].join(' ')).text), answer: [found?.rest ?? '', ...dedented(rest.slice(inner + 1))].join('\n').trim() };
  }
  const bold = /^\*\*(.+?)\*\*\s*[:：]?\s*(.*)$/.exec(first);
  if (bold !== null) {
    const [, words = '', after = ''] = bold;
    return { question: bare(leadOf(words.replace(/[:：]\s*$/, '')).text), answer: [after.replace(/^[-–—→]\s*/, ''), ...dedented(rest)].join('\n').trim() };
  }
  const asked = /^(.*?[?？]["”’]?)\s+(?:[-–—:→]+\s*)?(.*)$/.exec(first);
  if (asked !== null) return { question: bare(leadOf(asked[1] ?? '').text), answer: [asked[2] ?? '', ...dedented(rest)].join('\n').trim() };
  return { question: bare(leadOf(first).text), answer: dedented(rest).join('\n').trim() };
}

function bare(question: string): string {
  return /^["“„«].*["”“»]$/u.test(question) && !/["“„«].*["“„«]/u.test(question.slice(1, -1)) ? question.slice(1, -1) : question;
}

/** A text that is one list of questions, as follow-ups; null when it is anything else. */
function questionList(text: string, least: number): FollowUp[] | null {
  if (!/^\s*(?:[-*+]|\d+[.)])\s/.test(text)) return null;
  const lines = text.split('\n');
  const outline = outlineOf(lines);
  const top = outline.blocks.filter((block) => block.parent === -1);
  if (top.some((block) => block.type !== 'list')) return null;
  const items = outline.blocks.filter((block) => block.type === 'item' && outline.blocks[block.parent]?.parent === -1).map((block) => itemText(outline, block));
  const asked = items.filter((item) => questionForm(item.split('\n')[0] ?? '') >= least).length;
  return items.length > 0 && asked >= items.length * 0.6 ? items.map(followUpOf) : null;
}
