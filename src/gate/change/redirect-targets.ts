import { MAX_MANIFEST_BYTES } from '../../core/index.ts';
import type { ArtifactStateManifest } from '../../manifest/index.ts';
import { formatReference, parseNamespacePath, parseReference, toFolder } from '../../names/index.ts';
import { readManifest } from '../../registry/index.ts';
import type { RegistryStore, Revision } from '../../registry/index.ts';
import type { ChangedFile } from './change-subject.ts';
import { namespaceOf } from './namespace-of.ts';

/** `namespace/name` that a state redirects to; undefined for none. Pure. */
export function redirectOf(state: ArtifactStateManifest | undefined): string | undefined {
  if (state?.redirect === undefined) return undefined;
  const parsed = parseReference(state.redirect.artifact);
  if (!parsed.ok || parsed.value.kind === 'id') return undefined;
  const { name, namespace = state.namespace } = parsed.value;
  return formatReference({ kind: 'name', namespace, name, selector: undefined });
}

/** What the states of a change redirect to. Pure. */
export function redirectTargetsOf(files: readonly ChangedFile[]): ReadonlySet<string> {
  const targets = new Set<string>();
  for (const { after } of files) {
    const target = after?.manifest?.kind === 'ArtifactState' ? redirectOf(after.manifest) : undefined;
    if (target !== undefined) targets.add(target);
  }
  return targets;
}

/** The states of artifacts at a revision; undefined for one that has none. */
export async function readStates(
  store: Pick<RegistryStore, 'listFolders' | 'readBlobs'>,
  revision: Revision,
  references: Iterable<string>,
): Promise<ReadonlyMap<string, ArtifactStateManifest | undefined>> {
  const found = new Map<string, ArtifactStateManifest | undefined>();
  const folders = new Map<string, string>();
  for (const reference of references) {
    found.set(reference, undefined);
    const parsed = parseNamespacePath(namespaceOf(reference));
    if (parsed.ok) folders.set(`${toFolder(parsed.value)}/${nameOf(reference)}`, reference);
  }
  if (folders.size === 0) return found;
  const listed = await store.listFolders(revision, [...folders.keys()]);
  const files = listed.filter(({ path, mode }) => path.endsWith('/artifact.yaml') && mode.startsWith('100'));
  for await (const blobs of store.readBlobs(files, MAX_MANIFEST_BYTES)) {
    for (const { request, bytes } of blobs) {
      const manifest = readManifest(request.path, bytes, () => undefined)?.manifest;
      const reference = folders.get(request.path.slice(0, -'/artifact.yaml'.length));
      if (manifest?.kind === 'ArtifactState' && reference !== undefined) found.set(reference, manifest);
    }
  }
  return found;
}

function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}
