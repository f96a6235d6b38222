import type { FileChecker } from '../gate/index.ts';
import type {
  BuiltSite,
  CommitLog,
  KeptArtifacts,
  PairVerifier,
  RegistryStore,
  RepositoryHistory,
} from '../registry/index.ts';
import type { OperationContext } from './operation.ts';

/** Where the user says the registry is. */
export interface RegistryPlace {
  /** A folder at or below the registry's root, a bare repository, or a git URL; undefined: found from here upwards. */
  readonly registry: string | undefined;
  /** Absolute: what a relative address is relative to, in place of the current folder. */
  readonly folder?: string;
  /** Whether the working tree will be read: what that needs is then asked for early. Saves time alone. */
  readonly isWorkingTree?: boolean;
}

/** Port: remembers results by what they were made of. Losing it costs time, never truth. */
export interface ResultCache {
  /** The text kept under the key, or undefined. */
  read(key: string): string | undefined;
  /** Keeps the text, as far as the disk allows. */
  write(key: string, text: string): void;
  /** The same for bytes, which may be many. */
  readBytes(key: string): Uint8Array | undefined;
  writeBytes(key: string, bytes: Uint8Array): void;
}

/** A registry opened for reading. */
export interface OpenedRegistry {
  readonly store: RegistryStore;
  readonly commits: CommitLog;
  readonly checker: FileChecker;
  /** Undefined where no git program or no repository is there. */
  readonly history: RepositoryHistory | undefined;
  readonly pairVerifier: PairVerifier;
  readonly cache: ResultCache;
  /** Of whole answers (`keptOutcome`), outside of the repository. */
  readonly answers: ResultCache;
  /** Of what was verified, and of what verdicts rest on: outside of the repository, whose writers are whom verifying is about. */
  readonly verified: ResultCache;
  /** What was read of artifacts, outside of the repository as well. */
  readonly artifacts: KeptArtifacts;
  /** The absolute folder of its root; undefined where another machine holds it, or no repository. */
  readonly folder?: string;
  /** Absolute: where it was looked for; undefined as for `folder`. */
  readonly askedFolder?: string;
  /** The registry's root as people would write it from where they are. */
  readonly label: string;
  /** A path of this machine as a path from the registry's root; undefined where it lies outside. */
  toRegistryPath(path: string): string | undefined;
}

/** Opens registries; put together in `composition.ts`. */
export interface RegistryContext extends OperationContext {
  openRegistry(place: RegistryPlace): Promise<OpenedRegistry>;
  /** The built site that a place is, a folder or an https address; undefined for every other place. Errors: those of the network. */
  findSite(place: string): Promise<BuiltSite | undefined>;
}
