import { expect, it } from 'vitest';
import { commandsThatWrite, everyFault, faultTable, tally } from '../helpers/fault-table.ts';

it('any call of the file system that fails leaves the store old or new, and what was said is there (T2)', { timeout: 120_000 }, async () => {
  const kinds = { rate: everyFault, undo: everyFault, upgrade: ['kill', 'EIO', 'short'] } as const;
  const tried = await faultTable(
    commandsThatWrite.map((each) => ({ ...each, kinds: kinds[each.name as keyof typeof kinds] ?? ['kill', 'EIO'], step: each.name in kinds ? 1 : 7 })),
    { processes: false },
  );
  console.log(`T2, in one process: ${tally(tried)}. The whole sweep, a process for each, is npm run test:long.`);
  expect(tried.faults).toEqual([]);
  expect(tried.tried).toBeGreaterThan(350);
  // One write for a rating, synced, and seen to have gone into the file that has the name.
  expect(tried.sequences['rate']!.filter((name) => /^(?:write|fsync)/.test(name))).toEqual(['writeSync', 'fsyncSync']);
  expect(tried.sequences['rate']!.join(' ')).toMatch(/openSync writeSync fsyncSync fstatSync statSync closeSync$/);
  // A whole file is synced before it gets its name, and the name after it.
  for (const name of ['backup', 'restore', 'merge', 'upgrade', 'doctor']) expect(tried.sequences[name]!.join(' '), name).toMatch(/writeSync fsyncSync closeSync renameSync openSync fsyncSync closeSync/);
});

it('a process that is really killed at any call of a rating leaves the store old or new (T2)', { timeout: 120_000 }, async () => {
  const tried = await faultTable(commandsThatWrite.slice(0, 1).map((each) => ({ ...each, kinds: ['kill', 'kill-half'] })), { processes: true });
  console.log(`T2, SIGKILL: ${tally(tried)}`);
  expect(tried.faults).toEqual([]);
  expect(tried.tried).toBeGreaterThan(10);
});
