import { createHash, hash } from 'node:crypto';

export type DigestAlgorithm = 'sha256' | 'sha3-512';

/** `algorithm:hex`, lower case. */
export type Digest = `${DigestAlgorithm}:${string}`;

/** The digest of the bytes. A string counts as its UTF-8 bytes. Pure. */
export function digestOf(bytes: Uint8Array | string, algorithm: DigestAlgorithm = 'sha256'): Digest {
  return `${algorithm}:${digestHex(bytes, algorithm)}`;
}

/** As `digestOf`, the hex alone. */
export function digestHex(bytes: Uint8Array | string, algorithm: DigestAlgorithm = 'sha256'): string {
  return hash(algorithm, bytes, 'hex');
}

/** The sha256 of bytes that come in parts. */
export interface GrowingDigest {
  add(bytes: Uint8Array): void;
  /** The hex; nothing can be added after it. */
  end(): string;
}

/** Begins a sha256 of bytes that come in parts. */
export function beginDigest(): GrowingDigest {
  const growing = createHash('sha256');
  return { add: (bytes) => void growing.update(bytes), end: () => growing.digest('hex') };
}
