import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArtifactStateManifest } from '../../../src/manifest/index.ts';
import { isChoosable, latestVersion, releaseStateOf, sortedVersions } from '../../../src/registry/index.ts';

type Releases = NonNullable<ArtifactStateManifest['releases']>;

const AT = '2025-06-01T00:00:00Z';
const YANKED = { state: 'published', yanked: { at: AT, reason: 'Broken.' } } as const;
const UNPUBLISHED = { state: 'published', unpublished: { at: AT, reason: 'Too early.' } } as const;
const TOMBSTONE = { state: 'archived', tombstone: { at: AT, reason: 'A password.' } } as const;
const DEPRECATED = { state: 'deprecated', deprecation: { deprecatedAt: AT, reason: 'Old.' } } as const;

function stateOf(releases: Releases): ArtifactStateManifest {
  return {
    apiVersion: 'hyper/v1',
    kind: 'ArtifactState',
    namespace: 'org.acme',
    name: 'parser',
    revision: 1,
    releases,
  } as unknown as ArtifactStateManifest;
}

describe('the state of a release', () => {
  it.each([
    [{}, 'published', true],
    [{ '1.0.0': { state: 'draft' } }, 'draft', false],
    [{ '1.0.0': DEPRECATED }, 'deprecated', true],
    [{ '1.0.0': { state: 'archived' } }, 'archived', false],
    [{ '1.0.0': YANKED }, 'published', false],
    [{ '1.0.0': UNPUBLISHED }, 'published', false],
    [{ '1.0.0': TOMBSTONE }, 'archived', false],
  ] as const)('with %j is %s, and choosable: %s', (releases, state, choosable) => {
    const own = releaseStateOf(stateOf(releases), '1.0.0');
    expect(own.state).toBe(state);
    expect(isChoosable(own)).toBe(choosable);
  });

  it('is published where nothing is said of the artifact', () => {
    expect(releaseStateOf(undefined, '1.0.0')).toMatchObject({ state: 'published', record: undefined });
  });

  it('takes no name that objects know for a version', () => {
    expect(releaseStateOf(stateOf({}), 'constructor')).toMatchObject({
      state: 'published',
      record: undefined,
    });
  });
});

describe('the latest version (I13)', () => {
  it.each([
    [['1.0.0', '1.10.0', '1.9.0'], {}, '1.10.0'],
    [['1.0.0', '2.0.0-rc.1'], {}, '1.0.0'],
    [['1.0.0-rc.1', '1.0.0-rc.2'], {}, '1.0.0-rc.2'],
    [['1.0.0', '2.0.0'], { '2.0.0': YANKED }, '1.0.0'],
    [['1.0.0', '2.0.0'], { '2.0.0': UNPUBLISHED }, '1.0.0'],
    [['1.0.0', '2.0.0'], { '2.0.0': TOMBSTONE }, '1.0.0'],
    [['1.0.0', '2.0.0'], { '2.0.0': { state: 'draft' } }, '1.0.0'],
    [['1.0.0', '2.0.0'], { '2.0.0': { state: 'archived' } }, '1.0.0'],
    [['1.0.0', '2.0.0'], { '2.0.0': DEPRECATED }, '2.0.0'],
    [['1.0.0', '2.0.0-rc.1'], { '1.0.0': YANKED }, '2.0.0-rc.1'],
    [['1.0.0', '2.0.0'], { '1.0.0': YANKED, '2.0.0': YANKED }, '2.0.0'],
    [['1.0.0', 'not-a-version'], {}, '1.0.0'],
    [['not-a-version'], {}, undefined],
    [[], {}, undefined],
  ])('of %j with %j is %s', (versions, releases, latest) => {
    expect(latestVersion(versions, stateOf(releases as Releases))).toBe(latest);
  });

  it('is computed, whatever a tag or channel called latest says', () => {
    const state = { ...stateOf({}), tags: { latest: '1.0.0' }, channels: { latest: '1.0.0' } };
    expect(latestVersion(['1.0.0', '2.0.0'], state as unknown as ArtifactStateManifest)).toBe('2.0.0');
  });

  it('does not depend on the order in which versions are given', () => {
    const part = fc.nat({ max: 12 });
    const version = fc
      .tuple(part, part, part, fc.constantFrom('', '-rc.1', '-alpha'))
      .map(([a, b, c, pre]) => `${a}.${b}.${c}${pre}`);
    fc.assert(
      fc.property(fc.uniqueArray(version, { minLength: 1 }), (versions) => {
        expect(latestVersion(versions.toReversed(), undefined)).toBe(latestVersion(versions, undefined));
        expect(sortedVersions(versions.toReversed()).map(({ text }) => text)).toEqual(
          sortedVersions(versions).map(({ text }) => text),
        );
      }),
    );
  });
});
