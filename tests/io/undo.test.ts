import { expect, it } from 'vitest';
import { undoToTheStart } from '../helpers/undoing.ts';

it('random sequences are undone to the start, every step giving back the state before, through restarts (T10)', { timeout: 60_000 }, async () => {
  const done = await undoToTheStart(100);
  console.log(`T10: ${done}; 1,000 are in npm run test:long, and 1,000 without a file in tests/core/progress.test.ts`);
  expect(done).toContain('100 sequences');
});
