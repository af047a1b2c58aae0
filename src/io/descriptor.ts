import { fstatSync, writeSync } from 'node:fs';
import { isatty } from 'node:tty';

/** What the program needs of stdout and stderr; `process.stdout` is one. */
export interface OutStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  write(text: string): unknown;
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
}

/**
 * The file, pipe or device behind a descriptor, or null where it is a terminal, or closed. Every write is whole when it
 * returns. Node's own streams take longer to load than most commands take to run.
 */
export function openDescriptor(descriptor: 1 | 2): OutStream | null {
  try {
    const stat = fstatSync(descriptor);
    if (stat.isCharacterDevice() && isatty(descriptor)) return null;
  } catch {
    return null; // Closed: Node has a stream for that, too.
  }
  const listeners: ((error: NodeJS.ErrnoException) => void)[] = [];
  return {
    write(text) {
      try {
        writeWhole((bytes) => writeSync(descriptor, bytes), text);
      } catch (error) {
        for (const listener of listeners) listener(error as NodeJS.ErrnoException);
      }
    },
    on: (_, listener) => listeners.push(listener),
  };
}

/** Writes all of a text with a `write` that may take less than it is given, or nothing for now; throws what it throws. */
export function writeWhole(write: (bytes: Uint8Array) => number, text: string): void {
  for (let bytes: Uint8Array = Buffer.from(text); bytes.length > 0; ) {
    try {
      bytes = bytes.subarray(write(bytes));
    } catch (error) {
      // A pipe that another process has made non-blocking is full: its reader needs a moment.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}
