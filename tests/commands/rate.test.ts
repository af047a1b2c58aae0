import { appendFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { journalPath, prep, type World } from '../helpers/world.ts';
import { idsIn, json, practisedWorld, rateAt, sampleWorld, writeFiles } from './fixture.ts';

const stamp = { v: 1, id: expect.stringMatching(/^\w{26}$/) as string, at: '2026-11-20T12:00:00.000Z', offset: 0, prep: expect.any(String) as string };

/** What is known of each question, to compare before and after. */
async function standing(world: World): Promise<unknown> {
  const fields = 'id,confidence,reviews,due,recall,hidden';
  const shown = json((await prep(['list', '--fields', fields], world)).out).questions ?? [];
  return [...shown, ...(json((await prep(['list', '--hidden', '--fields', fields], world)).out).questions ?? [])];
}

describe('rate', () => {
  it('writes one review with everything a scheduler may want to know', async () => {
    const world = sampleWorld({ offsetMinutes: 330 });
    expect(await prep(['rate', 'cache-sizing', '3'], world)).toEqual({
      code: 0,
      out: '',
      err: 'Saved: cache-sizing solid, next on 23 November. prep undo takes it back.\n',
      frames: [],
      journal: [
        {
          ...stamp,
          offset: 330,
          type: 'review',
          question: 'cache-sizing',
          rating: 3,
          prediction: null,
          questionPrint: expect.any(String) as string,
          answerPrint: expect.any(String) as string,
          filePrint: expect.any(String) as string,
          pointsHit: [],
          pointsMissed: [],
          thinkSeconds: null,
          answerSeconds: null,
          hints: 0,
          followUps: [],
          mode: 'rate',
          session: null,
          seed: null,
          scheduler: { name: 'FSRS-6', version: expect.any(String) as string, retention: 0.9, w: expect.any(Array) as number[] },
        },
      ],
    });
  });

  it('says the same on a terminal', async () => {
    const [pipe, terminal] = [await prep(['rate', 'cache-sizing', '1'], sampleWorld()), await prep(['rate', 'cache-sizing', '1'], sampleWorld({ terminal: true }))];
    expect(terminal).toMatchObject({ code: 0, out: pipe.out, err: pipe.err });
    expect(pipe.err).toBe('Saved: cache-sizing blank, next tomorrow. prep undo takes it back.\n');
  });

  it.each(['0', '5', '-1', '3.0', '3 ', ' 3', '0x3', '3e0', '', 'solid', '٣', '33', 'NaN'])('refuses %j', async (rating) => {
    expect(await prep(['rate', 'cache-sizing', '--', rating], sampleWorld())).toEqual({
      code: 2,
      out: '',
      err: `prep: "${rating}" is not a rating\nRate 1 blank, 2 shaky, 3 solid or 4 certain.\n`,
      frames: [],
      journal: [],
    });
  });

  it('counts every review of a day, and only the first moves the due date', async () => {
    const world = sampleWorld();
    await prep(['rate', 'cache-sizing', '1'], world);
    const first = json((await prep(['show', 'cache-sizing', '--fields', 'due,reviews,confidence'], world)).out).questions;
    await prep(['rate', 'cache-sizing', '4'], world);
    const both = json((await prep(['show', 'cache-sizing', '--fields', 'due,reviews,confidence'], world)).out).questions;
    expect([first, both]).toEqual([[{ due: '2026-11-21', reviews: 1, confidence: 1 }], [{ due: '2026-11-21', reviews: 2, confidence: 4 }]]);
    await prep(['undo'], world);
    await prep(['undo'], world);
    await prep(['rate', 'cache-sizing', '4'], world);
    const promoted = json((await prep(['show', 'cache-sizing', '--fields', 'due'], world)).out).questions;
    expect(promoted).not.toEqual([{ due: '2026-11-21' }]);
  });

  it('puts the small hours before four into the day before', async () => {
    const world = sampleWorld();
    await rateAt(world, '2026-11-20T23:00:00Z', 'cache-sizing', 1);
    await rateAt(world, '2026-11-21T03:59:00Z', 'conflict-story', 1);
    await rateAt(world, '2026-11-21T04:00:00Z', 'rate-limiter', 1);
    const { questions } = json((await prep(['list', '--fields', 'id,due', '--not-theme', 'web', '--weak'], world)).out);
    expect(questions).toEqual([
      { id: 'cache-sizing', due: '2026-11-21' },
      { id: 'conflict-story', due: '2026-11-21' },
      { id: 'rate-limiter', due: '2026-11-22' },
    ]);
  });
});

describe('undo', () => {
  it('takes back the newest recorded thing, then the one before, across every kind of event', async () => {
    const world = sampleWorld();
    const steps: [string[], string][] = [
      [['rate', 'cache-sizing', '2'], 'Undone: the rating 2 shaky of cache-sizing'],
      [['rate', 'rate-limiter', '4'], 'Undone: the rating 4 certain of rate-limiter'],
      [['hide', 'http-status'], 'Undone: the hide of http-status'],
      [['reset', 'cache-sizing'], 'Undone: the reset of cache-sizing'],
      [['unhide', 'http-status'], 'Undone: the unhide of http-status'],
      [['rate', 'cache-sizing', '3'], 'Undone: the rating 3 solid of cache-sizing'],
    ];
    const states: unknown[] = [];
    for (const [argv] of steps) {
      states.push(await standing(world));
      expect((await prep(argv, world)).code).toBe(0);
      world.now = new Date(world.now.getTime() + 60_000);
    }
    for (const [index, [, said]] of [...steps.entries()].reverse()) {
      const { code, err, journal } = await prep(['undo'], world);
      expect(code).toBe(0);
      expect(err).toMatch(new RegExp(`^${said}, recorded 2026-11-20 12:0${index} UTC\\. prep undo again takes back the one before\\.\n$`));
      expect(journal.at(-1)).toMatchObject({ type: 'undo', event: journal[index]?.['id'] });
      expect(await standing(world)).toEqual(states[index]);
    }
    const end = await prep(['undo'], world);
    expect(end).toMatchObject({ code: 1, out: '', err: 'There is nothing to undo.\n' });
    expect(end.journal.map(({ type }) => type)).toEqual(['review', 'review', 'hide', 'reset', 'unhide', 'review', ...new Array<string>(6).fill('undo')]);
  });

  it('is not itself undone, and goes on after new things are recorded', async () => {
    const world = sampleWorld();
    await prep(['rate', 'cache-sizing', '1'], world);
    await prep(['rate', 'conflict-story', '2'], world);
    await prep(['undo'], world);
    await prep(['rate', 'rate-limiter', '3'], world);
    const undone = [await prep(['undo', '--json'], world), await prep(['undo', '--json'], world)].map(({ out }) => json(out)['undone']);
    expect(undone).toMatchObject([{ question: 'rate-limiter' }, { question: 'cache-sizing' }]);
    expect((await prep(['undo'], world)).code).toBe(1);
  });

  it('leaves a later type of event alone, and what is damaged too', async () => {
    const world = await practisedWorld();
    appendFileSync(journalPath(world), '\n00000000 {"torn\n');
    const { code, err } = await prep(['undo'], world);
    expect(code).toBe(0);
    expect(err).toContain('Undone: the rating 2 shaky of conflict-story');
  });

  it('names a question that is no longer in the content', async () => {
    const world = await practisedWorld();
    world.env['PREP_CONTENT'] = writeFiles(world.home, { 'only.md': '# What else?\n\n## Answer\n\nThis.\n' }) + '/only.md';
    expect((await prep(['undo'], world)).err).toContain('of conflict-story, recorded');
  });
});

describe('reset', () => {
  it('names the reviews it forgets, and undo brings the progress back exactly', async () => {
    const world = await practisedWorld();
    await prep(['rate', 'cache-sizing', '4'], world);
    const before = await standing(world);
    const { code, out, err, journal } = await prep(['reset', 'cache-sizing'], world);
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: 'Reset: the progress of cache-sizing is forgotten. prep undo brings it back.\n' });
    expect(journal.at(-1)).toEqual({ ...stamp, type: 'reset', question: 'cache-sizing', events: [journal[0]?.['id'], journal[3]?.['id']] });
    expect(json((await prep(['show', 'cache-sizing', '--fields', 'confidence,reviews,due,recall'], world)).out).questions).toEqual([{ confidence: null, reviews: 0, due: null, recall: null }]);
    expect(idsIn((await prep(['list', '--new', '--json'], world)).out)).toContain('cache-sizing');
    await prep(['undo'], world);
    expect(await standing(world)).toEqual(before);
  });

  it('takes several at once and each one once', async () => {
    const world = await practisedWorld();
    const { journal } = await prep(['reset', 'cache-sizing', 'conflict-story', 'cache-sizing'], world);
    expect(journal.slice(3)).toMatchObject([{ type: 'reset', question: 'cache-sizing' }, { type: 'reset', question: 'conflict-story' }]);
  });

  it('writes nothing for a question without progress', async () => {
    const world = await practisedWorld();
    const { code, err, journal } = await prep(['reset', 'http-status'], world);
    expect({ code, err, written: journal.length }).toEqual({ code: 0, err: 'http-status has no progress to forget.\n', written: 3 });
    expect(json((await prep(['reset', 'http-status', '--json'], world)).out)['events']).toEqual([]);
  });

  it('does not forget again what an earlier reset names', async () => {
    const world = await practisedWorld();
    await prep(['reset', 'cache-sizing'], world);
    await prep(['rate', 'cache-sizing', '2'], world);
    const { journal } = await prep(['reset', 'cache-sizing'], world);
    expect(journal.at(-1)).toMatchObject({ type: 'reset', events: [journal.at(-2)?.['id']] });
    await prep(['undo'], world);
    expect(json((await prep(['show', 'cache-sizing', '--fields', 'confidence,reviews'], world)).out).questions).toEqual([{ confidence: 2, reviews: 1 }]);
  });

  it('reaches reviews under an old id, but not those of a question that has that id now', async () => {
    const world = await practisedWorld();
    const renamed = (id: string, alias: string): string => `---\nid: ${id}\naliases: [${alias}]\n---\n# What is ${id}?\n\n## Answer\n\nThis.\n`;
    writeFiles(world.home, { 'sample/web/a.md': renamed('sizing', 'cache-sizing'), 'sample/web/b.md': renamed('stories', 'conflict-tales') });
    const still = await prep(['reset', 'sizing'], world);
    expect(still.err).toBe('sizing has no progress to forget.\n');
    writeFiles(world.home, { 'sample/questions/behavioral/conflict-story.md': renamed('tales', 'conflict-story') });
    expect(json((await prep(['history', 'tales', '--json'], world)).out)['reviews']).toMatchObject([{ question: 'conflict-story' }]);
    await prep(['rate', 'tales', '4'], world);
    expect(json((await prep(['history', 'tales', '--json'], world)).out)['reviews']).toMatchObject([{ question: 'tales' }, { question: 'conflict-story' }]);
    const { journal } = await prep(['reset', 'tales'], world);
    expect(journal.at(-1)).toMatchObject({ type: 'reset', question: 'tales', events: [journal[2]?.['id'], journal[3]?.['id']] });
  });
});

