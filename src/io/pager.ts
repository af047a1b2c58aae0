import { spawn } from 'node:child_process';
import type { Output } from '../context.ts';

/**
 * Prints a text, through `PREP_PAGER`, `PAGER` or `less` when stdout is a terminal that it does not fit. A pager that
 * cannot be run is done without. An empty pager variable means none.
 */
export async function pageText(text: string, out: Output, rows: number | undefined, env: NodeJS.ProcessEnv): Promise<void> {
  const pager = env['PREP_PAGER'] ?? env['PAGER'] ?? 'less';
  // The prompt takes the last row.
  const fits = text.replace(/\n$/, '').split('\n').length <= (rows ?? 24) - 1;
  if (!out.isTerminal || fits || pager === '' || pager === 'cat') {
    out.write(text);
    return;
  }
  const shown = await new Promise<boolean>((resolve) => {
    const child = spawn(pager, { shell: true, stdio: ['pipe', 'inherit', 'inherit'], env: { ...env, LESS: env['LESS'] ?? 'FRX' } });
    // Ctrl-C belongs to the pager while it runs.
    const ignore = (): void => undefined;
    process.on('SIGINT', ignore);
    const end = (worked: boolean): void => {
      process.off('SIGINT', ignore);
      resolve(worked);
    };
    child.on('error', () => end(false));
    child.on('close', (code) => end(code !== 127 && code !== 126));
    child.stdin.on('error', () => undefined); // The person left the pager before the end.
    child.stdin.end(text);
  });
  if (!shown) out.write(text);
}
