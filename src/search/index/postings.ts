import { ByteReader, ByteWriter } from '../store/bytes.ts';

/** Weights are kept as whole numbers of this part. */
const WEIGHT_UNIT = 1 / 8;

/** One document of a term. */
export interface Posting {
  readonly id: number;
  /** Bit n: the term is in text field n. */
  readonly fields: number;
  /** How much the term counts here before its rarity: the saturated, boosted sum over the fields. */
  readonly weight: number;
  /** Places in the document's words, rising; empty where they are not kept. */
  readonly positions: readonly number[];
}

/** Gathers postings in order of id: deltas, bits, weights, positions, each a varint. */
export class PostingsWriter {
  readonly #bytes = new ByteWriter();
  #last = 0;
  #count = 0;

  add({ id, fields, weight, positions }: Posting): void {
    this.#bytes.number(id - this.#last).number(fields);
    this.#bytes.number(Math.max(1, Math.round(weight / WEIGHT_UNIT))).number(positions.length);
    let former = 0;
    for (const position of positions) {
      this.#bytes.number(position - former);
      former = position;
    }
    this.#last = id;
    this.#count += 1;
  }

  finish(): Uint8Array {
    return new ByteWriter().number(this.#count).raw(this.#bytes.finish()).finish();
  }
}

/** Postings in order of id. */
export function readPostings(bytes: Uint8Array): Posting[] {
  const reader = new ByteReader(bytes);
  const count = reader.number();
  const found: Posting[] = [];
  let id = 0;
  while (found.length < count) {
    id += reader.number();
    const fields = reader.number();
    const weight = reader.number() * WEIGHT_UNIT;
    const positions: number[] = [];
    let position = 0;
    for (let left = reader.number(); left > 0; left -= 1) {
      position += reader.number();
      positions.push(position);
    }
    found.push({ id, fields, weight, positions });
  }
  return found;
}

/** Gathers ids in rising order. */
export class IdWriter {
  readonly #bytes = new ByteWriter();
  #last = 0;

  add(id: number): void {
    this.#bytes.number(id - this.#last);
    this.#last = id;
  }

  finish(): Uint8Array {
    return this.#bytes.finish();
  }
}

/** Ids in rising order; none for no bytes. */
export function readIds(bytes: Uint8Array | undefined): number[] {
  const reader = new ByteReader(bytes ?? new Uint8Array());
  const found: number[] = [];
  let id = 0;
  while (!reader.isAtEnd) {
    id += reader.number();
    found.push(id);
  }
  return found;
}
