import fc from 'fast-check';
import { parseRange, parseVersion } from '../../../src/version/index.ts';
import type { Range, Version } from '../../../src/version/index.ts';

export function versionOf(text: string): Version {
  const result = parseVersion(text);
  if (!result.ok) throw new Error(`${text}: ${result.fault.message}`);
  return result.value;
}

export function rangeOf(text: string): Range {
  const result = parseRange(text);
  if (!result.ok) throw new Error(`${text}: ${result.fault.message}`);
  return result.value;
}

const numbers = fc.oneof(fc.nat(3), fc.nat(3), fc.constantFrom(10, Number.MAX_SAFE_INTEGER - 1));
const prereleases = fc.oneof(
  fc.constant(''),
  fc.constant(''),
  fc
    .array(fc.oneof(fc.nat(12).map(String), fc.constantFrom('alpha', 'beta', 'rc', 'RC', 'a-b', '-', '0a')), {
      minLength: 1,
      maxLength: 3,
    })
    .map((identifiers) => `-${identifiers.join('.')}`),
);
const builds = fc.constantFrom('', '', '', '+a', '+001', '+b.2');

/** Texts of strict SemVer, often close to one another. */
export const versionTexts: fc.Arbitrary<string> = fc
  .tuple(numbers, numbers, numbers, prereleases, builds)
  .map(([major, minor, patch, prerelease, build]) => `${major}.${minor}.${patch}${prerelease}${build}`);

const smallVersions = fc
  .tuple(fc.nat(3), fc.nat(3), fc.nat(3), prereleases)
  .map(([major, minor, patch, prerelease]) => `${major}.${minor}.${patch}${prerelease}`);
const partials = fc.oneof(
  smallVersions,
  fc.nat(3).map(String),
  fc.tuple(fc.nat(3), fc.nat(3)).map((pair) => pair.join('.')),
  fc.nat(3).map((major) => `${major}.x`),
);
const bounds = fc
  .tuple(fc.constantFrom('', '=', '>', '>=', '<', '<=', '^', '~'), partials)
  .map(([operator, operand]) => operator + operand);
const simple = fc.oneof(
  bounds,
  fc.array(bounds, { minLength: 2, maxLength: 3 }).map((all) => all.join(' ')),
  fc.tuple(partials, partials).map(([low, high]) => `${low} - ${high}`),
  fc.constant('*'),
);

/** Texts of ranges of every form. */
export const rangeTexts: fc.Arbitrary<string> = fc
  .array(simple, { minLength: 1, maxLength: 3 })
  .map((alternatives) => alternatives.join(' || '))
  .filter((text) => text.length <= 256);
