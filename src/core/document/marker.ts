import { fieldOf, labelAt } from './label.ts';
import { type Lead, leadOf } from './lead.ts';
import type { Block, Outline } from './outline.ts';
import { plainText, questionForm } from './phrase.ts';

export type Family = 'heading' | 'item' | 'bold' | 'line' | 'label' | 'summary';

/** A place where a question may start. Lines are 0-based. */
export interface Marker {
  readonly family: Family;
  /** The heading's level, the item's depth. */
  readonly level: number;
  readonly line: number;
  /** The first line after the words of the question. */
  readonly after: number;
  readonly lead: Lead;
  /** How far the text that belongs to it is indented. */
  readonly column: number;
  /** Where its body must end, when its own mark says so. */
  readonly end: number | null;
  /** It is a card with gaps: each is asked for alone. */
  readonly gapped: boolean;
  /** What is said before it is asked, null for nothing. */
  readonly context: string | null;
  /** What it is called before it asks, null for nothing. */
  readonly title: string | null;
  /** What stands after the question on its last line. */
  readonly rest: string;
  /** What stands before the end of its body on the closing line. */
  readonly tail: string;
  /** How many folds stand around it. */
  readonly fold: number;
  /** The run of list items it belongs to; -1 for none. */
  readonly run: number;
  /** The line of the list item it stands in, -1 for none. */
  readonly parent: number;
  /** The item around it, where that asks nothing: the first of its questions says so. */
  readonly group: Group | null;
  /** How much its words read as a question, 0 to 1. */
  readonly form: number;
}

/** A list item over questions: what it names is their section, what it says is said before each of them. */
export interface Group {
  readonly line: number;
  readonly text: string;
  readonly isTopic: boolean;
}

type Found = Pick<Marker, 'family' | 'line' | 'after' | 'lead'> & Partial<Marker>;

function marker(outline: Outline, found: Found): Marker {
  const { line, lead } = found;
  return { level: 0, column: 0, gapped: false, context: null, title: null, end: null, rest: '', tail: '', run: -1, parent: -1, group: null, fold: outline.folded[line] ?? 0, form: questionForm(lead.text), ...found };
}

export function headingMarkers(outline: Outline): Marker[] {
  return outline.blocks.flatMap((block) => {
    if (block.type !== 'heading') return [];
    const lead = leadOf(block.text);
    const item = outline.blocks[block.parent];
    const inItem = item?.type === 'item' && item.start === block.start;
    const ordinal = inItem ? Number.parseInt(item.marker, 10) : Number.NaN;
    // An item with nothing but a heading that asks nothing stands over the list below it.
    if (inItem && item.end <= block.end && questionForm(lead.text) < 0.8 && lead.word === null) return [];
    return [
      marker(outline, {
        family: 'heading',
        level: block.level,
        line: block.start,
        after: block.end,
        lead: Number.isNaN(ordinal) || lead.ordinal !== null ? lead : { ...lead, ordinal },
        column: inItem ? contentColumn(outline, item) : 0,
      }),
    ];
  });
}

