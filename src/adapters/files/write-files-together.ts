import { dirname, join } from 'node:path';
import { mapConcurrently } from '../../core/index.ts';
import { newClaim, TEMP_SUFFIX } from './claim.ts';
import { toWriteError } from './file-errors.ts';
import type { FilesContext } from './files-context.ts';
import { assertReplaceable, makeParents, safeSegments } from './safe-path.ts';
import { openSameFolder } from './write-file-atomic.ts';

/** A file to write, by its path from the root, with forward slashes. */
export interface FileToWrite {
  readonly path: string;
  readonly bytes: Uint8Array;
}

interface Staged {
  /** Absolute. */
  readonly folder: string;
  readonly name: string;
  /** The name of the temporary file, in the same folder. */
  readonly temporary: string;
  /** What was there before; undefined for nothing. */
  readonly former: Uint8Array | undefined;
}

/** Folders that are worked on at once: a disk answers several as fast as one. */
const CONCURRENCY = 16;

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
  const staged: Staged[] = [];
  const renamed: Staged[] = [];
  try {
    const realRoot = await context.fileSystem.realPath(root);
    await mapConcurrently([...byFolder(files, ({ path }) => dirname(path))], CONCURRENCY, (group) =>
      stageFolder(context, realRoot, group, staged),
    );
    await mapConcurrently([...byFolder(staged, ({ folder }) => folder)], CONCURRENCY, (group) =>
      renameInto(context, group, renamed),
    );
  } catch (error) {
    await takeBack(context, staged, renamed);
    throw toWriteError(root, error);
  }
}

function byFolder<T>(items: readonly T[], folderOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(folderOf(item));
    if (group === undefined) groups.set(folderOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

async function stageFolder(
  context: FilesContext,
  root: string,
  [, files]: readonly [string, readonly FileToWrite[]],
  staged: Staged[],
): Promise<void> {
  const [first] = files;
  if (first === undefined) return;
  const { fileSystem } = context;
  const folder = dirname(await makeParents(fileSystem, root, first.path));
  for (const { path, bytes } of files) {
    const name = safeSegments(path).at(-1) ?? '';
    const target = join(folder, name);
    try {
      await assertReplaceable(fileSystem, target, target);
      const isThere = (await fileSystem.stat(target)) !== undefined;
      const former = isThere ? await fileSystem.readFile(target) : undefined;
      staged.push({ folder, name, temporary: await writeTemporary(context, folder, name, bytes), former });
    } catch (error) {
      throw toWriteError(target, error);
    }
  }
}

async function writeTemporary(
  context: FilesContext,
  folder: string,
  name: string,
  bytes: Uint8Array,
): Promise<string> {
  const { fileSystem } = context;
  const claim = newClaim(context.processes, context.token());
  const temporary = `.${name.slice(0, 100)}.${claim.text}${TEMP_SUFFIX}`;
  const path = join(folder, temporary);
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

async function renameInto(
  { fileSystem }: FilesContext,
  [path, files]: readonly [string, readonly Staged[]],
  renamed: Staged[],
): Promise<void> {
  try {
    const folder = await openSameFolder(fileSystem, path);
    try {
      for (const one of files) {
        const target = join(folder.anchor, one.name);
        await assertReplaceable(fileSystem, target, join(path, one.name));
        // What fails here may have renamed already.
        renamed.push(one);
        await fileSystem.rename(join(folder.anchor, one.temporary), target);
      }
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    throw toWriteError(path, error);
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
    const { folder, name, former } = one;
    try {
      if (former === undefined) await fileSystem.removeFile(join(folder, name));
      else {
        const temporary = await writeTemporary(context, folder, name, former);
        await renameInto(context, [folder, [{ ...one, temporary }]], []);
      }
    } catch {
      continue;
    }
  }
  for (const { folder, temporary } of staged) {
    await fileSystem.removeFile(join(folder, temporary)).catch(() => undefined);
  }
}
