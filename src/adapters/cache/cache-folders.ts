import { basename, dirname, join } from 'node:path';
import { HyperError } from '../../core/index.ts';
import { CACHE_AREAS } from '../../operations/index.ts';
import type { CacheContext, CacheFolder } from '../../operations/index.ts';
import { toWriteError } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';
import { locateRepository } from '../git/index.ts';
import type { Environment } from '../git/index.ts';
import { cacheFolderOf } from '../system/index.ts';

/** The area that lies below the git folder of a registry; the others are folders of the user's cache. */
const REGISTRY = 'registry';

export interface CacheFacts {
  readonly files: FilesContext;
  readonly environment: Environment;
  /** The folder of the registry whose results are meant; undefined where there is none on this machine. */
  readonly registryFolder: (registry: string | undefined) => string | undefined;
}

/** An area before it was looked at: names below a folder that the user or git chose. */
interface Candidate {
  readonly name: string;
  readonly root: string;
  readonly names: readonly string[];
}

/** The caches of this machine. */
export function createCacheFolders(facts: CacheFacts): Pick<CacheContext, 'findCaches' | 'removeCache'> {
  const { files } = facts;
  return {
    findCaches: async (registry) => {
      const found: CacheFolder[] = [];
      for (const candidate of await candidatesOf(registry, facts)) {
        const folder = await inspect(files, candidate);
        if (folder !== undefined) found.push(folder);
      }
      return found;
    },
    removeCache: ({ folder }) => remove(files, folder),
  };
}

async function candidatesOf(
  registry: string | undefined,
  { environment, registryFolder }: CacheFacts,
): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  const cache = cacheFolderOf(environment);
  if (cache !== undefined) {
    const [root, own] = [dirname(cache), basename(cache)];
    for (const { name } of CACHE_AREAS) if (name !== REGISTRY) found.push({ name, root, names: [own, name] });
  }
  const gitFolder = await gitFolderOf(registryFolder(registry), environment);
  if (gitFolder !== undefined) found.push({ name: REGISTRY, root: gitFolder, names: ['hyper', 'cache'] });
  return found;
}

async function gitFolderOf(
  folder: string | undefined,
  environment: Environment,
): Promise<string | undefined> {
  if (folder === undefined) return undefined;
  try {
    return (await locateRepository(folder, environment))?.gitFolder;
  } catch (error) {
    if (error instanceof HyperError) return undefined;
    throw error;
  }
}

/** Undefined where nothing is there. A link on the way to it is told, and not followed. */
async function inspect(
  files: FilesContext,
  { name, root, names }: Candidate,
): Promise<CacheFolder | undefined> {
  let path = root;
  for (const one of names) {
    path = join(path, one);
    const stat = await files.fileSystem.stat(path);
    if (stat === undefined) return undefined;
    if (stat.kind !== 'folder') {
      return { name, folder: join(root, ...names), files: 0, bytes: 0, foreign: path };
    }
  }
  return { name, folder: path, ...(await measure(files, path)), foreign: null };
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
