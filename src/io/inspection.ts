import { chmodSync, existsSync, lstatSync, readdirSync, realpathSync, renameSync, statfsSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { Inspection } from '../context.ts';
import { storeError } from './journal-file.ts';

/** What file-sync tools call the second file when two machines changed one: Dropbox, Nextcloud, Syncthing, OneDrive, iCloud, Google Drive. */
const conflicted = /^journal(?:[ _-]\(?.*conflict|\.sync-conflict-|[ _-]conflict| \(\d+\)| \d+\.|-[A-Z0-9-]+\.jsonl$)/i;

/** Folders that tools keep the same on several machines, by a name in the path. */
const syncFolders: readonly (readonly [RegExp, string])[] = [
  [/^Dropbox\b/i, 'Dropbox'],
  [/^OneDrive\b/i, 'OneDrive'],
  [/^(?:Google ?Drive|GoogleDrive-.*|My Drive)$/i, 'Google Drive'],
  [/^(?:Mobile Documents|iCloud ?Drive|com~apple~CloudDocs)$/i, 'iCloud Drive'],
  [/^Nextcloud\b/i, 'Nextcloud'],
  [/^ownCloud\b/i, 'ownCloud'],
  [/^(?:pCloud ?Drive|MEGA|Syncthing|Sync|Box(?: Sync)?|CloudStorage)$/i, 'a sync tool'],
];

/** File system types of statfs(2), Linux, that lie on another machine. */
const networkTypes: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
  [0x5346414f, 'AFS'],
  [0x73757245, 'Coda'],
]);

/** Looks at the data directory from outside: modes, places, and files that other tools left there. */
export function openInspection(options: { readonly folder: () => string; readonly platform: NodeJS.Platform }): Inspection {
  const { folder } = options;
  const names = (path: string): string[] => (existsSync(path) ? readdirSync(path).sort() : []);
  const looking = <T>(look: () => T): T => {
    try {
      return look();
    } catch (error) {
      throw storeError('read', folder(), error, 'your data directory');
    }
  };
  return {
    get folder() {
      return folder();
    },
    widePermissions() {
      if (options.platform === 'win32') return [];
      const backups = join(folder(), 'backups');
      const paths = (): string[] => [folder(), ...names(folder()).map((name) => join(folder(), name)), ...names(backups).map((name) => join(backups, name))];
      return looking(() => paths().flatMap((path) => {
        if (!existsSync(path)) return [];
        const stat = lstatSync(path);
        if (!stat.isFile() && !stat.isDirectory()) return [];
        const mode = stat.mode & 0o777;
        return (mode & 0o077) === 0 ? [] : [{ path, mode }];
      }));
    },
    narrow(path) {
      try {
        chmodSync(path, lstatSync(path).mode & 0o700);
      } catch (error) {
        throw storeError('write', path, error, 'the mode of a file');
      }
    },
    conflictedCopies: () =>
      looking(() => names(folder()))
        .filter((name) => name.endsWith('.jsonl') && conflicted.test(name))
        .map((name) => join(folder(), name)),
    setAside(path) {
      let target = join(folder(), 'backups', basename(path));
      while (existsSync(target)) target = `${target}.kept`;
      try {
        renameSync(path, target);
      } catch (error) {
        throw storeError('write', target, error, 'a copy');
      }
    },
    place: () => placeOf(folder()),
  };
}

/** Where a folder lies, when that is a place where several machines write: for a sentence. Null for an ordinary place. */
function placeOf(folder: string): string | null {
  try {
    let path = folder;
    while (!existsSync(path) && dirname(path) !== path) path = dirname(path);
    const real = realpathSync(path);
    const parts = `${real}${folder.slice(path.length)}`.split(sep);
    for (const part of parts) {
      const tool = syncFolders.find(([form]) => form.test(part))?.[1];
      if (tool !== undefined) return `in a folder that ${tool} keeps in step`;
    }
    for (let above = real; dirname(above) !== above; above = dirname(above)) if (existsSync(join(above, '.stfolder'))) return 'in a folder that Syncthing keeps in step';
    const network = networkTypes.get(statfsSync(real).type);
    return network === undefined ? null : `on a network drive (${network})`;
  } catch {
    return null;
  }
}
