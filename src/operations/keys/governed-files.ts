import { pairsOf, parseSigned, readPairs } from '../../registry/index.ts';
import type { LoadedTrust, RegistryStore, Snapshot, TreeEntry } from '../../registry/index.ts';
import { parentOf, parseNamespacePath } from '../../names/index.ts';
import { ROOT_PATH } from '../../signing/index.ts';
import type { Authority, SignedFile } from '../../signing/index.ts';
import { structuralSigners } from '../signing/signer-standing.ts';

/** A signed file with the bytes of its signatures. */
export interface GovernedFile {
  readonly file: SignedFile;
  readonly authority: Authority;
  readonly signatures: Uint8Array | undefined;
}

/** Whose word is asked for: the root's, that of a namespace with signers of its own, or anybody's. */
export type Governor = 'root' | 'any' | { readonly namespace: string };

/**
 * Streams the files that an authority must sign: registry.yaml, namespaces, policies, states and releases, not the root.
 * Goes by what the manifests say, believed or not: in an open signing event and in a shallow clone they are not, and what
 * leans on a key leans on it all the same.
 */
export async function* governedFiles(
  store: RegistryStore,
  snapshot: Snapshot,
  { trust, book }: LoadedTrust,
  governor: Governor,
): AsyncGenerator<GovernedFile> {
  const { index } = snapshot;
  const root = trust.root.authority;
  const known = new Map<string, Authority>();
  const signersOf = (namespace: string | undefined): Authority => {
    const key = namespace ?? '';
    const found = known.get(key) ?? structuralSigners(snapshot, namespace, root);
    known.set(key, found);
    return found;
  };
  const wanted: TreeEntry[] = [];
  const authorities = new Map<string, Authority>();
  const add = (entry: TreeEntry | undefined, authority: Authority): void => {
    if (entry === undefined || !isBy(authority, governor)) return;
    wanted.push(entry);
    authorities.set(entry.path, authority);
  };
  add(index.registry, root);
  for (const { path, manifest, policies } of index.namespaces.values()) {
    const parsed = parseNamespacePath(path);
    const parent = parsed.ok ? parentOf(parsed.value) : undefined;
    add(manifest, signersOf(parent));
    for (const policy of policies.values()) add(policy, signersOf(path));
  }
  for (const { namespace, state, releases } of index.artifacts.values()) {
    const authority = signersOf(namespace);
    add(state, authority);
    for (const release of releases.values()) add(release, authority);
  }
  for await (const { entry, bytes, signatureBytes } of readPairs(store, pairsOf(wanted, index))) {
    const signatures = signatureBytes && Uint8Array.from(signatureBytes);
    const parsed = parseSigned(entry.path, bytes && Uint8Array.from(bytes), signatures);
    const authority = authorities.get(entry.path);
    if (!parsed.ok || authority === undefined) continue;
    await book.look(parsed.file);
    yield { file: parsed.file, authority, signatures };
  }
}

function isBy({ kind, path, name }: Authority, governor: Governor): boolean {
  if (governor === 'any') return true;
  if (governor === 'root') return kind === 'root' && path === ROOT_PATH;
  return kind === 'namespace' && name === `namespace ${governor.namespace}`;
}
