import { compareText } from '../../core/index.ts';
import type { Row } from '../store/open-store.ts';
import type { IndexFile } from '../store/store-format.ts';
import { StoreWriter } from '../store/write-store.ts';
import type { FormerIndex } from './former-index.ts';
import type { PartChanges } from './part-changes.ts';

/** What becomes of values, by key; undefined takes one away. */
export type StoreEdits = ReadonlyMap<string, Uint8Array | undefined>;

/**
 * Writes the store that a former one becomes, as it would be written whole: shards where keys or values changed, and those
 * beside them until one begins where one began. Gives the manifest.
 */
export async function rewriteStore(
  former: FormerIndex,
  parts: PartChanges,
  edits: StoreEdits,
  facts: Readonly<Record<string, number>>,
): Promise<IndexFile> {
  const rewriting = new Rewriting(former, parts, edits);
  const writer = await rewriting.run();
  for (const page of former.pages) parts.release(page);
  return writer.finish(facts);
}

class Rewriting {
  readonly #former: FormerIndex;
  readonly #parts: PartChanges;
  readonly #edits: StoreEdits;
  readonly #writer: StoreWriter;
  /** Keys of edits in order, by the place of the shard that they are in. */
  readonly #keys = new Map<number, string[]>();

  constructor(former: FormerIndex, parts: PartChanges, edits: StoreEdits) {
    this.#former = former;
    this.#parts = parts;
    this.#edits = edits;
    this.#writer = new StoreWriter(parts.keep);
    for (const key of [...edits.keys()].sort(compareText)) {
      const place = former.placeOf(key);
      const keys = this.#keys.get(place) ?? [];
      keys.push(key);
      this.#keys.set(place, keys);
    }
  }

  async run(): Promise<StoreWriter> {
    const { shards } = this.#former;
    const writer = this.#writer;
    for (const [place, shard] of shards.entries()) {
      const isTouched = this.#keys.has(place) || (await this.#beginsOtherwise(place + 1));
      if (isTouched || (writer.isOpen && !(await this.#isEndBefore(place)))) {
        writer.begin(shard[0]);
        await this.#rewrite(place);
        continue;
      }
      writer.addShard(shard, this.#hasEnded);
      this.#hasEnded = false;
    }
    return writer;
  }

  /** Whether the shard at hand was ended by what comes next. */
  #hasEnded = false;

  async #isEndBefore(place: number): Promise<boolean> {
    const [first] = await this.#former.rowsAt(place);
    this.#writer.key.plain(first?.[0] ?? '');
    this.#hasEnded = this.#writer.endBefore();
    this.#writer.key.clear();
    return this.#hasEnded;
  }

  /** Whether the shard has another first key than before, so that the one before it may end otherwise. */
  async #beginsOtherwise(place: number): Promise<boolean> {
    if (!this.#keys.has(place)) return false;
    const [first] = await this.#former.rowsAt(place);
    const [next] = await this.#editedRows(place);
    return first?.[0] !== next?.[0];
  }

  async #rewrite(place: number): Promise<void> {
    const writer = this.#writer;
    this.#parts.release(this.#former.shards[place]?.[1] ?? '');
    for (const [key, value] of await this.#editedRows(place)) {
      writer.key.plain(key);
      if (value instanceof Uint8Array) {
        writer.value.raw(value);
        writer.add();
      } else writer.addPart(value.digest);
    }
    for (const [key, value] of await this.#former.rowsAt(place))
      if (this.#edits.has(key) && !(value instanceof Uint8Array)) this.#parts.release(value.digest);
  }

  /** The rows of a shard as they are to be, in order. */
  async #editedRows(place: number): Promise<Row[]> {
    const edits = this.#edits;
    const kept = (await this.#former.rowsAt(place)).filter(([key]) => !edits.has(key));
    const given = (this.#keys.get(place) ?? []).flatMap((key): Row[] => {
      const value = edits.get(key);
      return value === undefined ? [] : [[key, value]];
    });
    return [...kept, ...given].sort(([left], [right]) => compareText(left, right));
  }
}
