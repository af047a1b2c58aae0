import { defineConfig } from 'vitest/config';

/** The tests that take minutes: `npm run test:long`. */
export default defineConfig({
  test: {
    include: ['tests/long/**/*.test.ts'],
    env: { TZ: 'UTC' },
    testTimeout: 900_000,
    maxConcurrency: 2,
    fileParallelism: false,
    globalSetup: ['tests/helpers/build-once.ts'],
  },
});
