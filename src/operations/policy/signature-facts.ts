import { HyperError, Moment } from '../../core/index.ts';
import type { SignatureFacts } from '../../policy/index.ts';
import { loadTrust, pairsOf, parseSigned, readPairs, roleOf } from '../../registry/index.ts';
import type { LoadedTrust, RegistryStore, Snapshot, TreeEntry, TrustOptions } from '../../registry/index.ts';
import { faultOfStatus, formatSigner, judgeFile } from '../../signing/index.ts';
import type { VerifyContext } from '../verify/verify-context.ts';

/** What verifying needs of the world here. */
export type SignatureContext = Pick<VerifyContext, 'clock' | 'verifier'>;

const NOBODY: SignatureFacts = { verified: false, signers: [] };

/**
 * What verifying finds of releases and namespaces, by path: by the trust of the snapshot itself, with no root that this client
 * believes. In a registry without a trust root nobody's signature counts.
 */
export async function readSignatureFacts(
  context: SignatureContext,
  store: RegistryStore,
  snapshot: Snapshot,
  entries: readonly TreeEntry[],
  moment = new Moment(context.clock()),
): Promise<ReadonlyMap<string, SignatureFacts>> {
  const facts = new Map(entries.map(({ path }) => [path, NOBODY]));
  const namespaces = [...new Set(entries.flatMap(({ path }) => namespaceOf(path) ?? []))];
  const loaded = await trustOf(store, snapshot, {
    pin: undefined,
    now: moment,
    verifier: context.verifier,
    namespaces,
  });
  if (loaded === undefined) return facts;
  const { trust, book } = loaded;
  for await (const { entry, bytes, signatureBytes } of readPairs(store, pairsOf(entries, snapshot.index))) {
    const believed = trust.namespace(namespaceOf(entry.path) ?? '');
    const parsed = parseSigned(entry.path, bytes, signatureBytes);
    if (!parsed.ok || !believed.isSound || !trust.isSound) continue;
    await book.look(parsed.file);
    const status = judgeFile(parsed.file, believed.authority, trust.circumstances);
    const verified = faultOfStatus(status, false) === undefined;
    const signers = verified ? status.counted.map(({ signer }) => formatSigner(signer)) : [];
    facts.set(entry.path, { verified, signers });
  }
  return facts;
}

function namespaceOf(path: string): string | undefined {
  const role = roleOf(path);
  return role.kind === 'release' || role.kind === 'namespace' ? role.namespace : undefined;
}

async function trustOf(
  store: RegistryStore,
  { revision, index }: Snapshot,
  options: TrustOptions,
): Promise<LoadedTrust | undefined> {
  try {
    return await loadTrust(store, revision, index, options);
  } catch (error) {
    if (error instanceof HyperError && error.code === 'HYPER_TRUST_ROOT_MISSING') return undefined;
    throw error;
  }
}
