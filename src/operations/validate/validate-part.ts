import { parseNamespacePath, parseReference, toFolder } from '../../names/index.ts';
import { folderOf, indexEntries } from '../../registry/index.ts';
import type { RegistryStore, Revision } from '../../registry/index.ts';
import { isThere, nothingAt } from './examination.ts';
import type { Examination } from './examination.ts';
import type { OpenedRegistry } from '../world.ts';

/**
 * The path in the registry that a word stands for: a file or folder of this machine, or what a reference names. It must
 * be there at one of the revisions. Errors: `HYPER_PATH_UNKNOWN`, those of the store.
 */
export async function placeOf(
  { store, toRegistryPath }: Pick<OpenedRegistry, 'store' | 'toRegistryPath'>,
  revisions: readonly Revision[],
  asked: string,
): Promise<string> {
  const path = toRegistryPath(asked);
  for (const revision of revisions)
    if (path !== undefined && (await isThere(store, revision, path))) return path;
  for (const revision of revisions) {
    const named = await pathOfReference(store, revision, asked);
    if (named !== undefined) return named;
  }
  throw nothingAt(asked);
}

/** The folder of a namespace or an artifact, or the manifest of one exact version. */
async function pathOfReference(
  store: RegistryStore,
  revision: Revision,
  asked: string,
): Promise<string | undefined> {
  const namespacePath = parseNamespacePath(asked);
  if (namespacePath.ok) {
    const folder = toFolder(namespacePath.value);
    if (await isThere(store, revision, folder)) return folder;
  }
  const parsed = parseReference(asked, { allowDotted: true });
  if (!parsed.ok || parsed.value.kind === 'id' || parsed.value.namespace === undefined) return undefined;
  const { namespace, name, selector } = parsed.value;
  const artifact = indexEntries(await store.listTree(revision)).artifacts.get(`${namespace}/${name}`);
  if (selector?.kind === 'version') return artifact?.releases.get(selector.version)?.path;
  const [first = artifact?.state] = artifact?.releases.values() ?? [];
  return selector === undefined && first !== undefined ? folderOf(first.path) : undefined;
}

/** What is examined of a file, or of a folder and all below it. Pure. */
export function limitTo<T extends Pick<Examination, 'entries' | 'treeFaults'>>(
  examination: T,
  path: string,
): T {
  const isInside = (other: string): boolean => path === '' || other === path || other.startsWith(`${path}/`);
  return {
    ...examination,
    entries: examination.entries.filter((entry) => isInside(entry.path)),
    treeFaults: () => examination.treeFaults().filter((fault) => isInside(fault.path ?? '')),
  };
}
