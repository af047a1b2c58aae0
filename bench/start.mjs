// How long each command takes against a bare `node -e 0`: medians of alternating runs, so that a busy machine slows all
// alike. usage: npm run bench [-- RUNS]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const runs = Number(process.argv[2] ?? 15);
const prep = fileURLToPath(new URL('../bin/prep.js', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'prep-bench-'));
const env = { ...process.env, PREP_DATA_DIR: join(home, 'data'), PREP_CONFIG_DIR: join(home, 'config'), PREP_CACHE_DIR: join(home, 'cache') };

const commands = {
  'node -e 0': ['-e', '0'],
  'prep --version': [prep, '--version'],
  'prep --help': [prep, '--help'],
  'prep next --json': [prep, 'next', '--json'],
  'prep due --total': [prep, 'due', '--total'],
  'prep list': [prep, 'list'],
  'prep show': [prep, 'show', 'url-shortener', '--color', 'always'],
  'prep stats': [prep, 'stats'],
  'prep rate': [prep, 'rate', 'url-shortener', '3'],
};

const times = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
for (let run = 0; run <= runs; run++) {
  for (const [name, args] of Object.entries(commands)) {
    const start = performance.now();
    const { status } = spawnSync(process.execPath, args, { stdio: 'ignore', env });
    if (status !== 0) throw new Error(`${name} ended with ${status}`);
    if (run > 0) times[name].push(performance.now() - start); // The first round only warms the disk cache.
  }
}
rmSync(home, { recursive: true, force: true });

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const bare = median(times['node -e 0']);
console.log(`Node ${process.version}, ${runs} runs each`);
for (const [name, values] of Object.entries(times)) {
  console.log(`${name.padEnd(18)} ${median(values).toFixed(0).padStart(5)} ms  ${(median(values) / bare).toFixed(2).padStart(5)} × node`);
}
