import { bundleFromJSON, bundleToJSON } from '@sigstore/bundle';
import { HyperError } from '../../core/index.ts';
import type { PublicKey, SignatureBundle, Signer } from '../../signing/index.ts';
import { toSignatureBundle } from './to-signature-bundle.ts';
import { createWitnesses } from './witnesses.ts';
import type { WitnessAddresses } from './witnesses.ts';

/**
 * A signer with a key whose signatures are confirmed by a log, a timestamp authority or both, so that they prove when
 * they were made even after the key has expired. Errors: as the signer's; `HYPER_REKOR_FAILED`,
 * `HYPER_TIMESTAMP_FAILED`, `HYPER_SIGSTORE_ADDRESS`, `HYPER_USAGE_FLAG_CONFLICT`.
 */
export function createWitnessedSigner(
  signer: Signer,
  publicKey: PublicKey,
  addresses: WitnessAddresses,
): Signer {
  if (addresses.rekorUrl !== undefined && addresses.rekorVersion === 2) {
    throw new HyperError('HYPER_USAGE_FLAG_CONFLICT', 'a log of version 2 takes no signatures of own keys', {
      hint: 'name a timestamp authority instead: --tsa-url URL',
    });
  }
  const witnesses = createWitnesses(addresses);
  const pem = publicKey.keyObject.export({ format: 'pem', type: 'spki' }).toString();
  return {
    publicKey,
    signEnvelope: async (payloadType, payload) => {
      const bundle = await signer.signEnvelope(payloadType, payload);
      return addWitnesses(bundle, witnesses, pem);
    },
  };
}

async function addWitnesses(
  bundle: SignatureBundle,
  witnesses: ReturnType<typeof createWitnesses>,
  pem: string,
): Promise<SignatureBundle> {
  const made = bundleFromJSON(JSON.parse(bundle.json));
  const confirmed = await Promise.all(witnesses.map((witness) => witness.testify(made.content, pem)));
  const material = made.verificationMaterial;
  material.tlogEntries = confirmed.flatMap((one) => one.tlogEntries ?? []);
  material.timestampVerificationData = {
    rfc3161Timestamps: confirmed.flatMap((one) => one.rfc3161Timestamps ?? []),
  };
  return toSignatureBundle(bundleToJSON(made));
}
