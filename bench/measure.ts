import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program in a process of its own. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly folder?: string;
}

/** One run of a command: from start to end, its child processes included. */
export interface Run {
  readonly wallMs: number;
  /** User and system time of the process and of those it waited for. */
  readonly cpuMs: number;
  /** Largest resident set of any one of its processes. */
  readonly peakMb: number;
}

const TIME = '/usr/bin/time';

/** Runs a command and throws where its exit status is not 0; what it prints goes nowhere. Needs GNU time. */
export function runOnce({ file, args, folder = '.' }: Command): Run {
  const place = mkdtempSync(join(tmpdir(), 'hyper-bench-time-'));
  const report = join(place, 'report');
  try {
    const words = ['--format=%e %U %S %M', `--output=${report}`, file, ...args];
    const startedAt = performance.now();
    const { error, status, stderr } = spawnSync(TIME, words, {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      maxBuffer: 64 * 1024 * 1024,
    });
    const wallMs = performance.now() - startedAt;
    if (error !== undefined) throw error;
    if (status !== 0)
      throw new Error(`${[file, ...args].join(' ')} ended with ${String(status)}: ${stderr.toString()}`);
    const [, user = '0', system = '0', peakKb = '0'] = readFileSync(report, 'utf8').trim().split(' ');
    return { wallMs, cpuMs: 1000 * (Number(user) + Number(system)), peakMb: Number(peakKb) / 1024 };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** The medians of several runs; the peak is the largest of all. */
export function summarise(runs: readonly Run[]): Run {
  return {
    wallMs: median(runs.map((run) => run.wallMs)),
    cpuMs: median(runs.map((run) => run.cpuMs)),
    peakMb: Math.max(...runs.map((run) => run.peakMb)),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
