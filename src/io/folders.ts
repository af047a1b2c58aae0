import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { StoreError } from '../errors.ts';

/** Where the person's data, settings and throw-away files live. */
export interface Folders {
  readonly data: string;
  readonly config: string;
  readonly cache: string;
}

/**
 * The folders: `PREP_DATA_DIR`, `PREP_CONFIG_DIR`, `PREP_CACHE_DIR`, else the platform's. XDG Base Directory
 * Specification 0.8 on Linux, where a relative value is ignored; Library folders on macOS; LOCALAPPDATA on Windows.
 * Each is looked up when it is asked for, so that a missing home matters only to what needs one.
 */
export function foldersOf(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Folders {
  const home = (): string => {
    // An unset HOME leaves what the system says of the user.
    const found = platform === 'win32' ? homedir() : (env['HOME'] ?? homedir());
    if (!isAbsolute(found)) {
      throw new StoreError(`there is no home directory to keep your ratings in: HOME is ${found === '' ? 'empty' : 'not an absolute path'}`, {
        hint: 'Set HOME, or set PREP_DATA_DIR and PREP_CONFIG_DIR to folders of your choice.',
      });
    }
    return found;
  };
  const pick = (own: string, xdg: string, unix: string[], mac: string[], windows: string): string => {
    if (env[own]) return isAbsolute(env[own]) ? env[own] : join(process.cwd(), env[own]);
    if (platform === 'darwin') return join(home(), 'Library', ...mac, 'prep');
    if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home(), 'AppData', 'Local'), 'prep', windows);
    const base = env[xdg];
    return join(base && isAbsolute(base) ? base : join(home(), ...unix), 'prep');
  };
  return {
    get data() {
      return pick('PREP_DATA_DIR', 'XDG_DATA_HOME', ['.local', 'share'], ['Application Support'], 'Data');
    },
    get config() {
      return pick('PREP_CONFIG_DIR', 'XDG_CONFIG_HOME', ['.config'], ['Preferences'], 'Config');
    },
    get cache() {
      return pick('PREP_CACHE_DIR', 'XDG_CACHE_HOME', ['.cache'], ['Caches'], 'Cache');
    },
  };
}
