/**
 * The ASCII slug of a text: lower case, accents folded, runs of anything else become one hyphen, cut at a word
 * boundary to `limit` characters. Empty when the text holds no ASCII letter or digit.
 */
export function slug(text: string, limit = 60): string {
  // Most texts have no accents to fold.
  const folded = /[^\x00-\x7f]/.test(text) ? text.normalize('NFKD').replace(/\p{M}+/gu, '') : text;
  const whole = folded
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (whole.length <= limit) return whole;
  const cut = whole.slice(0, limit + 1);
  const boundary = cut.lastIndexOf('-');
  return boundary > 0 ? cut.slice(0, boundary) : whole.slice(0, limit);
}

/** A readable title for a slug that has none: "system-design" reads "System design". */
export function titleOf(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A tag: a slug, or where the text has no ASCII letter or digit its own letters, lower case, with hyphens for spaces. */
export function tagOf(text: string): string {
  return slug(text, Infinity) || text.trim().toLowerCase().replace(/\s+/g, '-');
}
