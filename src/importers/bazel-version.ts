import { compareText } from '../core/index.ts';

/**
 * The order of Bazel module versions: `RELEASE[-PRERELEASE][+BUILD]`, both made of identifiers parted by dots. Digits
 * compare as numbers and come before words; a list that is the beginning of another comes first; a pre-release comes
 * before its release; build metadata does not count. Source: "Version format" in Bazel's documentation of modules. Pure.
 */
export function compareBazelVersions(left: string, right: string): number {
  const [leftRelease, leftPrerelease] = split(left);
  const [rightRelease, rightPrerelease] = split(right);
  const byRelease = compareLists(leftRelease, rightRelease);
  if (byRelease !== 0 || leftPrerelease === rightPrerelease) return byRelease;
  if (leftPrerelease === '') return 1;
  if (rightPrerelease === '') return -1;
  return compareLists(leftPrerelease, rightPrerelease);
}

/** The release and the pre-release (empty where there is none), without build metadata. */
function split(version: string): readonly [release: string, prerelease: string] {
  const [counted = ''] = version.split('+');
  const dash = counted.indexOf('-');
  return dash < 0 ? [counted, ''] : [counted.slice(0, dash), counted.slice(dash + 1)];
}

function compareLists(left: string, right: string): number {
  const lefts = left.split('.');
  const rights = right.split('.');
  for (const [index, item] of lefts.entries()) {
    const other = rights[index];
    if (other === undefined) return 1;
    const order = compareIdentifiers(item, other);
    if (order !== 0) return order;
  }
  return lefts.length - rights.length;
}

function compareIdentifiers(left: string, right: string): number {
  const isLeftNumber = /^[0-9]+$/u.test(left);
  if (isLeftNumber !== /^[0-9]+$/u.test(right)) return isLeftNumber ? -1 : 1;
  if (!isLeftNumber) return compareText(left, right);
  const difference = BigInt(left) - BigInt(right);
  if (difference !== 0n) return difference < 0n ? -1 : 1;
  return compareText(left, right);
}

/**
 * The SemVer version that keeps a Bazel version's place among its neighbours, or why there is none. One to three numbers
 * are filled up with zeros and lose leading zeros; the pre-release stays. A fourth part (`1.3.1.bcr.5`) comes after
 * `1.3.1` and before `1.3.2`, where SemVer has only pre-releases, which no range would take up. Pure.
 */
export function toSemver(version: string): { readonly version: string } | { readonly why: string } {
  const [release, prerelease] = split(version);
  const numbers = release.split('.');
  if (numbers.length > 3 || !numbers.every((part) => /^[0-9]+$/u.test(part))) {
    return { why: `expected one to three numbers before the first dash, got "${version}"` };
  }
  const filled = [...numbers, '0', '0'].slice(0, 3).map(withoutZeros).join('.');
  const tail = prerelease === '' ? '' : `-${prerelease.split('.').map(withoutZeros).join('.')}`;
  const plus = version.indexOf('+');
  return { version: `${filled}${tail}${plus < 0 ? '' : version.slice(plus)}` };
}

function withoutZeros(identifier: string): string {
  return /^[0-9]+$/u.test(identifier) ? identifier.replace(/^0+(?=[0-9])/u, '') : identifier;
}
