import { HyperError, toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import type { FileChecker, RegistryNames, TreeSubject } from '../../gate/index.ts';
import { folderOf, roleOf } from '../../registry/index.ts';
import type { RegistryIndex, RegistryStore, Revision, TreeEntry } from '../../registry/index.ts';
import type { ResultCache } from '../world.ts';

/** The parts of an opened registry that checking needs. */
export interface CheckPlace {
  readonly store: RegistryStore;
  readonly cache: ResultCache;
  readonly checker: Pick<FileChecker, 'check'>;
  /** What the registry holds at the revision, where it was listed already. */
  readonly listing?: TreeListing;
}

/** What a registry holds at a revision, listed and sorted. */
export interface TreeListing {
  readonly entries: readonly TreeEntry[];
  readonly index: RegistryIndex;
}

/** Files under examination, what the tree says of them, and what is known around them. */
export interface Examination {
  readonly scope: 'registry' | 'path' | 'changes';
  readonly entries: readonly TreeEntry[];
  readonly subject: TreeSubject;
  /** What paths and modes alone show: worked out while threads check the files. */
  treeFaults(): readonly Diagnostic[];
  readonly names: RegistryNames;
}

/** `namespace/name@version` of every release beside a state under examination. */
export function releasesBeside(entries: readonly TreeEntry[], index: RegistryIndex): string[] {
  return entries.flatMap((entry) => {
    const role = roleOf(entry.path);
    if (role.kind !== 'state') return [];
    const reference = `${role.namespace}/${role.name}`;
    return [...(index.artifacts.get(reference)?.releases.keys() ?? [])].map((one) => `${reference}@${one}`);
  });
}

/** The listing, unless it is empty: where nothing is, nothing is sound. Errors: `HYPER_REGISTRY_MISSING`. */
export function requireEntries(entries: readonly TreeEntry[]): readonly TreeEntry[] {
  if (entries.length > 0) return entries;
  throw new HyperError('HYPER_REGISTRY_MISSING', 'the registry does not exist at this revision', {
    hint: 'name a revision that has it; git log shows which there are',
  });
}

/** Whether a file or folder is in the registry; its root always is. Errors: those of the store. */
export async function isThere(store: RegistryStore, revision: Revision, path: string): Promise<boolean> {
  if (path === '') return true;
  const listed = await store.listFolders(revision, [folderOf(path)]);
  return listed.some((entry) => entry.path === path);
}

/** The error for a path that the registry does not have. */
export function nothingAt(path: string): HyperError {
  return new HyperError('HYPER_PATH_UNKNOWN', `the registry holds nothing at "${toOneLine(path)}"`, {
    hint: 'name a file, a folder, a namespace, an artifact or an exact version of the registry; --registry says which registry it is',
  });
}
