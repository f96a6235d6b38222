import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly success: boolean;
}

/** Runs every test and ends with one plain line of counts, whatever the reporter printed before it. */
const folder = mkdtempSync(join(tmpdir(), 'hyper-test-'));
const file = join(folder, 'results.json');
const words = [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${file}`,
  ...process.argv.slice(2),
];
const run = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', ...words], { stdio: 'inherit' });
const results = JSON.parse(readFileSync(file, 'utf8')) as Results;
rmSync(folder, { recursive: true });
const skipped = results.numPendingTests > 0 ? `, ${String(results.numPendingTests)} skipped` : '';
console.log(`${String(results.numPassedTests)} passed, ${String(results.numFailedTests)} failed${skipped}`);
process.exitCode = run.status === 0 && results.success ? 0 : 1;
