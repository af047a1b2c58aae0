import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/long/**'],
    env: { TZ: 'UTC' },
    testTimeout: 20_000,
    // One more than vitest would take on two cores: screens and child processes spend their time waiting.
    maxWorkers: 2,
    globalSetup: ['tests/helpers/build-once.ts'],
  },
});
