import type { MarkedToken, Token, Tokens } from 'marked';
import { markedTerminal } from 'marked-terminal';
import { visible } from '../core/visible.ts';
import { highlight } from './highlight.ts';
import { decodeEntities } from './markdown-entities.ts';
import { renderTable } from './markdown-table.ts';
import { renderMath } from './math.ts';
import type { Style } from './style.ts';
import { widthOf, wrap } from './text.ts';

/** A short formula stays on one line. */
function unbroken(formula: string): string {
  return formula.length > 24 ? formula : formula.replaceAll(' ', noBreakSpace);
}

/** What `lexer.ts` makes. */
type Lexeme = MarkedToken | { readonly type: 'formula'; readonly tex: string };

/** Holds words together until the lines are set; to be printed as a space. */
export const noBreakSpace = '\u00a0';

/** No block is set narrower than this; what nests deeper is no longer indented. */
const narrowest = 12;
/** highlight.js is the slow part of a long text. */
const mostHighlighted = 10_000;

/**
 * Renders marked's tokens: marked-terminal's strong, emphasis, deletion and line break, and methods of our own for what it
 * neither wraps nor nests nor measures. Not through marked's parser, which is not to be had without its lexer.
 */
export class Layout {
  readonly #style: Style;
  readonly #spans: NonNullable<ReturnType<typeof markedTerminal>['renderer']>;
  readonly #open = new Set<string>();
  #room: number;
  #depth = 0;
  #highlighted = 0;

  constructor(style: Style) {
    const { pen } = style;
    this.#style = style;
    this.#room = Math.max(narrowest, style.width);
    const del = style.color === 0 ? (text: string) => `~~${text}~~` : pen.strikethrough;
    this.#spans = markedTerminal({ strong: pen.bold, em: pen.italic, del, emoji: false, unescape: false }).renderer ?? {};
  }

