import { spawn } from 'node:child_process';
import { expect } from 'vitest';
import { cleanEnvironment, hyper, HYPER } from '../e2e/run-hyper.ts';
import type { HyperResult } from '../e2e/run-hyper.ts';

/** What `--json` printed. */
export interface JsonReport {
  readonly ok: boolean;
  readonly outcome: string;
  readonly diagnostics: readonly {
    readonly code: string;
    readonly severity: string;
    readonly path?: string;
    readonly message: string;
  }[];
  readonly data: Record<string, unknown> | null;
}

export interface JsonResult {
  readonly status: number | null;
  readonly report: JsonReport;
  /** Codes of the findings, each once, in order. */
  readonly codes: readonly string[];
}

/** Runs the built `hyper` with `--json` and checks that whatever happened, no stack trace shows. */
export function hyperJson(
  words: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): JsonResult {
  const result = hyper([...words, '--json'], { cwd, env });
  expectNoTrace(result);
  const report = JSON.parse(result.stdout) as JsonReport;
  return { status: result.status, report, codes: [...new Set(report.diagnostics.map(({ code }) => code))] };
}

/** Runs the built `hyper` as a person would and checks that no stack trace shows. */
export function hyperText(words: readonly string[], cwd: string): HyperResult {
  const result = hyper(words, { cwd });
  expectNoTrace(result);
  return result;
}

/** Starts `hyper` and kills it, so that it cannot clean up, after a while. */
export function killHyper(words: readonly string[], cwd: string, afterMs: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [HYPER, ...words], {
      cwd,
      env: cleanEnvironment(),
      stdio: 'ignore',
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
    child.on('error', reject);
    child.on('close', (_status, signal) => {
      clearTimeout(timer);
      resolve(signal === 'SIGKILL');
    });
  });
}

/** Starts `hyper` and, after a while, sends SIGINT to it and all that it started, as a terminal does for Ctrl-C. */
export function interruptGroup(words: readonly string[], cwd: string, afterMs: number): Promise<HyperResult> {
  return startHyper(words, cwd, (pid) => {
    const timer = setTimeout(() => {
      try {
        process.kill(-pid, 'SIGINT');
      } catch (error) {
        // It has just ended by itself.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    }, afterMs);
    return () => {
      clearTimeout(timer);
    };
  });
}

/** Starts `hyper` without waiting for it; `onStart` gets the id of its process group and returns what to do at its end. */
export function startHyper(
  words: readonly string[],
  cwd: string,
  onStart: (pid: number) => () => void = () => () => undefined,
): Promise<HyperResult> {
  return new Promise((resolve, reject) => {
    const env = cleanEnvironment();
    const child = spawn(process.execPath, [HYPER, ...words], { cwd, env, stdio: 'pipe', detached: true });
    const onEnd = onStart(child.pid ?? 0);
    let stdout = '';
    let stderr = '';
    child.stdin.end();
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (status, signal) => {
      onEnd();
      resolve({ status, signal, stdout, stderr });
    });
  });
}

function expectNoTrace({ stdout, stderr }: HyperResult): void {
  expect(stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/mu);
  expect(stdout).not.toMatch(/^\s+at .+:\d+:\d+\)?$/mu);
  expect(stderr).not.toContain('HYPER_INTERNAL');
}
