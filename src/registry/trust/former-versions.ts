import { MAX_MANIFEST_BYTES } from '../../core/index.ts';
import { signaturePathOf } from '../../signing/index.ts';
import type { NamespaceHistory } from '../../signing/index.ts';
import type { RegistryIndex } from '../registry-index.ts';
import type { RegistryStore, Revision, TreeEntry } from '../registry-store.ts';

/** How far back the versions of a namespace are followed: a namespace rarely changes. */
const MAX_VERSIONS = 256;

/** What the history holds of the manifest of a namespace and of what signs it: the newest first, each content once. */
export interface FormerVersions {
  readonly manifests: readonly Uint8Array[];
  readonly signatures: readonly Uint8Array[];
  readonly cut: NamespaceHistory['cut'];
}

/** Reads them of the namespaces that have a manifest; by path. */
export async function readFormerVersions(
  store: Pick<RegistryStore, 'readBlobs' | 'listVersions'>,
  revision: Revision,
  index: RegistryIndex,
  namespaces: readonly string[],
): Promise<ReadonlyMap<string, FormerVersions>> {
  const files = namespaces.flatMap((path) => {
    const file = index.namespaces.get(path)?.manifest?.path;
    return file === undefined ? [] : [{ path, file }];
  });
  const wanted = files.flatMap(({ file }) => [file, signaturePathOf(file)]);
  const { byPath, cut } = await store.listVersions(revision, wanted, MAX_VERSIONS);
  const found = new Map<string, FormerVersions>();
  for (const { path, file } of files) {
    const signatures = await readAll(store, byPath.get(signaturePathOf(file)) ?? []);
    const manifests = await readAll(store, byPath.get(file) ?? []);
    found.set(path, { manifests, signatures, cut });
  }
  return found;
}

async function readAll(
  store: Pick<RegistryStore, 'readBlobs'>,
  entries: readonly TreeEntry[],
): Promise<Uint8Array[]> {
  const found: Uint8Array[] = [];
  for await (const blobs of store.readBlobs(entries, MAX_MANIFEST_BYTES)) {
    for (const { bytes } of blobs) if (bytes !== undefined) found.push(Uint8Array.from(bytes));
  }
  return found;
}
