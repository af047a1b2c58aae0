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

/** Runs commands with every call of the file system going wrong, and gives what was tried and what was not as promised. */
export async function faultTable(commands: readonly Faulted[]): Promise<{ tried: number; counts: Record<string, number>; faults: string[] }> {
  const helper = (name: string): string => join(packageRoot, 'tests', 'helpers', name);
  const out = await new Promise<string>((resolve, reject) =>
    execFile(process.execPath, ['--import', helper('faults.mjs'), helper('fault-table.mjs'), JSON.stringify({ commands })], { maxBuffer: 64_000_000 }, (error, stdout) => (error ? reject(error) : resolve(stdout))),
  );
  return JSON.parse(out) as { tried: number; counts: Record<string, number>; faults: string[] };
}
