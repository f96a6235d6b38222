import { HyperError, digestOf } from '../../core/index.ts';
import type { Digest } from '../../core/index.ts';
import { editDocument } from '../../document/index.ts';
import { planTrustRoot, toListedKey, toTimestamp } from '../../lifecycle/index.ts';
import type { NewKey, PlannedEdit } from '../../lifecycle/index.ts';
import { parentOf, parseNamespacePath } from '../../names/index.ts';
import { lineageOf } from '../../registry/index.ts';
import type { Snapshot, TreeEntry } from '../../registry/index.ts';
import { ROOT_PATH, signaturePathOf } from '../../signing/index.ts';
import type { SignerName } from '../../signing/index.ts';
import { namedByEdits } from '../signing/named-signers.ts';
import type { NamedSigners } from '../signing/named-signers.ts';
import type { Operation } from '../operation.ts';
import { openSnapshot } from '../open-snapshot.ts';
import type { Outcome } from '../outcome.ts';
import { readBytes } from './read-bytes.ts';
import { requireValidEdits } from './require-valid-edits.ts';
import { describeEdits } from './trust-context.ts';
import type { EditedFile, TrustWriteContext } from './trust-context.ts';
import { toTasks } from './trust-status.ts';
import type { SigningTask } from './trust-status.ts';
import type { OpenedRegistry } from '../world.ts';

export interface TrustInitInput {
  readonly registry: string | undefined;
  /** Public keys: files, or names or ids of keys in the user's own folder. */
  readonly keys: readonly string[];
  /** Undefined: more than half of the keys. */
  readonly threshold: number | undefined;
  readonly expiresInDays: number;
  /** The public key that signs builds and attests; undefined leaves registry.yaml as it is. */
  readonly online: string | undefined;
  readonly isDryRun: boolean;
}

/** What a plan of trust came to. */
export interface TrustPlanData {
  readonly isDryRun: boolean;
  /** Of trust/root.yaml as it is now. */
  readonly version: number;
  readonly digest: Digest;
  readonly threshold: number;
  readonly keys: number;
  readonly expiresAt: string;
  readonly files: readonly EditedFile[];
  /** What those files say of whose signatures will count: what the keepers sign. */
  readonly named: readonly NamedSigners[];
  /** One command each; only as many as the threshold asks for must run theirs. */
  readonly tasks: readonly SigningTask[];
}

const DAY_MS = 86_400_000;

/**
 * Writes the first trust root of a registry, to be signed by its keepers (SPEC section 4). Errors: `HYPER_TRUST_PRESENT`,
 * `HYPER_TRUST_REGISTRY_ID`, `HYPER_TRUST_THRESHOLD`, those of keys and of writing.
 */
export const trustInit: Operation<TrustInitInput, TrustPlanData, TrustWriteContext> = {
  id: 'trust.init',
  group: 'trust',
  summary: 'Write the first trust root of a registry',
  async run(context, input) {
    if (!input.isDryRun) await context.finishEdits({ registry: input.registry });
    const { registry, snapshot } = await openSnapshot(context, { registry: input.registry, at: undefined });
    const id = requireFresh(snapshot);
    const keys: NewKey[] = [];
    for (const place of input.keys) keys.push(await context.readPublicKey(place));
    const createdAt = context.now();
    const expiresAt = new Date(createdAt.getTime() + input.expiresInDays * DAY_MS);
    const threshold = input.threshold ?? Math.floor(keys.length / 2) + 1;
    const root = planTrustRoot({ registry: id, keys, threshold, createdAt, expiresAt });
    const online = input.online === undefined ? undefined : await context.readPublicKey(input.online);
    const more = online === undefined ? [] : await onlineEdits(registry, snapshot, online, createdAt);
    const edits = [root, ...more];
    requireValidEdits(edits);
    if (!input.isDryRun) await context.applyEdits({ registry: input.registry }, edits);
    const { isDryRun } = input;
    return conclude(snapshot, edits, keys, { isDryRun, threshold, expiresAt: toTimestamp(expiresAt) });
  },
};

