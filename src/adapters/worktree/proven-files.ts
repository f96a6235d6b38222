import type { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Blob, BlobRequest } from '../../registry/index.ts';
import { readWorkingFile } from './working-file.ts';

/** Read and given at once; what comes after them is not in memory yet. */
const BATCH = 64;
const SHA1_DIGITS = 40;

/**
 * Reads blobs from the working tree, where a file that has the very bytes of a blob is told by the blob's id: nothing
 * else is believed of it. From the first blob on that no file proves, `others` reads the rest.
 */
export async function* readProvenFiles(
  folder: string,
  requests: readonly BlobRequest[],
  maxBytes: number,
  others: (rest: readonly BlobRequest[]) => AsyncIterable<readonly Blob[]>,
): AsyncGenerator<readonly Blob[]> {
  for (let first = 0; first < requests.length; first += BATCH) {
    const blobs: Blob[] = [];
    for (const request of requests.slice(first, first + BATCH)) {
      const blob = readProven(folder, request, maxBytes);
      if (blob === undefined) break;
      blobs.push(blob);
    }
    if (blobs.length > 0) yield blobs;
    const next = first + blobs.length;
    if (next === Math.min(first + BATCH, requests.length)) continue;
    yield* others(requests.slice(next));
    return;
  }
}

function readProven(folder: string, request: BlobRequest, maxBytes: number): Blob | undefined {
  if (request.oid.length !== SHA1_DIGITS) return undefined;
  try {
    const { size, bytes } = readWorkingFile(`${folder}/${request.path}`, request.path, maxBytes);
    return bytes !== undefined && blobId(bytes) === request.oid ? { request, size, bytes } : undefined;
  } catch {
    return undefined;
  }
}

function blobId(bytes: Buffer): string {
  return createHash('sha1')
    .update(`blob ${String(bytes.length)}\0`)
    .update(bytes)
    .digest('hex');
}
