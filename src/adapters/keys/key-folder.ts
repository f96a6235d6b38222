import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { KeyStore, StoredKey } from '../../operations/index.ts';
import { cleanLeftovers, toWriteError, withLock, writeFileAtomic } from '../files/index.ts';
import type { FileSystem, FilesContext } from '../files/index.ts';
import { KEY_SUFFIX, listKeys, nameOf } from './list-keys.ts';
import { assertOutsideRepository } from './outside-repository.ts';
import { readStoredKey } from './read-stored-key.ts';

const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/u;
const KEY_ID_PREFIX = /^(?:sha256:)?([0-9a-f]{8,64})$/u;
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** The keys of a folder; relative paths of keys are taken from `current`. */
export function createKeyFolder(files: FilesContext, folder: string, current: string): KeyStore {
  const { fileSystem } = files;
  const pathOf = (name: string): string => join(folder, `${name}${KEY_SUFFIX}`);
  const list = async (): ReturnType<KeyStore['list']> => listKeys(fileSystem, folder);
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
    await writeFileAtomic(files, folder, `${name}${KEY_SUFFIX}`, Buffer.from(text), { mode: FILE_MODE });
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
