import { createPrivateKey } from 'node:crypto';
import { toOneLine } from '../../core/index.ts';
import { fromWrappedBase64 } from './base64.ts';
import { toSshBlob } from './open-ssh-public-key.ts';
import { toPrivateKey } from './private-key.ts';
import type { PrivateKeyOutcome } from './private-key.ts';
import { refusal } from './public-key.ts';
import { SshReader } from './ssh-wire.ts';

const PEM =
  /^-----BEGIN OPENSSH PRIVATE KEY-----\r?\n([A-Za-z0-9+/=\s]+)-----END OPENSSH PRIVATE KEY-----\s*$/u;
const MAGIC = 'openssh-key-v1\0';
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SEED_BYTES = 32;

/**
 * The ed25519 key of an unencrypted file of OpenSSH (`openssh-key-v1`, PROTOCOL.key). Encrypted ones need bcrypt, which
 * neither node nor this program has: an agent opens them. Errors as values: `HYPER_KEY_FILE_INVALID`,
 * `HYPER_KEY_UNSUPPORTED`. Pure.
 */
export function parseOpenSshPrivateKey(pem: string): PrivateKeyOutcome {
  const digits = PEM.exec(pem.trim())?.[1];
  const bytes = digits === undefined ? undefined : fromWrappedBase64(digits);
  if (bytes === undefined) return invalid();
  try {
    return readKey(new SshReader(bytes));
  } finally {
    bytes.fill(0);
  }
}

function readKey(reader: SshReader): PrivateKeyOutcome {
  if (reader.take(MAGIC.length)?.toString('latin1') !== MAGIC) return invalid();
  const [cipher, kdf, options, count] = [reader.text(), reader.text(), reader.string(), reader.uint32()];
  const [blob, secret] = [reader.string(), reader.string()];
  if (options === undefined || count !== 1 || blob === undefined || secret === undefined || !reader.isAtEnd) {
    return invalid();
  }
  if (cipher !== 'none' || kdf !== 'none') {
    const hint =
      'let an agent open it: ssh-add FILE, then --key ssh-agent; or sign with a key of: hyper key generate';
    return refusal(
      'HYPER_KEY_UNSUPPORTED',
      'the OpenSSH key is encrypted with bcrypt, which hyper does not have',
      hint,
    );
  }
  return readSecret(new SshReader(secret), blob);
}

/** Two equal check numbers, the key, a comment, and the bytes 1, 2, 3, … up to the size of a block. */
function readSecret(reader: SshReader, blob: Buffer): PrivateKeyOutcome {
  const [one, other, type] = [reader.uint32(), reader.uint32(), reader.text()];
  if (one === undefined || one !== other || type === undefined) return invalid();
  if (type !== 'ssh-ed25519') {
    const hint = 'convert a copy of it: ssh-keygen -p -m PKCS8 -f COPY';
    return refusal(
      'HYPER_KEY_UNSUPPORTED',
      `the OpenSSH key is of the kind "${toOneLine(type)}", expected ssh-ed25519`,
      hint,
    );
  }
  const [point, pair, comment] = [reader.string(), reader.string(), reader.string()];
  if (pair?.length !== 2 * SEED_BYTES || point === undefined || comment === undefined) return invalid();
  if (!reader.rest().every((byte, index) => byte === index + 1)) return invalid();
  const der = Buffer.concat([PKCS8_ED25519, pair.subarray(0, SEED_BYTES)]);
  try {
    const outcome = toPrivateKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
    const agrees =
      outcome.ok && toSshBlob(outcome.key.publicKey).equals(blob) && blob.subarray(-32).equals(point);
    return agrees ? outcome : invalid();
  } finally {
    der.fill(0);
  }
}

function invalid(): PrivateKeyOutcome {
  return refusal(
    'HYPER_KEY_FILE_INVALID',
    'the OpenSSH key is cut short or damaged',
    'restore the file from a copy',
  );
}
