import { describe, expect, it } from 'vitest';
import { prep } from '../helpers/world.ts';
import { json, practisedWorld } from './fixture.ts';

describe('themes and personas', () => {
  it('count questions, ratings, confidence and what is due, on a pipe', async () => {
    const world = await practisedWorld();
    expect((await prep(['themes'], world)).out).toBe('behavioral\t1\t1\t2\t0\tBehavioral\ncaching\t2\t1\t3\t1\tCaching & Speed\ncoding\t1\t1\t4\t0\tCoding\nweb\t2\t0\t\t0\tWeb\n');
    expect((await prep(['personas'], world)).out).toBe(
      'coding-interviewer\t1\t1\t4\t0\tCoding interviewer\ndirector-peer\t2\t1\t2\t0\tDirector peer\nwhiteboard-panel\t2\t1\t3\t1\tWhiteboard panel\n',
    );
  });

  it('say what a theme tests and who a persona is, on a terminal', async () => {
    const world = await practisedWorld({ terminal: true, rows: 100 });
    expect((await prep(['themes'], world)).out).toContain('Caching & Speed  caching\n  2 questions · 1 due    ██████░░ 3.0 n=1\n  Whether you know what a copy costs.\n');
    const { out } = await prep(['personas'], world);
    expect(out).toContain('They want to see you think.');
    expect(out).not.toContain('Second paragraph.');
  });

  it('leave hidden questions out of the counts', async () => {
    const world = await practisedWorld();
    await prep(['hide', 'cache-sizing'], world);
    expect(json((await prep(['themes', '--fields', 'id,questions,rated,confidence,due'], world)).out)['themes']).toContainEqual({ id: 'caching', questions: 1, rated: 0, confidence: null, due: 0 });
  });

  it('tell a persona whole in JSON', async () => {
    const personas = json((await prep(['personas', '--json'], await practisedWorld())).out)['personas'] as unknown[];
    expect(personas[2]).toEqual({
      id: 'whiteboard-panel',
      title: 'Whiteboard panel',
      description: 'They want to see you think.',
      questions: 2,
      rated: 1,
      confidence: 3,
      due: 1,
      mindset: 'They want to see you think.\n\nSecond paragraph.',
      role: 'principal',
      phases: [{ title: 'Requirements', minutes: 5 }, { title: 'Deep dive', minutes: 30 }],
    }); // prettier-ignore
  });
});
