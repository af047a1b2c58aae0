import { contentsKey, type Furnished, isBareHeading, isClosingHeading, isFurnitureHeading } from './furniture.ts';
import { labelAt } from './label.ts';
import { type Layout, layoutOf, sectionAbove } from './layout.ts';
import { boldLeadMarkers, boldMarkers, definitionMarkers, foldedMarkers, headingMarkers, isAnswerSummary, itemMarkers, labelMarkers, lineMarkers, type Marker, paragraphMarkers, summaryMarkers } from './marker.ts';
import type { Outline } from './outline.ts';
import { plainText, questionForm } from './phrase.ts';

/** One way to read a document: which places are its questions, and what speaks for it. */
export interface Shape {
  readonly name: string;
  readonly layout: Layout;
  readonly evidence: Evidence;
}

export interface Evidence {
  /** Shares of the questions, 0 to 1: those that read as questions, carry a word for one, go on in number, have an answer label, stand in the contents. */
  readonly form: number;
  readonly marked: number;
  readonly ordered: number;
  readonly answered: number;
  readonly listed: number;
  /** The share of the document's lines that the questions and their text take. */
  readonly coverage: number;
  readonly score: number;
}

interface Candidate {
  readonly name: string;
  readonly markers: readonly Marker[];
  /** How much of what looks alike was taken, 0 to 1. */
  readonly purity: number;
}

/** Whether a name or a title promises questions. */
export function saysQuestions(said: string): boolean {
  return /interview|question|q ?& ?a|\bqna\b|quiz|flash ?cards?|\bfaq\b|trivia|вопрос|собеседован|面试|题|问答|entrevista|pregunta|pergunta|vorstellungsgespr|fragen|entretien|\bexam\b|exercises|интервью/i.test(said);
}

