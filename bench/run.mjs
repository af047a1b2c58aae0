// What is claimed about speed, measured. usage: npm run bench [-- PART…]; each other .mjs file of this folder is a part.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { cpus, release, type } from 'node:os';
import { basename, join } from 'node:path';

const folder = import.meta.dirname;
const parts = readdirSync(folder)
  .filter((file) => file.endsWith('.mjs') && file !== basename(import.meta.filename))
  .map((file) => basename(file, '.mjs'));
const asked = process.argv.slice(2);
const unknown = asked.filter((part) => !parts.includes(part));
if (unknown.length > 0) fail(`there is no part ${unknown.join(', ')}; there are ${parts.join(', ')}`);
if (!existsSync(join(folder, '../dist/main.js'))) fail('nothing is built yet: npm run build');

// A part removes its own folders when it is interrupted; here nothing is left to do but to wait for it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
console.log(`${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${type()} ${release()}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}`);
for (const part of asked.length > 0 ? asked : parts) {
  console.log(`\n## ${part}\n`);
  const child = spawn(process.execPath, [join(folder, `${part}.mjs`)], { stdio: 'inherit' });
  const code = await new Promise((resolve) => child.once('exit', (status, signal) => resolve(signal ? 130 : status)));
  if (code !== 0) process.exit(code);
}

function fail(message) {
  console.error(`bench: ${message}`);
  process.exit(2);
}
