import { basename, dirname, join, relative, sep } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import { newClaim, TEMP_SUFFIX } from './claim.ts';
import { toWriteError } from './file-errors.ts';
import type { FileSystem, OpenFolder } from './file-system.ts';
import type { FilesContext } from './files-context.ts';
import { assertReplaceable, makeParents } from './safe-path.ts';

/**
 * Writes a file whole or not at all: a temporary file in the same folder, flushed, then renamed. Whoever looks, even
 * after `kill -9`, finds the old bytes or the new ones (K01). Folders on the way are made. The file gets the mode, 0644
 * unless told.
 *
 * The path is relative to the root, with forward slashes; nothing is written through a link or outside the root, even
 * when a folder is swapped for a link meanwhile (F02, F03). Errors: `HYPER_PATH_UNSAFE`, `HYPER_FILE_UNWRITABLE`.
 */
export async function writeFileAtomic(
  context: FilesContext,
  root: string,
  path: string,
  bytes: Uint8Array,
  { mode = 0o644 }: { readonly mode?: number } = {},
): Promise<void> {
  const { fileSystem } = context;
  try {
    const realRoot = await fileSystem.realPath(root);
    const target = await makeParents(fileSystem, realRoot, path);
    const folder = await openSameFolder(fileSystem, dirname(target));
    try {
      await replaceIn(context, folder, target, { bytes, mode });
    } finally {
      await folder.close();
    }
  } catch (error) {
    throw toWriteError(join(root, path), error);
  }
}

/** Opens the folder that really is at the path. Errors: `HYPER_PATH_UNSAFE` where a link leads elsewhere (F03). */
export async function openSameFolder(fileSystem: FileSystem, expected: string): Promise<OpenFolder> {
  const folder = await fileSystem.openFolder(expected);
  if (relative(expected, folder.realPath) === '') return folder;
  await folder.close();
  throw new HyperError(
    'HYPER_PATH_UNSAFE',
    `the folder "${toOneLine(expected)}" leads to "${toOneLine(folder.realPath.split(sep).join('/'))}"`,
    { hint: 'something swapped a folder for a link while hyper was writing' },
  );
}

async function replaceIn(
  context: FilesContext,
  folder: OpenFolder,
  target: string,
  content: { readonly bytes: Uint8Array; readonly mode: number },
): Promise<void> {
  const { fileSystem } = context;
  const name = basename(target);
  const place = join(folder.anchor, name);
  await assertReplaceable(fileSystem, place, target);
  const claim = newClaim(context.processes, context.token());
  const temporary = join(folder.anchor, `.${name.slice(0, 100)}.${claim.text}${TEMP_SUFFIX}`);
  try {
    await writeNew(fileSystem, temporary, content);
    await fileSystem.rename(temporary, place);
  } catch (error) {
    await fileSystem.removeFile(temporary).catch(() => undefined);
    throw error;
  }
  await folder.sync();
}

async function writeNew(
  fileSystem: FileSystem,
  path: string,
  { bytes, mode }: { readonly bytes: Uint8Array; readonly mode: number },
): Promise<void> {
  const file = await fileSystem.createFile(path, mode);
  try {
    await file.write(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
