import { describe, expect, it } from 'vitest';
import { lockedVersions } from '../../../src/catalog/locks/locked-versions.ts';
import type { BuiltLocks } from '../../../src/catalog/locks/locked-versions.ts';
import type { PublishedArtifact, PublishedVersion } from '../../../src/catalog/model/published-artifact.ts';
import { latestVersion, releaseStateOf } from '../../../src/registry/index.ts';

const AT = '2026-01-01T00:00:00Z';
const STATE = {
  releases: {
    '2.1.0': { state: 'published', yanked: { at: AT, reason: 'broken' } },
    '3.0.0': { state: 'published', yanked: { at: AT, reason: 'broken' } },
    '1.0.0': { state: 'deprecated', deprecation: { deprecatedAt: AT, reason: 'old' } },
  },
  channels: { stable: '1.1.0' },
  tags: { old: '0.2.0', gone: '9.9.9' },
} as unknown as NonNullable<PublishedArtifact['state']>;

/** An artifact with these versions, given highest first; one behind `!` is a tombstone. */
function artifact(versions: readonly string[], state: PublishedArtifact['state']): PublishedArtifact {
  const shown = versions.map((text) => {
    const version = text.replace('!', '');
    const facts = text.startsWith('!') ? undefined : ({ version } as PublishedVersion['facts']);
    return { version, state: releaseStateOf(state, version), facts };
  });
  const latest = latestVersion(
    shown.flatMap(({ version, facts }) => (facts === undefined ? [] : [version])),
    state,
  );
  return {
    versions: shown,
    latest: shown.find(({ version }) => version === latest)?.facts,
    state,
  } as unknown as PublishedArtifact;
}

describe('the releases that a build writes locks of', () => {
  const one = artifact(
    [
      '4.0.0-rc.2',
      '4.0.0-rc.1',
      '3.0.0',
      '2.1.0',
      '2.0.0',
      '!1.3.0',
      '1.2.0',
      '1.1.0',
      '1.0.0',
      '0.2.1',
      '0.2.0',
      '0.1.0',
    ],
    STATE,
  );

  it.each<[BuiltLocks, readonly string[]]>([
    ['lines', ['4.0.0-rc.2', '2.0.0', '1.2.0', '1.1.0', '0.2.1', '0.2.0', '0.1.0']],
    ['latest', ['2.0.0', '1.1.0', '0.2.0']],
    ['all', one.versions.flatMap(({ version, facts }) => (facts === undefined ? [] : [version]))],
    ['none', []],
  ])('are, for "%s", %j', (wanted, expected) => {
    expect(lockedVersions(one, wanted)).toEqual(expected);
  });

  it('take a stable release of a line before a pre-release that is higher', () => {
    const line = artifact(['2.1.0-beta.1', '2.0.0', '2.0.0-rc.1'], undefined);
    expect(lockedVersions(line, 'lines')).toEqual(['2.0.0']);
  });

  it('do not grow with the patches of a line', () => {
    const versions = Array.from({ length: 200 }, (_, patch) => `1.0.${String(199 - patch)}`);
    expect(lockedVersions(artifact(versions, undefined), 'lines')).toEqual(['1.0.199']);
  });
});
