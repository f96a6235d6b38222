import { sortedBy } from '../../core/index.ts';
import type { Catalog } from './catalog.ts';
import { isHidden } from './is-hidden.ts';
import type { PublishedArtifact, PublishedVersion } from './published-artifact.ts';

type ReleaseRow = NonNullable<PublishedVersion['state']['record']>;

/** The one word for what became of a version; a yank says more than a deprecation. */
export type StateWord = 'published' | 'deprecated' | 'archived' | 'yanked' | 'deleted';

/** The word that people read beside a version. Pure. */
export function stateWordOf({ state, facts }: PublishedVersion): StateWord {
  if (facts === undefined) return 'deleted';
  if (state.isYanked) return 'yanked';
  return state.state === 'draft' ? 'published' : state.state;
}

/** Why and until when a deprecated version may be used; a replacement that is hidden goes unnamed. Pure. */
export function deprecationOf(catalog: Catalog, { state }: PublishedVersion): ReleaseRow['deprecation'] {
  const stated = state.record?.deprecation;
  if (stated?.replacement === undefined || !isHidden(catalog, stated.replacement)) return stated;
  const { deprecatedAt, removedAt, reason, alternateVersions } = stated;
  return {
    deprecatedAt,
    ...(removedAt === undefined ? {} : { removedAt }),
    reason,
    ...(alternateVersions === undefined ? {} : { alternateVersions }),
  };
}

/** Where the artifact moved to; nowhere where that is hidden. Pure. */
export function redirectOf(
  catalog: Catalog,
  { state }: PublishedArtifact,
): NonNullable<PublishedArtifact['state']>['redirect'] {
  const stated = state?.redirect;
  return stated === undefined || isHidden(catalog, stated.artifact) ? undefined : stated;
}

/** The channels, or the tags, that name a release that is shown, in order of name. Pure. */
export function namedVersions(
  artifact: PublishedArtifact,
  which: 'channels' | 'tags',
): readonly (readonly [string, string])[] {
  const shown = new Set(artifact.versions.flatMap((one) => (one.facts === undefined ? [] : [one.version])));
  const named = Object.entries(artifact.state?.[which] ?? {}).filter(([, version]) => shown.has(version));
  return sortedBy(named, ([name]) => name);
}
