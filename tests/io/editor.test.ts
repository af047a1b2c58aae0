import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { editFile } from '../../src/io/editor.ts';

/** A folder with an editor in it that writes down its arguments, one a line, and what to edit. */
function desk(name = 'editor', body = ''): { folder: string; editor: string; file: string; seen: () => string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'prep-editor-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const editor = join(folder, name);
  writeFileSync(editor, `#!/bin/sh\nprintf '%s\\n' "$@" > ${folder}/seen\n${body}\n`);
  chmodSync(editor, 0o755);
  const file = join(folder, `it's a "file" $(touch ${'owned'}).md`);
  writeFileSync(file, 'text');
  return { folder, editor, file, seen: () => readFileSync(join(folder, 'seen'), 'utf8').split('\n').slice(0, -1) };
}

const path = { PATH: process.env['PATH'] };

describe('the editor', () => {
  it.each([
    ['PREP_EDITOR over all', (editor: string) => ({ PREP_EDITOR: `${editor} prep`, VISUAL: `${editor} visual`, EDITOR: `${editor} editor` }), 'prep'],
    ['VISUAL over EDITOR', (editor: string) => ({ VISUAL: `${editor} visual`, EDITOR: `${editor} editor` }), 'visual'],
    ['EDITOR', (editor: string) => ({ EDITOR: `${editor} editor` }), 'editor'],
    ['not what is empty', (editor: string) => ({ PREP_EDITOR: '', VISUAL: '', EDITOR: `${editor} editor` }), 'editor'],
  ])('is %s', (_, env, first) => {
    const { editor, file, seen } = desk();
    editFile(file, 1, { ...path, ...env(editor) });
    expect(seen()).toEqual([first, file]);
  });

  it('takes arguments, quoted as in a shell, and the path as one word whatever is in it', () => {
    const { folder, editor, file, seen } = desk();
    editFile(file, 1, { ...path, PREP_EDITOR: `${editor} --wait "two words"` });
    expect(seen()).toEqual(['--wait', 'two words', file]);
    expect(existsSync(join(folder, 'owned'))).toBe(false);
    expect(existsSync('owned')).toBe(false);
  });

  it.each([
    ['vim', 12, ['+12']],
    ['nvim', 12, ['+12']],
    ['nano', 3, ['+3']],
    ['vi', 1, []],
    ['something-else', 12, []],
  ])('opens at the line where it is known to: %s', (name, line, before) => {
    const { editor, file, seen } = desk(name);
    editFile(file, line, { ...path, EDITOR: editor });
    expect(seen()).toEqual([...before, file]);
  });

  it.each([
    ['ends with a code', 'exit 3', 'it ended with 3'],
    ['is killed', 'kill -TERM $$', 'it was ended by SIGTERM'],
  ])('that %s is an error with a way out', (_, body, why) => {
    const { editor, file } = desk('editor', body);
    expect(() => editFile(file, 1, { ...path, EDITOR: `exec ${editor}` })).toThrow(expect.objectContaining({ message: `your editor did not finish: exec ${editor}: ${why}`, hint: 'Set PREP_EDITOR to an editor that runs in a terminal.' }) as Error);
    expect(readFileSync(file, 'utf8')).toBe('text');
  });

  it.each([
    ['PREP_EDITOR', '/no/such/editor --wait', 'was not found'],
    ['EDITOR', 'no-such-editor', 'was not found'],
    ['VISUAL', '/', 'cannot be run'],
  ])('that is not there is said, with the setting that names it: %s=%s', (setting, editor, why) => {
    const { file } = desk();
    const run = (): void => {
      editFile(file, 1, { ...path, [setting]: `exec 2>/dev/null; ${editor}` });
    };
    expect(run).toThrow(UserError);
    expect(run).toThrow(`which ${setting} names, ${why}`);
  });

  it('that nobody set, on a machine without vi, is said as well', () => {
    expect(() => editFile(desk().file, 1, { PATH: '/nowhere' })).toThrow('no editor is set, and "vi" was not found');
  });
});
