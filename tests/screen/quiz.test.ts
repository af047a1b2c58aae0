import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keys, openPrep, type Pty, type PtyOptions } from '../helpers/pty.ts';
import { practiceFolder } from './practice.ts';

const { enter, escape, down, ctrlC } = keys;

/** A quiz over three questions in the order of their ids. */
function quiz(argv: readonly string[] = [], { env = {}, ...options }: PtyOptions = {}): Pty {
  const home = options.home ?? newHome();
  return openPrep(['quiz', '--order', 'listed', '--seed', '7', '--no-timer', ...argv], { ...options, home, env: { PREP_CONTENT: practiceFolder(home), ...env } });
}

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'prep-quiz-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** What counts of a review. */
function reviews(pty: Pty): unknown[] {
  return pty.journal().map((event) => (event['type'] === 'review' ? [event['question'], event['prediction'], event['rating']] : event['type']));
}

const afterwards = { screen: 'normal', cursor: 'shown', paste: false, mouse: 'none' };

describe('the quiz at 80×24', () => {
  it('shows the question before the reveal, what a good answer holds after it, and where the person stands at the end', async () => {
    const pty = quiz();
    const asked = await pty.see('enter reveal');
    expect(asked).toMatchInlineSnapshot(`
      [
        " 1/3  System design · about 7 min",
        "────────────────────────────────────────────────────────────────────────────────",
        "",
        " What is Alpha, and why would anybody who has 漢字 in a sentence of this",
        " length, with an emoji 🙂, ask for it at all?",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        " How sure are you?   1 blank   2 shaky   3 solid   4 certain",
        "",
        " Say your answer aloud, then press Enter.",
        " enter reveal · h hint · s skip · ? keys · q quit",
      ]
    `);
    pty.type(`2${enter}`);
    const revealed = await pty.see('How did it go?');
    expect(revealed).toMatchInlineSnapshot(`
      [
        " 1/3  System design · about 7 min",
        "────────────────────────────────────────────────────────────────────────────────",
        " What is Alpha, and why would anybody who has 漢字 in a sentence of this",
        " length, with an emoji 🙂, ask for it at all?",
        "",
        " What a good answer holds                                                0 of 4 ",
        " › [ ] The first point of Alpha, which is long enough that it has to go on for",
        "       a second line at any sensible width",
        "   [ ] The second point",
        "   [ ] The third point",
        "   [ ] The fourth point",
        "",
        " Model answer                                                     enter to open ",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        " How did it go?   1 blank   2 shaky   3 solid   4 certain     (you predicted 2) ",
        " ↑↓ move · space tick · enter answer · f follow-ups · p pitfalls · ? keys",
      ]
    `);
    pty.type(`${down} 3${enter}4`);
    await pty.see('3/3');
    pty.type('q');
    expect(await pty.end()).toEqual({ code: 0, signal: 0 });
    expect(pty.modes()).toEqual(afterwards);
    expect(pty.screen().filter(Boolean).map((line) => line.replace(/on \d+ \w+( \d+)?|tomorrow/, 'soon'))).toMatchInlineSnapshot(`
      [
        " 2 rated in under a minute · confidence 3.5 · seed 7",
        " System design  ███████████░  3.5  n=2",
        " You predicted 2.0 and rated 3.0 (n=1): 4 more for a verdict.",
        " 1 left: prep quiz --resume. Again now: prep quiz",
      ]
    `);
  });
});

describe('the quiz at 40×12', () => {
  it('still shows the question, the point in hand and the ratings', async () => {
    const pty = quiz([], { columns: 40, rows: 12 });
    expect(await pty.see('enter reveal')).toMatchInlineSnapshot(`
      [
        " 1/3 System design",
        "────────────────────────────────────────",
        " What is Alpha, and why would anybody",
        " who has 漢字 in a sentence of this",
        " length, with an emoji 🙂, ask for it",
        " at all?",
        "",
        "",
        "",
        "",
        " 1 blank  2 shaky  3 solid  4 certain",
        " enter reveal · h hint · ? keys",
      ]
    `);
    pty.type(`2${enter}`);
    expect(await pty.see('› [ ]')).toMatchInlineSnapshot(`
      [
        " 1/3 System design",
        "────────────────────────────────────────",
        " What is Alpha, and why would anybody…",
        " › [ ] The first point of Alpha, which",
        "       is long enough that it has to go",
        "       on for a second line at any",
        "       sensible width",
        "   [ ] The second point",
        "   [ ] The third point",
        "   [ ] The fourth point",
        " 1 blank  2 shaky  3 solid  4 certain",
        " space tick · enter answer · ? keys",
      ]
    `);
    pty.type(`${down}${down}${down} `);
    expect((await pty.see('[x]')).find((line) => line.includes('[x]'))).toBe(' › [x] The fourth point');
  });
});

