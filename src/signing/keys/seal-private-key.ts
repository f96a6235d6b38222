import { createCipheriv, createDecipheriv, createPrivateKey, randomBytes, scrypt } from 'node:crypto';
import { headerBytes } from './key-file.ts';
import type { KeyFile, ScryptCost } from './key-file.ts';
import { toPrivateKey } from './private-key.ts';
import type { PrivateKey, PrivateKeyOutcome } from './private-key.ts';
import { refusal } from './public-key.ts';

/** About half a second and 128 MiB. */
const DEFAULT_COST: ScryptCost = { N: 2 ** 17, r: 8, p: 1 };
const SALT_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const CIPHER = 'aes-256-gcm';

export interface SealOptions {
  readonly createdAt: Date;
  readonly label?: string;
  /** For tests, which make many. */
  readonly cost?: ScryptCost;
}

/** Encrypts the key under the passphrase. What holds secrets on the way is overwritten; the passphrase is the caller's. */
export async function sealPrivateKey(
  key: PrivateKey,
  passphrase: Uint8Array,
  { createdAt, label, cost = DEFAULT_COST }: SealOptions,
): Promise<KeyFile> {
  const header = {
    publicKey: key.publicKey,
    createdAt,
    label,
    cost,
    salt: randomBytes(SALT_BYTES),
    nonce: randomBytes(NONCE_BYTES),
  };
  const pkcs8 = key.keyObject.export({ type: 'pkcs8', format: 'der' });
  const secret = await deriveKey(passphrase, header.salt, cost);
  try {
    const cipher = createCipheriv(CIPHER, secret, header.nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(headerBytes(header));
    const ciphertext = Buffer.concat([cipher.update(pkcs8), cipher.final(), cipher.getAuthTag()]);
    return { ...header, ciphertext };
  } finally {
    secret.fill(0);
    pkcs8.fill(0);
  }
}

/**
 * The private key of a key file. Errors as values: `HYPER_KEY_PASSPHRASE` where the passphrase or any byte of the file is
 * another than when it was written, `HYPER_KEY_FILE_MISMATCH` where the key inside is not the one the header names.
 */
export async function openKeyFile(file: KeyFile, passphrase: Uint8Array): Promise<PrivateKeyOutcome> {
  const secret = await deriveKey(passphrase, file.salt, file.cost);
  let pkcs8: Buffer | undefined;
  try {
    pkcs8 = decrypt(file, secret);
    if (pkcs8 === undefined) {
      const message = 'the passphrase is wrong, or the key file was changed since it was written';
      return refusal(
        'HYPER_KEY_PASSPHRASE',
        message,
        'try again; a passphrase that is lost cannot be recovered',
      );
    }
    return openPkcs8(pkcs8, file);
  } finally {
    secret.fill(0);
    pkcs8?.fill(0);
  }
}

function openPkcs8(pkcs8: Buffer, file: KeyFile): PrivateKeyOutcome {
  const mismatch = refusal(
    'HYPER_KEY_FILE_MISMATCH',
    `the key file holds another key than "${file.publicKey.keyId}", which it names`,
    'do not use the file; make a new key with: hyper key generate',
  );
  try {
    const outcome = toPrivateKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }));
    return outcome.ok && outcome.key.publicKey.keyId === file.publicKey.keyId ? outcome : mismatch;
  } catch {
    return mismatch;
  }
}

function decrypt(file: KeyFile, secret: Buffer): Buffer | undefined {
  const body = file.ciphertext.subarray(0, -TAG_BYTES);
  const decipher = createDecipheriv(CIPHER, secret, file.nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(headerBytes(file));
  decipher.setAuthTag(file.ciphertext.subarray(-TAG_BYTES));
  const first = decipher.update(body);
  try {
    const last = decipher.final();
    return last.length === 0 ? first : Buffer.concat([first, last]);
  } catch {
    first.fill(0);
    return undefined;
  }
}

function deriveKey(passphrase: Uint8Array, salt: Uint8Array, { N, r, p }: ScryptCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const maxmem = 256 * N * r + 1024 * 1024;
    scrypt(passphrase, salt, KEY_BYTES, { N, r, p, maxmem }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
