/** Exit codes of every command; the table stands in the README. */
export const ExitCode = {
  done: 0,
  failed: 1,
  usage: 2,
  problems: 3,
  store: 4,
  newerStore: 5,
  interrupted: 130,
} as const;

/**
 * A failure the person can act on. `message` says what is wrong, where, and what was expected; `hint` is the last
 * line and says how to fix it.
 */
export class UserError extends Error {
  readonly exitCode: number;
  readonly hint: string | undefined;

  constructor(message: string, options: { exitCode?: number; hint?: string | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'UserError';
    this.exitCode = options.exitCode ?? ExitCode.failed;
    this.hint = options.hint;
  }
}

/** The command line asks for something that does not exist or does not fit together: exit 2. */
export class UsageError extends UserError {
  constructor(message: string, hint?: string) {
    super(message, { exitCode: ExitCode.usage, hint });
    this.name = 'UsageError';
  }
}

/** The store cannot be read or written: exit 4, or 5 when a newer prep wrote it. */
export class StoreError extends UserError {
  constructor(message: string, options: { hint?: string; newer?: boolean; cause?: unknown } = {}) {
    super(message, {
      exitCode: options.newer ? ExitCode.newerStore : ExitCode.store,
      hint: options.hint,
      cause: options.cause,
    });
    this.name = 'StoreError';
  }
}

/** The person pressed Ctrl-C; what was rated is already on disk. */
export class Cancelled extends UserError {
  constructor(message: string) {
    super(message, { exitCode: ExitCode.interrupted });
    this.name = 'Cancelled';
  }
}
