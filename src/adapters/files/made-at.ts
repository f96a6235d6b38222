import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FilesContext } from './files-context.ts';
import { assertReplaceableFolder } from './replace-folder.ts';

/**
 * Makes a new folder at the target; of a dry run in a folder of its own, which is gone afterwards, so that everything is
 * found out and nothing written. Errors: `HYPER_OUTPUT_FOREIGN` where the target is neither absent nor empty, and those of
 * the work.
 */
export async function madeAt<T>(
  files: FilesContext,
  target: string,
  isDryRun: boolean,
  make: (place: string) => Promise<T>,
): Promise<T> {
  if (!isDryRun) return make(target);
  await assertReplaceableFolder(files, target, () => false);
  const room = await mkdtemp(join(tmpdir(), 'hyper-try-'));
  try {
    return await make(join(room, 'made'));
  } finally {
    await files.fileSystem.removeTree(room);
  }
}
