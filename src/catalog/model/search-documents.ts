import type { SearchDocument } from '../../search/index.ts';
import type { Observed, Snapshot } from '../../registry/index.ts';
import type { RegistryFacts } from '../facts/registry-facts.ts';
import type { Visibility } from '../facts/release-facts.ts';
import { toCatalog } from './catalog.ts';
import type { Catalog } from './catalog.ts';
import { stateWordOf } from './version-state.ts';

const MAX_RANK_OF_USE = 3;

/** The artifacts that a catalog shows, as a search finds them: by what their latest release says. What hangs on each is
 *  told by discovery, unless something else is asked. Pure. */
export function* searchDocuments(
  { artifacts, discovery, observed }: Pick<Catalog, 'artifacts' | 'discovery' | 'observed'>,
  centralityOf = (reference: string): number => discovery.centrality(reference),
): Generator<SearchDocument> {
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
      rank: Math.max(centralityOf(reference), rankOfUse(observed.get(reference))),
      ...observed.get(reference),
      ...(publishedAt === undefined ? {} : { published: publishedAt }),
    };
  }
}

/** Use counts as much as a few dependents do, however many downloads are said: a hundred, ten thousand or a million. */
function rankOfUse({ downloadCount = 0 }: Observed = {}): number {
  return Math.min(MAX_RANK_OF_USE, Math.floor(Math.log10(1 + downloadCount) / 2));
}

/** The same of a registry that is not built: what is at least as open as `visibility`, and nothing else. Pure. */
export function searchDocumentsOf(
  snapshot: Snapshot,
  facts: RegistryFacts,
  visibility: Visibility,
): Iterable<SearchDocument> {
  return searchDocuments(toCatalog(snapshot, facts, { visibility, generator: '', schemas: [] }));
}
