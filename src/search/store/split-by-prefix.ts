/** Consecutive items that go into one shard. */
export interface PrefixGroup<T> {
  /** Every key of the group is at or after it, and before the bound of the next group. */
  readonly bound: string;
  readonly items: readonly T[];
}

interface Sized<T> {
  readonly key: string;
  readonly size: number;
  readonly item: T;
}

/**
 * Parts items, given in order of key, into groups of at most `max` by the prefixes of their keys; one item alone may be
 * larger. The cut of a group depends on nothing but the keys that share its prefix, so that a changed item changes few
 * groups. Pure.
 */
export function splitByPrefix<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  sizeOf: (item: T) => number,
  max: number,
): PrefixGroup<T>[] {
  const sized = items.map((item) => ({ key: keyOf(item), size: sizeOf(item), item }));
  const groups: PrefixGroup<T>[] = [];
  split(sized, 0, '', max, groups);
  return groups;
}

function split<T>(
  items: readonly Sized<T>[],
  depth: number,
  bound: string,
  max: number,
  groups: PrefixGroup<T>[],
): void {
  if (items.length === 0) return;
  if (items.length === 1 || total(items) <= max) {
    groups.push({ bound, items: items.map(({ item }) => item) });
    return;
  }
  let open: Sized<T>[] = [];
  let openBound = bound;
  let openSize = 0;
  const close = (): void => {
    if (open.length > 0) groups.push({ bound: openBound, items: open.map(({ item }) => item) });
    open = [];
    openSize = 0;
  };
  for (const part of byNextUnit(items, depth)) {
    const size = total(part);
    const partBound = groups.length === 0 && open.length === 0 ? bound : prefixOf(part, depth);
    if (openSize + size > max) close();
    if (size > max) {
      split(part, depth + 1, partBound, max, groups);
      continue;
    }
    if (open.length === 0) openBound = partBound;
    open.push(...part);
    openSize += size;
  }
  close();
}

function prefixOf<T>(part: readonly Sized<T>[], depth: number): string {
  return part[0]?.key.slice(0, depth + 1) ?? '';
}

function total<T>(items: readonly Sized<T>[]): number {
  return items.reduce((sum, { size }) => sum + size, 0);
}

/** Items with the same code unit at `depth`; a key that ends there stands alone, before the others. */
function* byNextUnit<T>(items: readonly Sized<T>[], depth: number): Generator<Sized<T>[]> {
  let part: Sized<T>[] = [];
  for (const one of items) {
    const [first] = part;
    if (first !== undefined && first.key[depth] !== one.key[depth]) {
      yield part;
      part = [];
    }
    part.push(one);
  }
  if (part.length > 0) yield part;
}
