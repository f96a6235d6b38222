import { ancestorsOf, parseNamespacePath } from '../../names/index.ts';
import { ROOT_PATH, readAuthority, readSignatures, signaturePathOf } from '../../signing/index.ts';
import type { Authority, ListedSigners } from '../../signing/index.ts';
import type { RegistryStore } from '../registry-store.ts';
import type { Snapshot } from '../snapshot.ts';
import { readManifest } from '../snapshot.ts';
import { readPairs } from './read-pairs.ts';

/**
 * The namespaces whose signatures do not name enough keys of those above them, so that they are perhaps signed by an
 * earlier version of themselves. Told from names alone: nothing is verified, and what is told too much does no harm.
 */
export async function namespacesSignedAlone(
  store: Pick<RegistryStore, 'readBlobs'>,
  { index, namespaces }: Snapshot,
): Promise<readonly string[]> {
  const root = index.trustRoots.find(({ path }) => path === ROOT_PATH);
  const pairs = [...index.namespaces.values()].flatMap(({ manifest }) => {
    const signatures =
      manifest === undefined ? undefined : index.signatures.get(signaturePathOf(manifest.path));
    return manifest === undefined || signatures === undefined ? [] : [{ entry: manifest, signatures }];
  });
  if (root === undefined || pairs.length === 0) return [];
  let above: Authority | undefined;
  const authorities = new Map<string, Authority | undefined>();
  for (const [path, { manifest }] of namespaces) {
    authorities.set(path, manifest.signing === undefined ? undefined : toAuthority(manifest.signing));
  }
  const paths = new Map([...index.namespaces.values()].map(({ path, manifest }) => [manifest?.path, path]));
  const alone: string[] = [];
  for await (const { entry, bytes, signatureBytes } of readPairs(store, [
    { entry: root, signatures: undefined },
    ...pairs,
  ])) {
    if (entry === root) {
      const manifest = readManifest(ROOT_PATH, bytes ?? new Uint8Array(), () => undefined)?.manifest;
      if (manifest?.kind === 'TrustRoot') above = toAuthority(manifest);
      continue;
    }
    const path = paths.get(entry.path) ?? '';
    if (!namesEnough(signatureBytes, authorityAbove(path, authorities) ?? above)) alone.push(path);
  }
  return alone;
}

function toAuthority(listed: ListedSigners): Authority {
  return readAuthority({ kind: 'namespace', name: '', path: '' }, listed);
}

function authorityAbove(
  path: string,
  authorities: ReadonlyMap<string, Authority | undefined>,
): Authority | undefined {
  const parsed = parseNamespacePath(path);
  const ancestors = parsed.ok ? ancestorsOf(parsed.value) : [];
  const nearest = ancestors.findLast((one) => authorities.get(one) !== undefined);
  return nearest === undefined ? undefined : authorities.get(nearest);
}

function namesEnough(bytes: Uint8Array | undefined, above: Authority | undefined): boolean {
  const read = readSignatures(bytes);
  if (above === undefined || read.kind !== 'bundles') return false;
  const listed = new Set<string>(above.keys.keys());
  const known = new Set<string>();
  for (const { material } of read.bundles) {
    if (material.kind === 'key' && listed.has(material.hint)) known.add(material.hint);
  }
  return known.size >= above.threshold;
}
