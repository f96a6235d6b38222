import { Buffer } from 'node:buffer';
import type { TestOutput } from '../../operations/index.ts';

/** The beginning of a stream, and how long all of it was. */
export class OutputHead {
  readonly #parts: Buffer[] = [];
  readonly #maxBytes: number;
  #kept = 0;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  add(part: Buffer): void {
    this.#bytes += part.length;
    const room = this.#maxBytes - this.#kept;
    if (room <= 0) return;
    const kept = part.subarray(0, room);
    this.#parts.push(kept);
    this.#kept += kept.length;
  }

  output(): TestOutput {
    return { text: Buffer.concat(this.#parts).toString('utf8'), bytes: this.#bytes };
  }
}
