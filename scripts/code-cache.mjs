// Writes what bin/load.js reads: the code of each file of a build as V8 has compiled it. usage: node scripts/code-cache.mjs DIST
// The commands people wait for are run first, so that what they call is among it. In a process of its own, because it
// keeps everything that was ever compiled.
import { copyFileSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

const { compile, keptPath, requireWith } = createRequire(import.meta.url)('../bin/load.js');
const folder = resolve(process.argv[2] ?? 'dist');
const scripts = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => [name, compile(folder, name)]),
);

const load = requireWith((name) => scripts.get(name));
const { run } = load('main.js');
const { connect, processSystem } = load('system.js');
const home = mkdtempSync(join(tmpdir(), 'prep-build-'));
try {
  // A package with this build in it, which is not in its place yet.
  symlinkSync(folder, join(home, 'dist'), 'junction');
  symlinkSync(resolve('content'), join(home, 'content'), 'junction');
  copyFileSync('package.json', join(home, 'package.json'));
  const system = processSystem(pathToFileURL(`${home}/`).href);
  for (const [line, stdin] of [
    ['--help', ''],
    ['quiz --plain --count 2 --seed 1', '3\n\n3\n'],
    ['rate url-shortener 3 --color always', ''],
    ['undo', ''],
    ['show url-shortener --color always', ''],
    ['next --json', ''],
    ['due --total', ''],
    ['list', ''],
    ['stats', ''],
    ['check', ''],
  ]) {
    const env = { HOME: home, PREP_DATA_DIR: join(home, 'data'), PREP_CONFIG_DIR: join(home, 'config'), PREP_CACHE_DIR: join(home, 'cache') };
    const nowhere = () => Object.assign(new Writable({ write: (_chunk, _encoding, done) => done() }), { columns: 80 });
    await run(line.split(' '), (globals) => connect({ ...system, env, stdin: Readable.from([stdin]), stdout: nowhere(), stderr: nowhere() }, globals));
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}

for (const [name, script] of scripts) writeFileSync(keptPath(folder, name), script.createCachedData());
