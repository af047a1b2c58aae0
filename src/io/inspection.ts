import { chmodSync, existsSync, lstatSync, readdirSync, realpathSync, renameSync, statfsSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { Inspection } from '../context.ts';
import { storeError } from './journal-file.ts';

/** What file-sync tools call the second file when two machines changed one: Dropbox, Nextcloud, Syncthing, OneDrive, iCloud, Google Drive. */
const conflicted = /^journal(?:[ _-]\(?.*conflict|\.sync-conflict-|[ _-]conflict| \(\d+\)| \d+\.|-[A-Z0-9-]+\.jsonl$)/i;

/** Folders that tools keep the same on several machines, by a name in the path that their documentation gives. */
const syncFolders: readonly (readonly [RegExp, string])[] = [
  [/^Dropbox\b/i, 'Dropbox'],
  [/^OneDrive\b/i, 'OneDrive'],
  [/^(?:Google ?Drive|GoogleDrive-.*|My Drive|Shared drives)$/i, 'Google Drive'],
  [/^(?:Mobile Documents|iCloud ?Drive|com~apple~CloudDocs)$/i, 'iCloud Drive'],
  [/^Nextcloud\d*\b/i, 'Nextcloud'],
  [/^ownCloud\d*\b/i, 'ownCloud'],
  [/^(?:pCloud ?Drive|MEGA(?:sync)?|Syncthing|Sync|Seafile|Box(?: Sync)?|CloudStorage)$/i, 'a sync tool'],
];

/** Files that tools put at the top of a folder they keep, whatever it is called. */
const syncMarks: readonly (readonly [RegExp, string])[] = [
  [/^\.stfolder$/, 'Syncthing'],
  [/^\.dropbox(?:\.cache)?$/, 'Dropbox'],
  [/^\._?sync_[0-9a-f]+\.db$/, 'Nextcloud or ownCloud'],
];

/** File system types of statfs(2), Linux, that lie on another machine, or may. */
const networkTypes: ReadonlyMap<number, string> = new Map([
  [0x6969, 'a network drive (NFS)'],
  [0x517b, 'a network drive (SMB)'],
  [0xff534d42, 'a network drive (CIFS)'],
  [0xfe534d42, 'a network drive (SMB)'],
  [0x5346414f, 'a network drive (AFS)'],
  [0x73757245, 'a network drive (Coda)'],
  [0x00c36400, 'a network drive (Ceph)'],
  [0x01021997, 'a drive of another system (9P)'],
  [0x65735546, 'a FUSE drive, which may be on another machine'],
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

/** A folder above may be one that this person cannot look into. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
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
    const network = networkTypes.get(statfsSync(real).type);
    if (network !== undefined) return `on ${network}`;
    for (let above = real; dirname(above) !== above; above = dirname(above)) {
      const mark = syncMarks.find(([form]) => namesIn(above).some((name) => form.test(name)));
      if (mark) return `in a folder that ${mark[1]} keeps in step`;
    }
    return null;
  } catch {
    return null;
  }
}
