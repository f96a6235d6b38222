import type { JsonObject } from '../../core/index.ts';
import type { PublicKey } from '../../signing/index.ts';

/** A public key that somebody hands in, with a name for people where there is one. */
export interface NewKey {
  readonly key: PublicKey;
  readonly label: string | undefined;
}

/** When a key counts. */
export interface KeyTimes {
  readonly createdAt: Date;
  readonly expiresAt?: Date | undefined;
}

/** The entry of a key as manifests list it (`common.schema.json#/$defs/publicKey`). Pure. */
export function toListedKey({ key, label }: NewKey, { createdAt, expiresAt }: KeyTimes): JsonObject {
  return {
    keyId: key.keyId,
    ...(label === undefined ? {} : { label }),
    algorithm: key.algorithm,
    publicKey: Buffer.from(key.spki).toString('base64'),
    createdAt: toTimestamp(createdAt),
    ...(expiresAt === undefined ? {} : { expiresAt: toTimestamp(expiresAt) }),
  };
}

/** Whole seconds in UTC, as manifests write them. Pure. */
export function toTimestamp(moment: Date): string {
  return `${moment.toISOString().slice(0, 19)}Z`;
}
