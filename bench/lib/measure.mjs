// Programs run one at a time and timed against a bare node, and tables of what came out.
// A program is { file, args, env, before }: `before` is called before each run, outside the time.
import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const running = new Set();
const folders = [];
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130)); // So that what `exit` removes is removed.

/** A folder that is gone when this process ends. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'prep-bench-'));
  folders.push(folder);
  return folder;
}

/** What programs print goes into a file, as a script would have it. */
const printed = openSync(join(temporaryFolder(), 'printed'), 'w');

export const bare = { file: process.execPath, args: ['-e', '0'] };
export const prepFile = join(import.meta.dirname, '../../bin/prep.js');

/** The built program on a command line, in a home of lib/home.mjs. */
export function prep(home, line, options = {}) {
  return { file: process.execPath, args: [prepFile, ...line.split(' ')], env: home.env, ...options };
}

/** Runs a program to its end and gives the milliseconds it took. Throws where it fails. */
export async function run(program) {
  return (await start(program, ['ignore', printed, 'ignore'])).ms;
}

/** The largest resident set of a run of node, in MB (10^6 bytes). */
export async function peakMemory(program) {
  program.before?.();
  const { output } = await start({ ...program, args: ['--require', join(import.meta.dirname, 'peak-memory.cjs'), ...program.args] }, ['ignore', printed, 'ignore', 'pipe'], 3);
  return (Number(output) * 1024) / 1e6;
}

/** What a program prints. */
export async function outputOf(program) {
  return (await start(program, ['ignore', 'pipe', 'inherit'], 1)).output;
}

async function start({ file, args, env = process.env }, stdio, read) {
  const begin = performance.now();
  const child = spawn(file, args, { stdio, env });
  running.add(child);
  let output = '';
  if (read !== undefined) child.stdio[read].setEncoding('utf8').on('data', (text) => (output += text));
  const [code, ms] = await new Promise((resolve, reject) => {
    let ended;
    child.once('error', reject);
    child.once('exit', () => (ended = performance.now()));
    child.once('close', (status, signal) => resolve([status ?? signal, ended - begin]));
  });
  running.delete(child);
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
  return { ms, output };
}

/**
 * Measures named things and the bare one in turn, round by round, so that a busy machine slows all alike. `measure` gives
 * the milliseconds of one. The first round only warms what the machine keeps.
 */
export async function inTurn(things, { rounds, base = bare, measure = run }) {
  const names = Object.keys(things);
  const times = names.map(() => []);
  const bases = [];
  for (let round = 0; round <= rounds; round++) {
    const each = names.map((_, index) => (index + round) % names.length); // Nobody always comes after the same one.
    const ofBase = await measure(base);
    if (round > 0) bases.push(ofBase);
    for (const at of each) {
      things[names[at]].before?.();
      const ms = await measure(things[names[at]]);
      if (round > 0) times[at].push(ms);
    }
  }
  const baseMs = median(bases);
  return {
    baseMs,
    of: Object.fromEntries(
      names.map((name, at) => {
        const ratio = median(times[at].map((ms, round) => ms / bases[round]));
        return [name, { ms: median(times[at]), ratio, ofMinima: Math.min(...times[at]) / Math.min(...bases) }];
      }),
    ),
  };
}

export function median(values) {
  return quantile(values, 0.5);
}

export function quantile(values, share) {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
}

/** Whether a figure is at most its target, as words for a table. */
export function verdict(value, target) {
  return target === undefined ? ['', ''] : [`${target}`, value <= target ? 'met' : 'missed'];
}

/** Prints a table of markdown, numbers to the right. */
export function printTable(head, rows) {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, at) => Math.max(3, ...cells.map((row) => row[at].length)));
  const right = head.map((_, at) => at > 0 && rows.every((row) => /^[\d.]*$/.test(String(row[at]))));
  const lines = cells.map((row) => `| ${row.map((cell, at) => (right[at] ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))).join(' | ')} |`);
  const rule = `|${widths.map((width, at) => `${'-'.repeat(width + 1)}${right[at] ? ':' : '-'}`).join('|')}|`;
  console.log([lines[0], rule, ...lines.slice(1)].join('\n'));
}
