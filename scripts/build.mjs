// Bundles src/ into dist/: one small file for each command, loaded when the command is called, with every library it
// needs. Writes dist/THIRD-PARTY-NOTICES.txt for what was bundled.
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { aliases } from './aliases.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const esbuild = await import('esbuild').catch(() => null);
if (!esbuild) {
  // An install without development packages must not fail; bin/prep.js then says what to do.
  console.error('prep: not built, because esbuild is not installed. Run npm ci, then npm run build.');
} else {
  // Built beside and renamed over, so that a build that fails keeps the last one and a program that runs finds its files.
  const draft = `dist.${process.pid}.tmp`;
  const { metafile } = await esbuild.build({
    entryPoints: { main: 'src/main.ts', system: 'src/io/system.ts', compile: 'src/io/compile.ts' },
    outdir: draft,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.17',
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    chunkNames: 'chunks/[name]-[hash]',
    legalComments: 'none',
    metafile: true,
    alias: aliases,
    logLevel: 'warning',
    // Libraries in CommonJS call require for Node's own modules.
    banner: { js: 'const require=(name)=>process.getBuiltinModule(name);' },
  });
  const bundled = new Set(Object.keys(metafile.inputs).map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean));
  writeFileSync(join(draft, 'THIRD-PARTY-NOTICES.txt'), notices([...bundled].sort()));
  // The shipped corpus is parsed here once, so that no command has to.
  const { compileShipped } = await import(pathToFileURL(join(root, draft, 'compile.js')).href);
  compileShipped(root, draft);
  rmSync('dist', { recursive: true, force: true });
  renameSync(draft, 'dist');
}

function notices(names) {
  const parts = names.map((name) => {
    const folder = join('node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
    const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').trim() : `License: ${license}`;
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return `prep is distributed with the following packages.\n\n${parts.join(`\n${'-'.repeat(76)}\n\n`)}`;
}
