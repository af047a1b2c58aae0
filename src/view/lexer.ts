import { Lexer, Marked, type Token } from 'marked';
import { formulaAt, formulaStart } from './math.ts';

/** marked's tokens of a text that is `visible` already, with `formula` tokens for `$…$`, whose `tex` is the formula. */
export function lexBlocks(text: string): Token[] {
  return Lexer.lex(text, withFormulas.defaults);
}

/** The same of one line: spans and no blocks. */
export function lexLine(text: string): Token[] {
  return Lexer.lexInline(text, withFormulas.defaults);
}

/** A private marked: the shared one could be changed by any other user of it. */
const withFormulas = new Marked({
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
    },
  ],
});

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
