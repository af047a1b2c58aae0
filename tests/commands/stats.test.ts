import { describe, expect, it } from 'vitest';
import { prep } from '../helpers/world.ts';
import { json, practisedWorld, sampleWorld } from './fixture.ts';

describe('stats', () => {
  it('holds every number, with --since leaving out the days before', async () => {
    const world = await practisedWorld();
    await prep(['quiz', '--plain', '--order', 'listed', '--count', '1'], world, { lines: ['4', '', '2'] });
    await prep(['hide', 'http-status'], world);
    const { totals, days, calibration, forecast } = json((await prep(['stats', '--json'], world)).out);
    expect(totals).toEqual({ questions: 5, seen: 4, reviews: 4, due: 1, hidden: 1 });
    expect(days).toEqual([{ date: '2026-11-01', reviews: 1, minutes: 0 }, { date: '2026-11-19', reviews: 1, minutes: 0 }, { date: '2026-11-20', reviews: 2, minutes: 0 }]); // prettier-ignore
    expect(calibration).toEqual({
      pairs: 1,
      meanPrediction: 4,
      meanRating: 2,
      gap: 2,
      bins: [{ prediction: 1, n: 0, meanRating: null }, { prediction: 2, n: 0, meanRating: null }, { prediction: 3, n: 0, meanRating: null }, { prediction: 4, n: 1, meanRating: 2 }],
    }); // prettier-ignore
    expect(forecast).toHaveLength(14);
    expect((forecast as { date: string }[])[0]).toEqual({ date: '2026-11-20', due: 1 });
    for (const since of ['2026-11-19', '2d', '1w']) {
      expect(json((await prep(['stats', '--json', '--since', since], world)).out), since).toMatchObject({ totals: { reviews: 3 }, days: [{ date: '2026-11-19' }, { date: '2026-11-20' }] });
    }
  });

  it('reads well on a terminal and on a pipe', async () => {
    const [pipe, terminal] = [await prep(['stats'], await practisedWorld()), await prep(['stats'], await practisedWorld({ terminal: true, rows: 99 }))];
    expect(pipe).toMatchObject({ code: 0, err: '', out: terminal.out });
    expect(pipe.out).toMatchInlineSnapshot(`
      "3 of 6 questions rated · 3 reviews · 1 due

      Confidence by theme
        Behavioral       ████████░░░░░░░░  2.0  1/1
        Caching & Speed  ████████████░░░░  3.0  1/2, 1 due
        Coding           ████████████████  4.0  1/1
        Not rated yet: Web

      Confidence by persona
        Director peer       ████████░░░░░░░░  2.0  1/2
        Whiteboard panel    ████████████░░░░  3.0  1/2, 1 due
        Coding interviewer  ████████████████  4.0  1/1

      Activity
        1 Nov       ████████████████ 1 review
        19 Nov      ████████████████ 1 review
        today       ████████████████ 1 review

      Falls due
        today       ████████████████ 1
        22 Nov      ████████████████ 1
        27 Nov      ████████████████ 1
      "
    `);
  });

  it('says that nothing is rated yet', async () => {
    expect((await prep(['stats'], sampleWorld())).out).toBe('Nothing is rated yet: 6 questions wait. prep quiz starts.\n');
  });
});
