import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import { parseJournal } from '../../src/io/journal-file.ts';
import { numbers } from './cases.ts';
import { packageRoot } from './world.ts';

/** What came of rating: ids that were acknowledged, events stored, lines that cannot be read, acknowledged ids that are not there. */
export interface Rated {
  readonly acknowledged: readonly string[];
  readonly stored: number;
  readonly ids: number;
  readonly torn: number;
  readonly lost: readonly string[];
}

/** Rates as fast as it can, so that most kills land within a write. */
const ratesForEver = `
  const { journal } = connect(system, {});
  const review = { type: 'review', question: 'one', rating: 3, prediction: null, pointsHit: [], pointsMissed: [], hints: 0, followUps: [], mode: 'rate' };
  for (;;) acknowledge(journal.append({ ...review, scheduler: journal.scheduler }).id);`;

/** Runs the command so many times. */
const runsRate = (times: number): string => `
  const stdout = { write: (text) => acknowledge(JSON.parse(text).review.id), on() {} };
  for (let turn = 0; turn < ${times}; turn++) {
    const code = await run(['rate', 'one', '3', '--json'], (globals) => connect({ ...system, stdout }, globals));
    if (code !== 0) process.exit(code);
  }`;

/** A home with one question, and the built program rating it, each rating acknowledged on stdout by its id. */
function home(program: string): { journal: string; rater: (until: (rater: ReturnType<typeof spawn>) => void) => Promise<string[]> } {
  const folder = mkdtempSync(join(tmpdir(), 'prep-raters-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const built = (name: string): string => JSON.stringify(pathToFileURL(join(packageRoot, 'dist', name)).href);
  writeFileSync(join(folder, 'one.md'), '# What is one?\n\n## Answer\n\nOne.\n');
  writeFileSync(
    join(folder, 'program.mjs'),
    `import { writeSync } from 'node:fs';
     import { run } from ${built('main.js')};
     import { connect, processSystem } from ${built('system.js')};
     const system = processSystem(${JSON.stringify(pathToFileURL(`${packageRoot}/`).href)});
     const acknowledge = (id) => writeSync(1, id + '\\n');
     ${program}`,
  );
  const env = { PATH: process.env['PATH'], HOME: folder, PREP_DATA_DIR: join(folder, 'data'), PREP_CONTENT: join(folder, 'one.md'), TZ: 'UTC' };
  return {
    journal: join(folder, 'data', 'journal.jsonl'),
    rater: (atFirst) =>
      new Promise((resolve, reject) => {
        const rater = spawn(process.execPath, [join(folder, 'program.mjs')], { env, stdio: ['ignore', 'pipe', 'ignore'] });
        let said = '';
        rater.stdout.setEncoding('utf8').on('data', (chunk: string) => {
          if (said === '') atFirst(rater);
          said += chunk;
        });
        rater.on('error', reject).on('close', (code) => {
          if (code) reject(new Error(`a rater ended with exit ${code}`));
          // An id whose newline did not come was not acknowledged.
          else resolve(said.split('\n').slice(0, -1));
        });
      }),
  };
}

function outcome(journal: string, acknowledged: readonly string[]): Rated {
  const { events, damage } = parseJournal(readFileSync(journal), journal);
  const ids = new Set(events.map(({ id }) => id));
  return { acknowledged, stored: events.length, ids: ids.size, torn: damage.length, lost: acknowledged.filter((id) => !ids.has(id)) };
}

/** Kills raters at random moments after their first rating, some at once. */
export async function killWhileRating({ kills, atOnce, seed }: { kills: number; atOnce: number; seed: number }): Promise<Rated> {
  const { journal, rater } = home(ratesForEver);
  const moment = numbers(seed);
  const acknowledged: string[] = [];
  let left = kills;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) acknowledged.push(...(await rater((process) => setTimeout(() => process.kill('SIGKILL'), moment(40_000) / 1000))));
    }),
  );
  return outcome(journal, acknowledged);
}

/** Lets raters rate at once, each so many times. */
export async function rateAtOnce({ processes, ratings }: { processes: number; ratings: number }): Promise<Rated> {
  const { journal, rater } = home(runsRate(ratings));
  const all = await Promise.all(Array.from({ length: processes }, () => rater(() => undefined)));
  return outcome(journal, all.flat());
}

export function tallyOf({ acknowledged, stored, torn, lost }: Rated): string {
  return `${acknowledged.length} acknowledged, ${stored} stored, ${lost.length} lost, ${torn} torn lines`;
}
