'use strict';
// How dist/ is loaded. V8 can keep what it has compiled, and reading that takes a tenth of the time of compiling: the
// build keeps it beside each file. Where it is missing or another V8 made it, Node loads dist/ as it loads anything.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');

/** A `require` for the files of a build. Throws where one is missing, and what they throw. */
function loaderOf(folder) {
  try {
    const kept = (name) => readFileSync(join(folder, `${name}.code`));
    const pack = new Script(readText(folder, packName), { filename: packName, cachedData: kept(packName) });
    if (!pack.cachedDataRejected) {
      const packed = pack.runInThisContext();
      return requireWith((name) => packed[name] ?? scriptOf(folder, name, kept(name)).runInThisContext());
    }
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  require('node:module').enableCompileCache?.(process.env.PREP_CACHE_DIR || undefined); // Since Node 22.1.
  return (name) => require(join(folder, name));
}

/** The files that every short command loads, as an object of functions: one file is read sooner than thirty. */
const packName = 'pack.js';

/** A file of a build, as a script that gives its module as a function. */
function scriptOf(folder, name, cachedData) {
  return new Script(moduleText(readText(folder, name)), { filename: name, cachedData });
}

function readText(folder, name) {
  return readFileSync(join(folder, name), 'latin1'); // The build writes ASCII.
}

/** CommonJS as a function of what it is given. */
function moduleText(code) {
  return `(function(exports,require,module){${code}\n})`;
}

/** Node's `require`, but for `./` and a name, whose module is the function that `moduleOf` gives. */
function requireWith(moduleOf) {
  const modules = new Map();
  const load = (name) => {
    const known = modules.get(name);
    if (known) return known.exports;
    const module = { exports: {} };
    modules.set(name, module);
    moduleOf(name)(module.exports, near, module);
    return module.exports;
  };
  const near = (name) => (name.startsWith('./') ? load(name.slice(2)) : require(name));
  return load;
}

module.exports = { loaderOf, moduleText, packName, readText, requireWith, scriptOf };
