import { digestHex } from '../../core/index.ts';
import { invalid } from '../store/open-store.ts';
import { pack } from '../store/pack.ts';
import type { SharedParts } from '../store/part-keeper.ts';
import { DIGEST_DIGITS, partPath } from '../store/store-format.ts';
import type { IndexFile } from '../store/store-format.ts';

/** What became of the parts of a former index. */
export interface ChangedParts {
  readonly files: readonly IndexFile[];
  /** Paths of parts that nothing uses any more. */
  readonly gone: readonly string[];
  readonly shared: SharedParts;
}

/** Counts how often parts are used, from what a former index has on: what it has is not packed again. */
export class PartChanges {
  readonly #shared: SharedParts;
  readonly #has: (path: string) => boolean;
  readonly #changes = new Map<string, number>();
  readonly #files = new Map<string, IndexFile>();

  /** `has` tells of a path whether the former index has it. */
  constructor(shared: SharedParts, has: (path: string) => boolean) {
    this.#shared = shared;
    this.#has = has;
  }

  /** Uses a part once more; gives its digest. */
  readonly keep = (bytes: Uint8Array): string => {
    const digest = digestHex(bytes).slice(0, DIGEST_DIGITS);
    this.#count(digest, 1);
    const path = partPath(digest);
    if (!this.#files.has(digest) && !this.#has(path)) this.#files.set(digest, { path, bytes: pack(bytes) });
    return digest;
  };

  /** Uses a part once less. */
  release(digest: string): void {
    this.#count(digest, -1);
  }

  /** Errors: `HYPER_SEARCH_INDEX_INVALID` where more uses ended than there were. */
  end(): ChangedParts {
    const shared = new Map(this.#shared);
    const gone: string[] = [];
    for (const [digest, change] of this.#changes) {
      const uses = this.#formerUses(digest) + change;
      if (uses < 0) throw invalid('a part of the search index has fewer uses than it should');
      if (uses > 1) shared.set(digest, uses);
      else shared.delete(digest);
      if (uses === 0) gone.push(partPath(digest));
    }
    return { files: [...this.#files.values()], gone, shared };
  }

  #formerUses(digest: string): number {
    return this.#shared.get(digest) ?? (this.#has(partPath(digest)) ? 1 : 0);
  }

  #count(digest: string, change: number): void {
    this.#changes.set(digest, (this.#changes.get(digest) ?? 0) + change);
  }
}
