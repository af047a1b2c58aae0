import { expect, it } from 'vitest';
import { backUpDaily } from '../helpers/backing-up.ts';

it('over 400 days of use there is at most one backup a day, thinned, and every one of them can be restored (T11)', async () => {
  const { most, atTheEnd } = await backUpDaily(400);
  console.log(`T11: 400 days, at most ${most} backups at once, ${atTheEnd} at the end, each restored`);
  expect(atTheEnd).toBeGreaterThanOrEqual(25);
});
