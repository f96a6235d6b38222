import type { Blob, BlobRequest, RegistryStore, TreeEntry } from '../../src/registry/index.ts';
import type { Files } from './write-files.ts';

/** Contents by object id or path, as bytes of any kind; the rest of a store is not there. */
export function bytesStore(files: Files): Pick<RegistryStore, 'readBlobs'> & RegistryStore {
  const absent = (): never => {
    throw new Error('this store only reads');
  };
  return {
    resolveRevision: absent,
    currentRevision: absent,
    listTree: absent,
    listFolders: absent,
    listVersions: absent,
    diffTrees: absent,
    firstParents: absent,
    readBlobs: async function* (requests: readonly BlobRequest[]): AsyncGenerator<readonly Blob[]> {
      for (const request of requests) {
        const bytes = Buffer.from(files[request.oid] ?? files[request.path] ?? '');
        yield await Promise.resolve([{ request, size: bytes.length, bytes }]);
      }
    },
  };
}

/** The entry of a file; its id is made of its path. */
export function entryOf(path: string): TreeEntry {
  return { mode: '100644', oid: path, path, isUtf8: true };
}
