import { createHash } from 'node:crypto';
import { v7 } from 'uuid';

/**
 * A UUIDv7 that is the same on every machine: the time is the release's, the random bits are those of the sha256 of the
 * subject (`namespace/name@version`). Pure.
 */
export function deterministicId(subject: string, milliseconds: number): string {
  const digest = createHash('sha256').update(subject).digest();
  return v7({ msecs: milliseconds, seq: digest.readUInt32BE(0), random: digest.subarray(4, 20) });
}
