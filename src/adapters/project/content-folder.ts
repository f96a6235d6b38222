import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { ContentFolder } from '../../operations/index.ts';
import type { FilesContext } from '../files/index.ts';
import { toWriteError } from '../files/file-errors.ts';
import { assertReplaceable, makeParents, safeSegments } from '../files/safe-path.ts';
import { OWNER_ALONE, makeFolders } from './cached-site.ts';
import { isOwnFolder } from '../system/index.ts';

/** Content as files below a folder, each whole or not there. */
export function createContentFolder(files: FilesContext, root: string): ContentFolder {
  return {
    find: async (path, sha256) => {
      const place = join(root, ...safeSegments(path));
      if ((await files.fileSystem.stat(place))?.kind !== 'file') return undefined;
      return (await sha256Of(place)) === sha256 ? place : undefined;
    },
    save: async (path, parts) => {
      try {
        await makeFolders(files, root);
        const place = await makeParents(files.fileSystem, root, path);
        await assertReplaceable(files.fileSystem, place, path);
        return { path: place, bytes: await writeAside(files, place, parts) };
      } catch (error) {
        throw toWriteError(join(root, path), error);
      }
    },
  };
}

/**
 * The same in the cache, where what was checked must stay what it is: in a folder that only the user may write to. Errors of
 * `find` and `save`: `HYPER_PATH_UNSAFE` where others may too.
 */
export function createContentCache(
  files: FilesContext,
  root: string,
  userId: number | undefined,
): ContentFolder {
  const content = createContentFolder(files, root);
  const ownFolder = async (): Promise<void> => {
    await makeFolders(files, root, OWNER_ALONE).catch((error: unknown) => {
      throw toWriteError(root, error);
    });
    if (isOwnFolder(root, userId)) return;
    throw new HyperError('HYPER_PATH_UNSAFE', `others than you may write to "${toOneLine(root)}"`, {
      hint: 'set XDG_CACHE_HOME to a folder of yours, or name a folder with --to',
    });
  };
  return {
    find: async (path, sha256) => {
      await ownFolder();
      return content.find(path, sha256);
    },
    save: async (path, parts) => {
      await ownFolder();
      return content.save(path, parts);
    },
  };
}

/** Writes beside the place, and renames once the parts came to a good end. */
async function writeAside(
  { fileSystem, token }: FilesContext,
  place: string,
  parts: AsyncIterable<Uint8Array>,
): Promise<number> {
  const aside = join(dirname(place), `.${basename(place).slice(0, 100)}.${token()}.hyper-tmp`);
  let bytes = 0;
  try {
    const file = await fileSystem.createFile(aside);
    try {
      for await (const part of parts) {
        await file.write(part);
        bytes += part.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await fileSystem.rename(aside, place);
    return bytes;
  } catch (error) {
    await fileSystem.removeFile(aside).catch(() => undefined);
    throw error;
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part as Uint8Array);
  return hash.digest('hex');
}
