import { Buffer } from 'node:buffer';
import { HyperError } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import { editDocument } from '../../document/index.ts';
import type { DocumentEdit, Pointer } from '../../document/index.ts';
import type { NamespaceManifest, PublicKey, RegistryManifest } from '../../manifest/index.ts';
import { signaturePathOf } from '../../signing/index.ts';
import type { PlannedEdit } from '../planned-edit.ts';
import { toListedKey, toTimestamp } from './new-key.ts';
import type { NewKey } from './new-key.ts';

/** The file that lists the keys to change, as it stands. */
export interface KeyHolder {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Undefined where nobody has signed it yet. */
  readonly signatures: Uint8Array | undefined;
  readonly manifest: NamespaceManifest | RegistryManifest;
}

/** What becomes of the keys. */
export interface KeyChange {
  readonly now: Date;
  /** A key to add. */
  readonly add: NewKey | undefined;
  /** The id of the key that goes; undefined only adds. */
  readonly key: string | undefined;
  /** `retire`: it ends at a time, and what it has provably signed before stays good; `revoke`: it is not to be trusted. */
  readonly ending:
    | { readonly kind: 'retire'; readonly at: Date }
    | {
        readonly kind: 'revoke';
        readonly reason: string | undefined;
        readonly compromisedSince: Date | undefined;
      };
}

/**
 * The edits of namespace.yaml or registry.yaml that change its keys; comments stay, the revision rises, and signatures of
 * the text before go. Errors: `HYPER_KEY_UNLISTED`, `HYPER_KEY_LISTED`,
 * `HYPER_KEY_ENDED`, `HYPER_TRUST_THRESHOLD`. Pure.
 */
export function planKeyChange(holder: KeyHolder, change: KeyChange): readonly PlannedEdit[] {
  const { manifest, bytes, path, signatures } = holder;
  const keys =
    manifest.kind === 'Registry' ? onlineEdits(manifest, change) : namespaceEdits(manifest, change);
  const isSigned = signatures !== undefined;
  const revision = { pointer: ['revision'], value: (manifest.revision ?? 1) + 1 };
  const text = editDocument(Buffer.from(bytes).toString('utf8'), [...(isSigned ? [revision] : []), ...keys]);
  const edit = { path, before: bytes, after: Buffer.from(text) };
  if (!isSigned) return [edit];
  return [edit, { path: signaturePathOf(path), before: signatures, after: undefined }];
}

function namespaceEdits(manifest: NamespaceManifest, change: KeyChange): DocumentEdit[] {
  const { signing } = manifest;
  const listed = signing?.keys ?? [];
  const index = indexOf(listed, change.key);
  if (change.add !== undefined) assertNew(listed, change.add);
  const live = listed.filter((key, place) => place !== index && isLive(key, change.now)).length;
  const signers = live + (change.add === undefined ? 0 : 1) + (signing?.identities ?? []).length;
  const threshold = signing?.threshold ?? 1;
  if (signers < threshold) {
    throw new HyperError(
      'HYPER_TRUST_THRESHOLD',
      `${threshold} signers are asked for, and ${signers} would be left`,
      { hint: 'add a key in the same step: --new PUBLIC_KEY' },
    );
  }
  const edits: DocumentEdit[] = [];
  const leaving = index === undefined ? undefined : listed[index];
  if (index !== undefined && leaving !== undefined)
    edits.push(...endingEdits(['signing', 'keys', index], leaving, change));
  if (change.add !== undefined) {
    if (signing === undefined) edits.push({ pointer: ['signing', 'threshold'], value: 1 });
    const value = toListedKey(change.add, { createdAt: change.now });
    edits.push(appending(['signing', 'keys'], listed.length, value));
  }
  return edits;
}

