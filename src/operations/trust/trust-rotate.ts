import { HyperError, Moment, digestOf, sortedBy, toOneLine } from '../../core/index.ts';
import { planRootRotation, toTimestamp } from '../../lifecycle/index.ts';
import type { NewKey, PlannedEdit } from '../../lifecycle/index.ts';
import type { TrustRootManifest } from '../../manifest/index.ts';
import { loadTrust, pairsOf, readPairs } from '../../registry/index.ts';
import type { LoadedTrust, RegistryStore, Snapshot } from '../../registry/index.ts';
import { ROOT_PATH, readAuthority, renderBundles, signaturePathOf } from '../../signing/index.ts';
import type { Authority, SignatureBundle, SignedFile, SignerName } from '../../signing/index.ts';
import { governedFiles } from '../keys/governed-files.ts';
import { namedByEdits } from '../signing/named-signers.ts';
import type { Operation } from '../operation.ts';
import { openSnapshot } from '../open-snapshot.ts';
import type { Outcome } from '../outcome.ts';
import { requireValidEdits } from './require-valid-edits.ts';
import { describeEdits } from './trust-context.ts';
import type { TrustWriteContext } from './trust-context.ts';
import type { TrustPlanData } from './trust-init.ts';
import { toTasks } from './trust-status.ts';

export interface TrustRotateInput {
  readonly registry: string | undefined;
  /** Public keys to add: files, or names or ids of keys in the user's own folder. */
  readonly add: readonly string[];
  /** Keys to take out, by label or by the beginning of their id. */
  readonly remove: readonly string[];
  readonly threshold: number | undefined;
  readonly expiresInDays: number;
  readonly isDryRun: boolean;
}

const DAY_MS = 86_400_000;

/**
 * Writes the next version of the trust root; the one before it is kept, with its signatures. Signatures of keys that go are
 * taken out of registry.yaml and top-level namespaces, which have to be signed again in the same signing event. Errors:
 * `HYPER_TRUST_EVENT_OPEN` where the root as it is lacks signatures, `HYPER_KEY_UNLISTED`, `HYPER_TRUST_THRESHOLD`,
 * `HYPER_KEY_STILL_NEEDED` where releases would be left without enough signatures, those of keys and of writing.
 */
export const trustRotate: Operation<TrustRotateInput, TrustPlanData, TrustWriteContext> = {
  id: 'trust.rotate',
  group: 'trust',
  summary: 'Write the next version of the trust root',
  async run(context, input) {
    if (!input.isDryRun) await context.finishEdits({ registry: input.registry });
    const { registry, snapshot } = await openSnapshot(context, { registry: input.registry, at: undefined });
    const { store } = registry;
    const createdAt = context.now();
    const options = { pin: undefined, now: new Moment(createdAt), verifier: context.verifier };
    const loaded = await loadTrust(store, snapshot.revision, snapshot.index, options);
    assertFinished(loaded);
    const { manifest, bytes } = loaded.root;
    const add: NewKey[] = [];
    for (const place of input.add) add.push(await context.readPublicKey(place));
    const remove = input.remove.map((name) => findListed(manifest, name));
    const expiresAt = new Date(createdAt.getTime() + input.expiresInDays * DAY_MS);
    const rotation = { add, remove, threshold: input.threshold, createdAt, expiresAt };
    const signatures = await readSignatureFile(store, snapshot);
    const rotated = planRootRotation({ manifest, bytes, signatures }, rotation);
    const next = toAuthority(manifest, rotation);
    const { edits, wanted } = await carrySignatures(store, snapshot, loaded, next);
    const all = [...rotated, ...edits];
    requireValidEdits(all);
    if (!input.isDryRun) await context.applyEdits({ registry: input.registry }, all);
    const signers = [...toSigners(loaded.trust.root.authority), ...toSigners(next)];
    const tasks = toTasks([...signers.map((signer) => ({ signer, path: ROOT_PATH })), ...wanted]);
    const root = rotated.find(({ path }) => path === ROOT_PATH);
    return conclude(all, {
      isDryRun: input.isDryRun,
      version: manifest.version + 1,
      digest: digestOf(root?.after ?? new Uint8Array()),
      threshold: next.threshold,
      keys: next.keys.size,
      expiresAt: toTimestamp(expiresAt),
      tasks,
    });
  },
};

/** A root whose own signatures are not complete leads nobody to the next. That it has expired is why it is rotated. */
function assertFinished({ trust, root }: LoadedTrust): void {
  const open = trust.root.steps.find(({ id, ok }) => !ok && id !== 'root-expiry');
  if (open === undefined) return;
  throw new HyperError(
    'HYPER_TRUST_EVENT_OPEN',
    `trust root ${root.manifest.version} is not believed yet: ${open.fault?.message ?? open.title}`,
    { hint: 'see who has to sign: hyper trust status' },
  );
}

