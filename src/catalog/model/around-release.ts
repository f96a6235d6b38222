import { compareText } from '../../core/index.ts';
import type { ReleaseFacts } from '../facts/release-facts.ts';
import type { Catalog } from './catalog.ts';
import { neighbourhoodOf } from './neighbourhood.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import type { PublishedArtifact } from './published-artifact.ts';

/** What hangs together around an artifact as one of its releases has it: that may need other things than the latest. Pure. */
export function aroundRelease(
  catalog: Pick<Catalog, 'discovery' | 'targets'>,
  { namespace, reference }: PublishedArtifact,
  { dependencies }: Pick<ReleaseFacts, 'dependencies'>,
): Neighbourhood {
  const targets = dependencies.flatMap((one) =>
    one.type === 'dev' ? [] : (catalog.targets.find(one, namespace) ?? []),
  );
  const direct = [...new Set(targets)].filter((target) => target !== reference).sort(compareText);
  return neighbourhoodOf(catalog.discovery, reference, direct);
}
