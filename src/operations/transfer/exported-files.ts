import { MAX_MANIFEST_BYTES } from '../../core/index.ts';
import { contentPathOf } from '../../manifest/index.ts';
import { ancestorsOf, toFolder } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import { indexEntries, readManifest, roleOf } from '../../registry/index.ts';
import type { RegistryStore, Revision, TreeEntry } from '../../registry/index.ts';
import { namespaceMissing } from '../namespace-filter.ts';

/** What of a registry an archive of a namespace holds, told by path without fan-out. */
export interface ExportScope {
  has(path: string): boolean;
}

/** A namespace at a revision, and all that believing it needs. */
export interface ExportedFiles {
  readonly scope: ExportScope;
  /** In byte order of paths; plain files alone. */
  readonly entries: readonly TreeEntry[];
  /** Artifacts of other namespaces that something in it depends on, in order. */
  readonly outside: readonly string[];
}

/**
 * The namespace with what is below it; the manifests, policies and signatures of those above it, the registry's and the
 * trust roots, which lead to it; and the content that its releases keep in blobs. Errors: `HYPER_NAMESPACE_MISSING`.
 */
export async function exportedFiles(
  store: Pick<RegistryStore, 'listTree' | 'readBlobs'>,
  revision: Revision,
  namespace: NamespacePath,
): Promise<ExportedFiles> {
  const all = (await store.listTree(revision)).filter(({ mode, isUtf8 }) => mode.startsWith('100') && isUtf8);
  const index = indexEntries(all);
  if (!index.namespaces.has(namespace)) throw namespaceMissing(namespace, index.namespaces.keys());
  const folder = toFolder(namespace);
  const blobs = new Set<string>();
  const outside = new Set<string>();
  const releases = all.filter(({ path }) => path.startsWith(`${folder}/`) && roleOf(path).kind === 'release');
  let number = 0;
  for await (const batch of store.readBlobs(releases, MAX_MANIFEST_BYTES)) {
    for (const { bytes } of batch) {
      const path = releases[number]?.path ?? '';
      number += 1;
      const manifest = bytes === undefined ? undefined : readManifest(path, bytes, () => undefined)?.manifest;
      if (manifest?.kind !== 'Artifact') continue;
      const blob = contentPathOf(manifest);
      if (blob !== undefined) blobs.add(blob);
      for (const { artifact, reference, registry } of manifest.dependencies) {
        if (registry !== undefined || reference.kind === 'id' || reference.namespace === undefined) continue;
        if (!`${toFolder(reference.namespace)}/`.startsWith(`${folder}/`)) outside.add(artifact);
      }
    }
  }
  const scope = scopeOf(namespace, blobs);
  return {
    scope,
    entries: all.filter(({ path }) => scope.has(path)),
    outside: [...outside].sort((left, right) => (left < right ? -1 : 1)),
  };
}

function scopeOf(namespace: NamespacePath, blobs: ReadonlySet<string>): ExportScope {
  const above = [...ancestorsOf(namespace)].flatMap((path) => {
    const folder = toFolder(path);
    return [`${folder}/namespace.yaml`, `${folder}/namespace.sigstore.json`];
  });
  const files = new Set(['registry.yaml', 'registry.sigstore.json', ...above, ...blobs]);
  const policies = [...ancestorsOf(namespace)].map((path) => `${toFolder(path)}/policies/`);
  const folder = toFolder(namespace);
  const folders = ['trust/', `${folder}/`, `observed/${folder.replace(/^namespaces\//u, '')}/`, ...policies];
  return { has: (path) => files.has(path) || folders.some((one) => path.startsWith(one)) };
}
