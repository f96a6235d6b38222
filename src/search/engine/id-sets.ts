/** Sets of documents as rising ids. */
export type Ids = Uint32Array;

export const NO_IDS: Ids = new Uint32Array();

/** What is in both. Pure. */
export function intersect(left: Ids, right: Ids): Ids {
  let at = 0;
  return left.filter((id) => {
    while (at < right.length && (right[at] ?? 0) < id) at += 1;
    return right[at] === id;
  });
}

/** What is in the left and not in the right. Pure. */
export function subtract(left: Ids, right: Ids): Ids {
  let at = 0;
  return left.filter((id) => {
    while (at < right.length && (right[at] ?? 0) < id) at += 1;
    return right[at] !== id;
  });
}

/** What is in any of them. Pure. */
export function uniteAll(sets: readonly Ids[]): Ids {
  const filled = sets.filter(({ length }) => length > 0);
  const [first, ...rest] = filled;
  if (first === undefined) return NO_IDS;
  if (rest.length === 0) return first;
  const all = new Uint32Array(filled.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const set of filled) {
    all.set(set, at);
    at += set.length;
  }
  all.sort();
  return all.filter((id, place) => place === 0 || all[place - 1] !== id);
}
