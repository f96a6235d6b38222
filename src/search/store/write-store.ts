import { bytesHash, textHash } from '../text/text-hash.ts';
import { ByteWriter, toBytes, toText } from './bytes.ts';
import { MANIFEST_PATH, STORE_FORMAT } from './store-format.ts';
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
const MAX_ROOT_ENTRIES = 256;
/** A larger value has a file of its own, so that looking up its neighbours stays cheap. */
const MAX_INLINE_BYTES = 1536;

/** Where a shard or a page begins, and its digest. */
export type Entry = readonly [bound: string, digest: string];

/**
 * Writes a store of values by key: shards of neighbouring keys, pages that say where they are, and the manifest last.
 * Files are named by their digest and end where keys say so, so that a changed value changes its shard and the pages above
 * it and hardly another file. Keys come in order, each once; one shard is in memory at a time.
 */
export class StoreWriter {
  /** Where the key and the value that `add` stores are written. */
  readonly key = new ByteWriter();
  readonly value = new ByteWriter();
  readonly #keep: (bytes: Uint8Array) => string;
  readonly #entries: Entry[] = [];
  readonly #shard = new ByteWriter();
  #bound = '';
  readonly #former = new ByteWriter();
  #isFirst = true;

  /** `keep` stores a part on its own and gives its digest. */
  constructor(keep: (bytes: Uint8Array) => string) {
    this.#keep = keep;
  }

  /** Stores the value by the key, both written before; the key is ASCII and comes after those before. Begins with the next. */
  add(): void {
    const { value } = this;
    this.#addKey();
    if (value.length <= MAX_INLINE_BYTES) this.#shard.number(0).blockOf(value);
    else this.#shard.number(1).text(this.#keep(value.view()));
    value.clear();
  }

  /** The same of a value that is a part already. */
  addPart(digest: string): void {
    this.#addKey();
    this.#shard.number(1).text(digest);
  }

  /** Whether a shard is begun. */
  get isOpen(): boolean {
    return !this.#isFirst;
  }

  /** Ends the shard at hand where one ends before the key that was written; says whether it did. */
  endBefore(): boolean {
    if (!this.#isCutBefore()) return false;
    this.#closeShard(this.key);
    return true;
  }

  /** Goes on with a shard that is written already; its bound is that of the shard that ended before it, if one did. */
  addShard([bound, digest]: Entry, hasEnded: boolean): void {
    this.#entries.push([hasEnded || this.#entries.length === 0 ? this.#bound : bound, digest]);
  }

  /** Says where the next shard begins, after one that was written already. */
  begin(bound: string): void {
    if (!this.isOpen && this.#entries.length > 0) this.#bound = bound;
  }

  /** The manifest, once every other part is kept. */
  finish(facts: Readonly<Record<string, number>>): IndexFile {
    if (!this.#isFirst) this.#closeShard(new ByteWriter());
    let entries: readonly Entry[] = this.#entries;
    let levels = 0;
    for (; entries.length > MAX_ROOT_ENTRIES; levels += 1) entries = this.#pagesOf(entries);
    const manifest: StoreManifest = { formatVersion: STORE_FORMAT, facts, levels, entries };
    return { path: MANIFEST_PATH, bytes: toBytes(`${JSON.stringify(manifest)}\n`) };
  }

  #isCutBefore(): boolean {
    return isCut(SHARD_CUT, this.#shard.length, () => bytesHash(this.key));
  }

  #addKey(): void {
    const { key } = this;
    if (this.#isCutBefore()) this.#closeShard(key);
    const shared = this.#isFirst ? 0 : key.sharedWith(this.#former);
    this.#shard
      .number(shared)
      .number(key.length - shared)
      .rest(key, shared);
    this.#former.clear().rest(key);
    this.#isFirst = false;
    key.clear();
  }

  #closeShard(next: ByteWriter): void {
    this.#entries.push([this.#bound, this.#keep(this.#shard.view())]);
    this.#shard.clear();
    // The shortest text that is after the former key and not after the next.
    this.#bound = toText(next.finish()).slice(0, next.sharedWith(this.#former) + 1);
    this.#isFirst = true;
  }

  #pagesOf(entries: readonly Entry[]): Entry[] {
    const above: Entry[] = [];
    let page: Entry[] = [];
    const close = (): void => {
      const [first] = page;
      if (first !== undefined) above.push([first[0], this.#keep(renderPage(page))]);
      page = [];
    };
    for (const entry of entries) {
      if (isCut(PAGE_CUT, page.length, () => textHash(entry[0]))) close();
      page.push(entry);
    }
    close();
    return above;
  }
}

function isCut({ least, one, most }: Cut, size: number, hashOf: () => number): boolean {
  return size >= most || (size >= least && hashOf() % one === 0);
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
