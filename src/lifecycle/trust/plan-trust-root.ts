import { Buffer } from 'node:buffer';
import { HyperError } from '../../core/index.ts';
import { editDocument, renderDocument } from '../../document/index.ts';
import { SCHEMA_BASE_URL } from '../../manifest/index.ts';
import type { TrustRootManifest } from '../../manifest/index.ts';
import { ROOT_PATH, keptRootPath, signaturePathOf } from '../../signing/index.ts';
import type { PlannedEdit } from '../planned-edit.ts';
import { toListedKey, toTimestamp } from './new-key.ts';
import type { NewKey } from './new-key.ts';

/** What the keepers of a registry agree on. */
export interface NewTrustRoot {
  /** The id of registry.yaml. */
  readonly registry: string;
  readonly keys: readonly NewKey[];
  /** How many of them must sign. */
  readonly threshold: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const COMMENT =
  'All trust in this registry begins here. Change it with hyper trust rotate: earlier versions are kept beside it.';

/** The first root of a registry, which nobody has signed yet. Errors: `HYPER_TRUST_THRESHOLD`. Pure. */
export function planTrustRoot(root: NewTrustRoot): PlannedEdit {
  const { registry, keys, threshold, createdAt, expiresAt } = root;
  const listed = keys.map((key) => toListedKey(key, { createdAt }));
  assertReachable(
    threshold,
    keys.map(({ key }) => key.keyId),
  );
  const manifest = {
    apiVersion: 'hyper/v1',
    kind: 'TrustRoot',
    registry,
    version: 1,
    createdAt: toTimestamp(createdAt),
    expiresAt: toTimestamp(expiresAt),
    threshold,
    keys: listed,
  };
  const schemaUrl = `${SCHEMA_BASE_URL}trust-root.schema.json`;
  const text = renderDocument(manifest, { schemaUrl, comment: COMMENT });
  return { path: ROOT_PATH, before: undefined, after: Buffer.from(text) };
}

/** The root that is to be replaced, as it stands. */
export interface CurrentTrustRoot {
  readonly manifest: TrustRootManifest;
  readonly bytes: Uint8Array;
  /** Of trust/root.sigstore.json. */
  readonly signatures: Uint8Array;
}

export interface RootRotation {
  readonly add: readonly NewKey[];
  /** Full ids of keys that are listed. */
  readonly remove: readonly string[];
  /** Undefined keeps it. */
  readonly threshold: number | undefined;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/**
 * The next version of the root, to be signed by the threshold of this one and its own; this one is kept with its
 * signatures, byte for byte. Comments stay. Errors: `HYPER_TRUST_THRESHOLD`. Pure.
 */
export function planRootRotation(current: CurrentTrustRoot, rotation: RootRotation): readonly PlannedEdit[] {
  const { manifest, bytes, signatures } = current;
  const { add, createdAt, expiresAt } = rotation;
  const threshold = rotation.threshold ?? manifest.threshold;
  const removed = new Set(rotation.remove);
  const added = add.map((key) => toListedKey(key, { createdAt }));
  const kept = manifest.keys.filter(({ keyId }) => !removed.has(keyId));
  const identities = manifest.identities ?? [];
  const ids = [...kept.map(({ keyId }) => keyId), ...add.map(({ key }) => key.keyId)];
  const live = kept.filter((key) => isLive(key, createdAt)).length + add.length;
  assertReachable(threshold, ids, identities.length, live);
  const gone = manifest.keys.flatMap(({ keyId }, index) => (removed.has(keyId) ? [index] : []));
  const text = editDocument(Buffer.from(bytes).toString('utf8'), [
    { pointer: ['version'], value: manifest.version + 1 },
    { pointer: ['createdAt'], value: toTimestamp(createdAt) },
    { pointer: ['expiresAt'], value: toTimestamp(expiresAt) },
    { pointer: ['threshold'], value: threshold },
    ...added.map((value, index) => ({ pointer: ['keys', manifest.keys.length + index], value })),
    ...gone.reverse().map((index) => ({ pointer: ['keys', index], value: undefined })),
  ]);
  const old = keptRootPath(manifest.version);
  return [
    { path: old, before: undefined, after: bytes },
    { path: signaturePathOf(old), before: undefined, after: signatures },
    { path: signaturePathOf(ROOT_PATH), before: signatures, after: undefined },
    { path: ROOT_PATH, before: bytes, after: Buffer.from(text) },
  ];
}

/** A key of the root that is revoked or over signs no new root. */
function isLive({ revokedAt, expiresAt }: TrustRootManifest['keys'][number], now: Date): boolean {
  return revokedAt === undefined && (expiresAt === undefined || Date.parse(expiresAt) > now.getTime());
}

/** `live`: how many of the keys can sign now. */
function assertReachable(
  threshold: number,
  keyIds: readonly string[],
  identities = 0,
  live = keyIds.length,
): void {
  const distinct = new Set(keyIds);
  const signers = Math.min(distinct.size, live) + identities;
  if (distinct.size === keyIds.length && threshold >= 1 && threshold <= signers) return;
  const message =
    distinct.size < keyIds.length
      ? 'a key is named twice'
      : `the threshold is ${threshold}, and there would be ${signers} signers`;
  throw new HyperError('HYPER_TRUST_THRESHOLD', message, {
    hint: `name each key once, and a threshold from 1 to ${signers}: --threshold`,
  });
}
