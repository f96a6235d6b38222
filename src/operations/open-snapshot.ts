import { HyperError } from '../core/index.ts';
import { findArtifact, foldersNamed, loadFolders, loadSnapshot } from '../registry/index.ts';
import type { Found, FrameOptions, LookupPlace, Revision, Snapshot } from '../registry/index.ts';
import type { OpenedRegistry, RegistryContext } from './world.ts';

/** What every read takes: where the registry is, and when. */
export interface ReadInput {
  readonly registry: string | undefined;
  /** A commit, branch, tag or date; undefined reads the working tree. */
  readonly at: string | undefined;
}

/** Opens the registry and reads its frame at the time asked for. */
export async function openSnapshot(
  context: RegistryContext,
  input: ReadInput,
  options: FrameOptions = {},
): Promise<{ registry: OpenedRegistry; snapshot: Snapshot }> {
  const { registry, revision } = await openRevision(context, input, 'list');
  return { registry, snapshot: await loadSnapshot(registry.store, revision, options) };
}

/** What an artifact is looked up by. */
export interface Lookup {
  readonly reference: string;
  readonly place: LookupPlace;
}

/** Opens the registry where an artifact is looked up: what finding it will read can begin. */
export async function openLookup(
  context: RegistryContext,
  input: ReadInput,
  { reference, place }: Lookup,
): Promise<{ registry: OpenedRegistry; revision: Revision }> {
  return openRevision(context, input, foldersNamed(reference, place).length === 0 ? 'list' : 'none');
}

/**
 * Finds an artifact in a frame. Where the reference names it, the frame is of it and of the namespaces above it alone
 * (`loadFolders`): the whole is read only where the artifact is not found there. Errors: those of `findArtifact`.
 */
export async function loadArtifact(
  { store }: Pick<OpenedRegistry, 'store'>,
  revision: Revision,
  { reference, place }: Lookup,
): Promise<{ snapshot: Snapshot; found: Found }> {
  const folders = foldersNamed(reference, place);
  if (folders.length > 0) {
    const part = await loadFolders(store, revision, folders);
    const found = findIn(part, reference, place);
    if (found !== undefined) return { snapshot: part, found };
  }
  const snapshot = await loadSnapshot(store, revision);
  return { snapshot, found: findArtifact(snapshot, reference, place) };
}

function findIn(part: Snapshot, reference: string, place: LookupPlace): Found | undefined {
  try {
    return findArtifact(part, reference, place);
  } catch (error) {
    if (error instanceof HyperError) return undefined;
    throw error;
  }
}

/**
 * Opens the registry at the time asked for; nothing of it is read yet. `next` says what will be; `folder` is what a
 * relative place is relative to, the current one where it is undefined.
 */
export async function openRevision(
  context: RegistryContext,
  { registry: place, at, folder }: ReadInput & { readonly folder?: string | undefined },
  next: 'list' | 'none',
): Promise<{ registry: OpenedRegistry; revision: Revision }> {
  const registry = await context.openRegistry({
    registry: place,
    isWorkingTree: at === undefined,
    ...(folder === undefined ? {} : { folder }),
  });
  const { store } = registry;
  const revision = await (at === undefined ? store.currentRevision(next) : store.resolveRevision(at));
  return { registry, revision };
}
