#!/usr/bin/env node
'use strict';
// CommonJS, as bin/package.json says: Node starts it sooner than an ES module.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

const root = join(__dirname, '..');
const words = process.argv.slice(2);
if (words.length === 1 && ['--version', '-V', 'version'].includes(words[0])) {
  // Asked for by scripts at every start: nothing needs loading for it.
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  process.stdout.write(`${version}\n`);
} else {
  start();
}

async function start() {
  try {
    const debug = words.includes('--debug');
    if (debug) process.setSourceMapsEnabled(true); // Node maps what it loads itself.
    const load = debug ? (path) => require(join(root, 'dist', path)) : require('./load.js').loaderOf(join(root, 'dist'));
    const { run } = load('main.js');
    const { connect, processSystem } = load('system.js');
    const system = processSystem(pathToFileURL(root).href);
    process.exitCode = await run(words, (globals) => connect(system, globals));
  } catch (error) {
    if (error?.code !== 'MODULE_NOT_FOUND' || !String(error.message).includes('dist')) throw error;
    process.stderr.write('prep: it is not built yet: install scripts were not run here.\nBuild it with: npm ci && npm run build\n');
    process.exitCode = 1;
  }
}
