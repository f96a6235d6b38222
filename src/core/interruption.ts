import { HyperError } from './hyper-error.ts';

/** Throws `HYPER_INTERRUPTED` where the signal is aborted, whatever reason it was aborted with. */
export function throwIfInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw toInterruption(signal.reason);
}

/** The reason of an abort as an error of ours. Pure. */
export function toInterruption(reason: unknown): HyperError {
  if (reason instanceof HyperError && reason.code === 'HYPER_INTERRUPTED') return reason;
  return new HyperError('HYPER_INTERRUPTED', 'stopped from outside', { cause: reason });
}
