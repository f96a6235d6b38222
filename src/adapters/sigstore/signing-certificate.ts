import { X509Certificate, generateKeyPairSync, sign } from 'node:crypto';
import { FulcioSigner } from '@sigstore/sign';
import { HyperError, toOneLine } from '../../core/index.ts';
import { identityOf } from './certificate-identity.ts';
import type { CertificateIdentity } from './certificate-identity.ts';
import { toServiceAddress } from './service-address.ts';
import { REQUEST_OPTIONS } from './witnesses.ts';

/** A certificate of minutes, and the key in it, which exists in this process only. */
export interface SigningCertificate {
  /** PEM. */
  readonly certificate: string;
  readonly identity: CertificateIdentity;
  sign(bytes: Uint8Array): Buffer;
}

/**
 * Makes a key and has Fulcio certify it for the bearer of the token. The token stands in no error, and neither does what
 * the client says of it, which may quote it. Errors: `HYPER_FULCIO_FAILED`, `HYPER_SIGSTORE_ADDRESS`.
 */
export async function requestCertificate(fulcioUrl: string, token: string): Promise<SigningCertificate> {
  const fulcioBaseURL = toServiceAddress(fulcioUrl);
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const signBytes = (bytes: Uint8Array): Buffer => sign('sha256', bytes, privateKey);
  const signer = new FulcioSigner({
    ...REQUEST_OPTIONS,
    fulcioBaseURL,
    identityProvider: { getToken: () => Promise.resolve(token) },
    keyHolder: {
      sign: (bytes) =>
        Promise.resolve({ signature: signBytes(bytes), key: { $case: 'publicKey', publicKey: pem } }),
    },
  });
  try {
    // Signing nothing gives the certificate, which then serves every signature of the run.
    const { key } = await signer.sign(Buffer.alloc(0));
    const certificate = key.$case === 'x509Certificate' ? key.certificate : '';
    const parsed = new X509Certificate(certificate);
    const identity = identityOf(parsed.raw);
    if (identity === undefined) throw new TypeError('the certificate does not name exactly one identity');
    if (!parsed.publicKey.equals(publicKey)) throw new TypeError('the certificate is for another key');
    return { certificate, identity, sign: signBytes };
  } catch (error) {
    const why = error instanceof Error ? error.message.replaceAll(token, '[token]') : 'unknown';
    throw new HyperError(
      'HYPER_FULCIO_FAILED',
      `the certificate authority "${toOneLine(fulcioBaseURL)}" gave no certificate: ${toOneLine(why)}`,
      { hint: 'nothing was signed; run the command again with a new identity token' },
    );
  }
}
