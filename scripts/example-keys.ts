import { createHash, createPrivateKey } from 'node:crypto';
import { toPrivateKey } from '../src/signing/index.ts';
import type { PrivateKey } from '../src/signing/index.ts';

/** What stands before the 32 bytes of an ed25519 key in PKCS#8. */
const PKCS8_OF_SEED = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The private key of somebody in the example registry. Its seed follows from its name, so EVERYBODY HAS IT: these keys
 * show how a registry is signed, and must never be used for anything else.
 */
export function exampleKey(name: string): PrivateKey {
  const seed = createHash('sha256').update(`hyper example registry, not a secret: ${name}`).digest();
  const key = Buffer.concat([PKCS8_OF_SEED, seed]);
  const outcome = toPrivateKey(createPrivateKey({ key, format: 'der', type: 'pkcs8' }));
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.key;
}

/** The same as PKCS#8 PEM, for `hyper sign --key FILE`. */
export function exampleKeyPem(name: string): string {
  return exampleKey(name).keyObject.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Its public half as PEM. */
export function examplePublicPem(name: string): string {
  const { spki } = exampleKey(name).publicKey;
  const base64 = Buffer.from(spki).toString('base64');
  return `-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----\n`;
}
