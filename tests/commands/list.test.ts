import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prep } from '../helpers/world.ts';
import { idsIn, json, practisedWorld, sampleWorld, writeFiles } from './fixture.ts';

describe('list', () => {
  it('on a pipe is one record a line, in full, tab separated, in the order of ids', async () => {
    expect((await prep(['list'], await practisedWorld())).out).toBe(
      [
        'cache-invalidation\tcaching\t\t\tHow do you keep a cache and a database in step?',
        'cache-sizing\tcaching\t3\t2026-11-04\tHow large should a cache be?',
        'conflict-story\tbehavioral\t2\t2026-11-22\tTell me about a time you disagreed with your manager.',
        'http-status\tweb\t\t\tWhich status says that the client should wait?',
        'open-question\tweb\t\t\tWhat would you change about our product?',
        'rate-limiter\tcoding\t4\t2026-11-27\tWrite a rate limiter.',
        '',
      ].join('\n'),
    );
  });

  it.each([80, 100])('gives the question more room than its id at %i columns, however long the id, and cuts neither needlessly', async (columns) => {
    const asked = 'Why would anybody give a question a name that is as long as the question itself is?';
    const world = sampleWorld({ terminal: true, columns });
    world.env['PREP_CONTENT'] = writeFiles(join(world.home, 'long'), { 'why-would-anybody-give-a-question-a-name-that-is-as-long.md': `# ${asked}\n\n## Answer\n\nThat.\n`, 'short.md': '# Short?\n\n## Answer\n\nThis.\n' });
    const rows = (await prep(['list'], world)).out.split('\n');
    const [short = '', long = ''] = ['Short', 'Why'].map((word) => rows.find((line) => line.includes(word)));
    expect(short).toMatch(/^ {2}○○○○ - {2}Short\? +short$/);
    const [, question = '', id = ''] = /^ {2}○○○○ - {2}(Why.*…) {2,3}(why.*…)$/.exec(long) ?? [];
    expect(question.length).toBeGreaterThan(columns / 2);
    expect(id.length).toBeGreaterThan(columns / 5);
  });

  it('on a narrow terminal gives question and id a line each', async () => {
    const { out } = await prep(['list', '--theme', 'caching'], await practisedWorld({ terminal: true, columns: 40 }));
    expect(out).toMatchInlineSnapshot(`
      "Caching & Speed  caching · 2
        How do you keep a cache and a databas…
          ○○○○ -  cache-invalidation
        How large should a cache be?
          ●●●○ 3  due  cache-sizing
      "
    `);
  });

  it('on a terminal stands under its themes, with dots, the question cut to width, due day and id', async () => {
    expect((await prep(['list'], await practisedWorld({ terminal: true, columns: 80 }))).out).toMatchInlineSnapshot(`
      "Behavioral  behavioral · 1
        ●●○○ 2  Tell me about a time you disagreed with y…  22 Nov  conflict-story

      Caching & Speed  caching · 2
        ○○○○ -  How do you keep a cache and a database in…          cache-invalidation
        ●●●○ 3  How large should a cache be?                due     cache-sizing

      Coding  coding · 1
        ●●●● 4  Write a rate limiter.                       27 Nov  rate-limiter

      Web  web · 2
        ○○○○ -  Which status says that the client should…           http-status
        ○○○○ -  What would you change about our product?            open-question
      "
    `);
  });

  it.each([20, 40, 250])('never exceeds %i columns', async (columns) => {
    for (const command of [['list'], ['due'], ['search', 'cache'], ['next', '--count', '9'], ['themes'], ['personas'], ['stats'], ['show', 'cache-invalidation', 'http-status'], ['history'], []]) {
      const { code, out } = await prep(command, await practisedWorld({ terminal: true, columns }));
      expect(code).toBe(0);
      expect(out.split('\n').filter((line) => [...line].length > Math.min(columns, 100)), command.join(' ')).toEqual([]);
    }
  });

  it('is ASCII where the locale is', async () => {
    for (const command of [['list'], ['due'], ['search', 'cache'], ['next'], ['themes'], ['personas'], ['stats'], ['show', 'cache-invalidation'], ['history'], ['config', 'list'], []]) {
      const world = await practisedWorld({ terminal: true, columns: 50 });
      world.env['LC_ALL'] = 'C';
       
      expect((await prep(command, world)).out, command.join(' ')).not.toMatch(/[^\u0000-\u007f]/);
    }
  });
});

