import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Context, GlobalOptions, Screen } from '../../src/context.ts';
import { Cancelled } from '../../src/errors.ts';
import { connect, type System } from '../../src/io/system.ts';
import { run } from '../../src/main.ts';

/** The world of one test: a home of its own, a clock that stands still, a terminal that is scripted. */
export interface World {
  /** Holds `data/`, `config/` and `cache/`. */
  readonly home: string;
  readonly env: Record<string, string>;
  /** The clock; tests move it. */
  now: Date;
  /** Local time minus UTC, in minutes. */
  offsetMinutes: number;
  /** What `random()` gives. */
  chance: number;
  /** True for a terminal on both ends, false for pipes. */
  terminal: boolean;
  columns: number;
  rows: number;
}

/** Input for one run: keys for a screen, lines for stdin, answers for questions, and what the editor does. */
export interface Script {
  readonly keys?: readonly (string | (() => void))[];
  readonly lines?: readonly string[];
  readonly answers?: readonly string[];
  /** All of stdin, for commands that read it whole. */
  readonly stdin?: string;
  readonly edit?: (path: string, line: number) => void;
}

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** The screen after each key, first the one before any, as text. */
  readonly frames: readonly string[];
  /** The journal's events as they stand in the file. */
  readonly journal: readonly Record<string, unknown>[];
}

export const packageRoot = fileURLToPath(new URL('../..', import.meta.url));

/** A world at noon UTC on 20 November 2026, without color, on a pipe. */
export function newWorld(changes: Partial<World> = {}): World {
  const home = mkdtempSync(join(tmpdir(), 'prep-test-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return {
    home,
    env: {},
    now: new Date('2026-11-20T12:00:00Z'),
    offsetMinutes: 0,
    chance: 7,
    terminal: false,
    columns: 80,
    rows: 24,
    ...changes,
  };
}

/** Runs a command line in a world. Keys, lines and answers that nobody asks for, and questions nobody scripted, fail. */
export async function prep(argv: readonly string[], world: World, script: Script = {}): Promise<Outcome> {
  const out: string[] = [];
  const err: string[] = [];
  const frames: string[] = [];
  const left = { keys: [...(script.keys ?? [])], lines: [...(script.lines ?? [])], answers: [...(script.answers ?? [])] };
  const connectTo = (globals: GlobalOptions): Context => {
    const ctx = connect(systemOf(world, out, err), globals);
    return {
      ...ctx,
      terminal: {
        ...ctx.terminal, // Its getters are read here: a world does not change its terminal in a run.
        show: async (screen: Screen) => {
          const look = (): void => {
            frames.push(screen.frame({ columns: world.columns, rows: world.rows }).join('\n'));
          };
          for (look(); ; look()) {
            const key = left.keys.shift();
            if (key === undefined) throw new Error(`the screen waits for a key that nobody scripted:\n${frames.at(-1)}`);
            if (typeof key === 'function') key();
            else if (key === 'ctrl-c') throw new Cancelled('Stopped.');
            else if (await screen.press({ name: key })) return;
          }
        },
         
        async *lines() {
          for (let line = left.lines.shift(); line !== undefined; line = left.lines.shift()) yield line;
        },
         
        async ask(question) {
          if (!ctx.terminal.interactive) return null;
          const answer = left.answers.shift();
          if (answer === undefined) throw new Error(`nobody scripted an answer to "${question.message}"`);
          return answer;
        },
        async readAll() {
          if (script.stdin === undefined) throw new Error('nobody scripted stdin');
          return script.stdin;
        },
        async edit(path, line) {
          if (!script.edit) throw new Error(`nobody scripted an editor for ${path}`);
          script.edit(path, line);
        },
      },
    };
  };
  const code = await run(argv, connectTo);
  for (const [what, rest] of Object.entries(left)) {
    if (rest.length > 0 && what !== 'lines') throw new Error(`nobody asked for these ${what}: ${rest.join(', ')}\n${frames.at(-1) ?? ''}`);
  }
  return { code, out: out.join(''), err: err.join(''), frames, journal: journalOf(world) };
}

/** The events in the journal file of a world, damaged lines left out. */
export function journalOf(world: World): Record<string, unknown>[] {
  try {
    return readFileSync(journalPath(world), 'utf8')
      .split('\n')
      .filter(Boolean)
      .flatMap((line) => {
        try {
          return [JSON.parse(line.slice(9)) as Record<string, unknown>];
        } catch {
          return [];
        }
      });
  } catch {
    return [];
  }
}

export function journalPath(world: World): string {
  return join(world.home, 'data', 'journal.jsonl');
}

function systemOf(world: World, out: string[], err: string[]): System {
  const stream = (into: string[]): NodeJS.WriteStream =>
    ({
      write: (text: string) => into.push(text) > 0,
      on: () => undefined,
      isTTY: world.terminal,
      columns: world.terminal ? world.columns : undefined,
      rows: world.rows,
    }) as unknown as NodeJS.WriteStream;
  return {
    env: {
      PREP_DATA_DIR: join(world.home, 'data'),
      PREP_CONFIG_DIR: join(world.home, 'config'),
      PREP_CACHE_DIR: join(world.home, 'cache'),
      PAGER: '',
      NO_COLOR: '1',
      ...world.env,
    },
    platform: 'linux',
    stdin: { isTTY: world.terminal } as unknown as NodeJS.ReadStream,
    stdout: stream(out),
    stderr: stream(err),
    packageRoot,
    now: () => world.now,
    random: (below) => world.chance % below,
    offsetMinutes: () => world.offsetMinutes,
  };
}
