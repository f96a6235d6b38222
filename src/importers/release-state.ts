import type { JsonObject } from '../core/index.ts';
import { UNKNOWN_TIME_MS } from './release-manifest.ts';
import type { SourceRelease } from './source-release.ts';

/** The release's entry in its ArtifactState (SPEC section 2.2), or undefined where it is simply published. Pure. */
export function toReleaseState(source: SourceRelease): JsonObject | undefined {
  if (source.yanked === undefined && source.deprecated === undefined) return undefined;
  const at = new Date(source.publishedAt ?? UNKNOWN_TIME_MS).toISOString();
  return {
    state: source.deprecated === undefined ? 'published' : 'deprecated',
    ...(source.deprecated === undefined
      ? {}
      : { deprecation: { deprecatedAt: at, reason: source.deprecated } }),
    ...(source.yanked === undefined ? {} : { yanked: { at, reason: source.yanked } }),
  };
}
