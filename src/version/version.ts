import { compareText } from '../core/index.ts';

/** A version of SemVer 2.0.0, taken apart. Make it with `parseVersion`. */
export interface Version {
  /** Exactly as written; the only spelling of it. */
  readonly text: string;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** Numeric identifiers as numbers; empty for a release. */
  readonly prerelease: readonly (string | number)[];
  /** Identifiers after `+`; they never count in comparisons. */
  readonly build: readonly string[];
}

/** Negative where left comes first: precedence of SemVer section 11, build metadata ignored. Pure. */
export function compareVersions(left: Version, right: Version): number {
  return (
    left.major - right.major ||
    left.minor - right.minor ||
    left.patch - right.patch ||
    comparePrereleases(left.prerelease, right.prerelease)
  );
}

/** True where the two differ in build metadata at most: a registry holds only one of them (ATTACKS I04). */
export function hasEqualPrecedence(left: Version, right: Version): boolean {
  return compareVersions(left, right) === 0;
}

/** True for `1.0.0-rc.1`, false for `1.0.0+build`. */
export function isPrerelease(version: Version): boolean {
  return version.prerelease.length > 0;
}

/** The text up to `+`: equal for exactly those versions that have equal precedence, so good as a key. */
export function withoutBuild(version: Version): string {
  const plus = version.text.indexOf('+');
  return plus < 0 ? version.text : version.text.slice(0, plus);
}

/** A new array, highest version first; versions of equal precedence in code-unit order of their texts. */
export function sortVersions(versions: Iterable<Version>): Version[] {
  return [...versions].sort(
    (left, right) => compareVersions(right, left) || compareText(left.text, right.text),
  );
}

type Identifiers = Version['prerelease'];

function comparePrereleases(left: Identifiers, right: Identifiers): number {
  if (left.length === 0 || right.length === 0) return right.length - left.length;
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index += 1) {
    const order = compareIdentifiers(left[index] ?? 0, right[index] ?? 0);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareIdentifiers(left: string | number, right: string | number): number {
  if (typeof left === 'number') return typeof right === 'number' ? left - right : -1;
  return typeof right === 'number' ? 1 : compareText(left, right);
}
