import { dirname, join } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { FileSystem } from './file-system.ts';

/**
 * The segments of a relative path with forward slashes that stays in its folder. Pure. Errors: `HYPER_PATH_UNSAFE` for
 * `..`, `.`, empty segments, absolute paths, drive letters, backslashes and NUL (F01).
 */
export function safeSegments(path: string): readonly string[] {
  const segments = path.split('/');
  const isSafe =
    !/[\\\0]|^[A-Za-z]:/u.test(path) &&
    segments.every((part) => part !== '' && part !== '.' && part !== '..');
  if (!isSafe) {
    throw new HyperError('HYPER_PATH_UNSAFE', `expected a path inside its folder, got "${toOneLine(path)}"`);
  }
  return segments;
}

/**
 * Makes the folders that lead to a file, none of them a link, and returns the file's path on the disk. The root must
 * exist. `made` holds folders that are known to be there, and takes those that this makes. Errors: `HYPER_PATH_UNSAFE`
 * where a link or a file stands in the way (F02).
 */
export async function makeParents(
  fileSystem: FileSystem,
  root: string,
  path: string,
  made = new Set<string>(),
): Promise<string> {
  const target = join(root, ...safeSegments(path));
  await makeFolderInside(fileSystem, root, dirname(target), made);
  return target;
}

async function makeFolderInside(
  fileSystem: FileSystem,
  root: string,
  folder: string,
  made: Set<string>,
): Promise<void> {
  if (folder === join(root) || folder.length <= root.length || made.has(folder)) return;
  await makeFolderInside(fileSystem, root, dirname(folder), made);
  const isThere =
    (await fileSystem.createFolder(folder)) || (await fileSystem.stat(folder))?.kind === 'folder';
  if (!isThere) {
    throw new HyperError(
      'HYPER_PATH_UNSAFE',
      `expected a folder at "${toOneLine(folder)}", got something else`,
      {
        hint: 'remove the link or file that stands there',
      },
    );
  }
  made.add(folder);
}

/** Throws `HYPER_PATH_UNSAFE` where a link, folder or device stands at the place of a file to write. */
export async function assertReplaceable(fileSystem: FileSystem, path: string, shown: string): Promise<void> {
  const stat = await fileSystem.stat(path);
  if (stat === undefined || stat.kind === 'file') return;
  throw new HyperError(
    'HYPER_PATH_UNSAFE',
    `expected a file or nothing at "${toOneLine(shown)}", got a ${stat.kind}`,
    {
      hint: 'remove it, or write to another place',
    },
  );
}
