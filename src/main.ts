import { CommanderError } from 'commander';
import { createCli } from './cli.ts';
import type { Context, GlobalOptions } from './context.ts';
import { visible } from './core/visible.ts';
import { ExitCode, UserError } from './errors.ts';

/** Makes the context of a run once the global flags are known. */
export type Connect = (globals: GlobalOptions) => Context;

/** Runs one command line and gives its exit code. The only place where errors end. */
export async function run(argv: readonly string[], connectTo: Connect): Promise<number> {
  const debug = argv.includes('--debug');
  let ctx = connectTo({});
  const { err } = ctx.terminal; // This one is never quiet: --quiet silences talk, not errors.
  try {
    const cli = createCli(ctx.terminal, () => ctx.version, (globals) => (ctx = connectTo(globals)));
    return await cli.run(argv);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.done : ExitCode.usage;
    if (error instanceof UserError) {
      const lines = [`prep: ${error.message}`, ...(error.hint ? [error.hint] : []), ...(debug ? [error.stack ?? ''] : [])];
      err.write(`${lines.map(visible).join('\n')}\n`);
      return error.exitCode;
    }
    const message = error instanceof Error ? error.message : String(error);
    const detail = debug && error instanceof Error ? `\n${error.stack ?? ''}` : '\nThis is a fault in prep. Run it again with --debug to see where.';
    err.write(`${visible(`prep: ${message}${detail}`)}\n`);
    return ExitCode.failed;
  }
}
