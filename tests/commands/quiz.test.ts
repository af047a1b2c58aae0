import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/core/hash.ts';
import { UserError } from '../../src/errors.ts';
import { newWorld, prep, type World } from '../helpers/world.ts';
import { json, practisedWorld, sampleFiles, sampleWorld, writeFiles } from './fixture.ts';

const ulid = expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/) as string;
const one = ['quiz', '--order', 'listed', '--count', '1'];
const listed = ['quiz', '--order', 'listed'];
const first = (frame: string | undefined): string => frame?.split('\n')[0]?.trim() ?? '';

/** The questions that a session asks, by skipping through it. */
async function asked(world: World, ...flags: string[]): Promise<string[]> {
  const { code, out, err } = await prep(['quiz', '--plain', ...flags], world, { lines: new Array<string>(20).fill('s') });
  if (code !== 0) throw new Error(err);
  const all = Object.values(sampleFiles).flatMap((text) => /^# (.*)$/m.exec(text)?.[1] ?? []);
  return out
    .split(/^Question \d+ of \d+\./m)
    .slice(1)
    .map((part) => all.find((text) => part.includes(text.replaceAll('*', ''))) ?? part);
}

describe('a question on the screen', () => {
  it('goes from the prediction over the points to a rating that is written whole', async () => {
    const world = sampleWorld({ terminal: true });
    const wait = (seconds: number) => () => {
      world.now = new Date(world.now.getTime() + seconds * 1000);
    };
    const keys = ['2', '3', 'h', 'h', 'h', wait(61), 'enter', 'space', 'down', 'down', 'space', 'f', 'enter', 'f', 'escape', 'p', 'p', wait(30), '2'];
    const { code, out, err, frames, journal } = await prep([...one, '--seed', '7'], world, { keys });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(journal).toEqual([
      {
        v: 1,
        id: ulid,
        at: '2026-11-20T12:01:31.000Z',
        offset: 0,
        prep: expect.any(String) as string,
        type: 'review',
        question: 'cache-invalidation',
        rating: 2,
        prediction: 3,
        questionPrint: fingerprint('How do you keep a **cache** and a database in step?'),
        answerPrint: fingerprint('Delete the key after the commit, and give every key an expiry.\n\n- Write to the database.\n- Delete the key.'),
        filePrint: expect.any(String) as string,
        pointsHit: ['The database is the truth', 'Expiry bounds the damage'].map(fingerprint),
        pointsMissed: ['Delete after commit, never update', 'Stampedes need one loader', 'Measure the stale reads'].map(fingerprint),
        thinkSeconds: 61,
        answerSeconds: 30,
        hints: 2,
        followUps: [0, 1],
        mode: 'quiz',
        session: ulid,
        seed: 7,
        scheduler: { name: 'FSRS-6', version: expect.any(String) as string, retention: 0.9, w: expect.any(Array) as number[] },
      },
    ]);
    expect(first(frames[0])).toMatch(/^1\/1 {2}Caching & Speed · Whiteboard panel · about 10 min +00:00$/);
    expect(first(frames[6])).toMatch(/01:01$/);
    expect(out).toContain('1 rated in 2 min · confidence 2.0 · seed 7');
  });

  it('shows each thing when its key is pressed and not before', async () => {
    const { frames } = await prep(one, sampleWorld({ terminal: true, rows: 40 }), {
      keys: ['h', 'h', 'enter', 'space', 'enter', 'enter', 'f', 'enter', 'enter', 'enter', 'f', 'p', 'escape', '?', 'x', 'q'],
    });
    const has = (index: number, text: string): boolean => frames[index]?.includes(text) ?? false;
    const sure = 'two stores never change';
    const truth = 'The database is the truth';
    const answer = 'Delete the key after the commit';
    expect([0, 1, 2].map((at) => [has(at, sure), has(at, 'Think of the order'), has(at, truth), has(at, answer)])).toEqual([
      [false, false, false, false],
      [true, false, false, false],
      [true, true, false, false],
    ]);
    expect([has(3, truth), has(3, answer), has(3, '0 of 5')]).toEqual([true, false, true]);
    expect([has(4, '[x] The database'), has(4, '1 of 5, suggests 1 blank · r takes it'), has(7, 'r take 1 blank')]).toEqual([true, true, true]);
    expect([has(5, answer), has(6, answer)]).toEqual([true, false]);
    expect([has(7, 'What if the delete fails?'), has(7, 'An outbox'), has(8, 'An outbox')]).toEqual([true, false, true]);
    expect([has(9, 'What if a read races'), has(9, 'A lease'), has(10, 'A lease')]).toEqual([true, false, true]);
    expect([has(11, 'Follow-up'), has(11, truth)]).toEqual([false, true]);
    expect([has(12, 'Promising strong consistency'), has(13, 'Promising strong consistency')]).toEqual([true, false]);
    expect([has(14, 'take the rating your ticks suggest'), has(15, truth)]).toEqual([true, true]);
  });

  it.each([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 4],
  ])('%i of 5 ticked suggests %i, which r takes', async (ticks, rating) => {
    const keys = ['enter', ...new Array<string[]>(ticks).fill(['space', 'down']).flat(), 'r'];
    const { journal } = await prep(one, sampleWorld({ terminal: true }), { keys });
    expect(journal).toMatchObject([{ rating, prediction: null }]);
  });

  it('with nothing ticked suggests nothing: r, and keys pressed twice, never rate', async () => {
    const { journal } = await prep(one, sampleWorld({ terminal: true }), { keys: ['enter', 'r', 'enter', 'enter', 'enter', 'r', 'space', 'space', 'r', 'q'] });
    expect(journal).toEqual([]);
  });

  it('is on disk before the next question appears', async () => {
    const world = sampleWorld({ terminal: true });
    const seen: string[] = [];
    await prep(listed, world, {
      keys: ['enter', '3', () => seen.push(readFileSync(join(world.home, 'data', 'journal.jsonl'), 'utf8')), 'q'],
    });
    expect(seen[0]).toContain('"question":"cache-invalidation"');
  });

  it('ignores what means nothing', async () => {
    const { journal, frames } = await prep(one, sampleWorld({ terminal: true }), { keys: ['x', 'tab', 'left', 'z', '9', '0', 'escape', 'q'] });
    expect(journal).toEqual([]);
    expect(new Set(frames).size).toBe(1);
  });

  it.each([
    ['cache-sizing', [], 'r', 'A rating comes after the reveal.'],
    ['cache-sizing', [], 'f', 'Follow-ups come after the reveal.'],
    ['cache-sizing', [], 'p', 'Pitfalls come after the reveal.'],
    ['cache-sizing', [], 'u', 'There is no rating of this session to take back.'],
    ['cache-sizing', ['h'], 'h', 'There is no further hint.'],
    ['http-status', [], 'h', 'There is no hint to this one.'],
    ['cache-sizing', ['enter'], 'h', 'Hints are for before the reveal.'],
    ['cache-sizing', ['enter'], 'r', 'Nothing is ticked, so nothing is suggested.'],
    ['http-status', ['enter'], 'r', 'There are no key points to tick: rate it 1 to 4.'],
    ['http-status', ['enter'], 'f', 'There are no follow-ups to this one.'],
    ['http-status', ['enter'], 'p', 'There are no pitfalls to this one.'],
    ['http-status', ['enter'], 'enter', 'That is all of it: rate it 1 to 4.'],
  ])('of %s after %j, %s has nothing to do and says so, on the screen and in lines', async (id, before, key, said) => {
    const world = sampleWorld({ terminal: true });
    const only = ['quiz', '--order', 'listed', '--count', '1', '--content', join(world.env['PREP_CONTENT']!, `questions/${id === 'http-status' ? 'web' : 'caching'}/${id}.md`)];
    const { frames, journal } = await prep(only, world, { keys: [...before, key, 'q'] });
    expect(frames[before.length]).not.toContain(said);
    expect(frames.at(-1)).toContain(said);
    expect(frames.at(-1)!.split('\n').length).toBe(24);
    expect(journal).toEqual([]);
    const lines = [...before, key].map((name) => (name === 'enter' ? '' : name));
    expect((await prep([...only, '--plain'], world, { lines })).out).toContain(`> ${said}\n> `);
  });

  it.each([
    ['http-status', ['enter'], ['scroll', 'page', 'enter back', 'f follow-ups', 'p pitfalls', 'u undo', 'r take'], ['s skip', '? keys']],
    ['cache-sizing', ['enter', 'p'], ['scroll'], ['enter back', 'f follow-ups']],
    ['http-status', [], ['h hint', 'u undo'], ['enter reveal', 's skip']],
    ['cache-sizing', ['enter', 'f'], ['f next', 'f follow-ups'], ['enter its answer', 'esc back']],
    ['cache-sizing', ['enter', 'f', 'enter'], ['enter next', 'f next', 'esc back'], ['enter back']],
  ])('of %s after %j, no key is offered that does nothing, or the same as another', async (id, keys, absent, present) => {
    const world = sampleWorld({ terminal: true, columns: 100 });
    const content = join(world.env['PREP_CONTENT']!, `questions/${id === 'http-status' ? 'web' : 'caching'}/${id}.md`);
    const help = (await prep(['quiz', '--content', content], world, { keys: [...keys, 'q'] })).frames.at(-1)!.split('\n').at(-1)!;
    for (const text of absent) expect(help).not.toContain(text);
    for (const text of present) expect(help).toContain(text);
  });

  it('a key that bounces or is held down rates once: neither what comes next nor what was taken back', async () => {
    const world = sampleWorld({ terminal: true });
    const wait = (ms: number) => () => {
      world.now = new Date(world.now.getTime() + ms);
    };
    const held = (key: string): (string | (() => void))[] => [key, wait(500), key, wait(30), key, wait(30), key, wait(1000)];
    const { journal, frames } = await prep(listed, world, {
      keys: ['enter', ...held('3'), 'enter', ...held('2'), 'u', wait(1000), 'u', wait(1000), ...held('4'), wait(1000), '4', 'q'],
    });
    expect(journal.map(({ type, question, rating, prediction }) => [type, question, rating, prediction])).toEqual([
      ['review', 'cache-invalidation', 3, null],
      ['review', 'cache-sizing', 2, null],
      ['undo', undefined, undefined, undefined],
      ['undo', undefined, undefined, undefined],
      ['review', 'cache-invalidation', 4, null],
      ['review', 'cache-sizing', 4, null],
    ]);
    expect(frames.at(-1)).toContain('Tell me about a time');
  });

  it('that is skipped says that nothing is recorded, and the last rating of all how to take it back', async () => {
    const { frames, out, journal } = await prep([...listed, '--count', '2'], sampleWorld({ terminal: true }), { keys: ['s', 'enter', '3'] });
    expect(frames[1]).toContain('Skipped. Nothing is recorded.');
    expect(out).toContain('prep undo takes the last rating back.');
    expect(journal).toHaveLength(1);
    expect((await prep([...listed, '--count', '2'], sampleWorld({ terminal: true }), { keys: ['enter', '3', 'q'] })).out).not.toContain('prep undo');
  });
});

