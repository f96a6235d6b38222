/** Reads the binary form of the SSH protocols (RFC 4251 section 5): big-endian numbers, strings with their length before them. */
export class SshReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** Undefined where the bytes end too early; so is every later read. */
  uint32(): number | undefined {
    if (!this.#has(4)) return undefined;
    const value = this.#bytes.readUInt32BE(this.#at);
    this.#at += 4;
    return value;
  }

  /** The next bytes, as many as asked; a view, not a copy. */
  take(count: number): Buffer | undefined {
    if (!this.#has(count)) return undefined;
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  /** A string of bytes; a view, not a copy. */
  string(): Buffer | undefined {
    const length = this.uint32();
    return length === undefined ? undefined : this.take(length);
  }

  text(): string | undefined {
    return this.string()?.toString('latin1');
  }

  rest(): Buffer {
    return this.#bytes.subarray(this.#at);
  }

  /** Once the bytes have ended too early, nothing more is read. */
  #has(count: number): boolean {
    if (this.#at + count <= this.#bytes.length) return true;
    this.#at = Number.MAX_SAFE_INTEGER;
    return false;
  }
}

/** A string of the SSH protocols: its length in four bytes, then its bytes. Pure. */
export function sshString(content: Uint8Array | string): Buffer {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
