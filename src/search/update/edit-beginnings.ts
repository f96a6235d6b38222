import { Best, MAX_EXPANSIONS, MAX_PREFIX_UNITS, MAX_TAKEN } from '../index/beginnings.ts';
import { indexKeys } from '../index/keys.ts';
import { readList } from '../index/posting-list.ts';
import { NO_POSTINGS, readPostings, slicePostings, writePostings } from '../index/postings.ts';
import type { Postings } from '../index/postings.ts';
import { ByteReader, ByteWriter } from '../store/bytes.ts';
import { isOfWords } from './edit-list.ts';
import type { EditedList } from './edit-list.ts';
import type { FormerIndex } from './former-index.ts';

/** What a list gives to the beginnings of its word, before and after. */
interface Candidates {
  readonly before: Postings;
  readonly after: Postings;
}

/** What becomes of the beginnings of words whose lists changed, by key; undefined where one is not kept. */
export async function editBeginnings(
  former: FormerIndex,
  lists: ReadonlyMap<string, EditedList>,
): Promise<Map<string, Uint8Array | undefined>> {
  const changed = new Map<string, Candidates[]>();
  const counted = new Set<string>();
  for (const [key, { before, after }] of lists) {
    if (!isOfWords(key)) continue;
    const candidates = { before: candidatesOf(before), after: candidatesOf(after) };
    const isCounted = before.length > 0 !== after.length > 0;
    if (!isCounted && isAlike(candidates)) continue;
    for (const prefix of beginningsOfKey(key)) {
      if (isCounted) counted.add(prefix);
      changed.set(prefix, [...(changed.get(prefix) ?? []), candidates]);
    }
  }
  const words = new Words(former, lists);
  const values = new Map<string, Uint8Array | undefined>();
  for (const [prefix, all] of changed) {
    const key = `^${prefix}`;
    const value = await former.get(key);
    const isKept = counted.has(prefix) ? await words.hasMany(prefix) : value !== undefined;
    if (!isKept) {
      if (value !== undefined) values.set(key, undefined);
      continue;
    }
    const known = value === undefined ? undefined : readPostings(new ByteReader(value), true);
    const best = (known && betterThan(known, all)) ?? (await words.best(prefix));
    const writer = new ByteWriter();
    writePostings(writer, best);
    values.set(key, writer.finish());
  }
  return values;
}

/** The first documents with the word in their name. */
function candidatesOf([names = NO_POSTINGS]: readonly Postings[]): Postings {
  return slicePostings(names, 0, MAX_TAKEN);
}

function isAlike({ before, after }: Candidates): boolean {
  const parts = ['ids', 'details', 'weights'] as const;
  const { length } = before.ids;
  if (length !== after.ids.length) return false;
  return parts.every((part) => after[part].every((value, at) => value === before[part][at]));
}

/** The beginnings of a word, as they stand in its key between its first and its last character. */
export function beginningsOfKey(key: string): string[] {
  const most = Math.min(key.length - 2, MAX_PREFIX_UNITS);
  return Array.from({ length: most }, (_, at) => key.slice(1, at + 2));
}

/** The best of those that were and of those that come; undefined where one of the former ones may be lost, so that it is not
 *  told which other one follows. */
function betterThan(known: Postings, changed: readonly Candidates[]): Postings | undefined {
  const best = new Best();
  best.take(rangeOf(known), known.ids.length);
  for (const { before, after } of changed) {
    for (const [at, id] of before.ids.entries()) {
      const place = known.ids.indexOf(id);
      const isKnown =
        place >= 0 &&
        known.details[place] === before.details[at] &&
        known.weights[place] === before.weights[at];
      const next = after.ids.indexOf(id);
      const isStill =
        next >= 0 && after.details[next] === before.details[at] && after.weights[next] === before.weights[at];
      if (isKnown && !isStill) return undefined;
    }
    best.take(rangeOf(after));
  }
  return best.finish();
}

function rangeOf(postings: Postings): Postings & { readonly start: number; readonly end: number } {
  return { ...postings, start: 0, end: postings.ids.length };
}

/** The lists of words as they are to be. */
class Words {
  readonly #former: FormerIndex;
  readonly #lists: ReadonlyMap<string, EditedList>;
  readonly #new: readonly string[];

  constructor(former: FormerIndex, lists: ReadonlyMap<string, EditedList>) {
    this.#former = former;
    this.#lists = lists;
    this.#new = [...lists]
      .filter(([key, { before }]) => isOfWords(key) && before.length === 0)
      .map(([key]) => key);
  }

  /** Whether so many words begin so that the beginning is kept. */
  async hasMany(prefix: string): Promise<boolean> {
    let count = 0;
    for await (const names of this.#namesBelow(prefix)) {
      count += Number(names !== undefined);
      if (count > MAX_EXPANSIONS) return true;
    }
    return false;
  }

  /** The best names of all words that begin so. */
  async best(prefix: string): Promise<Postings> {
    const best = new Best();
    for await (const names of this.#namesBelow(prefix))
      if (names !== undefined) best.take(rangeOf(await names()));
    return best.finish();
  }

  /** How to get the candidates of each word that begins so; undefined for one that is no more. */
  async *#namesBelow(prefix: string): AsyncGenerator<(() => Promise<Postings>) | undefined> {
    const beginning = indexKeys.terms('') + prefix;
    const ofList = (key: string): (() => Promise<Postings>) | undefined => {
      const after = this.#lists.get(key)?.after ?? [];
      return after.length === 0 ? undefined : () => Promise.resolve(candidatesOf(after));
    };
    for (const key of this.#new) if (key.startsWith(beginning)) yield ofList(key);
    for await (const [key, value] of this.#former.rowsFrom(beginning)) {
      if (!key.startsWith(beginning)) return;
      if (!isOfWords(key)) continue;
      if (this.#lists.has(key)) yield ofList(key);
      else
        yield async () =>
          candidatesOf([readList(await this.#former.valueOf(value), true)[0]?.head ?? NO_POSTINGS]);
    }
  }
}
