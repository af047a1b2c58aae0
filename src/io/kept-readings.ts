import { statSync, type Stats } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ReadFile } from '../core/corpus.ts';
import { fingerprint } from '../core/hash.ts';
import { readCompiled, writeCompiled, type Compiled } from './compiled.ts';
import type { Found, Root } from './content.ts';

/** What was read of people's own files, kept so that only what changed is read again. Safe to delete, and to do without. */
export interface KeptReadings {
  /** What each file of a root holds; `textOf` reads one, null where it cannot be read. */
  of(root: Root, found: readonly Found[], textOf: (file: Found) => string | null): Promise<Omit<ReadFile, 'origin'>[]>;
}

interface KeptReadingsOptions {
  /** Throws where there is no such folder. */
  readonly cacheFolder: () => string;
  readonly packageRoot: string;
  readonly lexed: Map<string, unknown>;
  /** Told how far reading is, once it has taken a second, and every second from then on. */
  readonly progress: (done: number, total: number) => void;
}

/** Fewer bytes than this are parsed in less time than an index takes. */
const worthKeeping = 20_000;

export function keptReadings({ cacheFolder, packageRoot, lexed, progress }: KeptReadingsOptions): KeptReadings {
  return {
    async of(root, found, textOf) {
      const total = found.reduce((sum, { stat }) => sum + stat.size, 0);
      const index = total < worthKeeping ? null : indexOf(root, cacheFolder, packageRoot);
      const kept = index && readCompiled(index.folder, index.name, index.key, lexed);
      const start = Date.now();
      const known = (file: Found, stamp: string | null): Compiled | null => {
        const reading = kept?.get(file.shown);
        return stamp !== null && reading?.stamp === stamp ? reading : null;
      };
      const stamps = found.map(({ stat }) => stampOf(stat, start));
      const readings = found.map((file, at) => known(file, stamps[at] ?? null));
      if (readings.includes(null)) {
        const { readContent } = await import('../core/content-file.ts');
        let told = start;
        for (const [at, file] of found.entries()) {
          if (readings[at]) continue;
          if (Date.now() - told >= 1_000) {
            told = Date.now();
            progress(at, found.length);
          }
          const text = textOf(file);
          if (text === null || (file.aboutFolder && text.trim() === '')) continue;
          const about = { path: file.shown, place: file.place, optional: file.aboutFolder };
          readings[at] = { ...about, stamp: stamps[at] ?? '', reading: readContent({ ...about, text }) };
        }
      }
      const held = readings.filter((reading) => reading !== null);
      const lasting = held.filter(({ stamp }) => stamp !== '');
      if (index && (lasting.length !== (kept?.size ?? 0) || lasting.some(({ path, stamp }) => kept?.get(path)?.stamp !== stamp))) {
        try {
          writeCompiled(index.folder, index.name, { key: index.key, unique: `${process.pid.toString(36)}-${start.toString(36)}`, files: lasting, lex: () => [] });
        } catch {
          // A cache that cannot be written is done without.
        }
      }
      return held;
    },
  };
}

/** Where the index of a root lies, and what makes it void: another root of this name, another build of prep. */
function indexOf(root: Root, cacheFolder: () => string, packageRoot: string): { folder: string; name: string; key: string } | null {
  try {
    const { mtimeMs, size } = statSync(join(packageRoot, 'dist', 'main.js'));
    const key = [resolve(root.path), root.shown, mtimeMs, size].join('\0');
    return { folder: cacheFolder(), name: `content-${fingerprint(`${resolve(root.path)}\0${root.shown}`)}`, key };
  } catch {
    return null;
  }
}

/**
 * What tells a file from what it was: null while it is so young that it could still change without this changing, because
 * some file systems count in steps of two seconds.
 */
function stampOf({ size, mtimeMs, ctimeMs }: Stats, now: number): string | null {
  return now - mtimeMs < 2_000 ? null : [size, mtimeMs, ctimeMs].join(' ');
}
