import { fileURLToPath } from 'node:url';

const unused = fileURLToPath(new URL('unused.mjs', import.meta.url));

/**
 * What nothing calls. gray-matter brings a YAML reader of its own, where prep gives it another. What marked-terminal brings for the parts that src/view/ does itself: a highlighter of 190 languages, an emoji table, a table
 * layout. None of it is ever called, and it is most of what starting the renderer would cost.
 */
export const aliases = { 'cli-highlight': unused, 'node-emoji': unused, 'cli-table3': unused, 'js-yaml': unused };
