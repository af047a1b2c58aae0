// Writes what bin/load.js reads: the files that short commands load in one, pack.js, and beside it and each other file its
// code as V8 has compiled it. usage: node scripts/code-cache.mjs DIST
// The commands people wait for are run first, so that what they call is compiled. In a process of its own, because V8
// keeps everything that was ever compiled.
import { copyFileSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';

const { moduleText, packName, readText, requireWith, scriptOf } = createRequire(import.meta.url)('../bin/load.js');
const folder = resolve(process.argv[2] ?? 'dist');
const scripts = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => [name, scriptOf(folder, name)]),
);

const short = ['--help', 'next --json', 'due --total', 'list', 'show url-shortener --color always', 'rate url-shortener 3', 'show url-shortener --color always'];
const long = ['quiz --plain --count 2 --seed 1', 'stats', 'undo', 'check'];

const used = new Set();
await warm(short, (name) => {
  used.add(name);
  return scripts.get(name).runInThisContext();
});
const pack = `({${[...used].map((name) => `${JSON.stringify(name)}:${moduleText(readText(folder, name))}`).join(',')}})\n`;
writeFileSync(join(folder, packName), pack);
for (const name of used) scripts.delete(name);
scripts.set(packName, new Script(pack, { filename: packName }));
const packed = scripts.get(packName).runInThisContext();
await warm([...short, ...long], (name) => packed[name] ?? scripts.get(name).runInThisContext());
for (const [name, script] of scripts) writeFileSync(join(folder, `${name}.code`), script.createCachedData());

/** Runs command lines with the modules that `moduleOf` gives, in a home and for a terminal that nobody sees. */
async function warm(lines, moduleOf) {
  const load = requireWith(moduleOf);
  const { run } = load('main.js');
  const { connect, processSystem } = load('system.js');
  const home = mkdtempSync(join(tmpdir(), 'prep-build-'));
  try {
    // A package with this build in it, which is not in its place yet.
    symlinkSync(folder, join(home, 'dist'), 'junction');
    symlinkSync(resolve('content'), join(home, 'content'), 'junction');
    copyFileSync('package.json', join(home, 'package.json'));
    const system = processSystem(pathToFileURL(`${home}/`).href);
    const env = { HOME: home, PREP_DATA_DIR: join(home, 'data'), PREP_CONFIG_DIR: join(home, 'config'), PREP_CACHE_DIR: join(home, 'cache') };
    const nowhere = () => Object.assign(new Writable({ write: (_chunk, _encoding, done) => done() }), { columns: 80 });
    for (const line of lines) {
      const stdin = Readable.from([line.startsWith('quiz') ? '3\n\n3\n' : '']);
      await run(line.split(' '), (globals) => connect({ ...system, env, stdin, stdout: nowhere(), stderr: nowhere() }, globals));
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
