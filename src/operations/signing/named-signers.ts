import { digestOf } from '../../core/index.ts';
import type { Digest } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import { parseManifest } from '../../manifest/index.ts';
import type { Manifest, PublicKey } from '../../manifest/index.ts';
import type { PlannedEdit } from '../../lifecycle/index.ts';
import { keptRootVersion } from '../../signing/index.ts';

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

/** An identity that may sign in place of a key, as somebody lists it. */
export interface ShownIdentity {
  /** As of a key. */
  readonly of: string;
  readonly issuer: string;
  readonly subject: string;
}

/** Whose signatures a manifest says will count. */
export interface ListedParties {
  /** Null in registry.yaml, where each of them may sign alone. */
  readonly threshold: number | null;
  /** Of a trust root; a list of keys has no end of its own. */
  readonly expiresAt: string | null;
  readonly keys: readonly ShownKey[];
  readonly identities: readonly ShownIdentity[];
}

/** The same with the file that says it, as its signers sign it. */
export interface NamedSigners extends ListedParties {
  readonly path: string;
  readonly digest: Digest;
}

/** Whose signatures the manifest says will count; undefined for one that says nothing of it. Pure. */
export function partiesOf(manifest: Manifest): ListedParties | undefined {
  switch (manifest.kind) {
    case 'TrustRoot': {
      const { threshold, expiresAt, keys, identities } = manifest;
      return { threshold, expiresAt, ...listed('root', keys, identities) };
    }
    case 'Namespace': {
      const { path, signing } = manifest;
      if (signing === undefined) return undefined;
      const { threshold, keys, identities } = signing;
      return { threshold, expiresAt: null, ...listed(path, keys, identities) };
    }
    case 'Registry': {
      const { onlineKey, onlineIdentity, formerOnlineKeys = [] } = manifest;
      const now = listed('online', onlineKey && [onlineKey], onlineIdentity && [onlineIdentity]);
      const keys = [...now.keys, ...listed('former online', formerOnlineKeys, []).keys];
      if (keys.length + now.identities.length === 0) return undefined;
      return { threshold: null, expiresAt: null, keys, identities: now.identities };
    }
    case 'Artifact':
    case 'ArtifactState':
    case 'Policy':
    case 'Project':
    case 'Lockfile':
      return undefined;
  }
}

/** What the manifests that are written say of whose signatures will count, in order of the edits. Pure. */
export function namedByEdits(edits: readonly PlannedEdit[]): readonly NamedSigners[] {
  return edits.flatMap(({ path, after }) => {
    const document = after === undefined ? undefined : parseDocument(after).document;
    const manifest = document === undefined ? undefined : parseManifest(document).manifest;
    const parties = manifest && partiesOf(manifest);
    if (after === undefined || parties === undefined || keptRootVersion(path) !== undefined) return [];
    return [{ path, digest: digestOf(after), ...parties }];
  });
}

function listed(
  of: string,
  keys: readonly PublicKey[] = [],
  identities: readonly { readonly issuer: string; readonly subject: string }[] = [],
): Pick<ListedParties, 'keys' | 'identities'> {
  return {
    keys: keys.map((key) => toShown(of, key)),
    identities: identities.map(({ issuer, subject }) => ({ of, issuer, subject })),
  };
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
