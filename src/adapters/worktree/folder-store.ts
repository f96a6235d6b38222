import { opendirSync } from 'node:fs';
import { join } from 'node:path';
import { HyperError, comparePaths, compareText, toOneLine } from '../../core/index.ts';
import { WORKING_TREE } from '../../registry/index.ts';
import type {
  Blob,
  BlobRequest,
  FileVersions,
  RegistryStore,
  Revision,
  TreeChange,
  TreeEntry,
} from '../../registry/index.ts';
import { fileMode } from '../git/working-changes.ts';
import { childrenOf } from './folder-children.ts';
import { readWorkingFile, statWorkingFile, unreadable } from './working-file.ts';

const BATCH_FILES = 64;

/** A registry in a folder that no git repository holds: only the working tree can be read. */
export class FolderStore implements RegistryStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  resolveRevision(revision: string): Promise<Revision> {
    return Promise.reject(
      new HyperError(
        'HYPER_REPOSITORY_MISSING',
        `"${toOneLine(revision)}" needs a git repository, and this folder is in none`,
        {
          hint: 'git init && git add -A && git commit -m "Start the registry"',
        },
      ),
    );
  }

  currentRevision(): Promise<Revision> {
    return Promise.resolve(WORKING_TREE);
  }

  listTree(): Promise<readonly TreeEntry[]> {
    const entries: TreeEntry[] = [];
    walk(this.#folder, '', entries);
    entries.sort((left, right) => comparePaths(left.path, right.path));
    return Promise.resolve(entries);
  }

  async listFolders(_revision: Revision, folders: readonly string[]): Promise<readonly TreeEntry[]> {
    return childrenOf(await this.listTree(), folders);
  }

  async *readBlobs(requests: readonly BlobRequest[], maxBytes: number): AsyncGenerator<readonly Blob[]> {
    yield* readFiles(this.#folder, requests, maxBytes);
  }

  firstParents(): Promise<readonly string[]> {
    return Promise.reject(
      new HyperError(
        'HYPER_REPOSITORY_MISSING',
        'a history needs a git repository, and this folder is in none',
      ),
    );
  }

  listVersions(): Promise<FileVersions> {
    return Promise.resolve({ byPath: new Map(), cut: undefined });
  }

  diffTrees(): Promise<readonly TreeChange[]> {
    return Promise.reject(
      new HyperError(
        'HYPER_REPOSITORY_MISSING',
        'comparing revisions needs a git repository, and this folder is in none',
      ),
    );
  }
}

/** Reads files of the working tree in batches. */
export async function* readFiles(
  folder: string,
  requests: readonly BlobRequest[],
  maxBytes: number,
): AsyncGenerator<readonly Blob[]> {
  for (let first = 0; first < requests.length; first += BATCH_FILES) {
    const batch = requests.slice(first, first + BATCH_FILES);
    yield await Promise.resolve(
      batch.map((request) => ({
        request,
        ...readWorkingFile(join(folder, request.path), request.path, maxBytes),
      })),
    );
  }
}

function walk(folder: string, prefix: string, entries: TreeEntry[]): void {
  for (const name of namesIn(folder, prefix)) {
    if (prefix === '' && name === '.git') continue;
    const file = join(folder, name);
    const path = prefix + name;
    const stat = statWorkingFile(file, path);
    if (stat === undefined) continue;
    if (stat.isDirectory()) walk(file, `${path}/`, entries);
    else entries.push({ mode: modeOf(stat), oid: '', path, isUtf8: !path.includes('\ufffd') });
  }
}

function modeOf(stat: { isSymbolicLink(): boolean; isFile(): boolean; mode: number }): string {
  if (stat.isSymbolicLink()) return '120000';
  return stat.isFile() ? fileMode(stat.mode) : '000000';
}

function namesIn(folder: string, prefix: string): string[] {
  try {
    const directory = opendirSync(folder);
    const names: string[] = [];
    for (let entry = directory.readSync(); entry !== null; entry = directory.readSync())
      names.push(entry.name);
    directory.closeSync();
    return names.sort(compareText);
  } catch (error) {
    throw unreadable(prefix || '.', (error as NodeJS.ErrnoException).code ?? 'unknown error', error);
  }
}
