import type { Blob, BlobRequest } from '../../registry/index.ts';
import { BatchReader, unreadable } from './batch-reader.ts';
import { endOf, gitFailure, spawnGit } from './git-process.ts';
import type { GitOptions } from './git-process.ts';
import type { ObjectReader } from './object-reader.ts';

/**
 * Streams blobs through one `git cat-file --batch`, in the order asked for and in batches as git's output arrives. A
 * blob over `maxBytes` comes without bytes; one far over it is not read at all (ATTACKS G14).
 * Errors: `HYPER_OBJECT_CORRUPT`, `HYPER_GIT_MISSING`.
 */
export async function* streamBlobs(
  requests: readonly BlobRequest[],
  maxBytes: number,
  options: GitOptions,
): AsyncGenerator<readonly Blob[]> {
  let next = 0;
  while (next < requests.length) {
    next = yield* streamFrom(requests, next, maxBytes, options);
  }
}

/** As `streamBlobs`, for few blobs: they are read over a pipe that is open already. */
export async function* readFewBlobs(
  reader: ObjectReader,
  requests: readonly BlobRequest[],
  maxBytes: number,
): AsyncGenerator<readonly Blob[]> {
  const objects = await Promise.all(requests.map(({ oid }) => reader.read(oid, maxBytes)));
  const blobs = requests.map((request, number): Blob => {
    const object = objects[number];
    if (object?.type !== 'blob') throw unreadable(request);
    return { request, size: object.size, bytes: object.bytes };
  });
  if (blobs.length > 0) yield blobs;
}

async function* streamFrom(
  requests: readonly BlobRequest[],
  first: number,
  maxBytes: number,
  options: GitOptions,
): AsyncGenerator<readonly Blob[], number> {
  const child = spawnGit(['cat-file', '--batch', '--buffer'], options);
  const ended = endOf(child, options.folder);
  let stopped: Error | undefined;
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  child.stdin.on('error', () => undefined);
  child.stdin.end(oidLines(requests, first));
  const reader = new BatchReader(requests, first, maxBytes);
  try {
    for await (const chunk of child.stdout) {
      const blobs = reader.push(chunk as Buffer);
      if (blobs.length > 0) yield blobs;
      if (reader.isTooLargeToDrain) return reader.skip();
    }
    ({ stopped } = await ended);
  } finally {
    child.kill();
  }
  if (reader.next === requests.length) return reader.next;
  throw stopped ?? gitFailure(['cat-file'], stderr || 'unable to read an object');
}

function oidLines(requests: readonly BlobRequest[], first: number): string {
  let text = '';
  for (let index = first; index < requests.length; index += 1) text += `${requests[index]?.oid ?? ''}\n`;
  return text;
}
