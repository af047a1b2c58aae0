import { stripVTControlCharacters } from 'node:util';
import { createPrompt, useEffect, useKeypress, useState } from '@inquirer/core';
import type { Ask, Key, Screen } from '../context.ts';
import { Cancelled } from '../errors.ts';
import { onlyColor } from './terminal.ts';

const enterScreen = '\u001b[?1049h\u001b[H';
const leaveScreen = '\u001b[?1049l\u001b[?25h';
const hideCursor = '\u001b[?25l';
const clear = '\u001b[2J\u001b[H';

/** Asks one question with inquirer's own prompts. */
export async function askPerson(question: Ask): Promise<string> {
  const { default: inquirer } = await import('inquirer');
  try {
    const { answer } =
      question.type === 'text'
        ? await inquirer.prompt<{ answer: string }>([{ type: 'input', name: 'answer', message: question.message }])
        : await inquirer.prompt<{ answer: string }>([{ type: 'select', name: 'answer', message: question.message, choices: [...question.choices] }]);
    return answer;
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') throw new Cancelled('Stopped. Nothing was written.');
    throw error;
  }
}

/** Exit codes after a signal: 128 and its number. */
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * One prompt on inquirer's core that lives as long as the screen, so that keys typed quickly are never lost between two
 * prompts. It draws on the alternate screen and leaves the terminal as it was: at the end, on Ctrl-C, SIGTERM, SIGHUP
 * and across Ctrl-Z. Ctrl-C throws `Cancelled`.
 */
export async function showScreen(screen: Screen, giveAside: (aside: (work: () => void) => void) => void): Promise<void> {
  const { stdin, stdout } = process;
  // An editor gets the terminal as it was, and the screen is taken back whatever it does.
  giveAside((work) => {
    stdin.setRawMode(false);
    stdin.pause();
    stdout.write(leaveScreen);
    try {
      work();
    } finally {
      stdin.setRawMode(true);
      stdin.resume();
      stdout.write(enterScreen + clear);
    }
  });
  const restore = (): void => {
    stdin.setRawMode(false);
    stdout.write(leaveScreen);
  };
  const handlers = Object.entries(signals).map(([signal, code]) => {
    const handler = (): void => {
      restore();
      // eslint-disable-next-line no-restricted-properties -- a signal ends the process; everything rated is on disk
      process.exit(code);
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  stdout.write(enterScreen);
  try {
    await prompt({ screen }, { clearPromptOnDone: true });
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') throw new Cancelled('Stopped.');
    throw error;
  } finally {
    for (const off of handlers) off();
    giveAside((work) => {
      work();
    });
    stdout.write(leaveScreen);
    // Readline takes itself for paused after Ctrl-Z and leaves stdin flowing, which would keep the process alive.
    stdin.pause();
  }
}

const prompt = createPrompt<boolean, { screen: Screen }>(({ screen }, done) => {
  const [, redraw] = useState(0);
  const [failure, setFailure] = useState<Error | null>(null);
  if (failure) throw failure;
  const again = (): void => redraw((turn) => turn + 1);
  // Thrown in a key's own turn it would end the process with the terminal still taken: the next drawing throws it.
  const fail = (error: unknown): void => setFailure(error instanceof Error ? error : new Error(String(error)));
  useKeypress((event, line) => {
    // Readline keeps what is typed; this prompt has no line to edit.
    line.line = '';
    const key = keyOf(event);
    if (!key) return;
    const after = (over: boolean): void => {
      if (over) done(true);
      else again();
    };
    try {
      const over = screen.press(key);
      if (typeof over === 'boolean') after(over);
      else over.then(after, fail);
    } catch (error) {
      fail(error);
    }
  });
  useEffect(() => {
    const { stdout, stdin } = process;
    let asleep = false;
    const repaint = (): void => {
      if (asleep) return;
      stdout.write(clear);
      again();
    };
    // After Ctrl-Z and `fg`, readline has its own turn first; then raw mode and the screen are taken back.
    const wake = (): void => {
      setImmediate(() => {
        stdin.setRawMode(true);
        stdin.resume();
        stdout.write(enterScreen);
        asleep = false;
        repaint();
      });
    };
    const sleep = (): void => {
      asleep = true;
      stdin.setRawMode(false);
      stdout.write(leaveScreen);
      process.kill(process.pid, 'SIGSTOP');
    };
    const clock = setInterval(() => {
      // A tick may come first after a sleep, while the person's own screen is still there.
      if (!asleep) again();
    }, 1000);
    stdout.on('resize', repaint);
    process.on('SIGCONT', wake);
    process.on('SIGTSTP', sleep);
    return () => {
      clearInterval(clock);
      stdout.off('resize', repaint);
      process.off('SIGCONT', wake);
      process.off('SIGTSTP', sleep);
    };
  }, []);
  const columns = process.stdout.columns || 80;
  const rows = process.stdout.rows || 24;
  const lines = screen.frame({ columns, rows }).slice(0, rows).map(onlyColor);
  // Inquirer adds a line below a last one that fills its row, which would push the first out of sight; a return hides
  // from it that it does.
  const fills = stripVTControlCharacters(lines.at(-1) ?? '').length % columns === 0;
  return hideCursor + lines.join('\n') + (fills ? '\r' : '');
});

interface Keypress {
  readonly name?: string | undefined;
  readonly sequence?: string | undefined;
  readonly ctrl?: boolean | undefined;
  readonly meta?: boolean | undefined;
}

const named = new Set(['space', 'escape', 'up', 'down', 'left', 'right', 'pageup', 'pagedown', 'home', 'end', 'backspace', 'tab']);

/** Readline's keypress as a key of ours; null for combinations that mean nothing here. */
function keyOf({ name, sequence, ctrl, meta }: Keypress): Key | null {
  if (name === 'return' || name === 'enter') return { name: 'enter' };
  if (name !== undefined && named.has(name)) return { name };
  if (ctrl || (meta && name !== 'escape') || sequence === undefined) return null;
  return [...sequence].length === 1 && sequence >= ' ' ? { name: sequence } : null;
}
