import { textHash } from '../text/text-hash.ts';
import { GrowingNumbers } from './growing-numbers.ts';
import { TextList } from './text-list.ts';

/** The lowest digits of an id say the type and the state of its document, so that these cost no lookup. */
const TYPES = ['plugin', 'service', 'config', 'template', 'library', 'theme'] as const;
const STATES = ['published', 'deprecated', 'archived', 'yanked'] as const;
const OTHER_TYPE = 7;
const TYPE_CODES = 8;
export const KIND_CODES = TYPE_CODES * STATES.length;
/** Ranks from 0; the highest have the lowest ids, so that the best come first wherever documents are listed. */
export const RANKS = 8;
const MAX_HASH_BITS = 24;

/** What decides on the id of a document. */
export interface IdWish {
  readonly reference: string;
  readonly type: string;
  readonly state: string;
  /** From 0 to 7; the higher, the sooner it comes. */
  readonly rank: number;
}

/** How an index numbers its documents. */
export interface Numbering {
  /** Of each document in the order given. */
  readonly ids: Uint32Array;
  /** Places of the documents in order of id. */
  readonly order: Uint32Array;
  readonly hashBits: number;
}

/** Documents that want an id, a few bytes for each. */
export class IdWishes {
  readonly references = new TextList();
  readonly #hashes = new GrowingNumbers();
  /** Rank and kind. */
  readonly #kinds = new GrowingNumbers(16);

  get count(): number {
    return this.references.count;
  }

  push(wish: IdWish): void {
    this.references.push(wish.reference);
    this.#hashes.push(textHash(wish.reference));
    this.#kinds.push((RANKS - 1 - clampRank(wish.rank)) * KIND_CODES + kindCodeOf(wish));
  }

  /** What is numbered the same way as documents are, of the last one: 64 stretches of each rank. */
  lastStretch(): number {
    const at = this.count - 1;
    return Math.floor(this.#kinds.at(at) / KIND_CODES) * 64 + (this.#hashes.at(at) >>> 26);
  }

  /** The number that the document at this place wants, with so many bits of its hash. */
  slotAt(place: number, hashBits: number): number {
    return slotOf(Math.floor(this.#kinds.at(place) / KIND_CODES), this.#hashes.at(place), hashBits);
  }

  kindAt(place: number): number {
    return this.#kinds.at(place) % KIND_CODES;
  }
}

/**
 * Numbers documents by rank, then by a hash of their reference, then by type and state: one more moves none but those that
 * wanted the same number. Where the count passes a power of two, all move. The order given does not matter. Pure.
 */
export function assignIds(wishes: IdWishes): Numbering {
  const { count, references } = wishes;
  const hashBits = hashBitsFor(count);
  const slots = Float64Array.from({ length: count }, (_, place) => wishes.slotAt(place, hashBits));
  const order = Uint32Array.from(slots.keys()).sort((left, right) => {
    const apart = (slots[left] ?? 0) - (slots[right] ?? 0);
    return apart !== 0 ? apart : references.at(left) < references.at(right) ? -1 : 1;
  });
  const ids = new Uint32Array(count);
  let next = 0;
  for (const place of order) {
    const slot = Math.max(slots[place] ?? 0, next);
    next = slot + 1;
    ids[place] = slot * KIND_CODES + wishes.kindAt(place);
  }
  return { ids, order, hashBits };
}

/** The number that a document wants by its rank, from the best, which is 0, and by the hash of its reference. Pure. */
export function slotOf(fromBest: number, hash: number, hashBits: number): number {
  return fromBest * 2 ** hashBits + (hash >>> (32 - hashBits));
}

/** Bits of the hash in an id of an index of so many documents: two to four numbers for each. Pure. */
export function hashBitsFor(count: number): number {
  return Math.min(MAX_HASH_BITS, Math.ceil(Math.log2(count + 1)) + 1);
}

/** Numbers that documents can have: every id is below. Pure. */
export function idSpaceOf(hashBits: number): number {
  return RANKS * 2 ** hashBits * KIND_CODES;
}

/** The ids that about so many documents of the lowest rank share, a power of two. Pure. */
export function spanOf(hashBits: number, count: number, documents: number): number {
  const slots = (documents * 2 ** hashBits) / Math.max(1, count);
  return KIND_CODES * 2 ** Math.max(0, Math.floor(Math.log2(slots)));
}

/** The rank that an id says, from 0 to 7. Pure. */
export function rankOfId(id: number, hashBits: number): number {
  return clampRank(RANKS - 1 - Math.floor(id / KIND_CODES / 2 ** hashBits));
}

/**
 * Tells from an id alone whether its document has the type, the state, or is published; undefined for other fields, and
 * for values that ids do not tell. Pure.
 */
export function kindTest(field: string, value: string): ((id: number) => boolean) | undefined {
  if (field === 'type') {
    const code = TYPES.findIndex((type) => type === value);
    return code < 0 ? undefined : (id) => id % TYPE_CODES === code;
  }
  const state = (id: number): number => Math.floor(id / TYPE_CODES) % STATES.length;
  if (field === 'state') {
    const code = STATES.findIndex((one) => one === value);
    return code < 0 ? undefined : (id) => state(id) === code;
  }
  // Both states of what may be chosen without being told to.
  return field === 'published' ? (id) => state(id) < 2 === (value === 'true') : undefined;
}

/** The type and the state that an id tells; the type is undefined where it is none of the known ones. Pure. */
export function kindOfId(id: number): { readonly type: string | undefined; readonly state: string } {
  const state = STATES[Math.floor(id / TYPE_CODES) % STATES.length] ?? STATES[0];
  return { type: TYPES[id % TYPE_CODES], state };
}

/** The lowest digits of the id of a document. Pure. */
export function kindCodeOf(wish: Pick<IdWish, 'type' | 'state'>): number {
  const type = TYPES.findIndex((one) => one === wish.type);
  const state = STATES.findIndex((one) => one === wish.state);
  return (type < 0 ? OTHER_TYPE : type) + TYPE_CODES * Math.max(0, state);
}

/** The rank as ids tell it. Pure. */
export function clampRank(rank: number): number {
  return Math.min(RANKS - 1, Math.max(0, Math.floor(rank)));
}