/** Summaries of folds, but those that only say "Answer". */
export function summaryMarkers(outline: Outline): Marker[] {
  return outline.details.flatMap(({ start, end, depth, summary, aside, summaryEnd, rest, tail }) => {
    const lead = leadOf(summary.replace(/^#{1,6}\s+/, ''));
    if (lead.text === '' || isAnswerSummary(summary)) return [];
    return [marker(outline, { family: 'summary', level: depth, line: start, after: summaryEnd + 1, lead, end, rest, tail, context: trimmedAside(aside) })];
  });
}

/** Plain lines right above folds that say no more than "Answer", however they are indented. */
export function foldedMarkers(outline: Outline): Marker[] {
  const above = linesAboveFolds(outline);
  if (above.length < 3 || above.filter(({ line }) => isIndented(outline, line)).length < above.length / 2) return above;
  // Where they are indented, what asks and is indented as they are has no answer yet.
  const taken = new Set(above.map(({ line }) => line));
  const open = outline.lines.flatMap((text, line): Marker[] => {
    if (taken.has(line) || !isIndented(outline, line) || text.length > 600 || (outline.folded[line] ?? 0) > 0 || (outline.lines[line - 1] ?? '').trim() !== '' || (outline.lines[line + 1] ?? '').trim() !== '') return [];
    const lead = leadOf(text.trim());
    return questionForm(lead.text) >= 0.8 ? [marker(outline, { family: 'line', line, after: line + 1, lead })] : [];
  });
  return [...above, ...open].sort((one, other) => one.line - other.line);
}

function isIndented(outline: Outline, line: number): boolean {
  return /^(?:\t| {4})\s*[^\s#<|>`~*-]/.test(outline.lines[line] ?? '');
}

function linesAboveFolds(outline: Outline): Marker[] {
  return outline.details.flatMap(({ start, depth, summary }) => {
    if (depth > 0 || !isAnswerSummary(summary)) return [];
    let line = start - 1;
    while (line >= 0 && line > start - 5 && (outline.lines[line] ?? '').trim() === '') line -= 1;
    const text = (outline.lines[line] ?? '').trim();
    if (text === '' || text.length > 600 || /^(?:[#<>|`~*_]|[-+]\s|\d{1,6}[.)]\s|\$\$)|[:：]$/.test(text)) return [];
    // The last line of a text is not what was asked.
    const above = (outline.lines[line - 1] ?? '').trim();
    if (above !== '' && !/^(?:#{1,6}\s|<\/\w+>$)/.test(above)) return [];
    return [marker(outline, { family: 'line', line, after: line + 1, lead: leadOf(text) })];
  });
}

function trimmedAside(lines: readonly string[]): string | null {
  const text = lines.join('\n').trim();
  return text === '' ? null : text;
}

/** Whether the summary of a fold names a field instead of asking. */
export function isAnswerSummary(summary: string): boolean {
  const words = plainText(summary).replace(/^[\p{S}\p{P}\p{Extended_Pictographic}\ufe0f\s]+/u, '');
  return (
    fieldOf(words) !== null ||
    fieldOf(words.replace(/\s*#?\d+\s*[.:]?$/, '')) !== null ||
    /^(?:(?:第\s*\d+\s*题的?)?(?:参考)?答案|answer(?: (?:to|for))?(?: question)? ?#?\d*|(?:solution|réponse|respuesta|resposta|antwort|ответ)(?: (?:à|a la|à la|zu|zur|на))?(?: \p{L}+)? ?#?\d*|(?:click|tap|press|expand|show|view|see|reveal|open|toggle|посмотреть|показать|ver|voir|afficher|mostrar|anzeigen)\b.{0,40})[\s:.]*$/iu.test(
      words,
    )
  );
}

const wholeBold = /^\s*(?:\d{1,6}[.)]\s*)?(?:[\p{Extended_Pictographic}\ufe0f]+\s*)?(?:\*\*\*?|__)(?=\S)(.+?)(?:\*\*\*?|__)[:：]?[\s\p{Extended_Pictographic}\ufe0f.]*(?:<br\s*\/?>)?\\?\s*$/u;
const wholeTag = /^\s*<(b|strong)>(.+)<\/\1>[\s\p{Extended_Pictographic}\ufe0f]*(?:<br\s*\/?>)?\s*$/iu;

/** Terms of definition lists: a short paragraph whose next line begins with a colon. */
export function definitionMarkers(outline: Outline): Marker[] {
  return outline.blocks.flatMap((block) => {
    if (block.type !== 'paragraph' || block.depth > 0) return [];
    const lines = outline.lines.slice(block.start, Math.min(block.end, block.start + 4));
    const at = lines.findIndex((line, index) => index > 0 && /^ {0,3}:\s+\S/.test(line));
    if (at === -1) return [];
    const lead = leadOf(lines.slice(0, at).map((line) => line.trim()).join(' '));
    return [marker(outline, { family: 'line', line: block.start, after: block.start + at + 1, lead, rest: (lines[at] ?? '').replace(/^\s*:\s+/, '') })];
  });
}

/** Lines that are bold from end to end, at the start of a paragraph outside lists. */
export function boldMarkers(outline: Outline): Marker[] {
  return outline.blocks.flatMap((block) => {
    if ((block.type !== 'paragraph' && block.type !== 'html') || block.depth > 0) return [];
    const bold = boldLines(outline, block);
    if (bold === null) return [];
    const lead = leadOf(bold.text);
    if (lead.text === '') return [];
    return [marker(outline, { family: 'bold', line: block.start, after: bold.after, lead })];
  });
}

const boldLead = /^(?:\*\*|__)((?:q(?:uestion)? ?)?\d{1,6}\s?[.):]*)\s*([^*_]*)(?:\*\*|__)\s*[.:–—-]*\s+(\S.*)$/iu;

/** Paragraphs that begin with a bold number: "**3)** Which …", "**3) Name.** Which …", "**3) Which …?** Because …". */
export function boldLeadMarkers(outline: Outline): Marker[] {
  return outline.blocks.flatMap((block) => {
    if (block.type !== 'paragraph' || block.depth > 0) return [];
    const match = boldLead.exec(outline.lines[block.start]?.slice(0, 1000) ?? '');
    if (match === null) return [];
    const [, number = '', words = '', rest = ''] = match;
    const { ordinal } = leadOf(`${number.replace(/\s*[.):]*$/, '')}. x`);
    const lead = leadOf(words);
    if (questionForm(lead.text) >= 0.8) return [marker(outline, { family: 'bold', line: block.start, after: block.start + 1, lead: { ...lead, ordinal }, rest })];
    const count = wrappedLines([rest, ...outline.lines.slice(block.start + 1, block.end)]);
    const text = [rest, ...outline.lines.slice(block.start + 1, block.start + count)].map((line) => line.trim()).join(' ');
    return [marker(outline, { family: 'bold', line: block.start, after: block.start + count, lead: { ...leadOf(text), ordinal }, title: lead.text === '' ? null : lead.text.replace(/[.:]$/, '') })];
  });
}

function boldLines(outline: Outline, block: Block): { text: string; after: number } | null {
  for (let after = block.start + 1; after <= Math.min(block.end, block.start + 3); after += 1) {
    const text = outline.lines.slice(block.start, after).join(' ').trim();
    if (text.length > 600) return null;
    const whole = wholeBold.exec(text) ?? null;
    if (whole !== null && !/\*\*|__/.test((whole[1] ?? '').replace(/`[^`]*`/g, ''))) return { text, after };
    if (wholeTag.test(text)) return { text: text.replace(/<\/?(?:b|strong|br)\b[^>]*>/gi, ''), after };
    if (!/^\s*(?:\d{1,6}[.)]\s*)?(?:\*\*|__)/.test(text)) return null;
  }
  return null;
}

/** Items of lists, down to two levels. Consecutive lists whose numbers go on are one run. */
export function itemMarkers(outline: Outline): Marker[] {
  const markers: Marker[] = [];
  const runs = runsOf(outline);
  const { blocks, lines } = outline;
  const firstText = new Map<number, Block>();
  for (const block of blocks) {
    if ((block.type === 'paragraph' || block.type === 'heading') && !firstText.has(block.parent)) firstText.set(block.parent, block);
  }
  blocks.forEach((block, index) => {
    if (block.type !== 'item' || block.depth > 2) return;
    const text = firstText.get(index);
    if (text === undefined || text.start !== block.start) return;
    const column = contentColumn(outline, block);
    const paragraph = lines.slice(text.start, text.end);
    const first = (paragraph[0] ?? '').slice(column).trimEnd();
    const split = text.type === 'heading' ? { words: text.text, rest: '', count: 1, title: undefined } : splitItem([first, ...paragraph.slice(1)]);
    const lead = leadOf(split.words);
    const ordinal = Number.parseInt(block.marker, 10);
    markers.push(
      marker(outline, {
        family: 'item',
        level: block.depth,
        line: block.start,
        after: block.start + split.count,
        lead: { ...lead, ordinal: Number.isNaN(ordinal) ? lead.ordinal : ordinal },
        column,
        title: split.title ?? null,
        rest: split.rest,
        end: block.end,
        run: runs.get(block.parent) ?? -1,
        parent: blocks[blocks[block.parent]?.parent ?? -1]?.start ?? -1,
      }),
    );
  });
  return markers;
}

/** The words of the question at the head of an item's first paragraph, and what follows them on their last line. */
function splitItem(paragraph: readonly string[]): { words: string; rest: string; count: number; title?: string } {
  const first = (paragraph[0] ?? '').replace(/^\[[ xX]\]\s+/, '');
  const bold = /^((?:\*\*|__)(?:[^*_]|[*_](?![*_]))+(?:\*\*|__)\s*[?？:：]?)\s*(.*)$/.exec(first);
  if (bold !== null && (bold[2] ?? '') !== '' && !/^[\p{Extended_Pictographic}\ufe0f\s]*$/u.test(bold[2] ?? '') && questionForm(bold[1] ?? '') >= 0.8) {
    return { words: (bold[1] ?? '').replace(/[:：]$/, ''), rest: (bold[2] ?? '').replace(/^[-–—:：]\s*/, ''), count: 1 };
  }
  const title = /^(?:\*\*|__)([^*_?]{2,80}?)\s*(?:[:：](?:\*\*|__)|(?:\*\*|__)\s*[:：])\s*(.*)$/.exec(first);
  if (title !== null && fieldOf(title[1] ?? '') === null) {
    const below = (title[2] ?? '') === '' ? paragraph.slice(1) : [title[2] ?? '', ...paragraph.slice(1)];
    const taken = wrappedLines(below);
    const words = below.slice(0, taken).map((line) => line.trim()).join(' ');
    if (below.length > 0 && questionForm(words) >= 0.8) return { words, rest: '', count: taken + (below.length < paragraph.length ? 1 : 0), title: title[1] ?? '' };
  }
  const count = wrappedLines(paragraph);
  return { words: [first, ...paragraph.slice(1, count)].map((line) => line.trim()).join(' '), rest: '', count };
}

/** How many lines of a paragraph its question takes: to the line that ends it, else the first alone. */
export function wrappedLines(paragraph: readonly string[]): number {
  const [first = ''] = paragraph;
  if (/(?:[?？.!:：。！]|\s{2}|\\|<br\s*\/?>)[*_"'”’)）`]*\s*$/.test(first) && !/\s(?:e\.g|i\.e|vs|etc)\.$/.test(first)) return 1;
  for (let count = 1; count < Math.min(paragraph.length, 6); count += 1) {
    const line = paragraph[count] ?? '';
    if (/^\s*(?:[-*+>#|]|\d+[.)]\s|```|~~~|(?:\*\*|__)\S)/.test(line) || labelAt(line)?.field === 'answer') break;
    if (/[?？][*_"'”’)）`]*\s*(?:<br\s*\/?>\s*)*$/.test(line)) return count + 1;
  }
  const next = paragraph[1] ?? '';
  return /^\s*\p{Ll}/u.test(next) && first.length > 50 ? 2 : 1;
}

/** Lists whose numbers go on from one to the next, by the index of the list. */
function runsOf(outline: Outline): Map<number, number> {
  const runs = new Map<number, number>();
  const last = new Map<number, { run: number; ordinal: number; ordered: boolean }>();
  const counts = new Map<number, { first: number; items: number }>();
  outline.blocks.forEach((block) => {
    if (block.type !== 'item') return;
    const ordinal = Number.parseInt(block.marker, 10);
    const count = counts.get(block.parent);
    if (count === undefined) counts.set(block.parent, { first: ordinal, items: 1 });
    else counts.set(block.parent, { ...count, items: count.items + 1 });
  });
  let run = 0;
  outline.blocks.forEach((block, index) => {
    if (block.type === 'heading' && block.depth === 0) last.clear();
    if (block.type !== 'list') return;
    const count = counts.get(index) ?? { first: Number.NaN, items: 0 };
    const previous = last.get(block.depth);
    const ordered = !Number.isNaN(count.first);
    const goesOn = previous !== undefined && previous.ordered && ordered && (count.first === previous.ordinal + 1 || (count.first === 1 && previous.ordinal === 1 && count.items === 1));
    if (!goesOn) run += 1;
    const id = goesOn ? previous.run : run;
    runs.set(index, id);
    last.set(block.depth, { run: id, ordinal: ordered ? count.first + count.items - 1 : Number.NaN, ordered });
  });
  return runs;
}

const lineNumber = /^ {0,3}(?:\*\*|__)?(\d{1,6})\s?(?:[.)、．:：]|\s[-–—])(?!\d)\s*(?=\S)/;

/** Numbered lines outside code, whatever markdown makes of them: for texts without headings. */
export function lineMarkers(outline: Outline): Marker[] {
  const markers: Marker[] = [];
  const { lines, code } = outline;
  lines.forEach((line, at) => {
    if (code[at] === 1 || !/^[ *_]{0,5}\d/.test(line) || !lineNumber.test(line.slice(0, 40))) return;
    const after = at + wrappedLines(paragraphFrom(outline, at));
    const words = lines.slice(at, after).map((text) => text.trim()).join(' ');
    markers.push(marker(outline, { family: 'line', line: at, after, lead: leadOf(words) }));
  });
  return markers;
}

function paragraphFrom(outline: Outline, at: number): string[] {
  const paragraph: string[] = [];
  for (let next = at; next < Math.min(outline.lines.length, at + 6); next += 1) {
    const line = outline.lines[next] ?? '';
    if (line.trim() === '' || outline.code[next] === 1) break;
    paragraph.push(line);
  }
  return paragraph;
}

/** Paragraphs outside lists, as questions of their own when they are short. */
export function paragraphMarkers(outline: Outline): Marker[] {
  return outline.blocks.flatMap((block) => {
    if (block.type !== 'paragraph' || block.depth > 0 || block.end - block.start > 4 || block.text.length > 500 || /^(?:\*\*|__)[^*_]{1,40}(?:[:：](?:\*\*|__)|(?:\*\*|__)\s?[:：])/.test(block.text)) return [];
    const lead = leadOf(block.text.replace(/\s*\n\s*/g, ' '));
    return lead.text === '' ? [] : [marker(outline, { family: 'line', line: block.start, after: block.end, lead })];
  });
}

const labelled =
  /^(\s*(?:#{1,6}\s+|[-*+]\s+|\d+[.)]\s+|\d+\s+(?=q:)|>\s*)?)(?:[\p{Extended_Pictographic}\ufe0f]+\s*)?(?:\*\*\*?|__|\*|<b>|<strong>)?\s*((?:interview |the |practice |sample |interviewer['’]s )?(?:question|q|scenario|front|frage|f|pregunta|pergunta|p|вопрос|в|问题|题目|問題|问|問|prompt)(?:\s*(?:no\.?|№|#|n[º°])?\s*[-.]?\s*\d{1,6})?)\s*(?:(?:\*\*\*?|__|\*|<\/b>|<\/strong>)\s*[:：.)\-–—]|[:：.)\-–—]\s*(?:\*\*\*?|__|\*|<\/b>|<\/strong>)?|[:：.)])\s*(?=\S|$)(.*)$/iu;

/** "Q12 What is …", and a bold "Question" on a line of its own. */
const bareLabel = /^(\s*(?:[-*+]\s+)?)(?:(q\d{1,6})\s+(?=[\p{Lu}"“])|(?:\*\*|__)((?:interview |practice |sample )?question(?: \d{1,6})?)(?:\*\*|__)\s*$)(.*)$/iu;

/** As in hashcards: "C: A [gap] in a sentence". */
const gapCard = /^C:\s.*\[[^\][]+\](?!\()/;

const labelHint = /^[^\p{L}]{0,16}(?:b>|strong>)?[^\p{L}]{0,4}(?:interview|the|practice|s|q|f|p|в|问|題|题)/iu;

/** Lines that begin with a label of a question, wherever they stand. */
export function labelMarkers(outline: Outline): Marker[] {
  const markers: Marker[] = [];
  const { lines, code } = outline;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (code[at] === 1 || line.length > 4000) continue;
    if (line.startsWith('C:') && gapCard.test(line) && !lines[at - 1]?.startsWith('B:')) {
      let after = at + 1;
      while (after < lines.length && (lines[after] ?? '').trim() !== '' && !/^[QAC]:\s|^---\s*$/.test(lines[after] ?? '')) after += 1;
      const text = lines.slice(at, after).join(' ').replace(/^C:\s+/, '').trim();
      markers.push(marker(outline, { family: 'label', line: at, after, lead: { ...leadOf(''), word: 'question', text }, gapped: true, form: 1 }));
      at = after - 1;
      continue;
    }
    if (!labelHint.test(line)) continue;
    const match = labelled.exec(line) ?? bareLabel.exec(line);
    if (match === null) continue;
    const before = match[1] ?? '';
    const word = match[2] ?? match[3] ?? '';
    const rest = match.length > 4 ? (match[4] ?? '') : (match[3] ?? '');
    if (/^\s*#/.test(line)) {
      const lead = leadOf(line.replace(/^\s*#+\s+/, ''));
      if (lead.text !== '') markers.push(marker(outline, { family: 'label', line: at, after: at + 1, lead: { ...lead, word: 'question' } }));
      continue;
    }
    let after = at + 1;
    const words = [rest];
    if (rest.trim() === '' || wrappedLines(paragraphFrom(outline, at)) > 1 || !/[?？.!。]["'”’)*_`]*\s*$/.test(rest)) {
      // The words go on to the label of the answer, a blank line, or the next thing that is no prose.
      while (after < lines.length && after < at + 12) {
        const next = lines[after] ?? '';
        if (next.trim() === '' && words.every((text) => text.trim() === '')) {
          after += 1;
          continue;
        }
        if (next.trim() === '' || code[after] === 1 || /^\s*(?:[-*+]\s|#{1,6}\s|```|\||\d+[.)]\s)/.test(next) || labelled.test(next) || labelAt(next.replace(/^\s*>\s?/, '')) !== null) break;
        words.push(next.trim());
        after += 1;
      }
    }
    const ordinal = /\d+/.exec(word)?.[0];
    const lead = leadOf(words.join(' ').trim().replace(/^(?:\*\*|__)\s*(?=\S)/, (mark) => (words.join(' ').indexOf(mark.trim(), 2) === -1 ? '' : mark)).replace(/^([^*]*)\*\*$/, '$1'));
    if (lead.text === '') continue;
    markers.push(
      marker(outline, {
        family: 'label',
        level: before.replace(/[^ ]/g, '').length === 0 ? 0 : 1,
        line: at,
        after,
        lead: { ...lead, word: 'question', ordinal: ordinal === undefined ? lead.ordinal : Number(ordinal) },
        column: /^\s*(?:[-*+]|\d+[.)])\s+/.test(before) ? before.length : 0,
      }),
    );
    at = after - 1;
  }
  return markers;
}

/** The column where the text of a list item stands. */
function contentColumn(outline: Outline, item: Block): number {
  return /^\s*(?:[-*+]|\d+[.)])\s*/.exec(outline.lines[item.start] ?? '')?.[0].length ?? 0;
}
