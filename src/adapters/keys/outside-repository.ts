import { dirname, join, resolve } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { FileSystem } from '../files/index.ts';

/**
 * Throws `HYPER_KEY_FOLDER_TRACKED` where the folder lies inside a git repository, its work tree or a bare one: what
 * stands there gets committed one day (ATTACKS S22). Links are resolved; the folder need not exist yet.
 */
export async function assertOutsideRepository(fileSystem: FileSystem, folder: string): Promise<void> {
  const repository = await repositoryAround(fileSystem, folder);
  if (repository === undefined) return;
  throw new HyperError(
    'HYPER_KEY_FOLDER_TRACKED',
    `the folder of keys "${toOneLine(folder)}" lies in the git repository "${toOneLine(repository)}"`,
    { hint: 'name a folder outside of every repository: --keys DIR, or HYPER_KEYS' },
  );
}

/** Throws `HYPER_KEY_FILE_TRACKED` where the file of a private key does; what is no plain file, such as a pipe, may be anywhere. */
export async function assertKeyOutside(fileSystem: FileSystem, path: string): Promise<void> {
  if ((await fileSystem.stat(path))?.kind !== 'file') return;
  const repository = await repositoryAround(fileSystem, dirname(await fileSystem.realPath(path)));
  if (repository === undefined) return;
  throw new HyperError(
    'HYPER_KEY_FILE_TRACKED',
    `the private key "${toOneLine(path)}" lies in the git repository "${toOneLine(repository)}"`,
    {
      hint: 'move it to a folder outside of every repository; if it was committed, revoke it: hyper key revoke',
    },
  );
}

async function repositoryAround(fileSystem: FileSystem, place: string): Promise<string | undefined> {
  let at = await realPathOf(fileSystem, resolve(place));
  for (;;) {
    if (await isRepository(fileSystem, at)) return at;
    const parent = dirname(at);
    if (parent === at) return undefined;
    at = parent;
  }
}

async function isRepository(fileSystem: FileSystem, folder: string): Promise<boolean> {
  if ((await fileSystem.stat(join(folder, '.git'))) !== undefined) return true;
  const parts = ['HEAD', 'objects', 'refs'].map((name) => fileSystem.stat(join(folder, name)));
  return (await Promise.all(parts)).every((stat) => stat !== undefined);
}

/** The real path of the folder, or of the nearest one above it that exists. */
async function realPathOf(fileSystem: FileSystem, folder: string): Promise<string> {
  const parent = dirname(folder);
  if (parent === folder || (await fileSystem.stat(folder)) !== undefined) return fileSystem.realPath(folder);
  return realPathOf(fileSystem, parent);
}
