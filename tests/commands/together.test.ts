import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connect } from '../../src/io/system.ts';
import { smallWorld } from '../io/small-world.ts';
import { packageRoot, prep, type World } from '../helpers/world.ts';

/** Records something from outside, as a script would while a session runs. */
function fromOutside(world: World, question: string): void {
  const env = { PREP_DATA_DIR: join(world.home, 'data'), PREP_CONFIG_DIR: join(world.home, 'config') };
  const { journal } = connect({ env, platform: 'linux', stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, packageRoot, now: () => world.now, random: () => 0, offsetMinutes: () => 0 }, {});
  journal.append({ type: 'hide', question: question as never });
}

describe('a session beside others', () => {
  it('notices on the screen what a script records, in one line, and both are kept', async () => {
    const world = smallWorld({ terminal: true });
    const { frames, journal } = await prep(['quiz', '--order', 'listed'], world, { keys: ['enter', '3', 'enter', () => fromOutside(world, 'three'), () => fromOutside(world, 'one'), '2', 'q'] });
    const noticing = frames.filter((frame) => frame.includes('2 things were recorded elsewhere meanwhile; all of it is kept.'));
    expect(noticing).toHaveLength(1);
    expect(journal.map(({ type }) => type)).toEqual(['review', 'hide', 'hide', 'review']);
    // Ids keep the order of what happened.
    expect(journal.map(({ id }) => id)).toEqual(journal.map(({ id }) => id).sort());
  });

  it('notices it line by line too, and says nothing where it is alone', async () => {
    const world = smallWorld();
    const alone = await prep(['quiz', '--plain', '--order', 'listed'], world, { lines: ['', '3', '', '2', 'q'] });
    expect(alone.out).not.toContain('elsewhere');
  });

  it('sums up with a second interactive session at the same time', async () => {
    const world = smallWorld({ terminal: true });
    const keys = ['enter', '3', 'enter', '2', 'enter', '1'];
    const [a, b] = await Promise.all([prep(['quiz', '--order', 'listed'], world, { keys }), prep(['quiz', '--order', 'listed'], world, { keys })]);
    expect([a.code, b.code]).toEqual([0, 0]);
    const { journal, out } = await prep(['stats', '--json'], world);
    expect(journal).toHaveLength(6);
    expect(new Set(journal.map(({ id }) => id)).size).toBe(6);
    expect(JSON.parse(out)).toMatchObject({ totals: { reviews: 6 } });
    expect([...a.frames, ...b.frames].some((frame) => frame.includes('recorded elsewhere'))).toBe(true);
  });
});
