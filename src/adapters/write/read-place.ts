import { Buffer } from 'node:buffer';
import { dirname, join } from 'node:path';
import { HyperError, MAX_MANIFEST_BYTES, digestOf, toOneLine } from '../../core/index.ts';
import type { OpenedRegistry, WritePlace } from '../../operations/index.ts';
import { WORKING_TREE, layoutOf, loadSnapshot, toPhysicalPath } from '../../registry/index.ts';
import type { Revision } from '../../registry/index.ts';
import type { FilesContext } from '../files/index.ts';
import { errnoOf } from '../files/file-errors.ts';
import { safeSegments } from '../files/safe-path.ts';
import { openRegistryFiles } from '../registry/index.ts';
import type { Environment } from '../git/index.ts';

/** Blobs that a deletion takes along are at most this large. */
const MAX_READ_BYTES = 16 * MAX_MANIFEST_BYTES;

export interface PlaceOptions {
  readonly files: FilesContext;
  readonly environment: Environment;
  readonly registry: OpenedRegistry;
  readonly actor: WritePlace['actor'];
}

/** The working tree of a registry, as a plan sees it. */
export async function readWorkingTree(root: string, options: PlaceOptions): Promise<WritePlace> {
  const { files, environment, registry, actor } = options;
  const { store } = registry;
  const revision = await store.currentRevision('list');
  const snapshot = await loadSnapshot(store, revision);
  const layout = layoutOf(snapshot.registry, snapshot.index);
  return {
    registry,
    actor,
    snapshot,
    read: (path) => readFile(files, root, toPhysicalPath(path, layout)),
    readFormer: (path, digest) =>
      openRegistryFiles(root, { files, environment, folder: root }).readFormer(path, digest),
    uncommitted: async () => {
      const head = await headOf(store);
      if (head === undefined || revision.commit !== null) return [];
      const changes = await store.diffTrees(head, WORKING_TREE);
      return changes.map(({ path }) => path);
    },
  };
}

/** A commit of a registry, as a plan sees it. */
export async function readCommit(commit: string, { registry, actor }: PlaceOptions): Promise<WritePlace> {
  const { store } = registry;
  const revision = await store.resolveRevision(commit);
  const read = (path: string): Promise<Uint8Array | undefined> => readBlob(store, revision, path);
  return {
    registry,
    actor,
    snapshot: await loadSnapshot(store, revision),
    read,
    readFormer: async (path, digest) => {
      const bytes = await read(path);
      return bytes === undefined || digestOf(bytes) === digest ? undefined : bytes;
    },
    uncommitted: () => Promise.resolve([]),
  };
}

async function readFile(
  { fileSystem }: FilesContext,
  root: string,
  path: string,
): Promise<Uint8Array | undefined> {
  try {
    return await fileSystem.readFile(join(root, ...safeSegments(path)));
  } catch (error) {
    const errno = errnoOf(error);
    if (errno === 'ENOENT' || errno === 'ENOTDIR') return undefined;
    if (errno === undefined) throw error;
    throw new HyperError('HYPER_FILE_UNREADABLE', `cannot read "${toOneLine(path)}"`, { cause: error });
  }
}

async function readBlob(
  store: OpenedRegistry['store'],
  revision: Revision,
  path: string,
): Promise<Uint8Array | undefined> {
  const folder = dirname(path) === '.' ? '' : dirname(path);
  const entry = (await store.listFolders(revision, [folder])).find((one) => one.path === path);
  if (entry?.mode.startsWith('100') !== true) return undefined;
  for await (const blobs of store.readBlobs([entry], MAX_READ_BYTES)) {
    const bytes = blobs[0]?.bytes;
    if (bytes !== undefined) return Buffer.from(bytes);
  }
  throw new HyperError('HYPER_FILE_UNREADABLE', `cannot read "${toOneLine(path)}"`);
}

async function headOf(store: OpenedRegistry['store']): Promise<Revision | undefined> {
  try {
    return await store.resolveRevision('HEAD');
  } catch (error) {
    if (error instanceof HyperError) return undefined;
    throw error;
  }
}
