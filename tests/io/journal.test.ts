import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Journal } from '../../src/context.ts';
import { dayOf } from '../../src/core/day.ts';
import type { NewEvent } from '../../src/core/event.ts';
import { asQuestionId } from '../../src/core/question.ts';
import { createScheduler } from '../../src/core/schedule.ts';
import { ulidTime } from '../../src/core/ulid.ts';
import { StoreError } from '../../src/errors.ts';
import { openBackups } from '../../src/io/backups.ts';
import { openJournal } from '../../src/io/journal.ts';
import { encodeLine, parseJournal } from '../../src/io/journal-file.ts';
import { killWhileRating, rateAtOnce, tallyOf } from '../helpers/raters.ts';
import { journalPath, prep } from '../helpers/world.ts';
import { smallWorld } from './small-world.ts';

const noon = Date.UTC(2026, 10, 20, 12);
const day = 86_400_000;
const scheduler = createScheduler(0.9);

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'prep-journal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A journal over a folder, as one process opens it. */
function open(folder: string, at = noon): Journal {
  return openJournal({
    folder: () => folder,
    now: () => new Date(at),
    offsetMinutes: () => 60,
    today: () => dayOf(at, 60, 4),
    rules: () => ({ scheduler, dayStartHour: 4 }),
    version: '9.9.9',
    place: () => null,
    backups: () => openBackups({ folder: () => folder, now: () => new Date(noon), dayOf: () => 0 }),
    warn: () => undefined,
  });
}

function hide(question: string): NewEvent {
  return { type: 'hide', question: asQuestionId(question)! };
}

/** A whole, valid line for any record, with its newlines. */
function line(record: object): string {
  const json = JSON.stringify(record);
  return `\n${crc32(json).toString(16).padStart(8, '0')} ${json}\n`;
}

function record(id: string, changes: object = {}): object {
  return { v: 1, id, type: 'hide', at: '2026-11-20T12:00:00.000Z', offset: 0, prep: '0.1.0', question: 'a', ...changes };
}

const text = (folder: string): string => readFileSync(join(folder, 'journal.jsonl'), 'utf8');
const mode = (path: string): number => statSync(path).mode & 0o777;
const idAt = (ms: number): string => {
  let time = '';
  for (let rest = ms, place = 0; place < 10; place++, rest = Math.floor(rest / 32)) time = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.charAt(rest % 32) + time;
  return `${time}0000000000000000`;
};

describe('a line', () => {
  it('is a newline, the CRC-32 of the JSON in eight digits, a space, the JSON, and a newline', () => {
    const folder = temporaryFolder();
    const event = open(folder).append(hide('cap-theorem'));
    const json = JSON.stringify(event);
    expect(text(folder)).toBe(`\n${crc32(json).toString(16).padStart(8, '0')} ${json}\n`);
    expect(event).toEqual({
      v: 1,
      id: expect.stringMatching(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/) as string,
      at: '2026-11-20T12:00:00.000Z',
      offset: 60,
      prep: '9.9.9',
      type: 'hide',
      question: 'cap-theorem',
    });
    expect(ulidTime(event.id)).toBe(noon);
  });

  it('has its checksum padded with zeros, and taken over the bytes of what is not ASCII', () => {
    // The example a reader can check with `printf '{"é":1}' | gzip -c | tail -c8`.
    const bytes = encodeLine({ é: '漢字 🙂' } as never);
    const json = '{"é":"漢字 🙂"}';
    expect(bytes.toString('utf8')).toBe(`\n${crc32(Buffer.from(json, 'utf8')).toString(16).padStart(8, '0')} ${json}\n`);
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (question) => /^\n[0-9a-f]{8} [^\n]*\n$/.test(encodeLine({ question } as never).toString('utf8'))));
  });

  it('reads back as it was written, for any text in it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 5 }), (hits) => {
        const event = { ...record(idAt(noon)), type: 'review', rating: 3, question: 'a', pointsHit: hits };
        const { events, damage } = parseJournal(encodeLine(event as never), 'journal.jsonl');
        expect(damage).toEqual([]);
        expect(events).toMatchObject([{ pointsHit: hits }]);
      }),
    );
  });
});