describe('a session on the screen', () => {
  it('skips, takes back across questions, and rates again', async () => {
    const world = sampleWorld({ terminal: true });
    const { code, frames, journal, out } = await prep(listed, world, {
      keys: ['4', 'enter', '3', 's', 'enter', '1', 'u', '2', 'u', 'u', '4', 'q'],
    });
    expect(code).toBe(0);
    expect(frames.map((frame) => first(frame).slice(0, 3))).toEqual(['1/6', '1/6', '1/6', '2/6', '3/6', '3/6', '4/6', '3/6', '4/6', '3/6', '1/6', '2/6']);
    expect(frames[7]).toContain('Taken back: 1 blank. Rate it again.');
    const [a, b, c] = [0, 1, 3].map((at) => journal[at]?.['id']);
    expect(journal).toMatchObject([
      { type: 'review', question: 'cache-invalidation', rating: 3, prediction: 4 },
      { type: 'review', question: 'conflict-story', rating: 1 },
      { type: 'undo', event: b },
      { type: 'review', question: 'conflict-story', rating: 2 },
      { type: 'undo', event: c },
      { type: 'undo', event: a },
      { type: 'review', question: 'cache-invalidation', rating: 4, prediction: 4 },
    ]);
    expect(new Set(journal.filter(({ type }) => type === 'review').map(({ session }) => session)).size).toBe(1);
    expect(out).toContain('1 rated');
    expect(out).toContain('prep quiz --resume');
  });

  it('never takes back what was rated before it', async () => {
    const world = await practisedWorld({ terminal: true });
    const { journal } = await prep(listed, world, { keys: ['u', 'enter', 'u', 'q'] });
    expect(journal).toHaveLength(3);
  });

  it('ends at once on Ctrl-C, with one line about what is kept', async () => {
    const stop = async (...keys: string[]) => prep(listed, sampleWorld({ terminal: true }), { keys: [...keys, 'ctrl-c'] });
    expect(await stop()).toMatchObject({ code: 130, out: '', err: 'prep: Stopped. Nothing was rated.\n', journal: [] });
    expect(await stop('enter')).toMatchObject({ code: 130, out: '', err: 'prep: Stopped. Nothing was rated.\n', journal: [] });
    expect(await stop('enter', '3')).toMatchObject({ code: 130, err: 'prep: Stopped. 1 rating is kept. prep quiz --resume goes on.\n', journal: [{ rating: 3 }] });
    expect(await stop('enter', '3', 'enter', '4', '?')).toMatchObject({ code: 130, err: 'prep: Stopped. 2 ratings are kept. prep quiz --resume goes on.\n', journal: [{ rating: 3 }, { rating: 4 }] });
  });

  it.each([['q', 0], ['ctrl-c', 130]])('goes on after %s with --resume: same session, same seed, what is left', async (end, code) => {
    const world = sampleWorld({ terminal: true });
    const before = await prep([...listed, '--count', '3', '--seed', '41'], world, { keys: ['enter', '3', 's', end] });
    expect(before.code).toBe(code);
    const after = await prep(['quiz', '--resume'], world, { keys: ['enter', '2'] });
    expect(first(after.frames[0])).toMatch(/^3\/3/);
    expect(after.journal).toMatchObject([{ question: 'cache-invalidation', seed: 41 }, { question: 'conflict-story', seed: 41, session: after.journal[0]?.['session'] }]);
    expect(await prep(['quiz', '--resume'], world)).toMatchObject({ code: 1, out: '', err: 'prep: there is no unfinished session to go on with\nprep quiz starts a new one.\n' });
  });

  it.each([['q', ''], ['ctrl-c', 'prep: Stopped. Nothing was rated. prep quiz --resume goes on.\n']])('that was resumed and left again with %s and nothing rated can still be gone on with, and says so', async (end, said) => {
    const world = sampleWorld({ terminal: true });
    await prep([...listed, '--count', '3', '--seed', '41'], world, { keys: ['enter', '3', 'q'] });
    const { out, err } = await prep(['quiz', '--resume'], world, { keys: [end] });
    expect(err).toBe(said);
    if (end === 'q') expect(out).toBe(' Nothing rated · seed 41\n 2 left: prep quiz --resume. Again now: prep quiz\n');
    expect(first((await prep(['quiz', '--resume'], world, { keys: ['q'] })).frames[0])).toMatch(/^2\/3/);
    expect((await prep([...listed, '--seed', '41'], sampleWorld({ terminal: true }), { keys: ['enter', 'q'] })).out).toBe(' Nothing rated · seed 41\n Again now: prep quiz\n');
  });

  it('resumes on the content it began with, and says what is gone from it', async () => {
    const world = sampleWorld({ terminal: true });
    const content = world.env['PREP_CONTENT']!;
    delete world.env['PREP_CONTENT'];
    await prep([...listed, '--content', content], world, { keys: ['s', 'q'] });
    writeFileSync(join(content, 'questions/caching/cache-invalidation.md'), '');
    const { code, err, frames } = await prep(['quiz', '--resume'], world, { keys: ['q'] });
    expect(code).toBe(0);
    expect(err).toContain('1 question of that session is no longer in the content.');
    expect(frames[0]).toContain('How large should a cache be?');
  });

  it('keeps a session worth going on with when another is only looked at', async () => {
    const world = sampleWorld({ terminal: true });
    await prep([...listed, '--count', '3'], world, { keys: ['enter', '3', 'q'] });
    await prep([...listed, '--count', '1', '--seed', '1'], world, { keys: ['enter', 'q'] });
    expect(first((await prep(['quiz', '--resume'], world, { keys: ['q'] })).frames[0])).toMatch(/^2\/3/);
  });

  it('leaves no copy of a shipped question that was opened and not changed', async () => {
    const world = newWorld({ terminal: true });
    const opened: string[] = [];
    const { frames } = await prep(['quiz', '--theme', 'dotnet', '--count', '1'], world, { keys: ['e', 'q'], edit: (path) => opened.push(path) });
    expect(frames[1]).toContain('Nothing changed.');
    expect(opened.map((path) => existsSync(path))).toEqual([false]);
  });

  it.each([[24, 80], [40, 120], [16, 60], [12, 40]])('turns pages of an answer without losing a line, on %i rows', async (rows, columns) => {
    const world = newWorld({ terminal: true, rows, columns });
    const { frames } = await prep(['quiz', '--search', 'url-shortener', '--count', '1', '--order', 'listed'], world, { keys: ['enter', 'enter', 'space', 'space', 'q'] });
    const shown = frames.slice(2, 5).map((frame) => /(\d+)[–-](\d+) of \d+/.exec(frame)!.slice(1, 3).map(Number));
    for (const [index, [from]] of shown.entries()) if (index > 0) expect(from).toBe(shown[index - 1]![1]);
  });

  it('edits the question in hand and goes on with the new text', async () => {
    const world = sampleWorld({ terminal: true });
    const opened: unknown[] = [];
    const { frames } = await prep(one, world, {
      keys: ['e', 'q'],
      edit: (path, line) => {
        opened.push([path.replace(world.home, ''), line]);
        writeFileSync(path, readFileSync(path, 'utf8').replace('a **cache** and a database', 'two clocks'));
      },
    });
    expect(opened).toEqual([['/sample/questions/caching/cache-invalidation.md', 9]]);
    expect(frames[0]).toContain('How do you keep a cache and a database in step?');
    expect(frames[1]).toContain('How do you keep two clocks in step?');
  });

  it('edits a question that ships in a copy of the person, which is used from then on', async () => {
    const world = sampleWorld({ terminal: true });
    delete world.env['PREP_CONTENT'];
    const opened: string[] = [];
    const { frames } = await prep(['quiz', '--search', 'URL shortener', '--order', 'listed', '--theme', 'system-design', '--count', '1'], world, {
      keys: ['e', 'q'],
      edit: (path) => {
        opened.push(path);
        writeFileSync(path, readFileSync(path, 'utf8').replace(/^# .*$/m, '# Mine now?'));
      },
    });
    expect(opened[0]?.startsWith(join(world.home, 'data', 'content'))).toBe(true);
    expect(frames[1]).toContain('Mine now?');
    expect(frames[1]).toContain('Your own copy of this question is used from now on.');
    expect(await prep(['check'], world)).toMatchObject({ out: expect.not.stringContaining('duplicate') as string });
  });

  it('says in the screen that an editor failed, and changes nothing', async () => {
    const world = sampleWorld({ terminal: true });
    const { frames, code } = await prep(one, world, {
      keys: ['e', 'enter', 'q'],
      edit: () => {
        throw new UserError('your editor did not finish: vi: it ended with 1');
      },
    });
    expect(code).toBe(0);
    expect(frames[1]).toContain('your editor did not finish: vi: it ended with 1');
    expect(frames[2]).toContain('What a good answer holds');
  });

  it('leaves no copy behind when the editor fails on a question that ships', async () => {
    const world = newWorld({ terminal: true });
    const opened: string[] = [];
    await prep(['quiz', '--theme', 'dotnet', '--count', '1'], world, {
      keys: ['e', 'q'],
      edit: (path) => {
        opened.push(path);
        throw new UserError('your editor did not finish: vi: it ended with 1');
      },
    });
    expect(opened.map((path) => existsSync(path))).toEqual([false]);
  });

  it('shows no clock with --no-timer, nor where the setting says so', async () => {
    const world = sampleWorld({ terminal: true });
    const clockOf = async (...flags: string[]): Promise<boolean> => /\d\d:\d\d$/.test(first((await prep([...one, ...flags], world, { keys: ['q'] })).frames[0]));
    expect([await clockOf(), await clockOf('--no-timer')]).toEqual([true, false]);
    await prep(['config', 'set', 'timer', 'false'], world);
    expect(await clockOf()).toBe(false);
  });
});

describe('questions of other shapes', () => {
  const only = (id: string) => ['--search', id, '--count', '1', '--order', 'listed'];

  it('a multiple-choice question shows its options, and marks the right one after the reveal', async () => {
    const { frames, journal } = await prep(['quiz', ...only('Retry-After')], sampleWorld({ terminal: true }), { keys: ['enter', '4'] });
    expect(frames[0]).toMatch(/A\) 404 Not Found\n.*B\) 429 Too Many Requests\n.*C\) 301/);
    expect(frames[0]).not.toContain('✓');
    expect(frames[1]).toMatch(/✓ B\) 429 Too Many Requests/);
    expect(frames[1]).toContain('It may carry Retry-After.');
    expect(journal).toMatchObject([{ question: 'http-status', rating: 4, pointsHit: [], pointsMissed: [] }]);
  });

  it('one without an answer says so and is rated all the same', async () => {
    const { frames, journal } = await prep(['quiz', ...only('product')], sampleWorld({ terminal: true }), { keys: ['h', 'space', 'space', 'f', 'p', 'escape', '1'] });
    expect(frames[2]).toContain('There is no model answer to this one yet.');
    expect(frames[5]).toContain('Having no opinion');
    expect(journal).toMatchObject([{ question: 'open-question', rating: 1, answerPrint: fingerprint(''), hints: 0 }]);
  });

  it('in lines, options and a missing answer read as well', async () => {
    const { out } = await prep(['quiz', '--plain', '--theme', 'web', '--order', 'listed'], sampleWorld(), { lines: ['', '2', '', '1'] });
    expect(out).toMatch(/A\) 404 Not Found\n.*B\) 429/);
    expect(out).toMatch(/✓ B\) 429 Too Many Requests/);
    expect(out).toContain('There is no model answer to this one yet.');
  });
});

