import { createProcessTable, randomToken } from '../system/index.ts';
import type { ProcessTable, RunningProcess } from '../system/index.ts';
import type { FileSystem } from './file-system.ts';
import { nodeFileSystem } from './node-file-system.ts';

/** What every writer of this folder needs; tests give a file system that fails on purpose. */
export interface FilesContext {
  readonly fileSystem: FileSystem;
  readonly processes: ProcessTable;
  /** Gives 12 random hex digits. */
  readonly token: () => string;
}

/** The context of the real machine; the composition root passes node's `process`. */
export function createFilesContext(current: RunningProcess): FilesContext {
  return { fileSystem: nodeFileSystem, processes: createProcessTable(current), token: () => randomToken() };
}
