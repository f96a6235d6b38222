import type { Diagnostic } from '../../core/index.ts';
import { generatePrivateKey, renderKeyFile, sealPrivateKey } from '../../signing/index.ts';
import type { KeyAlgorithm, PrivateKey, ScryptCost } from '../../signing/index.ts';
import { toKeyFacts } from './key-store.ts';
import type { KeyContext, KeyFacts } from './key-store.ts';
import type { Operation } from '../operation.ts';

export interface KeyGenerateInput {
  /** The name of the key; made from the algorithm and the key id unless told. */
  readonly name: string | undefined;
  readonly algorithm: KeyAlgorithm;
  /** False only where the user asked for a key without a passphrase in so many words. */
  readonly isEncrypted: boolean;
  /** For tests, which make many. */
  readonly cost?: ScryptCost;
}

export type KeyGenerateData = KeyFacts;

/**
 * Makes a private key and writes it to the folder of keys, encrypted under a passphrase. Errors: those of `KeyStore.add`
 * and of asking for a new passphrase; then nothing was written.
 */
export const keyGenerate: Operation<KeyGenerateInput, KeyGenerateData, KeyContext> = {
  id: 'key.generate',
  group: 'trust',
  summary: 'Make a key to sign with',
  async run(context, input) {
    const { keys, now, signal } = context;
    await keys.assertFree(input.name ?? input.algorithm);
    const key = await generatePrivateKey(input.algorithm);
    const { publicKey } = key;
    const name =
      input.name ?? `${input.algorithm}-${publicKey.keyId.slice('sha256:'.length, 'sha256:'.length + 12)}`;
    const createdAt = now();
    const text = input.isEncrypted ? await seal(context, input, key, name, createdAt) : toPem(key);
    signal?.throwIfAborted();
    const path = await keys.add(name, text);
    const { isEncrypted } = input;
    return {
      verdict: 'pass',
      diagnostics: isEncrypted ? [] : [unencrypted(name)],
      data: toKeyFacts({ name, path, publicKey, createdAt, isEncrypted }),
    };
  },
};

async function seal(
  context: KeyContext,
  { cost }: KeyGenerateInput,
  key: PrivateKey,
  name: string,
  createdAt: Date,
): Promise<string> {
  const passphrase = await context.newPassphrase(`"${name}"`);
  try {
    const options = { createdAt, label: name, ...(cost === undefined ? {} : { cost }) };
    return renderKeyFile(await sealPrivateKey(key, passphrase, options));
  } finally {
    passphrase.fill(0);
  }
}

/** PKCS#8 as every tool reads it, so that scanners for leaked secrets find it too. */
function toPem({ keyObject }: PrivateKey): string {
  return keyObject.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function unencrypted(name: string): Diagnostic {
  return {
    code: 'HYPER_KEY_UNENCRYPTED',
    severity: 'warning',
    message: `the key "${name}" has no passphrase: whoever reads its file can sign with it`,
    hint: 'keep it for machines that are thrown away, and make others without --no-passphrase',
  };
}
