import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parseJournal } from '../../src/io/journal-file.ts';
import { numbers } from '../helpers/cases.ts';
import { packageRoot } from '../helpers/world.ts';

/** A home with one question, and a program that rates it `most` times and acknowledges each on stdout. */
function home(most: number): { journal: string; start: () => ReturnType<typeof spawn> } {
  const folder = mkdtempSync(join(tmpdir(), 'prep-long-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'questions'));
  writeFileSync(join(folder, 'questions', 'one.md'), '# What is one?\n\n## Answer\n\nOne.\n');
  writeFileSync(
    join(folder, 'program.mjs'),
    `import { writeSync } from 'node:fs';
     import { run } from '${packageRoot}/dist/main.js';
     import { connect, processSystem } from '${packageRoot}/dist/system.js';
     const system = processSystem('file://${packageRoot}/');
     writeSync(1, 'ready\\n');
     for (let turn = 0; turn < ${most}; turn++) {
       const code = await run(['rate', 'one', '3', '--quiet', '--json'], (globals) => connect({ ...system, stdout: { write: (text) => writeSync(1, JSON.parse(text).review.id + '\\n'), on() {} } }, globals));
       if (code !== 0) process.exit(code);
     }`,
  );
  const env = { PATH: process.env['PATH'], HOME: folder, PREP_DATA_DIR: join(folder, 'data'), PREP_CONTENT: join(folder, 'questions') };
  return { journal: join(folder, 'data', 'journal.jsonl'), start: () => spawn(process.execPath, [join(folder, 'program.mjs')], { env, stdio: ['ignore', 'pipe', 'inherit'] }) };
}

/** Lets it run until `stop` ends it, and gives what was acknowledged. */
function acknowledgedBy(rater: ReturnType<typeof spawn>, stop: (rater: ReturnType<typeof spawn>) => void): Promise<{ ids: string[]; code: number | null }> {
  return new Promise((resolve, reject) => {
    let said = '';
    rater.stdout!.setEncoding('utf8').on('data', (chunk: string) => {
      if (said === '') stop(rater);
      said += chunk;
    });
    rater.on('error', reject).on('close', (code) => resolve({ ids: said.split('\n').slice(1, -1), code }));
  });
}

it('no acknowledged rating is lost to 2,000 kills (T1)', async () => {
  const { journal, start } = home(1_000_000);
  const moment = numbers(20_261_121);
  const acknowledged: string[] = [];
  for (let kill = 0; kill < 2000; kill += 2) {
    const both = [0, 1].map(() => acknowledgedBy(start(), (rater) => setTimeout(() => rater.kill('SIGKILL'), moment(60_000) / 1000)));
    for (const { ids } of await Promise.all(both)) acknowledged.push(...ids);
  }
  const { events, damage } = parseJournal(readFileSync(journal), journal);
  const stored = new Set(events.map(({ id }) => id));
  console.log(`T1: 2000 kills, ${acknowledged.length} acknowledged, ${stored.size} stored, ${damage.length} torn lines`);
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(1000);
});

it('16 processes rate 100 times each at once (T3)', async () => {
  const { journal, start } = home(100);
  const all = await Promise.all(Array.from({ length: 16 }, () => acknowledgedBy(start(), () => undefined)));
  const { events, damage } = parseJournal(readFileSync(journal), journal);
  console.log(`T3: ${events.length} of 1600 stored, ${damage.length} torn`);
  expect(all.map(({ code }) => code)).toEqual(new Array(16).fill(0));
  expect(damage).toEqual([]);
  expect(new Set(events.map(({ id }) => id)).size).toBe(1600);
  expect(new Set(all.flatMap(({ ids }) => ids)).size).toBe(1600);
});
