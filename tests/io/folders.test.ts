import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StoreError } from '../../src/errors.ts';
import { foldersOf } from '../../src/io/folders.ts';

type Row = readonly [what: string, platform: NodeJS.Platform, env: Record<string, string>, data: string, config: string, cache: string];

const rows: readonly Row[] = [
  ['Linux', 'linux', { HOME: '/h' }, '/h/.local/share/prep', '/h/.config/prep', '/h/.cache/prep'],
  ['XDG', 'linux', { HOME: '/h', XDG_DATA_HOME: '/d', XDG_CONFIG_HOME: '/c', XDG_CACHE_HOME: '/k' }, '/d/prep', '/c/prep', '/k/prep'],
  ['a relative XDG value, which is ignored', 'linux', { HOME: '/h', XDG_DATA_HOME: 'd', XDG_CONFIG_HOME: './c', XDG_CACHE_HOME: '' }, '/h/.local/share/prep', '/h/.config/prep', '/h/.cache/prep'],
  ['XDG without a home', 'linux', { HOME: '', XDG_DATA_HOME: '/d', XDG_CONFIG_HOME: '/c', XDG_CACHE_HOME: '/k' }, '/d/prep', '/c/prep', '/k/prep'],
  ['PREP_* over XDG', 'linux', { HOME: '/h', XDG_DATA_HOME: '/d', PREP_DATA_DIR: '/p', PREP_CONFIG_DIR: '/q', PREP_CACHE_DIR: '/r' }, '/p', '/q', '/r'],
  ['PREP_* without a home', 'linux', { HOME: '', PREP_DATA_DIR: '/p', PREP_CONFIG_DIR: '/q', PREP_CACHE_DIR: '/r' }, '/p', '/q', '/r'],
  ['a relative PREP_*', 'linux', { HOME: '/h', PREP_DATA_DIR: 'p', PREP_CONFIG_DIR: './q', PREP_CACHE_DIR: '../r' }, join(process.cwd(), 'p'), join(process.cwd(), 'q'), join(process.cwd(), '../r')],
  ['an empty PREP_*, which is none', 'linux', { HOME: '/h', PREP_DATA_DIR: '', PREP_CONFIG_DIR: '', PREP_CACHE_DIR: '' }, '/h/.local/share/prep', '/h/.config/prep', '/h/.cache/prep'],
  ['macOS, where XDG says nothing', 'darwin', { HOME: '/h', XDG_DATA_HOME: '/d' }, '/h/Library/Application Support/prep', '/h/Library/Preferences/prep', '/h/Library/Caches/prep'],
  ['an unset HOME', 'linux', {}, join(homedir(), '.local/share/prep'), join(homedir(), '.config/prep'), join(homedir(), '.cache/prep')],
];

describe('folders', () => {
  it.each(rows)('of %s', (_, platform, env, data, config, cache) => {
    const folders = foldersOf(env, platform);
    expect({ data: folders.data, config: folders.config, cache: folders.cache }).toEqual({ data, config, cache });
  });

  it('on Windows lie below LOCALAPPDATA', () => {
    const folders = foldersOf({ LOCALAPPDATA: '/local', HOME: '' }, 'win32');
    expect([folders.data, folders.config, folders.cache]).toEqual(['/local/prep/Data', '/local/prep/Config', '/local/prep/Cache']);
  });

  it.each([
    ['empty', '', 'HOME is empty'],
    ['relative', 'here', 'HOME is not an absolute path'],
  ])('are refused where HOME is %s, when they are asked for and not before', (_, home, message) => {
    const folders = foldersOf({ HOME: home }, 'linux');
    expect(() => folders.data).toThrow(StoreError);
    expect(() => folders.config).toThrow(message);
  });
});
