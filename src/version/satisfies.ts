import type { Comparator } from './comparator.ts';
import type { Range } from './range.ts';
import { compareVersions, isPrerelease } from './version.ts';
import type { Version } from './version.ts';

export interface SatisfiesOptions {
  /** Let pre-releases count like any other version. Default false: one counts only where the range names a pre-release
   *  of the same three numbers. */
  readonly includePrerelease?: boolean;
}

/** True where the version is in the range, as node-semver says. Pure. */
export function satisfies(version: Version, range: Range, options: SatisfiesOptions = {}): boolean {
  const includePrerelease = options.includePrerelease ?? false;
  const alternatives = includePrerelease ? range.alternativesWithPrereleases : range.alternatives;
  return alternatives.some(
    (comparators) =>
      comparators.every((comparator) => keeps(version, comparator)) &&
      (includePrerelease || !isPrerelease(version) || comparators.some((bound) => invites(bound, version))),
  );
}

/** The highest version in the range, or undefined where there is none; order of input does not matter. Pure. */
export function maxSatisfying(
  versions: Iterable<Version>,
  range: Range,
  options: SatisfiesOptions = {},
): Version | undefined {
  let best: Version | undefined;
  for (const version of versions) {
    const isHigher = best === undefined || isAbove(version, best);
    if (isHigher && satisfies(version, range, options)) best = version;
  }
  return best;
}

/** By precedence, then by text, so that build metadata never makes the answer depend on the order of input. */
function isAbove(version: Version, best: Version): boolean {
  const order = compareVersions(version, best);
  return order > 0 || (order === 0 && version.text < best.text);
}

function keeps(version: Version, comparator: Comparator): boolean {
  const order = compareVersions(version, comparator.version);
  switch (comparator.operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '=':
      return order === 0;
  }
}

/** True where the bound is itself a pre-release of the same three numbers. */
function invites({ version: bound }: Comparator, version: Version): boolean {
  return (
    isPrerelease(bound) &&
    bound.major === version.major &&
    bound.minor === version.minor &&
    bound.patch === version.patch
  );
}
