/** Character references as the characters they mean; an unknown name stays as written. The result is not yet safe to print. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]\w{1,31}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named.get(name) ?? whole;
    const code = decimal === undefined ? parseInt(hex ?? '', 16) : parseInt(decimal, 10);
    const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : '\ufffd';
  });
}

/** The references of HTML that prose uses; the standard has some 2,100 more. */
const named = new Map(
  (
    'amp & lt < gt > quot " apos \' nbsp \u00a0 ensp \u2002 emsp \u2003 thinsp \u2009 shy \u00ad zwj \u200d zwnj \u200c lrm \u200e rlm \u200f ' +
    'hellip … mdash — ndash – lsquo ‘ rsquo ’ ldquo “ rdquo ” sbquo ‚ bdquo „ laquo « raquo » lsaquo ‹ rsaquo › ' +
    'bull • middot · sect § para ¶ dagger † Dagger ‡ copy © reg ® trade ™ deg ° micro µ ordf ª ordm º ' +
    'cent ¢ pound £ yen ¥ euro € iexcl ¡ iquest ¿ sup1 ¹ sup2 ² sup3 ³ frac12 ½ frac14 ¼ frac34 ¾ ' +
    'times × divide ÷ plusmn ± minus − le ≤ ge ≥ ne ≠ asymp ≈ equiv ≡ infin ∞ sum ∑ prod ∏ radic √ int ∫ part ∂ ' +
    'isin ∈ notin ∉ cap ∩ cup ∪ sub ⊂ sube ⊆ and ∧ or ∨ not ¬ forall ∀ exist ∃ empty ∅ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ ' +
    'larr ← uarr ↑ rarr → darr ↓ harr ↔ lArr ⇐ rArr ⇒ hArr ⇔ check ✓ cross ✗ star ☆ starf ★ ' +
    'alpha α beta β gamma γ delta δ epsilon ε theta θ lambda λ mu μ pi π rho ρ sigma σ tau τ phi φ omega ω ' +
    'Gamma Γ Delta Δ Theta Θ Lambda Λ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω ' +
    'agrave à aacute á acirc â atilde ã auml ä aring å aelig æ ccedil ç egrave è eacute é ecirc ê euml ë ' +
    'igrave ì iacute í icirc î iuml ï ntilde ñ ograve ò oacute ó ocirc ô otilde õ ouml ö oslash ø ' +
    'ugrave ù uacute ú ucirc û uuml ü szlig ß Auml Ä Ouml Ö Uuml Ü Eacute É Ccedil Ç Ntilde Ñ'
  )
    .split(/ (?=[A-Za-z]\w+ )/)
    .map((pair): [string, string] => [pair.slice(0, pair.indexOf(' ')), pair.slice(pair.indexOf(' ') + 1)]),
);
