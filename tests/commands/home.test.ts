import { describe, expect, it } from 'vitest';
import { prep } from '../helpers/world.ts';
import { practisedWorld, sampleWorld } from './fixture.ts';

describe('bare prep', () => {
  it('on a pipe is short help, and reads nothing', async () => {
    const world = sampleWorld({ env: { PREP_CONTENT: '/nowhere' } });
    const { code, out, err } = await prep([], world);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('prep quiz --plain');
    expect(out.split('\n').length).toBeLessThan(12);
  });

  it('on a terminal with nothing rated says how many wait, and prep quiz', async () => {
    expect((await prep([], sampleWorld({ terminal: true }))).out).toBe(
      [
        '6 new questions wait for you. Nothing is rated yet.',
        '',
        'Start with: prep quiz',
        '  6 questions: answer aloud, compare, rate yourself. q ends it any time.',
        '',
        'To read first: prep browse. Every command: prep --help.',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['2026-11-03', 'Nothing is due today. 3 of 6 rated, 1 weak.\n\nGo on with: prep quiz\n'],
    ['2026-11-20', '1 question is due. 3 of 6 rated, 1 weak.\n\nGo on with: prep quiz --due\n'],
    ['2026-12-20', '3 questions are due. 3 of 6 rated, 1 weak.\n\nGo on with: prep quiz --due\n'],
  ])('on %s says what is due and the one command to type', async (day, text) => {
    const { out } = await prep([], await practisedWorld({ terminal: true, now: new Date(`${day}T12:00:00Z`) }));
    expect(out.startsWith(text)).toBe(true);
  });

  it('offers to go on with an unfinished session, until it is finished', async () => {
    const world = await practisedWorld({ terminal: true });
    await prep(['quiz', '--count', '3'], world, { keys: ['enter', '3', 'ctrl-c'] });
    expect((await prep([], world)).out).toContain('Your last session has 2 left: prep quiz --resume\n');
    await prep(['quiz', '--resume'], world, { keys: ['s', 's'] });
    expect((await prep([], world)).out).not.toContain('--resume');
  });
});
