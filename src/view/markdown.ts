import type { Marked } from 'marked';
import { visible } from '../core/visible.ts';
import { tooCostly } from './markdown-cost.ts';
import { markedFor, noBreakSpace } from './markdown-renderer.ts';
import type { Style } from './style.ts';
import { wrap } from './text.ts';

/**
 * Markdown as lines of at most `style.width` columns, joined by newlines, without blank lines around them. Holds no
 * escapes but the style's own colours, and none at colour 0. What would take long to lay out is shown as written.
 */
export function renderMarkdown(markdown: string, style: Style): string {
  return render(markdown, style, (marked, text) => trimLines(marked.parse(text, { async: false }))) ?? asWritten(markdown, style);
}

/** One paragraph of markdown as one line, not wrapped: bold, code, links and formulas, no blocks. */
export function renderInline(markdown: string, style: Style): string {
  const line = oneLine(visible(markdown));
  return render(line, style, (marked, text) => oneLine(marked.parseInline(text, { async: false }))) ?? line;
}

function render(markdown: string, style: Style, parse: (marked: Marked, text: string) => string): string | null {
  const text = visible(expandTabs(markdown));
  if (tooCostly(text) !== null) return null;
  try {
    return parse(markedFor(style), text).replaceAll(noBreakSpace, ' ');
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function asWritten(markdown: string, style: Style): string {
  const text = visible(expandTabs(markdown));
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
