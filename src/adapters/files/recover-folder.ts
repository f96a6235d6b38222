import { basename, dirname, resolve } from 'node:path';
import { parseClaim } from './claim.ts';
import { cleanLeftovers } from './clean-leftovers.ts';
import { errnoOf, toWriteError } from './file-errors.ts';
import type { FileSystem } from './file-system.ts';
import type { FilesContext } from './files-context.ts';
import { foreign, journalOf, swapPathsOf } from './swap-paths.ts';
import type { SwapPaths } from './swap-paths.ts';
import { withLock } from './with-lock.ts';
import type { LockOptions } from './with-lock.ts';

/** How long to wait for another replacement of the same folder: a few renames, so long only on a busy machine. */
const SWAP_WAIT_MS = 10_000;

/** Runs the work while no other hyper replaces the folder at the path, whose parent must exist. Errors: as `withLock`. */
export function withSwapLock<T>(
  context: FilesContext,
  target: string,
  work: () => Promise<T>,
  { waitMs = SWAP_WAIT_MS }: LockOptions = {},
): Promise<T> {
  const absolute = resolve(target);
  return withLock(context, dirname(absolute), work, { waitMs, entry: basename(absolute) });
}

/**
 * Finishes or undoes a replacement that was killed, and removes what dead processes left beside the target. Safe to
 * call at any time: waits for a replacement that is on its way. Returns true where something was mended. Errors:
 * `HYPER_OUTPUT_FOREIGN` for a journal that hyper did not write, `HYPER_LOCKED`, `HYPER_FILE_UNWRITABLE`.
 */
export async function recoverFolder(
  context: FilesContext,
  target: string,
  options: LockOptions = {},
): Promise<boolean> {
  const { fileSystem } = context;
  const journal = journalOf(target);
  try {
    let isMended = false;
    if ((await fileSystem.stat(journal)) !== undefined) {
      isMended = await withSwapLock(context, target, () => settleJournal(context, target), options);
    }
    const parent = dirname(journal);
    if ((await fileSystem.stat(parent)) === undefined) return isMended;
    return (await cleanLeftovers(context, parent)).length > 0 || isMended;
  } catch (error) {
    throw toWriteError(target, error);
  }
}

/**
 * Finishes or undoes what the journal tells of, if there is one; true where there was. Only for the holder of the swap
 * lock: then whoever wrote the journal is dead or has given up. Errors: `HYPER_OUTPUT_FOREIGN`, and node's.
 */
export async function settleJournal(context: FilesContext, target: string): Promise<boolean> {
  const { fileSystem } = context;
  const journal = journalOf(target);
  if ((await fileSystem.stat(journal)) === undefined) return false;
  const text = Buffer.from(await fileSystem.readFile(journal)).toString('utf8');
  const claim = parseClaim(text.trim());
  if (claim === undefined) throw foreign(journal, 'is not a journal of hyper');
  await finish(fileSystem, target, swapPathsOf(target, claim.text));
  return true;
}

async function finish(fileSystem: FileSystem, target: string, paths: SwapPaths): Promise<void> {
  if ((await fileSystem.stat(target)) === undefined && !(await isMoved(fileSystem, paths.staging, target))) {
    await isMoved(fileSystem, paths.replaced, target);
  }
  await fileSystem.removeTree(paths.staging);
  await fileSystem.removeTree(paths.replaced);
  await fileSystem.removeFile(paths.journal);
}

/** Moves a folder into its place; false where it is not there, or a janitor took it away. */
async function isMoved(fileSystem: FileSystem, from: string, to: string): Promise<boolean> {
  try {
    await fileSystem.rename(from, to);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}