describe('every picture', () => {
  const stops: readonly (readonly [string, string, string | RegExp])[] = [
    ['asked', '', /enter reveal|q quit/],
    ['with a hint', 'h', 'Whether Alpha is understood'],
    ['revealed', enter, /certain\n.*(?:keys|\?)/],
    ['ticked', ` ${down} `, /\[x\][^]*\[x\]|\[x\]/],
    ['answer open', enter, /Line 1 /],
    ['answer scrolled', keys.end, 'Line 60 of'],
    ['follow-up', 'f', 'Follow-up 1 of 2'],
    ['follow-up answered', enter, "The follow-up's answer"],
    ['second follow-up', enter, 'Follow-up 2 of 2'],
    ['pitfalls', 'p', 'Saying that Alpha'],
    ['keys', '?', 'any key goes back'],
  ];

  it.each([
    [80, 24],
    [40, 12],
    [20, 6],
    [200, 60],
    [81, 18],
  ])('fits a terminal of %i×%i: the head in the first row, the keys in the last, and no line too long', async (columns, rows) => {
    const pty = quiz([], { columns, rows });
    for (const [name, typed, seen] of stops) {
      if (name === 'with a hint' && rows < 12) continue;
      pty.type(typed);
      const small = rows < 12;
      // A large picture comes in pieces: its last row says that all of it is there.
      const lines = await pty.see((all) => /\S/.test(all.at(-1) ?? '') && (small ? all.join('\n').includes('1/3') : typeof seen === 'string' ? all.join('\n').includes(seen) : seen.test(all.join('\n'))));
      expect([name, lines[0]]).toEqual([name, expect.stringMatching(/^ 1\/3/) as string]);
      expect([name, pty.wrappedRows()]).toEqual([name, 0]);
      expect([name, lines.length]).toEqual([name, rows]);
    }
    pty.type(ctrlC);
    expect((await pty.end()).code).toBe(130);
  });

  it('is drawn anew when the terminal changes its size, and nothing of the old one is left', async () => {
    const pty = quiz();
    await pty.see('enter reveal');
    pty.type(enter);
    await pty.see('How did it go?');
    for (const [columns, rows] of [[40, 12], [120, 40], [60, 20], [80, 24]] as const) {
      pty.resize(columns, rows);
      const rule = '─'.repeat(Math.min(columns, 100));
      const lines = await pty.see((all) => all.length === rows && all[1] === rule && /\?(?: keys)?$/.test(all.at(-1) ?? ''));
      expect(lines.filter((line) => line.includes('1/3'))).toHaveLength(1);
      expect(lines.filter((line) => line.includes('4 certain'))).toHaveLength(1);
      expect(lines.filter((line) => /^─+$/.test(line))).toHaveLength(1);
      expect(pty.wrappedRows()).toBe(0);
    }
    const again = quiz();
    await again.see('enter reveal');
    again.type(enter);
    expect(pty.screen()).toEqual(await again.see('How did it go?'));
  });
});

