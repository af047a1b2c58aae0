import { readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ReadFile } from '../core/corpus.ts';
import { fingerprint } from '../core/hash.ts';
import { readCompiled, writeCompiled, type Compiled } from './compiled.ts';
import type { Found, Root } from './content.ts';

/** What was read of people's own files, kept so that only what changed is read again. Safe to delete, and to do without. */
export interface KeptReadings {
  /** What the files of a root hold; `textOf` reads one, null where it cannot be read. */
  of(root: Root, found: readonly Found[], textOf: (file: Found) => string | null): Promise<readonly Omit<ReadFile, 'origin'>[]>;
}

export interface KeptReadingsOptions {
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
      const bytes = found.reduce((sum, { size }) => sum + size, 0);
      const index = bytes < worthKeeping ? null : indexOf(root, cacheFolder, packageRoot);
      const kept = index && readCompiled(index.folder, index.name, index.key, lexed);
      const start = Date.now();
      const stamps = found.map(({ shown, stamp, changed }) => `${shown} ${stamp}${start - changed < youngMs ? young : ''}`);
      const signature = stamps.join('\n');
      if (kept && kept.signature === signature && !signature.includes(`${young}\n`) && !isYoung(signature)) return kept.files;

      const before = new Set(kept?.signature.split('\n'));
      const readings = kept?.byPath();
      const { readContent } = await import('../core/content-file.ts');
      const files: Compiled[] = [];
      const read: string[] = [];
      let told = start;
      for (const [at, file] of found.entries()) {
        if (Date.now() - told >= 1_000) progress(at, (told = Date.now()) && found.length);
        const about = { path: file.shown, place: file.place, optional: file.aboutFolder };
        const stamp = stamps[at] ?? '';
        if (before.has(stamp) && !isYoung(stamp)) {
          read.push(stamp);
          files.push(readings?.get(file.shown) ?? { ...about, reading: nothing });
          continue;
        }
        const text = textOf(file);
        if (text === null) continue; // And again each time, so that it is said each time.
        read.push(stamp);
        files.push({ ...about, reading: readContent({ ...about, text }) });
      }
      if (index && kept?.signature !== read.join('\n')) {
        try {
          writeCompiled(index.folder, index.name, { key: index.key, signature: read.join('\n'), files, unique: `${process.pid.toString(36)}-${start.toString(36)}`, lex: () => [] });
          forgetOld(index.folder, start);
        } catch {
          // A cache that cannot be written is done without.
        }
      }
      return files;
    },
  };
}

/** Removes what was kept of folders and documents that have not changed for so long that they are probably gone. */
function forgetOld(folder: string, now: number): void {
  for (const name of readdirSync(folder).filter((each) => each.startsWith('content-'))) {
    const path = join(folder, name);
    if (now - statSync(path).mtimeMs > 90 * 24 * 3_600_000) rmSync(path, { force: true });
  }
}

const nothing = { questions: [], themes: [], personas: [], problems: [] };

/** Where the index of a root lies, and what makes it void: another root of this name, another build of prep. */
function indexOf(root: Root, cacheFolder: () => string, packageRoot: string): { folder: string; name: string; key: string } | null {
  try {
    const { mtimeMs, size } = statSync(join(packageRoot, 'dist', 'main.js'));
    const place = `${resolve(root.path)} ${root.shown}`;
    return { folder: cacheFolder(), name: `content-${fingerprint(place)}`, key: `${place} ${mtimeMs} ${size}` };
  } catch {
    return null;
  }
}

/**
 * A file younger than this may still change without its size and times changing, because some file systems count in steps
 * of two seconds: it is read each time.
 */
const youngMs = 2_000;
const young = ' young';

function isYoung(stamp: string): boolean {
  return stamp.endsWith(young);
}
