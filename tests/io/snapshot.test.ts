import { appendFileSync, copyFileSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Journal } from '../../src/context.ts';
import { dayOf } from '../../src/core/day.ts';
import type { NewEvent } from '../../src/core/event.ts';
import { newestUndoable, replay } from '../../src/core/progress.ts';
import { asQuestionId, type QuestionId } from '../../src/core/question.ts';
import { createScheduler, type Rating } from '../../src/core/schedule.ts';
import { openBackups } from '../../src/io/backups.ts';
import { openJournal } from '../../src/io/journal.ts';
import { parseJournal } from '../../src/io/journal-file.ts';
import { prep } from '../helpers/world.ts';
import { smallWorld } from './small-world.ts';

const noon = Date.UTC(2026, 10, 20, 12);
const scheduler = createScheduler(0.9);
const noAliases = new Map<QuestionId, QuestionId>();
const id = (text: string): QuestionId => asQuestionId(text)!;

interface Rules {
  readonly retention?: number;
  readonly dayStartHour?: number;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'prep-snapshot-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function open(folder: string, clock: { now: number } = { now: noon }, { retention, dayStartHour = 4 }: Rules = {}): Journal {
  return openJournal({
    folder: () => folder,
    now: () => new Date(clock.now),
    offsetMinutes: () => 0,
    today: () => dayOf(clock.now, 0, dayStartHour),
    rules: () => ({ scheduler: retention === undefined ? scheduler : createScheduler(retention), dayStartHour }),
    version: '0.1.0',
    place: () => null,
    backups: () => openBackups({ folder: () => folder, now: () => new Date(noon), dayOf: () => 0 }),
    warn: () => undefined,
  });
}

function review(question: string, rating: Rating, mode: 'quiz' | 'practice' = 'quiz'): NewEvent {
  return {
    type: 'review', question: id(question), rating, prediction: 2, questionPrint: null, answerPrint: null, filePrint: null, pointsHit: [], pointsMissed: [],
    thinkSeconds: 5, answerSeconds: 7, hints: 0, followUps: [], mode, session: null, seed: null, scheduler: null,
  }; // prettier-ignore
}

/** A journal of two ratings with its snapshot, in which `one` has been changed so that reading it can be told from replaying. */
async function marked(padding = 0): Promise<{ folder: string; path: string; snapshot: string }> {
  const folder = temporaryFolder();
  const journal = open(folder);
  journal.append(review('one', 3));
  for (let turn = 0; turn < padding; turn++) journal.append({ type: 'hide', question: id(`padding-${turn}`) });
  journal.append(review('two', 2));
  utimesSync(journal.path, 1, 1);
  journal.progress(noAliases);
  await journal.saveSnapshot();
  const snapshot = join(folder, 'snapshot.json');
  const text = readFileSync(snapshot, 'utf8');
  const stored = JSON.parse(text) as { questions: [string, { confidence: number }][] };
  for (const [name, progress] of stored.questions) if (name === 'one') progress.confidence = 4;
  writeFileSync(snapshot, JSON.stringify(stored));
  return { folder, path: journal.path, snapshot };
}

/** The confidence of `one`: 4 where the snapshot was believed, 3 where the journal was replayed. */
function confidence(folder: string, rules: Rules = {}, aliases: ReadonlyMap<QuestionId, QuestionId> = noAliases): number | null | undefined {
  return open(folder, { now: noon }, rules).progress(aliases).questions.get(id('one'))?.confidence;
}

