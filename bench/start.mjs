// How long each short command takes against a bare `node -e 0`, after 1,000 reviews, and its peak memory.
import { newHome } from './lib/home.mjs';
import { bare, inTurn, peakMemory, prep, printTable, verdict } from './lib/measure.mjs';

const rounds = 21;
const largestMemory = 80;
const home = await newHome({ reviews: 1_000 });
const rated = await newHome({ reviews: 1_000 }); // Its journal grows with each run: the others must not see that.

const targets = { '--version': 1.25, '--help': 1.5, 'show url-shortener --color always': 1.6, 'next --json': 1.5, 'due --total': 1.5, list: undefined, 'rate url-shortener 3': 1.8, stats: undefined };
const programs = Object.fromEntries(Object.keys(targets).map((line) => [line, prep(line.startsWith('rate') ? rated : home, line)]));
const { baseMs, of } = await inTurn(programs, { rounds });

const rows = [['node -e 0', baseMs.toFixed(1), '1.00', '1.00', '', '', (await peakMemory(bare)).toFixed(0), '', '']];
for (const [line, { ms, ratio, ofMinima }] of Object.entries(of)) {
  const memory = await peakMemory(programs[line]);
  rows.push([`prep ${line}`, ms.toFixed(1), ratio.toFixed(2), ofMinima.toFixed(2), ...verdict(ratio, targets[line]), memory.toFixed(0), ...verdict(memory, largestMemory)]);
}
console.log(`Shipped questions, 1,000 reviews, medians of ${rounds} rounds.\n`);
printTable(['what', 'ms', '× node', '× minima', 'at most', '', 'MB', 'at most', ''], rows);
