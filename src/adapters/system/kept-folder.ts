import { realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolderOf } from './cache-folder.ts';
import { configFolderOf } from './config-folder.ts';

/**
 * The user's folder for what hyper may lose; undefined where the environment names none, and where it lies in the files
 * of a registry, which would no longer be those of their commit. Reads the disk.
 */
export function keptFolderOf(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  return outsideOfRegistries(cacheFolderOf(environment));
}

/**
 * The same for what is believed when it is read again: undefined in CI, where jobs may share the folder and another may
 * have written what one finds there. Reads the disk.
 */
export function believedFolderOf(
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  return (environment['CI'] ?? '') === '' ? keptFolderOf(environment) : undefined;
}

/**
 * The user's folder for what hyper must keep; undefined where the environment names none, and where it lies in the files
 * of a registry, which would vouch for itself. Reads the disk.
 */
export function ownFolderOf(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  return outsideOfRegistries(configFolderOf(environment));
}

/** The folder, there or not; undefined where it lies in the files of a registry. Reads the disk. */
export function outsideOfRegistries(folder: string | undefined): string | undefined {
  if (folder === undefined) return undefined;
  let isInside = KNOWN.get(folder);
  if (isInside === undefined) KNOWN.set(folder, (isInside = isInRegistry(folder)));
  return isInside ? undefined : folder;
}

/** Asked many times in a run, of one folder. */
const KNOWN = new Map<string, boolean>();

function isInRegistry(folder: string): boolean {
  for (let place = realPlace(folder); ; place = dirname(place)) {
    if (isThere(join(place, 'registry.yaml'))) return true;
    if (place === dirname(place)) return false;
  }
}

/** False also of a folder that this user may not look into. */
function isThere(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** The folder, or the first above it that is there, links followed. */
function realPlace(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder === dirname(folder) ? folder : realPlace(dirname(folder));
  }
}
