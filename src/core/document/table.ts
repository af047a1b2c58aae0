import { type Draft, plainDraft } from './draft.ts';
import { fieldOf } from './label.ts';
import { leadOf } from './lead.ts';
import type { Section } from './layout.ts';
import type { Outline } from './outline.ts';
import { plainText, questionForm } from './phrase.ts';

/** What a table or a file of records holds. */
export interface Records {
  readonly drafts: readonly Draft[];
  readonly sections: readonly Section[];
  /** 0 to 1: how surely these are questions. */
  readonly certainty: number;
  readonly why: string;
}

type Column = 'question' | 'answer' | 'tags' | 'difficulty' | 'section' | 'hints' | 'intent' | 'context' | 'option' | 'correct' | 'followUps' | 'number' | 'pitfalls' | 'keyPoints';

const headers: readonly (readonly [Column, RegExp])[] = [
  ['number', /^(?:#|№|no\.?|nr\.?|n[º°]|id|number|s\.? ?no\.?|sr\.? ?no\.?|序号|编号|номер)$/iu],
  ['question', /^(?:(?:interview )?questions?(?: text)?|q|front|prompt|term|card|вопросы?|문제|질문|问题|题目|面试题|preguntas?|perguntas?|fragen?|questions?|recto|vorderseite)$/iu],
  ['correct', /^(?:correct(?: (?:answer|ans|option|choice))?|right answer|answer key|正确答案|правильный ответ|correcta|correta|richtig)$/iu],
  ['answer', /^(?:(?:model |sample |short |suggested |expected |ideal )?answers?|a|back|response|definition|solution|explanation|ответы?|정답|답변?|答案|回答|respuestas?|respostas?|antworten?|réponses?|verso|rückseite)$/iu],
  ['option', /^(?:(?:ans(?:wer)?) ?(?:[a-h]|[1-8])|(?:option|choice|вариант|选项|opción|opção) ?[a-h1-8]?|[a-f])$/iu],
  ['tags', /^(?:tags?|labels?|keywords?|compan(?:y|ies)|теги|标签|etiquetas|tópicos?)$/iu],
  ['difficulty', /^(?:difficulty|level|сложность|уровень|难度|dificultad|dificuldade|nivel|nível|schwierigkeit|difficulté|niveau)$/iu],
  ['section', /^(?:category|topic|theme|section|subject|deck|area|тема|раздел|категория|分类|主题|categoría|categoria|tema|kategorie|thema|catégorie|thème)$/iu],
  ['hints', /^(?:hints?|tips?|подсказка|提示|pista|dica|hinweis|indice)$/iu],
  ['intent', /^(?:intent|why (?:it is )?asked|what (?:it|this) tests|purpose|what (?:they|interviewers?) (?:look for|want))$/iu],
  ['context', /^(?:context|code|snippet)$/iu],
  ['followUps', /^(?:follow[- ]?ups?(?: questions?)?)$/iu],
  ['pitfalls', /^(?:pitfalls?|common mistakes?|red flags?)$/iu],
  ['keyPoints', /^(?:key (?:points?|takeaways?|ideas?))$/iu],
];

/** What a column holds, by its head. */
export function columnOf(head: string): Column | null {
  const bare = plainText(head).replace(/[_-]+/g, ' ').replace(/[:*]/g, '').trim();
  for (const [column, pattern] of headers) if (pattern.test(bare)) return column;
  const field = fieldOf(bare)?.field;
  return field === 'question' || field === 'answer' || field === 'tags' || field === 'difficulty' || field === 'hints' || field === 'intent' ? field : null;
}

export interface Row {
  readonly cells: readonly string[];
  /** 0-based. */
  readonly line: number;
}

/** The questions of rows under known columns. */
export function recordsOf(rows: readonly Row[], columns: readonly (Column | null)[], heads: readonly string[], sectionOf: (row: Row) => string | null, drafts: Draft[], sections: { title: string | null; line: number; description: string[] }[]): void {
  for (const row of rows) {
    const of = (column: Column): string[] => row.cells.filter((cell, at) => columns[at] === column && cell.trim() !== '').map((cell) => cell.trim());
    const [asked = ''] = of('question');
    const question = leadOf(asked.split(/\n\s*\n/)[0] ?? '').text.replace(/\s*\n\s*/g, ' ');
    if (plainText(question) === '') continue;
    const title = of('section')[0] ?? sectionOf(row);
    let section = sections.findIndex((known) => known.title === title);
    if (section === -1) {
      sections.push({ title, line: row.line, description: [] });
      section = sections.length - 1;
    }
    const more = row.cells.flatMap((cell, at) => (columns[at] === null && cell.trim() !== '' && (heads[at] ?? '').trim() !== '' ? [`${heads[at] ?? ''}: ${cell.trim()}`] : []));
    const right = of('correct')[0] ?? null;
    const options = of('option').map((text, index) => ({ text, correct: right !== null && (right === text || right.toUpperCase() === String.fromCharCode(65 + index) || right === String(index + 1)) }));
    const named = right === null ? null : (options.find(({ correct }) => correct)?.text ?? (columns.includes('option') ? null : right));
    const said = [...of('answer'), ...(named !== null && (options.length === 0 || of('answer').length === 0) ? [named] : [])];
    const answer = said.length === 0 && columns.some((column) => column === 'answer' || column === 'correct') ? '' : [...said, ...more].join('\n\n');
    drafts.push({
      ...plainDraft(question, row.line, section),
      context: [...asked.split(/\n\s*\n/).slice(1), ...of('context'), ...(answer === '' ? more : [])].join('\n\n') || null,
      answer: answer === '' ? null : answer,
      tags: of('tags').flatMap((cell) => cell.split(/[,;]|\s+(?=#)/).map((tag) => plainText(tag).replace(/^#/, '')).filter((tag) => tag !== '')),
      difficulty: of('difficulty')[0] ?? null,
      hints: of('hints'),
      intent: of('intent')[0] ?? null,
      followUps: of('followUps').map((text) => ({ question: text, answer: '' })),
      pitfalls: of('pitfalls'),
      keyPoints: of('keyPoints'),
      options,
    });
  }
}

/** The questions in the rows of a document's tables, or null. */
export function tableRecords(outline: Outline): Records | null {
  const drafts: Draft[] = [];
  const sections: { title: string | null; line: number; description: string[] }[] = [];
  let headed = 0;
  let heading: { text: string; level: number } | null = null;
  const titles = outline.blocks.filter((block) => block.type === 'heading');
  const isOnly = titles.length === 1;
  for (const block of outline.blocks) {
    if (block.type === 'heading' && !isOnly) heading = block.level === 1 && block === titles[0] ? null : { text: block.text, level: block.level };
    if (block.type !== 'table' || block.depth > 0) continue;
    const rows = outline.lines.slice(block.start, block.end).map((line, at) => ({ cells: cellsOf(line), line: block.start + at }));
    const heads = rows[0]?.cells ?? [];
    const body = rows.slice(2).filter(({ cells }) => cells.some((cell) => cell !== ''));
    let columns = heads.map(columnOf);
    const known = columns.includes('question');
    if (!known) {
      const forms = heads.map((_, at) => body.reduce((sum, { cells }) => sum + questionForm(cells[at] ?? ''), 0) / Math.max(1, body.length));
      const at = forms.findIndex((form) => form >= 0.75);
      if (at === -1 || body.length < 3 || heads.length < 2) continue;
      columns = columns.map((column, index) => (index === at ? 'question' : (column ?? (index === at + 1 ? 'answer' : null))));
    }
    const rowsAsked = body.filter(({ cells }) => (cells[columns.indexOf('question')] ?? '') !== '');
    if (rowsAsked.length === 0) continue;
    if (!columns.includes('answer')) {
      const asked = columns.indexOf('question');
      const other = columns.findIndex((column, index) => column === null && index > asked);
      if (other !== -1) columns = columns.map((column, index) => (index === other ? 'answer' : column));
    }
    if (known) headed += 1;
    const title = heading?.text ?? null;
    recordsOf(rowsAsked, columns, heads, () => title, drafts, sections);
  }
  if (drafts.length === 0) return null;
  const form = drafts.reduce((sum, { question }) => sum + questionForm(question), 0) / drafts.length;
  return { drafts, sections, certainty: Math.min(1, form * 0.7 + (headed > 0 ? 0.4 : 0)), why: `${drafts.length} table rows with a question in one column` };
}

function cellsOf(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  const text = line.trim().replace(/^\|/, '').replace(/(^|[^\\])\|$/, '$1');
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\\' && text[at + 1] === '|') {
      cell += '|';
      at += 1;
    } else if (character === '|') {
      cells.push(cell.trim().replace(/<br\s*\/?>/gi, '\n'));
      cell = '';
    } else cell += character;
  }
  cells.push(cell.trim().replace(/<br\s*\/?>/gi, '\n'));
  return cells;
}
