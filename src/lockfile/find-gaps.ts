import { isWithin } from './is-within.ts';
import { findUses, isFollowed } from './make-lockfile.ts';
import type { ChosenRelease, Need } from './make-lockfile.ts';

/** A need that the chosen releases leave open. */
export interface Gap {
  /** Who needs it; undefined: the project. */
  readonly from: string | undefined;
  readonly need: Need;
  /** What was chosen and will not do; undefined where nothing was. */
  readonly version: string | undefined;
}

export interface GapsInput {
  readonly needs: readonly Need[];
  readonly chosen: ReadonlyMap<string, ChosenRelease>;
  /** Ranges of the project that stand in for everybody else's, by `namespace/name`. */
  readonly overrides: ReadonlyMap<string, string>;
}

/**
 * Every need of what is used that the choice does not meet: an independent check of a resolution or a lock. An optional
 * need may be left out, but not be met by a version outside its range. Pure.
 */
export function findGaps({ needs, chosen, overrides }: GapsInput): readonly Gap[] {
  const gaps: Gap[] = [];
  const check = (from: string | undefined, need: Need): void => {
    const version = chosen.get(need.target)?.identity.version;
    if (version === undefined && need.optional) return;
    const override = from === undefined ? undefined : overrides.get(need.target);
    const range = override ?? need.range;
    if (version === undefined || !isWithin(version, range)) gaps.push({ from, need, version });
  };
  for (const need of needs) check(undefined, need);
  for (const reference of findUses(needs, chosen).keys()) {
    for (const need of chosen.get(reference)?.needs ?? []) if (isFollowed(need)) check(reference, need);
  }
  return gaps;
}
