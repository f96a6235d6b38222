import { HyperError } from './hyper-error.ts';

/** Throws `HYPER_INTERNAL` unless the condition holds: for our own bugs only, never for content. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new HyperError('HYPER_INTERNAL', message);
}
