/** What stands before the words of a heading, item or line: "Q3:", "12.", "Prompt 1 -". */
export interface Lead {
  /** `question` for a word that marks a question, `structure` for one that marks a part of a document, null for none. */
  readonly word: 'question' | 'structure' | null;
  readonly ordinal: number | null;
  /** A date or a version stands where a number would. */
  readonly version: boolean;
  /** How hard it says it is: "[E]", "(Senior)". */
  readonly level: string | null;
  /** The rest, as markdown, with emphasis around the whole of it taken off. */
  readonly text: string;
}

const questionWord =
  '(?:interview |coding |sample |practice |behaviou?ral )?(?:q(?:uestion|uiz)?|prompt|problem|scenario|case study|(?:flash)?card|aufgabe|frage|pregunta|pergunta|questão|questao|вопрос|задача|问题|问|题目|面试题|题)';
const structureWord =
  '(?:step|chapter|part|section|phase|theme|topic|category|module|lesson|day|week|unit|stage|round|volume|appendix|level|area|key probing area|tip|rule|method|approach|solution|option|example|figure|table|version|release|sprint|milestone|task|exercise|tutorial|lab|глава|часть|шаг|раздел|этап|capítulo|parte|paso|passo|schritt|kapitel|teil|étape|chapitre|partie|步骤)';

