import type { Clock } from '../../core/index.ts';
import type { KeyStore } from '../../operations/index.ts';
import { createKeySigner } from '../../signing/index.ts';
import type { PublicKey, Signer } from '../../signing/index.ts';
import type { Environment } from '../git/index.ts';
import { nodeFileSystem } from '../files/index.ts';
import { assertKeyOutside } from './outside-repository.ts';
import type { PassphraseSource } from './passphrase.ts';
import { readPrivateKey } from './read-stored-key.ts';
import { openAgentSigner } from './ssh-agent.ts';

const AGENT = /^ssh-agent(?::(.+))?$/u;

export interface KeySignerOptions {
  readonly keys: KeyStore;
  readonly passphrases: PassphraseSource;
  readonly environment: Environment;
  readonly now: Clock;
}

/**
 * The signer that `--key` names: a path, the name or id of a key in the folder of keys, or `ssh-agent` with `:` and a key
 * id where the agent holds several. Errors: `HYPER_KEY_FILE_TRACKED`, those of `KeyStore.find`, `readPrivateKey`, the passphrase source and
 * `openAgentSigner`.
 */
export async function openKeySigner(key: string, options: KeySignerOptions): Promise<Signer> {
  const agent = AGENT.exec(key);
  if (agent !== null) return openAgentSigner(options.environment['SSH_AUTH_SOCK'], agent[1]);
  const { keys, passphrases, now } = options;
  const path = await keys.locate(key);
  await assertKeyOutside(nodeFileSystem, path);
  return createKeySigner(await readPrivateKey(path, () => passphrases.ask(`"${key}"`), now()));
}

/** The key that the agent would sign with; undefined where `--key` names none of an agent. Errors: those of agents. */
export async function findAgentKey(
  key: string,
  socketPath: string | undefined,
): Promise<PublicKey | undefined> {
  const agent = AGENT.exec(key);
  return agent === null ? undefined : (await openAgentSigner(socketPath, agent[1])).publicKey;
}
