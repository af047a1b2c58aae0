import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Journal } from '../../src/context.ts';
import { asQuestionId } from '../../src/core/question.ts';
import { createScheduler } from '../../src/core/schedule.ts';
import { ulid } from '../../src/core/ulid.ts';
import { encodeLine } from '../../src/io/journal-file.ts';
import { openJournal } from '../../src/io/journal.ts';

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
