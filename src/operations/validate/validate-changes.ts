import { MAX_MANIFEST_BYTES } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { checkTree, isChecked, treeSubjectOf } from '../../gate/index.ts';
import type { Manifest } from '../../manifest/index.ts';
import { lookupCandidates, parseReference, toFolder } from '../../names/index.ts';
import type { NamespacePath, Reference } from '../../names/index.ts';
import { folderOf, indexEntries, isManifestRole, readManifest, roleOf } from '../../registry/index.ts';
import type { RegistryStore, Revision, TreeChange, TreeEntry } from '../../registry/index.ts';
import { releasesBeside, requireEntries } from './examination.ts';
import { isLayoutChanged } from './examine-layout.ts';
import type { Examination } from './examination.ts';

/** Faults that lie between a changed file and a sibling, and may be told of the sibling. */
const BETWEEN_SIBLINGS = new Set(['HYPER_TREE_TWINS', 'HYPER_VERSION_TWINS']);
/** Faults that what was taken away leaves at its siblings. */
const LEFT_BEHIND = new Set(['HYPER_LAYOUT_NO_RELEASE', 'HYPER_LAYOUT_ORPHAN']);

/** Files that differ, and what surrounds them. */
export interface ExaminedChanges extends Examination {
  /** The releases among them that were there before, as they were. */
  readonly former: readonly TreeEntry[];
}

/**
 * What differs between two revisions, with just the folders around it: the work grows with the change, not with the
 * registry. Undefined where a change takes something away that any other
 * file may need, or asks for other places of files: then only the whole registry tells.
 */
export async function examineChanges(
  store: RegistryStore,
  base: Revision,
  head: Revision,
): Promise<ExaminedChanges | undefined> {
  const changes = await store.diffTrees(base, head);
  if (changes.some(takesAway)) return undefined;
  const isRegistry = changes.some(({ path }) => path === 'registry.yaml');
  if (isRegistry && (await isLayoutChanged(store, base, head))) return undefined;
  const paths = new Set(changes.map((change) => change.path));
  const around = ancestorsOf(paths);
  const bereft = new Set(changes.flatMap(({ status, path }) => (status === 'removed' ? folderOf(path) : [])));
  const listing = await store.listFolders(head, [...around]);
  const subject = treeSubjectOf(changes.length === 0 ? listing : requireEntries(listing));
  const states = [...subject.index.artifacts.values()].flatMap(({ state }) => state ?? []);
  const entries = [
    ...changes.flatMap((change) => change.after ?? []),
    ...states.filter(({ path }) => bereft.has(folderOf(path)) && !paths.has(path)),
  ].filter(isChecked);
  const names = {
    ...(await namesNeeded(store, head, entries)),
    releases: releasesBeside(entries, subject.index),
  };
  const isConcerned = (fault: Diagnostic): boolean => {
    const path = fault.path ?? '';
    const folder = folderOf(path);
    if (paths.has(path) || around.has(path)) return true;
    if (LEFT_BEHIND.has(fault.code)) return bereft.has(folder);
    return BETWEEN_SIBLINGS.has(fault.code) && around.has(folder);
  };
  return {
    scope: 'changes',
    entries,
    former: changes.flatMap(({ before, after }) =>
      before !== undefined && after !== undefined && roleOf(before.path).kind === 'release' ? [before] : [],
    ),
    subject,
    treeFaults: () => checkTree(subject).filter(isConcerned),
    names,
  };
}

function takesAway({ status, path }: TreeChange): boolean {
  if (status !== 'removed') return false;
  const { kind } = roleOf(path);
  return kind === 'release' || kind === 'blob' || kind === 'namespace';
}

/** Every folder above the paths, the root among them. */
function ancestorsOf(paths: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    let folder = path;
    while (folder !== '') {
      folder = folderOf(folder);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}

/** Which of the artifacts and blobs that the changed manifests name exist: looked up one folder each. */
async function namesNeeded(
  store: RegistryStore,
  head: Revision,
  entries: readonly TreeEntry[],
): Promise<{ artifacts: string[]; blobs: string[] }> {
  const folders = new Set<string>();
  const manifests = entries.filter((entry) => isManifestRole(roleOf(entry.path)));
  let number = 0;
  for await (const blobs of store.readBlobs(manifests, MAX_MANIFEST_BYTES)) {
    for (const { bytes } of blobs) {
      const path = manifests[number]?.path ?? '';
      number += 1;
      const manifest = readManifest(path, bytes, () => undefined)?.manifest;
      if (manifest !== undefined) addFoldersNamed(manifest, folders);
    }
  }
  const index = indexEntries(await store.listFolders(head, [...folders]));
  const artifacts = [...index.artifacts.values()].filter((artifact) => artifact.releases.size > 0);
  return { artifacts: artifacts.map((artifact) => artifact.reference), blobs: [...index.blobs.keys()] };
}

function addFoldersNamed(manifest: Manifest, folders: Set<string>): void {
  if (manifest.kind === 'Artifact') {
    for (const { reference } of manifest.dependencies)
      addArtifactFolders(reference, manifest.namespace, folders);
    if (manifest.content?.path !== undefined) folders.add(folderOf(manifest.content.path));
  } else if (manifest.kind === 'ArtifactState') {
    const targets = Object.values(manifest.releases ?? {}).map((release) => release.deprecation?.replacement);
    for (const target of [manifest.redirect?.artifact, ...targets]) {
      const parsed = target === undefined ? undefined : parseReference(target);
      if (parsed?.ok === true) addArtifactFolders(parsed.value, manifest.namespace, folders);
    }
  }
}

function addArtifactFolders(reference: Reference, from: NamespacePath, folders: Set<string>): void {
  if (reference.kind === 'id') return;
  const { namespace, name } = reference;
  const places = namespace === undefined ? lookupCandidates(name, from) : [{ namespace, name }];
  for (const place of places) folders.add(`${toFolder(place.namespace)}/${place.name}`);
}
