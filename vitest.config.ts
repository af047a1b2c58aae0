import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/long/**'],
    env: { TZ: 'UTC' },
    testTimeout: 20_000,
    globalSetup: ['tests/helpers/build-once.ts'],
  },
});
