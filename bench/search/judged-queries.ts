import { tokensOf } from '../../src/search/text/tokens.ts';
import type { SearchDocument } from '../../src/search/index.ts';
import { misspell } from './load-queries.ts';
import { Random } from './random.ts';

/** A query with the one document that it means, known from how the query was made. */
export interface JudgedQuery {
  readonly kind: 'exact' | 'prefix' | 'typo' | 'words' | 'filter';
  readonly text: string;
  /** The words alone, and what the condition says, for engines without a language of conditions. */
  readonly words: string;
  readonly author?: string;
  readonly expected: string;
}

const COUNTS = { exact: 60, prefix: 40, typo: 40, words: 40, filter: 20 } as const;

/**
 * Two hundred queries over real documents: whole names; beginnings that one name alone has; names with one typing error,
 * nearer to no other name; two or three words that one description alone has; a word of a name that several artifacts have,
 * with the author of one. The same documents and seed give the same queries. Pure.
 */
export function judgedQueries(documents: readonly SearchDocument[], seed: number): JudgedQuery[] {
  const random = new Random(seed);
  const maker = new QueryMaker(documents, random);
  const found: JudgedQuery[] = [];
  for (const kind of ['exact', 'prefix', 'typo', 'words', 'filter'] as const) {
    const used = new Set<string>();
    while (used.size < COUNTS[kind]) {
      const document = random.pick(documents);
      const query = used.has(document.reference) ? undefined : maker.make(kind, document);
      if (query === undefined) continue;
      used.add(document.reference);
      found.push({ kind, expected: document.reference, ...query });
    }
  }
  return found;
}

type Made = Pick<JudgedQuery, 'text' | 'words' | 'author'>;

class QueryMaker {
  readonly #documents: readonly SearchDocument[];
  readonly #random: Random;
  readonly #names = new Map<string, number>();
  readonly #words: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(documents: readonly SearchDocument[], random: Random) {
    this.#documents = documents;
    this.#random = random;
    for (const { name } of documents) this.#names.set(name, (this.#names.get(name) ?? 0) + 1);
    this.#words = new Map(
      documents.map(({ reference, name, description }) => [
        reference,
        new Set(tokensOf(`${name} ${description}`, 300).map(({ stem }) => stem)),
      ]),
    );
  }

  make(kind: JudgedQuery['kind'], document: SearchDocument): Made | undefined {
    if (this.#names.get(document.name) !== 1) return undefined;
    switch (kind) {
      case 'exact':
        return plain(document.name);
      case 'prefix':
        return this.#prefix(document.name);
      case 'typo':
        return this.#typo(document.name);
      case 'words':
        return this.#described(document);
      case 'filter':
        return this.#filtered(document);
    }
  }

  #prefix(name: string): Made | undefined {
    for (let length = 3; length < name.length - 1; length += 1) {
      const prefix = name.slice(0, length);
      const isOne = [...this.#names.keys()].filter((other) => other.startsWith(prefix)).length === 1;
      if (isOne && /[a-z0-9]$/u.test(prefix)) return plain(prefix);
    }
    return undefined;
  }

  #typo(name: string): Made | undefined {
    if (name.length < 5 || /\d/u.test(name)) return undefined;
    const text = misspell(name, this.#random);
    const isNear = [...this.#names.keys()].some((other) => other !== name && distance(other, text) <= 2);
    return text === name || isNear || this.#names.has(text) ? undefined : plain(text);
  }

  #described({ reference, description }: SearchDocument): Made | undefined {
    const tokens = tokensOf(description, 300).filter(({ word }) => word.length > 2);
    if (description.endsWith('gives no description of it.') || tokens.length < 3) return undefined;
    const chosen = Array.from({ length: 2 + this.#random.below(2) }, () => this.#random.pick(tokens));
    if (new Set(chosen.map(({ stem }) => stem)).size < chosen.length) return undefined;
    const isOne = this.#documents.every(
      (other) =>
        other.reference === reference ||
        !chosen.every(({ stem }) => this.#words.get(other.reference)?.has(stem)),
    );
    return isOne ? plain(chosen.map(({ word }) => word).join(' ')) : undefined;
  }

  #filtered({ reference, name, author }: SearchDocument): Made | undefined {
    const words = name.split(/[-_.]+/u).filter((word) => word.length > 2);
    if (words.length === 0 || author === undefined || !/^[\w-]+$/u.test(author)) return undefined;
    const [stem] = tokensOf(this.#random.pick(words), 1);
    const having = this.#documents.filter(
      (one) => stem !== undefined && this.#words.get(one.reference)?.has(stem.stem),
    );
    const isOne = having.filter((one) => one.author === author).length === 1;
    if (
      stem === undefined ||
      having.length < 3 ||
      !isOne ||
      !having.some((one) => one.reference === reference)
    )
      return undefined;
    return { text: `${stem.word} author:${author}`, words: stem.word, author };
  }
}

function plain(text: string): Made {
  return { text, words: text };
}

/** Letters that must be put in, left out or replaced to make one of the other, three at most. Pure. */
function distance(left: string, right: string): number {
  if (Math.abs(left.length - right.length) > 2) return 3;
  let row = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let at = 1; at <= left.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= right.length; to += 1) {
      const replaced = (row[to - 1] ?? 0) + (left[at - 1] === right[to - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 3;
}
