import type { Output, Screen, Terminal } from '../context.ts';
import { decodeText } from '../core/document/decoding.ts';
import { Cancelled, UserError } from '../errors.ts';
import type { OutStream } from './descriptor.ts';

export interface TerminalOptions {
  readonly env: NodeJS.ProcessEnv;
  /** The streams; a process makes each when it is first asked for, and so do we. */
  readonly streams: { readonly stdin: NodeJS.ReadStream; readonly stdout: OutStream; readonly stderr: OutStream };
  /** `--color`, then `config color`; `auto` decides by the environment and the stream. */
  readonly color: () => 'auto' | 'always' | 'never';
  /** False with `--no-input`. */
  readonly input: boolean;
  readonly quiet: boolean;
}

/** The process's terminal. */
export function openTerminal(options: TerminalOptions): Terminal {
  let duringEdit = (edit: () => void): void => {
    edit();
  };
  const { env, streams } = options;
  const out = openOutput(() => streams.stdout, options, (error) => {
    throw new UserError(`the output cannot be written: ${error.message}`, { cause: error });
  });
  // There is nobody to tell that nobody can be told.
  const err = openOutput(() => streams.stderr, options, () => undefined);
  const mayAsk = (): boolean => options.input && !env['CI'] && streams.stdin.isTTY && out.isTerminal;
  return {
    out,
    err: options.quiet ? silent(err) : err,
    get interactive() {
      return mayAsk();
    },
    get echoes() {
      return streams.stdin.isTTY;
    },
    accessible: isSet(env['PREP_ACCESSIBLE']) || env['TERM'] === 'dumb',
    async show(screen: Screen) {
      const { showScreen } = await import('./prompts.ts');
      await showScreen(screen, (aside) => {
        duringEdit = aside;
      });
    },
    async ask(question) {
      if (!mayAsk()) return null;
      const { askPerson } = await import('./prompts.ts');
      return askPerson(question);
    },
    async readAll() {
      const chunks: Buffer[] = [];
      for await (const chunk of streams.stdin) chunks.push(chunk as Buffer);
      return decodeText(Buffer.concat(chunks));
    },
    lines: () => readLines(streams.stdin),
    async page(text) {
      if (!out.isTerminal) {
        out.write(text);
        return;
      }
      const { pageText } = await import('./pager.ts');
      await pageText(onlyColor(text), out, streams.stdout.rows, env);
    },
    async edit(path, line) {
      const { editFile } = await import('./editor.ts');
      duringEdit(() => {
        editFile(path, line, env);
      });
    },
  };
}

/** `fails` gets what keeps a text from being written, but that the reader of a pipe has left. */
function openOutput(open: () => OutStream, { env, color }: TerminalOptions, fails: (error: NodeJS.ErrnoException) => void): Output {
  let failure: NodeJS.ErrnoException | null = null;
  let watched = false;
  const tell = (): void => {
    // `head` does so: there is nothing left to say, and nothing went wrong.
    if (failure && failure.code !== 'EPIPE') fails(failure);
  };
  return {
    write(text) {
      const stream = open();
      if (!watched) {
        watched = true;
        stream.on('error', (error) => (failure ??= error)); // A terminal tells of it later, when nobody is there to catch it.
      }
      if (!failure) stream.write(stream.isTTY ? onlyColor(text) : text);
      tell();
    },
    get width() {
      const columns = open().columns || Number(env['COLUMNS']);
      return Number.isInteger(columns) && columns > 0 ? Math.max(20, columns) : 80;
    },
    get color() {
      return colorLevel(color(), env, open().isTTY === true);
    },
    unicode: drawsUnicode(env),
    get isTerminal() {
      return open().isTTY === true;
    },
  };
}

/** The same output with nothing written to it. */
function silent(output: Output): Output {
  return Object.defineProperty(Object.create(output) as Output, 'write', { value: () => undefined });
}

/**
 * The last guard before a terminal: whatever the layers above let through, only newlines and SGR (colour and weight)
 * reach it. ECMA-48 section 8.3.117.
 */
export function onlyColor(text: string): string {
   
  return text.replace(/\u001b\[[0-9;]*m|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, (found) => (found.length > 1 ? found : found === '\r' ? '' : '\ufffd'));
}

/**
 * How much colour a stream gets, first rule that speaks: `--color` or `config color`, FORCE_COLOR, NO_COLOR
 * (no-color.org), CLICOLOR_FORCE, CLICOLOR=0 (bixense.com/clicolors), TERM=dumb, is it a terminal.
 */
export function colorLevel(choice: 'auto' | 'always' | 'never', env: NodeJS.ProcessEnv, isTerminal: boolean): 0 | 1 | 2 | 3 {
  const forced = env['FORCE_COLOR'];
  if (choice === 'never') return 0;
  if (choice === 'always') return deepest(env);
  if (forced !== undefined) return forced === '0' || forced === 'false' ? 0 : /^[123]$/.test(forced) ? (Number(forced) as 1 | 2 | 3) : deepest(env);
  if (isSet(env['NO_COLOR'])) return 0;
  if (isSet(env['CLICOLOR_FORCE']) && env['CLICOLOR_FORCE'] !== '0') return deepest(env);
  if (env['CLICOLOR'] === '0' || env['TERM'] === 'dumb') return 0;
  return isTerminal ? deepest(env) : 0;
}

function deepest(env: NodeJS.ProcessEnv): 1 | 2 | 3 {
  if (/^(truecolor|24bit)$/i.test(env['COLORTERM'] ?? '')) return 3;
  return /256/.test(env['TERM'] ?? '') ? 2 : 1;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}

/** ASCII only where the locale says so: `LC_ALL`, `LC_CTYPE` or `LANG` set to something that is not UTF-8. */
function drawsUnicode(env: NodeJS.ProcessEnv): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(isSet);
  return locale === undefined || /utf-?8/i.test(locale);
}

async function* readLines(stdin: NodeJS.ReadStream): AsyncIterable<string> {
  const { createInterface } = await import('node:readline');
  const reader = createInterface({ input: stdin, terminal: false });
  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
    reader.close();
    stdin.destroy();
  };
  process.once('SIGINT', interrupt);
  try {
    for await (const line of reader) yield line;
    if (interrupted) throw new Cancelled('Stopped.');
  } finally {
    process.off('SIGINT', interrupt);
    reader.close();
  }
}
