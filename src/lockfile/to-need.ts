import { isWithin } from './is-within.ts';
import type { Need } from './make-lockfile.ts';

/** What a dependency names, and where that was moved to: undefined where it was not. */
export interface NamedTarget {
  readonly named: string;
  readonly moved: string | undefined;
}

/**
 * What a dependency came down to, told by the versions that were chosen: the artifact that it names, or, where that was
 * not chosen or its version will not do, the one that this was moved to. Pure.
 */
export function toNeed(
  { range, type, optional, condition }: Omit<Need, 'target'>,
  { named, moved }: NamedTarget,
  versionOf: (reference: string) => string | undefined,
): Need {
  const gaveWay = moved !== undefined && hasGivenWay(range, versionOf(named), versionOf(moved));
  const target = gaveWay ? moved : named;
  return { target, range, type, optional, ...(condition === undefined ? {} : { condition }) };
}

function hasGivenWay(range: string, old: string | undefined, fresh: string | undefined): boolean {
  if (old === undefined || fresh === undefined) return fresh !== undefined;
  return !isWithin(old, range) && isWithin(fresh, range);
}
