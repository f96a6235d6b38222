import { v7 } from 'uuid';
import { digestHex } from '../core/index.ts';

/**
 * A UUIDv7 that is the same on every machine: the time is the release's, the random bits are those of the sha256 of the
 * subject (`namespace/name@version`). Pure.
 */
export function deterministicId(subject: string, milliseconds: number): string {
  const digest = Buffer.from(digestHex(subject), 'hex');
  return v7({ msecs: milliseconds, seq: digest.readUInt32BE(0), random: digest.subarray(4, 20) });
}