/** There is one online key; those before it go to a list, for what they attested stays proven. */
function onlineEdits(manifest: RegistryManifest, change: KeyChange): DocumentEdit[] {
  const { onlineKey, formerOnlineKeys: former = [] } = manifest;
  const listed = [...(onlineKey === undefined ? [] : [onlineKey]), ...former];
  const index = indexOf(listed, change.key);
  if (change.add !== undefined) assertNew(listed, change.add);
  const isCurrent = onlineKey !== undefined && index === 0;
  const edits: DocumentEdit[] = [];
  const leaving = index === undefined ? undefined : listed[index];
  if (index !== undefined && leaving !== undefined && !isCurrent) {
    const place = index - (onlineKey === undefined ? 0 : 1);
    edits.push(...endingEdits(['formerOnlineKeys', place], leaving, change));
  }
  if (change.add === undefined)
    return isCurrent ? [...edits, ...endingEdits(['onlineKey'], onlineKey, change)] : edits;
  if (onlineKey !== undefined) {
    const place: Pointer = ['formerOnlineKeys', former.length];
    const moved = appending(['formerOnlineKeys'], former.length, asJson(onlineKey));
    // Without a word about it, the key before keeps attesting: an end would take the proof out of what it attested.
    edits.push(moved, ...(isCurrent ? endingEdits(place, onlineKey, change) : []));
    edits.push({ pointer: ['onlineKey'], value: undefined });
  }
  return [...edits, { pointer: ['onlineKey'], value: toListedKey(change.add, { createdAt: change.now }) }];
}

/** A key never lives longer than was said before: what ended or was revoked stays so, at its time or earlier. */
function endingEdits(place: Pointer, listed: PublicKey, { ending, now, add }: KeyChange): DocumentEdit[] {
  const { revokedAt, expiresAt, compromisedSince: before, revocationReason } = listed;
  if (ending.kind === 'retire') {
    const isOver = expiresAt !== undefined && Date.parse(expiresAt) <= ending.at.getTime();
    if (revokedAt !== undefined || isOver) throw ended(listed, revokedAt ?? expiresAt ?? '');
    return [{ pointer: [...place, 'expiresAt'], value: toTimestamp(ending.at) }];
  }
  const { reason, compromisedSince } = ending;
  const isEarlier =
    compromisedSince !== undefined &&
    (before === undefined || compromisedSince.getTime() < Date.parse(before));
  const isRevoked = revokedAt !== undefined && Date.parse(revokedAt) <= now.getTime();
  if (isRevoked && !isEarlier && add === undefined) throw ended(listed, revokedAt);
  return [
    ...(isRevoked ? [] : [{ pointer: [...place, 'revokedAt'], value: toTimestamp(now) }]),
    ...(isEarlier ? [{ pointer: [...place, 'compromisedSince'], value: toTimestamp(compromisedSince) }] : []),
    ...(reason === undefined || (isRevoked && revocationReason !== undefined)
      ? []
      : [{ pointer: [...place, 'revocationReason'], value: reason }]),
  ];
}

function ended({ keyId }: PublicKey, at: string): HyperError {
  return new HyperError('HYPER_KEY_ENDED', `the key "${keyId}" ended at ${at} already`, {
    hint: 'an end is never moved on; to say that others had the key earlier: hyper key revoke --compromised-since TIME',
  });
}

/** Adds to a list, which is made where there is none. */
function appending(list: Pointer, length: number, value: JsonValue): DocumentEdit {
  return length === 0 ? { pointer: list, value: [value] } : { pointer: [...list, length], value };
}

function indexOf(listed: readonly PublicKey[], key: string | undefined): number | undefined {
  if (key === undefined) return undefined;
  const index = listed.findIndex(({ keyId }) => keyId === key);
  if (index >= 0) return index;
  throw new HyperError('HYPER_KEY_UNLISTED', `the key "${key}" is not listed there`, {
    hint: 'hyper trust show lists the keys',
  });
}

function assertNew(listed: readonly PublicKey[], { key }: NewKey): void {
  if (listed.every(({ keyId }) => keyId !== key.keyId)) return;
  throw new HyperError('HYPER_KEY_LISTED', `the key "${key.keyId}" is listed already`, {
    hint: 'make a new one: hyper key generate NAME; a key that ended is never used again',
  });
}

function isLive({ revokedAt, expiresAt }: PublicKey, now: Date): boolean {
  return revokedAt === undefined && (expiresAt === undefined || Date.parse(expiresAt) > now.getTime());
}

function asJson(key: PublicKey): JsonValue {
  return JSON.parse(JSON.stringify(key)) as JsonValue;
}
