import { digestHex } from '../../core/index.ts';
import { KIND_CODES, slotOf } from '../index/assign-ids.ts';
import { readRows, rowsPath } from '../index/rows.ts';
import type { Row as DocumentRow } from '../index/rows.ts';
import { nativeInflate } from '../store/native-inflate.ts';
import { invalid, lastAtMost, parseManifestText, parsePage, parseShard } from '../store/open-store.ts';
import type { Row } from '../store/open-store.ts';
import { DIGEST_DIGITS, MANIFEST_PATH, partPath, unpack } from '../store/store-format.ts';
import type { StoreManifest } from '../store/store-format.ts';
import type { Entry } from '../store/write-store.ts';
import { textHash } from '../text/text-hash.ts';

/** The files of an index that was built before, by their path below its folder. */
export interface FormerFiles {
  has(path: string): boolean;
  /** Undefined where the file is not as it was built. */
  read(path: string): Promise<Uint8Array | undefined>;
}

/** How an index numbers documents and parts what it keeps of them. */
export interface Frame {
  readonly documents: number;
  readonly hashBits: number;
  readonly rowSpan: number;
  readonly chunkSpan: number;
}

/** A document of a former index. */
export interface FormerDocument {
  readonly id: number;
  readonly row: DocumentRow;
}

/** An index that was built before; only the parts are read that are asked for, once each. What is wrong with one is
 *  `HYPER_SEARCH_INDEX_INVALID` or an error of the files. */
export class FormerIndex {
  readonly frame: Frame;
  /** Digests of the pages above the shards. */
  readonly pages: readonly string[];
  /** Where each shard begins, in order. */
  readonly shards: readonly Entry[];
  readonly #files: FormerFiles;
  readonly #parsed = new Map<string, Promise<readonly Row[]>>();
  readonly #blocks = new Map<string, Promise<ReadonlyMap<number, DocumentRow>>>();

  private constructor(
    files: FormerFiles,
    frame: Frame,
    found: { pages: string[]; shards: readonly Entry[] },
  ) {
    this.#files = files;
    this.frame = frame;
    ({ pages: this.pages, shards: this.shards } = found);
  }

  static async open(files: FormerFiles): Promise<FormerIndex> {
    const manifest = parseManifestText(await files.read(MANIFEST_PATH));
    const pages: string[] = [];
    let entries = manifest.entries;
    for (let level = 0; level < manifest.levels; level += 1) {
      const below: Entry[] = [];
      for (const [, digest] of entries) {
        pages.push(digest);
        below.push(...parsePage(await readPart(files, digest)));
      }
      entries = below;
    }
    return new FormerIndex(files, frameOf(manifest), { pages, shards: entries });
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** The place of the shard that holds the key, if any does. */
  placeOf(key: string): number {
    return lastAtMost(this.shards, key);
  }

  /** The rows of the shard at this place. */
  rowsAt(place: number): Promise<readonly Row[]> {
    const digest = this.shards[place]?.[1] ?? '';
    return once(this.#parsed, digest, async () => parseShard(await this.part(digest)));
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const row = (await this.rowsAt(this.placeOf(key))).find((one) => one[0] === key);
    return row && this.valueOf(row[1]);
  }

  /** The value of a row. */
  async valueOf(value: Row[1]): Promise<Uint8Array> {
    return value instanceof Uint8Array ? value : this.part(value.digest);
  }

  /** The rows in order, from the first whose key is not before this one. */
  async *rowsFrom(key: string): AsyncGenerator<Row> {
    for (let place = this.placeOf(key); place < this.shards.length; place += 1) {
      for (const row of await this.rowsAt(place)) if (row[0] >= key) yield row;
    }
  }

  part(digest: string): Promise<Uint8Array> {
    return readPart(this.#files, digest);
  }

  /** The block of rows with this id: each document by the distance from the block's first id. */
  blockOf(id: number): Promise<ReadonlyMap<number, DocumentRow>> {
    const path = this.rowsPathOf(id);
    return once(this.#blocks, path, async () =>
      this.#files.has(path) ? readRows(await readPacked(this.#files, path)) : new Map(),
    );
  }

  rowsPathOf(id: number): string {
    return rowsPath(this.frame.hashBits, this.frame.rowSpan, id);
  }

  /** The document with this id. */
  async document(id: number): Promise<DocumentRow> {
    const row = (await this.blockOf(id)).get(id % this.frame.rowSpan);
    if (row === undefined) throw invalid('a document has no row');
    return row;
  }

  /** The document that has the number, whatever its type and state. */
  async documentAt(slot: number): Promise<FormerDocument | undefined> {
    if (slot < 0) return undefined;
    const first = slot * KIND_CODES;
    const block = await this.blockOf(first);
    const distance = first % this.frame.rowSpan;
    for (let kind = 0; kind < KIND_CODES; kind += 1) {
      const row = block.get(distance + kind);
      if (row !== undefined) return { id: first + kind, row };
    }
    return undefined;
  }
}

/** The number that a document of a former index wanted, without its type and state; it may have got a later one, even behind
 *  the last of its rank. Pure. */
export function wishedSlot({ hashBits }: Frame, { id, row }: FormerDocument): number {
  const slot = Math.floor(id / KIND_CODES);
  const inRank = slotOf(0, textHash(row.stored.reference), hashBits);
  const fromBest = Math.floor(slot / 2 ** hashBits);
  return (slot % 2 ** hashBits < inRank ? fromBest - 1 : fromBest) * 2 ** hashBits + inRank;
}

async function readPacked(files: FormerFiles, path: string): Promise<Uint8Array> {
  const bytes = await files.read(path);
  if (bytes === undefined) throw invalid('a file of the search index is not as it was built');
  return unpack(bytes, nativeInflate);
}

async function readPart(files: FormerFiles, digest: string): Promise<Uint8Array> {
  const bytes = await readPacked(files, partPath(digest));
  if (digestHex(bytes).slice(0, DIGEST_DIGITS) !== digest) throw invalid('a part has another digest');
  return bytes;
}

function frameOf({ facts }: StoreManifest): Frame {
  const fact = (name: keyof Frame): number => facts[name] ?? NaN;
  return {
    documents: fact('documents'),
    hashBits: fact('hashBits'),
    rowSpan: fact('rowSpan'),
    chunkSpan: fact('chunkSpan'),
  };
}

function once<T>(known: Map<string, Promise<T>>, name: string, read: () => Promise<T>): Promise<T> {
  const found = known.get(name) ?? read();
  known.set(name, found);
  return found;
}
