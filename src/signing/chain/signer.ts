import type { KeyId } from '../keys/public-key.ts';

/** A signer known by a key. */
export interface KeySigner {
  readonly kind: 'key';
  readonly keyId: KeyId;
  readonly label?: string;
}

/** A signer known by what an OpenID Connect issuer says of it; both texts are compared exactly (ATTACKS S20). */
export interface IdentitySigner {
  readonly kind: 'identity';
  readonly issuer: string;
  readonly subject: string;
}

export type SignerName = KeySigner | IdentitySigner;

/** A text that is equal for equal identities and for no others. Pure. */
export function identityKey({ issuer, subject }: Omit<IdentitySigner, 'kind'>): string {
  return JSON.stringify([issuer, subject]);
}

/** A text that is equal for one signer and for no others: what a threshold counts by (ATTACKS S12). Pure. */
export function signerKey(signer: SignerName): string {
  return signer.kind === 'key' ? signer.keyId : identityKey(signer);
}

/** A signer as people read it, on raw repository text. Pure. */
export function formatSigner(signer: SignerName): string {
  if (signer.kind === 'identity') return `"${signer.subject}" of ${signer.issuer}`;
  const id = `key ${signer.keyId.slice(0, 'sha256:'.length + 12)}…`;
  return signer.label === undefined ? id : `${id} (${signer.label})`;
}