describe('appending', () => {
  it('has the event in the file when it returns, each framed by newlines', () => {
    const folder = temporaryFolder();
    const journal = open(folder);
    for (const [index, question] of ['a', 'b', 'c'].entries()) {
      const event = journal.append(hide(question));
      expect(parseJournal(readFileSync(journal.path), journal.path).events.at(-1)).toEqual(event);
      expect(text(folder).split('\n')).toHaveLength((index + 1) * 2 + 1);
    }
    expect(text(folder)).toMatch(/^(?:\n[0-9a-f]{8} \{.*\}\n){3}$/);
  });

  it.each([
    ['stands still', 0],
    ['goes back a day', -day],
    ['goes back a year', -365 * day],
    ['goes forward ten years', 3653 * day],
  ])('keeps the order of events when the clock %s', (_, change) => {
    const folder = temporaryFolder();
    const first = open(folder, noon).append(hide('a'));
    const journal = open(folder, noon + change);
    const second = journal.append(hide('b'));
    const third = open(folder, noon + change).append({ type: 'undo', event: second.id });
    expect([first.id, second.id, third.id].sort()).toEqual([first.id, second.id, third.id]);
    expect(ulidTime(second.id)).toBe(Math.max(noon + change, noon + 1));
    // The clock's own time is what the record says.
    expect(second.at).toBe(new Date(noon + change).toISOString());
    expect(open(folder).events().map((event) => event.id)).toEqual([first.id, second.id, third.id]);
  });

  it('sorts by id and not by place, so that a merged journal reads the same', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'journal.jsonl'), line(record(idAt(noon + 5))) + line(record(idAt(noon), { question: 'b' })) + line(record(idAt(noon + 5))));
    expect(open(folder).events().map((event) => event.id)).toEqual([idAt(noon), idAt(noon + 5)]);
  });

  it('keeps the folder and its files to the person', async () => {
    const world = smallWorld();
    const before = process.umask(0);
    try {
      await prep(['rate', 'one', '3'], world);
      await prep(['quiz', '--plain', '--count', '2'], world, { lines: ['', '3'] });
    } finally {
      process.umask(before);
    }
    const data = join(world.home, 'data');
    expect(mode(data).toString(8)).toBe('700');
    expect(Object.fromEntries(readdirSync(data).map((name) => [name, mode(join(data, name)).toString(8)]))).toEqual({
      backups: '700',
      'journal.jsonl': '600',
      'session.json': '600',
      'snapshot.json': '600',
    });
  });

  it('refuses with a remedy what could not be read back: after the last millisecond of an id, or in a year of five digits', () => {
    const folder = temporaryFolder();
    expect(() => open(folder, Date.UTC(10_000, 0)).append(hide('a'))).toThrow(expect.objectContaining({ exitCode: 4, hint: 'Set the clock.' }) as Error);
    writeFileSync(join(folder, 'journal.jsonl'), line(record(idAt(2 ** 48 - 1))));
    const before = text(folder);
    for (const write of [() => open(folder).append(hide('b')), () => open(folder).append({ type: 'undo', event: idAt(2 ** 48 - 1) })]) {
      expect(write).toThrow(expect.objectContaining({ exitCode: 4, message: expect.stringContaining('at the end of time') as string, hint: expect.stringContaining('Restore a backup') as string }) as Error);
    }
    expect(text(folder)).toBe(before);
  });
});

