import type { Token } from 'marked';
import { visible } from '../core/visible.ts';
import { lexBlocks, lexLine } from './lexer.ts';
import { tooCostly } from './markdown-cost.ts';
import { Layout, noBreakSpace } from './markdown-renderer.ts';
import type { Style } from './style.ts';
import { wrap } from './text.ts';

/**
 * Markdown as lines of at most `style.width` columns, joined by newlines, without blank lines around them. Holds no
 * escapes but the style's own colours, and none at colour 0. What would take long to lay out is shown as written.
 */
export function renderMarkdown(markdown: string, style: Style): string {
  const text = visible(expandTabs(markdown));
  const rendered = render(text, style, `blocks ${text}`, () => lexBlocks(text), (layout, tokens) => layout.blocks(tokens));
  return rendered === null ? asWritten(text, style) : trimLines(rendered);
}

/** One paragraph of markdown as one line, not wrapped: bold, code, links and formulas, no blocks. */
export function renderInline(markdown: string, style: Style): string {
  const text = oneLine(visible(expandTabs(markdown)));
  const rendered = render(text, style, `line ${text}`, () => (isPlain(text) ? [{ type: 'text', raw: text, text }] : lexLine(text)), (layout, tokens) => layout.line(tokens));
  return rendered === null ? text : oneLine(rendered);
}

/** True for a line that holds nothing markdown has a meaning for: most questions, and the lexer takes long to load. */
function isPlain(line: string): boolean {
  return /^[\p{L}\p{N} ,.;:?'"“”‘’()%=/–—-]*$/u.test(line) && !/www\.|:\/\//i.test(line);
}

/** The text rendered, or null where that would take too long. `key` tells it from others in `style.lexed`. */
function render(text: string, style: Style, key: string, lex: () => Token[], lay: (layout: Layout, tokens: Token[]) => string): string | null {
  if (tooCostly(text) !== null) return null;
  try {
    const tokens = (style.lexed.get(key) as Token[] | undefined) ?? lex();
    style.lexed.set(key, tokens);
    return lay(new Layout(style), tokens).replaceAll(noBreakSpace, ' ');
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function asWritten(text: string, style: Style): string {
  const reason = tooCostly(text) ?? 'it is nested very deeply';
  return [...wrap(style.pen.dim(`(Shown as written: ${reason}.)`), style.width), ...wrap(trimLines(text), style.width)].join('\n');
}

function trimLines(text: string): string {
  return text.replace(/^(?: *\n)+/, '').trimEnd();
}

function oneLine(text: string): string {
  return text.split('\n').map((line) => line.trim()).join(' ').trim();
}

/** Tabs that indent go to the next stop of four, as markdown has it; `visible` would make each two. */
function expandTabs(text: string): string {
  return text.replace(/^[ \t>]*\t[ \t]*/gm, (lead) => {
    let expanded = '';
    for (const character of lead) expanded += character === '\t' ? ' '.repeat(4 - (expanded.length % 4)) : character;
    return expanded;
  });
}
