import { resolve } from 'node:path';
import { MAX_MANIFEST_BYTES } from '../../core/index.ts';
import type { Clock } from '../../core/index.ts';
import type { OpenedSigner, RegistryContext, SigningContext, WriteContext } from '../../operations/index.ts';
import { packContent } from '../content/index.ts';
import { readInput } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';
import type { Environment } from '../git/index.ts';
import { newId } from '../system/index.ts';
import { changeRegistry } from './change-registry.ts';

export interface WriteFacts {
  readonly files: FilesContext;
  readonly environment: Environment;
  /** The current folder. */
  readonly folder: string;
  readonly now: Clock;
  readonly openSigner: (() => Promise<OpenedSigner>) | undefined;
  readonly identifySigner?: WriteContext['identifySigner'];
  readonly review: SigningContext['review'];
  readonly proposals?: WriteContext['proposals'];
}

/** The world of writing a registry on this machine. */
export function createWriteContext(context: RegistryContext, facts: WriteFacts): WriteContext {
  const { files, environment, folder, now, openSigner, identifySigner, review, proposals } = facts;
  return {
    ...context,
    now,
    newId,
    openSigner,
    identifySigner,
    review,
    proposals,
    change: (target, prepare) =>
      changeRegistry(target, prepare, {
        files,
        environment,
        folder,
        now,
        warn: (warning) => context.notes?.warn(warning),
        openRegistry: (isWorkingTree) => context.openRegistry({ registry: target.registry, isWorkingTree }),
      }),
    packContent: (path) => packContent(files, folder, path),
    readInput: (path) =>
      readInput(files, resolve(folder, path), { shown: path, maxBytes: MAX_MANIFEST_BYTES }),
  };
}
