import type { Clock, Digest } from '../../core/index.ts';
import type { FieldChange } from '../../registry/index.ts';
import type { SignatureBundle, Signer, SigningParty, Statement } from '../../signing/index.ts';
import type { ListedParties } from './named-signers.ts';
import type { RegistryContext, RegistryPlace } from '../world.ts';

/** Port: who signs, opened once for all files of a run. */
export interface OpenedSigner extends Signer {
  /** In words: a key id, or an identity with its issuer. */
  readonly name: string;
  /** Set where there is no key: who the certificate speaks for. */
  readonly identity?: { readonly issuer: string; readonly subject: string };
  /**
   * Whether this signer made the bundle, verified and not only claimed; `weaker` where it did, without a log entry or a
   * timestamp that it would add now.
   */
  judge(bundle: SignatureBundle): Promise<'own' | 'weaker' | 'other'>;
}

/** A file to write, by its path from the registry's root. */
export interface SignatureFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Port: the files of a registry's working tree. */
export interface RegistryFiles {
  /** The bytes at a path; undefined where there is no file. Errors: `HYPER_FILE_UNREADABLE`. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** The newest committed version of a file that has other bytes; undefined where there is none, or no git. */
  readFormer(path: string, digest: Digest): Promise<Uint8Array | undefined>;
  /**
   * Runs the work while no other hyper writes to the registry, then writes the files it gives, each whole or not at all,
   * and none before all are on the disk. Errors: `HYPER_LOCKED`, `HYPER_FILE_UNWRITABLE`, `HYPER_PATH_UNSAFE`.
   */
  write(work: () => Promise<readonly SignatureFile[]>): Promise<void>;
}

/** What a signer is shown of a file before it signs (ATTACKS S25). */
export interface ShownFile {
  readonly path: string;
  readonly digest: Digest;
  readonly statement: Statement;
  /** What the file is compared with: a path, a version, or null for a first one. */
  readonly comparedWith: string | null;
  readonly changes: readonly FieldChange[];
  /** Whose signatures the file says will count, all of them, whatever it is compared with; null where it says nothing of it. */
  readonly named: ListedParties | null;
}

/** What signing needs of the world. */
export interface SigningContext extends RegistryContext {
  readonly now: Clock;
  /** The files of the registry that the user means. Errors: `HYPER_REGISTRY_MISSING` where it has no working tree. */
  openFiles(place: RegistryPlace): Promise<RegistryFiles>;
  /** Opens the signer; asks for a passphrase at most once. Errors: those of keys and of Sigstore. */
  openSigner(): Promise<OpenedSigner>;
  /** Who would sign, as far as that can be told without opening anything; undefined where it cannot. */
  identifySigner(): Promise<SigningParty | undefined>;
  /** Shows what will be signed, and by whom; false where a person says no. */
  review(files: readonly ShownFile[], signer: string): Promise<boolean>;
}
