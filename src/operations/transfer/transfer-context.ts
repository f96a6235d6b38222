import type { OperationContext } from '../operation.ts';
import type { RegistryContext } from '../world.ts';
import type { TreeChange } from '../../registry/index.ts';

/** A file of an archive. */
export interface CarriedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly isExecutable: boolean;
}

/** A commit with what of its changes is carried. */
export interface CarriedCommit {
  /** The id that it has where it comes from. */
  readonly commit: string;
  readonly changes: readonly TreeChange[];
}

/** A history as one file that git reads (`git bundle`). */
export interface HistoryBundle {
  readonly bytes: Uint8Array;
  /** The new id of each commit, in their order: with other trees they are other commits. */
  readonly commits: readonly string[];
}

/** What writing an archive needs of the world. */
export interface ExportContext extends RegistryContext {
  /**
   * The commits with the trees that their changes come to, the words and people of each as they were, and without its
   * signature, which would not hold. The same history is the same bytes. `texts` are commit objects by id, `blobs` contents
   * by id.
   */
  bundleHistory(
    commits: readonly CarriedCommit[],
    texts: ReadonlyMap<string, Uint8Array>,
    blobs: ReadonlyMap<string, Uint8Array>,
  ): HistoryBundle;
  /** The files as a tar: the same files are the same bytes. */
  pack(files: readonly CarriedFile[]): Uint8Array;
  /** Writes a new file, whole or not at all. Errors: `HYPER_EXPORT_EXISTS`, `HYPER_FILE_UNWRITABLE`. */
  writeNew(path: string, bytes: Uint8Array): Promise<void>;
}

/** What bringing an archive back needs of the world. */
export interface ImportArchiveContext extends OperationContext {
  /** Reads a file of this machine and the files in it. Errors: `HYPER_FILE_UNREADABLE`, `HYPER_ARCHIVE_…`. */
  readArchive(path: string): Promise<readonly CarriedFile[]>;
  /**
   * Makes a repository of the bundle at the target, which must be absent or an empty folder, whole or not at all: only
   * where the bundle leads to exactly these files. Errors: `HYPER_EXPORT_ALTERED`, those of git and of writing.
   */
  restore(target: string, wish: RestoreWish): Promise<void>;
}

export interface RestoreWish {
  readonly bundle: Uint8Array;
  /** The commit that it must lead to. */
  readonly commit: string;
  readonly files: readonly CarriedFile[];
  readonly isBare: boolean;
  /** Makes it in a folder of its own, which it removes: errors are those of the target. */
  readonly isDryRun: boolean;
}
