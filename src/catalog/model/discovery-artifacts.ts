import type { DiscoveryArtifact } from '../../discovery/index.ts';
import type { Observed } from '../../registry/index.ts';
import type { TargetFinder } from './dependents.ts';
import type { PublishedArtifact } from './published-artifact.ts';

/** The shown artifacts by what their latest release says; one that only tombstones are left of needs nothing. What is
 *  needed only for development ties nothing. Pure. */
export function* discoveryArtifacts(
  artifacts: Iterable<PublishedArtifact>,
  targets: TargetFinder,
  observed: ReadonlyMap<string, Observed>,
): Generator<DiscoveryArtifact> {
  for (const { reference, namespace, name, latest } of artifacts) {
    const dependencies = (latest?.dependencies ?? []).filter(({ type }) => type !== 'dev');
    yield {
      reference,
      name,
      description: latest?.description ?? '',
      tags: latest?.tags ?? [],
      keywords: latest?.keywords ?? [],
      capabilities: latest?.capabilities ?? [],
      downloadCount: observed.get(reference)?.downloadCount,
      needs: dependencies.flatMap((dependency) => targets.find(dependency, namespace) ?? []),
    };
  }
}
