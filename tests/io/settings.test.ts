import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot, prep, type World } from '../helpers/world.ts';
import { smallWorld } from './small-world.ts';

const file = (world: World): string => join(world.home, 'config', 'config.json');
const stored = (world: World): unknown => JSON.parse(readFileSync(file(world), 'utf8'));

function withSettings(text: string, changes: Partial<World> = {}): World {
  const world = smallWorld(changes);
  mkdirSync(join(world.home, 'config'));
  writeFileSync(file(world), text);
  return world;
}

const defaults = { color: 'auto', content: [], count: 10, dayStartHour: 4, order: 'smart', retention: 0.9, timer: true };

describe('a setting', () => {
  it('has its default until it is set', async () => {
    const { out } = await prep(['config', 'list', '--json'], smallWorld());
    expect(JSON.parse(out)).toEqual({ schemaVersion: 1, settings: Object.entries(defaults).map(([key, value]) => ({ key, value, origin: 'default' })) });
  });

  it.each<[string, string, unknown]>([
    ['color', 'always', 'always'],
    ['color', 'never', 'never'],
    ['content', '/a, /b/c ,,', ['/a', '/b/c']],
    ['content', 'questions', [resolve('questions')]],
    ['content', '', []],
    ['count', '1', 1],
    ['count', '1000', 1000],
    ['dayStartHour', '0', 0],
    ['dayStartHour', '23', 23],
    ['order', 'listed', 'listed'],
    ['retention', '0.7', 0.7],
    ['retention', '.97', 0.97],
    ['timer', 'false', false],
  ])('takes what fits: %s = %j', async (key, text, value) => {
    const world = smallWorld();
    const { code, err } = await prep(['config', 'set', key, text], world);
    expect(code).toBe(0);
    expect(err).toContain(`prep config unset ${key} takes it back.`);
    expect(stored(world)).toEqual({ [key]: value });
    const { out } = await prep(['config', 'list', '--json'], world);
    expect((JSON.parse(out) as { settings: unknown[] }).settings).toContainEqual({ key, value, origin: file(world) });
    await prep(['config', 'unset', key], world);
    expect(stored(world)).toEqual({});
    expect((await prep(['config', 'get', key], world)).out).toBe(`${String(defaults[key as keyof typeof defaults])}\n`);
  });

  it.each([
    ['color', 'blue', 'one of auto, always, never'],
    ['count', '0', 'a whole number from 1 to 1000'],
    ['count', '1001', 'a whole number from 1 to 1000'],
    ['count', '1.5', 'a whole number from 1 to 1000'],
    ['count', '1e2', 'a whole number from 1 to 1000'],
    ['count', '', 'a whole number from 1 to 1000'],
    ['dayStartHour', '24', 'a whole number from 0 to 23'],
    ['order', 'Smart', 'one of smart, random, due, weak, listed'],
    ['retention', '0.69', 'a number from 0.7 to 0.97'],
    ['retention', '0.98', 'a number from 0.7 to 0.97'],
    ['retention', '1', 'a number from 0.7 to 0.97'],
    ['retention', 'NaN', 'a number from 0.7 to 0.97'],
    ['timer', 'yes', 'true or false'],
  ])('refuses what does not fit: %s = %j', async (key, text, expects) => {
    const world = smallWorld();
    expect(await prep(['config', 'set', key, text], world)).toMatchObject({
      code: 2,
      out: '',
      err: `prep: "${text}" does not fit the setting ${key}\nIt takes ${expects}.\n`,
    });
    expect(existsSync(file(world))).toBe(false);
  });

  it.each([
    ['get', ['config', 'get', 'retenton'], 'Did you mean "retention"?'],
    ['set', ['config', 'set', 'retenton', '0.9'], 'Did you mean "retention"?'],
    ['unset', ['config', 'unset', 'retenton'], 'Did you mean "retention"?'],
    ['set, for a name every object has', ['config', 'set', 'constructor', '1'], 'Settings: color, content, count, dayStartHour, order, retention, timer.'],
  ])('that does not exist is refused by %s with a suggestion', async (_, argv, hint) => {
    const { code, err } = await prep(argv, smallWorld());
    expect(code).toBe(2);
    expect(err).toContain(hint);
  });

  it('says where it comes from', async () => {
    const world = withSettings('{"count":3}');
    const { out } = await prep(['config', 'list', '--show-origin'], world);
    expect(out.split('\n').filter((line) => /^(?:count|color)\t/.test(line))).toEqual(['color\tauto\tdefault', `count\t3\t${file(world)}`]);
  });

  it('works: the count of a session comes from it, and a flag goes over it', async () => {
    const world = withSettings('{"count":2,"order":"listed"}');
    expect((await prep(['quiz', '--plain'], world, { lines: ['q'] })).out).toContain('Question 1 of 2.');
    expect((await prep(['quiz', '--plain', '--count', '1'], world, { lines: ['q'] })).out).toContain('Question 1 of 1.');
  });
});

