import { canonicalJson, toOneLine } from '../core/index.ts';
import type { JsonValue } from '../core/index.ts';
import { toRange } from '../version/index.ts';
import type { LockedRequirement, Lockfile } from './lockfile.ts';
import { compareRequirements } from './make-lockfile.ts';

/** Why a lock does not answer what is asked now, in words; undefined where it does. Pure. */
export function whyStale(
  lockfile: Lockfile,
  asked: readonly LockedRequirement[],
  strategy: Lockfile['strategy'],
): string | undefined {
  if (lockfile.strategy !== strategy) {
    return `the project asks for the strategy ${strategy}, the lock was made with ${lockfile.strategy}`;
  }
  const [before, now] = [lockfile.requirements.map(keyOf), [...asked].sort(compareRequirements).map(keyOf)];
  const added = asked.find((one) => !before.includes(keyOf(one)));
  if (added !== undefined) {
    const range = toRange(added.version);
    const text = range.ok ? ` ${range.value}` : '';
    return `the lock does not know that "${toOneLine(added.artifact)}${toOneLine(text)}" is needed`;
  }
  const gone = lockfile.requirements.find((one) => !now.includes(keyOf(one)));
  return gone === undefined ? undefined : `"${toOneLine(gone.artifact)}" is not asked for any more`;
}

function keyOf(requirement: LockedRequirement): string {
  return canonicalJson(JSON.parse(JSON.stringify(requirement)) as JsonValue);
}
