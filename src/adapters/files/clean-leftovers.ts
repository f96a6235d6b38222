import { join } from 'node:path';
import { claimOfLeftover } from './claim.ts';
import { toWriteError } from './file-errors.ts';
import type { FilesContext } from './files-context.ts';

/**
 * Removes what killed runs left in a folder: temporary files and staging folders whose names are ours and whose process
 * is gone. With `deep`, in all folders below too (links and `.git` are not entered). Returns the paths removed.
 * Errors: `HYPER_FILE_UNWRITABLE`.
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
        await fileSystem.removeTree(path);
        removed.push(path);
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
