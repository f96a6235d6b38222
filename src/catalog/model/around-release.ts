import { compareText } from '../../core/index.ts';
import type { ReleaseFacts } from '../facts/release-facts.ts';
import type { Catalog } from './catalog.ts';
import { neighbourhoodOf } from './neighbourhood.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import type { PublishedArtifact } from './published-artifact.ts';

/** What hangs together around an artifact as one of its releases has it: that may need other things than the latest. Pure. */
export function aroundRelease(
  catalog: Pick<Catalog, 'discovery' | 'targets'>,
  artifact: PublishedArtifact,
  facts: Pick<ReleaseFacts, 'dependencies'>,
): Neighbourhood {
  return neighbourhoodOf(catalog.discovery, artifact.reference, directNeeds(catalog, artifact, facts));
}

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
