import { renderShown } from '../index/beginning-entries.ts';
import { indexKeys } from '../index/keys.ts';
import { MAX_OWN_NAMES, keepsShown, likelyShown } from '../index/likely-shown.ts';
import type { OwnWord } from '../index/likely-shown.ts';
import { readList } from '../index/posting-list.ts';
import { NAME_BIT, NO_POSTINGS, readPostings, slicePostings } from '../index/postings.ts';
import { rowTerms } from '../index/row-terms.ts';
import { rowTexts, textOfRow } from '../index/rows.ts';
import { ByteReader, toBytes } from '../store/bytes.ts';
import { beginningsOfKey } from './edit-beginnings.ts';
import { countOf, isOfWords } from './edit-list.ts';
import type { EditedList } from './edit-list.ts';
import type { FormerIndex } from './former-index.ts';
import type { NumberedChange } from './number-again.ts';

type Lists = ReadonlyMap<string, EditedList>;

/** What becomes of the rows that are kept with beginnings, by key; undefined where none are. `beginnings` is what
 *  `editBeginnings` gave. */
export async function editShown(
  former: FormerIndex,
  changes: readonly NumberedChange[],
  lists: Lists,
  beginnings: ReadonlyMap<string, Uint8Array | undefined>,
): Promise<Map<string, Uint8Array | undefined>> {
  const rows = new Map(changes.flatMap(({ next }) => (next === undefined ? [] : [[next.id, next.row]])));
  const values = new Map<string, Uint8Array | undefined>();
  for (const prefix of touchedBeginnings(changes, lists, beginnings)) {
    const beginning = `^${prefix}`;
    const key = beginning + indexKeys.shown;
    const best = beginnings.has(beginning) ? beginnings.get(beginning) : await former.get(beginning);
    const shown: (readonly [number, Uint8Array])[] = [];
    for (const id of best === undefined ? [] : await shownIds(former, lists, prefix, best))
      shown.push([id, toBytes(textOfRow(rows.get(id) ?? (await former.document(id))))]);
    if (shown.length > 0) values.set(key, renderShown(shown));
    else if ((await former.get(key)) !== undefined) values.set(key, undefined);
  }
  return values;
}

async function shownIds(
  former: FormerIndex,
  lists: Lists,
  prefix: string,
  best: Uint8Array,
): Promise<readonly number[]> {
  const own = await ownWord(former, lists, prefix);
  return likelyShown(readPostings(new ByteReader(best), true), own, former.frame.hashBits);
}

/** The beginnings that may show others, or one of which a row changed: a document is shown for the words of its name. */
function touchedBeginnings(
  changes: readonly NumberedChange[],
  lists: Lists,
  beginnings: ReadonlyMap<string, unknown>,
): Set<string> {
  const touched = new Set(Array.from(beginnings.keys(), (key) => key.slice(1)));
  for (const key of lists.keys()) if (isOfWords(key)) touched.add(key.slice(1, -1));
  for (const one of changes.flatMap(({ former, next }) => [former, next])) {
    for (const [key, { details }] of one === undefined ? [] : rowTerms(rowTexts(one.row)))
      if ((details & NAME_BIT) !== 0) for (const prefix of beginningsOfKey(key)) touched.add(prefix);
  }
  return new Set([...touched].filter(keepsShown));
}

async function ownWord(former: FormerIndex, lists: Lists, prefix: string): Promise<OwnWord> {
  const key = indexKeys.stem(prefix);
  const edited = lists.get(key);
  if (edited !== undefined) {
    const names = slicePostings(edited.after[0] ?? NO_POSTINGS, 0, MAX_OWN_NAMES);
    return { names, documents: countOf(edited.after) };
  }
  const value = await former.get(key);
  const tiers = value === undefined ? [] : readList(value, true);
  return {
    names: slicePostings(tiers[0]?.head ?? NO_POSTINGS, 0, MAX_OWN_NAMES),
    documents: tiers.reduce((sum, { count }) => sum + count, 0),
  };
}
