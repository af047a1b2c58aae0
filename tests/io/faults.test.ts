import { expect, it } from 'vitest';
import { everyFault, faultTable } from '../helpers/fault-table.ts';

it('any call of the file system that fails leaves the store old or new, and what was said is there (T2)', { timeout: 120_000 }, async () => {
  const { tried, counts, faults } = await faultTable([
    { name: 'rate', argv: ['rate', 'one', '3'], kinds: everyFault },
    { name: 'undo', argv: ['undo'], kinds: ['kill', 'kill-half', 'EIO', 'short'] },
    { name: 'quiz', argv: ['quiz', '--plain', '--order', 'listed'], lines: ['', '3', '', '2', 'q'], kinds: ['kill', 'EIO'], step: 5 },
  ]);
  console.log(`T2: ${tried} faults over ${JSON.stringify(counts)} calls; the whole sweep is npm run test:long`);
  expect(faults).toEqual([]);
  expect(tried).toBeGreaterThan(150);
});
