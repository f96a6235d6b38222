import { HyperError } from '../../core/index.ts';
import { askOnce } from './ask-once.ts';
import { ByteReader, toText } from './bytes.ts';
import { MANIFEST_PATH, STORE_FORMAT, partPath, unpack } from './store-format.ts';
import type { Inflate, ShardReader, StoreManifest } from './store-format.ts';
import type { Entry } from './write-store.ts';

/** A key of a shard, and its value or the digest of the part that is it. */
export type Row = readonly [key: string, value: Uint8Array | { readonly digest: string }];

/** A store of values by key, of which only the parts that are asked for are read, once each. */
export interface Store {
  readonly facts: ReadonlyMap<string, number>;
  get(key: string): Promise<Uint8Array | undefined>;
  /** The keys that begin with the prefix, in order, at most `limit`, and the values of those that are wanted. */
  scan(
    prefix: string,
    limit: number,
    isWanted?: (key: string) => boolean,
  ): Promise<readonly (readonly [key: string, value: Uint8Array])[]>;
  /** A part that was kept on its own. */
  part(digest: string): Promise<Uint8Array>;
  /** What `parse` makes of a file beside the parts. */
  file<T>(path: string, parse: (bytes: Uint8Array) => T): Promise<T>;
  /** The same of a value that is packed, by any name. */
  unpacked<T>(name: string, bytes: Uint8Array, parse: (bytes: Uint8Array) => T): T;
}

/** Opens a store that a `StoreWriter` wrote. Errors: `HYPER_SEARCH_INDEX_INVALID` where it is missing, of another format or damaged. */
export async function openStore(reader: ShardReader, inflate: Inflate): Promise<Store> {
  const manifest = parseManifestText(await reader.read(MANIFEST_PATH));
  return new ShardedStore(reader, inflate, manifest);
}

const NO_BYTES = new Uint8Array();

class ShardedStore implements Store {
  readonly facts: ReadonlyMap<string, number>;
  readonly #reader: ShardReader;
  readonly #inflate: Inflate;
  readonly #manifest: StoreManifest;
  readonly #pages = new Map<string, Promise<readonly Entry[]>>();
  readonly #shards = new Map<string, Promise<readonly Row[]>>();
  readonly #values = new Map<string, Promise<Uint8Array>>();

  constructor(reader: ShardReader, inflate: Inflate, manifest: StoreManifest) {
    this.#reader = reader;
    this.#inflate = inflate;
    this.#manifest = manifest;
    this.facts = new Map(Object.entries(manifest.facts));
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    for await (const rows of this.#shardsFrom(key)) {
      const at = firstAtLeast(rows, key);
      const row = rows[at];
      return row?.[0] === key ? this.#valueOf(row) : undefined;
    }
    return undefined;
  }

  async scan(
    prefix: string,
    limit: number,
    isWanted: (key: string) => boolean = () => true,
  ): Promise<readonly (readonly [string, Uint8Array])[]> {
    const found: (readonly [string, Uint8Array])[] = [];
    for await (const rows of this.#shardsFrom(prefix)) {
      for (let at = firstAtLeast(rows, prefix); at < rows.length; at += 1) {
        const row = rows[at];
        if (row === undefined || found.length >= limit || !row[0].startsWith(prefix)) return found;
        found.push([row[0], isWanted(row[0]) ? await this.#valueOf(row) : NO_BYTES]);
      }
    }
    return found;
  }

  /** The shards in order, from the one that may hold the key. */
  async *#shardsFrom(key: string): AsyncGenerator<readonly Row[]> {
    yield* this.#below(this.#manifest.entries, this.#manifest.levels, key);
  }

  async *#below(entries: readonly Entry[], levels: number, key: string): AsyncGenerator<readonly Row[]> {
    for (let at = lastAtMost(entries, key); at < entries.length; at += 1) {
      const digest = entries[at]?.[1] ?? '';
      if (levels === 0) yield await this.#part(this.#shards, digest, parseShard);
      else yield* this.#below(await this.#part(this.#pages, digest, parsePage), levels - 1, key);
    }
  }

