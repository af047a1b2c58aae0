#!/usr/bin/env node
import { readFileSync } from 'node:fs';

const words = process.argv.slice(2);
try {
  if (words.length === 1 && ['--version', '-V', 'version'].includes(words[0])) {
    // Asked for by scripts at every start: nothing needs loading for it.
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    process.stdout.write(`${version}\n`);
  } else {
    const [{ run }, { connect, processSystem }] = await Promise.all([import('../dist/main.js'), import('../dist/system.js')]);
    const system = processSystem(new URL('..', import.meta.url).href);
    process.exitCode = await run(words, (globals) => connect(system, globals));
  }
} catch (error) {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND' || !String(error.message).includes('dist')) throw error;
  process.stderr.write('prep: it is not built yet: install scripts were not run here.\nBuild it with: npm ci && npm run build\n');
  process.exitCode = 1;
}
