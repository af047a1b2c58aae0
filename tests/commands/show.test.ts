import { describe, expect, it } from 'vitest';
import { prep } from '../helpers/world.ts';
import { practisedWorld, sampleWorld } from './fixture.ts';

describe('show', () => {
  it('reads a question whole, on a pipe as on a terminal', async () => {
    const [pipe, terminal] = [await prep(['show', 'cache-sizing'], await practisedWorld()), await prep(['show', 'cache-sizing'], await practisedWorld({ terminal: true }))];
    expect(pipe).toMatchObject({ code: 0, err: '', out: terminal.out });
    expect(pipe.out).toMatchInlineSnapshot(`
      "How large should a cache be?

      Caching & Speed · Whiteboard panel · concept · about 3 min
      cache-sizing  ●●●○ 3  solid, 1 review

      What is really asked
      Whether you measure.

      Model answer
      Large enough for the working set. Plot the hit rate against size.

      Key points
      • Working set, not data set
      • Hit rate curve
      • Memory costs money
      • Eviction policy

      Follow-ups
      And when it is full?
        Evict what is oldest.

      Pitfalls
      • Guessing
      "
    `);
  });

  it.each([
    ['question', 'How do you keep a cache and a database in step?\n\nReads outnumber writes a thousand to one.\n'],
    ['intent', 'Whether you know that two stores never change at the same instant.\n'],
    ['pitfalls', expect.stringMatching(/Promising strong consistency\n.*Forgetting the expiry\n$/)],
    ['points', expect.stringMatching(/^.*The database is the truth\n(.*\n){3}.*Measure the stale reads\n$/)],
    ['follow-ups', 'What if the delete fails?\n  An outbox retries it.\n\nWhat if a read races the delete?\n  A lease on the key.\n'],
    ['answer', expect.stringMatching(/^Delete the key after the commit, and give every key an expiry\.\n\n.*Write to the database\.\n.*Delete the key\.\n$/)],
  ])('--only %s shows that part alone', async (part, out) => {
    expect(await prep(['show', 'cache-i', '--only', part], sampleWorld())).toMatchObject({ code: 0, out, err: '' });
  });

  it.each([
    ['intent', 'http-status has no intent.\n'],
    ['points', 'http-status has no points.\n'],
    ['follow-ups', 'http-status has no follow-ups.\n'],
  ])('--only %s of a question without it says so', async (part, err) => {
    expect(await prep(['show', 'http', '--only', part], sampleWorld())).toMatchObject({ code: 0, out: '', err });
  });

  it('--raw gives the markdown as the file has it', async () => {
    expect((await prep(['show', 'cache-sizing', '--raw'], sampleWorld({ terminal: true }))).out).toBe(
      [
        '# How large should a cache be?', '', '## Intent', '', 'Whether you measure.', '', '## Answer', '',
        'Large enough for the working set. Plot the hit rate against size.', '', '## Key points', '', '- Working set, not data set', '- Hit rate curve',
        '- Memory costs money', '- Eviction policy', '', '## Follow-ups', '', '### And when it is full?', '', 'Evict what is oldest.', '', '## Pitfalls', '',
        '- Guessing', '',
      ].join('\n'), // prettier-ignore
    );
    expect((await prep(['show', 'rate-limiter', '--raw', '--only', 'answer'], sampleWorld())).out).toBe('```ts\nconst allowed = (tokens: number): boolean => tokens >= 1;\n```\n');
  });

  it('--raw of several stays markdown', async () => {
    const { out } = await prep(['show', 'cache-sizing', 'rate-limiter', '--raw', '--only', 'question'], sampleWorld());
    expect(out).toBe('# How large should a cache be?\n\n# Write a rate limiter.\n');
  });

  it('shows several with a line between, and a word for a missing answer', async () => {
    const { out } = await prep(['show', 'open', 'http'], sampleWorld());
    expect(out).toContain('There is no model answer to this one yet.');
    expect(out).toMatch(/\n\n─{80}\n\n/);
    expect(out.indexOf('What would you change')).toBeLessThan(out.indexOf('Which status'));
  });

  it('refuses all when one id is wrong', async () => {
    expect(await prep(['show', 'cache-sizing', 'nonsense-id'], sampleWorld())).toMatchObject({ code: 2, out: '' });
  });

  it('goes through the pager only where it does not fit a terminal', async () => {
    const paged = async (terminal: boolean, rows: number): Promise<string> => {
      const world = sampleWorld({ terminal, rows });
      Object.assign(world.env, { PREP_PAGER: 'cat > /dev/null' });
      return (await prep(['show', 'cache-sizing'], world)).out;
    };
    expect([await paged(true, 5), await paged(true, 60), await paged(false, 5)].map((out) => out.length > 0)).toEqual([false, true, true]);
  });
});
