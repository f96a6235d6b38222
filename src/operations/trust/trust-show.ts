import { Moment, digestOf } from '../../core/index.ts';
import type { Digest } from '../../core/index.ts';
import { loadSnapshot, loadTrust } from '../../registry/index.ts';
import type { Revision } from '../../registry/index.ts';
import { keptRootVersion } from '../../signing/index.ts';
import { partiesOf } from '../signing/named-signers.ts';
import type { ShownIdentity, ShownKey } from '../signing/named-signers.ts';
import type { Operation } from '../operation.ts';
import { keptOutcome } from '../kept-outcome.ts';
import { openRevision } from '../open-snapshot.ts';
import type { ReadInput } from '../open-snapshot.ts';
import type { Outcome } from '../outcome.ts';
import type { TrustContext } from './trust-context.ts';
import type { OpenedRegistry } from '../world.ts';

export interface TrustShowData {
  readonly commit: string | null;
  /** The id of the registry. */
  readonly registry: string | null;
  readonly version: number;
  /** What clients pin: of the exact bytes of trust/root.yaml. */
  readonly digest: Digest;
  readonly threshold: number;
  readonly expiresAt: string;
  /** Earlier versions that are kept, in order. */
  readonly kept: readonly number[];
  /** Whether every step from the earliest kept root to registry.yaml holds. */
  readonly isSound: boolean;
  /** Root keys, online keys, then those of namespaces in order of path. */
  readonly keys: readonly ShownKey[];
  /** In the same order. */
  readonly identities: readonly ShownIdentity[];
}

/** Shows in which keys the trust of a registry begins, and to whom it is handed on (SPEC section 4). */
export const trustShow: Operation<ReadInput, TrustShowData, TrustContext> = {
  id: 'trust.show',
  group: 'trust',
  summary: 'Show the trust root, its digest, and who may sign what',
  async run(context, input) {
    const { registry, revision } = await openRevision(context, input, 'list');
    const moment = new Moment(context.now());
    const question = { operation: 'trust.show', revision, asked: { commit: revision.commit }, moment };
    return keptOutcome(registry, question, () => show(context, registry, revision, moment));
  },
};

async function show(
  { verifier }: TrustContext,
  { store }: OpenedRegistry,
  revision: Revision,
  now: Moment,
): Promise<Outcome<TrustShowData>> {
  const { index, namespaces } = await loadSnapshot(store, revision, { withoutStates: true });
  // What is shown of namespaces is what they say; who signed them is not asked here.
  const options = { pin: undefined, now, verifier, namespaces: [] };
  const { root, registry: file, trust } = await loadTrust(store, revision, index, options);
  const manifests = [root.manifest, file.manifest, ...[...namespaces.values()].map((one) => one.manifest)];
  const parties = manifests.flatMap((manifest) => partiesOf(manifest) ?? []);
  const kept = index.trustRoots.flatMap(({ path }) => keptRootVersion(path) ?? []);
  const data = {
    commit: revision.commit,
    registry: file.manifest.id ?? null,
    version: root.manifest.version,
    digest: digestOf(root.bytes),
    threshold: root.manifest.threshold,
    expiresAt: root.manifest.expiresAt,
    kept: kept.sort((left, right) => left - right),
    isSound: trust.isSound,
    keys: parties.flatMap(({ keys }) => keys),
    identities: parties.flatMap(({ identities }) => identities),
  };
  return { verdict: 'pass', diagnostics: [], data };
}
