import { parseStatement, toSignedFile } from '../../signing/index.ts';
import { NO_HISTORY, readSignatures } from '../../signing/index.ts';
import type { NamespaceFile, NamespaceHistory, SignatureBundle } from '../../signing/index.ts';
import type { RegistryIndex } from '../registry-index.ts';
import type { RegistryStore, Revision } from '../registry-store.ts';
import { readFormerVersions } from './former-versions.ts';
import { parseSigned } from './parse-signed.ts';

/**
 * The earlier versions of namespaces, each with every signature that the history holds of it: what signs a version is
 * found by the digest that it names, so it does not matter in which commit it came.
 */
export async function loadHistories(
  store: Pick<RegistryStore, 'readBlobs' | 'listVersions'>,
  revision: Revision,
  index: RegistryIndex,
  namespaces: readonly string[],
): Promise<ReadonlyMap<string, NamespaceHistory>> {
  const found = new Map<string, NamespaceHistory>();
  for (const path of namespaces) found.set(path, NO_HISTORY);
  const former = await readFormerVersions(store, revision, index, namespaces);
  for (const [path, { manifests, signatures, cut }] of former) {
    const file = index.namespaces.get(path)?.manifest?.path ?? '';
    const byDigest = sortByDigest(signatures);
    found.set(path, { versions: manifests.flatMap((bytes) => toVersion(file, bytes, byDigest) ?? []), cut });
  }
  return found;
}

/** Bundles by the sha256 of the file that they say they sign; nothing of it is believed before it is verified. */
function sortByDigest(
  files: readonly Uint8Array[],
): ReadonlyMap<string, ReadonlyMap<string, SignatureBundle>> {
  const found = new Map<string, Map<string, SignatureBundle>>();
  for (const bytes of files) {
    const signatures = readSignatures(bytes);
    for (const bundle of signatures.kind === 'bundles' ? signatures.bundles : []) {
      const parsed = parseStatement(bundle.payload);
      const sha256 = parsed.ok ? parsed.statement.subjects[0]?.sha256 : undefined;
      if (sha256 === undefined) continue;
      const known = found.get(sha256) ?? new Map<string, SignatureBundle>();
      found.set(sha256, known.set(bundle.json, bundle));
    }
  }
  return found;
}

function toVersion(
  path: string,
  bytes: Uint8Array,
  signatures: ReadonlyMap<string, ReadonlyMap<string, SignatureBundle>>,
): NamespaceFile | undefined {
  const parsed = parseSigned(path, bytes, undefined);
  if (!parsed.ok || parsed.file.manifest.kind !== 'Namespace') return undefined;
  const { manifest, value } = parsed.file;
  const file = toSignedFile(path, { bytes, value, manifest }, undefined);
  const bundles = [...(signatures.get(file.sha256)?.values() ?? [])];
  return { ...file, signatures: bundles.length === 0 ? { kind: 'none' } : { kind: 'bundles', bundles } };
}
