import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/setup/build-cli.ts'],
    disableConsoleIntercept: true,
    testTimeout: 120_000,
    hookTimeout: 300_000,
    pool: 'forks',
    // Not one less than there are, which of two is one.
    maxWorkers: '100%',
    env: { TZ: 'UTC', LANG: 'C.UTF-8', NO_COLOR: '1' },
  },
});
