import { join } from 'node:path';
import { claimOfLeftover, newClaim, STAGING_SUFFIX } from './claim.ts';
import { errnoOf, toWriteError } from './file-errors.ts';
import type { FileSystem } from './file-system.ts';
import type { FilesContext } from './files-context.ts';

/**
 * Removes what killed runs left in a folder: temporary files, staging folders and locks whose names are ours and whose
 * process is gone. With `deep`, in all folders below too (links and `.git` are not entered). What belongs to somebody
 * else and cannot be removed stays: it is in nobody's way. Returns the paths removed. Errors: `HYPER_FILE_UNWRITABLE`.
 */
export async function cleanLeftovers(
  context: FilesContext,
  folder: string,
  options: { readonly deep?: boolean } = {},
): Promise<readonly string[]> {
  const { fileSystem, processes } = context;
  const removed: string[] = [];
  try {
    for (const name of await fileSystem.list(folder)) {
      const path = join(folder, name);
      const claim = claimOfLeftover(name);
      if (claim !== undefined && !processes.isRunning(claim.owner)) {
        if (await removeLeftover(context, folder, path)) removed.push(path);
      } else if (
        options.deep === true &&
        name !== '.git' &&
        (await fileSystem.stat(path))?.kind === 'folder'
      ) {
        removed.push(...(await cleanLeftovers(context, path, options)));
      }
    }
  } catch (error) {
    throw toWriteError(folder, error);
  }
  return removed;
}

/** Where others left something in a shared folder, or in a folder that may not be written to. */
const NOT_ALLOWED: ReadonlySet<string | undefined> = new Set(['EACCES', 'EPERM']);

/**
 * Takes a leftover away; false where somebody else did, or this user may not. A folder is given a name of this process first: who recovers a
 * killed replacement meanwhile gets it whole or not at all.
 */
async function removeLeftover(context: FilesContext, folder: string, path: string): Promise<boolean> {
  const { fileSystem, processes } = context;
  const stat = await fileSystem.stat(path);
  if (stat === undefined) return false;
  try {
    if (stat.kind === 'folder') {
      const claim = newClaim(processes, context.token());
      const doomed = join(folder, `.leftover.${claim.text}${STAGING_SUFFIX}`);
      if (!(await isRenamed(fileSystem, path, doomed))) return false;
      await fileSystem.removeTree(doomed);
    } else await fileSystem.removeFile(path);
    return true;
  } catch (error) {
    if (NOT_ALLOWED.has(errnoOf(error))) return false;
    throw error;
  }
}

async function isRenamed(fileSystem: FileSystem, from: string, to: string): Promise<boolean> {
  try {
    await fileSystem.rename(from, to);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}
