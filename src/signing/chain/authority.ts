import { canonicalJson, digestOf } from '../../core/index.ts';
import type { Code, Digest, JsonValue } from '../../core/index.ts';
import type { PublicKeyOutcome } from '../keys/from-spki.ts';
import { parsePublicKey } from '../keys/parse-public-key.ts';
import type { KeyId, PublicKey } from '../keys/public-key.ts';
import type { KeyWindow } from './key-window.ts';
import { toWindow } from './key-window.ts';
import { identityKey } from './signer.ts';
import type { IdentitySigner } from './signer.ts';

/** A key as manifests list it (`common.schema.json#/$defs/publicKey`). */
export interface ListedKey {
  readonly publicKey: string;
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly revokedAt?: string;
  readonly compromisedSince?: string;
  readonly label?: string;
}

/** Whose signatures count, as a trust root, a namespace or a registry states it. */
export interface ListedSigners {
  readonly threshold: number;
  readonly keys?: readonly ListedKey[];
  readonly identities?: readonly { readonly issuer: string; readonly subject: string }[];
}

/** Where an authority is stated, in words and as a path from the registry's root. */
export interface AuthorityPlace {
  readonly kind: 'root' | 'namespace' | 'online';
  /** In words: `trust root 2`, `namespace org.acme`, `the online key`. */
  readonly name: string;
  readonly path: string;
}

/** A key that may sign, read once, with when it counts. */
export interface RegisteredKey {
  readonly key: PublicKey;
  readonly label: string | undefined;
  readonly window: KeyWindow;
}

/** Whose signatures count for something, and how many of them it takes. */
export interface Authority extends AuthorityPlace {
  /** At least 1. */
  readonly threshold: number;
  /** By recomputed id, so that one key listed twice is one key (ATTACKS S12, S13). */
  readonly keys: ReadonlyMap<KeyId, RegisteredKey>;
  /** By issuer and subject, both exact. */
  readonly identities: ReadonlyMap<string, IdentitySigner>;
  /** Keys that are listed and cannot be used, in order of the list. */
  readonly unusable: readonly { readonly code: Code; readonly reason: string }[];
  /** Changes with anything that decides whose signatures count. */
  readonly digest: Digest;
  /** What it was read from: enough to read it again in another thread. */
  readonly listed: ListedSigners;
}

/** Reads whose signatures count. A weak or malformed key is left out and told; pure. */
export function readAuthority(place: AuthorityPlace, listed: ListedSigners): Authority {
  const keys = new Map<KeyId, RegisteredKey>();
  const unusable: { code: Code; reason: string }[] = [];
  for (const one of listed.keys ?? []) {
    const parsed = parseOnce(one.publicKey);
    if (!parsed.ok) unusable.push({ code: parsed.code, reason: parsed.reason });
    else keys.set(parsed.key.keyId, strictest(keys.get(parsed.key.keyId), one, parsed.key));
  }
  const identities = new Map<string, IdentitySigner>();
  for (const { issuer, subject } of listed.identities ?? []) {
    const identity: IdentitySigner = { kind: 'identity', issuer, subject };
    identities.set(identityKey(identity), identity);
  }
  const { kind, name, path } = place;
  const threshold = Math.max(1, listed.threshold);
  const digest = digestOf(canonicalJson({ kind, ...listed } as unknown as JsonValue));
  return { kind, name, path, threshold, keys, identities, unusable, digest, listed };
}

/** Most keys that are remembered: checking that a point is sound takes longer than verifying with it. */
const MAX_REMEMBERED = 8192;
const remembered = new Map<string, PublicKeyOutcome>();

function parseOnce(text: string): PublicKeyOutcome {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const outcome = parsePublicKey(text);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(text, outcome);
  return outcome;
}

/** A key that is listed twice counts only while both entries let it. */
function strictest(known: RegisteredKey | undefined, listed: ListedKey, key: PublicKey): RegisteredKey {
  const window = toWindow(listed);
  if (known === undefined) return { key, label: listed.label, window };
  const { window: other } = known;
  return {
    key,
    label: known.label ?? listed.label,
    window: {
      createdAt: Math.max(window.createdAt, other.createdAt),
      expiresAt: earliest(window.expiresAt, other.expiresAt),
      revokedAt: earliest(window.revokedAt, other.revokedAt),
      compromisedSince: earliest(window.compromisedSince, other.compromisedSince),
    },
  };
}

function earliest(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? (left ?? right) : Math.min(left, right);
}
