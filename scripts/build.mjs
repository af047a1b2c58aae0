// Bundles src/ into dist/: one small file for each command, loaded when the command is called, with every library it
// needs. Writes dist/THIRD-PARTY-NOTICES.txt for what was bundled.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { withoutUnused } from './unused-imports.mjs';
import { toCommonJs } from './commonjs.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const esbuild = await import('esbuild').catch(() => null);
if (!esbuild) {
  // An install without development packages must not fail; bin/prep.js then says what to do.
  console.error('prep: not built, because esbuild is not installed. Run npm ci, then npm run build.');
} else {
  // Built beside and renamed over, so that a build that fails keeps the last one and a program that runs finds its files.
  const draft = `dist.${process.pid}.tmp`;
  try {
    await build(draft);
    rmSync('dist', { recursive: true, force: true });
    renameSync(draft, 'dist');
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function build(outdir) {
  const { metafile, outputFiles } = await esbuild.build({
    entryPoints: {
      main: 'src/main.ts',
      system: 'src/io/system.ts',
      compile: 'src/io/compile.ts',
      lex: 'src/view/question.ts',
      // What brings a large library gets a file of its own, for the commands that do without.
      ...Object.fromEntries(['core/schedule', 'core/search', 'view/lexer', 'view/highlight-languages'].map((path) => [basename(path), `src/${path}.ts`])),
    },
    outdir,
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.17',
    sourcemap: 'inline',
    sourcesContent: false,
    chunkNames: '[name]-[hash]',
    legalComments: 'none',
    metafile: true,
    plugins: [withoutUnused],
    logLevel: 'warning',
  });
  mkdirSync(outdir);
  for (const file of outputFiles) {
    const { code, map } = await toCommonJs(esbuild, file);
    writeFileSync(file.path, `${code}//# sourceMappingURL=${basename(file.path)}.map\n`);
    writeFileSync(`${file.path}.map`, map);
  }
  writeFileSync(join(outdir, 'package.json'), '{ "type": "commonjs" }\n');
  const bundled = new Set(Object.keys(metafile.inputs).map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean));
  writeFileSync(join(outdir, 'THIRD-PARTY-NOTICES.txt'), notices([...bundled].sort()));
  // The shipped corpus is parsed and lexed here once, so that no command has to.
  const [{ compileShipped }, { lexQuestion }] = await Promise.all(['compile.js', 'lex.js'].map((name) => import(pathToFileURL(join(root, outdir, name)).href)));
  compileShipped(root, outdir, lexQuestion);
  execFileSync(process.execPath, ['scripts/code-cache.mjs', outdir], { stdio: 'inherit' });
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
