import { flatCopy } from '../core/index.ts';
import type { Diagnostic } from '../core/index.ts';
import type { Manifest } from '../manifest/index.ts';
import { roleOf } from '../registry/index.ts';
import type { TreeEntry } from '../registry/index.ts';
import { checkFile, maxBytesOf, tooLarge } from './check-file.ts';
import type { Surroundings } from './rule.ts';

/** What checking files found, in a form that is cheap to send between threads. */
export interface FileFindings {
  readonly diagnostics: readonly Diagnostic[];
  /** Ids of faultless releases, each with the number of its entry in the request. */
  readonly ids: readonly string[];
  readonly idEntries: ArrayLike<number>;
  readonly counts: FileCounts;
}

export interface FileCounts {
  readonly files: number;
  readonly bytes: number;
  readonly manifests: number;
  readonly releases: number;
  /** Manifests that the fast path gave up on. */
  readonly fallbacks: number;
}

/** Checks files one after the other, and counts what was found. */
export class FileTally implements FileFindings {
  readonly diagnostics: Diagnostic[] = [];
  readonly ids: string[] = [];
  readonly idEntries: number[] = [];
  readonly #surroundings: Surroundings;
  readonly #counts = { files: 0, bytes: 0, manifests: 0, releases: 0, fallbacks: 0 };

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  get counts(): FileCounts {
    return this.#counts;
  }

  /** Checks the file with this number in the request; gives the manifest that it is, undefined where it has none. */
  add(entry: TreeEntry, number: number, size: number, bytes: Uint8Array | undefined): Manifest | undefined {
    const counts = this.#counts;
    counts.files += 1;
    counts.bytes += size;
    const role = roleOf(entry.path);
    if (bytes === undefined || size > maxBytesOf(role)) {
      this.diagnostics.push(tooLarge(entry, role, size));
      return undefined;
    }
    const checked = checkFile({ entry, role, size, bytes }, this.#surroundings);
    if (checked.diagnostics.length > 0) this.diagnostics.push(...checked.diagnostics);
    if (role.kind === 'release') counts.releases += 1;
    if (checked.isFast !== undefined) counts.manifests += 1;
    if (checked.isFast === false) counts.fallbacks += 1;
    if (checked.manifest?.kind === 'Artifact') {
      this.ids.push(flatCopy(checked.manifest.id));
      this.idEntries.push(number);
    }
    return checked.manifest;
  }
}