describe('--plain', () => {
  it('tells the same story in lines', async () => {
    const { code, out, err, journal } = await prep([...listed, '--count', '2', '--seed', '7', '--plain'], sampleWorld(), {
      lines: ['3', 'h', '', 't 1 3', '', 'f', '', 'p', '2', '', 'r', '4'],
    });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(journal).toMatchObject([
      { question: 'cache-invalidation', rating: 2, prediction: 3, hints: 1, followUps: [0], pointsHit: [{}, {}].map(() => expect.any(String) as string), mode: 'quiz', seed: 7 },
      { question: 'cache-sizing', rating: 4, prediction: null },
    ]);
    expect(out).toMatchInlineSnapshot(`
      "Question 1 of 2. Caching & Speed, Whiteboard panel, Director peer, about 10
      minutes. Seed 7.

      How do you keep a cache and a database in step?

      Reads outnumber writes a thousand to one.

      Predict 1 to 4, or press Enter to reveal (h hint, s skip, q quit):
      > 3
      Predicted 3 solid. Press Enter to reveal.
      > h
      What is really asked:
      Whether you know that two stores never change at the same instant.
      > 
      Key points:
      1. The database is the truth
      2. Delete after commit, never update
      3. Expiry bounds the damage
      4. Stampedes need one loader
      5. Measure the stale reads
      Rate 1 blank, 2 shaky, 3 solid, 4 certain (Enter shows the model answer, t 1 3
      ticks, f follow-ups, p pitfalls, s skip):
      > t 1 3
      Key points:
      1. [x] The database is the truth
      2. Delete after commit, never update
      3. [x] Expiry bounds the damage
      4. Stampedes need one loader
      5. Measure the stale reads
      2 of 5 said, which suggests 2 shaky (r takes it).
      > 
      Model answer:
      Delete the key after the commit, and give every key an expiry.

      • Write to the database.
      • Delete the key.
      > f
      Follow-up 1 of 2: What if the delete fails?
      Say your answer, then press Enter.
      > 
      An outbox retries it.
      > p
      Pitfalls:
      • Promising strong consistency
      • Forgetting the expiry
      > 2
      Saved: cache-invalidation shaky, next on 22 November.

      Question 2 of 2. Caching & Speed, Whiteboard panel, about 3 minutes.

      How large should a cache be?

      Predict 1 to 4, or press Enter to reveal (h hint, s skip, u undo, q quit):
      > 
      Key points:
      1. Working set, not data set
      2. Hit rate curve
      3. Memory costs money
      4. Eviction policy
      Rate 1 blank, 2 shaky, 3 solid, 4 certain (Enter shows the model answer, t 1 3
      ticks, f follow-ups, p pitfalls, u undo, s skip):
      > r
      Nothing is ticked, so nothing is suggested.
      > 4
      Saved: cache-sizing certain, next on 28 November.

       2 rated in under a minute · confidence 3.0 · seed 7
       Caching & Speed  █████████░░░  3.0  n=2
       You predicted 3.0 and rated 2.0 (n=1): 4 more for a verdict.
       prep undo takes the last rating back.
       Next: 1 due on 22 November. Again now: prep quiz --weak
      "
    `);
  });

  it('records exactly what the same session on the screen records', async () => {
    // The two worlds lie in two folders, so the paths of their files differ.
    const bare = (journal: readonly Record<string, unknown>[]): unknown[] => journal.map((event) => ({ ...event, id: null, session: null, filePrint: null, event: event['event'] && null }));
    const screen = await prep([...listed, '--seed', '1'], sampleWorld({ terminal: true }), {
      keys: ['2', 'h', 'enter', 'space', 'down', 'down', 'space', 'f', 'enter', 'escape', 'r', 's', 'enter', '1', 'u', '2', 'q'],
    });
    const plain = await prep([...listed, '--seed', '1', '--plain'], sampleWorld(), {
      lines: ['2', 'h', '', 't 1 3', 'f', '', 'r', 's', '', '1', 'u', '2', 'q'],
    });
    expect(screen.journal.map(({ type }) => type)).toEqual(['review', 'review', 'undo', 'review']);
    expect(bare(plain.journal)).toEqual(bare(screen.journal));
  });

  it('ends at the end of input with everything kept, whatever was open', async () => {
    for (const lines of [[], ['3'], ['', '3'], ['', 'f'], ['', '3', '']]) {
      const { code, err, journal } = await prep([...listed, '--plain'], sampleWorld(), { lines });
      expect({ code, err, rated: journal.length }).toEqual({ code: 0, err: '', rated: lines.filter((line, index) => line === '3' && index > 0).length });
    }
  });

  it.each(['5', 't', 't x', 't 0 99', 'rate', '  ?  ', '\u001b[2J', 'x'.repeat(10_000)])('answers %j with the keys there are and changes nothing', async (line) => {
    const { code, out, journal } = await prep([...one, '--plain'], sampleWorld(), { lines: [line, '', line, 'q'] });
    expect({ code, journal }).toEqual({ code: 0, journal: [] });
    expect(out).not.toContain('\u001b');
    expect(out).not.toMatch(/suggests/);
  });

  it('prints no escape and redraws nothing, on a terminal in accessible mode too', async () => {
    for (const env of [{ PREP_ACCESSIBLE: '1' }, { TERM: 'dumb' }]) {
      const world = sampleWorld({ terminal: true });
      Object.assign(world.env, env);
      const { code, out, frames } = await prep(one, world, { lines: ['', '3'] });
      expect({ code, frames }).toEqual({ code: 0, frames: [] });
      expect(out).toContain('Question 1 of 1.');
      expect(out).not.toContain('\u001b');
    }
  });

  it('gives the two reviews of the README example, and statistics agree', async () => {
    const world = sampleWorld();
    const { code, journal } = await prep(['quiz', '--theme', 'caching', '--count', '2', '--seed', '7', '--plain'], world, { lines: ['', '3', '', '2'] });
    expect({ code, ratings: journal.map(({ rating }) => rating) }).toEqual({ code: 0, ratings: [3, 2] });
    expect(JSON.parse((await prep(['stats', '--json'], world)).out)).toMatchObject({ totals: { seen: 2, reviews: 2 }, days: [{ date: '2026-11-20', reviews: 2 }] });
  });
});

