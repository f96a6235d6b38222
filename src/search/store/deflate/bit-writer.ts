/** Bits of a code that stands in one number with its length, which is above. */
export const CODE_BITS = 16;
export const CODE_MASK = (1 << CODE_BITS) - 1;

/** Appends bits, the lowest first, as DEFLATE orders them (RFC 1951, section 3.1.1). */
export class BitWriter {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;
  #bits = 0;
  #count = 0;

  /** At most 16 bits. */
  write(value: number, count: number): void {
    this.#bits |= value << this.#count;
    this.#count += count;
    if (this.#count < 16) return;
    this.reserve(2);
    this.#bytes[this.#length] = this.#bits;
    this.#bytes[this.#length + 1] = this.#bits >>> 8;
    this.#length += 2;
    this.#bits >>>= 16;
    this.#count -= 16;
  }

  /** Makes room for so many bytes. */
  reserve(count: number): void {
    while (this.#length + count > this.#bytes.length) this.#grow();
  }

  /** The same as `write` where there is room. */
  writeReserved(value: number, count: number): void {
    this.#bits |= value << this.#count;
    this.#count += count;
    if (this.#count < 16) return;
    const bytes = this.#bytes;
    bytes[this.#length] = this.#bits;
    bytes[this.#length + 1] = this.#bits >>> 8;
    this.#length += 2;
    this.#bits >>>= 16;
    this.#count -= 16;
  }

  /** A code with its length, where there is room. */
  writeCode(code: number): void {
    this.writeReserved(code & CODE_MASK, code >>> CODE_BITS);
  }

  /** Fills the byte at hand with zeros. */
  align(): void {
    if (this.#count > 0) this.write(0, 16 - this.#count);
  }

  /** All bytes since the last call, after so many that are left free. */
  take(before: number): Uint8Array {
    while (this.#count > 0) {
      this.reserve(1);
      this.#bytes[this.#length] = this.#bits;
      this.#length += 1;
      this.#bits >>>= 8;
      this.#count -= 8;
    }
    const whole = new Uint8Array(before + this.#length);
    whole.set(this.#bytes.subarray(0, this.#length), before);
    this.#length = 0;
    this.#bits = 0;
    this.#count = 0;
    return whole;
  }

  #grow(): void {
    const larger = new Uint8Array(2 * this.#bytes.length);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
