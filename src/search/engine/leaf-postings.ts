import { mayHave } from '../index/name-marks.ts';
import { NAME_BIT, NO_POSTINGS, filterPostings, placeOf } from '../index/postings.ts';
import type { Postings } from '../index/postings.ts';
import type { RowTerm } from '../index/row-terms.ts';
import type { Leaf, MatchedTerm } from './find-words.ts';
import { intersect, uniteAll } from './id-sets.ts';
import type { Ids } from './id-sets.ts';
import type { IndexReader } from './index-reader.ts';
import type { Window } from './term-list.ts';

/** Words are looked for in the rows of no more documents than these. */
const MAX_ROWS = 32;

/** The documents of a word within a window; with `within`, only those of them. The word keeps the postings that were read. */
export async function leafIds(
  index: IndexReader,
  leaf: Leaf,
  window: Window,
  within: Ids | undefined,
): Promise<Ids> {
  const found = (await Promise.all(await partsOf(index, leaf, window, within))).flat();
  const kept = found.map(({ term, postings }) => ({
    term,
    postings: filterPostings(postings, (place) => ((postings.details[place] ?? 0) & leaf.mask) !== 0),
  }));
  leaf.loaded.push(...kept.filter(({ postings }) => postings.ids.length > 0));
  const ids = uniteAll(kept.map(({ postings }) => postings.ids));
  return within === undefined ? ids : intersect(ids, within);
}

interface TermPart {
  readonly term: MatchedTerm;
  readonly postings: Postings;
}

/** Reads blocks of lists, or the rows of the documents where those are less to download. */
async function partsOf(
  index: IndexReader,
  { terms }: Leaf,
  window: Window,
  within: Ids | undefined,
): Promise<Promise<TermPart[]>[]> {
  const near = within?.subarray(placeOf(within, window.from), placeOf(within, window.limit));
  const isByRows =
    near !== undefined &&
    near.length <= MAX_ROWS &&
    terms.reduce((sum, { list }) => sum + list.bytesFor(near, window), 0) > index.bytesOfRows(near);
  if (!isByRows) {
    return terms.map(async (term) =>
      (await term.list.load(window, within)).map((postings) => ({ term, postings })),
    );
  }
  window.meter.bytes += index.bytesOfRows(near);
  const rows = await Promise.all(Array.from(near, (id) => index.rowTerms(id)));
  return terms.map((term) => {
    const atHand = term.list.atHand(window).map((postings) => ({ term, postings }));
    return Promise.resolve([...atHand, { term, postings: postingsIn(near, rows, term, window) }]);
  });
}

function postingsIn(
  ids: Ids,
  rows: readonly ReadonlyMap<string, RowTerm>[],
  { key }: MatchedTerm,
  { tiers }: Window,
): Postings {
  const found = Array.from(ids, (id, place) => ({ id, term: rows[place]?.get(key) })).filter(
    ({ term }) => term !== undefined && (tiers === 2 || (term.details & NAME_BIT) !== 0),
  );
  return {
    ...NO_POSTINGS,
    ids: Uint32Array.from(found, ({ id }) => id),
    details: Uint8Array.from(found, ({ term }) => term?.details ?? 0),
    weights: Uint8Array.from(found, ({ term }) => term?.weight ?? 0),
  };
}

/** Those of the documents whose names may have all the other words as well, as far as the postings that were read of the
 *  one word tell. Pure. */
export function byMarks(ids: Ids, { loaded }: Leaf, others: readonly Leaf[]): Ids {
  const wanted = others
    .filter(({ terms }) => terms.every(({ mark }) => mark !== undefined))
    .map(({ terms }) => terms.map(({ mark }) => mark ?? 0));
  if (wanted.length === 0) return ids;
  const marks = new Map<number, number>();
  for (const { postings } of loaded) {
    postings.marks.forEach((mark, place) => marks.set(postings.ids[place] ?? 0, mark));
  }
  return ids.filter((id) => {
    const mark = marks.get(id);
    return mark === undefined || wanted.every((words) => words.some((word) => mayHave(mark, word)));
  });
}