describe('due', () => {
  it('lists the longest overdue first, as list does', async () => {
    const world = await practisedWorld({ now: new Date('2026-11-25T12:00:00Z') });
    expect((await prep(['due'], world)).out).toBe(
      'cache-sizing\tcaching\t3\t2026-11-04\tHow large should a cache be?\nconflict-story\tbehavioral\t2\t2026-11-22\tTell me about a time you disagreed with your manager.\n',
    );
    world.terminal = true;
    expect((await prep(['due'], world)).out).toBe(
      '●●●○ 3  How large should a cache be?                         due  cache-sizing\n●●○○ 2  Tell me about a time you disagreed with your manag…  due  conflict-story\n',
    );
  });

  it.each([
    [['--total'], '2026-11-25', 0, '2\n', ''],
    [['--total'], '2026-11-03', 0, '0\n', ''],
    [['--total', '--exit-code'], '2026-11-25', 0, '2\n', ''],
    [['--total', '--exit-code'], '2026-11-03', 1, '0\n', ''],
    [['--exit-code', '--quiet'], '2026-11-03', 1, '', ''],
    [['--exit-code'], '2026-11-03', 1, '', 'Nothing is due. prep next says what would help most.\n'],
    [[], '2026-11-03', 0, '', 'Nothing is due. prep next says what would help most.\n'],
    [['--total', '--theme', 'behavioral'], '2026-11-25', 0, '1\n', ''],
  ])('%j on %s exits %i', async (flags, day, code, out, err) => {
    expect(await prep(['due', ...flags], await practisedWorld({ now: new Date(`${day}T12:00:00Z`) }))).toMatchObject({ code, out, err });
  });

  it('begins at four in the morning, local time', async () => {
    const total = async (now: string, offsetMinutes: number): Promise<string> =>
      (await prep(['due', '--total'], await practisedWorld({ now: new Date(now), offsetMinutes }))).out.trim();
    expect([await total('2026-11-22T03:59:59Z', 0), await total('2026-11-22T04:00:00Z', 0)]).toEqual(['1', '2']);
    expect([await total('2026-11-21T22:29:59Z', 330), await total('2026-11-21T22:30:00Z', 330)]).toEqual(['1', '2']);
    expect([await total('2026-11-22T11:59:59Z', -480), await total('2026-11-22T12:00:00Z', -480)]).toEqual(['1', '2']);
  });
});

describe('next', () => {
  it('puts what is due first, then weak, then new, and says why', async () => {
    const { questions } = json((await prep(['next', '--count', '6', '--fields', 'id,reason'], await practisedWorld({ now: new Date('2026-11-21T12:00:00Z') }))).out);
    expect(questions).toEqual([
      { id: 'cache-sizing', reason: 'due since 2026-11-04, solid last time' },
      { id: 'conflict-story', reason: 'shaky last time, due 2026-11-22' },
      { id: 'http-status', reason: 'new, never rated' },
      { id: 'open-question', reason: 'new, never rated' },
      { id: 'cache-invalidation', reason: 'new, never rated' },
      { id: 'rate-limiter', reason: 'certain last time, due 2026-11-27' },
    ]);
  });

  it('says due today, and leaves what was practiced today to the end', async () => {
    const reasons = async (now: string): Promise<unknown> =>
      json((await prep(['next', '--count', '6', '--not-theme', 'web', '--not-theme', 'coding', '--fields', 'reason'], await practisedWorld({ now: new Date(now) }))).out).questions?.map(({ reason }) => reason);
    expect(await reasons('2026-11-22T12:00:00Z')).toEqual(['due since 2026-11-04, solid last time', 'due today, shaky last time', 'new, never rated']);
    expect(await reasons('2026-11-20T12:00:00Z')).toEqual(['due since 2026-11-04, solid last time', 'new, never rated', 'practiced today, shaky last time']);
  });

  it('gives one question, on a pipe and on a terminal', async () => {
    expect((await prep(['next'], await practisedWorld())).out).toBe('cache-sizing\tcaching\tdue since 2026-11-04, solid last time\tHow large should a cache be?\n');
    expect((await prep(['next'], await practisedWorld({ terminal: true }))).out).toBe('cache-sizing  due since 2026-11-04, solid last time\n  How large should a cache be?\n');
  });
});

describe('search', () => {
  it('gives the best first with the line that matches', async () => {
    const { questions } = json((await prep(['search', 'delete', 'key', '--fields', 'id,score,match'], sampleWorld())).out);
    expect(questions).toEqual([{ id: 'cache-invalidation', score: expect.any(Number) as number, match: 'Delete the key after the commit, and give every key an expiry.' }]);
    const scores = json((await prep(['search', 'cache', '--fields', 'score'], sampleWorld())).out).questions?.map(({ score }) => score as number) ?? [];
    expect(scores).toHaveLength(2);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it.each([
    ['in key points', ['stampedes'], ['cache-invalidation']],
    ['in follow-ups', ['outbox'], ['cache-invalidation']],
    ['in pitfalls', ['guessing'], ['cache-sizing']],
    ['in options', ['429'], ['http-status']],
    ['in tags', ['algorithms'], ['rate-limiter']],
    ['in the intent', ['instant'], ['cache-invalidation']],
    ['by the beginning of a word', ['stamp'], ['cache-invalidation']],
    ['with a typing error', ['stampdes'], ['cache-invalidation']],
    ['whatever the case', ['RETRY-AFTER'], ['http-status']],
    ['all words, in any order', ['wait', 'client'], ['http-status']],
    ['only where every word is', ['wait', 'stampedes'], []],
    ['nothing for no word', ['***'], []],
  ])('finds %s', async (_, words, ids) => {
    expect(idsIn((await prep(['search', ...words, '--json'], sampleWorld())).out)).toEqual(ids);
  });

  it('prints question and match, on a pipe and on a terminal', async () => {
    expect((await prep(['search', 'outbox'], sampleWorld())).out).toMatch(/^cache-invalidation\tcaching\t[\d.]+\tHow do you keep a cache and a database in step\?\tAn outbox retries it\.\n$/);
    expect((await prep(['search', 'outbox'], sampleWorld({ terminal: true }))).out).toBe(
      'cache-invalidation  ○○○○ -\n  How do you keep a cache and a database in step?\n  An outbox retries it.\n',
    );
  });
});
