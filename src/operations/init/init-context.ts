import type { PlannedText } from '../../lifecycle/index.ts';
import type { OperationContext } from '../operation.ts';

/** What became of a new registry's folder. */
export interface CreatedRepository {
  /** `created`: git was initialised here; `found`: the folder lies in a repository that was there before. */
  readonly repository: 'created' | 'found';
  /** The path of the folder from that repository's root, with forward slashes; empty at the root. */
  readonly prefix: string;
  /** Full id of the first commit; null where none was made. */
  readonly commit: string | null;
  /** Why there is no commit; null where there is one. */
  readonly uncommitted: 'not-asked' | 'has-history' | 'no-identity' | 'git-refused' | null;
}

/** What `init` needs of the world. */
export interface InitContext extends OperationContext {
  /** The version of hyper, which the new workflows install. */
  readonly version: string;
  /** A fresh UUIDv7. */
  newId(): string;
  /** The absolute path of a folder that the user named. */
  toAbsolute(folder: string): string;
  /** A place that the user named, as a file in the absolute folder names it: addresses stay, paths begin there. */
  fromFolder(folder: string, place: string): string;
  /**
   * Writes the files into a folder that is absent, empty or holds `.git` alone, all of them or none, initialises git where
   * no repository holds it, and commits where a message is given. Errors: `HYPER_INIT_REGISTRY_PRESENT`,
   * `HYPER_INIT_NOT_EMPTY`, `HYPER_FILE_UNWRITABLE`, `HYPER_LOCKED`, `HYPER_GIT_MISSING`, `HYPER_GIT_FAILED`.
   */
  createRepository(
    folder: string,
    files: readonly PlannedText[],
    message: string | undefined,
  ): Promise<CreatedRepository>;
  /** What `createRepository` would make of the folder without a message; writes nothing. Errors: as there. */
  tryRepository(folder: string): Promise<CreatedRepository>;
  /** Adds one file to a folder, which is made where it is absent. Errors: `HYPER_INIT_PROJECT_PRESENT`, `HYPER_FILE_UNWRITABLE`. */
  addProjectFile(folder: string, file: PlannedText): Promise<void>;
  /** Whether `addProjectFile` would add the file; writes nothing. Errors: as there. */
  tryProjectFile(folder: string, file: PlannedText): Promise<void>;
}
