import { HyperError, MAX_MANIFEST_BYTES, toOneLine } from '../../core/index.ts';
import type { RegistryStore, TreeEntry } from '../../registry/index.ts';

/** The bytes of one file, of manifests or signatures. Errors: `HYPER_FILE_UNREADABLE` where it is larger than they are. */
export async function readBytes(store: RegistryStore, entry: TreeEntry): Promise<Uint8Array> {
  for await (const [blob] of store.readBlobs([entry], 16 * MAX_MANIFEST_BYTES)) {
    if (blob?.bytes !== undefined) return Uint8Array.from(blob.bytes);
  }
  throw new HyperError('HYPER_FILE_UNREADABLE', `"${toOneLine(entry.path)}" is too large`);
}
