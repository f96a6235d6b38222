export { openSigner } from './open-signer.ts';
export type { SignerChoice } from './open-signer.ts';
export { identifySigner } from './identify-signer.ts';
