import { HyperError } from '../../core/index.ts';
import type { KeyStore } from '../../operations/index.ts';
import type { SigningParty } from '../../signing/index.ts';
import type { Environment } from '../git/index.ts';
import { findAgentKey } from '../keys/index.ts';
import type { SignerChoice } from './open-signer.ts';

/**
 * Who would sign, without a passphrase and without a network. Undefined where neither a key nor an identity is named,
 * where only a service knows (--keyless), and for a key file that tells nothing without its passphrase. Errors: those of
 * keys and of the agent.
 */
export async function identifySigner(
  { key }: SignerChoice,
  { keys, environment }: { readonly keys: KeyStore; readonly environment: Environment },
): Promise<SigningParty | undefined> {
  if (key === undefined) return undefined;
  const agent = await findAgentKey(key, environment['SSH_AUTH_SOCK']);
  if (agent !== undefined) return { keyId: agent.keyId };
  try {
    const { publicKey } = await keys.find(key);
    return { keyId: publicKey.keyId };
  } catch (error) {
    if (error instanceof HyperError && error.code === 'HYPER_KEY_PASSPHRASE') return undefined;
    throw error;
  }
}
