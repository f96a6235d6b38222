import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const PROJECT_FILE = 'hyper.yaml';

/**
 * The project's file: the one that is named from a folder, or that of the folder that is named; else the nearest one from
 * the folder upwards. Undefined where there is none.
 */
export function findProjectFile(folder: string, named: string | undefined): string | undefined {
  return named === undefined ? findUpwards(folder) : fileAt(resolve(folder, named));
}

function findUpwards(folder: string): string | undefined {
  for (let here = folder; ; here = dirname(here)) {
    const path = join(here, PROJECT_FILE);
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) return path;
    if (dirname(here) === here) return undefined;
  }
}

function fileAt(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true) return fileAt(join(path, PROJECT_FILE));
  return stat?.isFile() === true ? path : undefined;
}
