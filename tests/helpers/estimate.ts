import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** One line inside an `estimate` fence; `line` is 1-based in its file. */
export interface EstimateLine {
  readonly text: string;
  readonly line: number;
}

export interface EstimateFence {
  readonly line: number;
  readonly lines: readonly EstimateLine[];
}

/** How far `≈` may be from the value, as a share of it; `=` is never looser than this. */
export const tolerance = 0.03;

type Operator = '+' | '-' | '×' | '/' | '^' | '(' | ')';
type Token =
  | { readonly type: 'number'; readonly value: number; readonly text: string }
  | { readonly type: 'scale'; readonly factor: number }
  | { readonly type: 'operator'; readonly operator: Operator };

/** A number as written: its value and what one in its last digit is worth. */
interface Written {
  readonly value: number;
  readonly step: number;
}

const operators: ReadonlySet<string> = new Set(['+', '-', '×', '/', '^', '(', ')']);
const magnitudes: ReadonlyMap<string, number> = new Map([
  ['thousand', 1e3], ['million', 1e6], ['billion', 1e9], ['trillion', 1e12],
]); // prettier-ignore
const decimal: ReadonlyMap<string, number> = new Map([
  ['K', 1e3], ['k', 1e3], ['M', 1e6], ['G', 1e9], ['T', 1e12], ['P', 1e15], ['E', 1e18],
]); // prettier-ignore
const binary: ReadonlyMap<string, number> = new Map([
  ['K', 2 ** 10], ['M', 2 ** 20], ['G', 2 ** 30], ['T', 2 ** 40], ['P', 2 ** 50],
]); // prettier-ignore

const numberPattern = /^([$€£]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(.*)$/u;
const unitPattern = /^[\p{L}µ°]+(?:\/[\p{L}\d]+)?$/u;
const scaledUnitPattern = /^([KkMGTPE])(i?)(?:B|b|bit|bits|bps)?(?:\/[\p{L}\d]+)?$/u;

/**
 * The number that an expression such as `500 million × 12 × 500 B` stands for. Tokens stand between spaces; a word
 * that is no number, operator or magnitude is a unit and counts for nothing. Throws an Error that names the token.
 */
export function evaluate(expression: string): number {
  return parse(tokenize(expression));
}

/** What is wrong with one `label: expression = result unit` line, or null. Both values are in the message. */
export function checkEstimate(text: string): string | null {
  const colon = text.indexOf(': ');
  if (colon < 1) return `no label: write "label: expression = result" in "${text.trim()}"`;
  const words = text.slice(colon + 1).trim().split(/\s+/u);
  const signs = words.flatMap((word, at) => (word === '=' || word === '≈' ? [at] : []));
  const [at] = signs;
  if (at === undefined || signs.length > 1) return `needs exactly one "=" or "≈" between spaces in "${text.trim()}"`;
  try {
    const left = evaluate(words.slice(0, at).join(' '));
    const right = readResult(words.slice(at + 1));
    const values = `left side is ${show(left)}, right side says ${show(right.value)}`;
    const near = Math.abs(left - right.value) <= tolerance * Math.abs(left) + Number.EPSILON;
    if (!near) return `${values}: off by more than ${tolerance * 100}%`;
    const rounds = Math.abs(left - right.value) <= (right.step / 2) * (1 + 1e-9);
    if (words[at] === '=' && !rounds) return `${values}: not equal to the digits written; correct it or write "≈"`;
    return null;
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)} in "${text.trim()}"`;
  }
}

/** Every fault of every estimate fence in one file's text, each as `path:line: message`. */
export function checkEstimates(text: string, path: string): string[] {
  return estimateFences(text).flatMap((fence) => {
    const faults = fence.lines.flatMap(({ text: line, line: at }) => {
      const fault = checkEstimate(line);
      return fault === null ? [] : [`${path}:${at}: ${fault}`];
    });
    return fence.lines.length === 0 ? [`${path}:${fence.line}: the estimate is empty`] : faults;
  });
}

/** The fences whose language is `estimate`, with their lines that are not blank. */
export function estimateFences(text: string): EstimateFence[] {
  const fences: EstimateFence[] = [];
  let open: { marks: string; estimate: { line: number; lines: EstimateLine[] } | null } | null = null;
  for (const [index, line] of text.split(/\r?\n/u).entries()) {
    const [, marks, rest] = /^ {0,3}(`{3,}|~{3,})(.*)$/u.exec(line) ?? [];
    if (open === null) {
      if (marks === undefined) continue;
      const estimate = rest?.trim().split(/\s+/u)[0] === 'estimate' ? { line: index + 1, lines: [] } : null;
      if (estimate) fences.push(estimate);
      open = { marks, estimate };
    } else if (marks?.startsWith(open.marks) && rest?.trim() === '') {
      open = null;
    } else if (line.trim() !== '') {
      open.estimate?.lines.push({ text: line, line: index + 1 });
    }
  }
  return fences;
}

