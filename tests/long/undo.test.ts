import { expect, it } from 'vitest';
import { undoToTheStart } from '../helpers/undoing.ts';

it('1,000 random sequences are undone to the start, every step giving back the state before, through restarts (T10)', async () => {
  const done = await undoToTheStart(1000);
  console.log(`T10: ${done}`);
  expect(done).toContain('1000 sequences');
});