function requireFresh({ index, registry }: Snapshot): string {
  const [kept] = index.trustRoots;
  if (index.trustRoots.some(({ path }) => path === ROOT_PATH)) {
    throw new HyperError('HYPER_TRUST_PRESENT', `"${ROOT_PATH}" is there already`, {
      hint: 'hyper trust rotate writes the next version of it',
    });
  }
  if (kept !== undefined) {
    throw new HyperError('HYPER_TRUST_PRESENT', `"${kept.path}" is kept, so there was a "${ROOT_PATH}"`, {
      hint: `restore it from git: git log -- ${ROOT_PATH}; a first version would lead nobody on`,
    });
  }
  if (registry.id !== undefined) return registry.id;
  throw new HyperError('HYPER_TRUST_REGISTRY_ID', 'registry.yaml has no "id"', {
    hint: 'write one: id: "<a UUID of version 7>"',
  });
}

async function onlineEdits(
  { store }: OpenedRegistry,
  { index, registry }: Snapshot,
  online: NewKey,
  createdAt: Date,
): Promise<readonly PlannedEdit[]> {
  if (index.registry === undefined) return [];
  const before = await readBytes(store, index.registry);
  const beside = index.signatures.get(signaturePathOf('registry.yaml'));
  const signatures = beside === undefined ? undefined : await readBytes(store, beside);
  const text = editDocument(Buffer.from(before).toString('utf8'), [
    ...(signatures === undefined ? [] : [{ pointer: ['revision'], value: (registry.revision ?? 1) + 1 }]),
    { pointer: ['onlineKey'], value: toListedKey(online, { createdAt }) },
  ]);
  const edit = { path: 'registry.yaml', before, after: Buffer.from(text) };
  if (beside === undefined) return [edit];
  return [edit, { path: beside.path, before: signatures, after: undefined }];
}

function conclude(
  snapshot: Snapshot,
  edits: readonly PlannedEdit[],
  keys: readonly NewKey[],
  more: Pick<TrustPlanData, 'isDryRun' | 'threshold' | 'expiresAt'>,
): Outcome<TrustPlanData> {
  const paths = [ROOT_PATH, 'registry.yaml', ...governedPaths(snapshot)];
  const wanted = keys.flatMap(({ key, label }) => {
    const signer: SignerName = { kind: 'key', keyId: key.keyId, ...(label === undefined ? {} : { label }) };
    return paths.map((path) => ({ signer, path }));
  });
  const digest = digestOf(edits[0]?.after ?? new Uint8Array());
  const counts = { version: 1, digest, keys: keys.length };
  const data = {
    ...counts,
    ...more,
    tasks: toTasks(wanted),
    files: describeEdits(edits),
    named: namedByEdits(edits),
  };
  return { verdict: 'pass', diagnostics: [], data };
}

/** What the root must sign below the namespaces, as nobody nearer is named who could. What was signed before it must be
 *  signed again: a key counts from the root on that lists it. */
function governedPaths(snapshot: Snapshot): readonly string[] {
  const { namespaces, artifacts } = snapshot.index;
  const isRoots = (namespace: string | undefined): boolean =>
    namespace === undefined ||
    lineageOf(snapshot, namespace).every(({ manifest }) => manifest.signing === undefined);
  const entries: (TreeEntry | undefined)[] = [];
  for (const { path, manifest, policies } of namespaces.values()) {
    const parsed = parseNamespacePath(path);
    if (isRoots(parsed.ok ? parentOf(parsed.value) : undefined)) entries.push(manifest);
    if (isRoots(path)) entries.push(...policies.values());
  }
  for (const { namespace, state, releases } of artifacts.values())
    if (isRoots(namespace)) entries.push(state, ...releases.values());
  return entries.flatMap((entry) => entry?.path ?? []);
}
