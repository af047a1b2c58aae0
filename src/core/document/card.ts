import { answerText, type Draft, plainDraft, unquoted } from './draft.ts';
import { leadOf } from './lead.ts';
import { plainText, questionForm } from './phrase.ts';
import { columnOf, type Records, recordsOf, type Row } from './table.ts';

/** The cards of a file of tab- or comma-separated records, as flashcard programs export them, or null. */
export function delimitedRecords(text: string, path: string): Records | null {
  const directives = new Map<string, string>();
  const lines = text.split('\n');
  let start = 0;
  for (; start < lines.length; start += 1) {
    const match = /^#([\w ]+):(.*)$/.exec(lines[start] ?? '');
    if (match === null) break;
    directives.set((match[1] ?? '').trim().toLowerCase(), (match[2] ?? '').trim());
  }
  const extension = /\.(csv|tsv)$/i.exec(path)?.[1]?.toLowerCase() ?? null;
  const separator = separatorOf(directives.get('separator') ?? null, extension, start === 0 ? lines : lines.slice(start));
  if (separator === null) return null;
  const rows = rowsOf(start === 0 ? text : lines.slice(start).join('\n'), separator, start).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const html = directives.get('html') === 'true' || (directives.size > 0 && /<(?:br|div|b|i|pre|li)\b/i.test(text));
  const cards = rows.map((row) => ({ ...row, cells: row.cells.map((cell) => (html || /<(?:br|div)\b/i.test(cell) ? fromHtml(cell) : cell)) }));
  const [first] = cards;
  if (first === undefined) return null;
  const width = first.cells.length;
  const named = directives.get('columns')?.split(separator) ?? null;
  const heads = named ?? first.cells;
  let columns = heads.map(columnOf);
  const isHead = named === null && columns.includes('question') && (columns.includes('answer') || columns.includes('option') || columns.includes('correct') || width === 1 || extension !== null);
  const hasColumns = named !== null ? columns.includes('question') : isHead;
  const data = isHead ? cards.slice(1) : cards;
  if (!hasColumns) {
    const special = new Map<number, 'tags' | 'section' | 'number'>();
    for (const [key, column] of [['tags column', 'tags'], ['deck column', 'section'], ['notetype column', 'number'], ['guid column', 'number']] as const) {
      const at = Number(directives.get(key));
      if (at > 0) special.set(at - 1, column);
    }
    const free = Array.from({ length: width }, (_, at) => at).filter((at) => !special.has(at));
    columns = Array.from({ length: width }, (_, at) => special.get(at) ?? (at === free[0] ? 'question' : at === free[1] ? 'answer' : at === free[2] && free.length === 3 && data.every(({ cells }) => (cells[at] ?? '').length < 60) ? 'tags' : null));
  }
  if (data.length === 0) return null;
  const drafts: Draft[] = [];
  const sections: { title: string | null; line: number; description: string[] }[] = [];
  const deck = directives.get('deck') ?? null;
  recordsOf(data, columns, hasColumns ? heads : [], () => deck, drafts, sections);
  if (!hasColumns) {
    // Without names every further column is part of the answer.
    data.forEach(({ cells }, at) => {
      const draft = drafts[at];
      const more = cells.filter((cell, index) => columns[index] === null && cell.trim() !== '').map((cell) => cell.trim());
      if (draft !== undefined && more.length > 0 && drafts.length === data.length) drafts[at] = { ...draft, answer: [draft.answer, ...more].filter((part) => part !== null).join('\n\n') };
    });
  }
  // Flashcard programs separate tags with spaces.
  if (directives.has('tags column')) drafts.forEach((draft, at) => (drafts[at] = { ...draft, tags: draft.tags.flatMap((tag) => tag.split(/\s+/)) }));
  const form = drafts.reduce((sum, { question }) => sum + questionForm(question), 0) / Math.max(1, drafts.length);
  const regular = cards.filter(({ cells }) => Math.abs(cells.length - width) <= 1).length / cards.length;
  const sure = directives.has('separator') || (hasColumns && columns.includes('answer')) || (hasColumns && form > 0.4);
  const said = /anki|flash|cards?|deck|quiz|interview|question/i.test(path);
  if (!sure && !(form >= 0.5 && width >= 2) && !(said && width >= 2 && width <= 4 && (extension !== null || regular > 0.9))) return null;
  if (regular < 0.6 || drafts.length === 0) return null;
  return { drafts, sections, certainty: 1, why: `${drafts.length} records separated by ${separator === '\t' ? 'tabs' : `"${separator}"`}` };
}

