import { openIndex as openWith } from './engine/index-reader.ts';
import type { IndexReader } from './engine/index-reader.ts';
import { nativeInflate } from './store/native-inflate.ts';
import type { ShardReader } from './store/store-format.ts';

/** Opens the index that the reader reads from. Errors: `HYPER_SEARCH_INDEX_INVALID`. */
export function openIndex(reader: ShardReader): Promise<IndexReader> {
  return openWith(reader, nativeInflate);
}
