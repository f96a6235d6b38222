import { HyperError, toOneLine } from '../../core/index.ts';
import type { Blob, BlobRequest } from '../../registry/index.ts';

const NEWLINE = 0x0a;
const ZERO = 0x30;
/** What stands between the id of a blob and its size. */
const TYPE = ' blob ';
/** Digits of a size that is a whole number for certain. */
const MAX_DIGITS = 15;
const NOTHING = Buffer.alloc(0);
/** In place of a position: what comes next has to be awaited. */
const MORE = -1;

/** Past this many bytes over the limit, draining a blob costs more than starting git again behind it. */
const MAX_DRAINED_BYTES = 8 * 1024 * 1024;

/** Takes the output of `git cat-file --batch` apart as it comes, in chunks of any size. Copies what spans chunks, nothing else. */
export class BatchReader {
  /** The number of the blob that comes next. */
  next: number;
  /** The next blob is so far over the limit that git has to be started again behind it. */
  isTooLargeToDrain = false;
  readonly #requests: readonly BlobRequest[];
  readonly #maxBytes: number;
  #pending: Buffer = NOTHING;
  #parts: Buffer[] = [];
  #partBytes = 0;
  #needed = 0;
  #skipping = 0;
  #size = 0;
  #contentAt = 0;

  constructor(requests: readonly BlobRequest[], first: number, maxBytes: number) {
    this.#requests = requests;
    this.next = first;
    this.#maxBytes = maxBytes;
  }

  /** Gives up on the blob at hand as too large; returns the number of the one behind it. */
  skip(): number {
    return this.next;
  }

  /** The blobs that end in the chunk. Errors: `HYPER_OBJECT_CORRUPT`. */
  push(chunk: Buffer): Blob[] {
    const blobs: Blob[] = [];
    const start = this.#collect(chunk, blobs);
    if (start === MORE) return blobs;
    const rest = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    this.#pending = NOTHING;
    let at = start;
    while (at !== MORE && !this.isTooLargeToDrain) at = this.#take(rest, at, blobs);
    return blobs;
  }

  /** Gathers the parts of a blob that spans chunks, and copies nothing else; gives where the chunk goes on behind it. */
  #collect(chunk: Buffer, blobs: Blob[]): number {
    if (this.#needed === 0) return 0;
    const missing = this.#needed - this.#partBytes;
    this.#parts.push(chunk.length > missing ? chunk.subarray(0, missing) : chunk);
    this.#partBytes += chunk.length;
    if (this.#partBytes < this.#needed) return MORE;
    const whole = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#needed = 0;
    this.#take(whole, 0, blobs);
    return missing;
  }

  /** Takes the blob whose head begins at a place; gives where the next one begins, `MORE` where the rest is not there yet. */
  #take(buffer: Buffer, at: number, blobs: Blob[]): number {
    if (this.#skipping > 0) return this.#drain(buffer, at, blobs);
    const request = this.#requests[this.next];
    if (request === undefined || at === buffer.length) return MORE;
    const size = this.#readHead(buffer, at, request);
    if (size === MORE) {
      this.#pending = buffer.subarray(at);
      return MORE;
    }
    const start = this.#contentAt;
    const end = start + size;
    if (size > this.#maxBytes) {
      this.#size = size;
      this.#skipping = size + 1;
      return this.#drain(buffer, start, blobs);
    }
    if (buffer.length < end + 1) {
      this.#parts = [buffer.subarray(at)];
      this.#partBytes = buffer.length - at;
      this.#needed = end + 1 - at;
      return MORE;
    }
    blobs.push({ request, size, bytes: buffer.subarray(start, end) });
    this.next += 1;
    return end + 1;
  }

  /** The size that the line at a place tells, and where the content begins; `MORE` where the line has no end yet. */
  #readHead(buffer: Buffer, at: number, request: BlobRequest): number {
    const digits = at + request.oid.length + TYPE.length;
    let end = digits;
    let size = 0;
    for (let digit = digitAt(buffer, end); digit >= 0; digit = digitAt(buffer, end)) {
      size = 10 * size + digit;
      end += 1;
    }
    // The line as git writes it of every blob; of another it is taken apart.
    const isUsual = end > digits && end <= digits + MAX_DIGITS && buffer[end] === NEWLINE;
    if (!isUsual || buffer.toString('latin1', at, digits) !== request.oid + TYPE) {
      end = buffer.indexOf(NEWLINE, at);
      if (end < 0) return MORE;
      size = sizeOf(buffer.toString('latin1', at, end), request);
    }
    this.#contentAt = end + 1;
    return size;
  }

  #drain(buffer: Buffer, at: number, blobs: Blob[]): number {
    const request = this.#requests[this.next];
    if (request === undefined) return MORE;
    const there = buffer.length - at;
    if (this.#skipping <= MAX_DRAINED_BYTES && there < this.#skipping) {
      this.#skipping -= there;
      return MORE;
    }
    blobs.push({ request, size: this.#size, bytes: undefined });
    this.next += 1;
    if (this.#skipping > MAX_DRAINED_BYTES) {
      this.isTooLargeToDrain = true;
      return MORE;
    }
    const next = at + this.#skipping;
    this.#skipping = 0;
    return next;
  }
}

function digitAt(buffer: Buffer, at: number): number {
  const digit = (buffer[at] ?? 0) - ZERO;
  return digit <= 9 ? digit : -1;
}

function sizeOf(header: string, request: BlobRequest): number {
  const [oid, type, size] = header.split(' ');
  if (oid === request.oid && type === 'blob' && size !== undefined) return Number(size);
  throw unreadable(request);
}

/** The fault of a blob that git does not have. Pure. */
export function unreadable(request: BlobRequest): HyperError {
  return new HyperError('HYPER_OBJECT_CORRUPT', `git has no readable blob for "${toOneLine(request.path)}"`, {
    hint: 'run git fsck',
    details: { oid: request.oid, path: request.path },
  });
}
