// How long it takes until the first question of a session stands on a terminal, against a bare node that writes a character.
import { spawn } from '@lydell/node-pty';
import { newHome } from './lib/home.mjs';
import { inTurn, outputOf, prep, printTable, verdict } from './lib/measure.mjs';

const rounds = 21;
const home = await newHome({ reviews: 1_000 });
const [first] = JSON.parse(await outputOf(prep(home, 'list --json --fields id,question'))).questions;
const opening = first.question.split(' ').slice(0, 4).join(' ');
const program = { ...prep(home, 'quiz --order listed'), until: opening };
const base = { file: process.execPath, args: ['-e', 'process.stdout.write("x")'], env: home.env, until: 'x' };

const { baseMs, of } = await inTurn({ program }, { rounds, base, measure: untilSeen });
const { ms, ratio, ofMinima } = of.program;
console.log(`In a pseudo-terminal of 80 columns, shipped questions, 1,000 reviews, medians of ${rounds} rounds.\n`);
printTable(
  ['until there stands', 'ms', '× node', '× minima', 'at most', ''],
  [
    ['a character of a bare node', baseMs.toFixed(1), '1.00', '1.00', '', ''],
    ['the first question of prep quiz', ms.toFixed(1), ratio.toFixed(2), ofMinima.toFixed(2), ...verdict(ratio, 2)],
  ],
);

/** The milliseconds until a program has written a text, escapes left out. The program is ended then. */
async function untilSeen({ file, args, env, until }) {
  const start = performance.now();
  const child = spawn(file, args, { cols: 80, rows: 24, name: 'xterm-256color', env: { ...env, LANG: 'C.UTF-8' } });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  let written = '';
  let ms = null;
  await new Promise((resolve) => {
    child.onData((data) => {
      written += data;
      if (ms !== null || !written.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '').includes(until)) return;
      ms = performance.now() - start;
      end();
    });
    child.onExit(resolve);
  });
  process.off('exit', end);
  if (ms === null) throw new Error(`"${until}" was never seen:\n${written}`);
  return ms;
}
