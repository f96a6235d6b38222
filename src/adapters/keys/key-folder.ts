import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { KeyStore, StoredKey, UnusableKey } from '../../operations/index.ts';
import { cleanLeftovers, toWriteError, withLock, writeFileAtomic } from '../files/index.ts';
import type { FileSystem, FilesContext } from '../files/index.ts';
import { configFolderOf } from '../system/index.ts';
import { assertOutsideRepository } from './outside-repository.ts';
import { readStoredKey } from './read-stored-key.ts';

const SUFFIX = '.key';
const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/u;
const KEY_ID_PREFIX = /^(?:sha256:)?([0-9a-f]{8,64})$/u;
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

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

/** The keys of a folder; relative paths of keys are taken from `current`. */
export function createKeyFolder(files: FilesContext, folder: string, current: string): KeyStore {
  const { fileSystem } = files;
  const pathOf = (name: string): string => join(folder, `${name}${SUFFIX}`);
  const list = async (): ReturnType<KeyStore['list']> => listFolder(fileSystem, folder);
  const assertFree = async (name: string): Promise<void> => {
    assertName(name);
    await assertOutsideRepository(fileSystem, folder);
    if ((await fileSystem.stat(pathOf(name))) !== undefined) throw taken(name, pathOf(name));
  };
  const locate = async (key: string): Promise<string> => {
    const path = resolve(current, key);
    const isPath = isAbsolute(key) || key.includes('/') || key.includes(sep);
    if (isPath || (await fileSystem.stat(path))?.kind === 'file') return path;
    if (NAME.test(key) && (await fileSystem.stat(pathOf(key))) !== undefined) return pathOf(key);
    return findById(key, (await list()).keys).path;
  };
  const write = async (name: string, text: string): Promise<string> => {
    await cleanLeftovers(files, folder);
    await assertFree(name);
    await writeFileAtomic(files, folder, `${name}${SUFFIX}`, Buffer.from(text), { mode: FILE_MODE });
    return pathOf(name);
  };
  return {
    folder,
    list,
    assertFree,
    locate,
    find: async (key) => {
      const path = await locate(key);
      return readStoredKey(nameOf(path), path);
    },
    add: async (name, text) => {
      try {
        await assertFree(name);
        await makeFolder(fileSystem, folder);
        return await withLock(files, folder, () => write(name, text));
      } catch (error) {
        throw toWriteError(folder, error);
      }
    },
  };
}

async function listFolder(fileSystem: FileSystem, folder: string): ReturnType<KeyStore['list']> {
  const keys: StoredKey[] = [];
  const unusable: UnusableKey[] = [];
  if ((await fileSystem.stat(folder)) === undefined) return { keys, unusable };
  for (const file of await fileSystem.list(folder)) {
    if (!file.endsWith(SUFFIX) || file.startsWith('.')) continue;
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

function findById(key: string, keys: readonly StoredKey[]): StoredKey {
  const hex = KEY_ID_PREFIX.exec(key)?.[1];
  const found =
    hex === undefined ? [] : keys.filter(({ publicKey }) => publicKey.keyId.startsWith(`sha256:${hex}`));
  const [only, ...more] = found;
  if (only !== undefined && more.length === 0) return only;
  const message =
    only === undefined
      ? `there is no key "${toOneLine(key)}"`
      : `"${key}" is the beginning of several key ids`;
  throw new HyperError('HYPER_KEY_NOT_FOUND', message, {
    hint: 'list the keys there are with: hyper key list',
  });
}

function nameOf(path: string): string {
  const file = basename(path);
  return file.endsWith(SUFFIX) ? file.slice(0, -SUFFIX.length) : file;
}

async function makeFolder(fileSystem: FileSystem, folder: string): Promise<void> {
  if ((await fileSystem.stat(folder)) !== undefined) return;
  await makeFolder(fileSystem, dirname(folder));
  await fileSystem.createFolder(folder, FOLDER_MODE);
}

function assertName(name: string): void {
  if (NAME.test(name)) return;
  throw new HyperError('HYPER_KEY_NAME_INVALID', `"${toOneLine(name)}" cannot be the name of a key`, {
    hint: 'use lower-case letters, digits, dots, dashes and underscores, at most 63',
  });
}

function taken(name: string, path: string): HyperError {
  return new HyperError('HYPER_KEY_EXISTS', `there is a key "${name}" already: "${toOneLine(path)}"`, {
    hint: 'give the new key another name; a key is never overwritten',
  });
}