describe('which questions', () => {
  it('are the same for the same seed, corpus, journal and clock', async () => {
    for (const order of ['smart', 'random']) {
      const draws = await Promise.all([1, 2].map(async () => asked(await practisedWorld(), '--seed', '99', '--order', order)));
      expect(draws[0]).toHaveLength(6);
      expect(draws[1]).toEqual(draws[0]);
      const others = await Promise.all([1, 2].map(async (seed) => asked(await practisedWorld(), '--seed', String(seed), '--order', order)));
      expect(new Set([...draws, ...others].map(String)).size).toBeGreaterThan(1);
    }
  });

  it.each([
    ['listed', ['How do you keep', 'How large', 'Tell me', 'Which status', 'What would', 'Write a']],
    ['due', ['How large', 'Tell me']],
    ['weak', ['Tell me']],
  ])('--order %s', async (order, beginnings) => {
    const questions = await asked(await practisedWorld({ now: new Date('2026-11-25T12:00:00Z') }), '--order', order);
    expect(questions.map((text, index) => text.startsWith(beginnings[index] ?? '?'))).toEqual(beginnings.map(() => true));
  });

  it('of a session without --seed carry a seed that draws them again', async () => {
    const world = await practisedWorld({ chance: 123_456_789 });
    const { out } = await prep(['quiz', '--plain'], world, { lines: ['q'] });
    expect(out).toContain('Seed 123456789.');
    expect(await asked(world, '--seed', '123456789')).toEqual(await asked(world));
  });

  it.each([
    ['--count 2', 2],
    ['--time 7 --order listed', 2],
    ['--time 1 --order listed', 1],
    ['--time 1000', 6],
    ['--time 1000 --count 3', 3],
    ['', 6],
  ])('%s gives %i', async (flags, count) => {
    expect(await asked(sampleWorld(), ...flags.split(' ').filter(Boolean))).toHaveLength(count);
  });

  it('--time takes each that still fits', async () => {
    expect(await asked(sampleWorld(), '--time', '7', '--order', 'listed')).toEqual(['How large should a cache be?', 'Tell me about a time you disagreed with your manager.']);
  });

  it.each([
    [['--order', 'due'], 'Nothing is due. prep quiz draws from everything.\n'],
    [['--due'], 'Nothing is due. prep quiz draws from everything.\n'],
    [['--weak'], 'Nothing is weak. prep quiz draws from everything.\n'],
    [['--order', 'weak'], 'Nothing is weak. prep quiz draws from everything.\n'],
    [['--search', 'zzzzzz'], 'No question matches.\n'],
  ])('are none for %j, and that is no failure', async (flags, err) => {
    expect(await prep(['quiz', '--plain', ...flags], sampleWorld())).toEqual({ code: 0, out: '', err, frames: [], journal: [] });
  });
});

