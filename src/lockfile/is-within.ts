import { parseRange, parseVersion, satisfies } from '../version/index.ts';

/** Whether a version is in a range, as node-semver says; false where either is none. Pure. */
export function isWithin(version: string, range: string): boolean {
  const [one, wanted] = [parseVersion(version), parseRange(range)];
  return one.ok && wanted.ok && satisfies(one.value, wanted.value);
}
