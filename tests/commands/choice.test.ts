import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prep } from '../helpers/world.ts';
import { idsIn, practisedWorld, rateAt, sampleWorld, writeFiles } from './fixture.ts';

const all = ['cache-invalidation', 'cache-sizing', 'conflict-story', 'http-status', 'open-question', 'rate-limiter'];
const but = (...left: string[]): string[] => all.filter((id) => !left.includes(id));

describe('the filters', () => {
  it.each<[string, string[]]>([
    ['', all],
    ['--theme caching', ['cache-invalidation', 'cache-sizing']],
    ['--theme=caching', ['cache-invalidation', 'cache-sizing']],
    ['--theme Caching', ['cache-invalidation', 'cache-sizing']],
    ['--theme caching --theme web', ['cache-invalidation', 'cache-sizing', 'http-status', 'open-question']],
    ['--not-theme caching', but('cache-invalidation', 'cache-sizing')],
    ['--not-theme caching --not-theme web', ['conflict-story', 'rate-limiter']],
    ['--theme caching --theme web --not-theme web', ['cache-invalidation', 'cache-sizing']],
    ['--theme caching --not-theme caching', []],
    ['--persona director-peer', ['cache-invalidation', 'conflict-story']],
    ['--persona director-peer --persona coding-interviewer', ['cache-invalidation', 'conflict-story', 'rate-limiter']],
    ['--not-persona director-peer', but('cache-invalidation', 'conflict-story')],
    ['--persona whiteboard-panel --not-persona director-peer', ['cache-sizing']],
    ['--kind coding', ['rate-limiter']],
    ['--kind coding --kind design', ['cache-invalidation', 'rate-limiter']],
    ['--not-kind concept', but('cache-sizing', 'http-status')],
    ['--role principal', ['cache-sizing', 'rate-limiter']],
    ['--role principal --role director', but('http-status', 'open-question')],
    ['--not-role principal', but('cache-sizing', 'rate-limiter')],
    ['--tag redis', ['cache-invalidation', 'cache-sizing', 'rate-limiter']],
    ['--tag consistency --tag http', ['cache-invalidation', 'http-status']],
    ['--not-tag redis', ['conflict-story', 'http-status', 'open-question']],
    ['--tag redis --not-tag algorithms --role director', ['cache-invalidation']],
    ['--due', ['cache-sizing']],
    ['--weak', ['conflict-story']],
    ['--new', ['cache-invalidation', 'http-status', 'open-question']],
    ['--due --weak', ['cache-sizing', 'conflict-story']],
    ['--due --weak --new', but('rate-limiter')],
    ['--new --theme caching', ['cache-invalidation']],
    ['--search cache', ['cache-invalidation', 'cache-sizing']],
    ['--search bucket --kind coding', ['rate-limiter']],
    ['--search cache --due', ['cache-sizing']],
    ['--kind behavioral --weak --persona director-peer --role director', ['conflict-story']],
    ['--kind behavioral --new', []],
  ])('list %s', async (flags, ids) => {
    const outcome = await prep(['list', '--fields', 'id', ...flags.split(' ').filter(Boolean)], await practisedWorld());
    expect(outcome.code).toBe(0);
    expect(idsIn(outcome.out)).toEqual(ids);
  });

  it.each([
    [['search', 'cache', '--not-role', 'principal'], ['cache-invalidation']],
    [['next', '--count', '9', '--new', '--not-theme', 'web'], ['cache-invalidation']],
    [['next', '--count', '9', '--due', '--weak'], ['cache-sizing', 'conflict-story']],
    [['due', '--not-theme', 'caching'], []],
    [['due', '--search', 'curve'], ['cache-sizing']],
  ])('are the same on %j', async (argv, ids) => {
    const outcome = await prep([...argv, '--json'], await practisedWorld());
    expect(idsIn(outcome.out)).toEqual(ids);
  });

  it('narrow a quiz and the statistics too', async () => {
    const world = await practisedWorld();
    const quiz = await prep(['quiz', '--plain', '--order', 'listed', '--tag', 'redis', '--not-kind', 'coding', '--not-persona', 'director-peer'], world, { lines: ['q'] });
    expect(quiz.out).toContain('Question 1 of 1.');
    expect(quiz.out).toContain('How large should a cache be?');
    const stats = await prep(['stats', '--json', '--theme', 'caching', '--due'], world);
    expect(JSON.parse(stats.out)).toMatchObject({ totals: { questions: 1, seen: 1, due: 1 }, themes: [{ id: 'caching' }] });
  });

  it('never let in what is hidden, and --hidden lets in nothing else', async () => {
    const world = await practisedWorld();
    await prep(['hide', 'cache-sizing', 'http-status'], world);
    expect(idsIn((await prep(['list', '--json'], world)).out)).toEqual(but('cache-sizing', 'http-status'));
    expect(idsIn((await prep(['list', '--json', '--hidden'], world)).out)).toEqual(['cache-sizing', 'http-status']);
    expect(idsIn((await prep(['list', '--json', '--hidden', '--due'], world)).out)).toEqual(['cache-sizing']);
    expect(idsIn((await prep(['search', 'cache', '--json'], world)).out)).toEqual(['cache-invalidation']);
    expect((await prep(['due', '--total'], world)).out).toBe('0\n');
    expect(idsIn((await prep(['next', '--count', '99', '--json'], world)).out)).not.toContain('cache-sizing');
    expect((await prep(['show', 'cache-sizing'], world)).code).toBe(0);
  });
});

