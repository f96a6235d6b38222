import { inheritedBy, lineageOf } from '../../registry/index.ts';
import type { Snapshot } from '../../registry/index.ts';
import type { Visibility } from '../facts/release-facts.ts';

const OPENNESS: readonly Visibility[] = ['private', 'internal', 'public'];

/** Whether something of this visibility belongs on a site that shows `shown` and everything more public. */
export function isIncluded(visibility: Visibility, shown: Visibility): boolean {
  return OPENNESS.indexOf(visibility) >= OPENNESS.indexOf(shown);
}

/**
 * Who may see what is in the namespace where a release says nothing else. Where no namespace on the way up says it
 * either, it is the stricter of the scope's default and the registry's. Pure.
 */
export function namespaceVisibility(
  snapshot: Pick<Snapshot, 'namespaces' | 'registry'>,
  path: string,
): Visibility {
  const inherited = inheritedBy(snapshot, path).visibility;
  const isStated = lineageOf(snapshot, path).some(
    ({ manifest }) => manifest.visibility !== undefined || manifest.public !== undefined,
  );
  const fallback = snapshot.registry.settings?.defaultVisibility ?? inherited;
  return isStated || isIncluded(fallback, inherited) ? inherited : fallback;
}