function findListed({ keys }: TrustRootManifest, name: string): string {
  const found = keys.filter(({ keyId, label }) => label === name || isBeginning(name, keyId));
  const [only, ...more] = found;
  if (only !== undefined && more.length === 0) return only.keyId;
  throw new HyperError(
    'HYPER_KEY_UNLISTED',
    `no key of the root, or several, are called "${toOneLine(name)}"`,
    {
      hint: 'hyper trust show lists the keys',
    },
  );
}

/** Whether a text is the beginning of a key id that is long enough to mean one. Pure. */
export function isBeginning(text: string, keyId: string): boolean {
  const hex = text.replace(/^sha256:/u, '');
  return hex.length >= 8 && keyId.slice('sha256:'.length).startsWith(hex);
}

async function readSignatureFile(store: RegistryStore, { index }: Snapshot): Promise<Uint8Array> {
  const entries = index.trustRoots.filter(({ path }) => path === ROOT_PATH);
  for await (const { signatureBytes } of readPairs(store, pairsOf(entries, index)))
    if (signatureBytes !== undefined) return Uint8Array.from(signatureBytes);
  throw new HyperError('HYPER_TRUST_EVENT_OPEN', `"${signaturePathOf(ROOT_PATH)}" is not there`);
}

function toAuthority(
  manifest: TrustRootManifest,
  rotation: {
    readonly add: readonly NewKey[];
    readonly remove: readonly string[];
    readonly threshold: number | undefined;
    readonly createdAt: Date;
  },
): Authority {
  const kept = manifest.keys.filter(({ keyId }) => !rotation.remove.includes(keyId));
  const added = rotation.add.map(({ key, label }) => ({
    publicKey: Buffer.from(key.spki).toString('base64'),
    createdAt: toTimestamp(rotation.createdAt),
    ...(label === undefined ? {} : { label }),
  }));
  const place = { kind: 'root', name: `trust root ${manifest.version + 1}`, path: ROOT_PATH } as const;
  const { identities = [] } = manifest;
  const threshold = rotation.threshold ?? manifest.threshold;
  return readAuthority(place, { threshold, keys: [...kept, ...added], identities });
}

function toSigners({ keys, identities }: Authority): SignerName[] {
  const named = [...keys.values()].map(({ key, label }): SignerName => ({
    kind: 'key',
    keyId: key.keyId,
    ...(label === undefined ? {} : { label }),
  }));
  return [...named, ...identities.values()];
}

/** Takes signatures of keys that go out of the files that the root governs, and says who has to sign them again. */
async function carrySignatures(
  store: RegistryStore,
  snapshot: Snapshot,
  loaded: LoadedTrust,
  next: Authority,
): Promise<{ edits: readonly PlannedEdit[]; wanted: readonly { signer: SignerName; path: string }[] }> {
  const edits: PlannedEdit[] = [];
  const wanted: { signer: SignerName; path: string }[] = [];
  const lost: string[] = [];
  const isGone = ({ material }: SignatureBundle): boolean =>
    material.kind === 'key' &&
    loaded.trust.root.authority.keys.has(material.hint as never) &&
    !next.keys.has(material.hint as never);
  for await (const { file, signatures } of governedFiles(store, snapshot, loaded, 'root')) {
    if (file.signatures.kind !== 'bundles' || signatures === undefined) continue;
    const kept = file.signatures.bundles.filter((bundle) => !isGone(bundle));
    if (kept.length === file.signatures.bundles.length) continue;
    const by = new Set(kept.map(({ material }) => (material.kind === 'key' ? material.hint : '')));
    const missing = toSigners(next).filter((signer) => signer.kind !== 'key' || !by.has(signer.keyId));
    const isEnough = kept.length >= next.threshold;
    if (!isEnough && !isControl(file)) lost.push(file.path);
    if (!isEnough) wanted.push(...missing.map((signer) => ({ signer, path: file.path })));
    const after = kept.length === 0 ? undefined : renderBundles(kept);
    edits.push({ path: signaturePathOf(file.path), before: signatures, after });
  }
  if (lost.length > 0) throw stillNeeded(lost);
  return { edits, wanted };
}

function isControl({ manifest }: SignedFile): boolean {
  return manifest.kind === 'Registry' || manifest.kind === 'Namespace' || manifest.kind === 'Policy';
}

/** The refusal of a change that would leave files without the signatures that they need. */
export function stillNeeded(paths: readonly string[], how?: string): HyperError {
  const shown = sortedBy(paths, (path) => path)
    .slice(0, 5)
    .map(toOneLine);
  const more = paths.length > shown.length ? ` and ${paths.length - shown.length} more` : '';
  return new HyperError(
    'HYPER_KEY_STILL_NEEDED',
    `${paths.length} files would no longer be believed: ${shown.join(', ')}${more}`,
    {
      hint: how ?? `first sign them with a key that stays: hyper sign ${shown.join(' ')} --key KEY`,
      details: { files: paths.length },
    },
  );
}

function conclude(
  edits: readonly PlannedEdit[],
  data: Omit<TrustPlanData, 'files' | 'named'>,
): Outcome<TrustPlanData> {
  const told = { files: describeEdits(edits), named: namedByEdits(edits) };
  return { verdict: 'pass', diagnostics: [], data: { ...data, ...told } };
}
