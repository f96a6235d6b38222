export { createKeyFolder } from './key-folder.ts';
export { keyFolderOf } from './list-keys.ts';
export { findAgentKey, openKeySigner } from './open-key-signer.ts';
export type { KeySignerOptions } from './open-key-signer.ts';
export { createPassphraseSource } from './passphrase.ts';
export type { PassphraseOptions, PassphraseSource } from './passphrase.ts';
export { readPrivateKey } from './read-stored-key.ts';
export { listAgentKeys, openAgentSigner } from './ssh-agent.ts';