  #valueOf([, value]: Row): Promise<Uint8Array> {
    if (value instanceof Uint8Array) return Promise.resolve(value);
    return this.part(value.digest);
  }

  part(digest: string): Promise<Uint8Array> {
    return this.#part(this.#values, digest, (bytes) => bytes);
  }

  async file<T>(path: string, parse: (bytes: Uint8Array) => T): Promise<T> {
    const bytes = await this.#reader.read(path);
    if (bytes === undefined) throw invalid(`the part "${path}" is missing`);
    return this.unpacked(path, bytes, parse);
  }

  unpacked<T>(name: string, bytes: Uint8Array, parse: (bytes: Uint8Array) => T): T {
    try {
      return parse(unpack(bytes, this.#inflate));
    } catch (error) {
      throw invalid(`the part "${name}" is damaged`, error);
    }
  }

  async #part<T>(
    known: Map<string, Promise<T>>,
    digest: string,
    parse: (bytes: Uint8Array) => T,
  ): Promise<T> {
    if (!/^[0-9a-f]{16}$/u.test(digest)) throw invalid('the search index is damaged');
    return askOnce(known, digest, () => this.file(partPath(digest), parse));
  }
}

/** Turns away from what cannot be an index. */
export function invalid(message: string, cause?: unknown): HyperError {
  return new HyperError('HYPER_SEARCH_INDEX_INVALID', message, {
    hint: 'hyper build --clean writes the search index anew',
    cause,
  });
}

/** Reads the manifest of a store. Errors: `HYPER_SEARCH_INDEX_INVALID`. */
export function parseManifestText(bytes: Uint8Array | undefined): StoreManifest {
  if (bytes === undefined) throw invalid(`the search index has no "${MANIFEST_PATH}"`);
  let value: Partial<StoreManifest> | null;
  try {
    value = JSON.parse(toText(bytes)) as Partial<StoreManifest> | null;
  } catch (error) {
    throw invalid(`"${MANIFEST_PATH}" of the search index is damaged`, error);
  }
  if (value?.formatVersion !== STORE_FORMAT) {
    throw invalid(`expected a search index of format ${STORE_FORMAT}`);
  }
  const { levels, entries, facts } = value;
  const isSound =
    typeof facts === 'object' && Number.isSafeInteger(levels) && (levels ?? 99) < 8 && isEntries(entries);
  if (!isSound) throw invalid(`"${MANIFEST_PATH}" of the search index is damaged`);
  return value as StoreManifest;
}

function isEntries(value: unknown): boolean {
  const isEntry = (one: unknown): boolean =>
    Array.isArray(one) && typeof one[0] === 'string' && typeof one[1] === 'string';
  return Array.isArray(value) && value.every(isEntry);
}

/** Reads a directory page. Throws where it is none. */
export function parsePage(bytes: Uint8Array): Entry[] {
  const reader = new ByteReader(bytes);
  const entries: Entry[] = [];
  let key = '';
  while (!reader.isAtEnd) {
    key = key.slice(0, reader.number()) + reader.text();
    const digest = [...reader.raw(8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    entries.push([key, digest]);
  }
  return entries;
}

/** Reads a shard. Throws where it is none. */
export function parseShard(bytes: Uint8Array): Row[] {
  const reader = new ByteReader(bytes);
  const rows: Row[] = [];
  let key = '';
  while (!reader.isAtEnd) {
    key = key.slice(0, reader.number()) + reader.text();
    const isInline = reader.number() === 0;
    rows.push([key, isInline ? reader.block() : { digest: reader.text() }]);
  }
  return rows;
}

function firstAtLeast(rows: readonly (readonly [string, unknown])[], key: string): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.[0] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The place of the last entry that may hold the key. Pure. */
export function lastAtMost(entries: readonly Entry[], key: string): number {
  const at = firstAtLeast(entries, key);
  return entries[at]?.[0] === key ? at : Math.max(0, at - 1);
}
