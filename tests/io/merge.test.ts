import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Journal } from '../../src/context.ts';
import { asQuestionId } from '../../src/core/question.ts';
import { createScheduler } from '../../src/core/schedule.ts';
import { ulid } from '../../src/core/ulid.ts';
import { encodeLine, parseJournal } from '../../src/io/journal-file.ts';
import { openBackups } from '../../src/io/backups.ts';
import { openJournal } from '../../src/io/journal.ts';
import { journalPath, packageRoot } from '../helpers/world.ts';
import { smallWorld } from './small-world.ts';

const noon = Date.UTC(2026, 10, 20, 12);
const scheduler = createScheduler(0.9);

function open(path: string): Journal {
  return openJournal({
    folder: () => join(path, '..'),
    now: () => new Date(noon),
    offsetMinutes: () => 0,
    today: () => 0,
    rules: () => ({ scheduler, dayStartHour: 4 }),
    version: '0.1.0',
    place: () => null,
    backups: () => openBackups({ folder: () => join(path, '..'), now: () => new Date(noon), dayOf: () => 0 }),
    warn: () => undefined,
  });
}

/** Forty events that several machines may know, of every kind, some naming others. */
const id = (index: number): string => ulid(noon + index * 3_600_000, new Uint8Array(10).fill(index));
const pool = Array.from({ length: 40 }, (_, index) => {
  const stamp = { v: 1, id: id(index), at: new Date(noon + index * 3_600_000).toISOString(), offset: 0, prep: '0.1.0' };
  const question = asQuestionId(['a', 'b', 'c'][index % 3]!)!;
  switch (index % 7) {
    case 4:
      return { ...stamp, type: 'undo', event: id(index - 2) };
    case 5:
      return { ...stamp, type: 'reset', question, events: [id(index - 3), id(index - 5)] };
    case 6:
      return { ...stamp, type: index % 2 === 0 ? 'hide' : 'unhide', question };
    default:
      return { ...stamp, type: 'review', question, rating: (index % 4) + 1, mode: 'quiz' };
  }
});

const subset = fc.uniqueArray(fc.nat(pool.length - 1), { minLength: 1, maxLength: 20 });

describe('merging journals', () => {
  it('is commutative, associative and idempotent, and into an empty store gives the same journal (T10)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'prep-merge-'));
    try {
      fc.assert(
        fc.property(subset, subset, subset, (...drawn) => {
          const bytes = drawn.map((indices) => Buffer.concat(indices.map((index) => encodeLine(pool[index] as never))));
          const path = join(folder, 'journal.jsonl');
          const others = bytes.map((each, index) => {
            writeFileSync(join(folder, `${index}.jsonl`), each);
            return join(folder, `${index}.jsonl`);
          });
          /** The events and progress after merging some of the three into an empty store, in this order. */
          const merged = (...order: number[]): unknown => {
            rmSync(path, { force: true });
            for (const index of order) {
              const journal = open(path);
              journal.merge(journal.readOther(others[index]!));
            }
            const journal = open(path);
            expect(journal.damage()).toEqual([]);
            expect(journal.lines().length).toBe(journal.events().length);
            const { questions, days, newest } = journal.progress(new Map());
            return { events: journal.events(), questions: [...questions].sort(), days: [...days].sort(), newest };
          };
          const all = merged(0, 1, 2);
          expect(merged(2, 1, 0)).toEqual(all);
          expect(merged(1, 0, 2, 2, 1)).toEqual(all);
          // (0 + 1) + 2 is 0 + (1 + 2).
          merged(1, 2);
          writeFileSync(others[1]!, readFileSync(path));
          expect(merged(0, 1)).toEqual(all);
          writeFileSync(others[1]!, bytes[1]!);
          merged(0);
          expect(readFileSync(path)).toEqual(bytes[0]);
        }),
        { numRuns: 15 },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

it('loses nothing when eight processes merge at once, two others rating meanwhile', { timeout: 60_000 }, async () => {
  const built = (name: string): string => JSON.stringify(pathToFileURL(join(packageRoot, 'dist', name)).href);
  const world = smallWorld();
  const program = join(world.home, 'program.mjs');
  writeFileSync(
    program,
    `import { run } from ${built('main.js')};
     import { connect, processSystem } from ${built('system.js')};
     const system = processSystem(${JSON.stringify(pathToFileURL(`${packageRoot}/`).href)});
     for (const argv of JSON.parse(process.argv[2])) {
       const code = await run([...argv, '--quiet'], (globals) => connect(system, globals));
       if (code !== 0) process.exit(code);
     }`,
  );
  const others = pool.map((event, index) => {
    const path = join(world.home, `other-${index}.jsonl`);
    writeFileSync(path, encodeLine(event as never));
    return path;
  });
  const env = { PATH: process.env['PATH'], HOME: world.home, PREP_DATA_DIR: join(world.home, 'data'), PREP_CONTENT: world.env['PREP_CONTENT'] };
  const mergers = Array.from({ length: 8 }, (_, worker) => others.filter((_, index) => index % 8 === worker).map((path) => ['merge', path]));
  const raters = [1, 2].map(() => Array.from({ length: 20 }, () => ['rate', 'one', '3']));
  await Promise.all([...mergers, ...raters].map((list) => new Promise<void>((resolve, reject) => execFile(process.execPath, [program, JSON.stringify(list)], { env }, (error) => (error ? reject(error) : resolve())))));
  const { events, damage } = parseJournal(readFileSync(journalPath(world)), 'j');
  expect(damage).toEqual([]);
  expect(new Set(events.map((event) => event.id)).size).toBe(pool.length + 40);
});
