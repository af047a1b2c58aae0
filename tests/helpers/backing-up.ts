import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { connect } from '../../src/io/system.ts';
import { smallWorld } from '../io/small-world.ts';
import { prep, type World } from './world.ts';

/** The names of the backups of a world, oldest first. */
export function backupsOf(world: World): string[] {
  const folder = join(world.home, 'data', 'backups');
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** The system of a world, for `connect`. */
export function systemAt(world: World) {
  return {
    env: { PREP_DATA_DIR: join(world.home, 'data'), PREP_CONFIG_DIR: join(world.home, 'config'), PREP_CACHE_DIR: join(world.home, 'cache') },
    platform: 'linux', packageRoot: '', stdin: process.stdin, stdout: process.stdout, stderr: process.stderr,
    now: () => world.now, random: () => 0, offsetMinutes: () => 0,
  } as const; // prettier-ignore
}

/** Uses a store on so many days, two sessions each: one backup a day, a bounded number, and each the journal of its day. */
export async function backUpDaily(days: number): Promise<{ most: number; atTheEnd: number }> {
  const world = smallWorld();
  mkdirSync(join(world.home, 'data'));
  let most = 0;
  const counts = new Map<string, number>();
  for (let day = 0; day < days; day++) {
    world.now = new Date(Date.UTC(2026, 10, 20 + day, 12));
    const { journal, backups } = connect(systemAt(world), {});
    journal.append({ type: day % 2 === 0 ? 'hide' : 'unhide', question: 'one' as never });
    for (let session = 0; session < 2; session++) backups.makeDaily();
    const names = backupsOf(world);
    const today = names.filter((name) => name.startsWith(world.now.toISOString().slice(0, 10)));
    expect(today).toHaveLength(1);
    counts.set(today[0]!, day + 1);
    most = Math.max(most, names.length);
  }
  expect(most).toBeLessThanOrEqual(12 + 10 + 9 + 1);
  const names = backupsOf(world);
  // Restoring each, newest first, and then the newest again loses nothing.
  for (const name of [...[...names].reverse(), names.at(-1)!]) {
    world.now = new Date(world.now.getTime() + 60_000);
    const { journal } = await prep(['restore', name], world);
    expect(journal).toHaveLength(counts.get(name)!);
  }
  return { most, atTheEnd: names.length };
}
