import type { Clock, Code } from '../../core/index.ts';
import type { KeyAlgorithm, KeyId, PublicKey } from '../../signing/index.ts';
import type { OperationContext } from '../operation.ts';

/** A private key on this machine, as far as it can be told without its passphrase. */
export interface StoredKey {
  /** The name of its file without the ending. */
  readonly name: string;
  /** Absolute path. */
  readonly path: string;
  readonly publicKey: PublicKey;
  /** As the file says; where it says nothing, when it was written. */
  readonly createdAt: Date;
  readonly isEncrypted: boolean;
}

/** A file among the keys that cannot be used, and why. */
export interface UnusableKey {
  readonly name: string;
  readonly path: string;
  readonly code: Code;
  readonly reason: string;
}

/** Port: the folder of the user's private keys. */
export interface KeyStore {
  /** Absolute path; it need not exist. */
  readonly folder: string;
  /** Every key, by name. Errors: `HYPER_FILE_UNREADABLE`. */
  list(): Promise<{ readonly keys: readonly StoredKey[]; readonly unusable: readonly UnusableKey[] }>;
  /** The path of the key that a name, a key id or a path means. Errors: `HYPER_KEY_NOT_FOUND`. */
  locate(key: string): Promise<string>;
  /** As `locate`, read. Errors: also `HYPER_KEY_FILE_EXPOSED` and those of reading key files. */
  find(key: string): Promise<StoredKey>;
  /**
   * Throws where a key of this name cannot be added, before anybody is asked for a passphrase: `HYPER_KEY_NAME_INVALID`,
   * `HYPER_KEY_EXISTS`, `HYPER_KEY_FOLDER_TRACKED`.
   */
  assertFree(name: string): Promise<void>;
  /**
   * Writes a key file, whole or not at all, readable by its owner alone, and never over another; returns its path.
   * Errors: those of `assertFree`, `HYPER_FILE_UNWRITABLE`, `HYPER_LOCKED`.
   */
  add(name: string, text: string): Promise<string>;
}

/** What the operations on keys need of the world. */
export interface KeyContext extends OperationContext {
  readonly keys: KeyStore;
  readonly now: Clock;
  /** A new passphrase for the key that `what` names; its user overwrites it. */
  newPassphrase(what: string): Promise<Uint8Array>;
}

/** A key as operations report it. */
export interface KeyFacts {
  readonly name: string;
  readonly keyId: KeyId;
  readonly algorithm: KeyAlgorithm;
  /** UTC, ISO 8601. */
  readonly createdAt: string;
  readonly isEncrypted: boolean;
  readonly path: string;
}

/** Pure. */
export function toKeyFacts({ name, publicKey, createdAt, isEncrypted, path }: StoredKey): KeyFacts {
  const { keyId, algorithm } = publicKey;
  return { name, keyId, algorithm, createdAt: `${createdAt.toISOString().slice(0, 19)}Z`, isEncrypted, path };
}
