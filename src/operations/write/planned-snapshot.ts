import type { PlannedEdit } from '../../lifecycle/index.ts';
import { indexEntries, roleOf, uncommittedFile } from '../../registry/index.ts';
import type { ArtifactEntry, RegistryIndex, Snapshot, TreeEntry } from '../../registry/index.ts';

/** The snapshot with the files that a plan adds, and without those that it removes; its manifests are those before. Pure. */
export function plannedSnapshot(snapshot: Snapshot, edits: readonly PlannedEdit[]): Snapshot {
  return { ...snapshot, index: plannedIndex(snapshot.index, edits) };
}

function plannedIndex(index: RegistryIndex, edits: readonly PlannedEdit[]): RegistryIndex {
  const added = edits.flatMap(({ path, after }): TreeEntry[] =>
    after === undefined ? [] : [uncommittedFile(path)],
  );
  const more = indexEntries(added);
  const removed = edits.filter(({ after }) => after === undefined).map(({ path }) => path);
  const artifacts = new Map(index.artifacts);
  const own = (entry: ArtifactEntry): ArtifactEntry => {
    const known = artifacts.get(entry.reference);
    const copy = known === undefined ? entry : { ...known, releases: new Map(known.releases) };
    artifacts.set(entry.reference, copy);
    return copy;
  };
  for (const entry of more.artifacts.values()) {
    const copy = own({ ...entry, releases: new Map() });
    for (const [version, file] of entry.releases) copy.releases.set(version, file);
    if (entry.state !== undefined) copy.state = entry.state;
  }
  for (const path of removed) {
    const role = roleOf(path);
    if (role.kind !== 'release') continue;
    const known = artifacts.get(`${role.namespace}/${role.name}`);
    if (known !== undefined) own(known).releases.delete(role.version);
  }
  const gone = new Set(removed);
  return {
    registry: index.registry,
    trustRoots: index.trustRoots,
    namespaces: new Map([...index.namespaces, ...more.namespaces]),
    artifacts,
    blobs: new Map([...index.blobs, ...more.blobs].filter(([, { path }]) => !gone.has(path))),
    signatures: new Map([...index.signatures, ...more.signatures].filter(([path]) => !gone.has(path))),
    texts: new Map([...index.texts, ...more.texts]),
    observed: index.observed,
    foreign: index.foreign,
  };
}
