import { spawnSync } from 'node:child_process';
import { UserError } from '../errors.ts';

/**
 * Opens a file in `PREP_EDITOR`, `VISUAL` or `EDITOR` (arguments allowed), else `vi`, and waits for it to end. The
 * command line is the person's own, so it goes through their shell; the path does not.
 */
export function editFile(path: string, line: number, env: NodeJS.ProcessEnv): void {
  const setting = ['PREP_EDITOR', 'VISUAL', 'EDITOR'].find((name) => env[name]);
  const editor = (setting && env[setting]) || (process.platform === 'win32' ? 'notepad' : 'vi');
  const jump = /(?:^|[\\/])(?:n?vim?|nano|emacs(?:client)?|micro|kak)(?:\s|$)/.test(editor) && line > 1 ? [`+${line}`] : [];
  const done =
    process.platform === 'win32'
      ? spawnSync(editor, [`"${path}"`], { stdio: 'inherit', shell: true, env })
      : spawnSync('/bin/sh', ['-c', `${editor} "$@"`, 'editor', ...jump, path], { stdio: 'inherit', env });
  // What a POSIX shell answers for a command that is not there, or that may not be run.
  if (done.status === 127 || done.status === 126) {
    const why = done.status === 127 ? 'was not found' : 'cannot be run';
    const named = setting === undefined ? `no editor is set, and "${editor}" ${why}` : `the editor "${editor}", which ${setting} names, ${why}`;
    throw new UserError(named, { hint: 'Set PREP_EDITOR to an editor that runs in a terminal, such as nano.' });
  }
  if (done.error || done.status !== 0) {
    const why = done.error ? done.error.message : done.signal ? `it was ended by ${done.signal}` : `it ended with ${done.status}`;
    throw new UserError(`your editor did not finish: ${editor}: ${why}`, { hint: 'Set PREP_EDITOR to an editor that runs in a terminal.' });
  }
}