/** A value of the front matter as it is written, without a comment or quotes; null when it is not there. */
export function frontMatterField(text: string, name: string): string | null {
  const block = /^---\r?\n([\s\S]*?)\r?\n---(?:\r?\n|$)/u.exec(text)?.[1];
  for (const line of block?.split(/\r?\n/u) ?? []) {
    const [, key, value] = /^([\w-]+):\s*(.*?)\s*(?:\s#.*)?$/u.exec(line) ?? [];
    if (key === name && value) return value.replace(/^(['"])(.*)\1$/u, '$2');
  }
  return null;
}

/** Every Markdown file under a folder, sorted, so that a test's order never depends on the disk. */
export function markdownFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? markdownFiles(path) : entry.name.endsWith('.md') ? [path] : [];
    })
    .sort();
}

export function readText(path: string): string {
  return readFileSync(path, 'utf8');
}

function tokenize(expression: string): Token[] {
  const tokens: Token[] = [];
  let scalable = false; // a magnitude counts only right after a number or a closing parenthesis
  for (const word of expression.trim().split(/\s+/u).filter(Boolean)) {
    const number = readNumber(word);
    const factor = scaleOf(word);
    if (operators.has(word)) tokens.push({ type: 'operator', operator: word as Operator });
    else if (number) tokens.push({ type: 'number', value: number.value, text: word });
    else if (factor !== null && scalable) tokens.push({ type: 'scale', factor });
    else if (!/^\/?[\p{L}µ°%]/u.test(word)) throw new Error(`cannot read "${word}" (operators are + - × / ^ ( ) between spaces)`);
    scalable = number !== null || word === ')';
  }
  return tokens;
}

/** What a word after a number multiplies it by (`million`, `TB`, `GiB/s`, `%`), or null for a plain unit. */
function scaleOf(word: string): number | null {
  if (word === '%') return 0.01;
  const magnitude = magnitudes.get(word);
  if (magnitude !== undefined) return magnitude;
  const [, prefix, i] = scaledUnitPattern.exec(word) ?? [];
  if (prefix === undefined) return null;
  return (i ? binary.get(prefix) : decimal.get(prefix)) ?? null;
}

/** A number with what is attached to it, or null when the word does not begin with a digit or a currency sign. */
function readNumber(word: string): Written | null {
  if (!/^[$€£]?\d/u.test(word)) return null;
  const [, , whole = '', fraction = '', attached = ''] = numberPattern.exec(word) ?? [];
  const scale = attachedScale(attached);
  if (whole === '' || scale === null) throw new Error(`cannot read the number "${word}"`);
  const value = Number(whole.replaceAll(',', '') + fraction);
  return { value: value * scale, step: 10 ** -Math.max(0, fraction.length - 1) * scale };
}

function attachedScale(attached: string): number | null {
  if (attached === '') return 1;
  if (/^%(?:\/[\p{L}\d]+)?$/u.test(attached)) return 0.01;
  if (attached.startsWith('/') && unitPattern.test(attached.slice(1))) return 1;
  if (!unitPattern.test(attached)) return null;
  const scale = scaleOf(attached);
  if (scale !== null) return scale;
  return decimal.has(attached.charAt(0)) ? null : 1; // 5Tasks may mean five tasks or 5 T: refused
}

/** The first number of the right side and the worth of its last digit. */
function readResult(words: readonly string[]): Written {
  const [first = '', next = ''] = words;
  const number = readNumber(first);
  if (!number) throw new Error(`the result must begin with a number, not "${first}"`);
  const scale = scaleOf(next) ?? 1;
  return { value: number.value * scale, step: number.step * scale };
}

/** Precedence, loosest first: + and -, then × and /, then ^ from right to left, then magnitudes. */
function parse(tokens: readonly Token[]): number {
  let at = 0;
  const operatorAt = (): Operator | null => {
    const token = tokens[at];
    return token?.type === 'operator' ? token.operator : null;
  };

  function sum(): number {
    let value = product();
    for (let operator = operatorAt(); operator === '+' || operator === '-'; operator = operatorAt()) {
      at++;
      const right = product();
      value = operator === '+' ? value + right : value - right;
    }
    return value;
  }

  function product(): number {
    let value = power();
    for (let operator = operatorAt(); operator === '×' || operator === '/'; operator = operatorAt()) {
      at++;
      const right = power();
      if (operator === '/' && right === 0) throw new Error('division by zero');
      value = operator === '×' ? value * right : value / right;
    }
    return value;
  }

  function power(): number {
    const base = scaled();
    if (operatorAt() !== '^') return base;
    at++;
    return base ** power();
  }

  function scaled(): number {
    let value = primary();
    for (let token = tokens[at]; token?.type === 'scale'; token = tokens[++at]) value *= token.factor;
    return value;
  }

  function primary(): number {
    const token = tokens[at++];
    if (token?.type === 'number') return token.value;
    if (token?.type !== 'operator') throw new Error('a number is missing at the end');
    if (token.operator !== '(') throw new Error(`a number is missing before "${token.operator}"`);
    const value = sum();
    if (operatorAt() !== ')') throw new Error('a parenthesis is never closed');
    at++;
    return value;
  }

  const value = sum();
  const rest = tokens[at];
  if (rest?.type === 'number') throw new Error(`no operator before "${rest.text}"`);
  if (rest?.type === 'operator') throw new Error(`no operator before "${rest.operator}"`);
  return value;
}

function show(value: number): string {
  return Number(value.toPrecision(6)).toLocaleString('en-US', { maximumFractionDigits: 9 });
}
