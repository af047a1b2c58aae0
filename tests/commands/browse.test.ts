import { describe, expect, it } from 'vitest';
import { prep } from '../helpers/world.ts';
import { practisedWorld, sampleWorld } from './fixture.ts';

const trim = (frame: string | undefined): string => (frame ?? '').split('\n').map((line) => line.trimEnd()).filter(Boolean).join('\n');

describe('browse', () => {
  it('walks from themes to a question and back', async () => {
    const { code, frames, out } = await prep(['browse'], await practisedWorld({ terminal: true, columns: 60, rows: 10 }), {
      keys: ['enter', 'down', 'enter', 'down', 'enter', 'escape', 'escape', 'escape', 'escape'],
    });
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(trim(frames[0])).toContain('› Themes');
    expect(trim(frames[2])).toMatch(/› Caching & Speed +2, 1 rated, 3\.0/);
    expect(trim(frames[4])).toMatch(/› ●●●○ 3 +How large should a cache be\?/);
    expect(frames[5]).toContain('How large should a cache be?');
    expect(trim(frames[8])).toContain('Browse');
    expect(frames).toHaveLength(9);
  });

  it('narrows as one types, widens with backspace, and escape clears before it leaves', async () => {
    const { frames } = await prep(['browse', 'themes'], sampleWorld({ terminal: true, rows: 12 }), {
      keys: ['w', 'e', 'b', 'z', 'backspace', 'enter', 'S', 't', 'a', 't', 'escape', 'escape', 'escape', 'escape'],
    });
    const lines = (at: number): number => trim(frames[at]).split('\n').length - 3;
    expect([lines(0), lines(3), lines(5)]).toEqual([4, 1, 1]);
    expect(frames[4]).toContain('Nothing matches.');
    expect(trim(frames[10])).toContain('Which status says');
    expect([lines(6), lines(10), lines(11)]).toEqual([2, 1, 2]);
    expect(trim(frames[12])).toContain('web');
    expect(trim(frames[13])).toContain('Caching');
  });

  it('starts where it is told, on what the filters leave', async () => {
    const { frames } = await prep(['browse', 'personas', '--kind', 'behavioral'], sampleWorld({ terminal: true }), { keys: ['escape'] });
    expect(trim(frames[0])).toMatch(/Personas.*\n.*\n › Director peer +1\n/);
  });

  it('scrolls a question no further than its end', async () => {
    const { frames } = await prep(['browse', 'themes', '--search', 'cache'], sampleWorld({ terminal: true, rows: 8 }), {
      keys: ['enter', 'enter', 'pagedown', 'end', 'pagedown', 'down', 'home', 'up', 'q', 'escape', 'escape'],
    });
    expect(frames[5]).toBe(frames[4]);
    expect(frames[6]).toBe(frames[4]);
    expect(frames[7]).toBe(frames[2]);
    expect(frames[8]).toBe(frames[2]);
    expect(frames[4]).toContain('Forgetting the expiry');
  });

  it('needs a terminal', async () => {
    expect(await prep(['browse'], sampleWorld())).toEqual({
      code: 2, out: '', err: 'prep: browsing needs a terminal, and there is none here\nUse prep list, prep search or prep show in a script.\n', frames: [], journal: [],
    }); // prettier-ignore
  });

  it('ends at once on Ctrl-C', async () => {
    expect(await prep(['browse'], sampleWorld({ terminal: true }), { keys: ['enter', 'ctrl-c'] })).toMatchObject({ code: 130, out: '' });
  });
});
