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

/** Pieces that were kept together, and are read one by one. */
export interface KeptPieces {
  readonly names: readonly string[];
  /** Undefined where there is none of that name, or it is not what was kept: `isDamaged` tells which. */
  read(name: string): Uint8Array | undefined;
  /** Whether a piece that was read is not what was kept. */
  readonly isDamaged: boolean;
}

/** Port: remembers results of many pieces, of which a few are wanted. Losing it costs time, never truth. */
export interface PieceCache {
  /** Undefined where nothing is kept under the key, or what is kept there is not whole. */
  openPieces(key: string): KeptPieces | undefined;
  /** Keeps the pieces, as far as the disk allows; names hold no blanks. */
  writePieces(key: string, pieces: ReadonlyMap<string, Uint8Array>): void;
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
  readonly pieces: PieceCache;
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
