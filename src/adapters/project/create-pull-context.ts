import { resolve } from 'node:path';
import type { PullContext, RegistryContext } from '../../operations/index.ts';
import type { FilesContext } from '../files/index.ts';
import { requireKept } from '../system/index.ts';
import { createContentCache, createContentFolder } from './content-folder.ts';
import { fetchContent } from './fetch-content.ts';
import { createProjectFiles } from './node-project-files.ts';
import { openPackages } from './open-packages.ts';

const NO_CACHE_HINT = 'set XDG_CACHE_HOME to a folder of yours, or name a folder with --to';

export interface ProjectFacts {
  readonly files: FilesContext;
  /** The current folder. */
  readonly folder: string;
  /** The user's folder for what may be lost, absolute; undefined where there is none outside of registries. */
  readonly cacheFolder: string | undefined;
  /** Takes what was fetched before, and asks nobody. */
  readonly isOffline: boolean;
  /** Of the user; undefined on systems without such numbers. */
  readonly userId: number | undefined;
}

/** The world of everything about dependencies, and of fetching content. */
export function createPullContext(context: RegistryContext, facts: ProjectFacts): PullContext {
  const { files, folder, cacheFolder, isOffline, userId } = facts;
  const { signal, notes } = context;
  const openRegistry = openOnce(context);
  return {
    ...context,
    openRegistry,
    files: createProjectFiles(files, folder, notes),
    openPackages: (address, options) =>
      openPackages(address, options, {
        openRegistry,
        folder,
        notes,
        site: { files, cacheFolder, isOffline, signal, userId },
      }),
    openContent: (to) =>
      to === undefined
        ? createContentCache(
            files,
            resolve(requireKept(cacheFolder, 'content', NO_CACHE_HINT), 'content'),
            userId,
          )
        : createContentFolder(files, resolve(folder, to)),
    fetchContent: (address, want) => fetchContent(address, { ...want, signal }),
  };
}

/** What a command asks of one registry several times is asked of one state of it. */
function openOnce(context: RegistryContext): RegistryContext['openRegistry'] {
  const opened = new Map<string, ReturnType<RegistryContext['openRegistry']>>();
  return (place) => {
    const { registry = null, folder = null, isWorkingTree = false } = place;
    const key = JSON.stringify([registry, folder, isWorkingTree]);
    const known = opened.get(key) ?? context.openRegistry(place);
    opened.set(key, known);
    return known;
  };
}
