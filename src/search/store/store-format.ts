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
export const STORE_FORMAT = 1;

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

/** The path of a part by its digest: the first 16 hexadecimal digits of the sha256 of its bytes. */
export function partPath(digest: string): string {
  return `${digest.slice(0, 2)}/${digest.slice(2)}.bin`;
}
