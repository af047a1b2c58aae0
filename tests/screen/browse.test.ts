import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keys, openPrep, type Pty, type PtyOptions } from '../helpers/pty.ts';
import { practiceFolder } from './practice.ts';

const { enter, escape, down, end, pageDown } = keys;

function open(argv: readonly string[], options: PtyOptions = {}): Pty {
  const home = mkdtempSync(join(tmpdir(), 'prep-browse-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return openPrep(argv, { ...options, home, env: { PREP_CONTENT: practiceFolder(home), ...options.env } });
}

describe('browse', () => {
  it('walks down to a question and back up, and ends with 0', async () => {
    const pty = open(['browse']);
    await pty.see('Browse  type to filter');
    pty.type(enter);
    await pty.see('Themes  type to filter');
    pty.type(enter);
    await pty.see(/^ System design {2}type to filter/);
    pty.type(down + enter);
    expect((await pty.see('space page · esc back'))[0]).toMatch(/^ What is Beta/);
    pty.type(escape);
    await pty.see(/^ System design {2}type to filter/);
    pty.type(escape);
    await pty.see('Themes  type');
    pty.type(escape);
    await pty.see('Browse  type');
    pty.type(escape);
    expect(await pty.end()).toEqual({ code: 0, signal: 0 });
    expect(pty.modes()).toEqual({ screen: 'normal', cursor: 'shown', paste: false, mouse: 'none' });
    expect(pty.screen().join('').trim()).toBe('');
  });

  it('narrows by what is typed, in one burst, and says when nothing matches', async () => {
    const pty = open(['browse', 'themes']);
    await pty.see('Themes');
    pty.type(`${enter}gamma`);
    const lines = await pty.see(/^ System design {2}gamma/);
    expect(lines.filter((line) => line.includes('What is'))).toHaveLength(1);
    pty.type('zzz');
    await pty.see('Nothing matches');
    pty.type(keys.backspace.repeat(3) + enter);
    await pty.see('What is Gamma');
  });

  it.each([
    [80, 24],
    [40, 12],
    [61, 9],
  ])('fits a terminal of %i×%i in a list and in a question, from its first line to its last', async (columns, rows) => {
    const pty = open(['browse', 'themes'], { columns, rows });
    for (const [typed, first, last] of [['', /^ Themes/, /esc leave$/], [enter, /^ System design/, /esc back$/], [enter, /^ What is Alpha/, /of \d+ $/]] as const) {
      pty.type(typed);
      const lines = await pty.see((all) => first.test(all[0] ?? '') && last.test(all.at(-1) ?? ''));
      expect(lines).toHaveLength(rows);
      expect(pty.wrappedRows()).toBe(0);
    }
    pty.type(end);
    const lines = await pty.see((all) => /–(\d+) of \1 $/.test(all.at(-1) ?? ''));
    pty.type(pageDown);
    pty.type(down);
    pty.type(end);
    await pty.see((all) => all.join() === lines.join());
  });
});

describe('bare prep', () => {
  it('says on a terminal what waits and what to type', async () => {
    const pty = open([]);
    expect((await pty.end()).code).toBe(0);
    expect(pty.screen().filter(Boolean)).toEqual([
      '3 new questions wait for you. Nothing is rated yet.',
      'Start with: prep quiz',
      '  3 questions: answer aloud, compare, rate yourself. q ends it any time.',
      'To read first: prep browse. Every command: prep --help.',
    ]);
  });
});

describe('what does not fit the terminal', () => {
  it('goes through the pager, and what fits does not', async () => {
    const env = { PAGER: "sed 's/^/paged: /'" };
    const long = open(['show', 'alpha'], { env });
    await long.end();
    expect(long.screen().join('\n')).toContain('paged: ');
    const short = open(['show', 'alpha', '--only', 'points'], { env });
    await short.end();
    expect(short.screen().join('\n')).not.toContain('paged: ');
  });
});
