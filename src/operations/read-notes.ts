import { Buffer } from 'node:buffer';
import { digestHex, sortedBy } from '../core/index.ts';
import type { Code, Diagnostic } from '../core/index.ts';
import type { Revision } from '../registry/index.ts';
import { registryBasis } from './basis.ts';
import type {
  Basis,
  BasisWindow,
  PlaceBasis,
  ProjectSearch,
  RegistryBasis,
  RegistryLocation,
} from './basis.ts';

const ALWAYS: BasisWindow = { from: null, until: null };

/**
 * What one run has read of this machine besides what names it: adapters note what they read, and an operation that reads
 * nothing else can say what its outcome rests on. One thing that cannot be looked at again, and there is no basis.
 */
export class ReadNotes {
  readonly #registries = new Map<string, RegistryBasis>();
  readonly #files = new Map<string, Uint8Array | undefined>();
  readonly #searches = new Map<string | null, string | null>();
  readonly #places = new Map<string, PlaceBasis>();
  readonly #warnings = new Map<Code, Diagnostic>();
  #isWhole = true;

  /** The bytes of a file as they were read; undefined where none is there. */
  file(path: string, bytes: Uint8Array | undefined): void {
    if (this.#files.has(path) && !isSame(this.#files.get(path), bytes)) this.spoil();
    this.#files.set(path, bytes);
  }

  search({ named, path }: ProjectSearch): void {
    const known = this.#searches.get(named);
    if (known !== undefined && known !== path) this.spoil();
    this.#searches.set(named, path);
  }

  place(place: PlaceBasis): void {
    this.#places.set(place.path, place);
  }

  registry(location: RegistryLocation, revision: Revision): void {
    const registry = registryBasis(location, revision);
    const known = registry === undefined ? undefined : this.#registries.get(registry.asked);
    if (registry === undefined || (known !== undefined && known.revision.commit !== revision.commit))
      this.spoil();
    else this.#registries.set(registry.asked, registry);
  }

  /** What the user is to know beside the outcome; of one code, once. */
  warn(warning: Diagnostic): void {
    this.#warnings.set(warning.code, warning);
  }

  /** In order of codes. */
  warnings(): readonly Diagnostic[] {
    return sortedBy(this.#warnings.values(), ({ code }) => code);
  }

  /** Something was read that cannot be looked at again, or something was changed. */
  spoil(): void {
    this.#isWhole = false;
  }

  /** Undefined where not all that was read can be looked at again. */
  basis({ from, until } = ALWAYS): Basis | undefined {
    if (!this.#isWhole) return undefined;
    return {
      registries: [...this.#registries.values()],
      files: [...this.#files].map(([path, bytes]) => ({
        path,
        digest: bytes === undefined ? null : digestHex(bytes),
      })),
      searches: [...this.#searches].map(([named, path]) => ({ named, path })),
      places: [...this.#places.values()],
      from,
      until,
    };
  }
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one === undefined || other === undefined ? one === other : Buffer.compare(one, other) === 0;
}
