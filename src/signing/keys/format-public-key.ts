import { toBase64 } from './base64.ts';
import { toSshBlob } from './open-ssh-public-key.ts';
import type { PublicKey } from './public-key.ts';

/** The forms in which a public key is given away. */
export type PublicKeyFormat = 'yaml' | 'pem' | 'spki' | 'openssh';

/**
 * The key as text that ends with a newline: an entry of a manifest's list of keys, PEM, base64 of the
 * SubjectPublicKeyInfo, or a line of OpenSSH. `createdAt` and the label are for the manifest. Pure.
 */
export function formatPublicKey(
  key: PublicKey,
  format: PublicKeyFormat,
  { createdAt, label }: { readonly createdAt: Date; readonly label: string | undefined },
): string {
  switch (format) {
    case 'pem':
      return key.keyObject.export({ type: 'spki', format: 'pem' }).toString();
    case 'spki':
      return `${toBase64(key.spki)}\n`;
    case 'openssh': {
      const blob = toSshBlob(key);
      const name = blob.subarray(4, 4 + blob.readUInt32BE(0)).toString('latin1');
      return `${name} ${toBase64(blob)}${label === undefined ? '' : ` ${label}`}\n`;
    }
    case 'yaml':
      return [
        `- keyId: ${key.keyId}`,
        ...(label === undefined ? [] : [`  label: ${JSON.stringify(label)}`]),
        `  algorithm: ${key.algorithm}`,
        `  publicKey: ${toBase64(key.spki)}`,
        `  createdAt: "${createdAt.toISOString().slice(0, 19)}Z"`,
        '',
      ].join('\n');
  }
}
