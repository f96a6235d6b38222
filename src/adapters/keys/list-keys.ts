import { basename, join, resolve } from 'node:path';
import { HyperError } from '../../core/index.ts';
import type { KeyStore, StoredKey, UnusableKey } from '../../operations/index.ts';
import type { FileSystem } from '../files/index.ts';
import { configFolderOf } from '../system/index.ts';
import { readStoredKey } from './read-stored-key.ts';

/** What the names of key files end with. */
export const KEY_SUFFIX = '.key';

/**
 * Where the user's keys are: the folder named, else `HYPER_KEYS`, else `keys` in the folder of settings. Errors:
 * `HYPER_KEY_FOLDER_UNKNOWN` where the environment names no home.
 */
export function keyFolderOf(
  named: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  current: string,
): string {
  const asked = [named, environment['HYPER_KEYS']].find((folder) => folder !== undefined && folder !== '');
  if (asked !== undefined) return resolve(current, asked);
  const folder = configFolderOf(environment);
  if (folder !== undefined) return join(folder, 'keys');
  throw new HyperError('HYPER_KEY_FOLDER_UNKNOWN', 'the environment names no home for keys', {
    hint: 'name a folder: --keys DIR, or HYPER_KEYS',
  });
}

/** What a folder holds of keys; nothing where it is not there. */
export async function listKeys(fileSystem: FileSystem, folder: string): ReturnType<KeyStore['list']> {
  const keys: StoredKey[] = [];
  const unusable: UnusableKey[] = [];
  if ((await fileSystem.stat(folder)) === undefined) return { keys, unusable };
  for (const file of await fileSystem.list(folder)) {
    if (!file.endsWith(KEY_SUFFIX) || file.startsWith('.')) continue;
    const path = join(folder, file);
    try {
      keys.push(await readStoredKey(nameOf(file), path));
    } catch (error) {
      if (!(error instanceof HyperError)) throw error;
      unusable.push({ name: nameOf(file), path, code: error.code, reason: error.message });
    }
  }
  return { keys, unusable };
}

/** The name of the key in a file. */
export function nameOf(path: string): string {
  const file = basename(path);
  return file.endsWith(KEY_SUFFIX) ? file.slice(0, -KEY_SUFFIX.length) : file;
}
