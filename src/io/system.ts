import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Context, GlobalOptions } from '../context.ts';
import { dayOf } from '../core/day.ts';
import { createScheduler } from '../core/schedule.ts';
import { visible } from '../core/visible.ts';
import { UsageError } from '../errors.ts';
import { openBackups } from './backups.ts';
import { openContent } from './content.ts';
import { openDescriptor, type OutStream } from './descriptor.ts';
import { foldersOf } from './folders.ts';
import { openInspection } from './inspection.ts';
import { openJournal } from './journal.ts';
import { openSettings } from './settings.ts';
import { openTerminal } from './terminal.ts';

/** What a process gives the program; the tests give their own. */
export interface System {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: OutStream;
  readonly stderr: OutStream;
  readonly packageRoot: string;
  now(): Date;
  random(below: number): number;
  /** Local time minus UTC at an instant, in minutes. */
  offsetMinutes(at: Date): number;
}

/** The process this program runs in. */
export function processSystem(packageUrl: string): System {
  let stdout: OutStream | null = null;
  let stderr: OutStream | null = null;
  return {
    env: process.env,
    platform: process.platform,
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return (stdout ??= openDescriptor(1) ?? process.stdout);
    },
    get stderr() {
      return (stderr ??= openDescriptor(2) ?? process.stderr);
    },
    packageRoot: fileURLToPath(packageUrl),
    now: () => new Date(),
    random: (below) => randomInt(below),
    offsetMinutes: (at) => -at.getTimezoneOffset(),
  };
}

/** The real context over a system. Nothing is opened here: each part reads when it is first asked. */
export function connect(system: System, globals: GlobalOptions): Context {
  const { env } = system;
  const folders = foldersOf(env, system.platform);
  let version: string | null = null;
  const readVersion = (): string => {
    version ??= (JSON.parse(readFileSync(join(system.packageRoot, 'package.json'), 'utf8')) as { version: string }).version;
    return version;
  };
  const warn = (text: string): void => {
    terminal.err.write(`prep: ${visible(text)}\n`);
  };
  const settings = openSettings(() => folders.config, warn);
  const terminal = openTerminal({
    env,
    streams: system,
    color: () => colorChoice(globals.color) ?? settings.values.color,
    input: globals.input !== false,
    quiet: globals.quiet === true,
  });
  const practiceDay = (at: Date): number => dayOf(at.getTime(), system.offsetMinutes(at), settings.values.dayStartHour);
  const today = (): number => practiceDay(system.now());
  let scheduler: ReturnType<typeof createScheduler> | null = null;
  const inspection = openInspection({ folder: () => folders.data, platform: system.platform });
  const journal = openJournal({
    folder: () => folders.data,
    place: () => inspection.place(),
    backups: () => backups,
    now: () => system.now(),
    offsetMinutes: (at) => system.offsetMinutes(at),
    today,
    rules: () => ({
      scheduler: (scheduler ??= createScheduler(settings.values.retention)),
      dayStartHour: settings.values.dayStartHour,
    }),
    get version() {
      return readVersion();
    },
    warn,
  });
  const backups = openBackups({ folder: () => folders.data, now: () => system.now(), dayOf: practiceDay });
  const fromEnvironment = env['PREP_CONTENT']?.split(delimiter).filter(Boolean) ?? [];
  const content = openContent({
    packageRoot: system.packageRoot,
    ownFolder: () => join(folders.data, 'content'),
    given: globals.content && globals.content.length > 0 ? globals.content : fromEnvironment.length > 0 ? fromEnvironment : null,
    configured: () => settings.values.content,
    cacheFolder: () => folders.cache,
    warn,
    progress: (done, total) => {
      if (terminal.err.isTerminal) terminal.err.write(`reading: ${done} of ${total} files\n`);
    },
  });
  return {
    get version() {
      return readVersion();
    },
    terminal,
    content,
    journal,
    backups,
    inspection,
    settings,
    now: () => system.now(),
    today,
    random: (below) => system.random(below),
  };
}

function colorChoice(given: string | undefined): 'auto' | 'always' | 'never' | null {
  if (given === undefined) return null;
  if (given === 'auto' || given === 'always' || given === 'never') return given;
  throw new UsageError(`"${given}" does not fit --color`, 'It takes auto, always or never.');
}
