import { createPrivateKey } from 'node:crypto';
import { isKeyFile, parseKeyFile } from './key-file.ts';
import type { KeyFileHeader } from './key-file.ts';
import { parseOpenSshPrivateKey } from './open-ssh-private-key.ts';
import { toPrivateKey } from './private-key.ts';
import type { PrivateKey, PrivateKeyOutcome } from './private-key.ts';
import { refusal } from './public-key.ts';
import type { Refusal } from './public-key.ts';
import { openKeyFile } from './seal-private-key.ts';

/** Asks for the passphrase; called only where one is needed. The bytes are overwritten after use. */
export type AskPassphrase = () => Promise<Uint8Array>;

export type OpenedKeyOutcome =
  { readonly ok: true; readonly key: PrivateKey; readonly header: KeyFileHeader | undefined } | Refusal;

/**
 * The private key of a text: a key file of this registry, PKCS#8 in PEM (plain or encrypted), or an OpenSSH ed25519 key.
 * Errors as values: `HYPER_KEY_FILE_INVALID`, `HYPER_KEY_FILE_NEWER`, `HYPER_KEY_FILE_MISMATCH`, `HYPER_KEY_PASSPHRASE`,
 * `HYPER_KEY_UNSUPPORTED`, `HYPER_KEY_WEAK`; and whatever `askPassphrase` rejects with.
 */
export async function parsePrivateKey(text: string, askPassphrase: AskPassphrase): Promise<OpenedKeyOutcome> {
  if (isKeyFile(text)) {
    const parsed = parseKeyFile(text);
    if (!parsed.ok) return parsed;
    const outcome = await withPassphrase(askPassphrase, (passphrase) => openKeyFile(parsed.file, passphrase));
    return outcome.ok ? { ...outcome, header: parsed.file } : outcome;
  }
  const outcome = await parsePem(text.trim(), askPassphrase);
  return outcome.ok ? { ...outcome, header: undefined } : outcome;
}

async function parsePem(text: string, askPassphrase: AskPassphrase): Promise<PrivateKeyOutcome> {
  const kind = /^-----BEGIN ([A-Z0-9 ]+)-----\r?\n/u.exec(text)?.[1];
  switch (kind) {
    case 'PRIVATE KEY':
      return openPem(text, undefined) ?? damaged();
    case 'ENCRYPTED PRIVATE KEY':
      return withPassphrase(askPassphrase, (passphrase) =>
        Promise.resolve(openPem(text, passphrase) ?? wrong()),
      );
    case 'OPENSSH PRIVATE KEY':
      return parseOpenSshPrivateKey(text);
    case 'EC PRIVATE KEY':
    case 'RSA PRIVATE KEY':
      return refusal(
        'HYPER_KEY_UNSUPPORTED',
        `the key is in the older form "${kind}", expected PKCS#8`,
        'convert it: openssl pkcs8 -topk8 -in KEY -out NEW',
      );
    case 'PUBLIC KEY':
      return refusal(
        'HYPER_KEY_FILE_INVALID',
        'expected a private key, got a public one',
        'name the file of the private key',
      );
    default:
      return refusal(
        'HYPER_KEY_FILE_INVALID',
        'the file is no private key: expected a key file of hyper, PKCS#8 in PEM, or a key of OpenSSH',
        'make one with: hyper key generate',
      );
  }
}

function openPem(pem: string, passphrase: Uint8Array | undefined): PrivateKeyOutcome | undefined {
  try {
    const secret =
      passphrase === undefined
        ? {}
        : { passphrase: Buffer.from(passphrase.buffer, passphrase.byteOffset, passphrase.byteLength) };
    return toPrivateKey(createPrivateKey({ key: pem, format: 'pem', ...secret }));
  } catch {
    return undefined;
  }
}

async function withPassphrase<T>(
  ask: AskPassphrase,
  use: (passphrase: Uint8Array) => Promise<T>,
): Promise<T> {
  const passphrase = await ask();
  try {
    return await use(passphrase);
  } finally {
    passphrase.fill(0);
  }
}

function damaged(): Refusal {
  return refusal(
    'HYPER_KEY_FILE_INVALID',
    'the PEM file is cut short or damaged',
    'restore the file from a copy',
  );
}

function wrong(): Refusal {
  const message = 'the passphrase is wrong, or the key file is damaged';
  return refusal('HYPER_KEY_PASSPHRASE', message, 'try again; a passphrase that is lost cannot be recovered');
}
