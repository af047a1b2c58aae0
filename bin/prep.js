#!/usr/bin/env node
try {
  const [{ run }, { connect, processSystem }] = await Promise.all([import('../dist/main.js'), import('../dist/system.js')]);
  const system = processSystem(new URL('..', import.meta.url).href);
  process.exitCode = await run(process.argv.slice(2), (globals) => connect(system, globals));
} catch (error) {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND' || !String(error.message).includes('dist')) throw error;
  process.stderr.write('prep: it is not built yet: install scripts were not run here.\nBuild it with: npm ci && npm run build\n');
  process.exitCode = 1;
}
