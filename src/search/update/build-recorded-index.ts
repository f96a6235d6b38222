import { buildIndex } from '../index/build-index.ts';
import type { SearchDocument } from '../index/search-document.ts';
import type { IndexFile } from '../store/store-format.ts';
import { DocumentBuckets } from './document-buckets.ts';
import { renderRecord } from './index-record.ts';

/** The files of `buildIndex`, and in the end the record with which `updateIndex` makes the next index of them. Pure. */
export function* buildRecordedIndex(documents: Iterable<SearchDocument>): Generator<IndexFile, string> {
  const buckets = new DocumentBuckets();
  const shared = yield* buildIndex(noted(documents, buckets));
  return renderRecord({ buckets: buckets.end(), shared });
}

function* noted(documents: Iterable<SearchDocument>, buckets: DocumentBuckets): Generator<SearchDocument> {
  for (const document of documents) {
    buckets.push(document);
    yield document;
  }
}
