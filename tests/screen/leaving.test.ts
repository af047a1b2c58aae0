import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keys, openPrep, openShell, type Pty } from '../helpers/pty.ts';
import { practiceFolder } from './practice.ts';

const { enter, ctrlC, ctrlZ } = keys;

function newHome(): { home: string; env: Record<string, string> } {
  const home = mkdtempSync(join(tmpdir(), 'prep-leaving-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return { home, env: { PREP_CONTENT: practiceFolder(home) } };
}

/** A shell that has written down how its terminal is set. */
async function shell(): Promise<Pty> {
  const pty = openShell(newHome());
  await pty.see('$');
  pty.type(`stty -a > before${enter}`);
  await pty.see(/before\n\$/);
  return pty;
}

/** Fails unless the terminal is as the shell had set it: the driver's flags, the screen, the cursor. */
async function expectAsBefore(pty: Pty): Promise<void> {
  pty.type(`stty -a > after; echo do""ne${enter}`);
  await pty.see('done');
  expect(readFileSync(join(pty.home, 'after'), 'utf8')).toBe(readFileSync(join(pty.home, 'before'), 'utf8'));
  expect(pty.modes()).toEqual({ screen: 'normal', cursor: 'shown', paste: false, mouse: 'none' });
}

const quiz = '$prep quiz --order listed --seed 7 --no-timer';

describe('Ctrl-C', () => {
  it.each<[string, readonly (readonly [keys: string, seen: string])[]]>([
    ['while a question is asked', []],
    ['with a hint open', [['h', 'Whether Beta is understood']]],
    ['while comparing', [[enter, 'What a good answer holds']]],
    ['with the answer open', [[enter, 'What a good answer holds'], [enter, 'Line 1 of the Beta']]],
    ['with a follow-up open', [[enter, 'What a good answer holds'], ['f', 'Follow-up 1 of 2']]],
    ['with the pitfalls open', [[enter, 'What a good answer holds'], ['p', 'Saying that Beta']]],
    ['with the keys shown', [['?', 'any key goes back']]],
  ])('in the quiz %s ends with 130, the terminal as it was and the ratings kept', async (_, steps) => {
    const pty = await shell();
    pty.type(`${quiz}; echo "code $?"${enter}`);
    await pty.see('enter reveal');
    pty.type(`${enter}3`);
    await pty.see('2/3');
    for (const [typed, seen] of steps) {
      pty.type(typed);
      await pty.see(seen);
    }
    expect(pty.modes()).toMatchObject({ screen: 'alternate', cursor: 'hidden' });
    pty.type(ctrlC);
    const lines = await pty.see('code 130');
    expect(lines.join('\n')).toContain('prep: Stopped. 1 rating is kept.');
    await expectAsBefore(pty);
    expect(pty.journal()).toMatchObject([{ question: 'alpha', rating: 3 }]);
  });

  it.each<[string, readonly (readonly [keys: string, seen: string])[]]>([
    ['in a list', [[enter, 'Themes  type to filter']]],
    ['while filtering', [['the', 'Browse  the']]],
    ['while reading', [[keys.down + keys.down + enter, 'Every question  type'], [enter, 'space page']]],
  ])('in browse, %s, ends with 130 and the terminal as it was', async (_, steps) => {
    const pty = await shell();
    pty.type(`$prep browse; echo "code $?"${enter}`);
    await pty.see('type to filter');
    for (const [typed, seen] of steps) {
      pty.type(typed);
      await pty.see(seen);
    }
    pty.type(ctrlC);
    await pty.see('code 130');
    await expectAsBefore(pty);
  });

  it.each([
    ['while a question is asked', ''],
    ['while comparing', enter],
  ])('in the plain mode, %s, ends with 130 and the ratings kept', async (_, typed) => {
    const pty = openPrep(['quiz', '--plain', '--order', 'listed'], newHome());
    await pty.see('Predict 1 to 4');
    pty.type(`${enter}3${enter}`);
    await pty.see('Saved: alpha');
    pty.type(typed);
    await pty.see(typed ? /Beta[^]*Rate 1 blank/ : 'Question 2 of 3');
    pty.type(ctrlC);
    expect(await pty.end()).toEqual({ code: 130, signal: 0 });
    expect(pty.screen().join('\n')).toContain('Stopped. 1 rating is kept.');
    expect(pty.journal()).toMatchObject([{ question: 'alpha', rating: 3 }]);
  });
});

describe('a signal', () => {
  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
  ])('%s ends the quiz with %i, the terminal as it was and the ratings kept', async (signal, code) => {
    const pty = await shell();
    pty.type(`${quiz} & fg; echo "code $?"${enter}`);
    await pty.see('enter reveal');
    pty.type(`${enter}3`);
    await pty.see('2/3');
    process.kill(quizPid(pty), signal);
    await pty.see(`code ${code}`);
    await expectAsBefore(pty);
    expect(pty.journal()).toMatchObject([{ question: 'alpha', rating: 3 }]);
  });

  it('because the terminal was closed ends the quiz and loses nothing', async () => {
    const pty = await shell();
    pty.type(`${quiz}; echo "code $?" > code${enter}`);
    await pty.see('enter reveal');
    pty.type(`${enter}3`);
    await pty.see('2/3');
    const pid = quizPid(pty);
    pty.close();
    await pty.until(() => !isAlive(pid), 'the quiz ended');
    expect(pty.journal()).toMatchObject([{ question: 'alpha', rating: 3 }]);
  });
});

describe('a store that breaks under a quiz', () => {
  it('ends it with 4 and the reason, the terminal as it was', async () => {
    const pty = await shell();
    pty.type(`${quiz}; echo "code $?"${enter}`);
    await pty.see('enter reveal');
    pty.type(`${enter}3`);
    await pty.see('2/3');
    const journal = join(pty.home, 'data', 'journal.jsonl');
    renameSync(journal, `${journal}.kept`);
    mkdirSync(journal);
    pty.type(`${enter}4`);
    const lines = await pty.see('code 4');
    expect(lines.join('\n')).toMatch(/your journal cannot be (?:read|written)/);
    expect(lines.join('\n')).not.toContain('    at ');
    await expectAsBefore(pty);
  });
});

describe('Ctrl-Z', () => {
  it('gives the terminal back as it was, and fg goes on where the quiz was', async () => {
    const pty = await shell();
    pty.type(`${quiz}${enter}`);
    await pty.see('enter reveal');
    pty.type(`2${enter} `);
    await pty.see('1 of 4');
    const before = pty.screen();
    pty.type(ctrlZ);
    await pty.see(/Stopped/);
    await expectAsBefore(pty);
    pty.type(`fg${enter}`);
    const again = await pty.see('1 of 4');
    expect(again).toEqual(before);
    expect(pty.modes()).toMatchObject({ screen: 'alternate', cursor: 'hidden' });
    pty.type('3');
    await pty.see('2/3');
    pty.type(ctrlZ);
    await pty.see(/Stopped/);
    pty.type(`fg${enter}`);
    await pty.see('2/3');
    pty.type('q');
    await pty.see('1 rated');
    await expectAsBefore(pty);
    expect(pty.journal()).toMatchObject([{ question: 'alpha', prediction: 2, rating: 3, pointsHit: [expect.any(String)] }]);
  });
});

function quizPid(pty: Pty): number {
  // The shell's only child; /proc names it on Linux and pgrep elsewhere.
  return pty.children()[0]!;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
