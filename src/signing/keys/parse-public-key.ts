import { fromSpki } from './from-spki.ts';
import type { PublicKeyOutcome } from './from-spki.ts';
import { fromWrappedBase64 } from './base64.ts';
import { parseOpenSshPublicKey } from './open-ssh-public-key.ts';
import { refusal } from './public-key.ts';

/** Units of text, bytes of DER: an RSA key of 8192 bits needs a tenth of it. */
const MAX_PUBLIC_KEY_UNITS = 16 * 1024;
const PEM = /^-----BEGIN PUBLIC KEY-----\r?\n([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*$/u;
const OPEN_SSH = /^(?:ssh-|ecdsa-sha2-|sk-)/u;

/**
 * The public key that a text or DER holds: base64 of SubjectPublicKeyInfo (as in manifests), PEM, or a line of OpenSSH.
 * Weak and malformed keys are refused (ATTACKS fact 10, S11), and a key has one spelling only, so one id. Errors as
 * values: `HYPER_KEY_MALFORMED`, `HYPER_KEY_UNSUPPORTED`, `HYPER_KEY_WEAK`, `HYPER_KEY_PRIVATE`. Pure.
 */
export function parsePublicKey(source: string | Uint8Array): PublicKeyOutcome {
  if (source.length > MAX_PUBLIC_KEY_UNITS) {
    return refusal('HYPER_KEY_MALFORMED', `the key has ${source.length} characters, which no public key has`);
  }
  if (typeof source !== 'string') return fromSpki(source);
  const text = source.trim();
  if (/PRIVATE KEY|"hyper-private-key"/u.test(text)) {
    return refusal(
      'HYPER_KEY_PRIVATE',
      'expected a public key, got a private one',
      'print the public half with: hyper key export KEY',
    );
  }
  if (OPEN_SSH.test(text)) return parseOpenSshPublicKey(text);
  const pem = text.startsWith('-----') ? PEM.exec(text)?.[1] : text;
  const spki = pem === undefined ? undefined : fromWrappedBase64(pem);
  if (spki === undefined) {
    return refusal('HYPER_KEY_MALFORMED', 'expected base64, PEM or a line of OpenSSH, got something else');
  }
  return fromSpki(spki);
}
