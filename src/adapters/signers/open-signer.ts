import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { OpenedSigner } from '../../operations/index.ts';
import { verifyWithKey } from '../../signing/index.ts';
import type { SignatureBundle, Signer } from '../../signing/index.ts';
import { openKeySigner } from '../keys/index.ts';
import type { KeySignerOptions } from '../keys/index.ts';
import type { WitnessAddresses } from '../sigstore/index.ts';

/** Who is to sign, as the user says. */
export interface SignerChoice extends WitnessAddresses {
  /** As `--key` takes it. */
  readonly key: string | undefined;
  readonly isKeyless: boolean;
  readonly identityTokenFile: string | undefined;
  readonly fulcioUrl: string | undefined;
  /** The trusted root of the services, by which keyless signatures are checked as soon as they are made. */
  readonly trustedRoot: string | undefined;
}

export interface SignerOptions extends KeySignerOptions {
  /** The current folder. */
  readonly folder: string;
}

/**
 * Opens the signer that was chosen: a key, whose signatures a log or a timestamp authority may confirm, or an identity
 * without a key. What Sigstore needs loads only where it is asked for. Errors: `HYPER_SIGN_SIGNER`, those of keys and of
 * Sigstore.
 */
export async function openSigner(choice: SignerChoice, options: SignerOptions): Promise<OpenedSigner> {
  if ((choice.key !== undefined) === choice.isKeyless) {
    const what = choice.isKeyless
      ? 'both a key and --keyless were given'
      : 'neither a key nor --keyless was given';
    throw new HyperError('HYPER_SIGN_SIGNER', `expected one signer: ${what}`, {
      hint: 'write --key NAME (hyper key list shows yours), or --keyless in a workflow',
    });
  }
  return choice.key === undefined ? openKeyless(choice, options) : openKey(choice.key, choice, options);
}

async function openKey(key: string, choice: SignerChoice, options: SignerOptions): Promise<OpenedSigner> {
  const plain = await openKeySigner(key, options);
  const { publicKey } = plain;
  if (publicKey === undefined) throw new HyperError('HYPER_INTERNAL', 'a key signer has a key');
  const wantsWitness = choice.rekorUrl !== undefined || choice.tsaUrl !== undefined;
  let signer: Signer = plain;
  if (wantsWitness) {
    const { createWitnessedSigner } = await import('../sigstore/index.ts');
    signer = createWitnessedSigner(plain, publicKey, choice);
  }
  return {
    publicKey,
    name: publicKey.keyId,
    signEnvelope: (payloadType, payload) => signer.signEnvelope(payloadType, payload),
    judge: (bundle) => {
      const { material } = bundle;
      const isOwn =
        material.kind === 'key' && material.hint === publicKey.keyId && verifyWithKey(bundle, publicKey);
      if (!isOwn) return Promise.resolve('other');
      return Promise.resolve(hasWitnesses(bundle, choice) ? 'own' : 'weaker');
    },
  };
}

function hasWitnesses(bundle: SignatureBundle, { rekorUrl, tsaUrl }: WitnessAddresses): boolean {
  const hasLog = rekorUrl === undefined || bundle.logEntries.length > 0;
  return hasLog && (tsaUrl === undefined || bundle.timestamps.length > 0);
}

async function openKeyless(choice: SignerChoice, options: SignerOptions): Promise<OpenedSigner> {
  const sigstore = await import('../sigstore/index.ts');
  const { environment, folder, now } = options;
  const fileText = await readToken(choice.identityTokenFile, folder);
  const isPublic = choice.fulcioUrl === undefined && choice.rekorUrl === undefined;
  const verifier =
    choice.trustedRoot !== undefined || isPublic
      ? sigstore.createSigstoreVerifier(
          await sigstore.openTrust({
            trustedRoot: choice.trustedRoot,
            refresh: undefined,
            folder,
            cacheFolder: undefined,
          }),
        )
      : undefined;
  const witnesses = { ...choice, rekorUrl: choice.rekorUrl ?? sigstore.PUBLIC_REKOR_URL };
  const signer = sigstore.createKeylessSigner({
    ...witnesses,
    token: () => sigstore.obtainIdentityToken({ environment, fileText, now }),
    verifier,
  });
  const identity = await signer.identity();
  return {
    identity,
    name: `${identity.subject} (${identity.issuer})`,
    signEnvelope: (payloadType, payload) => signer.signEnvelope(payloadType, payload),
    judge: async (bundle) => {
      if (bundle.material.kind !== 'certificate') return 'other';
      const found = sigstore.identityOf(bundle.material.certificate);
      const isOwn = found?.issuer === identity.issuer && found.subject === identity.subject;
      if (!isOwn || (await verifier?.verify(bundle))?.ok === false) return 'other';
      return hasWitnesses(bundle, witnesses) ? 'own' : 'weaker';
    },
  };
}

async function readToken(path: string | undefined, folder: string): Promise<string | undefined> {
  if (path === undefined) return undefined;
  try {
    return await readFile(resolve(folder, path), 'utf8');
  } catch {
    throw new HyperError(
      'HYPER_IDENTITY_TOKEN_MISSING',
      `cannot read the identity token "${toOneLine(path)}"`,
      {
        hint: 'check the path after --identity-token-file',
      },
    );
  }
}
