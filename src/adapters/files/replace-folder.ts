import { basename, dirname } from 'node:path';
import { newClaim } from './claim.ts';
import { errnoOf, toWriteError } from './file-errors.ts';
import type { FileSystem } from './file-system.ts';
import type { FilesContext } from './files-context.ts';
import { recoverFolder, settleJournal, withSwapLock } from './recover-folder.ts';
import { foreign, swapPathsOf, swapPathsOfStaging } from './swap-paths.ts';
import type { SwapPaths } from './swap-paths.ts';
import type { LockOptions } from './with-lock.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

/** Tells from the names in a folder whether hyper made it, so that it may be replaced. */
export type IsOurs = (names: readonly string[]) => boolean;

/** How a folder is replaced. */
export interface ReplaceOptions extends LockOptions {
  /** Is offered the folder that was replaced, and may move it away before it is removed. */
  readonly takeFormer?: (folder: string) => Promise<void>;
}

/**
 * Makes an empty folder beside the target, to be filled and then given to `replaceFolder`, and returns its path. First
 * finishes or undoes what a killed run left. Errors: `HYPER_LOCKED`, `HYPER_FILE_UNWRITABLE`.
 */
export async function createStaging(context: FilesContext, target: string): Promise<string> {
  await recoverFolder(context, target);
  const claim = newClaim(context.processes, context.token());
  const { staging } = swapPathsOf(target, claim.text);
  try {
    await makeFolders(context.fileSystem, dirname(staging));
    await context.fileSystem.createFolder(staging);
  } catch (error) {
    throw toWriteError(target, error);
  }
  return staging;
}

async function makeFolders(fileSystem: FileSystem, folder: string): Promise<void> {
  if ((await fileSystem.stat(folder)) !== undefined) return;
  await makeFolders(fileSystem, dirname(folder));
  await fileSystem.createFolder(folder);
}

/** Throws `HYPER_OUTPUT_FOREIGN` unless the target is absent, an empty folder, or ours; writes nothing. */
export async function assertReplaceableFolder(
  context: FilesContext,
  target: string,
  isOurs: IsOurs,
): Promise<void> {
  const { fileSystem } = context;
  try {
    const stat = await fileSystem.stat(target);
    if (stat === undefined) return;
    if (stat.kind !== 'folder') throw foreign(target, `is a ${stat.kind}`);
    const names = await namesIn(fileSystem, target);
    if (names.length > 0 && !isOurs(names))
      throw foreign(target, 'is not empty, and no output that may be replaced');
  } catch (error) {
    throw toWriteError(target, error);
  }
}

async function namesIn(fileSystem: FileSystem, folder: string): Promise<readonly string[]> {
  try {
    return await fileSystem.list(folder);
  } catch (error) {
    // Another replacement has just moved it away.
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/**
 * Puts a filled staging folder in the place of the target, which must be absent, empty or ours. Replacements of one
 * target wait for each other (K04). A journal beside the target tells the next run (`recoverFolder`) where a killed one
 * stopped, so that the outcome is the old folder or the new one (K01, K02). Between the two renames the target is absent
 * for an instant, since no system call that node offers swaps two folders. Errors: `HYPER_OUTPUT_FOREIGN`,
 * `HYPER_LOCKED`, `HYPER_FILE_UNWRITABLE`; then the target is as it was.
 */
export async function replaceFolder(
  context: FilesContext,
  staging: string,
  target: string,
  isOurs: IsOurs,
  options: ReplaceOptions = {},
): Promise<void> {
  const paths = swapPathsOfStaging(staging, target);
  try {
    const isSwapped = await withSwapLock(
      context,
      target,
      async () => {
        await settleJournal(context, target);
        await assertReplaceableFolder(context, target, isOurs);
        if ((await context.fileSystem.stat(target)) === undefined) {
          await context.fileSystem.rename(staging, target);
          return false;
        }
        await swap(context, target, paths);
        return true;
      },
      options,
    );
    if (!isSwapped) return;
    await options.takeFormer?.(paths.staging);
    await removeFormer(context.fileSystem, paths);
  } catch (error) {
    throw toWriteError(target, error);
  }
}

async function swap(context: FilesContext, target: string, paths: SwapPaths): Promise<void> {
  const { fileSystem } = context;
  const { journal, replaced, staging } = paths;
  await writeFileAtomic(context, dirname(journal), basename(journal), Buffer.from(`${paths.claim}\n`));
  try {
    await fileSystem.rename(target, replaced);
    await fileSystem.rename(staging, target);
  } catch (error) {
    await undo(fileSystem, target, paths).catch(() => undefined);
    throw error;
  }
  // The new folder is in its place: a failure to tidy up is left to the next run, which reads the journal. Under the
  // name of a staging folder the old one needs no journal to be removed, so others need not wait for that.
  try {
    await fileSystem.rename(replaced, staging);
    await fileSystem.removeFile(journal);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
  }
}

async function undo(fileSystem: FileSystem, target: string, paths: SwapPaths): Promise<void> {
  if (
    (await fileSystem.stat(paths.replaced)) !== undefined &&
    (await fileSystem.stat(target)) === undefined
  ) {
    await fileSystem.rename(paths.replaced, target);
  }
  await fileSystem.removeFile(paths.journal);
}

/** What is left of the old folder is a leftover like any other where this fails. */
async function removeFormer(fileSystem: FileSystem, { staging }: SwapPaths): Promise<void> {
  try {
    await fileSystem.removeTree(staging);
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
  }
}
