import { MAX_MANIFEST_BYTES } from '../../core/index.ts';
import { signaturePathOf } from '../../signing/index.ts';
import type { RegistryIndex } from '../registry-index.ts';
import type { RegistryStore, TreeEntry } from '../registry-store.ts';

/** A manifest and the file beside it that signs it. */
export interface Pair {
  readonly entry: TreeEntry;
  /** Undefined where nothing signs it. */
  readonly signatures: TreeEntry | undefined;
}

/** A pair with its bytes; undefined where a file is larger than any of its kind may be, or is not there. */
export interface ReadPair extends Pair {
  readonly bytes: Uint8Array | undefined;
  readonly signatureBytes: Uint8Array | undefined;
}

/** Puts manifests together with what signs them. Pure. */
export function pairsOf(entries: Iterable<TreeEntry>, index: Pick<RegistryIndex, 'signatures'>): Pair[] {
  const pairs: Pair[] = [];
  for (const entry of entries)
    pairs.push({ entry, signatures: index.signatures.get(signaturePathOf(entry.path)) });
  return pairs;
}

/** Streams pairs in the order asked for; one batch of contents is in memory at a time. */
export async function* readPairs(
  store: Pick<RegistryStore, 'readBlobs'>,
  pairs: readonly Pair[],
): AsyncGenerator<ReadPair> {
  const requests: TreeEntry[] = [];
  for (const { entry, signatures } of pairs) {
    if (signatures !== undefined) requests.push(signatures);
    requests.push(entry);
  }
  let number = 0;
  let signatureBytes: Uint8Array | undefined;
  for await (const blobs of store.readBlobs(requests, MAX_MANIFEST_BYTES)) {
    for (const { request, bytes } of blobs) {
      const pair = pairs[number];
      if (pair === undefined) return;
      if (request === pair.signatures) {
        // A file over the limit is no signature file: an empty one says the same.
        signatureBytes = bytes ?? new Uint8Array();
        continue;
      }
      yield { ...pair, bytes, signatureBytes };
      signatureBytes = undefined;
      number += 1;
    }
  }
}
