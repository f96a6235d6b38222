import { invariant } from '../../core/index.ts';
import { CENTRALITY_LEVELS } from '../../discovery/index.ts';
import type { Catalog } from '../model/catalog.ts';
import { paths } from '../model/paths.ts';
import type { PublishedArtifact } from '../model/published-artifact.ts';
import { fromApi } from './artifact-json.ts';

const SHOWN_CENTRAL = 100;
const SHOWN_CLUSTERS = 200;
const SHOWN_MEMBERS = 200;

/** What belongs together with an artifact (docs/api.md, "Discovery of an artifact"). Pure. */
export function artifactDiscoveryJson({ discovery }: Catalog, { reference }: PublishedArtifact): object {
  const found = discovery.of(reference);
  invariant(found !== undefined, 'discovery knows every artifact that is shown');
  return found;
}

/** What is central and how large the graph is (docs/api.md, "Discovery"). Pure. */
export function discoveryJson({ discovery }: Catalog): object {
  return {
    artifacts: discovery.artifactCount,
    needs: discovery.edgeCount,
    levels: CENTRALITY_LEVELS,
    central: discovery.central(SHOWN_CENTRAL).filter(({ dependents }) => dependents > 0),
    clusters: discovery.clusters().length,
    links: { clusters: fromApi(paths.clusters) },
  };
}

/** The largest clusters, one a line (docs/api.md, "Clusters"). Pure. */
export function clustersText({ discovery }: Catalog): string {
  const lines = discovery
    .clusters()
    .slice(0, SHOWN_CLUSTERS)
    .map(({ name, members }) =>
      JSON.stringify({ name, size: members.length, members: members.slice(0, SHOWN_MEMBERS) }),
    );
  return `{"clusters":[\n${lines.join(',\n')}\n]}\n`;
}
