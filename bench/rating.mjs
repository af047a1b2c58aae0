// What a key that rates costs in a session with 10,000 questions and 100,000 reviews, against a bare append with fsync.
import { closeSync, copyFileSync, fsyncSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { newHome } from './lib/home.mjs';
import { printTable, quantile, verdict } from './lib/measure.mjs';

const [sessions, inSession] = [30, 10];
const root = join(import.meta.dirname, '..');
const load = createRequire(import.meta.url)('../bin/load.js').loaderOf(join(root, 'dist'));
const { run } = load('main.js');
const { connect, processSystem } = load('system.js');

const home = await newHome({ questions: 10_000, reviews: 100_000 });
const bareFile = `${home.journal}.bare`; // As long, and in the same folder.
copyFileSync(home.journal, bareFile);
const bareOutput = openSync(bareFile, 'a');

const times = { bare: [], append: [], key: [] };
for (let session = 0; session < sessions; session++) await practice(session);
closeSync(bareOutput);

console.log(`${times.key.length} ratings in sessions of ${inSession}, 10,000 questions of one's own, 100,000 reviews.\n`);
const row = (name, values) => {
  const [p50, p95] = [0.5, 0.95].map((share) => quantile(values, share));
  const ratios = [p50 / quantile(times.bare, 0.5), p95 / quantile(times.bare, 0.95)];
  return [name, p50.toFixed(2), p95.toFixed(2), ...ratios.map((ratio) => ratio.toFixed(2)), ...(values === times.bare ? ['', ''] : verdict(ratios[1], 1.5))];
};
printTable(['what', 'p50 ms', 'p95 ms', '× p50', '× p95', 'at most', ''], [row('the same bytes, write and fsync', times.bare), row('the rating into the journal', times.append), row('the whole key press', times.key)]);

/** A session of the built program in this process: each question is revealed and rated. */
async function practice(seed) {
  const system = processSystem(pathToFileURL(`${root}/`).href);
  const nowhere = () => Object.assign(new Writable({ write: (_chunk, _encoding, done) => done() }), { columns: 80, isTTY: true });
  let later = 0; // A key that comes again too soon does not count.
  const world = { ...system, env: home.env, stdin: { isTTY: true }, stdout: nowhere(), stderr: nowhere(), now: () => new Date(Date.now() + later) };
  const code = await run(['quiz', '--count', String(inSession), '--seed', String(seed)], (globals) => {
    const ctx = connect(world, globals);
    const { append } = ctx.journal;
    const journal = Object.defineProperties({}, Object.getOwnPropertyDescriptors(ctx.journal));
    journal.append = (event) => {
      const start = performance.now();
      const stamped = append(event);
      times.append.push(performance.now() - start);
      return stamped;
    };
    const show = async (screen) => {
      const press = (name) => {
        screen.frame({ columns: 80, rows: 24 });
        later += 5_000;
        return screen.press({ name });
      };
      for (let over = false; !over; ) {
        await press('enter');
        const before = statSync(home.journal).size;
        screen.frame({ columns: 80, rows: 24 });
        later += 5_000;
        const start = performance.now();
        over = await screen.press({ name: '3' });
        times.key.push(performance.now() - start);
        times.bare.push(appendBare(before));
      }
    };
    return { ...ctx, journal, terminal: { ...ctx.terminal, interactive: true, show } };
  });
  if (code !== 0) throw new Error(`the session ended with ${code}`);
}

/** The milliseconds that it takes to append what the journal holds from an offset on, and to sync it. */
function appendBare(from) {
  const bytes = Buffer.alloc(statSync(home.journal).size - from);
  const journal = openSync(home.journal, 'r');
  readSync(journal, bytes, 0, bytes.length, from);
  closeSync(journal);
  const start = performance.now();
  writeSync(bareOutput, bytes);
  fsyncSync(bareOutput);
  return performance.now() - start;
}
