// Runs commands of the built program with every call of the file system going wrong in every way, and prints what was
// found as JSON: `node --import faults.mjs fault-table.mjs '{"commands":[…],"processes":true}'`. Each turn is a process
// of its own, which is really killed; without `processes` all turns are in this one, and quicker.
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { crc32 } from 'node:zlib';
import { arm, disarm, isWrite, Killed, wasKilled } from './faults.mjs';

const root = join(import.meta.dirname, '..', '..');
const { run } = await import(pathToFileURL(join(root, 'dist', 'main.js')).href);
const { connect, processSystem } = await import(pathToFileURL(join(root, 'dist', 'system.js')).href);

const { commands, processes } = JSON.parse(process.argv[2]);
const home = mkdtempSync(join(tmpdir(), 'prep-faults-'));
const [before, other, data, questions] = ['before', 'other', 'data', 'questions'].map((name) => join(home, name));
mkdirSync(questions);
for (const name of ['one', 'two', 'three']) writeFileSync(join(questions, `${name}.md`), `---\ntheme: small\n---\n# What is ${name}?\n\n## Answer\n\nIt is ${name}.\n`);
writeFileSync(join(home, 'notes.md'), '# Notes\n\n## Q1: What is a lock?\n\n**Answer:** A promise.\n\n## Q2: What is a leak?\n\n**Answer:** A loss.\n');

const envOf = (folder) => ({ PREP_DATA_DIR: folder, PREP_CONFIG_DIR: join(home, 'config'), PREP_CONTENT: questions, NO_COLOR: '1', HOME: home });

/** One command line in this process; lines are what is typed. */
async function here(folder, argv, lines = []) {
  let said = '';
  const stream = { write: (text) => (said += text) !== '', on: () => undefined };
  const world = { ...processSystem(pathToFileURL(`${root}/`).href), packageRoot: root, env: envOf(folder), stdin: { isTTY: false }, stdout: stream, stderr: stream };
  const code = await run(argv, (globals) => {
    const ctx = connect(world, globals);
    return { ...ctx, terminal: { ...ctx.terminal, async *lines() { yield* lines; } } };
  }).catch((error) => {
    if (!(error instanceof Killed)) throw error;
    return -1;
  });
  return { code, said, killed: wasKilled() };
}

/** The same in a process of its own, which really ends where it is killed. */
function apart(folder, argv, lines, n, kind) {
  const env = { ...envOf(folder), PATH: process.env.PATH, FAULT_AT: String(n), FAULT_KIND: kind, FAULT_UNDER: folder };
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['--import', join(import.meta.dirname, 'faults.mjs'), join(root, 'bin', 'prep.js'), ...argv], { env, encoding: 'utf8', input: lines.map((line) => `${line}\n`).join(''), timeout: 60_000 });
  return { code: status ?? -1, said: stdout + stderr, killed: signal === 'SIGKILL' };
}

async function turn(argv, lines, n, kind) {
  disarm();
  rmSync(data, { recursive: true, force: true });
  cpSync(before, data, { recursive: true });
  if (processes && n !== Infinity) return apart(data, argv, lines, n, kind);
  arm(data, n, kind);
  return here(data, argv, lines);
}

const bytesOf = (path) => (existsSync(path) ? readFileSync(path) : Buffer.alloc(0));

/** The events of a journal whose checksums match, in the order of the file. */
function eventsOf(path) {
  return bytesOf(path).toString('utf8').split('\n').filter((line) => line !== '' && line.slice(0, 8) === crc32(line.slice(9)).toString(16).padStart(8, '0')).map((line) => JSON.parse(line.slice(9)));
}

/** The files below a folder, by their paths. */
function filesIn(folder) {
  return existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name)) : [];
}

const shape = (events) => events.map(({ type, question, rating }) => [type, question, rating].join(' ')).join(', ');
const acknowledgements = (said) => (said.match(/^(?:> )?(?:Saved|Undone|Reset|Restored|Merged|Backed up):/gm) ?? []).length;
const torn = Buffer.from([0x0a, 0x7b, 0xff, 0xfe, 0x22, 0x74, 0x6f, 0x72, 0x6e]); // {..."torn, no UTF-8

/** The store as it was: two ratings, a backup of the first, another machine's journal, and what the command is about. */
async function prepareStore(name) {
  for (const folder of [before, other]) rmSync(folder, { recursive: true, force: true });
  await here(before, ['rate', 'one', '3', '-q']);
  await here(before, ['backup', '-q']);
  await here(before, ['rate', 'two', '2', '-q']);
  await here(other, ['rate', 'three', '1', '-q']);
  await here(other, ['rate', 'three', '4', '-q']);
  const journal = join(before, 'journal.jsonl');
  if (name === 'upgrade') writeFileSync(journal, readFileSync(join(root, 'tests', 'fixtures', 'stores', 'version-0.jsonl')));
  if (name === 'doctor') appendFileSync(journal, bytesOf(journal).subarray(0, bytesOf(journal).indexOf('}\n') + 2));
  if (name === 'upgrade' || name === 'doctor') appendFileSync(journal, torn);
}

