import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CASES } from './cases.ts';
import type { BenchCase, Place } from './cases.ts';
import { benchRepository } from './corpus.ts';
import { countFallbacks } from './count-fallbacks.ts';
import { runOnce, summarise } from './measure.ts';
import type { Run } from './measure.ts';
import { buildPrograms } from './programs.ts';
import type { Programs } from './programs.ts';
import { ratioOf, renderReport, verdictOf } from './write-report.ts';
import type { Result } from './write-report.ts';

const ROOT = join(import.meta.dirname, '..');
/** A case this long is run once: what warming the caches would take off it does not show. */
const LONG_MS = 30_000;

const { values: flags } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000' },
    runs: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
    folder: { type: 'string', default: join(tmpdir(), 'hyper-bench') },
    write: { type: 'boolean', default: false },
  },
});
const runs = Number(flags.runs);
const wanted = flags.only === '' ? undefined : new Set(flags.only.split(','));
const cases = CASES.filter((one) => wanted?.has(one.id) ?? true);
const wantsSigned = cases.some(({ id }) => id.startsWith('verify-'));
mkdirSync(flags.folder, { recursive: true });
const scratch = mkdtempSync(join(flags.folder, 'run-'));
try {
  const programs = await buildPrograms(scratch);
  const example = exampleRepository(scratch);
  const results: Result[] = [];
  for (const size of flags.sizes.split(',').map(Number)) {
    const bare = await benchRepository(flags.folder, size);
    const signed = wantsSigned ? await benchRepository(flags.folder, size, true) : bare;
    const place = { bare, checkout: checkoutOf(bare), signed, releases: size, example, scratch };
    for (const one of cases.filter(({ at }) => at === 'each'))
      results.push(measure(one, programs, place, size));
  }
  const place = { bare: example, checkout: example, signed: example, releases: 0, example, scratch };
  for (const one of cases.filter(({ at }) => at === 'once')) results.push(measure(one, programs, place));
  const inOrder = CASES.flatMap((one) => results.filter(({ benchCase }) => benchCase === one));
  const args = [`--sizes ${flags.sizes}`, `--runs ${flags.runs}`, '--write'];
  const report = renderReport(inOrder, countFallbacks(), { runs, args });
  if (flags.write) writeFileSync(join(ROOT, 'docs', 'performance-tables.md'), report);
  else console.log(`\n${report}`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Command and floor in turns; the first turn only warms the caches of the disk, and is not counted. */
function measure(benchCase: BenchCase, programs: Programs, place: Place, size?: number): Result {
  const own: Run[] = [];
  const floor: Run[] = [];
  for (let turn = 0; turn <= runs; turn += 1) {
    benchCase.prepare?.(place);
    floor.push(runFloor(benchCase, programs, place));
    own.push(runOnce(benchCase.command(programs, place)));
    if ((own.at(-1)?.wallMs ?? 0) > LONG_MS) break;
  }
  const first = own.length > 1 ? 1 : 0;
  const result = { benchCase, size, floor: summarise(floor.slice(first)), own: summarise(own.slice(first)) };
  const { wallMs, peakMb } = result.own;
  const label = `${benchCase.id}${size === undefined ? '' : ` at ${String(size)}`}`.padEnd(34);
  console.log(
    `${label} ${wallMs.toFixed(0).padStart(7)} ms  ${peakMb.toFixed(0).padStart(4)} MB  ${ratioOf(result).toFixed(2).padStart(6)} x floor  ${verdictOf(result)}`,
  );
  return result;
}

function runFloor(benchCase: BenchCase, programs: Programs, place: Place): Run {
  const parts = benchCase.floors(programs, place).map(runOnce);
  return {
    wallMs: parts.reduce((sum, run) => sum + run.wallMs, benchCase.allowanceMs ?? 0),
    cpuMs: parts.reduce((sum, run) => sum + run.cpuMs, 0),
    peakMb: Math.max(...parts.map((run) => run.peakMb)),
  };
}

function checkoutOf(bare: string): string {
  const folder = bare.replace(/\.git$/u, '');
  if (!existsSync(folder)) execFileSync('git', ['clone', '--quiet', bare, folder]);
  return folder;
}

/** The example registry as a repository of its own, so that the history of this one does not count. */
function exampleRepository(folder: string): string {
  const target = join(folder, 'example');
  cpSync(join(ROOT, 'registry-example'), target, { recursive: true });
  const identity = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com'];
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
    [...identity, 'commit', '--quiet', '--message=Example'],
  ]) {
    execFileSync('git', ['-C', target, ...args]);
  }
  return target;
}
