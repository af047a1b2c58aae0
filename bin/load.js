'use strict';
// How dist/ is loaded. V8 can keep what it has compiled, and reading that takes a tenth of the time of compiling: the
// build keeps it beside each file. Where it is missing or another V8 made it, Node loads dist/ as it loads anything.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');

/** A `require` for the files of a build. Throws where one is missing, and what they throw. */
function loaderOf(folder) {
  try {
    const scriptOf = (name) => compile(folder, name, readFileSync(keptPath(folder, name)));
    const main = scriptOf('main.js');
    if (!main.cachedDataRejected) return requireWith((name) => (name === 'main.js' ? main : scriptOf(name)));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  require('node:module').enableCompileCache?.(process.env.PREP_CACHE_DIR || undefined); // Since Node 22.1.
  return (name) => require(join(folder, name));
}

/** Where the compiled code of a file is kept. */
function keptPath(folder, name) {
  return join(folder, `${name}.code`);
}

/** The script of a file, which gives a function of CommonJS's three; compiled anew where `cachedData` does not fit. */
function compile(folder, name, cachedData) {
  const filename = join(folder, name);
  return new Script(readFileSync(filename, 'latin1'), { filename, cachedData }); // The build writes ASCII.
}

/** Node's `require`, but for `./` and a name, whose script comes from `scriptOf`. */
function requireWith(scriptOf) {
  const modules = new Map();
  const load = (name) => {
    const known = modules.get(name);
    if (known) return known.exports;
    const module = { exports: {} };
    modules.set(name, module);
    scriptOf(name).runInThisContext()(module.exports, near, module);
    return module.exports;
  };
  const near = (name) => (name.startsWith('./') ? load(name.slice(2)) : require(name));
  return load;
}

module.exports = { compile, keptPath, loaderOf, requireWith };
