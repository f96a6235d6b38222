import { MAX_MANIFEST_BYTES } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import type { ManifestChange } from '../change-set.ts';
import { folderOf } from '../registry-index.ts';
import type { RegistryStore, Revision } from '../registry-store.ts';
import type { StateValues } from './acts-of.ts';

/**
 * What the states say, unchecked, of artifacts of which a release changed or went and the state did not: few changes have
 * any, and then it costs nothing. `head` is called where there are some. Errors: those of the store.
 */
export async function readUnchangedStates(
  store: Pick<RegistryStore, 'listFolders' | 'readBlobs'>,
  head: () => Promise<Revision>,
  changes: readonly Pick<ManifestChange, 'path' | 'role' | 'status'>[],
): Promise<StateValues> {
  const wanted = new Map<string, string>();
  for (const { path, role, status } of changes)
    if (role.kind === 'release' && status !== 'added')
      wanted.set(`${folderOf(path)}/artifact.yaml`, `${role.namespace}/${role.name}`);
  for (const { path } of changes) wanted.delete(path);
  const values = new Map<string, JsonValue | undefined>();
  if (wanted.size === 0) return values;
  const listed = await store.listFolders(await head(), [...wanted.keys()].map(folderOf));
  const entries = listed.filter(({ path, mode }) => wanted.has(path) && mode.startsWith('100'));
  let number = 0;
  for await (const blobs of store.readBlobs(entries, MAX_MANIFEST_BYTES)) {
    for (const { bytes } of blobs) {
      const reference = wanted.get(entries[number]?.path ?? '') ?? '';
      number += 1;
      if (bytes !== undefined) values.set(reference, parseDocument(bytes).document?.value);
    }
  }
  return values;
}