describe('the snapshot', () => {
  it('is believed where the journal is as it was', async () => {
    const { folder } = await marked();
    expect(confidence(folder)).toBe(4);
  });

  it('is believed, and the tail replayed, where the journal only grew', async () => {
    const { folder } = await marked();
    open(folder).append(review('three', 1));
    const { questions, days } = open(folder).progress(noAliases);
    expect([...questions].map(([name, { confidence: rating }]) => [name, rating])).toEqual([['one', 4], ['two', 2], ['three', 1]]);
    expect([...days.values()].map((day) => day.reviews)).toEqual([3]);
  });

  it.each<[string, (files: { folder: string; path: string; snapshot: string }) => void, Rules?]>([
    ['the journal was touched', ({ path }) => utimesSync(path, 2, 2)],
    ['a byte near its end was changed', ({ path }) => edit(path, (text) => text.replace('"rating":2', '"rating":1'))],
    ['a byte near its end was changed and a line appended', ({ folder, path }) => { edit(path, (text) => text.replace('"rating":2', '"rating":1')); open(folder, { now: noon + 1000 }).append(review('two', 4)); }], // prettier-ignore
    ['it was cut', ({ path }) => truncateSync(path, statSync(path).size - 1)],
    ['it was replaced by a copy', ({ path }) => { copyFileSync(path, `${path}.copy`); utimesSync(`${path}.copy`, 1, 1); renameSync(`${path}.copy`, path); }], // prettier-ignore
    ['a retention is set', () => undefined, { retention: 0.8 }],
    ['the day starts elsewhere', () => undefined, { dayStartHour: 0 }],
    ['what was appended takes something back', ({ folder }) => open(folder).append({ type: 'undo', event: open(folder).events().at(-1)!.id })],
    ['what was appended is damaged', ({ path }) => appendFileSync(path, '\ndeadbeef {"v":1\n')],
    ['it is of another version', ({ snapshot }) => edit(snapshot, (text) => text.replace(/"v":\d+/, '"v":999'))],
    ['it is cut', ({ snapshot }) => edit(snapshot, (text) => text.slice(0, -20))],
    ['it is empty', ({ snapshot }) => writeFileSync(snapshot, '')],
    ['it is something else', ({ snapshot }) => writeFileSync(snapshot, '[1,2,3]')],
    ['it is null', ({ snapshot }) => writeFileSync(snapshot, 'null')],
    ['it has lost its questions', ({ snapshot }) => edit(snapshot, (text) => text.replace('"questions":[[', '"questions":[7,['))],
    ['it is a folder', ({ snapshot }) => { rmSync(snapshot); renameSync(temporaryFolder(), snapshot); }], // prettier-ignore
    ['it is gone', ({ snapshot }) => rmSync(snapshot)],
  ])('is not believed where %s', async (_, change, rules = {}) => {
    const files = await marked();
    change(files);
    expect(confidence(files.folder, rules)).toBe(3);
  });

  it('is not believed where a line far from the end was changed and the length kept', async () => {
    const { folder, path } = await marked(60);
    expect(statSync(path).size).toBeGreaterThan(2 * 4096);
    const before = statSync(path);
    edit(path, (text) => text.replace('padding-0', 'padding-x'));
    expect(statSync(path).size).toBe(before.size);
    expect(confidence(folder)).toBe(3);
  });

  it('is not believed where content has other aliases', async () => {
    const { folder } = await marked();
    expect(confidence(folder, {}, new Map([[id('two'), id('one')]]))).toBe(2);
    expect(confidence(folder, {}, new Map([[id('x'), id('y')]]))).toBe(3);
  });

  it('counts an event once that stands twice in the tail', async () => {
    const { folder, path } = await marked();
    const before = statSync(path).size;
    open(folder).append(review('three', 1));
    appendFileSync(path, readFileSync(path).subarray(before));
    expect(open(folder).progress(noAliases).questions.get(id('three'))?.reviews).toBe(1);
  });

  it('holds what another process wrote in the meantime', async () => {
    const folder = temporaryFolder();
    const journal = open(folder);
    journal.append(review('one', 3));
    journal.progress(noAliases);
    open(folder).append(review('two', 2));
    await journal.saveSnapshot();
    const snapshot = JSON.parse(readFileSync(join(folder, 'snapshot.json'), 'utf8')) as { key: { size: number }; questions: [string][] };
    expect(snapshot.key.size).toBe(statSync(journal.path).size);
    expect(snapshot.questions.map(([name]) => name)).toEqual(['one', 'two']);
  });

  it('fails silently where it cannot be written', async () => {
    const folder = temporaryFolder();
    const journal = open(folder);
    journal.append(review('one', 3));
    journal.progress(noAliases);
    renameSync(temporaryFolder(), join(folder, 'snapshot.json'));
    await journal.saveSnapshot();
    rmSync(folder, { recursive: true });
    await journal.saveSnapshot();
    expect(existsSync(folder)).toBe(false);
  });

  it('is written after a session and never by rate', async () => {
    const world = smallWorld();
    const snapshot = join(world.home, 'data', 'snapshot.json');
    await prep(['rate', 'one', '3'], world);
    expect(existsSync(snapshot)).toBe(false);
    await prep(['quiz', '--plain'], world, { lines: ['', '3', 'q'] });
    expect(existsSync(snapshot)).toBe(true);
  });

  it('changes nothing that a command says when it is deleted', async () => {
    const world = smallWorld();
    await prep(['rate', 'one', '2'], world);
    await prep(['quiz', '--plain', '--order', 'listed'], world, { lines: ['', '3', '4', '', '1', 'q'] });
    await prep(['hide', 'two'], world);
    const commands = [['list', '--json'], ['stats', '--json'], ['due', '--json'], ['history', '--json'], ['themes', '--json'], ['next', '--json'], ['show', 'one']];
    const say = async (): Promise<string[]> => Promise.all(commands.map(async (argv) => (await prep(argv, world)).out));
    const withSnapshot = await say();
    rmSync(join(world.home, 'data', 'snapshot.json'));
    expect(await say()).toEqual(withSnapshot);
  });

  it('never changes what the journal amounts to, whatever happens in whatever order', { timeout: 60_000 }, async () => {
    const question = fc.constantFrom('one', 'two', 'constructor', 'q-1');
    const action = fc.oneof(
      { weight: 6, arbitrary: fc.record({ type: fc.constant('rate' as const), question, rating: fc.constantFrom<Rating>(1, 2, 3, 4), practice: fc.boolean() }) },
      { weight: 2, arbitrary: fc.record({ type: fc.constantFrom('hide' as const, 'unhide' as const), question }) },
      { weight: 2, arbitrary: fc.record({ type: fc.constantFrom('undo' as const, 'reset' as const, 'alias' as const) }) },
      { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('snapshot' as const, 'restart' as const, 'other process' as const) }) },
      { weight: 2, arbitrary: fc.record({ type: fc.constant('clock' as const), hours: fc.integer({ min: -30, max: 60 }) }) },
      { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('torn' as const, 'repeated' as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
        const folder = mkdtempSync(join(tmpdir(), 'prep-snapshot-'));
        try {
          const clock = { now: noon };
          const path = join(folder, 'journal.jsonl');
          let journal = open(folder, clock);
          for (const each of actions) {
            if (each.type === 'rate') journal.append(review(each.question, each.rating, each.practice ? 'practice' : 'quiz'));
            else if (each.type === 'hide' || each.type === 'unhide') journal.append({ type: each.type, question: id(each.question) });
            else if (each.type === 'undo') {
              const event = newestUndoable(journal.events())?.id;
              if (event !== undefined) journal.append({ type: 'undo', event });
            } else if (each.type === 'reset') journal.append({ type: 'reset', question: id('one'), events: journal.events().map((event) => event.id) });
            else if (each.type === 'alias') journal.append({ type: 'alias', from: id('two'), to: id('one') });
            else if (each.type === 'snapshot') {
              journal.progress(noAliases);
              await journal.saveSnapshot();
            } else if (each.type === 'restart') journal = open(folder, clock);
            else if (each.type === 'other process') open(folder, clock).append(review('one', 2));
            else if (each.type === 'clock') clock.now += each.hours * 3_600_000;
            else if (each.type === 'torn') appendFileSync(path, '\n0123abcd {"v":1,');
            else appendFileSync(path, existsSync(path) ? readFileSync(path).subarray(-300) : '');
          }
          const { events } = parseJournal(existsSync(path) ? readFileSync(path) : Buffer.alloc(0), path);
          expect(open(folder, clock).progress(noAliases)).toEqual(replay(events, { scheduler, dayStartHour: 4, aliases: noAliases }));
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      }),
      { numRuns: 60, seed: 20_261_120 },
    );
  });
});

function edit(path: string, change: (text: string) => string): void {
  const text = readFileSync(path, 'utf8');
  const changed = change(text);
  expect(changed).not.toBe(text);
  writeFileSync(path, changed);
}
