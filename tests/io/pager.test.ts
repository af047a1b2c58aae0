import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Output } from '../../src/context.ts';
import { pageText } from '../../src/io/pager.ts';
import { openTerminal } from '../../src/io/terminal.ts';

/** A pager in a folder of its own that keeps what it is given and says how it was called. */
function desk(body = 'cat'): { pager: string; got: () => string | null; less: () => string } {
  const folder = mkdtempSync(join(tmpdir(), 'prep-pager-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const pager = join(folder, 'pager');
  writeFileSync(pager, `#!/bin/sh\nprintf '%s' "$LESS" > ${folder}/less\n{ ${body}\n} > ${folder}/got\n`);
  chmodSync(pager, 0o755);
  return {
    pager,
    got: () => (existsSync(join(folder, 'got')) ? readFileSync(join(folder, 'got'), 'utf8') : null),
    less: () => readFileSync(join(folder, 'less'), 'utf8'),
  };
}

function output(isTerminal = true): Output & { text: string } {
  return {
    text: '',
    write(text) {
      this.text += text;
    },
    width: 80,
    color: 0,
    unicode: true,
    isTerminal,
  };
}

const lines = (count: number): string => 'line\n'.repeat(count);
const path = { PATH: process.env['PATH'] };

describe('the pager', () => {
  it.each<[string, string, number, boolean, boolean]>([
    ['takes what does not fit a terminal', lines(24), 24, true, true],
    ['is left out for what fits', lines(20), 24, true, false],
    ['is left out for what just fits beside the prompt', lines(23), 24, true, false],
    ['is left out on a pipe', lines(500), 24, false, false],
  ])('%s', async (_, text, rows, isTerminal, paged) => {
    const { pager, got } = desk();
    const out = output(isTerminal);
    await pageText(text, out, rows, { ...path, PAGER: pager });
    expect([got(), out.text]).toEqual(paged ? [text, ''] : [null, text]);
  });

  it.each<[string, (pager: string) => Record<string, string>, boolean]>([
    ['PREP_PAGER over PAGER', (pager) => ({ PREP_PAGER: pager, PAGER: 'false' }), true],
    ['PAGER', (pager) => ({ PAGER: pager }), true],
    ['none where PREP_PAGER is empty', (pager) => ({ PREP_PAGER: '', PAGER: pager }), false],
    ['none where PAGER is empty', () => ({ PAGER: '' }), false],
    ['none where it is cat', () => ({ PAGER: 'cat' }), false],
    ['a command line with arguments', (pager) => ({ PAGER: `${pager} -x 'y z' | cat` }), true],
  ])('is %s', async (_, env, paged) => {
    const { pager, got } = desk();
    const out = output();
    await pageText(lines(99), out, 24, { ...path, ...env(pager) });
    expect([got(), out.text]).toEqual(paged ? [lines(99), ''] : [null, lines(99)]);
  });

  it.each([
    [undefined, 'FRX'],
    ['i', 'i'],
    ['', ''],
  ])('has LESS=%s as %s', async (less, seen) => {
    const { pager, less: got } = desk();
    await pageText(lines(99), output(), 24, { ...path, PAGER: pager, ...(less === undefined ? {} : { LESS: less }) });
    expect(got()).toBe(seen);
  });

  it('that cannot be run is done without', async () => {
    const out = output();
    await pageText(lines(99), out, 24, { ...path, PAGER: '/no/such/pager 2>/dev/null' });
    expect(out.text).toBe(lines(99));
  });

  it('may be left before the end, and that is no error', async () => {
    const { pager, got } = desk('head -n 1');
    const out = output();
    await pageText(lines(200_000), out, 24, { ...path, PAGER: pager });
    expect([got(), out.text]).toEqual(['line\n', '']);
  });

  it('gets no control sequence that a terminal would not', async () => {
    const { pager, got } = desk();
    const stream = { isTTY: true, columns: 80, rows: 5, write: () => true, on: () => undefined } as unknown as NodeJS.WriteStream;
    const { page } = openTerminal({ env: { ...path, PAGER: pager }, streams: { stdin: {} as NodeJS.ReadStream, stdout: stream, stderr: stream }, color: () => 'auto', input: true, quiet: false });
    await page(`\u001b]52;c;aGk=\u0007\u001b[1mbold\u001b[0m\n${lines(10)}`);
    expect(got()).toBe(`\ufffd]52;c;aGk=\ufffd\u001b[1mbold\u001b[0m\n${lines(10)}`);
  });
});
