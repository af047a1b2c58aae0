import { Marked, type RendererObject, type Token, type Tokens } from 'marked';
import { markedTerminal } from 'marked-terminal';
import { visible } from '../core/visible.ts';
import { highlight } from './highlight.ts';
import { tooCostly } from './markdown-cost.ts';
import { decodeEntities } from './markdown-entities.ts';
import { renderTable } from './markdown-table.ts';
import { formulaAt, formulaStart, renderMath } from './math.ts';
import type { Style } from './style.ts';
import { widthOf, wrap } from './text.ts';

/**
 * Markdown as lines of at most `style.width` columns, joined by newlines, without blank lines around them. Holds no
 * escapes but the style's own colours, and none at colour 0. What would take long to lay out is shown as written.
 */
export function renderMarkdown(markdown: string, style: Style): string {
  return render(markdown, style, (marked, text) => trimLines(marked.parse(text, { async: false }))) ?? asWritten(markdown, style);
}

/** One paragraph of markdown as one line, not wrapped: bold, code, links and formulas, no blocks. */
export function renderInline(markdown: string, style: Style): string {
  return render(markdown, style, (marked, text) => oneLine(marked.parseInline(text, { async: false }))) ?? oneLine(visible(markdown));
}

function render(markdown: string, style: Style, parse: (marked: Marked, text: string) => string): string | null {
  const text = visible(expandTabs(markdown));
  if (tooCostly(text) !== null) return null;
  try {
    return parse(markedFor(style), text);
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
  return text.replace(/\s*\n\s*/g, ' ').trim();
}

/** Tabs that indent go to the next stop of four, as markdown has it; `visible` would make each two. */
function expandTabs(text: string): string {
  return text.replace(/^[ \t>]*\t[ \t]*/gm, (lead) => {
    let expanded = '';
    for (const character of lead) expanded += character === '\t' ? ' '.repeat(4 - (expanded.length % 4)) : character;
    return expanded;
  });
}
