import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SignerChoice } from '../../src/adapters/signers/index.ts';
import { createSigningContext } from '../../src/composition-trust.ts';
import { generatePrivateKey, parseBundles, parseStatement, verifyWithKey } from '../../src/signing/index.ts';
import type { KeyAlgorithm, PublicKey, SignatureBundle, Statement } from '../../src/signing/index.ts';
import type { SigningContext } from '../../src/operations/index.ts';
import { testFacts } from './registry-context.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A private key in a file of its own, as `--key` takes it. */
export interface TestKey {
  readonly path: string;
  readonly publicKey: PublicKey;
}

/** Writes a new key, without a passphrase, outside of every repository. */
export async function createTestKey(algorithm: KeyAlgorithm = 'ed25519'): Promise<TestKey> {
  const { keyObject, publicKey } = await generatePrivateKey(algorithm);
  const path = join(temporaryFolder(), 'test.pem');
  writeFileSync(path, keyObject.export({ format: 'pem', type: 'pkcs8' }));
  chmodSync(path, 0o600);
  return { path, publicKey };
}

/** The real world of `sign` and `attest` with a key; what is shown is agreed to unless told. */
export function signingContext(
  folder: string,
  key: TestKey | undefined,
  review: SigningContext['review'] = () => Promise.resolve(true),
  more: Partial<SignerChoice> = {},
): Promise<SigningContext> {
  const signer = {
    ...{ key: key?.path, isKeyless: false, identityTokenFile: undefined, fulcioUrl: undefined },
    ...{ rekorUrl: undefined, rekorVersion: 1 as const, tsaUrl: undefined, trustedRoot: undefined },
    ...more,
  };
  return createSigningContext({}, testFacts(folder), {
    signer,
    keys: undefined,
    descriptor: undefined,
    review,
  });
}

/** The bundles of a signature file of a registry, all of which must be readable. */
export function bundlesAt(folder: string, path: string): readonly SignatureBundle[] {
  const outcome = parseBundles(readFileSync(join(folder, path)));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.bundles;
}

/** What the bundle says. */
export function statementOf(bundle: SignatureBundle): Statement {
  const outcome = parseStatement(bundle.payload);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.statement;
}

/** Whether just these keys have signed, one bundle each. */
export function areSignedBy(bundles: readonly SignatureBundle[], keys: readonly TestKey[]): boolean {
  return (
    bundles.length === keys.length &&
    keys.every(({ publicKey }) => bundles.some((bundle) => verifyWithKey(bundle, publicKey)))
  );
}
