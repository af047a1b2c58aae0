// A file system that fails. `node --import tests/helpers/faults.mjs bin/prep.js …` counts the calls of node:fs that touch
// the store, and at the n-th fails with an error code, writes half, or kills the process. Set by environment (FAULT_AT,
// FAULT_KIND, FAULT_UNDER), or by `arm` for many turns in one process, where being killed is made believe.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const codes = { ENOSPC: -28, EIO: -5, EACCES: -13, EROFS: -30 };

/** Thrown in place of ending the process; after it nothing reaches the disk, `finally` or not. */
export class Killed extends Error {}

let under = null;
let at = Infinity;
let kind = '';
/** The names of the calls so far. */
let calls = [];
let dead = false;
let really = false;
const files = new Set();

/** From now on the n-th call that touches a path under `folder` goes wrong. */
export function arm(folder, n, how) {
  [under, at, kind, calls, dead, really] = [folder, n, how, [], false, false];
  files.clear();
}

/** Lets everything through again, and gives the names of the calls since `arm`. */
export function disarm() {
  under = null;
  return calls;
}

/** True when a turn since `arm` was killed, whatever caught that. */
export function wasKilled() {
  return dead;
}

/** True for a call that puts bytes into a file, so that half of them can be put there. */
export function isWrite(name) {
  return name === 'writeSync' || name === 'writeFileSync' || name === 'appendFileSync';
}

/** Of two paths, such as of a rename, either counts; a text that is written is none. */
function touches(name, [first, second]) {
  const isUnder = (path) => typeof path === 'string' && (path === under || path.startsWith(`${under}/`));
  return typeof first === 'number' ? files.has(first) : isUnder(first) || (/^(?:rename|link|symlink|copyFile|cp)Sync$/.test(name) && isUnder(second));
}

function failure(name, path) {
  return Object.assign(new Error(`${kind}: the test says so, ${name} '${path}'`), { code: kind, errno: codes[kind], syscall: name, path });
}

/** Ends the process as `kill -9` does, or makes as if. */
function die() {
  if (really) {
    process.kill(process.pid, 'SIGKILL');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
  dead = true;
  throw new Killed('killed');
}

function writeHalf(real, name, [target, data, ...rest]) {
  const half = Buffer.from(data).subarray(0, Buffer.from(data).length >> 1);
  const written = name === 'writeSync' ? real(target, half) : real(target, half, ...rest);
  if (kind === 'kill-half') die();
  if (name === 'writeSync') return written;
  kind = 'ENOSPC'; // Who wrote a whole file is told why it is not whole.
  throw failure('write', target);
}

// Every call there is, so that none that prep comes to use is forgotten.
for (const name of Object.keys(fs).filter((each) => each.endsWith('Sync') && typeof fs[each] === 'function')) {
  const real = fs[name].bind(fs);
  const fake = (...args) => {
    if (under === null || !touches(name, args)) return real(...args);
    if (dead) throw new Killed('killed');
    calls.push(name);
    if (calls.length === at) {
      if (kind === 'kill') die();
      if (kind === 'short' || kind === 'kill-half') return writeHalf(real, name, args);
      if (name === 'existsSync') return false;
      if (name === 'closeSync') real(...args);
      throw failure(name.replace('Sync', ''), args[0]);
    }
    const result = real(...args);
    if (name === 'openSync') files.add(result);
    if (name === 'closeSync') files.delete(args[0]);
    return result;
  };
  fs[name] = Object.assign(fake, fs[name]);
}
syncBuiltinESMExports();

if (process.env.FAULT_AT) {
  arm(process.env.FAULT_UNDER, Number(process.env.FAULT_AT), process.env.FAULT_KIND);
  really = true;
}
