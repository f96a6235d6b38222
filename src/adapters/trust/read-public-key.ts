import { basename, resolve } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { NewKey } from '../../lifecycle/index.ts';
import type { KeyStore } from '../../operations/index.ts';
import { parsePublicKey } from '../../signing/index.ts';
import type { FileSystem } from '../files/index.ts';

/** A public key in any form is smaller. */
const MAX_KEY_FILE_BYTES = 16 * 1024;

/** The public key of a file or of the user's own keys, as `TrustWriteContext.readPublicKey` says; named after the file. */
export async function readPublicKey(
  fileSystem: FileSystem,
  keys: KeyStore,
  place: string,
  folder: string,
): Promise<NewKey> {
  const path = resolve(folder, place);
  const stat = await fileSystem.stat(path);
  if (stat?.kind !== 'file' || stat.size > MAX_KEY_FILE_BYTES) return ofStore(keys, place);
  const parsed = parsePublicKey(Buffer.from(await fileSystem.readFile(path)).toString('utf8'));
  if (parsed.ok) return { key: parsed.key, label: basename(path).replace(/\.[a-z]{2,4}$/u, '') };
  // The user's own private key: its public half is meant.
  if (parsed.code === 'HYPER_KEY_PRIVATE') return ofStore(keys, place);
  throw new HyperError(parsed.code, `"${toOneLine(place)}": ${parsed.reason}`, {
    hint: parsed.hint ?? 'hyper key export NAME prints a public key',
  });
}

async function ofStore(keys: KeyStore, place: string): Promise<NewKey> {
  const { publicKey, name } = await keys.find(place);
  return { key: publicKey, label: name };
}