describe('--practice', () => {
  it('is journalled as practice and never touches schedule, confidence or what is new', async () => {
    const world = await practisedWorld();
    const before = json((await prep(['list', '--json'], world)).out).questions;
    const { journal, out } = await prep([...listed, '--practice', '--plain'], world, { lines: ['', '1', '', '1', '', '1', 'q'] });
    expect(journal.slice(3)).toMatchObject([1, 1, 1].map((rating) => ({ mode: 'practice', rating })));
    expect(out).toContain('Noted as practice: cache-invalidation blank.');
    expect(out).toContain('3 practiced');
    expect(json((await prep(['list', '--json'], world)).out).questions).toEqual(before);
  });

  it('goes on where the store cannot be written, and a session that would record does not start', async () => {
    const world = sampleWorld();
    writeFiles(world.home, { data: 'a file, not a folder' });
    const refused = await prep([...one, '--plain'], world, { lines: ['', '3'] });
    expect(refused).toMatchObject({ code: 4, out: '' });
    expect(refused.err).toContain(join(world.home, 'data'));
    expect(refused.err.trimEnd().endsWith('prep quiz --practice.')).toBe(true);
    const { code, out, err } = await prep([...one, '--plain', '--practice'], world, { lines: ['', '3'] });
    expect({ code, err }).toEqual({ code: 0, err: 'Nothing of this practice is kept: the store cannot be written.\n' });
    expect(out).toContain('Not kept: cache-invalidation solid.');
  });

  it.skipIf(process.getuid?.() === 0)('goes on in a home that is read-only', async () => {
    const world = sampleWorld();
    chmodSync(world.home, 0o500);
    expect((await prep([...one, '--plain'], world)).code).toBe(4);
    expect((await prep([...one, '--plain', '--practice'], world, { lines: ['', '3'] })).code).toBe(0);
    chmodSync(world.home, 0o700);
  });
});

describe('without a terminal', () => {
  it('the quiz says what to use instead', async () => {
    expect(await prep(['quiz'], sampleWorld())).toEqual({
      code: 2,
      out: '',
      err: 'prep: a quiz needs a terminal to ask on, and there is none here\nUse prep quiz --plain to answer line by line, or prep next and prep rate in a script.\n',
      frames: [],
      journal: [],
    });
  });
});