const asked = new RegExp(`^#?${questionWord}(?:\\s*(?:no\\.?|№|#|n[º°])?\\s*[-.#]?\\s*(\\d+(?:\\.\\d+)*)(?!\\s*[-–—]\\s*(?:q(?:uestion)?\\s*)?\\d)(?:\\s*(?:[.:：)\\]、\\-–—]+)\\s*|\\s+|$)|\\s*[:：]\\s*|\\.\\s+(?=\\S))`, 'iu');
const numberedChinese = /^第\s*([\d一二三四五六七八九十百]+)\s*[题問问]\s*[：:、.]?\s*/u;
const structured = new RegExp(`^${structureWord}\\s*[-#]?\\s*(\\d+|[ivx]+|[a-d])\\b\\s*[:.)\\-–—]*\\s*`, 'iu');
const versioned = /^(?:\[?v?\d+\.\d+\.\d+\S*(?!\s+[\p{L}"“*_`])|\[?v\d+(?:\.\d+)+\S*|\[?unreleased\]?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?=\s|$)/iu;
const numbered = /^[#(（[]?(\d{1,6}(?:\.\d{1,6})*)(?:[.)）\]、．:：]+(?![\d])\s*|\s+[-–—]+\s+|[-–—]\s+|\s*\|\s*|\s+(?=[\p{Lu}\p{Script=Han}"“'`*_¿[]))(?=\S)/u;

const marked = new RegExp(`^(?:${questionWord}|${structureWord}|第|unreleased|v\\d)`, 'iu');

/** Splits what marks a line from what it says. */
export function leadOf(markdown: string): Lead {
  // Most lines are plain words.
  if (/^[\p{L}"“«„¿]/u.test(markdown) && !/[>}#]\s*$/.test(markdown) && !marked.test(markdown)) return { word: null, ordinal: null, version: false, level: null, text: markdown.trim() };
  let text = unwrap(strip(markdown));
  let word: Lead['word'] = null;
  let ordinal: number | null = null;
  if (versioned.test(text.replace(/[*_`]/g, ''))) return { word, ordinal, version: true, level: null, text };
  for (let pass = 0; pass < 2; pass += 1) {
    const bare = text.replace(/^(?:\*\*\*|\*\*|__|\*|_(?!_)|<(?:b|strong)>)\s*/i, '');
    const removed = text.length - bare.length;
    const emphasis = text.slice(0, removed).trim();
    const match = asked.exec(bare) ?? numberedChinese.exec(bare) ?? (pass === 0 ? structured.exec(bare) : null) ?? (ordinal === null ? numbered.exec(bare) : null);
    if (match === null || match[0] === '') break;
    if (pass === 1 && word === null && !asked.test(bare)) break;
    if (asked.test(bare) || numberedChinese.test(bare)) word = 'question';
    else if (word === null && structured.test(bare)) word = 'structure';
    ordinal ??= ordinalOf(match[1]);
    text = reopen(bare.slice(match[0].length), emphasis);
    text = unwrap(strip(text));
  }
  if (word === 'question' && bareLevel.test(text)) return { word, ordinal, version: false, level: text.replace(/[^\p{L}]+/gu, ''), text: '' };
  const tag = /^[[(]/.test(text) ? levelTag.exec(text) : null;
  return tag === null ? { word, ordinal, version: false, level: null, text } : { word, ordinal, version: false, level: tag[1] ?? tag[2] ?? null, text: text.slice(tag[0].length) };
}

/** The words documents have for how hard a question is. */
export const levelWords =
  'easy|medium|hard|beginner|basic|intermediate|advanced|expert|entry|junior|middle|mid|senior|staff|лёгкий|легкий|средний|сложный|джуниор|мидл|сеньор|简单|中等|困难|初级|中级|高级|fácil|médio|medio|difícil|básico|avançado|avanzado|einfach|mittel|schwer|facile|moyen|difficile';
const bareLevel = new RegExp(`^[[(*_]*(?:${levelWords})[\\])*_]*$`, 'iu');
const levelTag = new RegExp(`^(?:\\[([EMH]|L\\d|${levelWords})\\](?!\\()|\\((${levelWords})\\))[\\s:.–—-]*(?=\\S)`, 'iu');


function ordinalOf(digits: string | undefined): number | null {
  if (digits === undefined) return null;
  if (/^[\d.]+$/.test(digits)) return Number(digits.split('.').at(-1));
  const chinese = '一二三四五六七八九';
  let value = 0;
  let unit = 0;
  for (const character of digits) {
    if (character === '十') {
      value += (unit === 0 ? 1 : unit) * 10;
      unit = 0;
    } else if (character === '百') {
      value += (unit === 0 ? 1 : unit) * 100;
      unit = 0;
    } else unit = chinese.indexOf(character) + 1;
  }
  return value + unit > 0 ? value + unit : null;
}

/** Emphasis that began before the mark and ends within or after it. */
function reopen(rest: string, emphasis: string): string {
  if (emphasis === '') return rest;
  const closing = emphasis.startsWith('<') ? emphasis.replace('<', '</') : emphasis;
  if (rest.trimStart().startsWith(closing)) return rest.trimStart().slice(closing.length).replace(/^\s*[:：.)\-–—]?\s*/, '');
  const at = rest.indexOf(closing);
  if (at === -1) return rest;
  return at >= rest.trimEnd().length - closing.length - 1 ? rest.slice(0, at) + rest.slice(at + closing.length) : emphasis + rest;
}

const longestLine = 5000;

/** A heading without the anchors, back links and signs around its words. */
export function withoutAnchors(text: string): string {
  return strip(text);
}

function strip(text: string): string {
  // No line of people's is so long, and each sign would be looked for from every place in it.
  if (text.length > longestLine) return text.trim();
  return text
    .replace(/^(?:\s*(?:<a\b[^>]*>\s*<\/a>|<a\b[^>]*>(?=.*<\/a>\s*$)|<br\s*\/?>|\[\s*[\p{S}\p{P}]{0,5}\s*\]\([^)]*\)|[\p{Extended_Pictographic}\ufe0f\u200d\u20e3]+(?!\d)|[☐☑✓✔►▶•·]+))+/u, '')
    .replace(/\s*(?:<a\b[^>]*>\s*<\/a>|<\/a>(?=\s*$)|\{#[\w-]+\}|(?:<br\s*\/?>\s*)+|#+)\s*$/u, '')
    .trim();
}

/** Takes off emphasis that spans the whole text. */
function unwrap(text: string): string {
  for (const mark of ['***', '**', '__', '*', '_', '<b>', '<strong>']) {
    const closing = mark.startsWith('<') ? mark.replace('<', '</') : mark;
    if (text.length > mark.length * 2 && text.startsWith(mark) && text.endsWith(closing)) {
      const inner = text.slice(mark.length, -closing.length);
      if (!inner.includes(mark) && !inner.startsWith(mark[0] ?? '')) return unwrap(inner.trim());
    }
  }
  return text;
}
