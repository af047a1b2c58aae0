// The gate: types, lint with the layer rules, unused code, tests, and the shipped content. Stops at the first failure.
import { spawnSync } from 'node:child_process';

const node = process.execPath;
const steps = [
  ['types and unused code', 'npx', ['tsc', '--noEmit']],
  ['lint and layers', 'npx', ['eslint', '.', '--max-warnings', '0']],
  ['build', node, ['scripts/build.mjs']],
  ['tests', 'npx', ['vitest', 'run']],
  ['content', node, ['bin/prep.js', 'check', 'content', '--strict']],
];
for (const [name, command, args] of steps) {
  console.log(`\n== ${name}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, NO_COLOR: '1' } });
  if (status !== 0) {
    console.error(`\ncheck failed: ${name}`);
    process.exitCode = 1;
    break;
  }
}
