import { createHash, createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { parsePublicKey, toPrivateKey } from '../../../src/signing/index.ts';
import type { PrivateKey, PublicKey } from '../../../src/signing/index.ts';

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** An ed25519 key that a name gives: the same in every run. Never a key for anything else. */
export function fixedKey(name: string): PrivateKey {
  const seed = createHash('sha256').update(`test key ${name}`).digest();
  const outcome = toPrivateKey(
    createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' }),
  );
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.key;
}

/** DER of a fresh public key of any kind that node makes. */
export function freshSpki(type: 'ec' | 'rsa' | 'rsa-pss' | 'ed448' | 'x25519', options: object = {}): Buffer {
  const generate = generateKeyPairSync as (
    type: string,
    options: object,
  ) => { publicKey: PublicKey['keyObject'] };
  return generate(type, options).publicKey.export({ type: 'spki', format: 'der' });
}

/** The code with which a public key is refused; `ok` where it is taken. */
export function codeOf(source: string | Uint8Array): string {
  const outcome = parsePublicKey(source);
  return outcome.ok ? 'ok' : outcome.code;
}
