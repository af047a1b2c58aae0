// Runs commands of the built program with every call of the file system going wrong in every way, in this one process,
// and prints what was found as JSON: `node --import faults.mjs fault-table.mjs '{"commands":[…]}'`.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { crc32 } from 'node:zlib';
import { arm, disarm, Killed } from './faults.mjs';

const root = join(import.meta.dirname, '..', '..');
const { run } = await import(pathToFileURL(join(root, 'dist', 'main.js')).href);
const { connect, processSystem } = await import(pathToFileURL(join(root, 'dist', 'system.js')).href);

const { commands } = JSON.parse(process.argv[2]);
const home = mkdtempSync(join(tmpdir(), 'prep-faults-'));
const questions = join(home, 'questions');
mkdirSync(questions);
for (const name of ['one', 'two', 'three']) writeFileSync(join(questions, `${name}.md`), `---\ntheme: small\n---\n# What is ${name}?\n\n## Answer\n\nIt is ${name}.\n`);
writeFileSync(join(home, 'notes.md'), '# Notes\n\n## Q1: What is a lock?\n\n**Answer:** A promise.\n\n## Q2: What is a leak?\n\n**Answer:** A loss.\n');

/** One command line in a data directory; lines are what is typed. Gives exit code, what was said, and whether it was killed. */
async function command(data, argv, lines = []) {
  const system = processSystem(pathToFileURL(`${root}/`).href);
  let said = '';
  const stream = { write: (text) => (said += text) !== '', on: () => undefined };
  const env = { PREP_DATA_DIR: data, PREP_CONFIG_DIR: join(home, 'config'), PREP_CONTENT: questions, NO_COLOR: '1', HOME: home };
  const world = { ...system, packageRoot: root, env, stdin: { isTTY: false }, stdout: stream, stderr: stream };
  let killed = false;
  const code = await run(argv, (globals) => {
    const ctx = connect(world, globals);
    return { ...ctx, terminal: { ...ctx.terminal, async *lines() { yield* lines; } } };
  }).catch((error) => {
    if (!(error instanceof Killed)) throw error;
    killed = true;
    return -1;
  });
  return { code, said, killed: killed || said.includes('prep: killed') };
}

/** The ids of the events in a journal, and whether a line of it cannot be read. */
function eventsOf(path) {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8').split('\n').filter(Boolean).flatMap((line) => (line.slice(0, 8) === crc32(line.slice(9)).toString(16).padStart(8, '0') ? [JSON.parse(line.slice(9))] : []));
}

const shape = (events) => events.map(({ type, question, rating }) => [type, question, rating].join(' ')).join(', ');
const faults = [];
const counts = {};
let tried = 0;

for (const { name, argv, lines, kinds, step = 1 } of commands) {
  // The store as it was: two ratings, a backup of the first, and another machine's journal.
  const before = join(home, 'before');
  rmSync(before, { recursive: true, force: true });
  await command(before, ['rate', 'one', '3', '-q']);
  await command(before, ['backup', '-q']);
  await command(before, ['rate', 'two', '2', '-q']);
  const other = join(home, 'other');
  rmSync(other, { recursive: true, force: true });
  await command(other, ['rate', 'three', '1', '-q']);
  await command(other, ['rate', 'three', '4', '-q']);
  const backup = join(before, 'backups', readdirSync(join(before, 'backups'))[0]);
  const filled = argv.map((word) => word.replace('OTHER', join(other, 'journal.jsonl')).replace('BACKUP', backup).replace('NOTES', join(home, 'notes.md')));
  const data = join(home, 'data');
  const fresh = () => {
    disarm();
    rmSync(data, { recursive: true, force: true });
    cpSync(before, data, { recursive: true });
  };
  const old = shape(eventsOf(join(before, 'journal.jsonl')));
  fresh();
  arm(data, Infinity, '');
  const clean = await command(data, filled, lines);
  counts[name] = disarm();
  if (clean.code !== 0) faults.push(`${name}: fails without a fault: ${clean.said}`);
  // Each event that a command writes is a state of its own.
  const states = [old];
  const after = eventsOf(join(data, 'journal.jsonl'));
  if (name === 'restore' || name === 'merge') states.push(shape(after));
  else for (let n = eventsOf(join(before, 'journal.jsonl')).length + 1; n <= after.length; n++) states.push(shape(after.slice(0, n)));
  for (const kind of kinds) {
    for (let n = 1; n <= counts[name]; n += step) {
      fresh();
      arm(data, n, kind);
      const outcome = await command(data, filled, lines);
      disarm();
      tried++;
      const where = `${name}, ${kind} at call ${n}`;
      const state = shape(eventsOf(join(data, 'journal.jsonl')));
      if (!states.includes(state)) faults.push(`${where}: neither old nor new: ${state}`);
      const acknowledged = (outcome.said.match(/^(?:> )?(?:Saved|Undone|Reset|Restored|Merged):/gm) ?? []).length;
      const reached = name === 'restore' || name === 'merge' ? (state === states.at(-1) ? 1 : 0) : states.indexOf(state);
      if (acknowledged > reached) faults.push(`${where}: acknowledged and not there: ${outcome.said}`);
      if (!outcome.killed && outcome.code === 0 && name !== 'import' && state !== states.at(-1)) faults.push(`${where}: exit 0 and not new: ${outcome.said}`);
      if (!outcome.killed && ![0, 1, 4].includes(outcome.code)) faults.push(`${where}: exit ${outcome.code}: ${outcome.said}`);
      if (/^\s+at |fault in prep/m.test(outcome.said) && !outcome.killed) faults.push(`${where}: a stack or a fault: ${outcome.said}`);
      // A store after a fault is one that works: nothing readable is lost by the next command.
      const next = await command(data, ['rate', 'one', '1', '-q']);
      const afterwards = eventsOf(join(data, 'journal.jsonl'));
      if (next.code !== 0 || afterwards.length !== numberIn(state) + 1) faults.push(`${where}: the store does not go on: ${next.said}`);
      for (const name of existsSync(join(data, 'backups')) ? readdirSync(join(data, 'backups')).filter((each) => each.endsWith('.jsonl')) : []) {
        if (eventsOf(join(data, 'backups', name)).length === 0) faults.push(`${where}: half a backup ${name}`);
      }
    }
  }
}

function numberIn(state) {
  return state === '' ? 0 : state.split(', ').length;
}

rmSync(home, { recursive: true, force: true });
process.stdout.write(JSON.stringify({ tried, counts, faults }));
