import { isWithin, parseNamespacePath } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import { namespaceOf } from './namespace-of.ts';

/** A name that was new on the target branch not long ago. */
export interface RecentName {
  /** `namespace/name`. */
  readonly reference: string;
  /** The account whose commit brought it, as far as its address says; the time is that of a trusted branch. */
  readonly account: number | undefined;
}

/** What the target branch holds and held of late, as far as a change needs to know. */
export interface RegistryUsage {
  /** References of all its artifacts, deleted ones whose tombstones stand among them. */
  readonly references: readonly string[];
  /** Bytes of the content of all releases in or below a namespace, for those that have a quota of them. */
  readonly storage: ReadonlyMap<string, number>;
  /** New names of the last day. */
  readonly recent: readonly RecentName[];
}

/** How many of the references lie in or below the namespace, by whole segments. Pure. */
export function countWithin(references: Iterable<string>, namespace: NamespacePath): number {
  let count = 0;
  const known = new Map<string, boolean>();
  for (const reference of references) {
    const of = namespaceOf(reference);
    let isInside = known.get(of);
    if (isInside === undefined) {
      const parsed = parseNamespacePath(of);
      isInside = parsed.ok && isWithin(parsed.value, namespace);
      known.set(of, isInside);
    }
    if (isInside) count += 1;
  }
  return count;
}
