import { readFileSync, readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { hostname } from 'node:os';
import { digestHex } from '../../core/index.ts';

/** Which process: a pid alone is not enough, for pids are used again. Both tokens are lower-case hex. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Digest of boot and start time; `0` where the system does not tell (then only the pid counts). */
  readonly started: string;
  /** Digest of the host's name. */
  readonly host: string;
}

/** What a writer must know of processes to tell a running owner of a lock from a dead one (K06). */
export interface ProcessTable {
  readonly self: ProcessIdentity;
  /** False only where the process is certainly gone. A process of another host counts as running. */
  isRunning(identity: ProcessIdentity): boolean;
  /** Kills every process that works in the folder and has the word among its arguments. Only Linux tells of others where
   *  they work: elsewhere it kills none. */
  killIn(folder: string, word: string): void;
}

/** The part of node's `process` that is needed; passed in by the composition root. */
export interface RunningProcess {
  readonly pid: number;
  kill(pid: number, signal: 0 | 'SIGKILL'): boolean;
}

/** A table of this machine's processes, seen from the given one. */
export function createProcessTable(current: RunningProcess): ProcessTable {
  let known: ProcessIdentity | undefined;
  // Digests load what most commands do without: only who takes a lock asks.
  const self = (): ProcessIdentity => {
    const { pid } = current;
    return (known ??= { pid, started: startToken(pid), host: digestHex(hostname()).slice(0, 8) });
  };
  return {
    get self() {
      return self();
    },
    isRunning: (identity) => {
      if (identity.host !== self().host) return true;
      if (!isAlive(current, identity.pid)) return false;
      const started = startToken(identity.pid);
      return started === '0' || identity.started === '0' || started === identity.started;
    },
    killIn: (folder, word) => {
      for (const pid of processesIn(folder, word)) kill(current, pid);
    },
  };
}

function processesIn(folder: string, word: string): number[] {
  try {
    const place = realpathSync(folder);
    const all = readdirSync('/proc').filter((name) => /^\d+$/u.test(name));
    return all.filter((pid) => worksIn(pid, place, word)).map(Number);
  } catch {
    return [];
  }
}

function worksIn(pid: string, place: string, word: string): boolean {
  try {
    if (readlinkSync(`/proc/${pid}/cwd`) !== place) return false;
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0').includes(word);
  } catch {
    // It ended meanwhile, or belongs to somebody else.
    return false;
  }
}

function kill(current: RunningProcess, pid: number): void {
  try {
    current.kill(pid, 'SIGKILL');
  } catch {
    // It ended meanwhile.
  }
}

function isAlive(current: RunningProcess, pid: number): boolean {
  try {
    return current.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Linux tells the start of a process in clock ticks since boot, as the 22nd field of its stat line. */
function startToken(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    return ticks === undefined ? '0' : digestHex(`${boot} ${ticks}`).slice(0, 12);
  } catch {
    return '0';
  }
}