describe('the settings file', () => {
  it.each([
    ['cut off', '{"count":', 'are not JSON and are ignored'],
    ['empty', '', 'are not JSON and are ignored'],
    ['an array', '[1,2]', 'are not an object and are ignored'],
    ['null', 'null', 'are not an object and are ignored'],
    ['a word', '"count"', 'are not an object and are ignored'],
  ])('is said, worked around and never written over where it is %s', async (_, text, said) => {
    const world = withSettings(text);
    const listed = await prep(['list'], world);
    expect(listed.code).toBe(0);
    expect(listed.err).toBe(`prep: your settings ${said}: ${file(world)}\n`);
    for (const argv of [['config', 'set', 'count', '3'], ['config', 'unset', 'count']]) {
      const { code, err } = await prep(argv, world);
      expect(code).toBe(4);
      expect(err).toContain(`your settings are not a JSON object: ${file(world)}`);
      expect(readFileSync(file(world), 'utf8')).toBe(text);
    }
  });

  it('has a value that does not fit ignored, said, and kept', async () => {
    const world = withSettings('{"count":"many","retention":0.8,"dayStartHour":99}');
    const { out, err } = await prep(['config', 'get', 'retention'], world);
    expect(out).toBe('0.8\n');
    expect(err).toBe(
      `prep: the setting count in ${file(world)} is ignored: it takes a whole number from 1 to 1000\n` +
        `prep: the setting dayStartHour in ${file(world)} is ignored: it takes a whole number from 0 to 23\n`,
    );
    await prep(['config', 'set', 'timer', 'false'], world);
    expect(stored(world)).toEqual({ count: 'many', retention: 0.8, dayStartHour: 99, timer: false });
  });

  it('keeps keys that this version does not know, dots and all', async () => {
    const world = withSettings('{"of.a.newer.prep":{"deep":[1]},"count":3,"x":null}');
    await prep(['config', 'set', 'count', '5'], world);
    await prep(['config', 'set', 'timer', 'false'], world);
    await prep(['config', 'unset', 'timer'], world);
    expect(stored(world)).toEqual({ 'of.a.newer.prep': { deep: [1] }, count: 5, x: null });
  });

  it('is made with its folder for the person alone', async () => {
    const world = smallWorld();
    const before = process.umask(0);
    try {
      await prep(['config', 'set', 'count', '3'], world);
    } finally {
      process.umask(before);
    }
    expect((statSync(file(world)).mode & 0o777).toString(8)).toBe('600');
    expect((statSync(join(world.home, 'config')).mode & 0o777).toString(8)).toBe('700');
  });

  it('may be a link, as people who keep their settings elsewhere have it', async () => {
    const world = smallWorld();
    mkdirSync(join(world.home, 'config'));
    writeFileSync(join(world.home, 'dotfile.json'), '{"count":3}');
    symlinkSync(join(world.home, 'dotfile.json'), file(world));
    await prep(['config', 'set', 'count', '4'], world);
    expect(JSON.parse(readFileSync(join(world.home, 'dotfile.json'), 'utf8'))).toEqual({ count: 4 });
  });

  it('that is a folder is refused with exit 4', async () => {
    const world = smallWorld();
    mkdirSync(file(world), { recursive: true });
    const { code, err } = await prep(['config', 'list'], world);
    expect(code).toBe(4);
    expect(err).toContain(file(world));
  });

  it('cannot be written where its folder is a file: exit 4, and reading goes on', async () => {
    const world = smallWorld();
    writeFileSync(join(world.home, 'config'), '');
    expect((await prep(['config', 'get', 'count'], world)).out).toBe('10\n');
    expect(await prep(['config', 'set', 'count', '3'], world)).toMatchObject({ code: 4, out: '' });
  });

  it('is where config path says', async () => {
    const world = smallWorld();
    expect((await prep(['config', 'path'], world)).out).toBe(`${file(world)}\n`);
  });
});

it('seven processes that change seven settings at once lose none', { timeout: 60_000 }, async () => {
  const world = smallWorld();
  const changes = { color: 'never', content: '/a', count: '3', dayStartHour: '5', order: 'random', retention: '0.8', timer: 'false' };
  const env = { PATH: process.env['PATH'], HOME: world.home, PREP_CONFIG_DIR: join(world.home, 'config') };
  for (let round = 0; round < 3; round++) {
    rmSync(join(world.home, 'config'), { recursive: true, force: true });
    await Promise.all(Object.entries(changes).map(([key, value]) => new Promise<void>((resolve, reject) => execFile(process.execPath, [join(packageRoot, 'bin', 'prep.js'), 'config', 'set', key, value], { env }, (error) => (error ? reject(error) : resolve())))));
    expect(stored(world)).toEqual({ color: 'never', content: ['/a'], count: 3, dayStartHour: 5, order: 'random', retention: 0.8, timer: false });
  }
});
