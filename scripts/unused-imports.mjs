import { fileURLToPath } from 'node:url';

const unused = fileURLToPath(new URL('unused.mjs', import.meta.url));

/**
 * What libraries import and prep never lets them call, with who imports it. gray-matter's YAML reader, where prep gives it
 * another. What marked-terminal has for the parts that src/view/ does itself: a highlighter of 190 languages, an emoji
 * table, a table layout, links. chalk's look at the terminal, where prep tells it the level. commander's way to run commands
 * that are programs of their own. Together it is most of what loading these would cost.
 */
const neverCalled = [
  ['js-yaml', 'gray-matter'],
  ['cli-highlight', 'marked-terminal'],
  ['node-emoji', 'marked-terminal'],
  ['cli-table3', 'marked-terminal'],
  ['ansi-escapes', 'marked-terminal'],
  ['supports-hyperlinks', 'marked-terminal'],
  ['#supports-color', 'chalk'],
  ['node:child_process', 'commander'],
];

/** An esbuild plugin that puts `unused.mjs` in the place of all this. */
export const withoutUnused = {
  name: 'without-unused',
  setup: (build) => {
    for (const [name, importer] of neverCalled) {
      build.onResolve({ filter: new RegExp(`^${name}$`) }, (given) => (given.importer.split(/[\\/]/).includes(importer) ? { path: unused } : null));
    }
  },
};
