import { HyperError } from '../../core/index.ts';

const HINT = 'set HOME, or XDG_CACHE_HOME to a folder of yours';

/** The folder that `keptFolderOf` gave. Errors: `HYPER_FILE_UNWRITABLE` where there is none for what is to be kept. */
export function requireKept(folder: string | undefined, what: string, hint = HINT): string {
  if (folder !== undefined) return folder;
  throw new HyperError(
    'HYPER_FILE_UNWRITABLE',
    `the environment names no folder outside of registries for ${what}`,
    { hint },
  );
}
