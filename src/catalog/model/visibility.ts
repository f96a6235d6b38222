import type { Visibility } from '../facts/release-facts.ts';

const OPENNESS: readonly Visibility[] = ['private', 'internal', 'public'];

/** Whether something of this visibility belongs on a site that shows `shown` and everything more public. */
export function isIncluded(visibility: Visibility, shown: Visibility): boolean {
  return OPENNESS.indexOf(visibility) >= OPENNESS.indexOf(shown);
}
