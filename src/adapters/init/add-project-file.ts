import { Buffer } from 'node:buffer';
import { dirname, join } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { PlannedText } from '../../lifecycle/index.ts';
import { withLock, writeFileAtomic } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';
import { toWriteError } from '../files/file-errors.ts';

/** Adds the file of a new project, as `InitContext.addProjectFile` says; whatever else the folder holds stays as it is. */
export async function addProjectFile(
  context: FilesContext,
  folder: string,
  file: PlannedText,
): Promise<void> {
  try {
    await assertAbsent(context, folder, file);
    await makeFolders(context, folder);
    await withLock(context, folder, async () => {
      await assertAbsent(context, folder, file);
      await writeFileAtomic(context, folder, file.path, Buffer.from(file.text));
    });
  } catch (error) {
    throw toWriteError(folder, error);
  }
}

/** As `InitContext.tryProjectFile` says. */
export async function tryProjectFile(
  context: FilesContext,
  folder: string,
  file: PlannedText,
): Promise<void> {
  try {
    await assertAbsent(context, folder, file);
  } catch (error) {
    throw toWriteError(folder, error);
  }
}

async function assertAbsent(context: FilesContext, folder: string, file: PlannedText): Promise<void> {
  if ((await context.fileSystem.stat(join(folder, file.path))) === undefined) return;
  const shown = toOneLine(join(folder, file.path));
  throw new HyperError('HYPER_INIT_PROJECT_PRESENT', `"${shown}" is there already`, {
    hint: 'edit it, or name another folder',
  });
}

async function makeFolders(context: FilesContext, folder: string): Promise<void> {
  if ((await context.fileSystem.stat(folder)) !== undefined) return;
  await makeFolders(context, dirname(folder));
  await context.fileSystem.createFolder(folder);
}
