import { basename, dirname, join } from 'node:path';
import { CACHE_AREAS } from '../../operations/index.ts';
import type { CacheContext, CacheFolder } from '../../operations/index.ts';
import { toWriteError } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';
import type { Environment } from '../git/index.ts';
import { cacheFolderOf } from '../system/index.ts';

/** The caches of this machine: folders of known names in the user's cache. */
export function createCacheFolders(
  files: FilesContext,
  environment: Environment,
): Pick<CacheContext, 'findCaches' | 'removeCache'> {
  return {
    findCaches: async () => {
      const cache = cacheFolderOf(environment);
      if (cache === undefined) return [];
      const found = await Promise.all(CACHE_AREAS.map(({ name }) => inspect(files, cache, name)));
      return found.filter((one) => one !== undefined);
    },
    removeCache: ({ folder }) => remove(files, folder),
  };
}

/** Undefined where nothing is there. A link on the way to it is told, and not followed. */
async function inspect(files: FilesContext, cache: string, name: string): Promise<CacheFolder | undefined> {
  const folder = join(cache, name);
  for (const path of [cache, folder]) {
    const stat = await files.fileSystem.stat(path);
    if (stat === undefined) return undefined;
    if (stat.kind !== 'folder') return { name, folder, files: 0, bytes: 0, foreign: path };
  }
  return { name, folder, ...(await measure(files, folder)), foreign: null };
}

async function measure(
  files: FilesContext,
  folder: string,
): Promise<{ readonly files: number; readonly bytes: number }> {
  let [count, bytes] = [0, 0];
  const open = [folder];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    for (const name of await files.fileSystem.list(path)) {
      const stat = await files.fileSystem.stat(join(path, name));
      if (stat?.kind === 'folder') open.push(join(path, name));
      else if (stat !== undefined) {
        count += 1;
        bytes += stat.kind === 'file' ? stat.size : 0;
      }
    }
  }
  return { files: count, bytes };
}

/** First out of the way, so that whoever uses the cache meanwhile finds all of it or an empty one. */
async function remove({ fileSystem, token }: FilesContext, folder: string): Promise<void> {
  const aside = `.${basename(folder)}.${token()}.hyper-tmp`;
  try {
    await fileSystem.rename(folder, join(dirname(folder), aside));
    for (const name of await fileSystem.list(dirname(folder))) {
      // What a killed run left goes too.
      if (name.startsWith(`.${basename(folder)}.`) && name.endsWith('.hyper-tmp'))
        await fileSystem.removeTree(join(dirname(folder), name));
    }
  } catch (error) {
    throw toWriteError(folder, error);
  }
}
