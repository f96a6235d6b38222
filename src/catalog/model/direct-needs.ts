import { compareText } from '../../core/index.ts';
import type { ReleaseFacts } from '../facts/release-facts.ts';
import type { Catalog } from './catalog.ts';
import type { PublishedArtifact } from './published-artifact.ts';

/** What a release needs itself when it runs or is built, in order of name. Pure. */
export function directNeeds(
  { targets }: Pick<Catalog, 'targets'>,
  { namespace, reference }: PublishedArtifact,
  { dependencies }: Pick<ReleaseFacts, 'dependencies'>,
): readonly string[] {
  const found = new Set<string>();
  for (const one of dependencies) {
    const target = one.type === 'dev' ? undefined : targets.find(one, namespace);
    if (target !== undefined && target !== reference) found.add(target);
  }
  return [...found].sort(compareText);
}
