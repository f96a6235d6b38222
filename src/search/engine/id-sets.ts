/** Sets of documents as rising arrays of ids. Pure. */
export function intersect(left: readonly number[], right: readonly number[]): number[] {
  const found: number[] = [];
  let at = 0;
  for (const id of left) {
    while (at < right.length && (right[at] ?? 0) < id) at += 1;
    if (right[at] === id) found.push(id);
  }
  return found;
}

/** What is in either. Pure. */
export function unite(left: readonly number[], right: readonly number[]): number[] {
  const found: number[] = [];
  let at = 0;
  for (const id of left) {
    for (; at < right.length && (right[at] ?? 0) < id; at += 1) found.push(right[at] ?? 0);
    if (right[at] === id) at += 1;
    found.push(id);
  }
  for (; at < right.length; at += 1) found.push(right[at] ?? 0);
  return found;
}

/** What is in the left and not in the right. Pure. */
export function subtract(left: readonly number[], right: readonly number[]): number[] {
  let at = 0;
  return left.filter((id) => {
    while (at < right.length && (right[at] ?? 0) < id) at += 1;
    return right[at] !== id;
  });
}
