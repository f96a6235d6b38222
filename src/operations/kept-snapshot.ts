import { indexEntries, loadSnapshot } from '../registry/index.ts';
import type { NamespaceRecord, Revision, Snapshot } from '../registry/index.ts';
import type { NamespaceManifest, PolicyManifest } from '../manifest/index.ts';
import type { OpenedRegistry } from './world.ts';

/** A frame as JSON carries it. Changes with the shape of any manifest in it, and so with the build, which names the cache. */
interface KeptFrame {
  readonly registry: Snapshot['registry'];
  readonly namespaces: readonly (readonly [
    path: string,
    manifest: NamespaceManifest,
    policies: readonly (readonly [id: string, policy: PolicyManifest])[],
  ])[];
  readonly states: readonly (readonly [
    reference: string,
    state: Snapshot['states'] extends ReadonlyMap<string, infer State> ? State : never,
  ])[];
}

/**
 * As `loadSnapshot`, with the frame remembered by its tree: parsing it is most of what a short command does. Not for what
 * rests on signatures: those who write the repository could write what is remembered. Errors: as `loadSnapshot`.
 */
export async function loadKeptSnapshot(
  { store, cache }: Pick<OpenedRegistry, 'store' | 'cache'>,
  revision: Revision,
): Promise<Snapshot> {
  if (revision.tree === null) return loadSnapshot(store, revision);
  const key = `frame-${revision.tree}`;
  const kept = readFrame(cache.read(key));
  if (kept !== undefined) {
    const index = indexEntries(await store.listTree(revision));
    return { revision, index, diagnostics: [], ...kept };
  }
  const snapshot = await loadSnapshot(store, revision);
  if (snapshot.diagnostics.length === 0) cache.write(key, renderFrame(snapshot));
  return snapshot;
}

function renderFrame({ registry, namespaces, states }: Snapshot): string {
  const frame: KeptFrame = {
    registry,
    namespaces: [...namespaces.values()].map(({ path, manifest, policies }) => [
      path,
      manifest,
      [...policies],
    ]),
    states: [...states],
  };
  return JSON.stringify(frame);
}

/** Undefined where nothing is there, or what is there is not whole. */
function readFrame(
  text: string | undefined,
): Pick<Snapshot, 'registry' | 'namespaces' | 'states'> | undefined {
  if (text === undefined) return undefined;
  try {
    const { registry, namespaces, states } = JSON.parse(text) as KeptFrame;
    const records = namespaces.map(([path, manifest, policies]): [string, NamespaceRecord] => [
      path,
      { path, manifest, policies: new Map(policies) },
    ]);
    return { registry, namespaces: new Map(records), states: new Map(states) };
  } catch {
    return undefined;
  }
}
