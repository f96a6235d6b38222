import { dirname, join } from 'node:path';
import { newClaim, TEMP_SUFFIX } from './claim.ts';
import { toWriteError } from './file-errors.ts';
import type { FilesContext } from './files-context.ts';
import { assertReplaceable, makeParents } from './safe-path.ts';
import { openSameFolder } from './write-file-atomic.ts';

/** A file to write, by its path from the root, with forward slashes. */
export interface FileToWrite {
  readonly path: string;
  readonly bytes: Uint8Array;
}

interface Staged {
  readonly target: string;
  /** The name of the temporary file, in the folder of the target. */
  readonly temporary: string;
  /** What was there before; undefined for nothing. */
  readonly former: Uint8Array | undefined;
}

/**
 * Writes several files: all of them are flushed under temporary names before the first is renamed, so that a full disk
 * or a lacking permission changes nothing (K02, K03). Whoever looks after a `kill -9` finds each file old or new, and
 * never torn; what fails while renaming is taken back. Paths as in `writeFileAtomic`. Errors: `HYPER_PATH_UNSAFE`,
 * `HYPER_FILE_UNWRITABLE`.
 */
export async function writeFilesTogether(
  context: FilesContext,
  root: string,
  files: readonly FileToWrite[],
): Promise<void> {
  const { fileSystem } = context;
  const staged: Staged[] = [];
  const renamed: Staged[] = [];
  let at = root;
  try {
    const realRoot = await fileSystem.realPath(root);
    for (const file of files) {
      at = join(root, file.path);
      staged.push(await stage(context, realRoot, file));
    }
    for (const one of staged) {
      at = one.target;
      // What fails here may have renamed already.
      renamed.push(one);
      await rename(context, one);
    }
  } catch (error) {
    await takeBack(context, staged, renamed);
    throw toWriteError(at, error);
  }
}

async function stage(context: FilesContext, root: string, { path, bytes }: FileToWrite): Promise<Staged> {
  const { fileSystem } = context;
  const target = await makeParents(fileSystem, root, path);
  await assertReplaceable(fileSystem, target, target);
  const isThere = (await fileSystem.stat(target)) !== undefined;
  const former = isThere ? await fileSystem.readFile(target) : undefined;
  return { target, temporary: await writeTemporary(context, target, bytes), former };
}

async function writeTemporary(context: FilesContext, target: string, bytes: Uint8Array): Promise<string> {
  const { fileSystem } = context;
  const name = target.slice(dirname(target).length + 1);
  const claim = newClaim(context.processes, context.token());
  const temporary = `.${name.slice(0, 100)}.${claim.text}${TEMP_SUFFIX}`;
  const path = join(dirname(target), temporary);
  try {
    const file = await fileSystem.createFile(path);
    try {
      await file.write(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await fileSystem.removeFile(path).catch(() => undefined);
    throw error;
  }
  return temporary;
}

async function rename({ fileSystem }: FilesContext, { target, temporary }: Staged): Promise<void> {
  const name = target.slice(dirname(target).length + 1);
  const folder = await openSameFolder(fileSystem, dirname(target));
  try {
    await assertReplaceable(fileSystem, join(folder.anchor, name), target);
    await fileSystem.rename(join(folder.anchor, temporary), join(folder.anchor, name));
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** As far as the disk allows: it has just failed. */
async function takeBack(
  context: FilesContext,
  staged: readonly Staged[],
  renamed: readonly Staged[],
): Promise<void> {
  const { fileSystem } = context;
  for (const one of renamed) {
    try {
      if (one.former === undefined) await fileSystem.removeFile(one.target);
      else
        await rename(context, { ...one, temporary: await writeTemporary(context, one.target, one.former) });
    } catch {
      continue;
    }
  }
  for (const { target, temporary } of staged) {
    await fileSystem.removeFile(join(dirname(target), temporary)).catch(() => undefined);
  }
}
