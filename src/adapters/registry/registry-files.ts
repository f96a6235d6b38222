import { dirname, join, resolve } from 'node:path';
import { HyperError, digestOf, mapConcurrently, toOneLine } from '../../core/index.ts';
import type { Digest } from '../../core/index.ts';
import { parseDocument } from '../../document/index.ts';
import type { RegistryFiles } from '../../operations/index.ts';
import { fanOutOfValue, toPhysicalPath } from '../../registry/index.ts';
import { cleanLeftovers, withEditLock, writeFilesTogether } from '../files/index.ts';
import { settleCommit } from '../write/commit-journal.ts';
import type { FilesContext } from '../files/index.ts';
import { errnoOf } from '../files/file-errors.ts';
import { safeSegments } from '../files/safe-path.ts';
import { runGit } from '../git/index.ts';
import type { Environment } from '../git/index.ts';
import { isRemoteAddress } from '../git/remote-address.ts';
import { findRegistryRoot } from './find-root.ts';

/** Commits of a file that are looked through for its former version. */
const MAX_COMMITS = 32;
const CONCURRENCY = 16;

export interface FilesOptions {
  readonly files: FilesContext;
  readonly environment: Environment;
  /** The current folder. */
  readonly folder: string;
}

/** The files of the registry in or above a folder. Errors: `HYPER_REGISTRY_MISSING` where it has no working tree. */
export function openRegistryFiles(place: string | undefined, options: FilesOptions): RegistryFiles {
  const isRemote = place !== undefined && isRemoteAddress(place);
  const root = isRemote ? undefined : findRegistryRoot(resolve(options.folder, place ?? '.'));
  if (root === undefined) {
    throw new HyperError(
      'HYPER_REGISTRY_MISSING',
      `"${toOneLine(place ?? '.')}" has no working tree to write signatures into`,
      { hint: 'clone the registry, and name the folder of the clone with --registry' },
    );
  }
  return createRegistryFiles(root, options);
}

function createRegistryFiles(root: string, { files, environment }: FilesOptions): RegistryFiles {
  let placing: Promise<(path: string) => string> | undefined;
  const toPlace = async (path: string): Promise<string> => {
    placing ??= openPlaces(files, root);
    return (await placing)(path);
  };
  const read = async (path: string): Promise<Uint8Array | undefined> => {
    try {
      return await files.fileSystem.readFile(join(root, ...safeSegments(await toPlace(path))));
    } catch (error) {
      if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return undefined;
      if (errnoOf(error) === undefined) throw error;
      throw new HyperError('HYPER_FILE_UNREADABLE', `cannot read "${toOneLine(path)}"`, { cause: error });
    }
  };
  return {
    read,
    readFormer: async (path, digest) => readFormer(root, environment, await toPlace(path), digest),
    write: (work) =>
      // What a killed change would still do to a file is done before the file is signed, never after it.
      withEditLock(files, root, async () => {
        await settleCommit(files, { folder: root, environment });
        const asked = await work();
        const written = await mapConcurrently(asked, CONCURRENCY, async (file) => ({
          ...file,
          path: await toPlace(file.path),
        }));
        const folders = new Set(written.map(({ path }) => dirname(join(root, path))));
        await mapConcurrently([...folders], CONCURRENCY, async (folder) => {
          if ((await files.fileSystem.stat(folder)) !== undefined) await cleanLeftovers(files, folder);
        });
        await writeFilesTogether(files, root, written);
      }),
  };
}

/** Where files lie, as registry.yaml of the working tree says; texts, which may be a namespace's, are not asked for. */
async function openPlaces(files: FilesContext, root: string): Promise<(path: string) => string> {
  const bytes = await files.fileSystem.readFile(join(root, 'registry.yaml')).catch(() => undefined);
  const fanOut = fanOutOfValue(bytes === undefined ? undefined : parseDocument(bytes).document?.value);
  const layout = { isFannedOut: (name: string) => fanOut.has(name), isNamespaceFolder: () => false };
  return (path) => toPhysicalPath(path, layout);
}

async function readFormer(
  root: string,
  environment: Environment,
  path: string,
  digest: Digest,
): Promise<Uint8Array | undefined> {
  const options = { folder: root, environment };
  const run = (args: readonly string[]): ReturnType<typeof runGit> =>
    runGit(args, options).catch(() => ({ status: 1, stdout: Buffer.alloc(0), stderr: '' }));
  const log = await run(['log', '--format=%H', `--max-count=${String(MAX_COMMITS)}`, 'HEAD', '--', path]);
  if (log.status !== 0) return undefined;
  for (const commit of log.stdout.toString('utf8').split('\n')) {
    if (commit === '') continue;
    const { status, stdout } = await run(['cat-file', 'blob', `${commit}:./${path}`]);
    if (status === 0 && digestOf(stdout) !== digest) return stdout;
  }
  return undefined;
}
