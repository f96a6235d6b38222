import { Buffer } from 'node:buffer';
import { HyperError } from '../../core/index.ts';
import { ancestorsOf, toFolder } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import { loadSnapshot, releaseStateOf, roleOf } from '../../registry/index.ts';
import type { RegistryStore, Revision, Snapshot, TreeEntry } from '../../registry/index.ts';
import { blobId } from './blob-id.ts';
import { exportedFiles } from './exported-files.ts';

const MAX_FILE_BYTES = 16 * 1024 * 1024;
/** Contents of a file that are looked back for: more often nobody changes one between two mirrors. */
const MAX_VERSIONS = 1000;

/** One of the two registries. */
export interface SyncSide {
  readonly store: RegistryStore;
  readonly snapshot: Snapshot;
  /** What is mirrored, by path. */
  readonly files: ReadonlyMap<string, TreeEntry>;
}

/** The source: the namespace, its blobs, and those above it. Errors: `HYPER_NAMESPACE_MISSING`. */
export async function openSource(
  store: RegistryStore,
  revision: Revision,
  namespace: NamespacePath,
): Promise<SyncSide> {
  const { entries } = await exportedFiles(store, revision, namespace);
  const folder = `${toFolder(namespace)}/`;
  const above = new Set(
    [...ancestorsOf(namespace)].flatMap((path) =>
      ['namespace.yaml', 'namespace.sigstore.json'].map((file) => `${toFolder(path)}/${file}`),
    ),
  );
  const isMirrored = (path: string): boolean => {
    const { kind } = roleOf(path);
    if (kind === 'blob') return true;
    return (path.startsWith(folder) && kind !== 'foreign') || above.has(path);
  };
  const files = new Map(entries.filter(({ path }) => isMirrored(path)).map((entry) => [entry.path, entry]));
  return { store, snapshot: await loadSnapshot(store, revision), files };
}

/** The target: what it has of these files, and whatever else of the namespace. */
export async function openTarget(
  store: RegistryStore,
  snapshot: Snapshot,
  { namespace, source }: { readonly namespace: NamespacePath; readonly source: SyncSide },
): Promise<SyncSide> {
  const folder = `${toFolder(namespace)}/`;
  const all = await store.listTree(snapshot.revision);
  const own = all.filter(
    ({ path, mode }) =>
      mode.startsWith('100') &&
      (source.files.has(path) || (path.startsWith(folder) && roleOf(path).kind !== 'foreign')),
  );
  return { store, snapshot, files: new Map(own.map((entry) => [entry.path, entry])) };
}

/** Reads files of a side, by path. */
export async function readFiles(
  { store }: SyncSide,
  entries: readonly TreeEntry[],
): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  let number = 0;
  for await (const blobs of store.readBlobs(entries, MAX_FILE_BYTES)) {
    for (const { bytes } of blobs) {
      const path = entries[number]?.path ?? '';
      number += 1;
      if (bytes === undefined)
        throw new HyperError('HYPER_EXPORT_TOO_LARGE', `"${path}" is too large to be mirrored`);
      found.set(path, Buffer.from(bytes));
    }
  }
  return found;
}

/** Tells whether a side has ever held these bytes at a path. */
export type HasHeld = (path: string, bytes: Uint8Array) => boolean;

/** Looks back in the history of a side; one without history has held nothing before. */
export async function historyOf({ store, snapshot }: SyncSide, paths: readonly string[]): Promise<HasHeld> {
  if (paths.length === 0) return () => false;
  const { byPath } = await store.listVersions(snapshot.revision, paths, MAX_VERSIONS);
  return (path, bytes) => {
    const ids = (byPath.get(path) ?? []).map(({ oid }) => oid);
    return ids.includes(blobId(bytes, ids[0]?.length ?? 40));
  };
}

/** Whether the file is a release that counts as published there. */
export function isPublished({ snapshot }: SyncSide, path: string): boolean {
  const role = roleOf(path);
  if (role.kind !== 'release') return false;
  const state = snapshot.states.get(`${role.namespace}/${role.name}`);
  return releaseStateOf(state, role.version).state !== 'draft';
}

/** Whether a side says that the release was deleted. */
export function isTombstone({ snapshot }: SyncSide, path: string): boolean {
  const role = roleOf(path);
  if (role.kind !== 'release') return false;
  const state = snapshot.states.get(`${role.namespace}/${role.name}`);
  return releaseStateOf(state, role.version).isTombstone;
}
