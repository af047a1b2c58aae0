import matter from 'gray-matter';
import { parse as parseYaml, YAMLParseError } from 'yaml';

/** What stands between the two `---` lines, as text: a scalar is always a string, so an id never becomes a date. */
export interface FrontMatter {
  readonly fields: ReadonlyMap<string, unknown>;
  /** The lines between the fences, as written; the first is line 2 of the file. */
  readonly lines: readonly string[];
  /** The text below, and the 1-based line of the file it starts on. */
  readonly body: string;
  readonly bodyLine: number;
  /** What is wrong with it; the fields are empty then, and no text is lost. */
  readonly fault: { readonly line: number; readonly message: string } | null;
}

/** Longer front matter is refused: nothing honest needs it, and YAML can be made to cost. */
const longest = 4096;

/** Brackets, dashes and question marks that open one within the other; YAML's reader takes its time with more. */
const deepest = 30;

/**
 * Splits YAML front matter from a file. Only an opening line of `---` alone counts: gray-matter would run `---js`,
 * `--- js` or `---JavaScript` as code, so such files never reach it, and every engine but YAML refuses.
 * YAML is read with the failsafe schema (YAML 1.2, chapter 10.1): every scalar is a string.
 */
export function splitFrontMatter(source: string): FrontMatter {
  // A file is asked about more than once in a row, and YAML is most of the work of reading it.
  if (last?.source !== source) last = { source, split: split(source) };
  return last.split;
}

let last: { readonly source: string; readonly split: FrontMatter } | null = null;

function split(source: string): FrontMatter {
  const text = source.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const without = (message: string, line = 1): FrontMatter => ({
    fields: new Map(),
    lines: [],
    body: text,
    bodyLine: 1,
    fault: { line, message },
  });
  const opening = text.split('\n', 1)[0] ?? '';
  if (/^-{3,}[ \t]*[^\s-]\S*\s*$/.test(opening)) {
    return without(`front matter opens with "${opening.trim()}"; only "---" is read, and nothing in it is ever run`);
  }
  if (opening.trimEnd() !== '---') return { fields: new Map(), lines: [], body: text, bodyLine: 1, fault: null };
  const rest = text.slice(opening.length);
  const closing = /\n---[ \t]*(?:\n|$)/.exec(rest);
  if (!closing) return without('front matter is opened by "---" and never closed');
  const head = rest.slice(1, closing.index + 1);
  const body = rest.slice(closing.index + closing[0].length);
  const bodyLine = text.slice(0, text.length - body.length).split('\n').length;
  const broken = (message: string, line = 1): FrontMatter => ({
    fields: new Map(),
    lines: head.split('\n'),
    body,
    bodyLine,
    fault: { line, message },
  });
  if (head.length > longest) return broken(`front matter is ${head.length} characters long; at most ${longest} are read`);
  const deep = tooDeep(head);
  if (deep !== null) return broken('front matter is nested too deeply', deep);
  try {
    const { data } = matter(`---\n${head}\n---\n`, { language: 'yaml', engines });
    if (typeof data !== 'object' || Array.isArray(data)) return broken('front matter is not a list of "name: value"');
    return { fields: new Map(Object.entries(data)), lines: head.split('\n'), body, bodyLine, fault: null };
  } catch (error) {
    if (error instanceof YAMLParseError && error.code !== 'RESOURCE_EXHAUSTION') {
      // gray-matter hands on the rest of the opening line too, so lines count as in the file.
      const line = error.linePos?.[0].line ?? 1;
      return broken(`front matter is not YAML: ${error.message.split('\n')[0]?.replace(/ at line \d+.*$/, '')}`, line);
    }
    return broken('front matter is not YAML that can be read: too deep, or with aliases that lead nowhere or are too many');
  }
}

/** The line of the file where nesting goes too deep, or null. Brackets within quotes count too: nothing honest has so many. */
function tooDeep(head: string): number | null {
  let open = 0;
  for (const [index, line] of head.split('\n').entries()) {
    const marks = /^(?:[ \t]*[-?](?=[ \t]))*/.exec(line)?.[0].match(/[-?]/g)?.length ?? 0;
    for (const character of line) {
      if (character === '[' || character === '{') open++;
      else if (character === ']' || character === '}') open--;
      if (open + marks > deepest) return index + 2;
    }
  }
  return null;
}

const refuse = (): never => {
  throw new Error('only YAML front matter is read');
};

const engines = {
  yaml: {
    parse: (text: string): object => (parseYaml(text, { schema: 'failsafe', maxAliasCount: 20, logLevel: 'error' }) as object | null) ?? {},
    stringify: refuse,
  },
  json: { parse: refuse, stringify: refuse },
  javascript: { parse: refuse, stringify: refuse },
};