describe('nothing matches', () => {
  const nothing = ['--theme', 'caching', '--kind', 'behavioral'];

  it.each([['list'], ['next'], ['due'], ['search', 'cache'], ['quiz', '--plain']])('%s %s says so in one line and exits 0', async (...command) => {
    const outcome = await prep([...command.filter(Boolean), ...nothing], sampleWorld());
    expect(outcome).toMatchObject({ code: 0, out: '', journal: [] });
    expect(outcome.err).toMatch(/^[^\n]+\n$/);
  });

  it('says so before a screen opens', async () => {
    for (const command of ['quiz', 'browse']) {
      const outcome = await prep([command, ...nothing], sampleWorld({ terminal: true }));
      expect(outcome).toEqual({ code: 0, out: '', err: 'No question matches.\n', frames: [], journal: [] });
    }
  });

  it.each([['list'], ['next'], ['due'], ['search', 'cache']])('%s %s --json is an empty list, and the line is still on stderr', async (...command) => {
    const outcome = await prep([...command.filter(Boolean), ...nothing, '--json'], sampleWorld());
    expect(outcome).toMatchObject({ code: 0, out: '{\n  "schemaVersion": 1,\n  "questions": []\n}\n' });
    expect(outcome.err).toMatch(/^[^\n]+\n$/);
  });

  it('says that statistics are of nothing', async () => {
    expect(await prep(['stats', ...nothing], sampleWorld())).toMatchObject({ code: 0, out: '', err: 'No question matches.\n' });
    const outcome = await prep(['stats', ...nothing, '--json'], sampleWorld());
    expect(outcome).toMatchObject({ code: 0, err: 'No question matches.\n' });
    expect(JSON.parse(outcome.out)).toMatchObject({ totals: { questions: 0 } });
  });

  it('is silent with --quiet', async () => {
    expect(await prep(['list', '-q', ...nothing], sampleWorld())).toMatchObject({ code: 0, out: '', err: '' });
  });
});

describe('a misspelt name', () => {
  it.each([
    ['theme', 'cachng', 'caching'],
    ['persona', 'director-per', 'director-peer'],
    ['kind', 'codign', 'coding'],
    ['role', 'principle', 'principal'],
    ['tag', 'reddis', 'redis'],
  ])('of a %s is refused with a suggestion, also behind --not-', async (flag, wrong, right) => {
    for (const name of [`--${flag}`, `--not-${flag}`]) {
      expect(await prep(['list', name, wrong], sampleWorld())).toEqual({
        code: 2,
        out: '',
        err: `prep: there is no ${flag} "${wrong}"\nDid you mean "${right}"?\n`,
        frames: [],
        journal: [],
      });
    }
  });

  it.each([['next'], ['due'], ['search', 'x'], ['stats'], ['quiz', '--plain'], ['quiz', '--plain', '--practice']])('is refused by %s %s', async (...command) => {
    const outcome = await prep([...command.filter(Boolean), '--not-theme', 'cachng'], sampleWorld());
    expect(outcome).toMatchObject({ code: 2, out: '', err: 'prep: there is no theme "cachng"\nDid you mean "caching"?\n', journal: [] });
  });

  it('like nothing at all is refused with what there is', async () => {
    expect((await prep(['list', '--kind', 'zzzzzzzz'], sampleWorld())).err).toBe(
      'prep: there is no kind "zzzzzzzz"\nThere are: concept, design, coding, behavioral, leadership.\n',
    );
  });

  it('is shown harmless', async () => {
    const { code, err } = await prep(['list', '--theme', '\u001b]0;pwned\u0007\u202e'], sampleWorld());
    expect(code).toBe(2);
    expect(err).toContain('␛]0;pwned␇<U+202E>');
  });

  it.each([['rate', ['cache-szing', '3']], ['reset', ['cache-szing']], ['hide', ['cache-szing']], ['unhide', ['cache-szing']]])(
    'of an id never writes: %s',
    async (command, args) => {
      expect(await prep([command, ...args], sampleWorld())).toEqual({
        code: 2,
        out: '',
        err: 'prep: there is no question "cache-szing"\nDid you mean "cache-sizing"?\n',
        frames: [],
        journal: [],
      });
    },
  );

  it('among good ones keeps all of them from being written', async () => {
    const world = await practisedWorld();
    for (const command of ['reset', 'hide', 'unhide']) {
      const before = (await prep(['list'], world)).journal;
      const outcome = await prep([command, 'cache-sizing', 'nothing-like-it'], world);
      expect(outcome.code).toBe(2);
      expect(outcome.journal).toEqual(before);
    }
  });
});

