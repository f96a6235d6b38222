import { MAX_MANIFEST_BYTES, canonicalJson } from '../core/index.ts';
import type { JsonValue } from '../core/index.ts';
import { parseDocument } from '../document/index.ts';
import { compareValues } from './compare-values.ts';
import type { FieldChange } from './compare-values.ts';
import { isManifestRole, roleOf } from './file-role.ts';
import type { FileRole } from './file-role.ts';
import type { RegistryStore, Revision, TreeChange, TreeEntry } from './registry-store.ts';

/** One file that differs, told by meaning. A rename is a removal and an addition, so it never hides an edit (C16). */
export interface ManifestChange {
  readonly path: string;
  readonly role: FileRole;
  /** `reformatted`: other bytes, the same canonical value; `unreadable`: one side is no readable document. */
  readonly status: 'added' | 'changed' | 'removed' | 'reformatted' | 'unreadable' | 'mode';
  /** In order of their pointers; empty unless both sides were read. */
  readonly fields: readonly FieldChange[];
  /** What each side says, unchecked; undefined where it is absent, unreadable or no manifest. */
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/** What differs between two revisions, in order of path. Errors: those of the store. */
export async function loadChangeSet(
  store: RegistryStore,
  base: Revision,
  head: Revision,
): Promise<ManifestChange[]> {
  return readChanges(store, await store.diffTrees(base, head));
}

/**
 * Reads both sides of changes and tells them by meaning, in the order given; what `isNeeded` leaves out is told without its
 * values. Errors: those of the store.
 */
export async function readChanges(
  store: Pick<RegistryStore, 'readBlobs'>,
  changes: readonly TreeChange[],
  isNeeded: (change: TreeChange) => boolean = () => true,
): Promise<ManifestChange[]> {
  const sides = changes
    .filter(isNeeded)
    .flatMap((change) => [change.before, change.after].filter((side) => isRead(side)));
  const values = await readValues(store, sides);
  return changes.map((change) => describeChange(change, values));
}

function isRead(side: TreeEntry | undefined): side is TreeEntry {
  return side?.mode.startsWith('100') === true && isManifestRole(roleOf(side.path));
}

async function readValues(
  store: Pick<RegistryStore, 'readBlobs'>,
  sides: readonly TreeEntry[],
): Promise<Map<TreeEntry, JsonValue | undefined>> {
  const values = new Map<TreeEntry, JsonValue | undefined>();
  let number = 0;
  for await (const blobs of store.readBlobs(sides, MAX_MANIFEST_BYTES)) {
    for (const blob of blobs) {
      const side = sides[number];
      number += 1;
      if (side === undefined || blob.bytes === undefined) continue;
      values.set(side, parseDocument(blob.bytes).document?.value);
    }
  }
  return values;
}

function describeChange(
  change: TreeChange,
  values: ReadonlyMap<TreeEntry, JsonValue | undefined>,
): ManifestChange {
  const { path, status, before: old, after: current } = change;
  const role = roleOf(path);
  const [before, after] = [old, current].map((side) => (side === undefined ? undefined : values.get(side)));
  const told = { path, role, fields: [], before, after };
  if (status !== 'changed' || !isManifestRole(role)) return { ...told, status };
  if (old !== undefined && old.oid === current?.oid && old.oid !== '') return { ...told, status: 'mode' };
  if (before === undefined || after === undefined) return { ...told, status: 'unreadable' };
  if (canonicalJson(before) === canonicalJson(after)) return { ...told, status: 'reformatted' };
  return { ...told, status, fields: compareValues(before, after) };
}
