import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import type { TestCommand, TestEnd, TestFile } from '../../operations/index.ts';
import { OutputHead } from './output-head.ts';

/** How long pipes may stay open after the command ended: a child that left its group may hold them. */
const DRAIN_MS = 2000;

/** What running needs of the process. */
export interface RunFacts {
  /** Where programs are looked for. */
  readonly searchPath: string;
  /** Ends every process of the group at once; throws where none is left. */
  readonly killGroup: (leader: number) => void;
  readonly signal: AbortSignal | undefined;
}

/**
 * Runs a command in a fresh folder, which goes whatever happens: its own process group, no input, an environment with
 * nothing of the user's but the search path. The whole group is ended at the limit, at a signal, and after the command. Not
 * a sandbox: files, network and processes are those of the user, and a process that leaves the group goes on.
 */
export async function runInFolder(
  { command, files, timeoutMs, maxOutputBytes }: TestCommand,
  { searchPath, killGroup, signal }: RunFacts,
): Promise<TestEnd> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hyper-run-')));
  try {
    const work = join(root, 'work');
    for (const folder of ['work', 'home', 'tmp']) mkdirSync(join(root, folder), { mode: 0o700 });
    for (const file of files) writeFile(work, file);
    const [program = '', ...args] = command;
    const child = spawn(program, args, {
      cwd: work,
      env: environmentOf(root, searchPath),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    return await watch(child, { timeoutMs, maxOutputBytes, killGroup, signal });
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Folders of the search path that are relative would be looked for in the folder of the test. */
function environmentOf(root: string, searchPath: string): Record<string, string> {
  const folders = searchPath.split(delimiter).filter((folder) => isAbsolute(folder));
  const home = join(root, 'home');
  const temporary = join(root, 'tmp');
  return {
    PATH: folders.join(delimiter),
    HOME: home,
    TMPDIR: temporary,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    CI: 'true',
    HYPER_TEST: '1',
  };
}

/** The path was checked to stay inside, and the folder is new: no link can stand on the way. */
function writeFile(folder: string, { path, bytes, isExecutable }: TestFile): void {
  const place = join(folder, ...path.split('/'));
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, bytes, { flag: 'w', mode: isExecutable ? 0o700 : 0o600 });
}

interface Watch extends Pick<RunFacts, 'killGroup' | 'signal'> {
  readonly timeoutMs: number;
  readonly maxOutputBytes: number;
}

function watch(
  child: ChildProcess,
  { timeoutMs, maxOutputBytes, killGroup, signal }: Watch,
): Promise<TestEnd> {
  const [stdout, stderr] = [new OutputHead(maxOutputBytes), new OutputHead(maxOutputBytes)];
  child.stdout?.on('data', (part: Buffer) => {
    stdout.add(part);
  });
  child.stderr?.on('data', (part: Buffer) => {
    stderr.add(part);
  });
  return new Promise((resolve) => {
    let kind: TestEnd['kind'] = 'ended';
    const stop = (): void => {
      endGroup(child, killGroup);
    };
    const timer = setTimeout(() => {
      kind = 'timeout';
      stop();
    }, timeoutMs);
    signal?.addEventListener('abort', stop, { once: true });
    const settle = (exitStatus: number | null, name: string | null): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      resolve({ kind, exitStatus, signal: name, stdout: stdout.output(), stderr: stderr.output() });
    };
    child.on('error', () => {
      kind = 'unrunnable';
      settle(null, null);
    });
    child.on('exit', (exitStatus, name) => {
      stop();
      const drain = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, DRAIN_MS);
      child.on('close', () => {
        clearTimeout(drain);
        settle(exitStatus, name);
      });
    });
  });
}

/** Ends every process of the child's group; there may be none left. */
function endGroup({ pid }: ChildProcess, killGroup: RunFacts['killGroup']): void {
  if (pid === undefined) return;
  try {
    killGroup(pid);
  } catch {
    // Nobody of the group is left.
  }
}
