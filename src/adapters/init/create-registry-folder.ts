import { Buffer } from 'node:buffer';
import { dirname, join, relative, sep } from 'node:path';
import { HyperError, toOneLine } from '../../core/index.ts';
import type { PlannedText } from '../../lifecycle/index.ts';
import type { CreatedRepository } from '../../operations/index.ts';
import {
  cleanLeftovers,
  createFolderWriter,
  createStaging,
  replaceFolder,
  withLock,
} from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';
import { claimOfLeftover } from '../files/claim.ts';
import { toWriteError } from '../files/file-errors.ts';
import { commitFirst, createRepository } from '../git/create-repository.ts';
import { locateRepository } from '../git/index.ts';
import type { Environment } from '../git/index.ts';
import { findRegistryRoot } from '../registry/find-root.ts';
import { fillFolder, INIT_JOURNAL, undoFilling } from './fill-folder.ts';

export interface NewFolderOptions {
  readonly files: FilesContext;
  readonly environment: Environment;
  /** Of the first commit; undefined makes none. */
  readonly message: string | undefined;
}

/**
 * Writes a new registry's folder, as `InitContext.createRepository` says. A folder that is absent is filled beside its
 * place, with its repository and its first commit, and then put there in one step; one that exists is filled in place,
 * under a lock and with a journal.
 */
export async function createRegistryFolder(
  folder: string,
  files: readonly PlannedText[],
  options: NewFolderOptions,
): Promise<CreatedRepository> {
  try {
    const real = await presentFolder(options.files, folder);
    if (real === undefined) return await makeFolder(folder, files, options);
    return await useFolder(real, files, options);
  } catch (error) {
    throw toWriteError(folder, error);
  }
}

/** As `InitContext.tryRepository` says. */
export async function tryRegistryFolder(
  folder: string,
  { files, environment }: Omit<NewFolderOptions, 'message'>,
): Promise<CreatedRepository> {
  try {
    const real = await presentFolder(files, folder);
    const near = real ?? (await nearestFolder(files, dirname(folder)));
    if (real === undefined) assertNoRegistryAbove(near);
    else await assertUsable(files, real);
    const location = await locateRepository(near, environment);
    const below = relative(near, real ?? folder)
      .split(sep)
      .flatMap((name) => (name === '' ? [] : [`${name}/`]));
    const prefix = location === undefined ? '' : [location.prefix, ...below].join('');
    return {
      repository: location === undefined ? 'created' : 'found',
      prefix,
      commit: null,
      uncommitted: 'not-asked',
    };
  } catch (error) {
    throw toWriteError(folder, error);
  }
}

/** Where the folder really is; undefined where there is none yet. */
async function presentFolder({ fileSystem }: FilesContext, folder: string): Promise<string | undefined> {
  const stat = await fileSystem.stat(folder);
  if (stat === undefined) return undefined;
  const real = stat.kind === 'symlink' ? await fileSystem.realPath(folder) : folder;
  if ((await fileSystem.stat(real))?.kind === 'folder') return real;
  throw notEmpty(folder, 'is no folder');
}

async function makeFolder(
  folder: string,
  files: readonly PlannedText[],
  options: NewFolderOptions,
): Promise<CreatedRepository> {
  const context = options.files;
  const above = await nearestFolder(context, dirname(folder));
  assertNoRegistryAbove(above);
  const location = await locateRepository(above, options.environment);
  const staging = await createStaging(context, folder);
  try {
    const writer = createFolderWriter(context.fileSystem, staging);
    for (const { path, text } of files) await writer.write(path, Buffer.from(text));
    if (location === undefined) await createRepository(staging, options.environment);
    const early = location === undefined ? await commit(staging, files, options) : undefined;
    await replaceFolder(context, staging, folder, (names) => names.length === 0);
    const prefix = await prefixOf(folder, options.environment);
    if (early !== undefined) return { repository: 'created', prefix, ...early };
    return { repository: 'found', prefix, ...(await commit(folder, files, options)) };
  } catch (error) {
    await context.fileSystem.removeTree(staging).catch(() => undefined);
    throw error;
  }
}

async function useFolder(
  folder: string,
  files: readonly PlannedText[],
  options: NewFolderOptions,
): Promise<CreatedRepository> {
  const context = options.files;
  await assertUsable(context, folder);
  const location = await locateRepository(folder, options.environment);
  await withLock(context, folder, async () => {
    await cleanLeftovers(context, folder);
    await undoFilling(context, folder);
    await assertUsable(context, folder);
    await fillFolder(context, folder, files, async () => {
      if (location !== undefined) return;
      try {
        await createRepository(folder, options.environment);
      } catch (error) {
        await context.fileSystem.removeTree(join(folder, '.git'));
        throw error;
      }
    });
  });
  return {
    repository: location === undefined ? 'created' : 'found',
    prefix: await prefixOf(folder, options.environment),
    ...(await commit(folder, files, options)),
  };
}

type CommitOutcome = Pick<CreatedRepository, 'commit' | 'uncommitted'>;

async function commit(
  folder: string,
  files: readonly PlannedText[],
  { message, environment }: NewFolderOptions,
): Promise<CommitOutcome> {
  if (message === undefined) return { commit: null, uncommitted: 'not-asked' };
  return commitFirst(
    folder,
    files.map((file) => file.path),
    message,
    environment,
  );
}

/** Throws unless the folder holds nothing but what `init` itself or git puts there; a killed run's files are no matter. */
async function assertUsable(context: FilesContext, folder: string): Promise<void> {
  const names = await context.fileSystem.list(folder);
  if (names.includes(INIT_JOURNAL)) return;
  if (names.includes('registry.yaml')) throw present(folder);
  assertNoRegistryAbove(dirname(folder));
  const [foreign] = names.filter((name) => name !== '.git' && !isOurs(name));
  if (foreign !== undefined) throw notEmpty(folder, `holds "${toOneLine(foreign)}"`);
}

function isOurs(name: string): boolean {
  return name.startsWith('.hyper-lock.') || claimOfLeftover(name) !== undefined;
}

function assertNoRegistryAbove(folder: string): void {
  const root = findRegistryRoot(folder);
  if (root !== undefined) throw present(root);
}

async function nearestFolder(context: FilesContext, folder: string): Promise<string> {
  const stat = await context.fileSystem.stat(folder);
  if (stat === undefined && dirname(folder) !== folder) return nearestFolder(context, dirname(folder));
  return folder;
}

async function prefixOf(folder: string, environment: Environment): Promise<string> {
  return (await locateRepository(folder, environment))?.prefix ?? '';
}

function present(folder: string): HyperError {
  return new HyperError('HYPER_INIT_REGISTRY_PRESENT', `"${toOneLine(folder)}" is a registry already`, {
    hint: 'work with it (hyper validate), or name another folder',
  });
}

function notEmpty(folder: string, why: string): HyperError {
  return new HyperError('HYPER_INIT_NOT_EMPTY', `"${toOneLine(folder)}" ${why}, expected an empty folder`, {
    hint: 'name a folder that is empty or not there yet',
  });
}