function separatorOf(directive: string | null, extension: string | null, lines: readonly string[]): string | null {
  const names: Readonly<Record<string, string>> = { tab: '\t', comma: ',', semicolon: ';', pipe: '|', colon: ':', space: ' ' };
  if (directive !== null) return names[directive.toLowerCase()] ?? (directive === '' ? '\t' : directive.slice(0, 1));
  const filled: string[] = [];
  for (const line of lines) {
    if (filled.length >= 2000) break;
    if (line.trim() !== '') filled.push(line);
  }
  const share = (separator: string): number => filled.filter((line) => line.includes(separator)).length / Math.max(1, filled.length);
  if (extension === 'tsv') return '\t';
  if (extension === 'csv') return ([';', '\t'] as const).find((separator) => (filled[0] ?? '').includes(separator) && !(filled[0] ?? '').includes(',')) ?? ',';
  if (filled.length >= 2 && share('\t') > 0.9 && filled.every((line) => !/^\t/.test(line) || line.trim() !== '') && filled.filter((line) => /^[^\t]+\t+[^\t]/.test(line)).length > filled.length * 0.8) return '\t';
  const [head = ''] = filled;
  for (const separator of [',', ';']) {
    const columns = head.split(separator).map((cell) => columnOf(cell.replace(/"/g, '')));
    if (columns.length >= 2 && columns.includes('question') && (columns.includes('answer') || columns.includes('correct')) && columns.filter((column) => column !== null).length >= columns.length - 1) return separator;
  }
  return null;
}

/** The records of a text whose fields may be quoted and hold separators, quotes and newlines. */
function rowsOf(text: string, separator: string, from: number): Row[] {
  const strict = rowsAs(text, separator, from, strictQuote);
  return strict.broken ? rowsAs(text, separator, from, (all, at) => looseQuote(all, at, separator)).rows : strict.rows;
}

type ClosingQuote = (text: string, from: number) => number | null;

/** Also says whether some text stood between a closing quote and the end of its field, as where the quotes inside are not doubled. */
function rowsAs(text: string, separator: string, from: number, closingQuote: ClosingQuote): { rows: Row[]; broken: boolean } {
  let broken = false;
  const rows: Row[] = [];
  let cells: string[] = [];
  let cell: string[] = [];
  let line = from;
  let start = from;
  let at = 0;
  const end = (): void => {
    cells.push(cell.join(''));
    cell = [];
  };
  while (at < text.length) {
    if (text[at] === '"' && cell.length === 0) {
      const quoted = closingQuote(text, at + 1);
      if (quoted !== null) {
        const inner = text.slice(at + 1, quoted);
        line += newlines(inner);
        cell.push(inner.replace(/""/g, '"'));
        at = quoted + 1;
        if (at < text.length && text[at] !== separator && text[at] !== '\n') broken = true;
        continue;
      }
    }
    const next = nextStop(text, at, separator);
    if (next > at) cell.push(text.slice(at, next));
    at = next;
    if (at >= text.length) break;
    if (text[at] === separator) {
      end();
      if (cells.length > 200) cells.length = 200;
      // An empty field must not make the next quote look like the middle of one.
      at += 1;
    } else {
      end();
      rows.push({ cells, line: start });
      cells = [];
      line += 1;
      start = line;
      at += 1;
    }
  }
  if (cell.length > 0 || cells.length > 0) {
    end();
    rows.push({ cells, line: start });
  }
  return { rows, broken };
}

const longestQuote = 100_000;

function strictQuote(text: string, from: number): number | null {
  let at = from;
  for (;;) {
    at = text.indexOf('"', at);
    if (at === -1 || at - from > longestQuote) return null;
    if (text[at + 1] !== '"') return at;
    at += 2;
  }
}

/** A quote closes where a field can end: before a separator, a line that begins with a quote, or the end. */
function looseQuote(text: string, from: number, separator: string): number | null {
  for (let at = text.indexOf('"', from); at !== -1 && at - from <= longestQuote; at = text.indexOf('"', at + 1)) {
    const after = text[at + 1];
    if (after === undefined || (after === separator && /["\S]/.test(text[at + 2] ?? '')) || (after === '\n' && (text[at + 2] === undefined || text[at + 2] === '"'))) return at;
  }
  return null;
}

function nextStop(text: string, from: number, separator: string): number {
  let at = from;
  while (at < text.length && text[at] !== separator && text[at] !== '\n') at += 1;
  return at;
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** The markup of a card, as markdown. */
function fromHtml(html: string): string {
  return html
    .replace(/<pre\b[^<>]*>(?:\s*<code\b[^<>]*>)?/gi, '\n```\n')
    .replace(/(?:<\/code>\s*)?<\/pre>/gi, '\n```\n')
    .replace(/<\/?code\b[^<>]*>/gi, '`')
    .replace(/<\/?(?:b|strong)\b[^<>]*>/gi, '**')
    .replace(/<\/?(?:i|em)\b[^<>]*>/gi, '*')
    .replace(/<li\b[^<>]*>/gi, '\n- ')
    .replace(/<(?:br|\/div|\/p|\/li|\/ul|\/ol|\/tr|hr)\b[^<>]*\/?>/gi, '\n')
    .replace(/<\/?(?:div|p|span|ul|ol|font|u|table|tbody|tr|td|th|a|img|anki-[\w-]+)\b[^<>]*>/gi, '')
    .split('\n')
    .map((line) => (line.includes('&') ? decoded(line) : line))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function decoded(text: string): string {
  return text
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&amp;/g, '&');
}

/** Cards written in plain lines: `front :: back`, or a front and a back around a line that is only `?`. */
export function inlineRecords(lines: readonly string[], code: Uint8Array): Records | null {
  const drafts: Draft[] = [];
  const sections: { title: string | null; line: number; description: string[] }[] = [];
  let title: string | null = null;
  let first = true;
  const sectionHere = (line: number): number => {
    let at = sections.findIndex((section) => section.title === title);
    if (at === -1) at = sections.push({ title, line, description: [] }) - 1;
    return at;
  };
  let filled = 0;
  let used = 0;
  const add = (front: string, back: string, line: number): void => {
    const { text, tags } = withoutTags(front);
    const answer = withoutTags(back);
    const question = unquoted(leadOf(text.replace(/^\s*[-*+]\s+/, '')).text.replace(/\s*\n\s*/g, ' '));
    if (plainText(question) === '') return;
    drafts.push({ ...plainDraft(question, line, sectionHere(line)), answer: answerText(answer.text), tags: [...new Set([...tags, ...answer.tags])] });
  };
  let block: { start: number; lines: string[] } = { start: 0, lines: [] };
  let lastIsOpen = false;
  const flush = (): void => {
    const mark = block.lines.findIndex((line) => /^\s*(?:\?\??|↪|:question:|:grey_question:)\s*$/u.test(line));
    const nonBlank = block.lines.filter((line) => line.trim() !== '').length;
    if (mark > 0 && block.lines.slice(0, mark).some((line) => line.trim() !== '')) {
      used += nonBlank;
      const from = block.lines.findIndex((line) => line.trim() !== '');
      add(block.lines.slice(0, mark).join('\n').trim(), block.lines.slice(mark + 1).join('\n'), block.start + from);
    } else if (nonBlank > 0 && lastIsOpen) {
      // Text below a card that goes on after a blank line belongs to its back.
      const last = drafts.at(-1);
      if (last !== undefined) {
        drafts[drafts.length - 1] = { ...last, answer: [last.answer, answerText(block.lines.join('\n'))].filter((text) => text !== null).join('\n\n') };
        used += nonBlank;
      }
    }
    if (mark > 0) lastIsOpen = true;
    block = { start: 0, lines: [] };
  };
  const separated = lines.some((line, at) => code[at] !== 1 && /^\s*\?\??\s*$/.test(line) && (lines[at - 1] ?? '').trim() === '');
  lines.forEach((line, at) => {
    const bare = line.trim();
    if (bare !== '') filled += 1;
    if (code[at] !== 1) {
      const heading = /^(#{1,6})\s+(.*)$/.exec(bare);
      if (heading !== null) {
        flush();
        lastIsOpen = false;
        if (!(first && heading[1] === '#')) title = heading[2] ?? null;
        first = false;
        filled -= 1;
        return;
      }
      if (/^#[\w/-]+(?:\s+#[\w/-]+)*$/.test(bare)) {
        filled -= 1;
        return;
      }
      const inline = line.length < 5000 && line.includes('::') ? /^\s*(?:[-*+]\s+)?(.*?\S)\s*(?:\s:{2,3}\s|(?<![:\w])::(?!\w)|(?<=[?？.\p{Lo}])::(?=\S))\s*(\S.*)$/u.exec(line) : null;
      if (inline !== null && !/`[^`]*::[^`]*`/.test(line)) {
        flush();
        used += 1;
        lastIsOpen = false;
        add(inline[1] ?? '', inline[2] ?? '', at);
        return;
      }
      if ((bare === '' && !separated) || /^(?:[-_*]\s*){3,}$/.test(bare)) {
        flush();
        if (bare !== '') filled -= 1;
        return;
      }
      if (/^<!--.*-->$/.test(bare)) {
        filled -= 1;
        return;
      }
    }
    if (block.lines.length === 0) block.start = at;
    block.lines.push(line);
  });
  flush();
  if (drafts.length === 0) return null;
  const share = used / Math.max(1, filled);
  if (share < 0.5 || (drafts.length < 2 && share < 0.9)) return null;
  return { drafts, sections, certainty: share, why: `${drafts.length} cards with a front and a back` };
}

const cardTag = /(?:^|\s)#(?:flash)?cards?(?=\s|$)/i;

/** Cards of an outliner (Logseq): a bullet tagged `#card` is the front, the bullets deeper than it are the back; lines `name:: value` are properties. */
export function bulletRecords(lines: readonly string[]): Records | null {
  const bullets: { line: number; depth: number; indent: number; text: string[] }[] = [];
  let fenced = false;
  lines.forEach((line, at) => {
    const bullet = fenced ? null : /^([\t ]*)-(?:[\t ]+(.*))?$/.exec(line);
    if (/^\s*(?:-\s+)?```/.test(line)) fenced = !fenced;
    if (bullet !== null) {
      const indent = bullet[1] ?? '';
      bullets.push({ line: at, depth: indent.replace(/\t/g, '    ').length, indent: indent.length, text: [bullet[2] ?? ''] });
    } else if (line.trim() !== '' && (fenced || !/^\s*[\w-]+::(?:\s|$)/.test(line))) {
      const { text, indent = 0 } = bullets.at(-1) ?? {};
      text?.push(line.length - line.trimStart().length > indent ? line.slice(indent).replace(/^ {1,2}/, '') : line.trimStart());
    }
  });
  const drafts: Draft[] = [];
  const sections: { title: string | null; line: number; description: string[] }[] = [{ title: null, line: 0, description: [] }];
  for (let at = 0; at < bullets.length; at += 1) {
    const front = bullets[at];
    if (front === undefined) continue;
    const heading = /^#{1,6}\s+(.+)$/.exec(front.text[0] ?? '')?.[1];
    if (!front.text.some((line) => cardTag.test(line))) {
      if (heading !== undefined) sections.push({ title: heading, line: front.line, description: [] });
      else if (front.text.some((line) => line.trim() !== '')) sections.at(-1)?.description.push(`- ${front.text.join('\n  ')}`);
      continue;
    }
    const back: string[] = [];
    while (at + 1 < bullets.length) {
      const next = bullets[at + 1];
      if (next === undefined || next.depth <= front.depth || next.text.some((line) => cardTag.test(line))) break;
      at += 1;
      const indent = '  '.repeat(Math.min(20, depthBelow(next.depth - front.depth)));
      const [first = '', ...rest] = next.text;
      if (first.trim() !== '' || rest.length > 0) back.push(`${indent}- ${first}`, ...rest.map((line) => `${indent}  ${line}`));
    }
    const { text, tags } = withoutTags(front.text.join('\n'));
    const question = (/\$\$|```/.test(text) ? text : text.replace(/\s*\n\s*/g, ' ')).trim();
    if (plainText(question) !== '') drafts.push({ ...plainDraft(question, front.line, sections.length - 1), answer: answerText(back.join('\n')), tags });
  }
  const answered = drafts.filter(({ answer }) => answer !== null).length;
  if (answered === 0 || answered < drafts.length / 2) return null;
  return { drafts, sections, certainty: 1, why: `${drafts.length} bullets tagged as cards` };
}

/** The level, from 0, of a bullet indented so many columns more than its card: by tabs of four, or by two spaces. */
function depthBelow(columns: number): number {
  return Math.max(0, (columns % 4 === 0 ? columns / 4 : Math.ceil(columns / 2)) - 1);
}

function withoutTags(text: string): { text: string; tags: string[] } {
  const tags: string[] = [];
  const bare = text.replace(/(^|\s)#([\p{L}][\p{L}\p{N}/_-]*)(?=\s|$)/gu, (_, before: string, tag: string) => {
    if (!/^(?:flash)?cards?$/i.test(tag)) tags.push(tag);
    return before;
  });
  return { text: bare.trimEnd(), tags };
}
