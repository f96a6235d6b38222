import { MAX_MANIFEST_BYTES } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { checkFile, checkTree, isChecked, treeSubjectOf } from '../../gate/index.ts';
import type { ChangeSubject, Surroundings } from '../../gate/index.ts';
import { folderOf, roleOf } from '../../registry/index.ts';
import type { RegistryStore } from '../../registry/index.ts';

/** What lies elsewhere is taken to be sound at the base, so that no fault of the head is excused by it. */
const SOUND: Surroundings = {
  hasArtifact: () => true,
  hasBlob: () => true,
  hasRelease: () => true,
  hasReleases: () => true,
};

/** The faults that the merge base has in the files and folders of a change. */
export async function knownFaults(
  { store }: { readonly store: RegistryStore },
  { base, files }: ChangeSubject,
): Promise<readonly Diagnostic[]> {
  const folders = new Set(['', ...files.map(({ path }) => folderOf(path))]);
  const found = checkTree(treeSubjectOf(await store.listFolders(base, [...folders])));
  const entries = files.flatMap(({ before }) => before?.entry ?? []).filter(isChecked);
  let number = 0;
  for await (const blobs of store.readBlobs(entries, MAX_MANIFEST_BYTES)) {
    for (const { bytes, size } of blobs) {
      const entry = entries[number];
      number += 1;
      if (entry === undefined || bytes === undefined) continue;
      found.push(...checkFile({ entry, role: roleOf(entry.path), size, bytes }, SOUND).diagnostics);
    }
  }
  return found;
}

/**
 * The faults with those that were there before as notes: as many of each as there were, told by code, path and message,
 * since lines move. One more of a kind, or another message, is new or worse and stays what it is. Pure.
 */
export function markKnown(found: readonly Diagnostic[], known: readonly Diagnostic[]): Diagnostic[] {
  const left = new Map<string, number>();
  for (const fault of known) left.set(keyOf(fault), (left.get(keyOf(fault)) ?? 0) + 1);
  return found.map((fault) => {
    const count = left.get(keyOf(fault)) ?? 0;
    if (count === 0) return fault;
    left.set(keyOf(fault), count - 1);
    return { ...fault, severity: 'info' as const, message: `was there before: ${fault.message}` };
  });
}

function keyOf({ code, path = '', message }: Diagnostic): string {
  return JSON.stringify([code, path, message]);
}
