import { HyperError } from '../core/index.ts';

const GRACE_MS = 3000;
const STATUS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const;

/** What stops the process from outside, as an `AbortSignal` and the status to exit with. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** 128 + the signal's number; undefined while nothing has happened. */
  status(): number | undefined;
  /** From now on Ctrl-C is for the program that has the terminal, and stops nothing here. */
  yieldTerminal(): void;
}

/**
 * Turns Ctrl-C and friends into an abort, so that what writes can stop at a safe point (ATTACKS K09). The process ends
 * anyway after three seconds, or at once at the second signal.
 */
export function listenForSignals(): Interruption {
  const controller = new AbortController();
  let status: number | undefined;
  let isYielded = false;
  for (const [name, code] of STATUS) {
    process.on(name, () => {
      if (isYielded && name === 'SIGINT') return;
      if (status !== undefined) endBy(name, code);
      status = code;
      process.exitCode = code;
      setTimeout(() => {
        endBy(name, code);
      }, GRACE_MS).unref();
      controller.abort(new HyperError('HYPER_INTERRUPTED', `stopped by ${name}`));
    });
  }
  return {
    signal: controller.signal,
    status: () => status,
    yieldTerminal: () => {
      isYielded = true;
    },
  };
}

/**
 * Ends the process. `process.exit` would wait for a read that never ends, of a pipe to which nobody writes: then the signal
 * itself ends it, which a shell tells with the same status.
 */
function endBy(name: NodeJS.Signals, code: number): void {
  const isReading = process.getActiveResourcesInfo().some((resource) => resource.startsWith('FSReq'));
  if (!isReading) process.exit(code);
  process.removeAllListeners(name);
  process.kill(process.pid, name);
}
