/** A formula at the very start of a text: what it takes up, and its TeX between the delimiters. */
export interface Formula {
  readonly raw: string;
  readonly tex: string;
}

/**
 * The formula with which `text` starts, `$…$`, `$$…$$` or `\(…\)`, or null where the dollar is money or a variable. As
 * in Pandoc, no space stands inside the dollars and no digit follows them; and words in a row are prose.
 */
export function formulaAt(text: string): Formula | null {
  const match = delimited.exec(text.slice(0, longest));
  const tex = match?.[1] ?? match?.[2] ?? match?.[3];
  if (match === null || tex === undefined) return null;
  if (match[2] !== undefined && !isMath(tex)) return null;
  return { raw: match[0], tex };
}

/** Where the next formula may start, or -1. */
export function formulaStart(text: string): number {
  return text.search(/\$|\\\(/);
}

/** TeX as one line of plain text: `O(n \log n)` as `O(n log n)`. An unknown command keeps its name. */
export function renderMath(tex: string, unicode: boolean): string {
  return tidy(new Reader(tex, unicode).all());
}

const longest = 400;
const delimited = /^(?:\$\$([^$]+)\$\$|\$(?![\s$])((?:\\.|[^$\\\n]|\n(?!\n))*?)(?<!\s)\$(?![\w$])|\\\(((?:[^\\]|\\[^)])+)\\\))/;

function isMath(tex: string): boolean {
  const bare = tex.replace(/\\(?:text|mathrm|operatorname)\s*\{[^}]*\}|\\[a-z]+/gi, ' x ');
  if (/[a-z]{2,}[\s,.;:]+[a-z]{2,}/i.test(bare)) return false;
  if (/^[\d.,]+[kmb]?\s+[a-z-]/i.test(bare)) return /[=<>^_+*/\\]/.test(tex);
  return /[\\^_=<>+*/()|\d]/.test(tex) || /^[a-z]'?(?:\s*[-,]\s*[a-z])*$/i.test(tex);
}

function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/([([{⌊⌈√]) /g, '$1')
    .replace(/ ([)\]},⌋⌉])/g, '$1')
    .trim();
}

/** Reads TeX once, left to right. */
class Reader {
  readonly #tokens: readonly string[];
  readonly #unicode: boolean;
  #next = 0;
  #depth = 0;

  constructor(tex: string, unicode: boolean) {
    this.#tokens = tex.match(/\\(?:[A-Za-z]+|[^])|\s+|[^]/gu) ?? [];
    this.#unicode = unicode;
  }

  /** Everything up to the end or to the brace that closes the group being read. */
  all(): string {
    let text = '';
    while (this.#next < this.#tokens.length && !(this.#depth > 0 && this.#tokens[this.#next] === '}')) {
      text += this.#piece(text);
    }
    return text;
  }

