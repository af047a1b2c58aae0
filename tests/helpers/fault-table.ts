import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from './world.ts';

export const everyFault = ['kill', 'kill-half', 'ENOSPC', 'EIO', 'EACCES', 'EROFS', 'short'] as const;

/** A command line under fault: `OTHER`, `BACKUP` and `NOTES` in it are files that the table makes. */
export interface Faulted {
  readonly name: string;
  readonly argv: readonly string[];
  readonly lines?: readonly string[];
  readonly kinds: readonly (typeof everyFault)[number][];
  /** Every how many-th call goes wrong in turn; 1 is each. */
  readonly step?: number;
}

/** Every command that writes to the store, and what it is tried on. */
export const commandsThatWrite: readonly Omit<Faulted, 'kinds'>[] = [
  { name: 'rate', argv: ['rate', 'one', '3'] },
  { name: 'quiz', argv: ['quiz', '--plain', '--order', 'listed'], lines: ['', '3', '', '2', 'q'] },
  { name: 'undo', argv: ['undo'] },
  { name: 'reset', argv: ['reset', 'one'] },
  { name: 'import', argv: ['import', 'NOTES'] },
  { name: 'upgrade', argv: ['history'] },
  { name: 'backup', argv: ['backup'] },
  { name: 'restore', argv: ['restore', 'BACKUP'] },
  { name: 'merge', argv: ['merge', 'OTHER'] },
  { name: 'doctor', argv: ['doctor', '--fix'] },
];

/** What was tried: calls of the file system by command, faults, what was left out and why, and what was not as promised. */
export interface Tried {
  readonly tried: number;
  readonly counts: Readonly<Record<string, number>>;
  /** The names of the calls without a fault, by command. */
  readonly sequences: Readonly<Record<string, readonly string[]>>;
  readonly skipped: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}

/** Runs commands of the built program with every call of the file system going wrong; each turn a process of its own, or all in one. */
export async function faultTable(commands: readonly Faulted[], { processes }: { processes: boolean }): Promise<Tried> {
  const helper = (name: string): string => join(packageRoot, 'tests', 'helpers', name);
  const out = await new Promise<string>((resolve, reject) =>
    execFile(process.execPath, ['--import', helper('faults.mjs'), helper('fault-table.mjs'), JSON.stringify({ commands, processes })], { maxBuffer: 64_000_000 }, (error, stdout) => (error ? reject(error) : resolve(stdout))),
  );
  return JSON.parse(out) as Tried;
}

/** One line on what was tried and what came of it. */
export function tally({ tried, counts, skipped, faults }: Tried): string {
  const list = (numbers: Readonly<Record<string, number>>): string => Object.entries(numbers).map(([name, number]) => `${number} ${name}`).join(', ');
  const survived = tried - new Set(faults.map((fault) => fault.split(':')[0])).size;
  return `calls: ${list(counts)}; ${tried} faults tried, ${survived} survived as promised; skipped: ${list(skipped) || 'nothing'}`;
}
