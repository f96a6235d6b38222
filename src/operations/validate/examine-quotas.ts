import { MAX_MANIFEST_BYTES } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import { checkQuotas } from '../../gate/index.ts';
import type { QuotaSubject } from '../../gate/index.ts';
import { parseManifest } from '../../manifest/index.ts';
import { indexEntries, roleOf } from '../../registry/index.ts';
import type { RegistryStore, Revision, TreeEntry } from '../../registry/index.ts';
import type { Examination } from './examination.ts';

const MANIFEST = '/namespace.yaml';

/**
 * What is wrong with quotas, as far as it concerns the files under examination. A changed namespace may leave those
 * below it with more than it has, so then all namespaces are read; they are few beside the releases.
 */
export async function examineQuotas(
  store: RegistryStore,
  revision: Revision,
  { scope, entries, subject }: Examination,
): Promise<Diagnostic[]> {
  if (!entries.some(({ path }) => path.endsWith(MANIFEST) && roleOf(path).kind === 'namespace')) return [];
  const isPart = scope === 'changes';
  const index = isPart ? indexEntries(await store.listTree(revision)) : subject.index;
  const files = [...index.namespaces.values()].flatMap(({ manifest }) => manifest ?? []);
  const faults = [...checkQuotas(await readNamespaces(store, files))];
  if (scope === 'registry' || isPart) return faults;
  const examined = new Set(entries.map((entry) => entry.path));
  return faults.filter(({ path }) => examined.has(path ?? ''));
}

async function readNamespaces(
  store: RegistryStore,
  files: readonly TreeEntry[],
): Promise<Map<string, QuotaSubject>> {
  const found = new Map<string, QuotaSubject>();
  for await (const blobs of store.readBlobs(files, MAX_MANIFEST_BYTES)) {
    for (const { request, bytes } of blobs) {
      const role = roleOf(request.path);
      const document = bytes === undefined ? undefined : parseDocument(bytes).document;
      const manifest = document === undefined ? undefined : parseManifest(document).manifest;
      if (role.kind !== 'namespace' || document === undefined || manifest?.kind !== 'Namespace') continue;
      const path = role.namespace;
      found.set(path, { path, manifest, policies: new Map(), file: request.path, document });
    }
  }
  return found;
}
