import { join } from 'node:path';
import { errnoOf, toWriteError } from './file-errors.ts';
import type { FileSystem } from './file-system.ts';
import { makeParents } from './safe-path.ts';

/** Fills a staging folder that nobody else looks at yet; so files are written in place and not flushed one by one. */
export interface FolderWriter {
  /** Writes a new file; the bytes may come in parts. Errors: `HYPER_PATH_UNSAFE`, `HYPER_FILE_UNWRITABLE` (also where the path is taken). */
  write(path: string, bytes: Uint8Array | Iterable<Uint8Array>): Promise<void>;
  /** Takes a file over from another folder: a hard link where the disk allows, else a copy. Errors: as `write`. */
  reuse(path: string, from: string): Promise<void>;
}

/** A writer into an existing folder; paths are relative with forward slashes. */
export function createFolderWriter(fileSystem: FileSystem, folder: string): FolderWriter {
  const made = new Set<string>();
  const place = (path: string): Promise<string> => makeParents(fileSystem, folder, path, made);
  return {
    write: async (path, bytes) => {
      try {
        const file = await fileSystem.createFile(await place(path));
        try {
          for (const part of bytes instanceof Uint8Array ? [bytes] : bytes) await file.write(part);
        } finally {
          await file.close();
        }
      } catch (error) {
        throw toWriteError(join(folder, path), error);
      }
    },
    reuse: async (path, from) => {
      try {
        await linkOrCopy(fileSystem, from, await place(path));
      } catch (error) {
        throw toWriteError(join(folder, path), error);
      }
    },
  };
}

const NO_LINKS: ReadonlySet<string | undefined> = new Set([
  'EXDEV',
  'EPERM',
  'EMLINK',
  'ENOTSUP',
  'EOPNOTSUPP',
]);

/** Makes `to` the same file as `from`, by a hard link or, where the disk has none, a copy. Errors are node's. */
export async function linkOrCopy(fileSystem: FileSystem, from: string, to: string): Promise<void> {
  try {
    await fileSystem.link(from, to);
  } catch (error) {
    if (!NO_LINKS.has(errnoOf(error))) throw error;
    await fileSystem.copy(from, to);
  }
}
