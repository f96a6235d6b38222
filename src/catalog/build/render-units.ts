import { MAX_MANIFEST_BYTES } from '../../core/index.ts';
import type { Blob, RegistryStore, TreeEntry } from '../../registry/index.ts';
import type { OutputFile } from '../output-file.ts';
import type { Content, Unit } from './unit.ts';

/** One file with the unit that it belongs to. */
export interface RenderedFile {
  readonly unit: Unit;
  readonly file: OutputFile;
}

/**
 * Renders the units in their order. All that they need is read as one stream for each limit, so that one process of git
 * serves nearly the whole build; one batch of contents is in memory at a time.
 * Errors: those of the store, and `HYPER_FILE_CHANGED`.
 */
export async function* renderUnits(
  units: readonly Unit[],
  store: Pick<RegistryStore, 'readBlobs'>,
): AsyncGenerator<RenderedFile> {
  let first = 0;
  while (first < units.length) {
    const maxBytes = units[first]?.maxBytes;
    let end = first + 1;
    while (end < units.length && units[end]?.maxBytes === maxBytes) end += 1;
    yield* renderAlike(units.slice(first, end), store, maxBytes ?? MAX_MANIFEST_BYTES);
    first = end;
  }
}

async function* renderAlike(
  units: readonly Unit[],
  store: Pick<RegistryStore, 'readBlobs'>,
  maxBytes: number,
): AsyncGenerator<RenderedFile> {
  const needs = units.flatMap((unit) => unit.needs);
  const blobs = singleBlobs(store.readBlobs(needs, maxBytes));
  try {
    for (const unit of units) {
      const source = new UnitContents(unit.needs, blobs);
      for await (const file of unit.render(source.take())) yield { unit, file };
      await source.skipRest();
    }
  } finally {
    await blobs.return(undefined);
  }
}

async function* singleBlobs(batches: AsyncIterable<readonly Blob[]>): AsyncGenerator<Blob, undefined> {
  for await (const batch of batches) yield* batch;
  return undefined;
}

/** Hands a unit its own contents; what it leaves is skipped, so that the next unit gets its own. */
class UnitContents {
  #taken = 0;
  readonly #entries: readonly TreeEntry[];
  readonly #blobs: AsyncGenerator<Blob, undefined>;

  constructor(entries: readonly TreeEntry[], blobs: AsyncGenerator<Blob, undefined>) {
    this.#entries = entries;
    this.#blobs = blobs;
  }

  async *take(): AsyncGenerator<Content> {
    for (let entry = this.#next(); entry !== undefined; entry = this.#next()) {
      const { value } = await this.#blobs.next();
      yield { entry, bytes: value?.bytes };
    }
  }

  async skipRest(): Promise<void> {
    while (this.#next() !== undefined) await this.#blobs.next();
  }

  #next(): TreeEntry | undefined {
    const entry = this.#entries[this.#taken];
    this.#taken += 1;
    return entry;
  }
}
