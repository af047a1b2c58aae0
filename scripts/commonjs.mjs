import { basename } from 'node:path';

/**
 * One ES module of esbuild's split as CommonJS, minified, and its source map. Node starts CommonJS sooner, and esbuild
 * splits only ES modules. What the file imports is loaded at its first use, so that a command pays for no module of
 * Node and no file of ours that it only might have needed.
 */
export async function toCommonJs(esbuild, { path, text }) {
  const common = { platform: 'node', target: 'node20.17', sourcesContent: false, sourcefile: basename(path) };
  const { code } = await esbuild.transform(text, { ...common, format: 'cjs', supported: { 'dynamic-import': false }, sourcemap: 'inline' });
  const small = await esbuild.transform(loadedAtFirstUse(code), { ...common, minify: true, sourcemap: 'external' });
  // By the last line, which runs nothing, Node tells ES modules the names that they may import.
  const names = /^0 && \(module\.exports = (\{[^}]*\})\);$/m.exec(code)?.[1].replace(/\s+/g, '') ?? '{}';
  return { code: `${inAscii(small.code)}0&&(module.exports=${names});\n`, map: small.map };
}

/** esbuild escapes what lies beyond ASCII, but in regular expressions, which take the same escapes. ASCII is read fastest. */
function inAscii(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** esbuild writes an import as `var import_x = require("x");` on a line of its own, and its uses as `import_x.name`. */
function loadedAtFirstUse(code) {
  const names = new Set();
  const lazy = code.replace(/^var import_(\w+) = (.*\brequire\("[^"]+"\).*);$/gm, (_, name, load) => {
    names.add(name);
    return `var held_${name}, load_${name} = () => held_${name} ??= ${load};`;
  });
  return lazy.replace(/\bimport_(\w+)\b/g, (use, name) => (names.has(name) ? `(load_${name}())` : use));
}
