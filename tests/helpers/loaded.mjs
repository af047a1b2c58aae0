// Runs one command of the built program as bin/load.js does, each file of dist/ by itself, and prints as JSON what it loaded
// and read: node loaded.mjs ROOT WORD…
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const fs = require('node:fs'); // The very object that dist/ gets.

const [root, ...words] = process.argv.slice(2);
const { requireWith, scriptOf } = require(join(root, 'bin', 'load.js'));
const loaded = [];
const opened = new Map();
const read = [];
const { openSync, readFileSync, readSync } = fs;
const load = requireWith((name) => {
  loaded.push(name);
  return scriptOf(join(root, 'dist'), name).runInThisContext();
});
fs.openSync = (path, ...rest) => {
  const descriptor = openSync(path, ...rest);
  opened.set(descriptor, String(path));
  return descriptor;
};
fs.readSync = (descriptor, ...rest) => {
  const bytes = readSync(descriptor, ...rest);
  read.push([opened.get(descriptor), bytes]);
  return bytes;
};
fs.readFileSync = (path, ...rest) => {
  const content = readFileSync(path, ...rest);
  if (!loaded.some((name) => String(path).endsWith(name))) read.push([typeof path === 'number' ? opened.get(path) : String(path), content.length]);
  return content;
};

const { run } = load('main.js');
const { connect, processSystem } = load('system.js');
const nowhere = { write: () => true, on: () => undefined, columns: 80 };
const system = Object.create(processSystem(pathToFileURL(`${root}/`).href), { stdout: { value: nowhere }, stderr: { value: nowhere } });
void run(words, (globals) => connect(system, globals)).then((code) => {
  console.log(JSON.stringify({ code, loaded, read, builtins: process.moduleLoadList.filter((name) => name.startsWith('NativeModule ')).map((name) => name.slice(13)) }));
});
