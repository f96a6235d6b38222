import { bundleToJSON } from '@sigstore/bundle';
import { DSSEBundleBuilder } from '@sigstore/sign';
import type { Signer as BytesSigner } from '@sigstore/sign';
import { HyperError } from '../../core/index.ts';
import type { KeylessVerifier, Signer } from '../../signing/index.ts';
import type { CertificateIdentity } from './certificate-identity.ts';
import { PUBLIC_FULCIO_URL } from './service-address.ts';
import { requestCertificate } from './signing-certificate.ts';
import type { SigningCertificate } from './signing-certificate.ts';
import { toSignatureBundle } from './to-signature-bundle.ts';
import { createWitnesses } from './witnesses.ts';
import type { WitnessAddresses } from './witnesses.ts';

/** A certificate of Fulcio lives for ten minutes; a log may take a while. */
const CERTIFICATE_LIFE_MS = 5 * 60_000;

export interface KeylessOptions extends WitnessAddresses {
  /** That of the public good instance unless told. */
  readonly fulcioUrl: string | undefined;
  /** Gives an identity token; asked again when a long run needs a new certificate. */
  readonly token: () => Promise<string>;
  /** Checks each signature before it is given away, where the trusted root of the services is known. */
  readonly verifier: KeylessVerifier | undefined;
}

/** A signer without a key of its own. */
export interface KeylessSigner extends Signer {
  /** Who signs, as the certificate has it; asks for the certificate. */
  identity(): Promise<CertificateIdentity>;
}

/**
 * Signs with a key of minutes that Fulcio certifies for the bearer of an identity token, and has a log, and a timestamp
 * authority where one is named, confirm it. One certificate serves many signatures. Errors: `HYPER_FULCIO_FAILED`,
 * `HYPER_REKOR_FAILED`, `HYPER_TIMESTAMP_FAILED`, `HYPER_SIGNING_FAILED`, `HYPER_SIGSTORE_ADDRESS`, those of the token.
 */
export function createKeylessSigner(options: KeylessOptions): KeylessSigner {
  const witnesses = [...createWitnesses(options)];
  let held: { readonly certificate: Promise<SigningCertificate>; readonly since: number } | undefined;
  const certificate = (): Promise<SigningCertificate> => {
    const now = performance.now();
    if (held === undefined || now - held.since > CERTIFICATE_LIFE_MS) {
      const requested = options
        .token()
        .then((token) => requestCertificate(options.fulcioUrl ?? PUBLIC_FULCIO_URL, token));
      held = { certificate: requested, since: now };
    }
    return held.certificate;
  };
  const signer: BytesSigner = {
    sign: async (bytes) => {
      const own = await certificate();
      return {
        signature: own.sign(bytes),
        key: { $case: 'x509Certificate', certificate: own.certificate },
      };
    },
  };
  return {
    identity: async () => (await certificate()).identity,
    signEnvelope: async (payloadType, payload) => {
      const builder = new DSSEBundleBuilder({ signer, witnesses });
      const made = await builder.create({ data: Buffer.from(payload), type: payloadType });
      const bundle = toSignatureBundle(bundleToJSON(made));
      const outcome = await options.verifier?.verify(bundle);
      if (outcome?.ok === false) {
        throw new HyperError(
          'HYPER_SIGNING_FAILED',
          `the signature made without a key does not verify: ${outcome.reason}`,
          { hint: 'check that --trusted-root is that of the services that signed' },
        );
      }
      return bundle;
    },
  };
}