  #piece(before: string): string {
    const token = this.#tokens[this.#next++] ?? '';
    if (token === '{') return this.#group();
    if (token === '}' || token === '&') return '';
    if (token === '^') return this.#raised('^', superscripts);
    if (token === '_') return this.#raised('_', subscripts);
    if (token === '~') return ' ';
    return token.length > 1 && token.startsWith('\\') ? this.#command(token.slice(1), before) : token;
  }

  #group(): string {
    this.#depth++;
    const text = this.all();
    this.#depth--;
    this.#next++;
    return text;
  }

  #argument(): string {
    while (/^\s+$/.test(this.#tokens[this.#next] ?? '')) this.#next++;
    return tidy(this.#piece(''));
  }

  #raised(mark: string, letters: ReadonlyMap<string, string>): string {
    const text = this.#argument();
    const small = [...text.replaceAll(' ', '')].map((character) => letters.get(character));
    if (this.#unicode && text !== '' && small.every((character) => character !== undefined)) return small.join('');
    return mark + (/^\w*$/.test(text) || [...text].length === 1 ? text : `(${text})`);
  }

  #command(name: string, before: string): string {
    if (name === 'frac' || name === 'dfrac' || name === 'tfrac') {
      return ` ${operand(this.#argument())}/${operand(this.#argument())} `;
    }
    if (name === 'binom') return `C(${this.#argument()}, ${this.#argument()})`;
    if (name === 'sqrt') return this.#root();
    if (name === 'left' || name === 'right' || name === 'big' || name === 'Big') {
      if (this.#tokens[this.#next] === '.') this.#next++;
      return '';
    }
    if (verbatim.has(name)) return this.#argument();
    if (name === 'begin' || name === 'end') {
      this.#argument();
      return '';
    }
    if (/^[^A-Za-z]/.test(name)) return spacing.has(name) ? ' ' : (escaped.get(name) ?? name);
    const symbol = symbols.get(name);
    if (symbol === undefined) return this.#named(name, before);
    const text = this.#unicode ? symbol[0] : symbol[1];
    if (operators.has(name)) return ` ${text} `;
    return /^\w{2,}$/.test(text) ? this.#named(text, before) : text;
  }

  /** A name stands apart from letters and digits beside it. */
  #named(name: string, before: string): string {
    const left = /[\p{L}\p{N})]$/u.test(before) ? ' ' : '';
    const right = /^[\p{L}\p{N}{]$/u.test(this.#tokens[this.#next] ?? '') ? ' ' : '';
    return left + name + right;
  }

  #root(): string {
    const text = this.#argument();
    if (!this.#unicode) return `sqrt(${text})`;
    return `√${/^[\p{L}\p{N}.]+$/u.test(text) ? text : `(${text})`}`;
  }
}

function operand(text: string): string {
  return /^[\p{L}\p{N}.]+$|^\([^()]*\)$/u.test(text) ? text : `(${text})`;
}

function table(from: string, to: string): ReadonlyMap<string, string> {
  const letters = [...to];
  return new Map([...from].map((character, index) => [character, letters[index] ?? character]));
}

const superscripts = table('0123456789+-=()n', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ');
const subscripts = table('0123456789+-=()ijkmnt', '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ᵢⱼₖₘₙₜ');
const verbatim = new Set(['text', 'mathrm', 'mathbf', 'mathit', 'mathsf', 'mathtt', 'mathcal', 'mathbb', 'operatorname', 'textbf', 'textit']);
const spacing = new Set([' ', ',', ';', ':', '>', '\\', '\n']);
const escaped = new Map([['!', ''], ['|', '‖']]);

/** Commands as Unicode and as ASCII. */
const symbols = new Map<string, readonly [string, string]>(Object.entries({
  times: ['×', '*'], cdot: ['·', '*'], div: ['÷', '/'], pm: ['±', '+/-'], ast: ['*', '*'],
  le: ['≤', '<='], leq: ['≤', '<='], ge: ['≥', '>='], geq: ['≥', '>='], lt: ['<', '<'], gt: ['>', '>'],
  ll: ['≪', '<<'], gg: ['≫', '>>'], ne: ['≠', '!='], neq: ['≠', '!='], approx: ['≈', '~='], equiv: ['≡', '=='],
  sim: ['∼', '~'], propto: ['∝', 'proportional to'], in: ['∈', 'in'], notin: ['∉', 'not in'], subset: ['⊂', 'subset of'],
  subseteq: ['⊆', 'subset of'], cup: ['∪', 'union'], cap: ['∩', 'intersect'], setminus: ['∖', '\\'],
  to: ['→', '->'], rightarrow: ['→', '->'], leftarrow: ['←', '<-'], Rightarrow: ['⇒', '=>'], implies: ['⇒', '=>'],
  iff: ['⇔', '<=>'], mapsto: ['↦', '->'], land: ['∧', 'and'], wedge: ['∧', 'and'], lor: ['∨', 'or'], vee: ['∨', 'or'],
  mid: ['|', '|'], bmod: ['mod', 'mod'], oplus: ['⊕', 'xor'],
  neg: ['¬', 'not '], lnot: ['¬', 'not '], forall: ['∀', 'for all '], exists: ['∃', 'exists '], emptyset: ['∅', '{}'],
  infty: ['∞', 'inf'], sum: ['∑', 'sum'], prod: ['∏', 'product'], int: ['∫', 'integral'], partial: ['∂', 'd'],
  nabla: ['∇', 'nabla'], lfloor: ['⌊', 'floor('], rfloor: ['⌋', ')'], lceil: ['⌈', 'ceil('], rceil: ['⌉', ')'],
  langle: ['⟨', '<'], rangle: ['⟩', '>'], vert: ['|', '|'], lvert: ['|', '|'], rvert: ['|', '|'],
  dots: ['…', '...'], ldots: ['…', '...'], cdots: ['…', '...'], prime: ['′', "'"], circ: ['°', ' deg'],
  alpha: ['α', 'alpha'], beta: ['β', 'beta'], gamma: ['γ', 'gamma'], delta: ['δ', 'delta'], epsilon: ['ε', 'epsilon'],
  varepsilon: ['ε', 'epsilon'], eta: ['η', 'eta'], theta: ['θ', 'theta'], kappa: ['κ', 'kappa'], lambda: ['λ', 'lambda'],
  mu: ['μ', 'mu'], nu: ['ν', 'nu'], pi: ['π', 'pi'], rho: ['ρ', 'rho'], sigma: ['σ', 'sigma'], tau: ['τ', 'tau'],
  phi: ['φ', 'phi'], varphi: ['φ', 'phi'], chi: ['χ', 'chi'], psi: ['ψ', 'psi'], omega: ['ω', 'omega'],
  Gamma: ['Γ', 'Gamma'], Delta: ['Δ', 'Delta'], Theta: ['Θ', 'Theta'], Lambda: ['Λ', 'Lambda'], Pi: ['Π', 'Pi'],
  Sigma: ['Σ', 'Sigma'], Phi: ['Φ', 'Phi'], Psi: ['Ψ', 'Psi'], Omega: ['Ω', 'Omega'],
  quad: [' ', ' '], qquad: [' ', ' '],
} as const));

/** Written with a space on either side. */
const operators = new Set([
  'times', 'cdot', 'div', 'pm', 'ast', 'le', 'leq', 'ge', 'geq', 'lt', 'gt', 'll', 'gg', 'ne', 'neq', 'approx', 'equiv',
  'sim', 'propto', 'in', 'notin', 'subset', 'subseteq', 'cup', 'cap', 'setminus', 'to', 'rightarrow', 'leftarrow',
  'Rightarrow', 'implies', 'iff', 'mapsto', 'land', 'wedge', 'lor', 'vee', 'mid', 'bmod', 'oplus',
]);
