import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { journalPath, packageRoot, prep, type World } from '../helpers/world.ts';
import { smallWorld } from './small-world.ts';

/** What a clock on the wall shows in a zone, by the platform's own time zone data. */
function wallClock(zone: string): (at: Date) => { offsetMinutes: number; date: string; hour: number } {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const local = Date.UTC(Number(parts['year']), Number(parts['month']) - 1, Number(parts['day']), Number(parts['hour']), Number(parts['minute']), Number(parts['second']));
    return { offsetMinutes: Math.round((local - at.getTime()) / 60_000), date: `${parts['year']}-${parts['month']}-${parts['day']}`, hour: Number(parts['hour']) };
  };
}

/** Sets a world's clock, as a machine in that zone has it. */
function at(world: World, zone: string, instant: string | number): void {
  world.now = new Date(instant);
  world.offsetMinutes = wallClock(zone)(world.now).offsetMinutes;
}

interface Memory {
  readonly stabilityDays: number;
  readonly difficulty: number;
  readonly lastDay: number;
  readonly dueDay: number;
}

/** Everything that is said of the store in this moment is a number where it should be, and nothing is due before it was rated. */
async function isSane(world: World): Promise<void> {
  for (const argv of [['stats', '--json'], ['history', '--json'], ['list', '--json'], ['due', '--json'], ['next', '--count', '3', '--json'], ['doctor', '--json']]) {
    const { code, out, err } = await prep(argv, world);
    expect([argv[0], code]).toEqual([argv[0], 0]);
    expect(out + err, argv[0]).not.toMatch(/\bNaN\b|\bInfinity\b|"days": -|-\d+ days|\binvalid\b/);
  }
  const { connect } = await import('../../src/io/system.ts');
  const env = { PREP_DATA_DIR: join(world.home, 'data'), PREP_CONFIG_DIR: join(world.home, 'config') };
  const { journal } = connect({ env, platform: 'linux', stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, packageRoot, now: () => world.now, random: () => 0, offsetMinutes: () => world.offsetMinutes }, {});
  for (const { memory, days = [] } of journal.progress(new Map()).questions.values()) {
    const { stabilityDays, difficulty, lastDay, dueDay } = memory as Memory;
    expect([stabilityDays, difficulty].every((number) => Number.isFinite(number) && number > 0)).toBe(true);
    expect([lastDay, dueDay, ...days].every(Number.isInteger)).toBe(true);
    expect(dueDay).toBeGreaterThan(lastDay);
    expect(new Set(days).size).toBe(days.length);
  }
}

describe('a clock that jumps (T9)', () => {
  it.each([
    ['back a day', ['2026-11-20T12:00:00Z', '2026-11-19T12:00:00Z', '2026-11-19T13:00:00Z', '2026-11-21T12:00:00Z']],
    ['back a year', ['2026-11-20T12:00:00Z', '2025-11-20T12:00:00Z', '2025-11-21T12:00:00Z', '2026-11-21T12:00:00Z']],
    ['forward ten years and back', ['2026-11-20T12:00:00Z', '2036-11-20T12:00:00Z', '2036-11-21T12:00:00Z', '2026-11-21T12:00:00Z', '2026-11-22T12:00:00Z']],
    ['to the epoch', ['2026-11-20T12:00:00Z', '1970-01-01T00:00:00Z', '2026-11-21T12:00:00Z']],
    ['over 29 February', ['2028-02-28T12:00:00Z', '2028-02-29T12:00:00Z', '2028-03-01T12:00:00Z', '2032-02-29T12:00:00Z']],
  ])('%s leaves no interval negative, the events in order, and undo takes back the last', async (_, instants) => {
    const world = smallWorld();
    for (const [index, instant] of instants.entries()) {
      at(world, 'UTC', instant);
      const { code, journal } = await prep(['rate', 'one', String((index % 4) + 1)], world);
      expect([code, journal.length]).toEqual([0, index + 1]);
      expect(journal.map(({ id }) => id)).toEqual(journal.map(({ id }) => id).sort());
    }
    await isSane(world);
    expect((await prep(['undo'], world)).err).toContain(`recorded ${instants.at(-1)!.slice(0, 16).replace('T', ' ')} UTC`);
  });
});

describe('one local day is one practice day (T9)', () => {
  it.each([
    ['a day of 23 hours', 'America/New_York', '2026-03-07T05:00:00Z'],
    ['a day of 25 hours', 'America/New_York', '2026-10-31T04:00:00Z'],
    ['a day of 23 and a half hours', 'Australia/Lord_Howe', '2026-10-03T00:00:00Z'],
    ['a midnight that is skipped', 'America/Sao_Paulo', '2018-11-03T03:00:00Z'],
    ['a date that is skipped', 'Pacific/Apia', '2011-12-29T10:00:00Z'],
    ['29 February', 'Asia/Kathmandu', '2028-02-28T00:00:00Z'],
  ])('through %s in %s, rating every three hours', async (_, zone, from) => {
    const world = smallWorld({ env: {} });
    await prep(['config', 'set', 'dayStartHour', '0'], world);
    const clock = wallClock(zone);
    const dates = new Set<string>();
    let [fed, before] = [0, null as unknown];
    for (let hour = 0; hour < 72; hour += 3) {
      at(world, zone, Date.parse(from) + hour * 3_600_000);
      const isFirst = !dates.has(clock(world.now).date);
      dates.add(clock(world.now).date);
      const { out } = await prep(['rate', 'one', '3', '--json'], world);
      const { nextDue } = (JSON.parse(out) as { review: { nextDue: unknown } }).review;
      // Only the first of a local date moves the schedule.
      if (nextDue !== before) {
        expect([zone, hour, isFirst]).toEqual([zone, hour, true]);
        fed++;
      }
      before = nextDue;
    }
    expect(fed).toBe(dates.size);
    const { out } = await prep(['stats', '--json'], world);
    expect(out).not.toMatch(/NaN|: -\d/);
    await isSane(world);
  });
});

it('the machine’s own zone is read at the instant, to the minute (T9)', () => {
  const instants = ['2026-03-08T06:59:59Z', '2026-03-08T07:00:00Z', '2018-11-04T02:59:59Z', '2018-11-04T03:00:00Z', '2011-12-30T09:59:59Z', '2011-12-30T10:00:00Z', '2028-02-29T12:00:00Z'];
  for (const zone of ['America/New_York', 'America/Sao_Paulo', 'Pacific/Apia', 'Asia/Kathmandu']) {
    const program = `import { processSystem } from ${JSON.stringify(join(packageRoot, 'dist', 'system.js'))};
      console.log(JSON.stringify(${JSON.stringify(instants)}.map((at) => processSystem('file:///').offsetMinutes(new Date(at)))));`;
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', program], { env: { PATH: process.env['PATH'], TZ: zone }, encoding: 'utf8' });
    expect([zone, ...(JSON.parse(out) as number[])]).toEqual([zone, ...instants.map((instant) => wallClock(zone)(new Date(instant)).offsetMinutes)]);
  }
});

it('events of two zones in one journal keep the days they were recorded on (T9)', async () => {
  const world = smallWorld();
  at(world, 'Asia/Tokyo', '2026-11-20T23:00:00Z'); // the 21st there
  await prep(['rate', 'one', '3'], world);
  at(world, 'America/Los_Angeles', '2026-11-21T01:00:00Z'); // the 20th there
  await prep(['rate', 'one', '2'], world);
  expect(journalPath(world)).toContain(world.home);
  await isSane(world);
  const { out } = await prep(['stats', '--json'], world);
  expect(out).toContain('2026-11-20');
  expect(out).toContain('2026-11-21');
});