const faults = [];
const counts = {};
const sequences = {};
const skipped = {};
let tried = 0;

for (const { name, argv, lines = [], kinds, step = 1 } of commands) {
  await prepareStore(name);
  const backup = readdirSync(join(before, 'backups'))[0];
  const filled = argv.map((word) => word.replace('OTHER', join(other, 'journal.jsonl')).replace('BACKUP', backup).replace('NOTES', join(home, 'notes.md')));
  const old = shape(eventsOf(join(before, 'journal.jsonl')));
  const clean = await turn(filled, lines, Infinity, '');
  const calls = disarm();
  counts[name] = calls.length;
  sequences[name] = calls;
  if (clean.code !== 0) faults.push(`${name}: fails without a fault: ${clean.said}`);
  const after = eventsOf(join(data, 'journal.jsonl'));
  const whole = ['restore', 'merge', 'upgrade', 'doctor'].includes(name);
  // Each event that a command adds is a state of its own; what changes the whole journal changes it at once.
  const states = [old, ...(whole ? [shape(after)] : after.map((_, index) => shape(after.slice(0, index + 1))).slice(eventsOf(join(before, 'journal.jsonl')).length))];
  const goal = acknowledgements(clean.said);
  if (goal !== (name === 'backup' ? 1 : ['import', 'upgrade', 'doctor'].includes(name) ? 0 : states.length - 1)) faults.push(`${name}: ${goal} acknowledgements without a fault: ${clean.said}`);
  if (whole && states[0] === states[1]) faults.push(`${name}: changes nothing without a fault`);
  const content = new Map(filesIn(join(data, 'content')).map((path) => [path, readFileSync(path, 'utf8')]));
  const firstBackups = filesIn(join(before, 'backups')).length;
  for (const kind of kinds) {
    for (let n = 1; n <= calls.length; n += step) {
      if ((kind === 'short' || kind === 'kill-half') && !isWrite(calls[n - 1])) {
        skipped['half a write at a call that writes nothing'] = (skipped['half a write at a call that writes nothing'] ?? 0) + 1;
        continue;
      }
      const outcome = await turn(filled, lines, n, kind);
      disarm();
      tried++;
      const where = `${name}, ${kind} at call ${n} (${calls[n - 1]})`;
      const not = (what, detail = '') => faults.push(`${where}: ${what}: ${detail}`);
      const journal = join(data, 'journal.jsonl');
      const state = shape(eventsOf(journal));
      const acknowledged = acknowledgements(outcome.said);
      const isNew = state === states.at(-1);
      if (kind.startsWith('kill') && !outcome.killed) not('it lived', outcome.said);
      if (!states.includes(state)) not('neither old nor new', state);
      const backups = filesIn(join(data, 'backups')).filter((path) => path.endsWith('.jsonl'));
      if (name === 'backup' ? acknowledged > backups.length - firstBackups : acknowledged > (whole ? Number(isNew) : states.indexOf(state))) not('acknowledged and not there', outcome.said);
      if (!outcome.killed) {
        if (outcome.code === 0 && !isNew && name !== 'import') not('exit 0 and not new', outcome.said);
        if (calls[n - 1] === 'fsyncSync' && ['rate', 'undo', 'reset'].includes(name) && outcome.code !== 4) not('acknowledged without a sync', outcome.said);
        if (![0, 1, 4].includes(outcome.code)) not(`exit ${outcome.code}`, outcome.said);
        if (/^\s+at |fault in prep/m.test(outcome.said)) not('a stack or a fault', outcome.said);
      }
      const wholeOnes = [bytesOf(journal), bytesOf(join(before, 'journal.jsonl')), ...filesIn(join(before, 'backups')).map(bytesOf)];
      for (const path of backups) if (!wholeOnes.some((bytes) => bytes.equals(readFileSync(path)))) not('half a backup', basename(path));
      if (whole && name !== 'merge' && isNew && backups.length === firstBackups) not('changed without a backup');
      if ((name === 'upgrade' || name === 'doctor') && ![journal, join(data, 'journal.damaged.txt')].some((path) => bytesOf(path).includes(torn.subarray(1)))) not('what cannot be read is gone');
      for (const path of filesIn(join(data, 'content')).filter((each) => each.endsWith('.md'))) if (readFileSync(path, 'utf8') !== content.get(path)) not('half a question file', path);
      // A store after a fault is one that works: the next rating is kept, and nothing readable is lost by it.
      const next = await here(data, ['rate', 'one', '1', '-q']);
      if (next.code !== 0 || eventsOf(journal).length !== (state === '' ? 0 : state.split(', ').length) + 1) not('the store does not go on', next.said);
    }
  }
}

rmSync(home, { recursive: true, force: true });
process.stdout.write(JSON.stringify({ tried, counts, sequences, skipped, faults }));
