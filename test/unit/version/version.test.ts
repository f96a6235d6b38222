import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import {
  compareVersions,
  hasEqualPrecedence,
  isPrerelease,
  parseVersion,
  sortVersions,
  withoutBuild,
} from '../../../src/version/index.ts';
import { versionOf, versionTexts } from './version-builders.ts';

describe('parseVersion', () => {
  it.each([
    ['0.0.0', { major: 0, minor: 0, patch: 0, prerelease: [], build: [] }],
    ['1.10.2', { major: 1, minor: 10, patch: 2, prerelease: [], build: [] }],
    ['1.0.0-rc.1', { major: 1, minor: 0, patch: 0, prerelease: ['rc', 1], build: [] }],
    ['1.0.0-0a.-.x-y', { major: 1, minor: 0, patch: 0, prerelease: ['0a', '-', 'x-y'], build: [] }],
    ['1.0.0+001.b-1', { major: 1, minor: 0, patch: 0, prerelease: [], build: ['001', 'b-1'] }],
    ['1.0.0-a+b', { major: 1, minor: 0, patch: 0, prerelease: ['a'], build: ['b'] }],
    ['1.0.0+20260101000000000000001', { prerelease: [], build: ['20260101000000000000001'] }],
    ['9007199254740991.0.0', { major: Number.MAX_SAFE_INTEGER }],
    [`1.0.0-${'a'.repeat(250)}`, { prerelease: ['a'.repeat(250)] }],
  ])('reads %j', (text, expected) => {
    expect(parseVersion(text)).toMatchObject({ ok: true, value: { text, ...expected } });
  });

  it.each([
    ['v1.0.0', '1.0.0'],
    ['V1', '1.0.0'],
    ['=1.0.0', '1.0.0'],
    ['1.0', '1.0.0'],
    ['1', '1.0.0'],
    ['1.0-rc.1', '1.0.0-rc.1'],
    ['01.0.0', '1.0.0'],
    ['1.00.0', '1.0.0'],
    [' 1.0.0', '1.0.0'],
    ['1.0.0\n', '1.0.0'],
    ['\uff11.0.0', '1.0.0'],
    ['1.0.0-01', '1.0.0-1'],
    ['1.0.0-rc.007+007', '1.0.0-rc.7+007'],
    ['\u0661.0.0', undefined],
    ['1.0.0.0', undefined],
    ['1.0.0-', undefined],
    ['1.0.0+', undefined],
    ['1.0.0-a..b', undefined],
    ['1.0.0-\u00e9', undefined],
    ['1.0.0+a+b', undefined],
    ['1.0.0 ; rm -rf', undefined],
    ['1.x', undefined],
    ['1..0', undefined],
    ['-1.0.0', undefined],
    ['+1.0.0', undefined],
    ['1e3.0.0', undefined],
    ['latest', undefined],
    ['constructor', undefined],
    ['', undefined],
  ])('refuses %j, corrected to %j (I05)', (text, corrected) => {
    const result = parseVersion(text);
    expect(result.ok ? undefined : [result.fault.code, result.fault.corrected]).toEqual([
      'HYPER_VERSION_INVALID',
      corrected,
    ]);
  });

  it.each([
    '9007199254740992.0.0',
    '1.0.99999999999999999999',
    '1.9007199254740993.0-rc',
    '1.0.0-rc.9007199254740992',
    `${'9'.repeat(200)}.0.0`,
  ])('refuses the too large number of %j (I11)', (text) => {
    const result = parseVersion(text);
    expect(result.ok ? undefined : result.fault.code).toBe('HYPER_VERSION_NUMBER_TOO_LARGE');
  });

  it.each([257, 400_000])('refuses a version of %i characters unread', (length) => {
    const result = parseVersion('1'.repeat(length));
    expect(result.ok ? undefined : result.fault.code).toBe('HYPER_VERSION_TOO_LONG');
  });

  it('accepts exactly what node-semver accepts and leaves unchanged', () => {
    const digits = fc.constantFrom('0', '1', '01', '10', '', 'x', 'v1', ' 1', '-', 'a');
    const texts = fc
      .tuple(
        digits,
        digits,
        digits,
        fc.constantFrom('', '-', '-a', '-01', '-1.a', '-a..b', '+', '+01', '-a+b', '.0', ' '),
      )
      .map(([major, minor, patch, tail]) => `${major}.${minor}.${patch}${tail}`);
    fc.assert(
      fc.property(fc.oneof(versionTexts, texts), (text) => {
        const peer = semver.parse(text);
        expect(parseVersion(text).ok).toBe(
          peer !== null && peer.raw === text && peer.toString() === text.split('+')[0],
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('corrects only to what it accepts', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[v ]?[0-9]{1,3}(\.[0-9]{1,3}){0,3}[-+ ]?[0-9a.]{0,4}$/u), (text) => {
        const result = parseVersion(text);
        if (result.ok || result.fault.corrected === undefined) return;
        expect(parseVersion(result.fault.corrected).ok).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('compareVersions', () => {
  it('agrees with node-semver', () => {
    fc.assert(
      fc.property(versionTexts, versionTexts, (left, right) => {
        const order = Math.sign(compareVersions(versionOf(left), versionOf(right)));
        expect(order + 0).toBe(semver.compare(left, right));
      }),
      { numRuns: 3000 },
    );
  });

  it('puts the versions of SemVer section 11 in their order', () => {
    const chain = [
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
    ];
    const all = [...chain, '1.0.0-rc.1', '1.0.0', '2.0.0', '2.1.0', '2.1.1'];
    expect(sortVersions([...all].reverse().map(versionOf)).map(({ text }) => text)).toEqual(
      [...all].reverse(),
    );
  });

  it.each([
    ['1.0.0+a', '1.0.0+b', true],
    ['1.0.0+a', '1.0.0', true],
    ['1.0.0-rc+a', '1.0.0-rc+b', true],
    ['1.0.0-rc+a', '1.0.0+a', false],
    ['1.0.0-rc', '1.0.0-RC', false],
    ['1.0.0', '1.0.1', false],
  ])('says of %s and %s that they are one version: %s (I04)', (left, right, expected) => {
    expect(hasEqualPrecedence(versionOf(left), versionOf(right))).toBe(expected);
    expect(withoutBuild(versionOf(left)) === withoutBuild(versionOf(right))).toBe(expected);
  });

  it('has equal keys for exactly the versions of equal precedence (I04)', () => {
    fc.assert(
      fc.property(versionTexts, versionTexts, (left, right) => {
        const [one, two] = [versionOf(left), versionOf(right)];
        expect(withoutBuild(one) === withoutBuild(two)).toBe(hasEqualPrecedence(one, two));
      }),
    );
  });

  it('sorts highest first, the same from every order of input', () => {
    fc.assert(
      fc.property(fc.array(versionTexts, { maxLength: 8 }), (texts) => {
        const sorted = sortVersions(texts.map(versionOf)).map(({ text }) => text);
        expect(sortVersions([...texts].reverse().map(versionOf)).map(({ text }) => text)).toEqual(sorted);
        expect(semver.rsort([...texts]).map((text) => text.split('+')[0])).toEqual(
          sorted.map((text) => text.split('+')[0]),
        );
      }),
    );
  });

  it('knows pre-releases', () => {
    expect(['1.0.0', '1.0.0+rc', '1.0.0-0'].map((text) => isPrerelease(versionOf(text)))).toEqual([
      false,
      false,
      true,
    ]);
  });
});
