import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { InitContext, OperationContext } from '../../operations/index.ts';
import type { FilesContext } from '../files/index.ts';
import type { Environment } from '../git/index.ts';
import { isRemoteAddress } from '../git/remote-address.ts';
import { newId } from '../system/index.ts';
import { addProjectFile, tryProjectFile } from './add-project-file.ts';
import { createRegistryFolder, tryRegistryFolder } from './create-registry-folder.ts';

export interface InitFacts {
  readonly environment: Environment;
  /** The current folder, absolute. */
  readonly folder: string;
  /** Of hyper. */
  readonly version: string;
  readonly files: FilesContext;
}

/** The world of `init` on this machine. */
export function createInitContext(context: OperationContext, facts: InitFacts): InitContext {
  return {
    ...context,
    version: facts.version,
    newId,
    toAbsolute: (folder) => resolve(facts.folder, folder),
    fromFolder: (folder, place) =>
      isAbsolute(place) || isRemoteAddress(place) ? place : pathBetween(folder, resolve(facts.folder, place)),
    createRepository: (folder, files, message) =>
      createRegistryFolder(folder, files, { files: facts.files, environment: facts.environment, message }),
    tryRepository: (folder) => tryRegistryFolder(folder, facts),
    tryProjectFile: (folder, file) => tryProjectFile(facts.files, folder, file),
    addProjectFile: (folder, file) => addProjectFile(facts.files, folder, file),
  };
}

/** The way from one absolute folder to another, with forward slashes; never an empty text. */
function pathBetween(from: string, to: string): string {
  const path = relative(from, to).split(sep).join('/');
  return path.startsWith('..') ? path : `./${path}`;
}