describe('damage', () => {
  /** Three events; returns their file and its events. */
  function threeEvents(): { folder: string; ids: string[] } {
    const folder = temporaryFolder();
    const ids = ['a', 'b', 'c'].map((question) => open(folder).append(hide(question)).id);
    return { folder, ids };
  }

  it('by a torn tail costs that line alone, wherever it is cut, and the next event is whole', () => {
    const { folder, ids } = threeEvents();
    const path = join(folder, 'journal.jsonl');
    const whole = readFileSync(path);
    const lastStart = whole.lastIndexOf('\n', whole.length - 2) + 1;
    for (let end = lastStart; end < whole.length; end++) {
      writeFileSync(path, whole.subarray(0, end));
      const journal = open(folder);
      // Without only its last newline the event is still whole.
      const kept = end === whole.length - 1 ? ids : ids.slice(0, 2);
      expect(journal.events().map((event) => event.id)).toEqual(kept);
      expect(journal.damage()).toHaveLength(end === lastStart || end === whole.length - 1 ? 0 : 1);
      const next = journal.append(hide('d'));
      const again = open(folder);
      expect(again.events().map((event) => event.id)).toEqual([...kept, next.id]);
      expect(readFileSync(path).subarray(0, end)).toEqual(whole.subarray(0, end));
    }
  });

  it('of any one byte costs at most one event', () => {
    const { folder, ids } = threeEvents();
    const whole = readFileSync(join(folder, 'journal.jsonl'));
    for (let at = 0; at < whole.length; at++) {
      const bytes = Buffer.from(whole);
      bytes[at] = bytes[at]! ^ 0x01;
      const left = parseJournal(bytes, 'journal.jsonl').events.map((event) => event.id);
      expect(left.every((id) => ids.includes(id))).toBe(true);
      expect(left.length).toBeGreaterThanOrEqual(2);
    }
  });

  it.each([
    ['a line of HTML', '<!doctype html>'],
    ['a checksum that is wrong', '00000000 {"v":1}'],
    ['a checksum in capitals', line(record(idAt(noon))).trim().replace(/^\S+/, (sum) => `${sum.toUpperCase()}G`.slice(-8))],
    ['JSON without a checksum', JSON.stringify(record(idAt(noon)))],
    ['a checksum over what is no JSON', `${crc32('{"v":').toString(16).padStart(8, '0')} {"v":`],
    ['a review without a rating', line(record(idAt(noon), { type: 'review' })).trim()],
    ['an id that is no ULID', line(record('01J')).trim()],
    ['a question id that is none', line(record(idAt(noon), { question: '../../etc/passwd' })).trim()],
    ['NUL bytes', '\0'.repeat(40)],
  ])('is reported with its line and kept byte for byte: %s', (_, damaged) => {
    const folder = temporaryFolder();
    const path = join(folder, 'journal.jsonl');
    const first = open(folder).append(hide('a'));
    appendFileSync(path, `\n${damaged}\n`);
    const before = text(folder);
    const journal = open(folder);
    expect(journal.events()).toEqual([first]);
    expect(journal.damage()).toEqual([{ line: 4, reason: expect.stringMatching(/^its checksum does not match|^it is not an event/) as string }]);
    const second = journal.append(hide('b'));
    expect(text(folder).startsWith(before)).toBe(true);
    expect(open(folder).events()).toEqual([first, second]);
    expect(open(folder).damage()).toHaveLength(1);
  });

  it.each([
    ['empty', Buffer.alloc(0), 0],
    ['a block of zeros', Buffer.alloc(4096), 1],
    ['UTF-16', Buffer.from('\ufeff{"v":1}\n', 'utf16le'), 2],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x0a, 0xc3, 0x28]), 2],
  ])('of a whole file is survived: %s', (_, bytes, damaged) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'journal.jsonl'), bytes);
    const journal = open(folder);
    expect(journal.events()).toEqual([]);
    expect(journal.damage()).toHaveLength(damaged);
    const event = journal.append(hide('a'));
    expect(open(folder).events()).toEqual([event]);
    expect(readFileSync(join(folder, 'journal.jsonl')).subarray(0, bytes.length)).toEqual(bytes);
  });

  it('does not stop a command, and is said', async () => {
    const world = smallWorld();
    await prep(['rate', 'one', '3'], world);
    appendFileSync(journalPath(world), '\ndeadbeef {"v":1\n');
    const { code, out, err } = await prep(['stats', '--json'], world);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ totals: { reviews: 1 } });
    expect(err).toContain('1 line of your journal cannot be read');
  });

  it('is no event of a type that a later prep adds: that is kept and ignored', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'journal.jsonl'), line(record(idAt(noon), { type: 'plan', date: '2027-01-01' })));
    const journal = open(folder);
    expect(journal.damage()).toEqual([]);
    expect(journal.events()).toMatchObject([{ type: 'plan', unknown: true }]);
    expect(journal.progress(new Map()).questions.size).toBe(0);
    expect(ulidTime(journal.append(hide('a')).id)).toBe(noon + 1);
  });
});

describe('a journal from a newer prep', () => {
  it('is refused with its line also where a snapshot holds what came before', async () => {
    const world = smallWorld();
    await prep(['quiz', '--plain', '--count', '1'], world, { lines: ['', '3'] });
    expect(existsSync(join(world.home, 'data', 'snapshot.json'))).toBe(true);
    appendFileSync(journalPath(world), line(record(idAt(noon + day), { v: 2 })));
    const { code, err } = await prep(['list'], world);
    expect(code).toBe(5);
    expect(err).toContain(`${journalPath(world)}:4\n`);
  });

  it('is not mistaken for damage, nor damage for it', () => {
    const newer = line(record(idAt(noon), { v: 2 }));
    expect(() => parseJournal(Buffer.from(newer), 'j')).toThrow(StoreError);
    expect(parseJournal(Buffer.from(newer.replace('"v":2', '"v":3')), 'j').damage).toHaveLength(1);
  });
});

