import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colorLevel, onlyColor, openTerminal } from '../../src/io/terminal.ts';
import { prep } from '../helpers/world.ts';
import { smallWorld } from './small-world.ts';

type When = 'auto' | 'always' | 'never';

/** Colour by rule, the strongest first: each row sets one rule against every weaker one. */
const rows: readonly (readonly [string, When, Record<string, string>, boolean, number])[] = [
  ['--color never wins over everything', 'never', { FORCE_COLOR: '3', CLICOLOR_FORCE: '1', COLORTERM: 'truecolor' }, true, 0],
  ['--color always wins over everything', 'always', { FORCE_COLOR: '0', NO_COLOR: '1', CLICOLOR: '0', TERM: 'dumb' }, false, 1],
  ['FORCE_COLOR wins over NO_COLOR', 'auto', { FORCE_COLOR: '1', NO_COLOR: '1', CLICOLOR: '0' }, false, 1],
  ['FORCE_COLOR=0 wins over CLICOLOR_FORCE', 'auto', { FORCE_COLOR: '0', CLICOLOR_FORCE: '1' }, true, 0],
  ['FORCE_COLOR=false is none', 'auto', { FORCE_COLOR: 'false' }, true, 0],
  ['FORCE_COLOR=2 says the level', 'auto', { FORCE_COLOR: '2', COLORTERM: 'truecolor' }, false, 2],
  ['FORCE_COLOR=true takes the deepest', 'auto', { FORCE_COLOR: 'true', COLORTERM: 'truecolor' }, false, 3],
  ['NO_COLOR wins over CLICOLOR_FORCE', 'auto', { NO_COLOR: '1', CLICOLOR_FORCE: '1' }, true, 0],
  ['NO_COLOR=0 is still set', 'auto', { NO_COLOR: '0' }, true, 0],
  ['an empty NO_COLOR is not set', 'auto', { NO_COLOR: '', TERM: 'xterm' }, true, 1],
  ['CLICOLOR_FORCE wins over CLICOLOR=0 and TERM=dumb', 'auto', { CLICOLOR_FORCE: '1', CLICOLOR: '0', TERM: 'dumb' }, false, 1],
  ['CLICOLOR_FORCE=0 says nothing', 'auto', { CLICOLOR_FORCE: '0' }, false, 0],
  ['CLICOLOR=0 wins over a terminal', 'auto', { CLICOLOR: '0', TERM: 'xterm-256color' }, true, 0],
  ['CLICOLOR=1 says nothing', 'auto', { CLICOLOR: '1' }, false, 0],
  ['TERM=dumb wins over a terminal', 'auto', { TERM: 'dumb', COLORTERM: 'truecolor' }, true, 0],
  ['a pipe has none', 'auto', { TERM: 'xterm-256color', COLORTERM: 'truecolor' }, false, 0],
  ['a terminal has 16 colours', 'auto', {}, true, 1],
  ['a terminal says 256', 'auto', { TERM: 'screen-256color' }, true, 2],
  ['a terminal says true colour', 'auto', { TERM: 'xterm-256color', COLORTERM: '24bit' }, true, 3],
];

describe('colour', () => {
  it.each(rows)('%s', (_, choice, env, isTerminal, level) => {
    expect(colorLevel(choice, env, isTerminal)).toBe(level);
  });

  it.each<[string, string[], string, boolean]>([
    ['--color goes over the setting', ['--color', 'always'], '{"color":"never"}', true],
    ['the setting goes over the environment', [], '{"color":"always"}', true],
    ['--color auto leaves it to the environment', ['--color', 'auto'], '{"color":"always"}', false],
  ])('comes from flag, setting and environment in this order: %s', async (_, argv, settings, colored) => {
    const world = smallWorld();
    const [key, value] = Object.entries(JSON.parse(settings) as Record<string, string>)[0]!;
    await prep(['config', 'set', key, value], world);
    const { out } = await prep(['show', 'one', ...argv], world);
    expect(out.includes('\u001b[')).toBe(colored);
  });
});

