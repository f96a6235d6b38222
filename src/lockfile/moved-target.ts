import { isWithin } from './is-within.ts';

/** What is needed, and where it was moved to: undefined where it was not. */
export interface MovedNeed {
  readonly named: string;
  readonly moved: string | undefined;
  readonly range: string;
}

/**
 * Which artifact a need came down to, told by the versions that were chosen: the one that it names, or, where that was not
 * chosen or its version will not do, the one that this was moved to. Pure.
 */
export function movedTarget(
  { named, moved, range }: MovedNeed,
  versionOf: (reference: string) => string | undefined,
): string {
  const fresh = moved === undefined ? undefined : versionOf(moved);
  if (moved === undefined || fresh === undefined) return named;
  const old = versionOf(named);
  return old === undefined || (!isWithin(old, range) && isWithin(fresh, range)) ? moved : named;
}
