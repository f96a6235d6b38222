import type { PackageRegistry } from '../../registry/index.ts';
import type { OperationContext } from '../operation.ts';
import type { RegistryContext } from '../world.ts';

/** How a registry is opened for a consumer. */
export interface OpenPackagesOptions {
  /** A commit, branch, tag or date; undefined reads what is there now. */
  readonly at: string | undefined;
  /** Absolute: what a relative address is relative to; undefined: the current folder. */
  readonly folder: string | undefined;
  readonly countsDownloads: boolean;
}

/** Port: opens registries as consumers read them, in a folder, in a git repository, or as a built site. */
export interface PackagesContext extends OperationContext {
  /** The address: a folder, a git URL or the https address of a built site; undefined: the registry around the current folder. */
  openPackages(address: string | undefined, options: OpenPackagesOptions): Promise<PackageRegistry>;
}

/** Port: the files of a project. Paths that come back are absolute. */
export interface ProjectFiles {
  /** The file named, or the nearest `hyper.yaml` from the current folder upwards; undefined where there is none. */
  find(named: string | undefined): string | undefined;
  /** The file named from the current folder, or else the lock beside the project. */
  lockOf(project: string | undefined, named: string | undefined): string;
  folderOf(path: string): string;
  /** The path as people would write it from where they are. */
  show(path: string): string;
  read(path: string): Promise<Uint8Array | undefined>;
  /** Whole or not at all, with no other hyper writing to the folder, and only where the file still is what was read:
   *  undefined where there was none. Errors: `HYPER_FILE_CHANGED`. */
  write(path: string, text: string, former: Uint8Array | undefined): Promise<void>;
}

/** What operations on dependencies need of the world. */
export interface DepsContext extends RegistryContext, PackagesContext {
  readonly files: ProjectFiles;
}

/** What every operation on dependencies takes. */
export interface DepsInput {
  /** The registry that is read where the project names none. */
  readonly registry: string | undefined;
  /** True where a flag of this very command names it. */
  readonly isRegistryFlag: boolean;
  /** The namespace that bare names are looked up in first. */
  readonly namespace: string | undefined;
  readonly project: string | undefined;
  readonly lock: string | undefined;
  readonly at: string | undefined;
}
