import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openInspection } from '../../src/io/inspection.ts';
import { packageRoot } from '../helpers/world.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'prep-place-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const placeOf = (folder: string): string | null => openInspection({ folder: () => folder, platform: 'linux' }).place();

describe('a place where several machines write', () => {
  it.each([
    ['Dropbox/prep', 'Dropbox'],
    ['Dropbox (Personal)/x/prep', 'Dropbox'],
    ['OneDrive - Company/prep', 'OneDrive'],
    ['Library/CloudStorage/OneDrive-Personal/prep', 'a sync tool'],
    ['Library/Mobile Documents/com~apple~CloudDocs/prep', 'iCloud Drive'],
    ['Google Drive/prep', 'Google Drive'],
    ['My Drive/prep', 'Google Drive'],
    ['Nextcloud/prep', 'Nextcloud'],
    ['Nextcloud2/prep', 'Nextcloud'],
    ['ownCloud/prep', 'ownCloud'],
    ['Sync/prep', 'a sync tool'],
    ['MEGA/prep', 'a sync tool'],
  ])('is known by its name, before and after it is made: %s', (path, tool) => {
    const folder = join(temporaryFolder(), path);
    expect(placeOf(folder)).toBe(`in a folder that ${tool} keeps in step`);
    mkdirSync(folder, { recursive: true });
    expect(placeOf(folder)).toBe(`in a folder that ${tool} keeps in step`);
  });

  it.each([
    ['.stfolder', 'Syncthing'],
    ['.dropbox', 'Dropbox'],
    ['.sync_0a1b2c3d4e5f.db', 'Nextcloud or ownCloud'],
    ['._sync_0a1b2c3d4e5f.db', 'Nextcloud or ownCloud'],
  ])('is known by what a tool leaves at its top, also through a link: %s', (mark, tool) => {
    const home = temporaryFolder();
    mkdirSync(join(home, 'documents', 'deep', 'prep'), { recursive: true });
    writeFileSync(join(home, 'documents', mark), '');
    symlinkSync(join(home, 'documents', 'deep'), join(home, 'link'));
    for (const folder of ['documents/deep/prep', 'link/prep', 'documents/new/prep']) expect(placeOf(join(home, folder))).toBe(`in a folder that ${tool} keeps in step`);
  });

  it.each(['prep', 'dropbox-notes/prep'.replace('dropbox', 'drop-box'), 'synchronized/prep', 'my driver/prep', 'boxes/prep', 'nextcloudish/prep'])('is not any other: %s', (path) => {
    expect(placeOf(join(temporaryFolder(), path))).toBeNull();
  });

  it.each<[string, number, string | null]>([
    ['NFS', 0x6969, 'on a network drive (NFS)'],
    ['CIFS', 0xff534d42, 'on a network drive (CIFS)'],
    ['SMB', 0xfe534d42, 'on a network drive (SMB)'],
    ['9P', 0x01021997, 'on a drive of another system (9P)'],
    ['FUSE', 0x65735546, 'on a FUSE drive, which may be on another machine'],
    ['ext4', 0xef53, null],
  ])('is warned of once, when the journal is begun there: %s', (_, type, place) => {
    const home = temporaryFolder();
    writeFileSync(join(home, 'one.md'), '# What is one?\n\n## Answer\n\nOne.\n');
    const drive = `data:text/javascript,${encodeURIComponent(`import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module'; fs.statfsSync = () => ({ type: ${type} }); syncBuiltinESMExports();`)}`;
    const env = { PATH: process.env['PATH'], HOME: home, PREP_DATA_DIR: join(home, 'prep'), PREP_CONFIG_DIR: home, PREP_CONTENT: join(home, 'one.md') };
    const rate = (): string => spawnSync(process.execPath, ['--import', drive, join(packageRoot, 'bin', 'prep.js'), 'quiz', '--plain'], { input: '\n3\n', env, encoding: 'utf8' }).stderr;
    const said = rate();
    if (place === null) expect(said).not.toContain('your journal lies');
    else expect(said).toContain(`prep: your journal lies ${place}: ${join(home, 'prep', 'journal.jsonl')}.`);
    expect(rate()).not.toContain('your journal lies');
  });
});
