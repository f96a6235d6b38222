import { HyperError, toOneLine } from '../../core/index.ts';
import type { StoredKey } from '../../operations/index.ts';
import { isKeyFile, parseKeyFile, parsePrivateKey } from '../../signing/index.ts';
import type { AskPassphrase, PrivateKey, Refusal } from '../../signing/index.ts';
import { readSecretFile } from './read-secret-file.ts';

/** A key made later than this from now on means that a clock is wrong. */
const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;

/**
 * What a key file tells without its passphrase. Errors: those of `readSecretFile`, and `HYPER_KEY_PASSPHRASE` for an
 * encrypted PKCS#8 file, which tells nothing without.
 */
export async function readStoredKey(name: string, path: string): Promise<StoredKey> {
  const { text, modifiedAt } = await readSecretFile(path);
  if (isKeyFile(text)) {
    const parsed = parseKeyFile(text);
    if (!parsed.ok) throw toError(parsed, path);
    const { publicKey, createdAt } = parsed.file;
    return { name, path, publicKey, createdAt, isEncrypted: true };
  }
  const opened = await parsePrivateKey(text, () => Promise.reject(needsPassphrase(path)));
  if (!opened.ok) throw toError(opened, path);
  return { name, path, publicKey: opened.key.publicKey, createdAt: modifiedAt, isEncrypted: false };
}

/**
 * The private key of a file, opened. Errors: those of `readSecretFile`, `HYPER_KEY_PASSPHRASE`, `HYPER_KEY_FILE_INVALID`,
 * `HYPER_KEY_FILE_MISMATCH`, `HYPER_KEY_FILE_NEWER`, `HYPER_KEY_UNSUPPORTED`, `HYPER_KEY_WEAK`; `HYPER_KEY_FROM_FUTURE` for
 * one made after now.
 */
export async function readPrivateKey(
  path: string,
  askPassphrase: AskPassphrase,
  now: Date,
): Promise<PrivateKey> {
  const { text } = await readSecretFile(path);
  const opened = await parsePrivateKey(text, askPassphrase);
  if (!opened.ok) throw toError(opened, path);
  const { header, key } = opened;
  if (header !== undefined && header.createdAt.getTime() > now.getTime() + CLOCK_TOLERANCE_MS) {
    const [made, here] = [header.createdAt, now].map((moment) => moment.toISOString());
    throw new HyperError(
      'HYPER_KEY_FROM_FUTURE',
      `the key "${toOneLine(path)}" was made at ${made ?? ''}, and the clock says ${here ?? ''}`,
      { hint: 'set the clock of this machine' },
    );
  }
  return key;
}

function needsPassphrase(path: string): HyperError {
  return new HyperError('HYPER_KEY_PASSPHRASE', `"${toOneLine(path)}" tells nothing without its passphrase`, {
    hint: 'print its public half with: openssl pkey -in FILE -pubout',
  });
}

function toError({ code, reason, hint }: Refusal, path: string): HyperError {
  return new HyperError(code, `${reason} ("${toOneLine(path)}")`, {
    hint: hint ?? 'make a key that can be used with: hyper key generate NAME',
  });
}
