import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/setup/longest-first.ts';
import { folderForTests } from './test/setup/memory-folder.ts';

/**
 * Decisions without a disk keep nothing between files but what they have worked out: their tests share a process, and read
 * each module once.
 */
const PURE = [
  ...['access', 'browser', 'core', 'discovery', 'gate', 'importers', 'lifecycle', 'lockfile'],
  ...['manifest', 'names', 'policy', 'registry', 'report', 'signing', 'version'],
];
const TOGETHER = PURE.map((folder) => `test/unit/${folder}/**/*.test.ts`);

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