describe('hide and unhide', () => {
  it('are events, announced in a line that says how to go back', async () => {
    const world = sampleWorld();
    expect(await prep(['hide', 'http-status', 'cache-sizing', 'http-status'], world)).toEqual({
      code: 0,
      out: '',
      err: 'Hidden: http-status. prep unhide http-status brings it back.\nHidden: cache-sizing. prep unhide cache-sizing brings it back.\n',
      frames: [],
      journal: [{ ...stamp, type: 'hide', question: 'http-status' }, { ...stamp, type: 'hide', question: 'cache-sizing' }],
    }); // prettier-ignore
    const { err, journal } = await prep(['unhide', 'http-status'], world);
    expect(err).toBe('Back: http-status. prep undo hides it again.\n');
    expect(journal.at(-1)).toEqual({ ...stamp, type: 'unhide', question: 'http-status' });
    await prep(['undo'], world);
    expect(idsIn((await prep(['list', '--hidden', '--json'], world)).out)).toEqual(['cache-sizing', 'http-status']);
  });

  it.each([
    ['hide', 'http-status is already hidden.\n'],
    ['unhide', 'cache-sizing is not hidden.\n'],
  ])('%s writes nothing where nothing would change', async (command, err) => {
    const world = sampleWorld();
    await prep(['hide', 'http-status'], world);
    const outcome = await prep([command, command === 'hide' ? 'http-status' : 'cache-sizing'], world);
    expect(outcome).toMatchObject({ code: 0, out: '', err });
    expect(outcome.journal).toHaveLength(1);
  });

  it('keep what was rated', async () => {
    const world = await practisedWorld();
    await prep(['hide', 'cache-sizing'], world);
    await prep(['rate', 'cache-sizing', '2'], world);
    await prep(['unhide', 'cache-sizing'], world);
    expect(json((await prep(['show', 'cache-sizing', '--fields', 'reviews,confidence'], world)).out).questions).toEqual([{ reviews: 2, confidence: 2 }]);
  });
});
