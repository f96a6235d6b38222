import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/setup/longest-first.ts';
import { folderForTests } from './test/setup/memory-folder.ts';

/**
 * Tests of parts leave nothing behind that another could meet: they share processes, which read each module once. Those of
 * the whole start processes of their own, each file from a small one.
 */
const TOGETHER = [
  'test/architecture.test.ts',
  ...['conformance', 'contract', 'gate', 'golden', 'unit'].map((folder) => `test/${folder}/**/*.test.ts`),
];

export default defineConfig({
  test: {
    globalSetup: ['test/setup/build-cli.ts'],
    setupFiles: ['test/setup/remove-folders.ts'],
    disableConsoleIntercept: true,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: 'forks',
    // Not one less than there are, which of two is one.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    env: { TZ: 'UTC', LANG: 'C.UTF-8', NO_COLOR: '1', TMPDIR: process.env['TMPDIR'] ?? folderForTests() },
    projects: [
      { extends: true, test: { name: 'apart', include: ['test/**/*.test.ts'], exclude: TOGETHER } },
      { extends: true, test: { name: 'together', include: TOGETHER, isolate: false } },
    ],
  },
});
