import { digestHex } from '../../core/index.ts';
import { textHash } from '../text/text-hash.ts';
import { ByteWriter, toBytes } from './bytes.ts';
import { pack } from './pack.ts';
import { MANIFEST_PATH, STORE_FORMAT, partPath } from './store-format.ts';
import type { IndexFile, StoreManifest } from './store-format.ts';

/** Where runs of entries end: after `least`, at a key whose hash says so (one of `one` does), or at `most`. */
interface Cut {
  readonly least: number;
  readonly one: number;
  readonly most: number;
}

/** Bytes of a shard before they are packed; what a query downloads is a few of them. */
const SHARD_CUT: Cut = { least: 1024, one: 16, most: 3072 };
/** Entries of a directory page, and of the manifest. */
const PAGE_CUT: Cut = { least: 32, one: 32, most: 128 };
const MAX_ROOT_ENTRIES = 64;
/** A larger value has a file of its own, so that looking up its neighbours stays cheap. */
const MAX_INLINE_BYTES = 1536;

type Entry = readonly [bound: string, digest: string];

/**
 * Writes a store of values by key: shards of neighbouring keys, pages that say where they are, and the manifest last.
 * Files are named by their digest and end where keys say so, so that a changed value changes its shard and the pages above
 * it and hardly another file. Keys come in order, each once; one shard is in memory at a time.
 */
export class StoreWriter {
  readonly #written = new Set<string>();
  #files: IndexFile[] = [];
  readonly #entries: Entry[] = [];
  #shard = new ByteWriter();
  #bound = '';
  #former = '';
  #isFirst = true;

  /** Stores a part on its own; gives the digest by which it is read. */
  readonly keep = (bytes: Uint8Array): string => {
    const digest = digestHex(bytes).slice(0, 16);
    if (!this.#written.has(digest)) this.#files.push({ path: partPath(digest), bytes: pack(bytes) });
    this.#written.add(digest);
    return digest;
  };

  /** Stores a value by its key, which comes after those before. */
  add(key: string, value: Uint8Array): void {
    if (isCut(SHARD_CUT, this.#shard.length, key)) this.#closeShard(key);
    writeKey(this.#shard, this.#isFirst ? '' : this.#former, key);
    this.#former = key;
    this.#isFirst = false;
    if (value.length <= MAX_INLINE_BYTES) this.#shard.number(0).block(value);
    else this.#shard.number(1).text(this.keep(value));
  }

  /** The files since the last call. */
  take(): IndexFile[] {
    const files = this.#files;
    this.#files = [];
    return files;
  }

  /** The last files; the manifest is the very last. */
  finish(facts: Readonly<Record<string, number>>): IndexFile[] {
    if (!this.#isFirst) this.#closeShard('');
    let entries: readonly Entry[] = this.#entries;
    let levels = 0;
    for (; entries.length > MAX_ROOT_ENTRIES; levels += 1) entries = this.#pagesOf(entries);
    const manifest: StoreManifest = { formatVersion: STORE_FORMAT, facts, levels, entries };
    return [...this.take(), { path: MANIFEST_PATH, bytes: toBytes(`${JSON.stringify(manifest)}\n`) }];
  }

  #closeShard(next: string): void {
    this.#entries.push([this.#bound, this.keep(this.#shard.finish())]);
    this.#shard = new ByteWriter();
    this.#bound = shortestAfter(this.#former, next);
    this.#isFirst = true;
  }

  #pagesOf(entries: readonly Entry[]): Entry[] {
    const above: Entry[] = [];
    let page: Entry[] = [];
    const close = (): void => {
      const [first] = page;
      if (first !== undefined) above.push([first[0], this.keep(renderPage(page))]);
      page = [];
    };
    for (const entry of entries) {
      if (isCut(PAGE_CUT, page.length, entry[0])) close();
      page.push(entry);
    }
    close();
    return above;
  }
}

function isCut({ least, one, most }: Cut, size: number, key: string): boolean {
  return size >= most || (size >= least && textHash(key) % one === 0);
}

/** The shortest text that is after the one and not after the other. */
function shortestAfter(former: string, next: string): string {
  let shared = 0;
  while (shared < former.length && former[shared] === next[shared]) shared += 1;
  return next.slice(0, shared + 1);
}

function renderPage(entries: readonly Entry[]): Uint8Array {
  const writer = new ByteWriter();
  let former = '';
  for (const [bound, digest] of entries) {
    writeKey(writer, former, bound);
    writer.raw(Uint8Array.from(digest.match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16)));
    former = bound;
  }
  return writer.finish();
}

/** How many code units it shares with the key before it, then the rest. */
function writeKey(writer: ByteWriter, former: string, key: string): void {
  const most = Math.min(former.length, key.length);
  let shared = 0;
  while (shared < most && former[shared] === key[shared]) shared += 1;
  writer.number(shared).text(key.slice(shared));
}
