import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prep } from '../helpers/world.ts';
import { idsIn, json, practisedWorld, rateAt, sampleWorld, writeFiles } from './fixture.ts';

const defaults = 'color\tauto\ncontent\t\ncount\t10\ndayStartHour\t4\norder\tsmart\nretention\t0.9\ntimer\ttrue\n';

describe('config', () => {
  it('is lined up on a terminal, and never wider than it', async () => {
    const world = sampleWorld({ terminal: true });
    await prep(['config', 'set', 'count', '3'], world);
    const { out } = await prep(['config', '--show-origin'], world);
    expect(out.replaceAll(world.home, '~')).toBe(
      [
        'color         auto   default',
        'content       none   default',
        'count         3      ~/config/config.json',
        'dayStartHour  4      default',
        'order         smart  default',
        'retention     0.9    default',
        'timer         true   default',
        '',
      ].join('\n'),
    );
    expect((await prep(['config'], { ...world, columns: 20 })).out.split('\n').filter((line) => line.length > 20)).toEqual([]);
    expect((await prep(['config'], { ...world, terminal: false })).out).toBe(defaults.replace('10', '3'));
    expect(json((await prep(['config', '--json'], world)).out)).toEqual(json((await prep(['config', 'list', '--json'], world)).out));
  });

  it('lists, sets, gets, unsets, and says where', async () => {
    const world = sampleWorld();
    const path = join(world.home, 'config', 'config.json');
    expect(await prep(['config', 'list'], world)).toMatchObject({ code: 0, out: defaults, err: '' });
    expect(await prep(['config', 'path'], world)).toMatchObject({ code: 0, out: `${path}\n` });
    expect(await prep(['config', 'set', 'count', '3'], world)).toEqual({
      code: 0, out: '', err: `Set: count = 3 in ${path}. prep config unset count takes it back.\n`, frames: [], journal: [],
    }); // prettier-ignore
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ count: 3 });
    expect(await prep(['config', 'get', 'count'], world)).toMatchObject({ code: 0, out: '3\n', err: '' });
    expect((await prep(['config', 'list', '--show-origin'], world)).out).toContain(`count\t3\t${path}\ndayStartHour\t4\tdefault\n`);
    expect(json((await prep(['config', 'list', '--json'], world)).out)['settings']).toContainEqual({ key: 'count', value: 3, origin: path });
    expect((await prep(['config', 'unset', 'count'], world)).err).toBe('Unset: count is 10 again.\n');
    expect((await prep(['config', 'list'], world)).out).toBe(defaults);
  });

  it.each([
    ['count', '0'], ['count', '1.5'], ['count', 'many'], ['count', ''], ['dayStartHour', '24'], ['dayStartHour', '-1'], ['retention', '1'], ['retention', '0.5'],
    ['retention', '90%'], ['order', 'smrt'], ['color', 'yes'], ['timer', '1'],
  ])('refuses %s = %j with what fits', async (key, value) => {
    const world = sampleWorld();
    const { code, err } = await prep(['config', 'set', key, '--', value], world);
    expect(code).toBe(2);
    expect(err).toMatch(new RegExp(`^prep: "${value}" does not fit the setting ${key}\nIt takes .+\\.\n$`));
    expect((await prep(['config', 'get', key], world)).out).toBe((await prep(['config', 'get', key], sampleWorld())).out);
  }); // prettier-ignore

  it('count and order are what a quiz uses, and flags win over them', async () => {
    const world = sampleWorld();
    await prep(['config', 'set', 'count', '2'], world);
    await prep(['config', 'set', 'order', 'listed'], world);
    const head = async (...flags: string[]): Promise<string> => (await prep(['quiz', '--plain', ...flags], world, { lines: ['q'] })).out.slice(0, 19);
    expect([await head(), await head('--count', '5')]).toEqual(['Question 1 of 2. Ca', 'Question 1 of 5. Ca']);
    expect((await prep(['quiz', '--plain', '--order', 'weak'], world)).err).toContain('Nothing is weak');
  });

  it('dayStartHour moves the beginning of the day', async () => {
    const world = sampleWorld();
    const due = async (): Promise<unknown> => json((await prep(['show', 'cache-sizing', '--fields', 'due'], world)).out).questions?.[0]?.['due'];
    await rateAt(world, '2026-11-20T02:00:00Z', 'cache-sizing', 1);
    expect(await due()).toBe('2026-11-20');
    await prep(['config', 'set', 'dayStartHour', '0'], world);
    expect(await due()).toBe('2026-11-21');
    await prep(['config', 'set', 'dayStartHour', '2'], world);
    expect(await due()).toBe('2026-11-21');
    await prep(['config', 'set', 'dayStartHour', '3'], world);
    expect(await due()).toBe('2026-11-20');
  });

  it('retention moves what is due, also what was rated before', async () => {
    const world = await practisedWorld();
    const due = async (): Promise<string> => String(json((await prep(['show', 'rate-limiter', '--fields', 'due'], world)).out).questions?.[0]?.['due']);
    const usual = await due();
    await prep(['config', 'set', 'retention', '0.97'], world);
    expect((await due()) < usual).toBe(true);
    await prep(['config', 'set', 'retention', '0.8'], world);
    expect((await due()) > usual).toBe(true);
  });

  it('content is read beside what ships, under the person’s own, and --content replaces all', async () => {
    const world = sampleWorld();
    const sample = world.env['PREP_CONTENT']!;
    delete world.env['PREP_CONTENT'];
    await prep(['config', 'set', 'content', sample], world);
    expect(idsIn((await prep(['list', '--json', '--theme', 'caching', '--theme', 'architecture'], world)).out)).toEqual(expect.arrayContaining(['cache-sizing', 'when-microservices-are-wrong']));
    expect(idsIn((await prep(['list', '--json', '--content', join(sample, 'questions/web')], world)).out)).toEqual(['http-status', 'open-question']);
  });

  it('what is not JSON or does not fit is said, ignored, and never overwritten', async () => {
    const world = sampleWorld();
    const file = join(world.home, 'config/config.json');
    writeFiles('/', { [file]: '{"count": 99999, "order": "listed"}' });
    const wrong = await prep(['config', 'list'], world);
    expect(wrong.out).toContain('count\t10\n');
    expect(wrong.out).toContain('order\tlisted\n');
    expect(wrong.err).toContain('count');
    writeFiles('/', { [file]: '{oops' });
    expect(await prep(['config', 'list'], world)).toMatchObject({ code: 0, out: defaults, err: expect.stringContaining(file) as string });
    expect((await prep(['config', 'set', 'count', '3'], world)).code).toBe(4);
    expect(readFileSync(file, 'utf8')).toBe('{oops');
  });
});
