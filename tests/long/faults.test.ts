import { expect, it } from 'vitest';
import { commandsThatWrite, everyFault, faultTable, tally } from '../helpers/fault-table.ts';

// Two at a time, as vitest.long.config.ts has it.
it.concurrent.each(commandsThatWrite.map((each) => [each.name, each] as const))('%s: every call × every fault leaves the store old or new (T2)', { timeout: 1_200_000 }, async (name, command) => {
  const tried = await faultTable([{ ...command, kinds: everyFault }], { processes: true });
  console.log(`T2, ${name}, a process for each: ${tally(tried)}`);
  expect(tried.faults).toEqual([]);
});
