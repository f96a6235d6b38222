import { tokensOf } from '../text/tokens.ts';
import { GrowingNumbers } from './growing-numbers.ts';
import { TEXT_FIELDS, VALUE_FIELDS, valuesOf } from './fields.ts';
import type { TextField } from './fields.ts';
import { kindTest } from './assign-ids.ts';
import { indexKeys } from './keys.ts';
import { LEADS_NAME, codeOfWeight } from './postings.ts';
import type { Postings } from './postings.ts';
import type { SearchDocument } from './search-document.ts';
import { toNameKey } from '../text/tokens.ts';

/** BM25: how soon repeats stop to count, and how much longer fields count less. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.6;
const MAX_LIST_ITEMS = 64;

/** What a term is in the document at hand. */
interface Found {
  details: number;
  weight: number;
}

/** Gathers which documents have which terms and values, a few bytes for each; bounded for each document, whatever it holds
 *  (ATTACKS X13). */
export class PostingsGatherer {
  /** Numbers of terms by the key of their list. */
  readonly #terms = new Map<string, number>();
  /** Words of names, tags and keywords: those that people type from memory. */
  readonly typed = new Set<string>();
  /** Where the postings of each document begin; one more at the end. */
  readonly #starts = new GrowingNumbers();
  readonly #termOf = new GrowingNumbers();
  /** Details and weight of each posting. */
  readonly #what = new GrowingNumbers();
  readonly #stemKeys = new KeyCache(indexKeys.stem);
  readonly #wordKeys = new KeyCache(indexKeys.word);

  /** The next document. */
  add(document: SearchDocument): void {
    this.#starts.push(this.#termOf.length);
    const found = new Map<string, Found>();
    TEXT_FIELDS.forEach((field, number) => {
      this.#addField(document, field, number, found);
    });
    for (const [key, { details, weight }] of found) this.#push(key, (details << 8) | codeOfWeight(weight));
    this.#push(indexKeys.exact(toNameKey(document.name)), 0);
    for (const field of VALUE_FIELDS) {
      // Whole names have a list already.
      if (field === 'name') continue;
      for (const value of valuesOf(document, field)) {
        if (kindTest(field, value) === undefined) this.#push(indexKeys.value(field, value), 0);
      }
    }
  }

  /** The keys of all lists, in order. */
  keys(): string[] {
    return [...this.#terms.keys()].sort((left, right) => (left < right ? -1 : 1));
  }

  /** Puts the postings in order of list, then of id. `order` and `ids` are those of the documents as they were added. */
  sorted(ids: Uint32Array, order: Uint32Array): (key: string) => Postings {
    const ends = new Uint32Array(this.#terms.size + 1);
    for (let at = 0; at < this.#termOf.length; at += 1) {
      const next = this.#termOf.at(at) + 1;
      ends[next] = (ends[next] ?? 0) + 1;
    }
    for (let term = 1; term < ends.length; term += 1) ends[term] = (ends[term] ?? 0) + (ends[term - 1] ?? 0);
    const filled = ends.slice();
    const sortedIds = new Uint32Array(this.#termOf.length);
    const details = new Uint8Array(this.#termOf.length);
    const weights = new Uint8Array(this.#termOf.length);
    this.#starts.push(this.#termOf.length);
    for (const place of order) {
      const id = ids[place] ?? 0;
      for (let at = this.#starts.at(place); at < this.#starts.at(place + 1); at += 1) {
        const term = this.#termOf.at(at);
        const to = filled[term] ?? 0;
        filled[term] = to + 1;
        sortedIds[to] = id;
        details[to] = this.#what.at(at) >>> 8;
        weights[to] = this.#what.at(at) & 255;
      }
    }
    return (key) => {
      const term = this.#terms.get(key);
      const [start, end] = term === undefined ? [0, 0] : [ends[term] ?? 0, ends[term + 1] ?? 0];
      return {
        ids: sortedIds.subarray(start, end),
        details: details.subarray(start, end),
        weights: weights.subarray(start, end),
      };
    };
  }

  #addField(
    document: SearchDocument,
    { name, boost, average, limit }: (typeof TEXT_FIELDS)[number],
    number: number,
    found: Map<string, Found>,
  ): void {
    const tokens = tokensOf(textOf(document, name), limit);
    const norm = SATURATION * (1 - LENGTH_SHARE + (LENGTH_SHARE * tokens.length) / average);
    const counts = new Map<string, number>();
    const isTyped = name !== 'description' && name !== 'namespace';
    for (const { word, stem } of tokens) {
      const key = this.#stemKeys.of(stem);
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (isTyped) this.typed.add(word);
      if (word === stem) continue;
      const wordKey = this.#wordKeys.of(word);
      counts.set(wordKey, (counts.get(wordKey) ?? 0) + 1);
    }
    const [lead] = name === 'name' ? tokens : [];
    const leading = lead === undefined ? [] : [this.#stemKeys.of(lead.stem), this.#wordKeys.of(lead.word)];
    for (const [key, count] of counts) {
      const known = found.get(key) ?? { details: 0, weight: 0 };
      known.details |= (1 << number) | (leading.includes(key) ? LEADS_NAME : 0);
      known.weight += (boost * count * (SATURATION + 1)) / (count + norm);
      found.set(key, known);
    }
  }

  #push(key: string, what: number): void {
    const term = this.#terms.get(key) ?? this.#terms.size;
    if (term === this.#terms.size) this.#terms.set(key, term);
    this.#termOf.push(term);
    this.#what.push(what);
  }
}

/** Remembers the keys of words, so that each is one text in memory and made once. */
class KeyCache {
  readonly #known = new Map<string, string>();
  readonly #toKey: (word: string) => string;

  constructor(toKey: (word: string) => string) {
    this.#toKey = toKey;
  }

  of(word: string): string {
    let key = this.#known.get(word);
    if (key === undefined) {
      key = this.#toKey(word);
      this.#known.set(word, key);
    }
    return key;
  }
}

function textOf(document: SearchDocument, field: TextField): string {
  const value = document[field];
  return typeof value === 'string' ? value : value.slice(0, MAX_LIST_ITEMS).join(' ');
}
