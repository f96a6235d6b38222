import { digestHex } from '../../core/index.ts';
import { pack } from './pack.ts';
import { DIGEST_DIGITS, partPath } from './store-format.ts';
import type { IndexFile } from './store-format.ts';

/** How often parts are used that are used more than once, by digest: who replaces one of them leaves the others what they had. */
export type SharedParts = ReadonlyMap<string, number>;

/** Keeps parts by their digest, each once, however many places name it. */
export class PartKeeper {
  readonly #shared = new Map<string, number>();
  readonly #kept = new Set<string>();
  #files: IndexFile[] = [];

  /** Stores a part on its own; gives the digest by which it is read. */
  readonly keep = (bytes: Uint8Array): string => {
    const digest = digestHex(bytes).slice(0, DIGEST_DIGITS);
    if (this.#kept.has(digest)) this.#shared.set(digest, (this.#shared.get(digest) ?? 1) + 1);
    else this.#files.push({ path: partPath(digest), bytes: pack(bytes) });
    this.#kept.add(digest);
    return digest;
  };

  get shared(): SharedParts {
    return this.#shared;
  }

  /** Whether there are files that were not taken. */
  get hasFiles(): boolean {
    return this.#files.length > 0;
  }

  /** The files since the last call. */
  take(): IndexFile[] {
    const files = this.#files;
    this.#files = [];
    return files;
  }
}
