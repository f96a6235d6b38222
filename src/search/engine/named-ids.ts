import { nameIn } from '../query/name-in.ts';
import type { Query } from '../query/query.ts';
import { evaluate } from './evaluate.ts';
import type { Leaf } from './find-words.ts';
import { NO_IDS, uniteAll } from './id-sets.ts';
import type { Ids } from './id-sets.ts';
import type { IndexReader } from './index-reader.ts';
import { conditionsOf, planQuery } from './plan.ts';
import type { Plan } from './plan.ts';
import type { ScoreContext } from './score.ts';
import { wholeWindow } from './term-list.ts';
import type { TermList } from './term-list.ts';

/** A word that so many names have whole is hardly the beginning of another. */
const MANY_NAMES = 10;
/** So many are enough where several names go on amid it: none of those is then what was meant. */
const SOME_NAMES = 3;
/** What is looked for with a dash within it: neither what nobody writes as one word, nor many places for a dash. */
const ONE_WORD = /^[a-z0-9]{5,24}$/u;
const MIN_START_UNITS = 3;
const MIN_END_UNITS = 2;

/**
 * The documents whose name the free words are, or, where none is so named, are when joined, or with a dash within a word that
 * is nowhere; and those whose names they begin, as far as the rest of the query allows. A name that goes on amid the one
 * word (`ccd` for `cc`) is one of those unless many names have that whole, or some where several go on amid it.
 */
export async function namedIds(
  index: IndexReader,
  query: Query,
  planned: Promise<Plan>,
  leaves: readonly Leaf[],
): Promise<Pick<ScoreContext, 'exact' | 'begun' | 'amid'>> {
  const asked = nameIn(query);
  if (asked === undefined) return { exact: NO_IDS, begun: NO_IDS, amid: NO_IDS };
  const { name, namespace: value } = asked;
  const inNamespace = { kind: 'test', field: 'namespace', operator: '=' } as const;
  const within =
    value === undefined
      ? []
      : [planQuery(index, { ...inNamespace, value }, { leaves: [], isComplete: false })];
  const [whole, joined, longer, ...parts] = await Promise.all([
    index.exact(name),
    index.exact(name.replaceAll('-', '')),
    index.begun(name),
    planned.then(conditionsOf),
    ...within,
  ]);
  const isNowhere = whole.count === 0 && leaves.some(({ terms }) => terms.length === 0);
  const allowed = (lists: readonly TermList[]): Promise<Ids> =>
    allowedIds(index, lists, { kind: 'and', parts });
  const [exact, begun, amid] = await Promise.all([
    allowed(isNowhere ? [joined, ...(await parted(index, name))] : [whole.count > 0 ? whole : joined]),
    allowed(longer.afterWord),
    allowed(longer.amidWord),
  ]);
  const [leaf, ...others] = leaves;
  const stem = leaf?.terms.find(({ how }) => how === 'stem');
  const names = leaf?.text === name && others.length === 0 ? (stem?.list.countIn({ tiers: 1 }) ?? 0) : 0;
  const isWholeInMany = names >= (amid.length > 1 ? SOME_NAMES : MANY_NAMES);
  return isWholeInMany ? { exact, begun, amid } : { exact, begun: uniteAll([begun, amid]), amid: NO_IDS };
}

/** The documents whose name has a dash within what was written as one word (`rules-go` for `rulesgo`). All places for it
 *  are looked up at once: over a network each would be a wait of its own. */
async function parted(index: IndexReader, name: string): Promise<TermList[]> {
  if (!ONE_WORD.test(name)) return [];
  const lists = await Promise.all(
    Array.from(name.slice(MIN_START_UNITS, 1 - MIN_END_UNITS), (_, at) => {
      const start = name.slice(0, MIN_START_UNITS + at);
      return index.exact(`${start}-${name.slice(start.length)}`);
    }),
  );
  const found = lists.findLast(({ count }) => count > 0);
  return found === undefined ? [] : [found];
}

/** Documents of lists of names, as far as the conditions allow: those at hand are enough. */
async function allowedIds(index: IndexReader, lists: readonly TermList[], conditions: Plan): Promise<Ids> {
  const ids = uniteAll(lists.flatMap((list) => list.atHand({ from: 0, tiers: 1 })).map((head) => head.ids));
  return ids.length === 0 ? ids : evaluate(index, conditions, wholeWindow(), ids);
}