interface Stream {
  text: string;
  fail(error: Error): void;
}

/** A stream that keeps what is written to it. */
function stream(isTTY: boolean, columns?: number): NodeJS.WriteStream & Stream {
  const listeners: ((error: Error) => void)[] = [];
  const made: Stream & Partial<NodeJS.WriteStream> = {
    text: '',
    isTTY,
    columns: columns as number,
    rows: 24,
    write(text: unknown) {
      made.text += String(text);
      return true;
    },
    fail(error) {
      for (const listener of listeners) listener(error);
    },
  };
  const on = (event: string, listener: (error: Error) => void): void => {
    if (event === 'error') listeners.push(listener);
  };
  return Object.assign(made, { on }) as unknown as NodeJS.WriteStream & Stream;
}

function terminal(env: Record<string, string>, changes: { stdin?: boolean; stdout?: ReturnType<typeof stream>; input?: boolean; quiet?: boolean } = {}) {
  const stdout = changes.stdout ?? stream(true, 80);
  const stderr = stream(true, 80);
  const opened = openTerminal({
    env,
    streams: { stdin: { isTTY: changes.stdin ?? true } as NodeJS.ReadStream, stdout, stderr },
    color: () => 'auto',
    input: changes.input ?? true,
    quiet: changes.quiet ?? false,
  });
  return { ...opened, stdout, stderr };
}

describe('a terminal', () => {
  it.each<[string, Record<string, string>, Parameters<typeof terminal>[1], boolean]>([
    ['both ends are one', {}, {}, true],
    ['stdin is a pipe', {}, { stdin: false }, false],
    ['stdout is a pipe', {}, { stdout: stream(false) }, false],
    ['--no-input is given', {}, { input: false }, false],
    ['CI is set', { CI: 'true' }, {}, false],
    ['CI is empty', { CI: '' }, {}, true],
  ])('may ask where nothing forbids it: %s', async (_, env, changes, asks) => {
    const opened = terminal(env, changes);
    expect(Boolean(opened.interactive)).toBe(asks);
    if (!asks) expect(await opened.ask({ type: 'text', message: 'What?' })).toBeNull();
  });

  it.each<[Record<string, string>, boolean]>([
    [{}, false],
    [{ PREP_ACCESSIBLE: '1' }, true],
    [{ PREP_ACCESSIBLE: '' }, false],
    [{ TERM: 'dumb' }, true],
    [{ TERM: 'xterm' }, false],
  ])('is accessible by %j: %s', (env, accessible) => {
    expect(terminal(env).accessible).toBe(accessible);
  });

  it.each<[Record<string, string>, boolean]>([
    [{}, true],
    [{ LANG: 'en_US.UTF-8' }, true],
    [{ LANG: 'C.utf8' }, true],
    [{ LANG: 'C' }, false],
    [{ LANG: 'POSIX' }, false],
    [{ LANG: 'de_DE.ISO-8859-1' }, false],
    [{ LC_ALL: 'C', LC_CTYPE: 'en_US.UTF-8', LANG: 'en_US.UTF-8' }, false],
    [{ LC_ALL: '', LC_CTYPE: 'en_US.UTF-8', LANG: 'C' }, true],
    [{ LC_CTYPE: 'C', LANG: 'en_US.UTF-8' }, false],
  ])('draws beyond ASCII where the locale can: %j: %s', (env, unicode) => {
    expect(terminal(env).out.unicode).toBe(unicode);
  });

  it.each<[string, number | undefined, Record<string, string>, number]>([
    ['what the terminal says', 132, { COLUMNS: '40' }, 132],
    ['COLUMNS on a pipe', undefined, { COLUMNS: '40' }, 40],
    ['80 without either', undefined, {}, 80],
    ['80 where COLUMNS is 0', undefined, { COLUMNS: '0' }, 80],
    ['80 where COLUMNS is no number', undefined, { COLUMNS: 'wide' }, 80],
    ['80 where COLUMNS is broken', undefined, { COLUMNS: '-5' }, 80],
    ['80 where the terminal says 0', 0, {}, 80],
    ['20 where it is narrower', 5, {}, 20],
  ])('is as wide as %s', (_, columns, env, width) => {
    expect(terminal(env, { stdout: stream(columns !== undefined, columns) }).out.width).toBe(width);
  });

  it('is quiet on stderr with --quiet, and still answers on stdout', () => {
    const { out, err, stdout, stderr } = terminal({}, { quiet: true });
    out.write('answer');
    err.write('talk');
    expect([stdout.text, stderr.text]).toEqual(['answer', '']);
    expect(err.width).toBe(80);
  });

  it('ends quietly where the reader of a pipe went away, and fails for anything else', () => {
    const stdout = stream(false);
    const { out } = terminal({}, { stdout });
    out.write('a');
    stdout.fail(Object.assign(new Error('EPIPE'), { code: 'EPIPE' }));
    out.write('b');
    expect(stdout.text).toBe('a');
    const broken = stream(false);
    const opened = terminal({}, { stdout: broken });
    opened.out.write('a');
    opened.err.write('a');
    broken.fail(Object.assign(new Error('EIO'), { code: 'EIO' }));
    expect(() => opened.out.write('b')).toThrow('the output cannot be written: EIO');
    opened.stderr.fail(Object.assign(new Error('EIO'), { code: 'EIO' }));
    expect(() => opened.err.write('b')).not.toThrow();
  });

  it('lets colour through and nothing else; a pipe gets the bytes as they are', () => {
    const hostile = 'a\u001b]0;title\u0007b\u001b[2J\u001b[31mred\u001b[0m\r\n';
    const piped = stream(false);
    terminal({}, { stdout: piped }).out.write(hostile);
    expect(piped.text).toBe(hostile);
    const { out, stdout } = terminal({});
    out.write(hostile);
    expect(stdout.text).toBe('a\ufffd]0;title\ufffdb\ufffd[2J\u001b[31mred\u001b[0m\n');
  });
});

