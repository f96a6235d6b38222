import { indexKeys, isNameKey } from '../index/keys.ts';
import { inlineCount, readBlockPlaces, readList, renderList } from '../index/posting-list.ts';
import type { BlockPlace, TierPlace } from '../index/posting-list.ts';
import { NAME_BIT, NO_POSTINGS, readPostings } from '../index/postings.ts';
import type { Postings } from '../index/postings.ts';
import { idSpaceOf } from '../index/assign-ids.ts';
import { ByteReader } from '../store/bytes.ts';
import { invalid } from '../store/open-store.ts';
import type { FormerIndex } from './former-index.ts';
import { nameMark } from './list-edits.ts';
import type { ListEdit } from './list-edits.ts';
import type { PartChanges } from './part-changes.ts';

/** A list before and after an edit, each as its tiers. */
export interface EditedList {
  readonly before: readonly Postings[];
  readonly after: readonly Postings[];
  /** Undefined where the list is empty now. */
  readonly value: Uint8Array | undefined;
}

/** Whether the key is that of the list of a word: such lists tell where and how heavy it is. Pure. */
export function isOfWords(key: string): boolean {
  return key.startsWith(indexKeys.terms('')) && !isNameKey(key);
}

/** How many documents tiers have. Pure. */
export function countOf(tiers: readonly Postings[]): number {
  return tiers.reduce((sum, { ids }) => sum + ids.length, 0);
}

/** Edits the list of a key. Its parts are released and kept. Errors: `HYPER_SEARCH_INDEX_INVALID` where it has not what it should. */
export async function editList(
  former: FormerIndex,
  parts: PartChanges,
  key: string,
  edit: ListEdit,
): Promise<EditedList> {
  const ofWords = isOfWords(key);
  const value = await former.get(key);
  const places = value === undefined ? [] : readList(value, ofWords);
  const before: Postings[] = [];
  for (const place of places) before.push(await wholeTier(former, parts, place, ofWords));
  const after = editTiers(before, edit, ofWords);
  if (after.every(({ ids }) => ids.length === 0)) return { before, after: [], value: undefined };
  const marks = await marksOf(former, before[0], after[0], edit);
  const frame = {
    idSpace: idSpaceOf(former.frame.hashBits),
    markOf: (id: number) => marks.get(id) ?? 0,
    keep: parts.keep,
  };
  return { before, after, value: renderList(after, frame) };
}

/** All of a tier. */
async function wholeTier(
  former: FormerIndex,
  parts: PartChanges,
  { head, blocks }: TierPlace,
  ofWords: boolean,
): Promise<Postings> {
  const read: Postings[] = [];
  for (const { digest } of await placesOf(former, parts, blocks)) {
    parts.release(digest);
    read.push(readPostings(new ByteReader(await former.part(digest)), ofWords));
  }
  return read.length === 0 ? head : joined([head, ...read]);
}

async function placesOf(
  former: FormerIndex,
  parts: PartChanges,
  blocks: TierPlace['blocks'],
): Promise<readonly BlockPlace[]> {
  if (!('digest' in blocks)) return blocks;
  parts.release(blocks.digest);
  return readBlockPlaces(await former.part(blocks.digest));
}

/** Postings one after the other; the marks are those of the first. */
function joined(all: readonly Postings[]): Postings {
  const length = all.reduce((sum, { ids }) => sum + ids.length, 0);
  const hasDetails = all.some(({ details }) => details.length > 0);
  const ids = new Uint32Array(length);
  const details = new Uint8Array(hasDetails ? length : 0);
  const weights = new Uint8Array(hasDetails ? length : 0);
  let at = 0;
  for (const part of all) {
    ids.set(part.ids, at);
    if (hasDetails) details.set(part.details, at);
    if (hasDetails) weights.set(part.weights, at);
    at += part.ids.length;
  }
  return { ids, details, weights, marks: all[0]?.marks ?? NO_POSTINGS.marks };
}

/** The tiers without what is gone and with what is more, each in order of id. */
function editTiers(before: readonly Postings[], { gone, more }: ListEdit, ofWords: boolean): Postings[] {
  const coming = [...more].sort(([left], [right]) => left - right);
  const tiers = ofWords ? 2 : 1;
  const removed = before.reduce(
    (sum, { ids }) => sum + ids.reduce((all, id) => all + Number(gone.has(id)), 0),
    0,
  );
  if (removed !== gone.size) throw invalid('a list of the search index misses a document');
  return Array.from({ length: tiers }, (_, tier) => {
    const wanted = coming.filter(
      ([, { details }]) => !ofWords || Number((details & NAME_BIT) === 0) === tier,
    );
    const former = before[tier] ?? NO_POSTINGS;
    const ids: number[] = [];
    const details: number[] = [];
    const weights: number[] = [];
    let next = 0;
    const give = (limit: number): void => {
      for (let one = wanted[next]; one !== undefined && one[0] < limit; one = wanted[++next]) {
        ids.push(one[0]);
        details.push(one[1].details);
        weights.push(one[1].weight);
      }
    };
    former.ids.forEach((id, at) => {
      if (gone.has(id)) return;
      give(id);
      if (wanted[next]?.[0] === id) throw invalid('a list of the search index has a document twice');
      ids.push(id);
      details.push(former.details[at] ?? 0);
      weights.push(former.weights[at] ?? 0);
    });
    give(Infinity);
    return {
      ...NO_POSTINGS,
      ids: Uint32Array.from(ids),
      details: Uint8Array.from(ofWords ? details : []),
      weights: Uint8Array.from(ofWords ? weights : []),
    };
  });
}

/** The marks that the beginning of the list of names may need: of what stood there, of what is new, and of what moves up. */
async function marksOf(
  former: FormerIndex,
  before: Postings = NO_POSTINGS,
  after: Postings = NO_POSTINGS,
  { more }: ListEdit,
): Promise<Map<number, number>> {
  const marks = new Map<number, number>();
  if (after.details.length === 0) return marks;
  before.marks.forEach((mark, at) => marks.set(before.ids[at] ?? 0, mark));
  for (const [id, { mark }] of more) marks.set(id, mark);
  for (const id of after.ids.subarray(0, inlineCount(0, after.ids.length)))
    if (!marks.has(id)) marks.set(id, nameMark(await former.document(id)));
  return marks;
}
