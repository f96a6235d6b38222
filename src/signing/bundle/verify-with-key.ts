import type { PublicKey } from '../keys/public-key.ts';
import { verifyBytes } from '../keys/verify-bytes.ts';
import { preAuthEncoding } from './pre-auth-encoding.ts';
import type { SignatureBundle } from './signature-bundle.ts';

/** Whether the key signed the bundle's payload and its type. The scheme is that of the key (ATTACKS S10). Pure, never throws. */
export function verifyWithKey(
  bundle: Pick<SignatureBundle, 'payloadType' | 'payload' | 'signature'>,
  key: PublicKey,
): boolean {
  const covered = preAuthEncoding(bundle.payloadType, bundle.payload);
  return verifyBytes(key.algorithm, key.keyObject, covered, bundle.signature);
}