/** What the names and titles of a document say about it: more than 0 for questions, less for something else. */
export function priorOf(path: string, outline: Outline, furnished: Furnished): number {
  const heading = outline.blocks.find((block) => block.type === 'heading' && block.depth === 0)?.text ?? '';
  const front = furnished.front.join('\n');
  const title = /^(?:title|name)\s*[:=]\s*(.*)$/im.exec(front)?.[1] ?? '';
  const opening = outline.lines.filter((line) => line.trim() !== '').slice(0, 2).filter((line) => line.length < 120).join('\n');
  const name = (path.split(/[\\/]/).at(-1) ?? '').replace(/[-_.]+/g, ' ');
  const said = [name, plainText(heading), title, plainText(opening)].join('\n');
  if (/^(?:about|assignees|labels)\s*:/im.test(front) && /^name\s*:/im.test(front)) return -1;
  if (/changelog|change log|release notes|changes\b|history\b|meeting|minutes of|agenda|stand-?up|retro(?:spective)? notes|roadmap|contributing|code of conduct|security policy|pull request template|checklist|readme template/i.test(said)) return -1;
  if (saysQuestions(said)) return 1;
  if (outline.blocks.some(({ type, level, text }) => type === 'heading' && level <= 3 && text.length < 80 && /\binterview (?:questions|q ?& ?a)|\b(?:practice|sample) questions\b|questions? (?:and|&) answers?|вопросы (?:на|для|к) собеседовани|面试题|preguntas (?:de|para) (?:la )?entrevista|perguntas (?:de|para) (?:a )?entrevista|vorstellungsgespräch|questions d['’]entretien/iu.test(text))) return 1;
  if (/^read ?me\b/i.test(name)) return -0.5;
  if (/tutorial|getting started|\bhow to\b|user manual|walkthrough|documentation|design doc|proposal|\brfc\b|руководство|учебник|教程|入门|anleitung/i.test(said)) return -0.5;
  return 0;
}

/** The reading that the document gives most evidence for, or null when none is enough. */
export function chooseShape(outline: Outline, furnished: Furnished, prior: number): Shape | null {
  const shapes: Shape[] = [];
  for (const candidate of candidatesOf(outline, () => shapes.some(isPlain))) {
    if (candidate.markers.length === 0 || isHopeless(candidate)) continue;
    const shape = weighed(candidate, outline, furnished, prior);
    if (isEnough(shape, candidate, prior)) shapes.push(shape);
  }
  return best(shapes) ?? (prior > 0 ? listOfAll(outline, furnished, prior) : null);
}

/** A document that promises questions and holds nothing but lists: its items are the questions, even where few of them ask. */
function listOfAll(outline: Outline, furnished: Furnished, prior: number): Shape | null {
  const items = withoutContents(outline, itemMarkers(outline).filter(({ level }) => level === 0));
  const asked = items.filter(({ form }) => form >= 0.5).length;
  if (items.length < 5 || asked < items.length * 0.15) return null;
  const shape = weighed({ name: 'question-list', markers: items, purity: 1 }, outline, furnished, prior);
  const other = outline.blocks.some((block) => block.depth === 0 && (block.type === 'code' || block.type === 'table' || block.type === 'quote'));
  return shape.evidence.coverage > 0.7 && !other ? shape : null;
}

/** Headings may be asked by what follows them; all else has to ask for itself. */
function isHopeless({ markers }: Candidate): boolean {
  const family = markers[0]?.family;
  if (family !== 'item' && family !== 'line') return false;
  const form = markers.reduce((sum, marker) => sum + marker.form, 0) / markers.length;
  return form < 0.3;
}

function* candidatesOf(outline: Outline, isDecided: () => boolean): Generator<Candidate> {
  let candidates: Candidate[] = [];
  const add = (name: string, markers: readonly Marker[], like: number = markers.length): void => {
    if (markers.length > 0) candidates.push({ name, markers, purity: markers.length / Math.max(1, like) });
  };
  const all = headingMarkers(outline);
  const title = all.find(({ column }) => column === 0);
  const headings = all.filter((marker) => !isFurnitureHeading(marker.lead.text) && !(marker === title && isTitle(title, all)));
  const open = headings.filter(({ lead, form }) => lead.word !== 'structure' || form >= 0.8);
  add('labelled-heading', topmost(open.filter(({ lead }) => lead.word === 'question')));
  for (const fold of new Set(open.map((marker) => marker.fold))) {
    for (let level = 1; level <= 6; level += 1) {
      const here = headings.filter((marker) => marker.fold === fold && marker.level === level);
      const inItems = here.filter(({ column }) => column > 0);
      // Headings inside list items are one kind, those outside another.
      for (const group of inItems.length > here.length * 0.6 ? [inItems] : [here]) {
        const asked = group.filter(({ lead, form }) => (lead.word !== 'structure' || form >= 0.8) && !isClosingHeading(lead.text) && !lead.version);
        add('heading', asked, group.length);
        const numbered = asked.filter(({ lead }) => lead.ordinal !== null);
        if (numbered.length < asked.length) add('numbered-heading', numbered, group.length);
      }
    }
  }
  const inOrder = sequences(open.filter(({ lead, form, fold }) => lead.ordinal !== null && form >= 0.5 && fold === 0));
  if (new Set(inOrder.map(({ level }) => level)).size > 1) add('numbered-heading', inOrder);
  const summaries = summaryMarkers(outline);
  for (const depth of new Set(summaries.map(({ level }) => level))) {
    const here = summaries.filter(({ level }) => level === depth);
    add('details', here);
    const asked = here.filter(({ form, lead }) => form >= 0.5 || lead.ordinal !== null);
    if (asked.length < here.length * 0.6) add('details', asked, here.length);
  }
  yield* candidates;
  candidates = [];
  // What stands inside the text of such questions could not be chosen any more.
  if (isDecided()) return;
  const bold = boldMarkers(outline);
  const boldAsked = bold.filter(({ form, lead }) => form >= 0.8 || lead.word === 'question');
  if (boldAsked.length > 0) add('bold-line', likeThem(outline, boldAsked, bold), bold.length);
  const boldNumbered = bold.filter(({ lead }) => lead.ordinal !== null);
  if (boldNumbered.length > 1) add('bold-line', boldNumbered, bold.length);
  add('bold-number', boldLeadMarkers(outline));
  add('definition', definitionMarkers(outline));
  const folded = foldedMarkers(outline);
  if (folded.length > 2) add('folded-answer', folded, outline.details.length);
  if (all.length === 0) {
    const numbered = inSequence(outline, lineMarkers(outline));
    add('numbered-text', withoutContents(outline, numbered));
  }
  const items = itemMarkers(outline).filter(({ line }) => !/^\s*(?:[-*+]|\d+[.)])\s+\[[ xX]\]/.test(outline.lines[line] ?? ''));
  for (let level = 0; level <= 2; level += 1) {
    const here = items.filter((marker) => marker.level === level);
    const asked = grouped(withoutContents(outline, askedRuns(saidToAsk(outline, here))), items, true);
    add(here.every(({ end, after }) => (end ?? 0) <= after) ? 'question-list' : 'list-item', asked, here.length);
  }
  const leaves = grouped(askedLeaves(items), items, false);
  add('nested-list', leaves, leaves.length + items.filter(({ level, form }) => level === 0 && form === 0).length / 4);
  add('label', labelMarkers(outline));
  const paragraphs = paragraphMarkers(outline);
  add('asked-paragraph', alternating(outline, paragraphs), paragraphs.length);
  yield* candidates;
}

/** Headings or folds that ask so plainly, and take so much of the document, that nothing else can be its questions. */
function isPlain({ evidence, layout }: Shape): boolean {
  return evidence.form > 0.8 && evidence.coverage > 0.85 && evidence.score > 0.6 && layout.spans.length > 4;
}

/** The first heading of a document stands over all others and does not ask. */
function isTitle(title: Marker, headings: readonly Marker[]): boolean {
  if (headings.length === 1) return title.form < 0.8 && title.lead.word !== 'question';
  return title.lead.word !== 'question' && headings.every((other) => other === title || other.level > title.level || other.column > 0);
}

/** Marked headings inside the text of another are its own business. */
function topmost(markers: readonly Marker[]): Marker[] {
  const fold = markers.reduce((least, marker) => Math.min(least, marker.fold), 255);
  return markers.filter((marker) => marker.fold === fold);
}

/** Markers whose numbers go on from one to the next, at least a few times. */
function sequences(markers: readonly Marker[]): Marker[] {
  const kept: Marker[] = [];
  let run: Marker[] = [];
  for (const marker of markers) {
    const goesOn = marker.lead.ordinal === (run.at(-1)?.lead.ordinal ?? Number.NaN) + 1;
    if (!goesOn) {
      if (run.length > 3) kept.push(...run);
      run = [];
    }
    run.push(marker);
  }
  if (run.length > 3) kept.push(...run);
  return kept;
}

/** Bold lines that stand where the asked ones stand: after the same kind of line, with the same signs at the end. */
function likeThem(outline: Outline, asked: readonly Marker[], all: readonly Marker[]): Marker[] {
  const above = (marker: Marker): string => {
    for (let at = marker.line - 1; at >= 0; at -= 1) {
      const line = (outline.lines[at] ?? '').trim();
      if (line === '') continue;
      if (/^<br\s*\/?>$/i.test(line)) return 'break';
      if (/^(?:[-*_]\s*){3,}$/.test(line)) return 'rule';
      return line.startsWith('#') ? 'heading' : 'text';
    }
    return 'heading';
  };
  const separated = asked.filter((marker) => above(marker) !== 'text').length >= asked.length * 0.9;
  if (!separated || asked.length < 3) return [...asked];
  return all.filter((marker) => asked.includes(marker) || (above(marker) !== 'text' && marker.lead.word !== 'structure'));
}

/** Items that ask at their own depth: where one only names a group, those in it; none where all stand at one depth. */
function askedLeaves(items: readonly Marker[]): Marker[] {
  const children = new Map<number, Marker[]>();
  for (const item of items) {
    const known = children.get(item.parent);
    if (known === undefined) children.set(item.parent, [item]);
    else known.push(item);
  }
  const asks = ({ form, lead }: Marker): boolean => form >= 0.5 || lead.word === 'question' || lead.level !== null;
  const leaves: Marker[] = [];
  const take = (item: Marker): void => {
    const inner = (children.get(item.line) ?? []).filter((child) => child.line !== item.line);
    const names = !asks(item) || (item.lead.level === null && inner.every(({ lead }) => lead.level !== null));
    if (names && inner.length > 0 && inner.filter(asks).length >= inner.length * 0.55) inner.forEach(take);
    else leaves.push(item);
  };
  (children.get(-1) ?? []).forEach(take);
  return leaves.filter(asks).length >= leaves.length * 0.55 && leaves.some(({ level }) => level > 0) && leaves.some(({ level }) => level === 0) ? leaves : [];
}

/** Questions with the items around them that ask nothing. */
function grouped(markers: readonly Marker[], items: readonly Marker[], mayName: boolean): Marker[] {
  if (markers.every(({ parent }) => parent === -1)) return [...markers];
  const byLine = new Map(items.map((item) => [item.line, item]));
  const asked = new Set(markers.map(({ line }) => line));
  return markers.map((marker) => {
    const parent = byLine.get(marker.parent);
    if (parent === undefined || parent.line === marker.line || asked.has(parent.line)) return marker;
    const { text } = parent.lead;
    return { ...marker, group: { line: parent.line, text, isTopic: mayName && text.length <= 60 && !/[.!?。！？]$/.test(text) } };
  });
}

/** Where some lists stand below the word "Questions:", those below another label are no questions. */
function saidToAsk(outline: Outline, items: readonly Marker[]): Marker[] {
  const intros = new Map<number, string>();
  for (const { run, line } of items) if (!intros.has(run)) intros.set(run, introOf(outline, line));
  const asking = new Set([...intros].filter(([, intro]) => isBareHeading(intro)).map(([run]) => run));
  return asking.size === 0 ? [...items] : items.filter(({ run }) => asking.has(run) || intros.get(run) === '');
}

/** The label right above a list: a short line that is bold or ends in a colon. */
function introOf(outline: Outline, line: number): string {
  let at = line - 1;
  while (at >= 0 && at > line - 4 && (outline.lines[at] ?? '').trim() === '') at -= 1;
  const text = (outline.lines[at] ?? '').trim();
  return text.length < 80 && /^(?:\*\*|__)[^*_]+(?:\*\*|__)[:：]?$|^[^#*_\s-][^#]*[:：]$/.test(text) ? text : '';
}

/** Runs of list items most of which ask something. */
function askedRuns(items: readonly Marker[]): Marker[] {
  const runs = new Map<number, { asked: number; count: number }>();
  for (const { run, form, lead } of items) {
    const seen = runs.get(run) ?? { asked: 0, count: 0 };
    runs.set(run, { asked: seen.asked + (form >= 0.5 || lead.word === 'question' || lead.level !== null ? 1 : 0), count: seen.count + 1 });
  }
  return items.filter(({ run }) => {
    const seen = runs.get(run);
    return seen !== undefined && seen.asked >= seen.count * 0.55;
  });
}

/** Numbered lines whose numbers make one sequence with what surely asks; steps inside answers fall out. */
function inSequence(outline: Outline, markers: readonly Marker[]): Marker[] {
  const kept: Marker[] = [];
  let last = 0;
  markers.forEach((marker, index) => {
    const ordinal = marker.lead.ordinal ?? 0;
    const sure = marker.form >= 0.8;
    const goesOn = ordinal === last + 1;
    const restarts = ordinal === 1 && (sure || sectionAbove(outline.lines, marker.line, kept.at(-1)?.after ?? 0) !== null) && marker.form >= 0.4;
    const nextSure = markers.slice(index + 1, index + 40).find((next) => next.form >= 0.8);
    const weak = goesOn && (marker.form >= 0.4 || nextSure === undefined || nextSure.lead.ordinal === ordinal + 1 || nextSure.lead.ordinal === 1);
    if (!(sure && (goesOn || ordinal > last || restarts)) && !restarts && !weak) return;
    kept.push(marker);
    last = ordinal;
  });
  return kept;
}

/** Paragraphs that ask, where other text follows nearly each of them. */
function alternating(outline: Outline, paragraphs: readonly Marker[]): Marker[] {
  const asked = paragraphs.filter(({ form }) => form >= 0.8);
  const followed = asked.filter(({ after }, index) => {
    const until = Math.min(asked[index + 1]?.line ?? outline.lines.length, after + 20);
    return outline.lines.slice(after, until).some((line) => line.trim() !== '' && !line.startsWith('#'));
  });
  return asked.length >= 3 && followed.length >= asked.length * 0.8 && asked.length >= paragraphs.length * (asked.length < 8 ? 0.35 : 0.2) ? asked : [];
}

/** Numbered lines at the start, with nothing below them, that come again further on are the contents. */
function withoutContents(outline: Outline, markers: readonly Marker[]): Marker[] {
  const bodiless = markers.findIndex((marker, index) => {
    const until = markers[index + 1]?.line ?? outline.lines.length;
    return outline.lines.slice(marker.after, until).some((line) => line.trim() !== '' && !isTitleLine(line));
  });
  const first = markers.slice(0, Math.max(0, bodiless));
  const restart = first.findLastIndex(({ lead }) => lead.ordinal === 1);
  const contents = restart > 0 ? first.slice(0, restart) : first;
  if (contents.length < 2 || markers.length < contents.length * 2) return [...markers];
  const later = new Set(markers.slice(contents.length).map(({ lead }) => contentsKey(lead.text)));
  const again = contents.filter(({ lead }) => later.has(contentsKey(lead.text))).length;
  const restarts = markers[contents.length]?.lead.ordinal === 1;
  return again >= contents.length * 0.6 || (restarts && again > 0 && markers.length === contents.length * 2) ? markers.slice(contents.length) : [...markers];
}

function isTitleLine(line: string): boolean {
  return line.trim().length < 60 && !/[.?!:;,]$/.test(line.trim());
}

function weighed(candidate: Candidate, outline: Outline, furnished: Furnished, prior: number): Shape {
  const layout = layoutOf(outline, candidate.markers);
  const { spans } = layout;
  const share = (of: (span: Layout['spans'][number], index: number) => number): number => spans.reduce((sum, span, index) => sum + of(span, index), 0) / Math.max(1, spans.length);
  const form = share(({ marker, start, end }) => (marker.form >= 0.8 ? marker.form : Math.max(marker.form, asksBelow(outline, start, end) ? 1 : 0)));
  const marked = share(({ marker: { lead } }) => (lead.word === 'question' || lead.level !== null ? 1 : 0));
  const ordered = share(({ marker }, index) => {
    const previous = spans[index - 1]?.marker.lead.ordinal ?? 0;
    const { ordinal } = marker.lead;
    return ordinal !== null && (ordinal === previous + 1 || ordinal === 1) ? 1 : 0;
  });
  const answered = share(({ marker, start, end }) => (hasAnswerLabel(outline, start, marker.family === 'summary' ? start : end) ? 1 : 0));
  const listed = furnished.contents.size === 0 ? 0 : share(({ marker }) => (furnished.contents.has(contentsKey(marker.lead.text)) || furnished.contents.has(contentsKey(outline.lines[marker.line]?.replace(/^#+\s*/, '') ?? '')) ? 1 : 0));
  const coverage = coverageOf(outline, layout);
  const score = form * 0.55 + marked * 0.3 + answered * 0.35 + ordered * 0.1 + listed * 0.1 + (prior > 0 ? 0.15 : prior * 0.3) - (1 - candidate.purity) * 0.25;
  return { name: candidate.name, layout, evidence: { form, marked, ordered, answered, listed, coverage, score } };
}

/** Whether what follows a title asks instead of answering: it is short and ends in a question mark, or has a label for the question. */
function asksBelow(outline: Outline, start: number, end: number): boolean {
  const text: string[] = [];
  if (hasOptions(outline, start, end)) return true;
  for (let at = start; at < Math.min(end, start + 40); at += 1) {
    const line = outline.lines[at] ?? '';
    if (line.trim() === '' || /^\s*(?:[-*_]\s*){3,}$/.test(line)) continue;
    if (/^#{1,6}\s/.test(line)) return false;
    if (text.length === 0 && labelAt(line)?.field === 'question') return true;
    text.push(line.trim());
    if (text.length > 8) return false;
  }
  const last = text.at(-1) ?? '';
  return text.length > 0 && outline.code[start] !== 1 && questionForm(last) === 1 && !/^[-*+]\s|^\d+[.)]\s|^>/.test(last);
}

/** Whether lines are lettered as options are: what has some is asked, whatever it is called. */
function hasOptions({ lines }: Outline, start: number, end: number): boolean {
  for (let at = start; at < Math.min(end, start + 40); at += 1) {
    if (!/^\s*(?:[-*+]\s+)?(?:\*\*)?\(?[Aa][).:]/.test(lines[at] ?? '')) continue;
    if (lines.slice(at + 1, at + 5).some((line) => /^\s*(?:[-*+]\s+)?(?:\*\*)?\(?[Bb][).:]/.test(line))) return true;
  }
  return false;
}

function hasAnswerLabel(outline: Outline, start: number, end: number): boolean {
  for (let at = start; at < Math.min(end, start + 40); at += 1) {
    const line = (outline.lines[at] ?? '').replace(/^\s*(?:[-*+>]\s+)?(?:#{1,6}\s+)?/, '');
    if (line.trim() === '' || outline.code[at] === 1) continue;
    const summary = /<summary>(.*?)(?:<\/summary>|$)/i.exec(line);
    if (summary !== null && isAnswerSummary(summary[1] ?? '')) return true;
    if (labelAt(line)?.field === 'answer' || /^\s*[-*+]\s+\[[xX]\]/.test(outline.lines[at] ?? '')) return true;
    if (/^(?:[*_]{0,2})(?:answer|solution|ответ|答案|respuesta|resposta|antwort|réponse)(?:[*_]{0,2})\s*[:：]?\s*$/iu.test(line)) return true;
  }
  return false;
}

function coverageOf(outline: Outline, { spans }: Layout): number {
  const filled = filledBefore(outline);
  const within = (start: number, end: number): number => (filled[Math.max(start, end)] ?? 0) - (filled[start] ?? 0);
  let covered = 0;
  for (const { marker, end } of spans) covered += within(marker.line, Math.max(end, marker.after));
  return covered / Math.max(1, filled[outline.lines.length] ?? 0);
}

const filledByOutline = new WeakMap<Outline, Uint32Array>();

/** For each line, how many lines before it are not blank. */
function filledBefore(outline: Outline): Uint32Array {
  const known = filledByOutline.get(outline);
  if (known !== undefined) return known;
  const filled = new Uint32Array(outline.lines.length + 1);
  outline.lines.forEach((line, at) => {
    filled[at + 1] = (filled[at] ?? 0) + (line.trim() === '' ? 0 : 1);
  });
  filledByOutline.set(outline, filled);
  return filled;
}

function isEnough({ name, evidence, layout }: Shape, { purity }: Candidate, prior: number): boolean {
  const { form, marked, ordered, answered, coverage, score } = evidence;
  const count = layout.spans.length;
  const openly = layout.spans.filter(({ marker }) => marker.form >= 0.85).length / Math.max(1, count);
  if (layout.spans[0]?.marker.family === 'label' && count < 3 && answered < 0.5) return false;
  if (layout.spans.every(({ marker }) => marker.form < 0.8 && /^[\p{Script=Latin}\s?]{0,11}$/u.test(marker.lead.text)) && marked < 0.5 && answered < 0.5) return false;
  if (name === 'bold-number' && prior > 0 && ordered > 0.9 && count >= 5 && purity > 0.6) return true;
  if (form < 0.05 && marked < 0.5 && answered < 0.5) return prior > 0 && ordered > 0.9 && count >= 5 && purity > 0.6 && coverage > 0.5;
  if (prior < 0 && count >= 8 && form > 0.75 && openly > 0.5 && coverage > 0.6 && prior > -1) return true;
  if (prior < 0) return score >= 0.5 && (marked > 0.8 || answered > 0.6) && coverage > 0.6 && prior > -1;
  if (prior > 0) return score >= 0.42 && coverage > 0.12;
  if (marked > 0.7 && answered > 0.7) return coverage > 0.3;
  if (marked > 0.7 || answered > 0.7) return score >= 0.5 && coverage > 0.4;
  return score >= 0.48 && openly >= 0.5 && coverage > (count >= 8 ? 0.4 : 0.55) && count > 1 && purity > 0.6;
}

/** The strongest reading; one whose places lie inside the texts of another gives way to it. */
function best(shapes: readonly Shape[]): Shape | null {
  let chosen: Shape | null = null;
  for (const shape of shapes) {
    if (chosen === null || prefers(shape, chosen)) chosen = shape;
  }
  return chosen;
}

function prefers(one: Shape, other: Shape): boolean {
  const within = (inner: Shape, outer: Shape): number => {
    const { spans } = outer.layout;
    let at = 0;
    let inside = 0;
    for (const { marker } of inner.layout.spans) {
      while (at < spans.length && Math.max(spans[at]?.end ?? 0, (spans[at]?.marker.line ?? 0) + 1) <= marker.line) at += 1;
      const span = spans[at];
      if (span !== undefined && marker.line > span.marker.line && marker.line < span.end) inside += 1;
    }
    return inside / Math.max(1, inner.layout.spans.length);
  };
  // Many places that read well outweigh few that read better.
  const strength = ({ evidence, layout }: Shape): number => Math.sqrt(layout.spans.length) * evidence.score ** 2 * (0.6 + 0.4 * evidence.coverage);
  if (within(one, other) > 0.8) return one.evidence.score > other.evidence.score + 0.3;
  if (within(other, one) > 0.8) return one.evidence.score > other.evidence.score - 0.3;
  return strength(one) > strength(other) + 1e-9;
}
