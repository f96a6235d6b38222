import { createHash } from 'node:crypto';

/** The id that git gives to a file's bytes, in the kind of ids that a repository has (units of hex). Pure. */
export function blobId(bytes: Uint8Array, units: number): string {
  const head = `blob ${String(bytes.length)}\0`;
  return createHash(units === 64 ? 'sha256' : 'sha1')
    .update(head)
    .update(bytes)
    .digest('hex');
}
