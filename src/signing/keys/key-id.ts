import { digestHex } from '../../core/index.ts';
import type { KeyId } from './public-key.ts';

const KEY_ID = /^sha256:[0-9a-f]{64}$/u;

/** The id of the key with this SubjectPublicKeyInfo: the full SHA-256 of its DER (ATTACKS S13). Pure. */
export function keyIdOf(spki: Uint8Array): KeyId {
  return `sha256:${digestHex(spki)}`;
}

/** Whether a text has the form of a key id. Pure. */
export function isKeyId(text: string): text is KeyId {
  return KEY_ID.test(text);
}
