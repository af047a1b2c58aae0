import { Marked, type Renderer, type RendererObject, type Token, type Tokens } from 'marked';
import { markedTerminal } from 'marked-terminal';
import { visible } from '../core/visible.ts';
import { highlight } from './highlight.ts';
import { decodeEntities } from './markdown-entities.ts';
import { renderTable } from './markdown-table.ts';
import { formulaAt, formulaStart, renderMath } from './math.ts';
import type { Style } from './style.ts';
import { widthOf, wrap } from './text.ts';

/**
 * A private marked for one text that is `visible` already: marked-terminal's strong, emphasis, deletion and line break,
 * and methods of our own for what it neither wraps nor nests nor measures. Each block ends with a blank line.
 */
export function markedFor(style: Style): Marked {
  const { pen } = style;
  const terminal = markedTerminal({
    strong: pen.bold,
    em: pen.italic,
    del: style.color === 0 ? (text) => `~~${text}~~` : pen.strikethrough,
    emoji: false,
    unescape: false,
  });
  const own = new Layout(style);
  return new Marked(
    terminal,
    { renderer: spansOnce(terminal.renderer ?? {}) },
    {
      renderer: own.renderer(),
      hooks: { emStrongMask: maskFormulas },
      extensions: [
        {
          name: 'formula',
          level: 'inline',
          start: formulaStart,
          tokenizer: (text) => {
            const formula = formulaAt(text);
            return formula === null ? undefined : { type: 'formula', ...formula };
          },
          renderer: (token) => unbroken(renderMath(String(token['tex']), style.unicode)),
        },
      ],
    },
  );
}

/** A span inside its like changes nothing to see, and chalk's time grows with the cube of such nesting. */
function spansOnce(base: RendererObject): RendererObject {
  const open = new Set<string>();
  const once = (name: 'strong' | 'em' | 'del') =>
    function (this: Renderer, token: { tokens: Token[] }): string | false {
      if (open.has(name)) return this.parser.parseInline(token.tokens);
      open.add(name);
      const text = base[name]?.call(this, token as never) ?? false;
      open.delete(name);
      return text;
    };
  return { strong: once('strong'), em: once('em'), del: once('del') };
}

/** A short formula stays on one line. */
function unbroken(formula: string): string {
  return formula.length > 24 ? formula : formula.replaceAll(' ', noBreakSpace);
}

/** The asterisks and underscores of a formula open no emphasis. */
function maskFormulas(text: string): string {
  let masked = '';
  for (let rest = text; rest !== ''; ) {
    const start = formulaStart(rest);
    if (start < 0) return masked + rest;
    const taken = start + (formulaAt(rest.slice(start))?.raw.length ?? 1);
    masked += rest.slice(0, start) + (taken === start + 1 ? rest.slice(start, taken) : 'a'.repeat(taken - start));
    rest = rest.slice(taken);
  }
  return masked;
}

/** Holds words together until the lines are set; to be printed as a space. */
export const noBreakSpace = '\u00a0';

/** No block is set narrower than this; what nests deeper is no longer indented. */
const narrowest = 12;
/** highlight.js is the slow part of a long text. */
const mostHighlighted = 10_000;

/** marked's renderer methods and the columns that the block being rendered may fill. */
class Layout {
  readonly #style: Style;
  #room: number;
  #depth = 0;
  #highlighted = 0;

  constructor(style: Style) {
    this.#style = style;
    this.#room = Math.max(narrowest, style.width);
  }

  renderer(): RendererObject {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- marked calls each method with its own `this`
    const layout = this;
    const { pen } = this.#style;
    return {
      space: () => '',
      checkbox: () => '',
      paragraph({ tokens }) {
        return block(layout.#wrap(this.parser.parseInline(tokens)));
      },
      text(token) {
        if ('tokens' in token && token.tokens) return block(layout.#wrap(this.parser.parseInline(token.tokens)));
        return printable(token.text);
      },
      heading({ tokens, depth }) {
        return block(layout.#heading(this.parser.parseInline(tokens), depth));
      },
      hr: () => block([pen.dim((this.#style.unicode ? '─' : '-').repeat(this.#room))]),
      blockquote({ tokens }) {
        const bar = pen.dim(layout.#style.unicode ? '│' : '|');
        return block(layout.#nest(`${bar} `, `${bar} `, () => this.parser.parse(tokens)));
      },
      list(list) {
        return block([layout.#list(list, (tokens) => this.parser.parse(tokens))]);
      },
      code: ({ text, lang }) => block(this.#code(text.trimEnd(), /^\S+/.exec(lang ?? '')?.[0] ?? '')),
      table({ header, rows, align }) {
        const cells = (row: readonly Tokens.TableCell[]): string[] => row.map((cell) => this.parser.parseInline(cell.tokens).trim());
        const table = { header: cells(header), rows: rows.map(cells), align };
        return block([renderTable(table, layout.#room, layout.#style)]);
      },
      html(token) {
        const text = textOfHtml(token.text);
        return token.block === true ? block(layout.#wrap(text.trim())) : text;
      },
      codespan: ({ text }) => (this.#style.color === 0 ? `\`${text}\`` : pen.cyan(text)),
      link(token) {
        return layout.#link(token, this.parser.parseInline(token.tokens));
      },
      image: ({ text }) => printable(text),
    };
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

  #list(list: Tokens.List, parse: (tokens: Token[]) => string): string {
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
      return this.#nest(`${pen.cyan(marker)} `, ' '.repeat(widthOf(marker) + 1), () => this.#item(item, list.loose, parse)).join('\n');
    });
    this.#depth--;
    return items.join(list.loose ? '\n\n' : '\n');
  }

  /** A tight item keeps its blocks together; marked's parser would set a blank line after each. */
  #item(item: Tokens.ListItem, loose: boolean, parse: (tokens: Token[]) => string): string {
    if (loose) return parse(item.tokens);
    return item.tokens
      .map((token) => linesOf(parse([token])).join('\n'))
      .filter((text) => text !== '')
      .join('\n');
  }

  #code(code: string, word: string): string[] {
    const { pen, unicode } = this.#style;
    const affordable = this.#highlighted + code.length <= mostHighlighted;
    const painted = affordable ? highlight(code, word, pen) : null;
    if (painted !== null) this.#highlighted += code.length;
    const plain = code.split('\n');
    const lines = (painted ?? code).split('\n');
    const widest = lines.reduce((most, line) => Math.max(most, widthOf(line)), 0);
    const margin = widest > this.#room - 2 && widest <= this.#room ? '' : '  ';
    const mark = pen.dim(unicode ? '↪ ' : '\\ ');
    return lines.flatMap((line, index) => {
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
