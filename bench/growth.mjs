// How time and peak memory grow with a person's own questions and with reviews.
import { newHome, ownId } from './lib/home.mjs';
import { inTurn, peakMemory, prep, printTable, verdict } from './lib/measure.mjs';

const head = ['what', 'ms', '× node', '× minima', 'at most', '', 'MB', 'at most', ''];
const [shippedMemory, ownMemory] = [80, 200];
const counts = new Intl.NumberFormat('en');

console.log(`Questions of one's own, no review. Warm: there is an index of them. Cold: all are read.`);
let scanMs = 0;
for (const questions of [100, 1_000, 10_000]) {
  const home = await newHome({ questions });
  const lines = [`show ${ownId(questions / 2)} --color always`, 'next --json', 'list', 'rate url-shortener 3'];
  console.log(`\n${counts.format(questions)} questions\n`);
  const warm = await figures('warm: ', programs(lines, home), { rounds: 15, memory: ownMemory });
  const cold = await figures('cold: ', programs(lines, home, { before: home.forgetReadings }), { rounds: questions === 10_000 ? 3 : 5, memory: ownMemory });
  printTable(head, [...warm.rows, ...cold.rows]);
  scanMs = cold.of.list.ms;
}
console.log('');
printTable(['the first scan of 10,000 question files', 's', 'at most', ''], [['prep list', (scanMs / 1_000).toFixed(2), ...verdict(scanMs / 1_000, 4)]]);

console.log(`\nReviews of shipped questions. Warm: there is a snapshot. Cold: the journal is replayed.`);
for (const reviews of [1_000, 10_000, 100_000]) {
  const home = await newHome({ reviews });
  const rated = await newHome({ reviews }); // Its journal grows with each run: the others must not see that.
  const lines = ['show url-shortener --color always', 'next --json', 'list', 'stats'];
  console.log(`\n${counts.format(reviews)} reviews\n`);
  const rate = 'rate url-shortener 3';
  const warm = await figures('warm: ', { ...programs(lines, home), ...programs([rate], rated) }, { rounds: 15, memory: shippedMemory });
  const replayed = programs(['next --json', rate], rated, { before: rated.forgetSnapshot }); // Two stand for all: what they have in common takes the time.
  const cold = await figures('cold: ', replayed, { rounds: reviews === 100_000 ? 3 : 5, memory: shippedMemory });
  printTable(head, [...warm.rows, ...cold.rows]);
}

console.log(`\n10,000 questions of one's own and 100,000 reviews, both warm.\n`);
const home = await newHome({ questions: 10_000, reviews: 100_000 });
const targets = { [`show ${ownId(5_000)} --color always`]: 2.2, 'next --json': 2.5, 'due --total': undefined, list: undefined, stats: undefined };
printTable(head, (await figures('', programs(Object.keys(targets), home), { rounds: 15, memory: ownMemory, targets })).rows);

function programs(lines, home, options) {
  return Object.fromEntries(lines.map((line) => [line, prep(home, line, options)]));
}

/** The times of each program, and a row with them and its peak memory. */
async function figures(prefix, measured, { rounds, memory, targets = {} }) {
  const { of } = await inTurn(measured, { rounds });
  const rows = [];
  for (const [line, program] of Object.entries(measured)) {
    const { ms, ratio, ofMinima } = of[line];
    const peak = await peakMemory(program);
    rows.push([prefix + line, ms.toFixed(0), ratio.toFixed(2), ofMinima.toFixed(2), ...verdict(ratio, targets[line]), peak.toFixed(0), ...verdict(peak, memory)]);
  }
  return { of, rows };
}