describe('the beginning of an id', () => {
  it('reads when it is unique', async () => {
    const world = await practisedWorld();
    expect(idsIn((await prep(['show', 'cache-s', 'rate', '--json'], world)).out)).toEqual(['cache-sizing', 'rate-limiter']);
    expect(JSON.parse((await prep(['history', 'conf', '--json'], world)).out)).toMatchObject({ reviews: [{ question: 'conflict-story' }] });
  });

  it.each([['show'], ['history']])('of several is refused by %s with their names', async (command) => {
    expect(await prep([command, 'cache-'], sampleWorld())).toMatchObject({
      code: 2,
      out: '',
      err: 'prep: several questions begin with "cache-"\nDid you mean "cache-invalidation" or "cache-sizing"?\n',
    });
  });

  it('that is an id itself means that question', async () => {
    const world = sampleWorld();
    await prep(['new', 'Cache', '--theme', 'caching'], world);
    world.env['PREP_CONTENT'] += `:${world.home}/data/content`;
    expect(idsIn((await prep(['show', 'cache', '--json'], world)).out)).toEqual(['cache']);
  });

  it.each([['rate', ['conf', '3']], ['reset', ['conf']], ['hide', ['conf']], ['unhide', ['conf']]])('never writes: %s', async (command, args) => {
    const world = await practisedWorld();
    const { journal } = await prep(['list'], world);
    const outcome = await prep([command, ...args], world);
    expect(outcome).toEqual({ code: 2, out: '', err: 'prep: "conf" is only the beginning of an id, and recording needs all of it\nDid you mean "conflict-story"?\n', frames: [], journal });
  });

  it('names at most five of the ids that begin so', async () => {
    const world = sampleWorld();
    const content = join(world.home, 'many');
    writeFiles(content, Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((end) => [`x-${end}.md`, `# What is ${end}?\n\n## Answer\n\nThat.\n`])));
    expect(await prep(['rate', 'x-', '3', '--content', content], world)).toMatchObject({
      code: 2, err: 'prep: "x-" is only the beginning of an id, and recording needs all of it\nDid you mean "x-a", "x-b", "x-c", "x-d" or one of 3 more?\n', journal: [],
    }); // prettier-ignore
  });

  it.each([[''], ['CACHE-SIZING'], ['cache_sizing'], ['__proto__'], ['constructor']])('is nothing where %j is given', async (id) => {
    for (const argv of [['show', id], ['rate', id, '3']]) {
      const outcome = await prep(argv, sampleWorld());
      expect(outcome).toMatchObject({ code: 2, out: '', journal: [] });
      expect(outcome.err).toContain(`there is no question "${id}"`);
    }
  });
});

describe('an old id', () => {
  it('that a file names as its alias reads and writes', async () => {
    const world = sampleWorld();
    await rateAt(world, '2026-11-19T12:00:00Z', 'token-bucket', 2);
    const { out, journal } = await prep(['show', 'token-bucket', '--fields', 'id,confidence'], world);
    expect(JSON.parse(out)).toMatchObject({ questions: [{ id: 'rate-limiter', confidence: 2 }] });
    expect(journal).toMatchObject([{ type: 'review', question: 'rate-limiter' }]);
  });
});