describe('a store that cannot be used', () => {
  it('is refused with exit 4 where the data directory is a file, before anything is asked', async () => {
    const world = smallWorld();
    writeFileSync(join(world.home, 'data'), 'not a folder');
    for (const argv of [['rate', 'one', '3'], ['quiz', '--plain'], ['list'], ['stats', '--json'], ['undo']]) {
      const { code, out, err } = await prep(argv, world);
      expect([argv[0], code, out]).toEqual([argv[0], 4, '']);
      expect(err).toContain(journalPath(world));
      expect(err).not.toContain('    at ');
    }
    expect(readFileSync(join(world.home, 'data'), 'utf8')).toBe('not a folder');
  });

  it('is refused with exit 4 where the journal is a folder', async () => {
    const world = smallWorld();
    mkdirSync(journalPath(world), { recursive: true });
    const { code, err } = await prep(['rate', 'one', '3'], world);
    expect(code).toBe(4);
    expect(err).toContain(journalPath(world));
  });

  it('still lets the person practice, and says that nothing is kept', async () => {
    const world = smallWorld();
    writeFileSync(join(world.home, 'data'), '');
    const { code, out, err } = await prep(['quiz', '--plain', '--practice', '--count', '1'], world, { lines: ['', '3'] });
    expect(code).toBe(0);
    expect(err).toBe('Nothing of this practice is kept: the store cannot be written.\n');
    expect(out).toContain('1 practiced');
  });

  it('is refused with exit 4 where HOME is empty, and practice goes on', async () => {
    const world = smallWorld({ env: { HOME: '', PREP_DATA_DIR: '', PREP_CONFIG_DIR: '', PREP_CACHE_DIR: '' } });
    const refused = await prep(['quiz', '--plain'], world);
    expect(refused).toMatchObject({ code: 4, out: '' });
    expect(refused.err).toContain('HOME is empty');
    expect(refused.err).toContain('PREP_DATA_DIR');
    const practiced = await prep(['quiz', '--plain', '--practice', '--count', '1'], world, { lines: ['', '3'] });
    expect(practiced.code).toBe(0);
    expect(practiced.out).toContain('1 practiced');
  });
});

describe('the unfinished session', () => {
  it('of a newer prep is refused and left as it is', async () => {
    const world = smallWorld();
    mkdirSync(join(world.home, 'data'));
    const path = join(world.home, 'data', 'session.json');
    writeFileSync(path, '{"v":2,"cards":[]}');
    for (const argv of [['quiz', '--plain', '--resume'], ['quiz', '--plain']]) {
      expect(await prep(argv, world)).toMatchObject({ code: 5 });
      expect(readFileSync(path, 'utf8')).toBe('{"v":2,"cards":[]}');
    }
  });

  it('that cannot be read is put aside and not written over', async () => {
    const world = smallWorld();
    const data = join(world.home, 'data');
    mkdirSync(data);
    writeFileSync(join(data, 'session.json'), '{"v":1,"quest');
    const { code } = await prep(['quiz', '--plain', '--count', '2'], world, { lines: ['', '3'] });
    expect(code).toBe(0);
    const aside = readdirSync(data).filter((name) => name.startsWith('session.json.'));
    expect(aside).toHaveLength(1);
    expect(readFileSync(join(data, aside[0]!), 'utf8')).toBe('{"v":1,"quest');
  });
});

describe('the built program', () => {
  it('keeps every rating of 8 processes that rate 25 times each at once (T3)', { timeout: 60_000 }, async () => {
    const rated = await rateAtOnce({ processes: 8, ratings: 25 });
    console.log(`T3: 8 processes × 25 ratings: ${tallyOf(rated)}`);
    expect(rated).toMatchObject({ stored: 200, ids: 200, torn: 0, lost: [] });
    expect(new Set(rated.acknowledged).size).toBe(200);
  });

  it('loses no acknowledged rating to 50 kills at random moments, three processes rating at once (T1)', { timeout: 60_000 }, async () => {
    const rated = await killWhileRating({ kills: 50, atOnce: 3, seed: 20_261_120 });
    console.log(`T1: 50 kills: ${tallyOf(rated)}`);
    expect(rated.lost).toEqual([]);
    expect(rated.acknowledged.length).toBeGreaterThan(100);
    expect(rated.ids).toBe(rated.stored);
    expect(rated.torn).toBeLessThanOrEqual(50);
  });
});
