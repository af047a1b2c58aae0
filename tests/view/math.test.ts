import { describe, expect, it } from 'vitest';
import { formulaAt, renderMath } from '../../src/view/math.ts';

describe('renderMath', () => {
  it.each([
    ['O(n \\log n)', 'O(n log n)', 'O(n log n)'],
    ['O(n\\log n)', 'O(n log n)', 'O(n log n)'],
    ['O(\\log n)', 'O(log n)', 'O(log n)'],
    ['2\\log_2 n', '2 log₂ n', '2 log_2 n'],
    ['n^2', 'n²', 'n^2'],
    ['10^{9}', '10⁹', '10^9'],
    ['2^{n-1}', '2ⁿ⁻¹', '2^(n-1)'],
    ['n^k', 'n^k', 'n^k'],
    ['2^{\\log n}', '2^(log n)', '2^(log n)'],
    ['x_i + x_{i+1}', 'xᵢ + xᵢ₊₁', 'x_i + x_(i+1)'],
    ['T_{max}', 'T_max', 'T_max'],
    ['a \\times b', 'a × b', 'a * b'],
    ['a\\times b', 'a × b', 'a * b'],
    ['a \\cdot b', 'a · b', 'a * b'],
    ['x \\le y \\leq z', 'x ≤ y ≤ z', 'x <= y <= z'],
    ['x\\ge 1', 'x ≥ 1', 'x >= 1'],
    ['x \\ne y', 'x ≠ y', 'x != y'],
    ['(2n-1)/n \\approx 2', '(2n-1)/n ≈ 2', '(2n-1)/n ~= 2'],
    ['\\infty', '∞', 'inf'],
    ['\\Theta(n)', 'Θ(n)', 'Theta(n)'],
    ['\\Omega(n)', 'Ω(n)', 'Omega(n)'],
    ['\\sum_{i=1}^n i', '∑ᵢ₌₁ⁿ i', 'sum_(i=1)^n i'],
    ['\\sqrt{x}', '√x', 'sqrt(x)'],
    ['\\sqrt{x+1}', '√(x+1)', 'sqrt(x+1)'],
    ['\\frac{a}{b}', 'a/b', 'a/b'],
    ['\\frac{a+b}{2}', '(a+b)/2', '(a+b)/2'],
    ['\\frac{\\frac{a}{b}}{c}', '(a/b)/c', '(a/b)/c'],
    ['(\\text{target} - \\text{number})', '(target - number)', '(target - number)'],
    ['\\lfloor n/2 \\rfloor', '⌊n/2⌋', 'floor(n/2)'],
    ['\\lceil x \\rceil', '⌈x⌉', 'ceil(x)'],
    ['1+2+4+\\dots+n', '1+2+4+…+n', '1+2+4+...+n'],
    ['1, 2, \\ldots', '1, 2, …', '1, 2, ...'],
    ['\\left( a \\right)', '(a)', '(a)'],
    ['\\unknown{x}', 'unknown x', 'unknown x'],
    ['\\constructor', 'constructor', 'constructor'],
    ['50\\% \\$5', '50% $5', '50% $5'],
    ['{{{', '', ''],
    ['a}b', 'ab', 'ab'],
    ['^', '^', '^'],
    ['\\', '\\', '\\'],
  ])('%s', (tex, unicode, ascii) => {
    expect([renderMath(tex, true), renderMath(tex, false)]).toEqual([unicode, ascii]);
  });
});

describe('formulaAt', () => {
  it.each([
    ['$n$', 'n'],
    ['$O(n)$, and', 'O(n)'],
    ['$n-k$', 'n-k'],
    ['$W=1, R=1$', 'W=1, R=1'],
    ['$62^7 = 3.5$ trillion', '62^7 = 3.5'],
    ['$$x^2$$', 'x^2'],
    ['\\(a \\cdot b\\) more', 'a \\cdot b'],
    ['\\(f(x)\\)', 'f(x)'],
  ])('%s is a formula', (text, tex) => {
    expect(formulaAt(text)?.tex).toBe(tex);
  });

  it.each(['$5 and $6', '$5-$6', '$150K - $200K', '$5 or 6 dollars$', '$HOME and $PATH', '$HOME/$USER', '$PATH$', '$5', '$ n $', '$n\n\nm$', '\\(', '$', '$$'])(
    '%j is not',
    (text) => {
      expect(formulaAt(text)).toBeNull();
    },
  );
});
