import { folderOf, loadFanOut, namespaceOfFile } from '../../registry/index.ts';
import type { RegistryStore, Revision } from '../../registry/index.ts';
import type { Outcome } from '../outcome.ts';

/**
 * The outcome with the real place of each file that lies in a fan-out folder: who shows findings beside files of the
 * repository needs it. Reads nothing where nothing was found. Errors: those of the store.
 */
export async function placeFindings<Data>(
  store: Pick<RegistryStore, 'listFolders' | 'readBlobs'>,
  revision: Revision,
  outcome: Outcome<Data>,
): Promise<Outcome<Data>> {
  const paths = new Set(
    outcome.diagnostics.flatMap(({ path, file }) => (file === undefined ? (path ?? []) : [])),
  );
  if (paths.size === 0) return outcome;
  const fanOut = await loadFanOut(store, revision);
  const fanned = [...paths].filter((path) => fanOut.has(namespaceOfFile(path) ?? ''));
  if (fanned.length === 0) return outcome;
  const entries = await store.listFolders(revision, [...new Set(fanned.map(folderOf))]);
  const files = new Map(entries.flatMap(({ path, at }) => (at === undefined ? [] : [[path, at] as const])));
  const diagnostics = outcome.diagnostics.map((one) => {
    const file = files.get(one.path ?? '');
    return file === undefined || one.file !== undefined ? one : { ...one, file };
  });
  return { ...outcome, diagnostics };
}