  /** The tokens of `lexBlocks` as lines within the width, each block with a blank line after it. */
  blocks(tokens: readonly Token[]): string {
    return (tokens as readonly Lexeme[]).map((token) => this.#blockOf(token)).join('');
  }

  /** The tokens of `lexLine` as text, not wrapped. */
  line(tokens: readonly Token[]): string {
    return (tokens as readonly Lexeme[]).map((token) => this.#spanOf(token)).join('');
  }

  #blockOf(token: Lexeme): string {
    const { pen, unicode } = this.#style;
    switch (token.type) {
      case 'paragraph':
        return block(this.#wrap(this.line(token.tokens)));
      case 'text':
        return token.tokens ? block(this.#wrap(this.line(token.tokens))) : printable(token.text);
      case 'heading':
        return block(this.#heading(this.line(token.tokens), token.depth));
      case 'hr':
        return block([pen.dim((unicode ? '─' : '-').repeat(this.#room))]);
      case 'blockquote': {
        const bar = `${pen.dim(unicode ? '│' : '|')} `;
        return block(this.#nest(bar, bar, () => this.blocks(token.tokens)));
      }
      case 'list':
        return block([this.#list(token)]);
      case 'code':
        return block(this.#code(token.text.trimEnd(), /^\S+/.exec(token.lang ?? '')?.[0] ?? ''));
      case 'table': {
        const cells = (row: readonly Tokens.TableCell[]): string[] => row.map((cell) => this.line(cell.tokens).trim());
        return block([renderTable({ header: cells(token.header), rows: token.rows.map(cells), align: token.align }, this.#room, this.#style)]);
      }
      case 'html': {
        const text = textOfHtml(token.text);
        return token.block === true ? block(this.#wrap(text.trim())) : text;
      }
      default:
        return ''; // Blank lines, link definitions, task boxes, which the list draws.
    }
  }

  #spanOf(token: Lexeme): string {
    switch (token.type) {
      case 'strong':
      case 'em':
      case 'del':
        return this.#span(token);
      case 'br':
        return this.#asTerminal('br', token);
      case 'codespan':
        return this.#style.color === 0 ? `\`${token.text}\`` : this.#style.pen.cyan(token.text);
      case 'link':
        return this.#link(token, this.line(token.tokens));
      case 'formula':
        return unbroken(renderMath(token.tex, this.#style.unicode));
      case 'html':
        return textOfHtml(token.text);
      case 'text':
      case 'escape':
      case 'image':
        return printable(token.text);
      default:
        return '';
    }
  }

  /** A span inside its like changes nothing to see, and chalk's time grows with the cube of such nesting. */
  #span(token: Tokens.Strong | Tokens.Em | Tokens.Del): string {
    if (this.#open.has(token.type)) return this.line(token.tokens);
    this.#open.add(token.type);
    const text = this.#asTerminal(token.type, token);
    this.#open.delete(token.type);
    return text;
  }

  #asTerminal(name: 'strong' | 'em' | 'del' | 'br', token: Token): string {
    const parser = { parseInline: (tokens: readonly Token[]) => this.line(tokens) };
    return this.#spans[name]?.call({ parser } as never, token as never) || '';
  }

  #wrap(text: string): string[] {
    return text === '' ? [] : wrap(text, this.#room);
  }

  #heading(text: string, depth: number): string[] {
    const { pen, unicode } = this.#style;
    const mark = (unicode ? ['', '', '▸ ', '▹ ', '· ', '· '] : ['', '', '>> ', '> ', ': ', ': '])[depth - 1] ?? '';
    const lines = wrap(pen.bold.cyan(text), this.#room, { indent: pen.cyan(mark), hanging: ' '.repeat(mark.length) });
    if (depth > 2) return lines;
    const rule = depth === 1 ? (unicode ? '═' : '=') : unicode ? '─' : '-';
    return [...lines, pen.cyan(rule.repeat(Math.max(...lines.map(widthOf))))];
  }

  /** Renders with fewer columns and sets `first` before the first line, `rest` before the others. */
  #nest(first: string, rest: string, render: () => string): string[] {
    const before = this.#room;
    const inner = before - widthOf(rest);
    if (inner < narrowest) return [first.trimEnd(), ...linesOf(render())];
    this.#room = inner;
    const lines = linesOf(render());
    this.#room = before;
    return lines.length === 0 ? [first.trimEnd()] : lines.map((line, index) => ((index === 0 ? first : rest) + line).trimEnd());
  }

  #list(list: Tokens.List): string {
    const { pen, unicode } = this.#style;
    const bullets = unicode ? ['•', '◦', '▪'] : ['*', '-', '+'];
    const bullet = bullets[this.#depth % bullets.length] ?? '';
    const first = Number(list.start) || (list.start === 0 ? 0 : 1);
    const digits = String(first + list.items.length - 1).length;
    this.#depth++;
    const items = list.items.map((item, index) => {
      const number = list.ordered ? `${String(first + index).padStart(digits)}.` : '';
      const box = item.task ? (unicode ? ['☐', '☑'] : ['[ ]', '[x]'])[item.checked ? 1 : 0] : undefined;
      const marker = [number, box ?? (list.ordered ? '' : bullet)].filter((part) => part !== '').join(' ');
      return this.#nest(`${pen.cyan(marker)} `, ' '.repeat(widthOf(marker) + 1), () => this.#item(item, list.loose)).join('\n');
    });
    this.#depth--;
    return items.join(list.loose ? '\n\n' : '\n');
  }

  /** A tight item keeps its blocks together. */
  #item(item: Tokens.ListItem, loose: boolean): string {
    if (loose) return this.blocks(item.tokens);
    return item.tokens
      .map((token) => linesOf(this.blocks([token])).join('\n'))
      .filter((text) => text !== '')
      .join('\n');
  }

  #code(code: string, word: string): string[] {
    const { pen, unicode } = this.#style;
    const affordable = this.#highlighted + code.length <= mostHighlighted;
    const painted = affordable ? highlight(code, word, this.#style) : null;
    if (painted !== null) this.#highlighted += code.length;
    const plain = code.split('\n');
    const lines = (painted ?? code).split('\n');
    const widths = plain.map(widthOf);
    const widest = Math.max(...widths);
    const margin = widest > this.#room - 2 && widest <= this.#room ? '' : '  ';
    const mark = pen.dim(unicode ? '↪ ' : '\\ ');
    return lines.flatMap((line, index) => {
      if (margin.length + (widths[index] ?? 0) <= this.#room) return [(margin + line).trimEnd()];
      const lead = /^ */.exec(plain[index] ?? '')?.[0] ?? '';
      return wrap(line, this.#room, { indent: margin, hanging: margin + lead.slice(0, Math.floor(this.#room / 3)) + mark });
    });
  }

  #link({ href, raw, text: label }: Tokens.Link, text: string): string {
    const { pen } = this.#style;
    if (!/^(?:https?|mailto):/i.test(href)) return text;
    const target = printable(href).replace(/^mailto:/i, '');
    const told = !raw.startsWith('[') || withoutScheme(printable(label)) === withoutScheme(target);
    return told ? pen.underline(text) : `${pen.underline(text)} (${target})`;
  }
}

function withoutScheme(address: string): string {
  return address.replace(/^(?:https?:\/\/|mailto:)/i, '').replace(/\/$/, '');
}

function block(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n\n`;
}

function linesOf(rendered: string): string[] {
  const text = rendered.replace(/\n+$/, '');
  return text === '' ? [] : text.split('\n');
}

/** Text of a token on one line: what its character references mean, made safe again. */
function printable(text: string): string {
  return visible(decodeEntities(text)).replace(/[ \n]+/g, ' ');
}

function textOfHtml(html: string): string {
  return html.replace(/<!--[^]*?(?:-->|$)/g, '').replace(/<br\s*\/?>\n?/gi, '\n');
}
