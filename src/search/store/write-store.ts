import { digestHex, sortedBy } from '../../core/index.ts';
import { ByteWriter, toBytes } from './bytes.ts';
import { splitByPrefix } from './split-by-prefix.ts';
import { MANIFEST_PATH, STORE_FORMAT, partPath } from './store-format.ts';
import type { IndexFile, StoreManifest } from './store-format.ts';

/** Bytes of a shard; what a query downloads is a few of them. */
const MAX_SHARD_BYTES = 4096;
/** A larger value has a file of its own, so that looking up its neighbours stays cheap. */
const MAX_INLINE_BYTES = 2048;
/** Entries of a directory page, and of the manifest. */
const MAX_PAGE_ENTRIES = 96;

type Entry = readonly [bound: string, digest: string];

/**
 * The files of a store of values by key: shards of keys that share a prefix, pages that say where they are, and the
 * manifest last. Files are named by their digest, so that a changed value changes its shard and the pages above it and
 * no other file; the same values give the same bytes. Takes time linear in what is stored, but for sorting. Pure.
 */
export function* writeStore(
  values: ReadonlyMap<string, Uint8Array>,
  facts: Readonly<Record<string, number>>,
): Generator<IndexFile> {
  const written = new Set<string>();
  function* once(bytes: Uint8Array): Generator<IndexFile, string> {
    const digest = digestHex(bytes).slice(0, 16);
    if (!written.has(digest)) yield { path: partPath(digest), bytes };
    written.add(digest);
    return digest;
  }
  const keys = sortedBy(values.keys(), (key) => key);
  const sizeOf = (key: string): number =>
    key.length + 4 + Math.min(values.get(key)?.length ?? 0, MAX_INLINE_BYTES);
  let entries: Entry[] = [];
  for (const { bound, items } of splitByPrefix(keys, (key) => key, sizeOf, MAX_SHARD_BYTES)) {
    const writer = new ByteWriter();
    let former = '';
    for (const key of items) {
      const value = values.get(key) ?? new Uint8Array();
      writeKey(writer, former, key);
      former = key;
      if (value.length <= MAX_INLINE_BYTES) writer.number(0).block(value);
      else writer.number(1).text(yield* once(value));
    }
    entries.push([bound, yield* once(writer.finish())]);
  }
  let levels = 0;
  while (entries.length > MAX_PAGE_ENTRIES) {
    const above: Entry[] = [];
    for (const { bound, items } of splitByPrefix(
      entries,
      ([key]) => key,
      () => 1,
      MAX_PAGE_ENTRIES,
    )) {
      above.push([bound, yield* once(renderPage(items))]);
    }
    if (above.length >= entries.length) break;
    entries = above;
    levels += 1;
  }
  const manifest: StoreManifest = { formatVersion: STORE_FORMAT, facts, levels, entries };
  yield { path: MANIFEST_PATH, bytes: toBytes(`${JSON.stringify(manifest)}\n`) };
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
