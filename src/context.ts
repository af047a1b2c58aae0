import type { Corpus } from './core/corpus.ts';
import type { Day } from './core/day.ts';
import type { JournalEvent, NewEvent } from './core/event.ts';
import type { Progress, StoredEvent } from './core/progress.ts';
import type { Question, QuestionId } from './core/question.ts';
import type { SchedulerRecord } from './core/schedule.ts';
import type { BackupReason } from './core/thinning.ts';

/** The world a command lives in: everything it can see or touch. Built by io/system.ts, faked whole by the tests. */
export interface Context {
  readonly version: string;
  readonly terminal: Terminal;
  readonly content: Content;
  readonly journal: Journal;
  readonly backups: Backups;
  readonly inspection: Inspection;
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
  /** Loads once; later calls give the same corpus until `reload`. Warns of what was skipped, unless `quietly`: the command tells it. */
  corpus(how?: { readonly quietly: boolean }): Promise<Corpus>;
  /** Reads everything again: a file was edited. */
  reload(): Promise<Corpus>;
  /** What the build has lexed of the questions whose texts were read, for view/; it may add to it. */
  readonly lexed: Map<string, unknown>;
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
  /** The documents below a folder, in the order of their names; null where the path is none. */
  documentsIn(path: string): readonly string[] | null;
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

/** A line of a journal that holds an event. */
export interface JournalLine {
  /** 1-based line of the file. */
  readonly line: number;
  /** As it stands in the file, without its newlines; one of an older format as it would be written today. */
  readonly text: string;
  readonly event: StoredEvent;
}

/** Another journal file: a backup, or that of another machine. */
export interface OtherJournal {
  readonly path: string;
  readonly bytes: Buffer;
  readonly lines: readonly JournalLine[];
  readonly damage: readonly Damage[];
}

/** A copy of the journal, byte for byte. */
export interface Backup {
  readonly path: string;
  readonly reason: BackupReason;
  readonly at: Date;
  readonly bytes: number;
}

/** Copies of the journal, in the data directory, thinned as they grow old. */
export interface Backups {
  /** Copies the journal as it stands; null where there is nothing to copy. Throws `StoreError` when it cannot be kept. */
  make(reason: BackupReason): Backup | null;
  /** Makes the backup of this practice day where there is none. Never fails: a session that went well is no place to. */
  makeDaily(): void;
  /** Copies a journal that has damaged lines where no copy holds them yet. Never fails: they stay where they are in any case. */
  makeDamaged(): void;
  /** Newest first. */
  list(): readonly Backup[];
}

/** The data directory seen from outside, for `prep doctor`. */
export interface Inspection {
  readonly folder: string;
  /** What others on this machine may read or write. */
  widePermissions(): readonly { readonly path: string; readonly mode: number }[];
  /** Takes everything from everybody but the person. */
  narrow(path: string): void;
  /** Journals that a file-sync tool left beside the journal. */
  conflictedCopies(): readonly string[];
  /** Moves a file to the backups. */
  setAside(path: string): void;
  /** Where the folder lies, if that is a place where several machines write: "in a folder that …", "on a …"; else null. */
  place(): string | null;
}

/** The person's record. Every method throws `StoreError` when the store cannot be read or written, or is newer. */
export interface Journal {
  readonly path: string;
  /** Makes sure an event could be written now. */
  ensureWritable(): void;
  /** Appends an event and returns it when it is on disk. */
  append(event: NewEvent): JournalEvent;
  /** Takes in what other processes have recorded since this one last looked, and gives how many events that is. */
  catchUp(): number;
  /** Reads another journal file, or the one in a folder; throws `UserError` where there is none. */
  readOther(path: string): OtherJournal;
  /** How many events the other has that are not here. */
  missing(other: OtherJournal): number;
  /** Adds the events that are not here. */
  merge(other: OtherJournal): void;
  /** Puts the other in the place of this one. What is recorded meanwhile is kept. */
  restore(other: OtherJournal): void;
  /**
   * Rewrites the file without repeats of a line and without what cannot be read, which goes to a file beside it, whose path
   * it gives. Whole events within damaged lines are saved.
   */
  mend(): string | null;
  /** True when there is a snapshot that would be believed and does not say what the journal amounts to. */
  snapshotDrifts(aliases: ReadonlyMap<QuestionId, QuestionId>): boolean;
  forgetSnapshot(): void;
  /** Every event in order, undone ones too. */
  events(): readonly StoredEvent[];
  /** Every line that holds an event, in the order of the file, repeats too. */
  lines(): readonly JournalLine[];
  /** What the events amount to. */
  progress(aliases: ReadonlyMap<QuestionId, QuestionId>): Progress;
  /** What cannot be read. Who asks before anything else is read tells it, and nothing warns of it. */
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
