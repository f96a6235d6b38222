import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { homeWithCode } from '../build/lent-code.ts';
import { namedFolder } from '../build/temporary-folder.ts';

export const HYPER = fileURLToPath(new URL('../../dist/hyper.js', import.meta.url));
export const EXAMPLE = fileURLToPath(new URL('../../registry-example', import.meta.url));

export interface HyperResult {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface HyperOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/**
 * The environment of a user without settings, registry or colours of their own. A home for each test file: what one
 * believes and keeps, another never finds.
 */
export function cleanEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: namedFolder('home', homeWithCode),
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    ...extra,
  };
}

/** Runs the built `hyper` to its end. */
export function hyper(words: readonly string[], { cwd, env, input }: HyperOptions): HyperResult {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [HYPER, ...words], {
    cwd,
    env: cleanEnvironment(env),
    encoding: 'utf8',
    input: input ?? '',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, signal, stdout, stderr };
}

/** Starts `hyper`, sends the signal once it has run for a moment, and waits for its end. */
export function interruptHyper(
  words: readonly string[],
  cwd: string,
  name: NodeJS.Signals,
): Promise<HyperResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [HYPER, ...words], { cwd, env: cleanEnvironment(), stdio: 'pipe' });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      if (text.includes('hyper:')) setTimeout(() => child.kill(name), 300);
    });
    child.on('error', reject);
    child.on('close', (status, signal) => {
      resolve({ status, signal, stdout, stderr });
    });
  });
}

/** A `hyper` that runs beside others. */
export interface RunningHyper {
  readonly ended: Promise<HyperResult>;
  readonly kill: (name: NodeJS.Signals) => void;
  /** Waits until the text stands on stdout, or the end. */
  readonly seen: (text: string) => Promise<void>;
  /** Waits for the first line of stdout, or the end; gives it without its end. */
  readonly line: () => Promise<string>;
}

/** Starts `hyper` beside others, so that servers of this process can answer it. */
export function startHyper(words: readonly string[], { cwd, env, input }: HyperOptions): RunningHyper {
  const child = spawn(process.execPath, [HYPER, ...words], {
    cwd,
    env: cleanEnvironment(env),
    stdio: 'pipe',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<HyperResult>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => {
      resolve({ status, signal, stdout, stderr });
    });
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  const seen = (text: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (stdout.includes(text)) resolve();
      };
      child.stdout.on('data', look);
      child.on('close', () => {
        resolve();
      });
      look();
    });
  const line = async (): Promise<string> => {
    await seen('\n');
    return stdout.split('\n')[0] ?? '';
  };
  return { ended, kill: (name) => child.kill(name), seen, line };
}