describe('keys', () => {
  it('typed in one burst are all taken', async () => {
    const pty = quiz();
    await pty.see('enter reveal');
    // Predict, reveal, tick two, rate; predict, reveal, take what one tick suggests; predict, change the mind, reveal, rate.
    pty.type(`2${enter} ${down} 3` + `4${enter} r` + `13${enter}1`);
    expect(await pty.end()).toEqual({ code: 0, signal: 0 });
    expect(reviews(pty)).toEqual([['alpha', 2, 3], ['beta', 4, 1], ['gamma', 3, 1]]);
    expect(pty.journal().map((event) => (event['pointsHit'] as string[]).length)).toEqual([2, 1, 0]);
    expect(pty.journal().map((event) => [event['seed'], event['mode']])).toEqual([[7, 'quiz'], [7, 'quiz'], [7, 'quiz']]);
    expect(new Set(pty.journal().map((event) => event['session'])).size).toBe(1);
    expect(pty.screen().join('\n')).toContain('3 rated');
  });

  it('mark the prediction, and the last one counts', async () => {
    const pty = quiz();
    await pty.see('enter reveal');
    pty.type('1');
    await pty.see('(you: 1)');
    pty.type('4');
    await pty.see('(you: 4)');
    pty.type(`${enter}2`);
    await pty.see('2/3');
    expect(reviews(pty)).toEqual([['alpha', 4, 2]]);
  });

  it('tick points, which suggests a rating that r takes; with nothing ticked there is none', async () => {
    const pty = quiz();
    await pty.see('enter reveal');
    pty.type(`${enter}r`);
    await pty.see('0 of 4');
    pty.type(` ${down} ${down} `);
    const lines = await pty.see('3 of 4, suggests 3 solid · r takes it');
    expect(lines.filter((line) => line.includes('[x]'))).toHaveLength(3);
    pty.type(' ');
    await pty.see('2 of 4, suggests 2 shaky');
    pty.type('r');
    await pty.see('2/3');
    expect(reviews(pty)).toEqual([['alpha', null, 2]]);
  });

  it('open the follow-ups one by one, each with its own reveal', async () => {
    const pty = quiz();
    await pty.see('enter reveal');
    pty.type(`${enter}f`);
    expect((await pty.see('Follow-up 1 of 2')).join('\n')).not.toContain("The follow-up's answer");
    pty.type(enter);
    await pty.see("The follow-up's answer");
    pty.type(enter);
    await pty.see('And after that?');
    pty.type(`${enter}`);
    await pty.see('The last answer.');
    pty.type('f');
    await pty.see('What a good answer holds');
    pty.type('3');
    await pty.see('2/3');
    expect(pty.journal()).toMatchObject([{ followUps: [0, 1] }]);
  });

  it('open and close the pitfalls and the answer, which scrolls to its end and no further', async () => {
    const pty = quiz();
    await pty.see('enter reveal');
    pty.type(`${enter}p`);
    await pty.see('Saying that Alpha is easy');
    pty.type('p');
    await pty.see('What a good answer holds');
    pty.type(enter);
    await pty.see('Line 1 of the Alpha answer');
    pty.type(`${down}${down}`);
    await pty.see((lines) => !lines.join('\n').includes('Line 1 of the') && lines.join('\n').includes('Line 2 of the'));
    pty.type(`${keys.pageDown}`.repeat(40));
    const end = await pty.see((lines) => /–(\d+) of \1 /.test(`${lines.join('\n')} `) && lines.join('\n').includes('Line 60 of the Alpha answer'));
    pty.type(`${down}${down}`);
    await pty.see('Line 60 of the Alpha answer');
    expect(pty.screen()).toEqual(end);
    pty.type(escape);
    await pty.see('What a good answer holds');
  });

  it('skip a question, and that writes nothing', async () => {
    const pty = quiz();
    await pty.see('enter reveal');
    pty.type('s');
    await pty.see('2/3');
    pty.type(`${enter}s${enter}3`);
    await pty.end();
    expect(reviews(pty)).toEqual([['gamma', null, 3]]);
  });

  it('take back ratings across questions, one by one, and each question comes back as it was', async () => {
    const pty = quiz();
    await pty.see('enter reveal');
    pty.type(`2${enter} 3${enter}4`);
    await pty.see('3/3');
    pty.type('u');
    await pty.see('Taken back: 4 certain');
    await pty.see('2/3');
    pty.type('u');
    const back = await pty.see('1/3');
    expect(back.join('\n')).toContain('[x]');
    pty.type('u1');
    await pty.see('2/3');
    pty.type('q');
    await pty.end();
    expect(reviews(pty)).toEqual([['alpha', 2, 3], ['beta', null, 4], 'undo', 'undo', ['alpha', 2, 1]]);
    expect(pty.journal().filter((event) => event['type'] === 'undo').map((event) => event['event'])).toEqual(
      [1, 0].map((index) => pty.journal()[index]?.['id']),
    );
  });

  it('show the keys with ?, and any key goes back without doing more', async () => {
    const pty = quiz();
    await pty.see('enter reveal');
    pty.type('?');
    await pty.see('any key goes back');
    pty.type('s');
    expect((await pty.see('enter reveal'))[0]).toMatch(/^ 1\/3/);
  });

  it('that mean nothing do nothing', async () => {
    const pty = quiz();
    const before = await pty.see('enter reveal');
    pty.type('0567890xyz\t\u0001\u0002\u001b[200~\u001b[15~\u007f漢🙂');
    pty.type('4');
    await pty.see('(you: 4)');
    pty.type('2');
    const after = await pty.see('(you: 2)');
    expect(after[0]).toBe(before[0]);
  });

  it('end the session with q from anywhere: a summary, exit 0, and --resume goes on', async () => {
    const pty = quiz();
    await pty.see('enter reveal');
    pty.type(`${enter}3${enter}fq`);
    expect(await pty.end()).toEqual({ code: 0, signal: 0 });
    expect(pty.screen().join('\n')).toContain('1 rated');
    expect(pty.screen().join('\n')).toContain('2 left: prep quiz --resume.');
    const resumed = openPrep(['quiz', '--resume'], { home: pty.home, env: { PREP_CONTENT: join(pty.home, 'practice') } });
    expect((await resumed.see('enter reveal'))[0]).toMatch(/^ 2\/3/);
  });
});

