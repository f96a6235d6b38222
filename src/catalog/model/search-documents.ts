import type { SearchDocument } from '../../search/index.ts';
import type { Snapshot } from '../../registry/index.ts';
import type { RegistryFacts } from '../facts/registry-facts.ts';
import type { Visibility } from '../facts/release-facts.ts';
import { toCatalog } from './catalog.ts';
import type { Catalog } from './catalog.ts';
import { stateWordOf } from './version-state.ts';

/** The artifacts that a catalog shows, as a search finds them: by what their latest release says. Pure. */
export function* searchDocuments({
  artifacts,
  discovery,
}: Pick<Catalog, 'artifacts' | 'discovery'>): Generator<SearchDocument> {
  for (const { reference, namespace, name, latest, versions } of artifacts.values()) {
    const shown = versions.find(({ facts }) => facts !== undefined && facts === latest);
    if (latest === undefined || shown === undefined) continue;
    const { author, license, publishedAt } = latest;
    yield {
      reference,
      namespace,
      name,
      type: latest.type,
      version: latest.version,
      state: stateWordOf(shown),
      description: latest.description,
      ...(author === undefined ? {} : { author }),
      ...(license === undefined ? {} : { license }),
      tags: latest.tags ?? [],
      keywords: latest.keywords ?? [],
      created: latest.createdAt,
      rank: discovery.centrality(reference),
      ...(publishedAt === undefined ? {} : { published: publishedAt }),
    };
  }
}

/** The same of a registry that is not built: what is at least as open as `visibility`, and nothing else. Pure. */
export function searchDocumentsOf(
  snapshot: Snapshot,
  facts: RegistryFacts,
  visibility: Visibility,
): Iterable<SearchDocument> {
  return searchDocuments(toCatalog(snapshot, facts, { visibility, generator: '', schemas: [] }));
}
