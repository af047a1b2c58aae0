import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Setting, Settings, SettingValues } from '../context.ts';
import { nearest } from '../core/nearest.ts';
import { orders } from '../core/select.ts';
import { StoreError, UsageError } from '../errors.ts';
import { makeFolder } from './file.ts';
import { exclusively } from './lock.ts';

/** How one setting is read from a text; `expects` says in words what fits. */
interface SettingRule {
  readonly initial: Setting['value'];
  readonly expects: string;
  parse(text: string): Setting['value'] | undefined;
  fits(value: unknown): boolean;
}

const wholeNumber = (initial: number, least: number, most: number): SettingRule => ({
  initial,
  expects: `a whole number from ${least} to ${most}`,
  parse: (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined),
  fits: (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
});

const oneOf = (initial: string, words: readonly string[]): SettingRule => ({
  initial,
  expects: `one of ${words.join(', ')}`,
  parse: (text) => text,
  fits: (value) => words.includes(value as string),
});

const rules: Record<keyof SettingValues, SettingRule> = {
  color: oneOf('auto', ['auto', 'always', 'never']),
  content: {
    initial: [],
    expects: 'paths of folders or files, separated by commas',
    parse: (text) => text.split(',').map((path) => path.trim()).filter(Boolean).map((path) => resolve(path)),
    fits: (value) => Array.isArray(value) && value.every((path) => typeof path === 'string' && path !== ''),
  },
  count: wholeNumber(10, 1, 1000),
  dayStartHour: wholeNumber(4, 0, 23),
  order: oneOf('smart', orders),
  retention: {
    initial: 0.9,
    expects: 'a number from 0.7 to 0.97',
    parse: (text) => (/^0?\.\d+$/.test(text) ? Number(text) : undefined),
    fits: (value) => typeof value === 'number' && value >= 0.7 && value <= 0.97,
  },
  timer: {
    initial: true,
    expects: 'true or false',
    parse: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
    fits: (value) => typeof value === 'boolean',
  },
};

const keys = Object.keys(rules) as (keyof SettingValues)[];

/** The settings file, read without conf (it is plain JSON) and written through it. Nothing is read before it is asked for. */
export function openSettings(folder: () => string, warn: (text: string) => void): Settings {
  const path = (): string => join(folder(), 'config.json');
  let stored: ReadonlyMap<string, unknown> | null = null;
  const read = (): ReadonlyMap<string, unknown> => {
    if (stored) return stored;
    const file = pathIfAny(path);
    const { values, faults } = file === null ? { values: new Map<string, unknown>(), faults: [] } : parseSettings(readText(file), file);
    for (const fault of faults) warn(fault);
    return (stored = values);
  };
  const setting = (key: keyof SettingValues): Setting => {
    const value = read().get(key);
    return value === undefined ? { key, value: rules[key].initial, origin: 'default' } : { key, value: value as Setting['value'], origin: path() };
  };
  const known = (key: string): keyof SettingValues => {
    const found = keys.find((name) => name === key);
    if (found) return found;
    const guess = nearest(key, keys);
    throw new UsageError(`there is no setting "${key}"`, guess ? `Did you mean "${guess}"?` : `Settings: ${keys.join(', ')}.`);
  };
  const write = async (key: keyof SettingValues, value: Setting['value'] | undefined): Promise<void> => {
    await change(folder(), path(), (store) => {
      const next = { ...store };
      if (value === undefined) delete next[key];
      else next[key] = value;
      return next;
    });
    stored = null;
  };
  return {
    get path() {
      return path();
    },
    get values() {
      return Object.fromEntries(keys.map((key) => [key, setting(key).value])) as unknown as SettingValues;
    },
    list: () => keys.map(setting),
    async set(key, text) {
      const name = known(key);
      const value = rules[name].parse(text);
      if (value === undefined || !rules[name].fits(value)) throw new UsageError(`"${text}" does not fit the setting ${name}`, `It takes ${rules[name].expects}.`);
      await write(name, value);
      return setting(name);
    },
    async unset(key) {
      const name = known(key);
      await write(name, undefined);
      return setting(name);
    },
  };
}

/** Without a home there are no settings, and what needs none goes on with the defaults. */
function pathIfAny(path: () => string): string | null {
  try {
    return path();
  } catch (error) {
    if (error instanceof StoreError) return null;
    throw error;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return '{}';
    throw new StoreError(`your settings cannot be read: ${path}`, { hint: 'Make the file readable, or set PREP_CONFIG_DIR.', cause: error });
  }
}

/** The settings that fit; what does not is left in the file, ignored, and said. */
function parseSettings(text: string, path: string): { values: Map<string, unknown>; faults: string[] } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { values: new Map(), faults: [`your settings are not JSON and are ignored: ${path}`] };
  }
  const values = new Map<string, unknown>();
  const faults: string[] = [];
  if (!isObject(parsed)) return { values, faults: [`your settings are not an object and are ignored: ${path}`] };
  for (const [key, value] of Object.entries(parsed)) {
    const name = keys.find((known) => known === key);
    if (!name) continue;
    if (rules[name].fits(value)) values.set(key, value);
    else faults.push(`the setting ${key} in ${path} is ignored: it takes ${rules[name].expects}`);
  }
  return { values, faults };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads the settings, changes and writes them; conf alone would let two processes write over each other. */
async function change(folder: string, path: string, changed: (store: Record<string, unknown>) => Record<string, unknown>): Promise<void> {
  const { default: Conf } = await import('conf');
  try {
    makeFolder(folder);
    // conf spins for a second on a folder it cannot write.
    accessSync(folder, constants.W_OK);
    exclusively(`${path}.lock`, () => {
      if (existsSync(path) && !isObject(JSON.parse(readFileSync(path, 'utf8')))) throw new SyntaxError('not an object');
      const conf = new Conf<Record<string, unknown>>({
        cwd: folder,
        configName: 'config',
        configFileMode: 0o600,
        accessPropertiesByDotNotation: false,
        clearInvalidConfig: false,
        projectName: 'prep',
      });
      conf.store = changed(conf.store);
    });
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const damaged = error instanceof SyntaxError;
    throw new StoreError(damaged ? `your settings are not a JSON object: ${path}` : `your settings cannot be written: ${path}`, {
      hint: damaged ? 'Mend the file by hand, or delete it; prep does not overwrite what it cannot read.' : 'Make the folder writable, or set PREP_CONFIG_DIR to one that is.',
      cause: error,
    });
  }
}
