import type { Clock, Digest } from '../../core/index.ts';
import type { PlannedEdit } from '../../lifecycle/index.ts';
import type { Snapshot } from '../../registry/index.ts';
import type { SigningParty } from '../../signing/index.ts';
import type { OpenedSigner, SigningContext } from '../signing/signing-context.ts';
import type { OpenedRegistry, RegistryContext } from '../world.ts';
import type { Proposals } from './proposal/proposals.ts';

/** What is done with a plan: shown, written into the working tree, or committed too. */
export type WriteMode = 'plan' | 'edit' | 'commit';

/** Where a change goes. */
export interface WriteTarget {
  /** As `--registry` takes it. */
  readonly registry: string | undefined;
  readonly mode: WriteMode;
  /**
   * The branch to commit to; undefined: the one that is checked out. A branch that is not checked out is read and
   * written without a working tree; one that is not there yet begins where HEAD is.
   */
  readonly branch: string | undefined;
}

/** Whom git commits as. */
export interface Actor {
  readonly name: string;
  readonly email: string;
}

/** The registry as it is where the change goes, for as long as nobody else of hyper writes to it. */
export interface WritePlace {
  readonly registry: OpenedRegistry;
  readonly snapshot: Snapshot;
  /** Undefined where git knows nobody. */
  readonly actor: Actor | undefined;
  /** The bytes of a file as they are there; undefined where there is none. Errors: `HYPER_FILE_UNREADABLE`. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** The newest committed version of a file that has other bytes. */
  readFormer(path: string, digest: Digest): Promise<Uint8Array | undefined>;
  /** Files that are otherwise than in the last commit, removed ones too: what a commit of their artifact takes along. */
  uncommitted(): Promise<readonly string[]>;
}

/** What a plan comes to. */
export interface PreparedChange {
  readonly edits: readonly PlannedEdit[];
  /** Files that are committed as they are beside the edits. */
  readonly carried: readonly string[];
  readonly message: string;
  /** True where the paths of the edits say where files really are, fan-out folders and all. */
  readonly isPlaced?: boolean;
}

/** What became of it. */
export interface WrittenChange {
  /** Full id; null where nothing was committed. */
  readonly commit: string | null;
  readonly branch: string | null;
}

/** Bytes that somebody wants to publish, packed. */
export interface PackedContent {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Files in the archive; 1 for a plain file. */
  readonly files: number;
}

/** What writing a registry needs of the world. */
export interface WriteContext extends RegistryContext {
  readonly now: Clock;
  /** A fresh UUIDv7. */
  newId(): string;
  /**
   * Runs the preparation on the registry as it is, alone among the writers of hyper, and makes its edits, whole or not at
   * all; in mode `plan` it makes none. No edits: nothing happens. Errors: `HYPER_LOCKED`, `HYPER_FILE_CHANGED`,
   * `HYPER_FILE_UNWRITABLE`, `HYPER_TRUST_READ_ONLY`, `HYPER_COMMIT_IMPOSSIBLE`, `HYPER_BRANCH_MOVED`, those of git and
   * of the preparation.
   */
  change(
    target: WriteTarget,
    prepare: (place: WritePlace) => Promise<PreparedChange>,
  ): Promise<WrittenChange>;
  /** Packs a file or a folder of this machine. Errors: `HYPER_PACK_MISSING`, `HYPER_PACK_UNSAFE`, `HYPER_PACK_TOO_LARGE`. */
  packContent(path: string): Promise<PackedContent>;
  /** The bytes of a small file that the user names. Errors: `HYPER_FILE_UNREADABLE`. */
  readInput(path: string): Promise<Uint8Array>;
  /** Opens the signer that the user asks for; undefined where none was asked for. */
  readonly openSigner: (() => Promise<OpenedSigner>) | undefined;
  /** Who that is, as far as it can be told without opening anything; its answer is undefined where it cannot. */
  readonly identifySigner?: (() => Promise<SigningParty | undefined>) | undefined;
  readonly review: SigningContext['review'];
  /** What proposing a change needs; undefined where nobody can ask for it. */
  readonly proposals?: Proposals | undefined;
}
