import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Journal } from '../../src/context.ts';
import { dayOf } from '../../src/core/day.ts';
import type { NewEvent } from '../../src/core/event.ts';
import { isReview, newestUndoable, settle } from '../../src/core/progress.ts';
import { createScheduler } from '../../src/core/schedule.ts';
import { openBackups } from '../../src/io/backups.ts';
import { openJournal } from '../../src/io/journal.ts';
import { idOf, reviewOf } from '../core/fixture.ts';
import { numbers } from '../helpers/cases.ts';

const scheduler = createScheduler(0.9);
const content = new Map([[idOf('was-a'), idOf('a')]]);

/** What a person sees of the journal: everything but the id of its newest event. */
function told(journal: Journal): string {
  const { questions, days } = journal.progress(content);
  return JSON.stringify([[...questions].sort(([a], [b]) => (a < b ? -1 : 1)), [...days].sort(([a], [b]) => a - b)]);
}

/** Undoes each of so many random sequences to the start; every step must give back the state before, restarts between. Gives what was done, in words. */
export async function undoToTheStart(sequences: number): Promise<string> {
  const draw = numbers(20_261_120);
  const home = mkdtempSync(join(tmpdir(), 'prep-undo-'));
  let [undone, restarts] = [0, 0];
  try {
    for (let sequence = 0; sequence < sequences; sequence++) {
      const folder = join(home, String(sequence));
      let now = Date.UTC(2026, 10, 20, 12);
      const open = (): Journal =>
        openJournal({
          folder: () => folder,
          now: () => new Date(now),
          offsetMinutes: () => 60,
          today: () => dayOf(now, 60, 4),
          rules: () => ({ scheduler, dayStartHour: 4 }),
          version: '0.1.0',
          place: () => null,
          backups: () => openBackups({ folder: () => folder, now: () => new Date(now), dayOf: () => 0 }),
          warn: (text) => { throw new Error(text); }, // prettier-ignore
        });
      let journal = open();
      /** The same process goes on, or another one comes, with or without a snapshot of what the last one knew. */
      const maybeRestart = async (): Promise<void> => {
        const chance = draw(4);
        if (chance > 1) return;
        if (chance === 0) await journal.saveSnapshot();
        journal = open();
        restarts++;
      };
      const random = (): NewEvent => {
        const question = idOf(['a', 'b', 'was-a', 'c'][draw(4)]!);
        switch (draw(8)) {
          case 0:
            return { type: draw(2) === 0 ? 'hide' : 'unhide', question };
          case 1:
            return { type: 'reset', question, events: settle(journal.events()).active.flatMap((event) => (isReview(event) && event.question === question ? [event.id] : [])) };
          case 2:
            return { type: 'alias', from: question, to: idOf(['a', 'b', 'c', 'd'][draw(4)]!) };
          default:
            return reviewOf(question, { rating: (draw(4) + 1) as 1, prediction: draw(2) === 0 ? null : 2, mode: draw(5) === 0 ? 'practice' : 'quiz', answerSeconds: draw(100) });
        }
      };
      const undo = async (): Promise<void> => {
        const newest = newestUndoable(journal.events());
        journal.append({ type: 'undo', event: newest!.id });
        await maybeRestart();
        expect(told(journal)).toBe(before.pop());
        undone++;
      };
      /** The states before each event that still stands. */
      const before: string[] = [];
      for (let turn = draw(8) + 1; turn > 0; turn--) {
        now += draw(3) * 40_000_000 - 20_000_000; // Half a day on, or back.
        if (before.length > 0 && draw(6) === 0) await undo();
        else {
          before.push(told(journal));
          journal.append(random());
          await maybeRestart();
        }
      }
      while (before.length > 0) await undo();
      expect([newestUndoable(journal.events()), told(journal)]).toEqual([null, '[[],[]]']);
      rmSync(folder, { recursive: true });
    }
    return `${sequences} sequences, ${undone} events undone one by one, ${restarts} restarts`;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
