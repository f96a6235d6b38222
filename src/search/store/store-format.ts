/** A file of the index; the path is relative to the folder of the index. */
export interface IndexFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Port: reads files of an index by their path below its folder; undefined where there is none. */
export interface ShardReader {
  read(path: string): Promise<Uint8Array | undefined>;
}

/** The one file with a fixed name: read first. */
export const MANIFEST_PATH = 'manifest.json';
export const STORE_FORMAT = 3;

/** What `manifest.json` says (SPEC section 7). */
export interface StoreManifest {
  readonly formatVersion: number;
  /** What the writer of the store wanted kept. */
  readonly facts: Readonly<Record<string, number>>;
  /** Levels of directory pages between this file and the shards. */
  readonly levels: number;
  /** Bound and digest of each page, or of each shard where there are no levels; in order of bound. */
  readonly entries: readonly (readonly [bound: string, digest: string])[];
}

/** Of the sha256 of a part, as many digits as it is named by. */
export const DIGEST_DIGITS = 16;

/** The path of a part by its digest: the first hexadecimal digits of the sha256 of its bytes before they are packed. */
export function partPath(digest: string): string {
  return `${digest.slice(0, 2)}/${digest.slice(2)}.bin`;
}

/** No part of an index is larger; what is not ours is not read further. */
const MAX_PART_BYTES = 64 * 1024 * 1024;
/** A part is how many bytes it has, the lowest first, then those bytes by DEFLATE. */
export const LENGTH_BYTES = 4;

/** Unpacks DEFLATE (RFC 1951) of so many bytes. Throws where it is damaged, or of another number. */
export type Inflate = (packed: Uint8Array, length: number) => Uint8Array;

/** Reads what `pack` wrote. Throws where it is damaged or says that it is too large. */
export function unpack(bytes: Uint8Array, inflate: Inflate): Uint8Array {
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  if (length > MAX_PART_BYTES) throw new RangeError('a part is too large');
  return inflate(bytes.subarray(LENGTH_BYTES), length);
}
