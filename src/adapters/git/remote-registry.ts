import { join } from 'node:path';
import { pathspec } from 'simple-git';
import { HyperError, digestHex } from '../../core/index.ts';
import { createStaging, replaceFolder, withLock } from '../files/index.ts';
import type { FilesContext } from '../files/index.ts';
import { toWriteError } from '../files/file-errors.ts';
import { DEFAULT_FETCH_LIMITS, watchFetch } from './fetch-limits.ts';
import type { FetchLimits } from './fetch-limits.ts';
import type { Environment } from './git-process.ts';
import { openSimpleGit } from './open-simple-git.ts';
import { parseRemoteAddress, showAddress } from './remote-address.ts';
import type { RemoteAddress } from './remote-address.ts';
import { toRemoteError } from './remote-error.ts';

export interface RemoteOptions {
  readonly files: FilesContext;
  readonly environment: Environment;
  /** The user's folder for things that may be lost, absolute (`cacheFolderOf`). */
  readonly cacheFolder: string;
  /** Takes what was fetched before, and asks nobody. */
  readonly isOffline: boolean;
  readonly limits?: FetchLimits;
  readonly signal?: AbortSignal;
  readonly progress?: (done: number, total: number, what: string) => void;
}

/** A bare repository on this machine that has the branches and tags of another one. */
export interface RemoteRegistry {
  /** Absolute. */
  readonly folder: string;
  /** False where it was not asked whether there is something new. */
  readonly isFresh: boolean;
}

/** Only branches and tags: a host's own refs, such as those of pull requests, are not part of a registry. */
const REFSPECS = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];
/** Another process may be fetching the same registry. */
const LOCK_WAIT_MS = 60_000;
/** Every fetch becomes one pack, so that its size can be watched. */
const SETTINGS = ['fetch.unpackLimit=1', 'http.followRedirects=initial', 'submodule.recurse=false'];
const MIRROR = 'mirror.git';
/** The command of git that takes in a pack. */
const PACK_READER = 'index-pack';

/**
 * Brings the repository at an address into the cache folder, whole or not at all, or brings the copy there up to date.
 * Nothing is checked out, no submodule is followed, no hook runs (ATTACKS G07, C05). Errors: `HYPER_REMOTE_ADDRESS`
 * before anything is started (G15), `HYPER_REMOTE_UNREACHABLE`, `HYPER_REMOTE_MISSING`, `HYPER_REMOTE_DENIED`,
 * `HYPER_REMOTE_TOO_LARGE`, `HYPER_INTERRUPTED`, `HYPER_LOCKED`, `HYPER_FILE_UNWRITABLE`, `HYPER_GIT_MISSING`,
 * `HYPER_GIT_FAILED`.
 */
export async function openRemoteRegistry(text: string, options: RemoteOptions): Promise<RemoteRegistry> {
  const address = parseRemoteAddress(text);
  const { fileSystem } = options.files;
  const place = join(options.cacheFolder, 'remotes', digestHex(address).slice(0, 32));
  const folder = join(place, MIRROR);
  try {
    if (options.isOffline) {
      if ((await fileSystem.stat(folder)) === undefined) throw neverFetched(address);
      return { folder, isFresh: false };
    }
    await makeFolders(options.files, place);
    await withLock(
      options.files,
      place,
      async () => {
        if ((await fileSystem.stat(folder)) === undefined) await clone(address, folder, options);
        else await update(address, folder, options);
      },
      { waitMs: LOCK_WAIT_MS },
    );
  } catch (error) {
    throw toWriteError(folder, error);
  }
  return { folder, isFresh: true };
}

async function clone(address: RemoteAddress, folder: string, options: RemoteOptions): Promise<void> {
  const staging = await createStaging(options.files, folder);
  try {
    await watched(address, staging, options, async (git) => {
      await git.clone(address, staging, ['--bare', '--no-local', '--no-recurse-submodules']);
    });
    await replaceFolder(options.files, staging, folder, (names) => names.length === 0);
  } catch (error) {
    await options.files.fileSystem.removeTree(staging).catch(() => undefined);
    throw error;
  }
}

async function update(address: RemoteAddress, folder: string, options: RemoteOptions): Promise<void> {
  await watched(address, folder, options, async (git) => {
    const quiet = ['--prune', '--force', '--atomic', '--no-recurse-submodules', '--update-head-ok'];
    await git.fetch([...quiet, pathspec(address, ...REFSPECS)]);
    const told = await git.listRemote(['--symref', pathspec(address, 'HEAD')]);
    const head = /^ref: (refs\/heads\/\S+)\tHEAD$/mu.exec(told)?.[1];
    const now = (await git.raw(['symbolic-ref', 'HEAD'])).trim();
    if (head !== undefined && head !== now) await git.raw(['symbolic-ref', 'HEAD', head]);
  });
}

/** Runs git in the folder within the limits; what goes wrong becomes an error of `openRemoteRegistry`. */
async function watched(
  address: RemoteAddress,
  folder: string,
  options: RemoteOptions,
  work: (git: ReturnType<typeof openSimpleGit>) => Promise<void>,
): Promise<void> {
  const limits = options.limits ?? DEFAULT_FETCH_LIMITS;
  const watch = watchFetch(options.files.fileSystem, folder, address, limits, options.signal);
  const { progress } = options;
  try {
    const git = openSimpleGit(folder, options.environment, {
      silenceMs: limits.silenceMs,
      signal: watch.signal,
      settings: SETTINGS,
      onProgress: ({ processed, total, stage }) => progress?.(processed, total, stage),
    });
    await work(git);
  } catch (error) {
    // Git that is killed leaves behind who takes in the pack, which goes on as long as the other side sends (G14).
    options.files.processes.killIn(folder, PACK_READER);
    throw watch.trouble() ?? toRemoteError(address, error);
  } finally {
    watch.stop();
  }
}

async function makeFolders(files: FilesContext, folder: string): Promise<void> {
  if ((await files.fileSystem.stat(folder)) !== undefined) return;
  await makeFolders(files, join(folder, '..'));
  await files.fileSystem.createFolder(folder);
}

function neverFetched(address: RemoteAddress): HyperError {
  return new HyperError('HYPER_REMOTE_UNREACHABLE', `"${showAddress(address)}" was never fetched here`, {
    hint: 'run it once with the network',
  });
}
