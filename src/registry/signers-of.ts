import { X509Certificate } from 'node:crypto';
import { compareText } from '../core/index.ts';
import { parseBundles } from '../signing/index.ts';
import type { SignatureBundle } from '../signing/index.ts';

/**
 * Who a signature file says signed: key ids and subjects of certificates in order, with commas; undefined where the file
 * cannot be read. A claim to compare with a former one, never a proof: `hyper verify` proves. Pure.
 */
export function signersOf(bytes: Uint8Array): string | undefined {
  const parsed = parseBundles(bytes);
  if (!parsed.ok) return undefined;
  const signers = new Set(parsed.bundles.map(signerOf));
  return [...signers].sort(compareText).join(', ').slice(0, 2048);
}

function signerOf({ material }: SignatureBundle): string {
  if (material.kind === 'key') return material.hint;
  try {
    const { subjectAltName = '', fingerprint256 } = new X509Certificate(material.certificate);
    return subjectAltName.replace(/^(?:URI|email):/u, '') || fingerprint256;
  } catch {
    return 'a certificate that cannot be read';
  }
}
