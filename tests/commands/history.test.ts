import { describe, expect, it } from 'vitest';
import { prep } from '../helpers/world.ts';
import { json, practisedWorld, sampleWorld, writeFiles } from './fixture.ts';

describe('history', () => {
  it('is newest first: tab separated in full on a pipe', async () => {
    expect(await prep(['history'], await practisedWorld())).toMatchObject({
      code: 0,
      err: '',
      out: [
        '2026-11-20T11:00:00.000Z\tconflict-story\t2\t\trate',
        '2026-11-19T12:00:00.000Z\trate-limiter\t4\t\trate',
        '2026-11-01T12:00:00.000Z\tcache-sizing\t3\t\trate',
        '',
      ].join('\n'),
    });
  });

  it('names the question on a narrow terminal, rather than how it went', async () => {
    const world = sampleWorld({ terminal: true, columns: 40 });
    await prep(['quiz', '--order', 'listed', '--count', '2'], world, { keys: ['4', 'enter', '1', 's'] });
    expect((await prep(['history'], world)).out).toBe('2026-11-20 12:00  ●○○○ 1  cache-invalid…\n');
    expect((await prep(['history'], { ...world, columns: 80 })).out).toBe('2026-11-20 12:00  ●○○○ 1  cache-invalidation  predicted 4  00:00\n');
  });

  it('shows the wall clock of the rating on a terminal, wherever the terminal is now', async () => {
    const world = sampleWorld({ terminal: true, offsetMinutes: 120 });
    await prep(['rate', 'cache-sizing', '3'], world);
    await prep(['quiz', '--order', 'listed', '--count', '1', '--practice'], world, { keys: ['4', 'enter', '1'] });
    world.offsetMinutes = -300;
    expect((await prep(['history'], world)).out).toMatchInlineSnapshot(`
      "2026-11-20 14:00  ●○○○ 1  cache-invalidation practice  predicted 4  00:00
      2026-11-20 14:00  ●●●○ 3  cache-sizing
      "
    `);
  });

  it('leaves out what was undone or reset', async () => {
    const world = await practisedWorld();
    await prep(['undo'], world);
    await prep(['reset', 'cache-sizing'], world);
    expect(json((await prep(['history', '--fields', 'question'], world)).out)['reviews']).toEqual([{ question: 'rate-limiter' }]);
  });

  it('of one question has its reviews alone, and outlives the question', async () => {
    const world = await practisedWorld();
    expect((await prep(['history', 'rate'], world)).out).toBe('2026-11-19T12:00:00.000Z\trate-limiter\t4\t\trate\n');
    world.env['PREP_CONTENT'] = `${writeFiles(world.home, { 'only.md': '# What else?\n\n## Answer\n\nThis.\n' })}/only.md`;
    expect((await prep(['history', 'rate-limiter'], world)).out).toBe('2026-11-19T12:00:00.000Z\trate-limiter\t4\t\trate\n');
    expect((await prep(['history', 'rate-limit'], world)).code).toBe(2);
  });

  it.each([true, false])('says that nothing is rated (terminal: %s)', async (terminal) => {
    expect(await prep(['history'], sampleWorld({ terminal }))).toMatchObject({ code: 0, out: '', err: 'Nothing is rated yet. prep quiz starts.\n' });
    expect(await prep(['history', 'http'], sampleWorld({ terminal }))).toMatchObject({ code: 0, out: '', err: 'http-status is not rated yet.\n' });
  });
});
