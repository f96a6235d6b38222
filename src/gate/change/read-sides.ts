import { MAX_MANIFEST_BYTES } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import { parseManifest } from '../../manifest/index.ts';
import type { ArtifactStateManifest } from '../../manifest/index.ts';
import { isManifestRole, roleOf, sortedVersions } from '../../registry/index.ts';
import type { RegistryStore, TreeChange, TreeEntry } from '../../registry/index.ts';
import type { FileSide } from './change-subject.ts';
import type { Indexes } from './indexes.ts';

/** Contents that were read, each once. */
export interface Sides {
  /** The entry with its content, where it is a manifest; undefined for no entry. */
  of(entry: TreeEntry | undefined): FileSide | undefined;
  stateOf(entry: TreeEntry | undefined): ArtifactStateManifest | undefined;
}

/** Reads the manifests that changed, the states beside them, and of each artifact one release that was there before. */
export async function readSides(
  store: Pick<RegistryStore, 'readBlobs'>,
  changes: readonly TreeChange[],
  indexes: Indexes,
): Promise<Sides> {
  const wanted = new Map<string, TreeEntry>();
  const want = (entry: TreeEntry | undefined): void => {
    if (entry !== undefined && isRead(entry)) wanted.set(keyOf(entry), entry);
  };
  for (const { before, after } of changes) {
    want(before);
    want(after);
  }
  for (const { artifacts } of [indexes.before, indexes.tip, indexes.after]) {
    for (const { state } of artifacts.values()) want(state);
  }
  for (const { releases } of indexes.before.artifacts.values()) want(formerRelease(releases));
  const read = await readAll(store, [...wanted.values()]);
  const of = (entry: TreeEntry | undefined): FileSide | undefined =>
    entry === undefined
      ? undefined
      : (read.get(keyOf(entry)) ?? { entry, document: undefined, manifest: undefined });
  return {
    of,
    stateOf: (entry) => {
      const manifest = of(entry)?.manifest;
      return manifest?.kind === 'ArtifactState' ? manifest : undefined;
    },
  };
}

/** The highest release that was there before. Pure. */
export function formerRelease(releases: ReadonlyMap<string, TreeEntry>): TreeEntry | undefined {
  return releases.get(sortedVersions(releases.keys())[0]?.text ?? '');
}

function isRead({ mode, path }: TreeEntry): boolean {
  return mode.startsWith('100') && isManifestRole(roleOf(path));
}

/** The role of a file follows from its path, so one content at two paths is two files. */
function keyOf({ oid, path }: TreeEntry): string {
  return `${oid} ${path}`;
}

async function readAll(
  store: Pick<RegistryStore, 'readBlobs'>,
  entries: readonly TreeEntry[],
): Promise<ReadonlyMap<string, FileSide>> {
  const read = new Map<string, FileSide>();
  let number = 0;
  for await (const blobs of store.readBlobs(entries, MAX_MANIFEST_BYTES)) {
    for (const { bytes } of blobs) {
      const entry = entries[number];
      number += 1;
      if (entry === undefined) break;
      const document = bytes === undefined ? undefined : parseDocument(bytes).document;
      const manifest = document === undefined ? undefined : parseManifest(document).manifest;
      read.set(keyOf(entry), { entry, document, manifest });
    }
  }
  return read;
}
