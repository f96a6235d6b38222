export { toRange } from './constraint.ts';
export type { Constraint } from './constraint.ts';
export { parseVersion } from './parse-version.ts';
export { parseRange } from './range.ts';
export type { Alternatives, Comparator, Range } from './range.ts';
export { maxSatisfying, satisfies } from './satisfies.ts';
export type { SatisfiesOptions } from './satisfies.ts';
export { compareVersions, hasEqualPrecedence, isPrerelease, sortVersions, withoutBuild } from './version.ts';
export type { Version } from './version.ts';
