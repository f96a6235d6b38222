import { Buffer } from 'node:buffer';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type { FilesContext } from '../../files/index.ts';
import { objectHead } from './object-id.ts';
import type { NewObject } from './object-id.ts';

const deflateAsync = promisify(deflate);

/** Trees hold ids, which do not shrink: trying hard costs time alone. */
const FAST_LEVEL = 1;
const READ_ONLY = 0o444;

/**
 * Writes objects of a repository, each a file of its own: flushed under a name that git sweeps up by itself, then renamed;
 * the folders are flushed too, so that a reference may name them afterwards. All are written at once. What is there
 * already is left alone. Errors are those of node.
 */
export async function writeLooseObjects(
  context: FilesContext,
  objectFolder: string,
  objects: readonly NewObject[],
): Promise<void> {
  const folders = new Set<string>();
  await Promise.all(
    objects.map(async (object) => {
      const folder = await writeOne(context, objectFolder, object);
      if (folder !== undefined) folders.add(folder);
    }),
  );
  await Promise.all([...folders].map((folder) => syncFolder(context, folder)));
}

/** The folder that the object is new in; undefined where it is there. */
async function writeOne(
  { fileSystem, token }: FilesContext,
  objectFolder: string,
  { type, oid, bytes }: NewObject,
): Promise<string | undefined> {
  const path = join(objectFolder, oid.slice(0, 2), oid.slice(2));
  if ((await fileSystem.stat(path)) !== undefined) return undefined;
  const folder = dirname(path);
  const packed = await deflateAsync(Buffer.concat([Buffer.from(objectHead(type, bytes)), bytes]), {
    level: FAST_LEVEL,
  });
  await fileSystem.createFolder(folder);
  const temporary = join(folder, `tmp_obj_${token()}`);
  try {
    const file = await fileSystem.createFile(temporary, READ_ONLY);
    try {
      await file.write(packed);
      await file.sync();
    } finally {
      await file.close();
    }
    await fileSystem.rename(temporary, path);
  } catch (error) {
    await fileSystem.removeFile(temporary).catch(() => undefined);
    throw error;
  }
  return folder;
}

/** Makes what was renamed into a folder durable. */
export async function syncFolder({ fileSystem }: FilesContext, path: string): Promise<void> {
  const folder = await fileSystem.openFolder(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
