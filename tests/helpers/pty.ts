import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { onTestFinished } from 'vitest';
import { packageRoot } from './world.ts';

export interface PtyOptions {
  readonly columns?: number;
  readonly rows?: number;
  /** Laid over an environment that holds nothing of the machine's but PATH. */
  readonly env?: Readonly<Record<string, string>>;
  /** Holds `data/` and `config/`; a new folder unless given. */
  readonly home?: string;
}

/** The built program in a pseudo-terminal of its own. */
export interface Pty {
  readonly home: string;
  readonly pid: number;
  /** Sends keys as a terminal does: `\r` for Enter, `\u0003` for Ctrl-C. */
  type(keys: string): void;
  /** Waits until a text, a pattern or a condition holds on the screen, and gives the screen; fails with the screen after the deadline. */
  see(what: string | RegExp | ((lines: readonly string[]) => boolean), deadlineMs?: number): Promise<readonly string[]>;
  /** The rows of the screen as they are, blanks at their ends cut. */
  screen(): readonly string[];
  /** How many rows of the screen go on with a line that was too long for the one above. */
  wrappedRows(): number;
  /** Everything the program wrote, escapes and all. */
  written(): string;
  resize(columns: number, rows: number): void;
  kill(signal: string): void;
  /** Closes the terminal under the program, as closing a window does. */
  close(): void;
  /** The processes that the program has started and that still run. */
  children(): number[];
  /** Waits until a condition holds. */
  until(holds: () => boolean, what: string, deadlineMs?: number): Promise<void>;
  /** Waits for the end, and gives the exit code or the number of the signal. */
  end(deadlineMs?: number): Promise<{ readonly code: number; readonly signal: number }>;
  /** What a program must leave behind as it found it. */
  modes(): { readonly screen: 'normal' | 'alternate'; readonly cursor: 'shown' | 'hidden'; readonly paste: boolean; readonly mouse: string };
  /** The events of the journal, in the order of the file. */
  journal(): Record<string, unknown>[];
}

/** Keys that have no letter. */
export const keys = { enter: '\r', escape: '\u001b', up: '\u001b[A', down: '\u001b[B', pageDown: '\u001b[6~', end: '\u001b[F', backspace: '\u007f', ctrlC: '\u0003', ctrlZ: '\u001a' } as const;

export const program = join(packageRoot, 'bin', 'prep.js');

/** Runs the built program on a command line. */
export function openPrep(argv: readonly string[], options: PtyOptions = {}): Pty {
  return openPty(process.execPath, [program, ...argv], options);
}

/** An interactive shell with job control in a pseudo-terminal; `$prep` is the built program. */
export function openShell(options: PtyOptions = {}): Pty {
  return openPty('/bin/sh', ['-i'], options);
}

function openPty(file: string, args: readonly string[], { columns = 80, rows = 24, env = {}, home = temporaryHome() }: PtyOptions): Pty {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 200 });
  const child = spawn(file, [...args], {
    name: env['TERM'] ?? 'xterm-256color',
    cols: columns,
    rows,
    cwd: home,
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      PREP_DATA_DIR: join(home, 'data'),
      PREP_CONFIG_DIR: join(home, 'config'),
      PREP_CACHE_DIR: join(home, 'cache'),
      PS1: '$ ',
      prep: `${process.execPath} ${program}`,
      ...env,
    },
  });
  let written = '';
  let ended: { code: number; signal: number } | null = null;
  child.onData((data) => {
    written += data;
    terminal.write(data);
  });
  child.onExit(({ exitCode, signal }) => {
    ended = { code: exitCode, signal: signal ?? 0 };
  });
  onTestFinished(() => {
    if (!ended) child.kill('SIGKILL');
    terminal.dispose();
  });
  const settled = (): Promise<void> => new Promise((resolve) => terminal.write('', resolve));
  const screen = (): string[] => {
    const { active } = terminal.buffer;
    return Array.from({ length: terminal.rows }, (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '');
  };
  const shown = (): string => `\n${screen().map((line) => `  | ${line}`).join('\n')}`;
  const until = async (holds: () => boolean, what: string, deadlineMs = 15_000): Promise<void> => {
    for (const end = performance.now() + deadlineMs; !holds(); await pause(10)) {
      if (performance.now() > end) throw new Error(`never came true: ${what}:${shown()}`);
    }
  };
  return {
    home,
    pid: child.pid,
    type: (text) => child.write(text),
    async see(what, deadlineMs = 15_000) {
      const holds = (lines: readonly string[]): boolean =>
        typeof what === 'function' ? what(lines) : typeof what === 'string' ? lines.join('\n').includes(what) : what.test(lines.join('\n'));
      for (const until = performance.now() + deadlineMs; ; ) {
        await settled();
        const lines = screen();
        if (holds(lines)) return lines;
        if (performance.now() > until) throw new Error(`${String(what)} did not appear${ended ? ' and the program has ended' : ''}:${shown()}`);
        await pause(10);
      }
    },
    screen,
    wrappedRows: () => Array.from({ length: terminal.rows }, (_, row) => terminal.buffer.active.getLine(terminal.buffer.active.baseY + row)?.isWrapped === true).filter(Boolean).length,
    written: () => written,
    resize(newColumns, newRows) {
      terminal.resize(newColumns, newRows);
      child.resize(newColumns, newRows);
    },
    kill: (signal) => child.kill(signal),
    close: () => (child as unknown as { destroy(): void }).destroy(),
    children: () => spawnSync('pgrep', ['-P', String(child.pid)], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean).map(Number),
    until,
    async end(deadlineMs) {
      await until(() => ended !== null, 'the program ended', deadlineMs);
      await settled();
      return ended!;
    },
    modes: () => ({
      screen: terminal.buffer.active.type,
      cursor: written.lastIndexOf('\u001b[?25l') > written.lastIndexOf('\u001b[?25h') ? 'hidden' : 'shown',
      paste: terminal.modes.bracketedPasteMode,
      mouse: terminal.modes.mouseTrackingMode,
    }),
    journal: () =>
      readFileSync(join(home, 'data', 'journal.jsonl'), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line.slice(9)) as Record<string, unknown>),
  };
}

function temporaryHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'prep-pty-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}
