import { realpathSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { HyperError, digestHex } from '../../core/index.ts';
import type { FileChecker } from '../../gate/index.ts';
import type { OpenedRegistry, PieceCache, ResultCache } from '../../operations/index.ts';
import { LaidOutStore, NOTHING_KEPT } from '../../registry/index.ts';
import type {
  CommitLog,
  KeptArtifacts,
  PairVerifier,
  RegistryStore,
  RepositoryHistory,
} from '../../registry/index.ts';
import { inPlace, LaidOutLog, toLogicalPlace } from './laid-out.ts';
import {
  GitCommitLog,
  GitHistory,
  GitStore,
  NO_COMMITS,
  locatePlain,
  locateRepository,
} from '../git/index.ts';
import type { Environment, GitLocation } from '../git/index.ts';
import { isSiteFolder } from './is-site.ts';
import { builtSite, missing } from './no-registry.ts';
import { believedFolderOf } from '../system/index.ts';
import { ThreadedChecker, ThreadedVerifier } from '../workers/index.ts';
import { FolderStore } from '../worktree/index.ts';
import { isRemoteAddress, showAddress, splitRegistryAddress } from '../git/remote-address.ts';
import { locateInBare } from '../git/registry-in-bare.ts';
import { ArtifactFiles } from './artifact-files.ts';
import { beginReads } from './begin-reads.ts';
import { FileCache, NO_CACHE } from './file-cache.ts';
import { findRegistryRoot } from './find-root.ts';

export interface OpenOptions {
  readonly environment: Environment;
  /** The current folder. */
  readonly folder: string;
  /** The built check worker; undefined checks on one thread. */
  readonly worker: URL | undefined;
  /** Whether the working tree will be read. */
  readonly isWorkingTree: boolean;
  /** Names the build of hyper: results of another build are not believed. */
  readonly buildId: string;
  /** Of the user; undefined on systems without such numbers. */
  readonly userId: number | undefined;
  /** Brings a registry of another machine here; gives the folder of a bare repository. */
  readonly fetchRemote: (address: string) => Promise<string>;
  readonly progress?: (done: number, total: number) => void;
}

/**
 * Opens the registry in or above a folder, in a bare repository, or at the address of a git repository (`ADDRESS`, or
 * `ADDRESS#folder` where it holds several): through git where it is installed, through isomorphic-git where not, and from
 * the disk alone where no repository holds it.
 * Errors: `HYPER_REGISTRY_MISSING`, those of git.
 */
export async function openRegistry(place: string | undefined, options: OpenOptions): Promise<OpenedRegistry> {
  if (place !== undefined && isRemoteAddress(place)) {
    const { address, folder } = splitRegistryAddress(place);
    const mirror = await options.fetchRemote(address);
    const opened = await openStore(mirror, options, folder);
    return { ...opened, label: showAddress(place), toRegistryPath: pathMapper(mirror, options.folder) };
  }
  const asked = resolve(options.folder, place ?? '.');
  const stat = statSync(asked, { throwIfNoEntry: false });
  const root = stat === undefined ? undefined : findRegistryRoot(asked);
  if (root === undefined && isSiteFolder(asked)) throw builtSite(place ?? '.');
  if (root === undefined && stat?.isDirectory() !== true) throw missing(place ?? '.');
  const opened = await openStore(root ?? asked, options);
  if (root === undefined && !opened.isBare) throw missing(place ?? '.');
  return {
    ...opened,
    ...(opened.isBare ? {} : { askedFolder: asked, folder: root ?? asked }),
    label: place ?? labelOf(options.folder, root ?? asked),
    toRegistryPath: pathMapper(root ?? asked, options.folder),
  };
}

interface OpenedStore {
  readonly store: RegistryStore;
  /** Whether a repository without a working tree holds it. */
  readonly isBare: boolean;
  readonly commits: CommitLog;
  readonly history: RepositoryHistory | undefined;
  readonly checker: FileChecker;
  readonly pairVerifier: PairVerifier;
  readonly cache: ResultCache;
  readonly pieces: PieceCache;
  readonly answers: ResultCache;
  readonly verified: ResultCache;
  readonly artifacts: KeptArtifacts;
}

/** Of a registry without a git that can be asked. */
const WITHOUT_GIT = {
  isBare: false,
  history: undefined,
  commits: NO_COMMITS,
  cache: NO_CACHE,
  pieces: NO_CACHE,
  answers: NO_CACHE,
  verified: NO_CACHE,
  artifacts: NOTHING_KEPT,
};

/** `folder` is that of the registry in a bare repository; undefined looks for it. */
async function openStore(root: string, options: OpenOptions, folder?: string): Promise<OpenedStore> {
  let location: GitLocation | undefined;
  const plain = locatePlain(root, options.environment);
  const begun = beginReads(root, options, plain);
  try {
    // Where git does not start, only asking it tells why.
    location = (begun.isStarted ? plain : undefined) ?? (await locateRepository(root, options.environment));
    if (location?.isBare === true)
      location = await locateInBare(location, folder, begun.reader, options.environment);
  } catch (error) {
    if (!(error instanceof HyperError) || error.code !== 'HYPER_GIT_MISSING') throw error;
    const { openIsomorphicStore } = await import('../git/isomorphic-store.ts');
    const store = new LaidOutStore((await openIsomorphicStore(root)) ?? new FolderStore(root));
    return { store, ...onOneThread(store, options), ...WITHOUT_GIT };
  }
  if (location === undefined) {
    const store = new LaidOutStore(new FolderStore(root));
    return { store, ...onOneThread(store, options), ...WITHOUT_GIT };
  }
  const git = new GitStore(location, options.environment, begun);
  const cache = openKept('registry', location, options);
  const store = new LaidOutStore(git);
  const alone = onOneThread(store, options);
  const threads = {
    checker: new ThreadedChecker(git, options),
    pairVerifier: new ThreadedVerifier(git, options),
  };
  const commits = new LaidOutLog(new GitCommitLog(location, options.environment));
  const history = new GitHistory(location, options.environment);
  const verified = openKept('verified', location, options);
  const answers = openKept('answers', location, options);
  const artifacts = openArtifacts(location, options);
  const isBare = location.isBare;
  return {
    store,
    commits,
    history,
    isBare,
    ...inPlace(threads, alone),
    cache,
    pieces: cache,
    answers,
    verified,
    artifacts,
  };
}

/** Small, and of many questions. */
const MAX_ANSWERS = 512;

/**
 * One folder for each repository and build, in the user's cache: blob ids of one clone say nothing of another, and what
 * comes with a clone, or with its git folder, vouches for nothing.
 */
function openKept(
  area: 'answers' | 'registry' | 'verified',
  { gitFolder }: GitLocation,
  { environment, buildId, userId }: OpenOptions,
): ResultCache & PieceCache {
  const folder = believedFolderOf(environment);
  if (folder === undefined) return NO_CACHE;
  const place = (): string => join(folder, area, repositoryName(gitFolder), buildId);
  return new FileCache(place, userId, area === 'answers' ? MAX_ANSWERS : undefined);
}

function openArtifacts(
  { gitFolder }: GitLocation,
  { environment, buildId, userId }: OpenOptions,
): KeptArtifacts {
  const folder = believedFolderOf(environment);
  if (folder === undefined) return NOTHING_KEPT;
  return new ArtifactFiles({
    folder: () => join(folder, 'artifacts', repositoryName(gitFolder)),
    buildId,
    userId,
  });
}

function repositoryName(gitFolder: string): string {
  return digestHex(gitFolder).slice(0, 32);
}

function onOneThread(
  store: RegistryStore,
  { progress }: OpenOptions,
): { checker: FileChecker; pairVerifier: PairVerifier } {
  return {
    checker: {
      check: async (entries, names) => {
        const { checkFiles } = await import('../../gate/check-files.ts');
        return checkFiles(store, entries, names, (done) => progress?.(done, entries.length));
      },
      examine: async (entries, names, signing) => {
        const { examineAlone } = await import('../../gate/examine-files.ts');
        return examineAlone(store, entries, names, signing, (done) => progress?.(done, entries.length));
      },
    },
    pairVerifier: {
      verify: async (pairs, plan) => {
        const { verifyPairs } = await import('../../registry/trust/verify-pairs.ts');
        return verifyPairs(store, pairs, plan, (done) => progress?.(done, pairs.length));
      },
    },
  };
}

function pathMapper(root: string, folder: string): (path: string) => string | undefined {
  return (path) => {
    const from = relative(realpathSync(root), real(resolve(folder, path)));
    if (from === '..' || from.startsWith(`..${sep}`)) return undefined;
    return toLogicalPlace(from.split(sep).join('/'));
  };
}

/** The real path of what exists; of what does not, the real path of its folder with the name. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function labelOf(folder: string, root: string): string {
  return relative(folder, root) || '.';
}
