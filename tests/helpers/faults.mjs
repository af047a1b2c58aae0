// A file system that fails. `node --import tests/helpers/faults.mjs program` counts the calls of node:fs that touch the
// store, and at the n-th fails with an error code, writes half, or ends the process. Set by environment
// (FAULT_AT, FAULT_KIND, FAULT_UNDER), or for many turns in one process by `arm`.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const codes = { ENOSPC: -28, EIO: -5, EACCES: -13, EROFS: -30 };

/** Thrown in place of ending the process; after it nothing reaches the disk, `finally` or not. */
export class Killed extends Error {}

let under = null;
let at = Infinity;
let kind = '';
let calls = 0;
let dead = false;
let really = false;
const files = new Set();

/** From now on the n-th call that touches a path under `folder` goes wrong. */
export function arm(folder, n, how) {
  [under, at, kind, calls, dead, really] = [folder, n, how, 0, false, false];
  files.clear();
}

/** Lets everything through again, and gives the number of calls since `arm`. */
export function disarm() {
  under = null;
  return calls;
}

const touches = (target) => (typeof target === 'number' ? files.has(target) : under !== null && String(target).startsWith(under));

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

const wrapped = ['openSync', 'writeSync', 'fsyncSync', 'readSync', 'readFileSync', 'writeFileSync', 'appendFileSync', 'renameSync', 'rmSync', 'unlinkSync', 'mkdirSync', 'statSync', 'lstatSync', 'fstatSync', 'readdirSync', 'chmodSync', 'realpathSync', 'accessSync', 'existsSync', 'closeSync'];
for (const name of wrapped) {
  const real = fs[name];
  const fake = function (target, ...rest) {
    if (under === null) return real.call(this, target, ...rest);
    if (dead && touches(target)) throw new Killed('killed');
    if (!touches(target)) return real.call(this, target, ...rest);
    calls++;
    if (calls === at) {
      if (kind === 'kill') die();
      // Half of it is written, then the disk is full or the power gone.
      if ((name === 'writeSync' || name === 'writeFileSync') && (kind === 'short' || kind === 'kill-half')) {
        const data = Buffer.from(rest[0]);
        const written = name === 'writeSync' ? real.call(this, target, data.subarray(0, data.length >> 1)) : real.call(this, target, data.subarray(0, data.length >> 1), rest[1]);
        if (kind === 'kill-half') die();
        if (name === 'writeSync') return written;
        kind = 'ENOSPC';
        throw failure('write', target);
      }
      if (kind === 'kill-half') die();
      if (kind !== 'short') {
        if (name === 'existsSync') return false;
        if (name === 'closeSync') real.call(this, target);
        throw failure(name.replace('Sync', ''), target);
      }
    }
    const result = real.call(this, target, ...rest);
    if (name === 'openSync') files.add(result);
    if (name === 'closeSync') files.delete(target);
    return result;
  };
  fs[name] = Object.assign(fake, real);
}
syncBuiltinESMExports();

if (process.env.FAULT_AT) {
  arm(process.env.FAULT_UNDER, Number(process.env.FAULT_AT), process.env.FAULT_KIND);
  really = true;
}
