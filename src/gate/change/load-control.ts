import { lineOf, parseNamespacePath, toFolder } from '../../names/index.ts';
import { loadSnapshot } from '../../registry/index.ts';
import type { RegistryStore, Revision, Snapshot } from '../../registry/index.ts';

/**
 * The registry's manifest with the namespaces on the way to those that are named, and their policies: what decides over
 * them, without anything else of the registry. Errors: `HYPER_REGISTRY_MISSING`, those of the store.
 */
export function loadControl(
  store: Pick<RegistryStore, 'listFolders' | 'readBlobs'>,
  revision: Revision,
  namespaces: Iterable<string>,
): Promise<Snapshot> {
  const folders = new Set(['', 'trust']);
  for (const text of namespaces) {
    const parsed = parseNamespacePath(text);
    if (!parsed.ok) continue;
    for (const path of lineOf(parsed.value)) {
      folders.add(toFolder(path));
      folders.add(`${toFolder(path)}/policies`);
    }
  }
  return loadSnapshot(
    {
      listTree: async () =>
        (await store.listFolders(revision, [...folders])).filter(
          ({ path }) => !/\/artifact\.yaml$/u.test(path),
        ),
      readBlobs: (requests, maxBytes) => store.readBlobs(requests, maxBytes),
    },
    revision,
  );
}
