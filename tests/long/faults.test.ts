import { expect, it } from 'vitest';
import { everyFault, faultTable, type Faulted } from '../helpers/fault-table.ts';

const commands: readonly Omit<Faulted, 'kinds'>[] = [
  { name: 'rate', argv: ['rate', 'one', '3'] },
  { name: 'quiz', argv: ['quiz', '--plain', '--order', 'listed'], lines: ['', '3', '', '2', 'q'] },
  { name: 'undo', argv: ['undo'] },
  { name: 'reset', argv: ['reset', 'one'] },
  { name: 'import', argv: ['import', 'NOTES'] },
  { name: 'backup', argv: ['backup'] },
  { name: 'restore', argv: ['restore', 'BACKUP'] },
  { name: 'merge', argv: ['merge', 'OTHER'] },
  { name: 'doctor', argv: ['doctor', '--fix'] },
];

it.each(commands.map((each) => [each.name, each] as const))('%s: every call × every fault leaves the store old or new (T2)', { timeout: 900_000 }, async (_, command) => {
  const { tried, counts, faults } = await faultTable([{ ...command, kinds: everyFault }]);
  console.log(`T2: ${tried} faults over ${JSON.stringify(counts)} calls, ${faults.length} not as promised`);
  expect(faults).toEqual([]);
});
