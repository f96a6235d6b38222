import { digestOf } from '../core/index.ts';
import type { Digest } from '../core/index.ts';
import { loadTrust } from '../registry/index.ts';
import type { NamespaceManifest, PublicKey } from '../manifest/index.ts';
import type { Operation } from './operation.ts';
import { openSnapshot } from './open-snapshot.ts';
import type { ReadInput } from './open-snapshot.ts';
import type { TrustContext } from './trust-context.ts';

/** A key as somebody lists it. */
export interface ShownKey {
  /** `root`, `online`, `former online`, or the path of a namespace. */
  readonly of: string;
  readonly keyId: string;
  readonly label: string | null;
  readonly algorithm: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  readonly compromisedSince: string | null;
}

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
}

/** Shows in which keys the trust of a registry begins, and to whom it is handed on (SPEC section 4). */
export const trustShow: Operation<ReadInput, TrustShowData, TrustContext> = {
  id: 'trust.show',
  group: 'trust',
  summary: 'Show the trust root, its digest, and who may sign what',
  async run(context, input) {
    const { registry, snapshot } = await openSnapshot(context, input, { withoutStates: true });
    const { index, revision, namespaces } = snapshot;
    // What is shown of namespaces is what they say; who signed them is not asked here.
    const options = {
      ...{ pin: undefined, now: context.now().getTime(), verifier: context.verifier },
      namespaces: [],
    };
    const { root, registry: file, trust } = await loadTrust(registry.store, revision, index, options);
    const { onlineKey, formerOnlineKeys = [], id } = file.manifest;
    const kept = index.trustRoots.flatMap(({ path }) => {
      const version = /^trust\/root\.([0-9]+)\.yaml$/u.exec(path)?.[1];
      return version === undefined ? [] : [Number(version)];
    });
    const data = {
      commit: revision.commit,
      registry: id ?? null,
      version: root.manifest.version,
      digest: digestOf(root.bytes),
      threshold: root.manifest.threshold,
      expiresAt: root.manifest.expiresAt,
      kept: kept.sort((left, right) => left - right),
      isSound: trust.isSound,
      keys: [
        ...root.manifest.keys.map((key) => toShown('root', key)),
        ...(onlineKey === undefined ? [] : [toShown('online', onlineKey)]),
        ...formerOnlineKeys.map((key) => toShown('former online', key)),
        ...[...namespaces.values()].flatMap(({ manifest }) => keysOf(manifest)),
      ],
    };
    return { verdict: 'pass', diagnostics: [], data };
  },
};

function keysOf({ path, signing }: NamespaceManifest): ShownKey[] {
  return (signing?.keys ?? []).map((key) => toShown(path, key));
}

function toShown(of: string, key: PublicKey): ShownKey {
  const { keyId, label, algorithm, createdAt, expiresAt, revokedAt, compromisedSince } = key;
  return {
    of,
    keyId,
    label: label ?? null,
    algorithm,
    createdAt,
    expiresAt: expiresAt ?? null,
    revokedAt: revokedAt ?? null,
    compromisedSince: compromisedSince ?? null,
  };
}
