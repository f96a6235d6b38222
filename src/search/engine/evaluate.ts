import { parseOrder, toValue } from '../index/fields.ts';
import type { Query, QueryOperator } from '../query/query.ts';
import { isOrderField } from '../query/query-fields.ts';
import { toNameKey } from '../text/tokens.ts';
import { findWords } from './find-words.ts';
import type { Leaf, WordMatch } from './find-words.ts';
import { intersect, subtract, unite } from './id-sets.ts';
import type { IndexReader } from './index-reader.ts';

/** The documents of a query, before they are put in order. */
export interface Evaluation {
  readonly ids: readonly number[];
  /** What adds to the score. */
  readonly leaves: readonly Leaf[];
  /** Documents whose whole name is what was asked for. */
  readonly exact: readonly number[];
}

/** Finds the documents of a query. Errors: `HYPER_SEARCH_INDEX_INVALID`. */
export async function evaluate(index: IndexReader, query: Query): Promise<Evaluation> {
  const leaves: Leaf[] = [];
  const found = await idsFor({ index, leaves, isScored: true }, query);
  const name = nameIn(query);
  const exact = name === undefined ? [] : await index.exact(name);
  const isWordsAlone = wordsOf(query) !== undefined;
  if (isWordsAlone) return { ids: unite(found ?? [], exact), leaves, exact };
  const ids = found ?? (await index.all());
  return { ids, leaves, exact: intersect(exact, ids) };
}

interface Work {
  readonly index: IndexReader;
  readonly leaves: Leaf[];
  /** False below NOT: what must be absent adds nothing. */
  readonly isScored: boolean;
}

/** Undefined where the query says nothing: "the" alone. */
async function idsFor(work: Work, query: Query): Promise<readonly number[] | undefined> {
  const { index } = work;
  switch (query.kind) {
    case 'all':
      return index.all();
    case 'word':
    case 'phrase': {
      const { ids, leaves } = await wordIds(index, query);
      if (work.isScored) work.leaves.push(...leaves);
      return ids;
    }
    case 'test':
      return testIds(index, query);
    case 'not': {
      const without = await idsFor({ ...work, isScored: false }, query.part);
      return without === undefined ? undefined : subtract(await index.all(), without);
    }
    case 'and':
    case 'or': {
      let joined: readonly number[] | undefined;
      for (const part of query.parts) {
        const ids = await idsFor(work, part);
        if (ids === undefined) continue;
        const join = query.kind === 'and' ? intersect : unite;
        joined = joined === undefined ? ids : join(joined, ids);
      }
      return joined;
    }
  }
}

/**
 * A word with a dash in it is a row of words, as a name is; where none stands so, each may be misspelt or stand alone.
 * What stands in quotes is meant as it stands.
 */
async function wordIds(
  index: IndexReader,
  query: Extract<Query, { readonly kind: 'word' | 'phrase' }>,
): Promise<WordMatch> {
  const isPrefix = query.kind === 'word' && query.isPrefix;
  const { text, field } = query;
  const inRow = await findWords(index, text, { field, isPrefix, isPhrase: !isPrefix });
  if (isPrefix || query.kind === 'phrase' || inRow.ids?.length !== 0) return inRow;
  return findWords(index, text, { field, isPrefix, isPhrase: false });
}

async function testIds(
  index: IndexReader,
  { field, operator, value }: Extract<Query, { kind: 'test' }>,
): Promise<readonly number[]> {
  if (isOrderField(field)) {
    const wanted = parseOrder(field, value) ?? 0;
    const rows = await index.numbers(field);
    return rows.filter((row) => isTrue(row.value, operator, wanted)).map(({ id }) => id);
  }
  const ids = await index.withValue(field, toValue(value));
  return operator === '!=' ? subtract(await index.all(), ids) : ids;
}

function isTrue(value: number, operator: QueryOperator, wanted: number): boolean {
  switch (operator) {
    case '=':
    case 'includes':
      return value === wanted;
    case '!=':
      return value !== wanted;
    case '>':
      return value > wanted;
    case '>=':
      return value >= wanted;
    case '<':
      return value < wanted;
    case '<=':
      return value <= wanted;
  }
}

/** The free words of a query that has nothing else. */
function wordsOf(query: Query): string[] | undefined {
  if (query.kind === 'word') return query.field === undefined && !query.isPrefix ? [query.text] : undefined;
  if (query.kind === 'phrase') return query.field === undefined ? [query.text] : undefined;
  if (query.kind !== 'and') return undefined;
  const parts = query.parts.map(wordsOf);
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

/** The name that the free words of a query would make. */
function nameIn(query: Query): string | undefined {
  const parts = query.kind === 'and' ? query.parts : [query];
  const words = parts.flatMap((part) => wordsOf(part) ?? []);
  return words.length === 0 ? undefined : toNameKey(words.join(' '));
}