describe('the last guard before a terminal', () => {
  it.each([
    ['SGR', '\u001b[1;38;5;200mx\u001b[0m\u001b[m', '\u001b[1;38;5;200mx\u001b[0m\u001b[m'],
    ['newlines and tabs', 'a\tb\nc', 'a\tb\nc'],
    ['CRLF', 'a\r\nb\rc', 'a\nbc'],
    ['the clipboard (OSC 52)', '\u001b]52;c;aGk=\u0007', '\ufffd]52;c;aGk=\ufffd'],
    ['the title (OSC 0)', '\u001b]0;x\u001b\\', '\ufffd]0;x\ufffd\\'],
    ['a link (OSC 8)', '\u001b]8;;file:///etc/passwd\u001b\\x', '\ufffd]8;;file:///etc/passwd\ufffd\\x'],
    ['moving the cursor', '\u001b[5A\u001b[H', '\ufffd[5A\ufffd[H'],
    ['an SGR with a private mark', '\u001b[>4;1m', '\ufffd[>4;1m'],
    ['DCS', '\u001bPq\u001b\\', '\ufffdPq\ufffd\\'],
    ['C1', '\u009b31m\u009d0;x\u009c', '\ufffd31m\ufffd0;x\ufffd'],
    ['backspace, bell, delete, NUL', 'a\b\u0007\u007f\0', 'a\ufffd\ufffd\ufffd\ufffd'],
  ])('%s', (_, text, shown) => {
    expect(onlyColor(text)).toBe(shown);
  });

  it('leaves nothing but SGR, newlines and tabs of any text, and changes nothing the second time', () => {
    const unit = fc.constantFrom('\u001b', '[', ']', 'm', '3', ';', 'H', '\u0007', '\u009b', '\r', '\n', 'x', '漢', '\u200b');
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        const shown = onlyColor(text);
         
        expect(shown.replace(/\u001b\[[0-9;]*m/g, '')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
        expect(onlyColor(shown)).toBe(shown);
      }),
    );
  });
});
