import type { Corpus } from './core/corpus.ts';
import type { Day } from './core/day.ts';
import type { JournalEvent, NewEvent } from './core/event.ts';
import type { Progress, StoredEvent } from './core/progress.ts';
import type { Question, QuestionId } from './core/question.ts';
import type { SchedulerRecord } from './core/schedule.ts';

/** The world a command lives in: everything it can see or touch. Built by io/system.ts, faked whole by the tests. */
export interface Context {
  readonly version: string;
  readonly terminal: Terminal;
  readonly content: Content;
  readonly journal: Journal;
  readonly settings: Settings;
  now(): Date;
  /** The practice day it is. */
  today(): Day;
  /** A random integer from 0 to `below` - 1. */
  random(below: number): number;
}

/** Flags that any command takes. */
export interface GlobalOptions {
  readonly content?: readonly string[] | undefined;
  readonly color?: string | undefined;
  readonly input?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly debug?: boolean | undefined;
}

/** One output stream: stdout or stderr. */
export interface Output {
  write(text: string): void;
  /** Columns; 80 where the stream has none. */
  readonly width: number;
  /** chalk's level: 0 none, 1 16 colours, 2 256, 3 true colour. */
  readonly color: 0 | 1 | 2 | 3;
  readonly unicode: boolean;
  readonly isTerminal: boolean;
}

export interface Key {
  /** A printable character, or `enter`, `space`, `escape`, `up`, `down`, `left`, `right`, `pageup`, `pagedown`, `home`, `end`, `backspace`, `tab`. */
  readonly name: string;
}

/** A full-screen program: a picture for every size, and what keys do. */
export interface Screen {
  /** At most `rows` lines, none wider than `columns`. Asked for after each key, each second and each resize. */
  frame(size: { readonly columns: number; readonly rows: number }): readonly string[];
  /** Takes a key; true ends the screen. A promise holds further drawing until it is done. */
  press(key: Key): boolean | Promise<boolean>;
}

/** A question of the program to the person. */
export type Ask =
  | { readonly type: 'text'; readonly message: string }
  | { readonly type: 'choice'; readonly message: string; readonly choices: readonly string[] };

export interface Terminal {
  readonly out: Output;
  readonly err: Output;
  /** True when questions may be asked with keys: both ends are a terminal, and nothing forbids it. */
  readonly interactive: boolean;
  /** True when the plain line mode is asked for by the environment. */
  readonly accessible: boolean;
  /** True when what is typed appears by itself: stdin is a terminal. */
  readonly echoes: boolean;
  /** Shows a screen until it ends. Ctrl-C throws `Cancelled`, with the terminal as it was. */
  show(screen: Screen): Promise<void>;
  /** Asks one question with inquirer; null where nothing may be asked. Ctrl-C throws `Cancelled`. */
  ask(question: Ask): Promise<string | null>;
  /** All of stdin, decoded. */
  readAll(): Promise<string>;
  /** The lines of stdin, one by one; ends at end of input. Ctrl-C throws `Cancelled`. */
  lines(): AsyncIterable<string>;
  /** Prints text through the pager when it does not fit the terminal, else as it is. */
  page(text: string): Promise<void>;
  /** Opens a file in the person's editor and waits. Throws `UserError` when the editor cannot be run or fails. */
  edit(path: string, line: number): Promise<void>;
}

/** Where content comes from and where the person's own goes. */
export interface Content {
  /** Loads once; later calls give the same corpus until `reload`. */
  corpus(): Promise<Corpus>;
  /** Reads everything again: a file was edited. */
  reload(): Promise<Corpus>;
  /** The content paths of this run, absolute, when they were given by flag or environment; else null. */
  readonly given: readonly string[] | null;
  /** Uses these paths as if they had been given by flag. */
  use(paths: readonly string[]): void;
  /** Reads paths as `check` does, whatever the content paths of this run are. */
  read(paths: readonly string[]): Promise<Corpus>;
  /** The folder of the person's own questions. */
  readonly ownFolder: string;
  /** Writes a new file under the own folder and gives its path; throws `UserError` where one stands. */
  writeOwn(relativePath: string, text: string): string;
  /** Takes back a file that `writeOwn` or `editable` made, where nothing was written into it since; says whether it did. */
  discard(path: string): boolean;
  /** The text of one file, decoded; throws `UserError` when it cannot be read. */
  text(path: string): string;
  /**
   * Writes a file below a folder: `same` when it stands with this text, `kept` when it stands with another and `force` is
   * off. Nothing is written with `dryRun`.
   */
  write(folder: string, relativePath: string, text: string, how: { force: boolean; dryRun: boolean }): { path: string; state: 'written' | 'same' | 'kept' };
  /** The file to edit for a question: a shipped one is copied to the own folder first. */
  editable(question: Question): { path: string; copied: boolean };
}

/** An unfinished session, kept so that `--resume` can go on. */
export interface SavedSession {
  readonly id: string;
  readonly seed: number;
  readonly practice: boolean;
  readonly content: readonly string[] | null;
  readonly startedAt: string;
  readonly questions: readonly { readonly id: QuestionId; readonly status: 'open' | 'rated' | 'skipped' }[];
}

/** A line of the journal that could not be read; it stays where it is. */
export interface Damage {
  /** 1-based line of the file. */
  readonly line: number;
  readonly reason: string;
}

/** The person's record. Every method throws `StoreError` when the store cannot be read or written, or is newer. */
export interface Journal {
  readonly path: string;
  /** Makes sure an event could be written now. */
  ensureWritable(): void;
  /** Appends an event and returns it when it is on disk. */
  append(event: NewEvent): JournalEvent;
  /** Every event in order, undone ones too. */
  events(): readonly StoredEvent[];
  /** What the events amount to. */
  progress(aliases: ReadonlyMap<QuestionId, QuestionId>): Progress;
  damage(): readonly Damage[];
  readonly scheduler: SchedulerRecord;
  /** The recall probability of a question today, 0 to 1, or null when it was never rated. */
  recall(question: QuestionId, progress: Progress): number | null;
  /** A new id for a session. */
  newSessionId(): string;
  /** Writes down what was replayed, so that the next command need not. Never fails: it is a convenience. */
  saveSnapshot(): Promise<void>;
  savedSession(): SavedSession | null;
  saveSession(session: SavedSession | null): void;
}

export interface Setting {
  readonly key: string;
  readonly value: string | number | boolean | readonly string[] | null;
  readonly origin: string;
}

export interface SettingValues {
  readonly color: 'auto' | 'always' | 'never';
  /** Further content paths, read beside what ships. */
  readonly content: readonly string[];
  /** Questions in a session. */
  readonly count: number;
  /** The hour, 0 to 23, at which a practice day begins. */
  readonly dayStartHour: number;
  readonly order: string;
  /** Recall probability at which a question is due. */
  readonly retention: number;
  readonly timer: boolean;
}

/** The person's settings. */
export interface Settings {
  readonly path: string;
  readonly values: SettingValues;
  list(): readonly Setting[];
  /** Throws `UsageError` for an unknown key or a value that does not fit. */
  set(key: string, value: string): Promise<Setting>;
  unset(key: string): Promise<Setting>;
}
