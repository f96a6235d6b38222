import type { Blob, BlobRequest } from '../../registry/index.ts';
import { HyperError, toOneLine } from '../../core/index.ts';
import { endOf, gitFailure, spawnGit } from './git-process.ts';
import type { GitOptions } from './git-process.ts';
import type { ObjectReader } from './object-reader.ts';

const NEWLINE = 0x0a;

/** Past this many bytes over the limit, draining a blob costs more than starting git again behind it. */
const MAX_DRAINED_BYTES = 8 * 1024 * 1024;

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

class BatchReader {
  next: number;
  isTooLargeToDrain = false;
  readonly #requests: readonly BlobRequest[];
  readonly #maxBytes: number;
  #pending: Buffer = Buffer.alloc(0);
  #parts: Buffer[] = [];
  #partBytes = 0;
  #needed = 0;
  #skipping = 0;
  #size = 0;

  constructor(requests: readonly BlobRequest[], first: number, maxBytes: number) {
    this.#requests = requests;
    this.next = first;
    this.#maxBytes = maxBytes;
  }

  /** Gives up on the blob at hand as too large; returns the number of the one behind it. */
  skip(): number {
    return this.next;
  }

  push(chunk: Buffer): Blob[] {
    const blobs: Blob[] = [];
    let rest = this.#collect(chunk);
    while (rest !== undefined && !this.isTooLargeToDrain) {
      rest = this.#take(rest, blobs);
    }
    return blobs;
  }

  /** Gathers the parts of a blob that spans chunks without copying them again for each chunk. */
  #collect(chunk: Buffer): Buffer | undefined {
    if (this.#needed === 0) {
      return this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    }
    this.#parts.push(chunk);
    this.#partBytes += chunk.length;
    if (this.#partBytes < this.#needed) return undefined;
    const whole = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#needed = 0;
    return whole;
  }

  #take(buffer: Buffer, blobs: Blob[]): Buffer | undefined {
    this.#pending = Buffer.alloc(0);
    if (this.#skipping > 0) return this.#drain(buffer, blobs);
    if (buffer.length === 0) return undefined;
    const lineEnd = buffer.indexOf(NEWLINE);
    if (lineEnd < 0) {
      this.#pending = buffer;
      return undefined;
    }
    const request = this.#requests[this.next];
    if (request === undefined) return undefined;
    const size = sizeOf(buffer.toString('latin1', 0, lineEnd), request);
    const end = lineEnd + 1 + size;
    if (size > this.#maxBytes) {
      this.#size = size;
      this.#skipping = size + 1;
      return this.#drain(buffer.subarray(lineEnd + 1), blobs);
    }
    if (buffer.length < end + 1) {
      this.#parts = [buffer];
      this.#partBytes = buffer.length;
      this.#needed = end + 1;
      return undefined;
    }
    blobs.push({ request, size, bytes: buffer.subarray(lineEnd + 1, end) });
    this.next += 1;
    return buffer.subarray(end + 1);
  }

  #drain(buffer: Buffer, blobs: Blob[]): Buffer | undefined {
    const request = this.#requests[this.next];
    if (request === undefined) return undefined;
    if (this.#skipping > MAX_DRAINED_BYTES || buffer.length >= this.#skipping) {
      blobs.push({ request, size: this.#size, bytes: undefined });
      this.next += 1;
      if (this.#skipping > MAX_DRAINED_BYTES) {
        this.isTooLargeToDrain = true;
        return undefined;
      }
      const rest = buffer.subarray(this.#skipping);
      this.#skipping = 0;
      return rest;
    }
    this.#skipping -= buffer.length;
    return undefined;
  }
}

function sizeOf(header: string, request: BlobRequest): number {
  const [oid, type, size] = header.split(' ');
  if (oid === request.oid && type === 'blob' && size !== undefined) return Number(size);
  throw unreadable(request);
}

function unreadable(request: BlobRequest): HyperError {
  return new HyperError('HYPER_OBJECT_CORRUPT', `git has no readable blob for "${toOneLine(request.path)}"`, {
    hint: 'run git fsck',
    details: { oid: request.oid, path: request.path },
  });
}