describe('the editor from the quiz', () => {
  function editor(home: string, script: string): string {
    const path = join(home, 'editor');
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  it('has the terminal to itself, and the quiz comes back with what was written', async () => {
    const home = newHome();
    const pty = quiz([], { home, env: { EDITOR: editor(home, `stty -a > ${home}/stty; echo 'In the editor'; read line; sed -i "s/What is Alpha/What was $line/" "$1"`) } });
    await pty.see('enter reveal');
    pty.type('e');
    await pty.see('In the editor');
    expect(pty.modes()).toMatchObject({ screen: 'normal', cursor: 'shown' });
    expect(readFileSync(join(home, 'stty'), 'utf8')).toMatch(/[^-]icanon/);
    pty.type('Omega\r');
    const lines = await pty.see('What was Omega');
    expect(lines[0]).toMatch(/^ 1\/3/);
    expect(lines.join('\n')).not.toContain('In the editor');
    expect(pty.modes().screen).toBe('alternate');
    pty.type(`${enter}3`);
    await pty.see('2/3');
    expect(reviews(pty)).toEqual([['alpha', null, 3]]);
  });

  it('that fails is said, and the quiz goes on', async () => {
    const home = newHome();
    const pty = quiz([], { home, env: { EDITOR: editor(home, 'exit 7') } });
    await pty.see('enter reveal');
    pty.type('e');
    await pty.see('it ended with 7');
    pty.type(`${enter}2`);
    await pty.see('2/3');
  });
});

describe('colour and the plain mode', () => {
  it('colours a terminal, and not with NO_COLOR', async () => {
     
    const colors = /\u001b\[(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[;\d]*m/;
    const colored = quiz();
    await colored.see('enter reveal');
    colored.type(enter);
    await colored.see('How did it go?');
    expect(colored.written()).toMatch(colors);
    const plain = quiz([], { env: { NO_COLOR: '1' } });
    await plain.see('enter reveal');
    plain.type(`2${enter} ${enter}`);
    await plain.see('Line 1 of');
     
    expect(plain.written().match(/\u001b\[[\d;]*m/g)).toBeNull();
  });

  it.each([
    ['TERM=dumb', { TERM: 'dumb' }, []],
    ['PREP_ACCESSIBLE', { PREP_ACCESSIBLE: '1' }, []],
    ['--plain', {}, ['--plain']],
  ])('asks line by line with %s, and nothing is redrawn', async (_, env, argv) => {
    const pty = quiz(argv, { env });
    await pty.see('Predict 1 to 4');
    pty.type('2\r');
    await pty.see('Predicted 2 shaky');
    pty.type('\r');
    await pty.see('Rate 1 blank');
    pty.type('3\r');
    await pty.see('Saved: alpha solid');
    pty.type('q\r');
    expect(await pty.end()).toEqual({ code: 0, signal: 0 });
     
    expect(pty.written()).not.toMatch(/\u001b\[[\d;?]*[A-HJKSTfhlnsu]/);
    expect(reviews(pty)).toEqual([['alpha', 2, 3]]);
  });

  it('draws ASCII alone where the locale has no more', async () => {
    const pty = quiz([], { env: { LANG: 'C' } });
    await pty.see('enter reveal');
    pty.type(enter);
    const lines = await pty.see('How did it go?');
    expect(lines.join('\n').replace(/[漢字🙂]/gu, '')).toMatch(/^[\n\x20-\x7e]*$/);
  });
});
