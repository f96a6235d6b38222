import { Buffer } from 'node:buffer';
import { fstatSync, statSync, writeSync } from 'node:fs';

/** What a pipe takes of one writer without waiting for its reader, with room to spare. */
const MAX_AT_ONCE_BYTES = 32 * 1024;

/**
 * Whether a descriptor surely leads to no terminal, but to a file, a pipe, a socket or the null device. Asking costs one call,
 * where a stream over the descriptor loads modules of node that many a short command needs for nothing else.
 */
export function isPlainOutput(descriptor: number): boolean {
  try {
    const stat = fstatSync(descriptor);
    if (stat.isFile() || stat.isFIFO() || stat.isSocket()) return true;
    return stat.isCharacterDevice() && stat.rdev === statSync('/dev/null').rdev;
  } catch {
    return false;
  }
}

/** Writes texts to a descriptor without a stream, as long as that takes no waiting. */
export class PlainOutput {
  readonly #descriptor: number;
  #left = MAX_AT_ONCE_BYTES;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /** Gives the bytes that are left where writing on would wait for the reader. Throws what the system says. */
  write(text: string): Uint8Array {
    let rest: Uint8Array = Buffer.from(text);
    while (rest.length > 0 && rest.length <= this.#left) {
      const written = this.#writeSome(rest);
      if (written === 0) break;
      this.#left -= written;
      rest = rest.subarray(written);
    }
    if (rest.length > 0) this.#left = 0;
    return rest;
  }

  #writeSome(bytes: Uint8Array): number {
    try {
      return writeSync(this.#descriptor, bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
      throw error;
    }
  }
}
