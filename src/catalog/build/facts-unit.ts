import { digestHex, sortedBy } from '../../core/index.ts';
import { renderFacts } from '../facts/registry-facts.ts';
import type { ReleaseFacts } from '../facts/release-facts.ts';
import type { Catalog } from '../model/catalog.ts';
import type { PublishedArtifact } from '../model/published-artifact.ts';
import { textFile } from '../output-file.ts';
import type { PlanMemory } from './plan-memory.ts';
import { unitKey } from './unit.ts';
import type { Unit } from './unit.ts';

/** How the paths begin where a build keeps what the next one need not read again: facts of the releases that are shown,
 *  and of no other. */
export const FACTS_PREFIX = '.hyper-build/facts';

/** Releases in one file of facts, about: no more are rendered where one changed, or are text in memory at once. */
const RELEASES_PER_FILE = 1000;
const MAX_DIGITS = 4;

/** The facts for the next build, in one file or, of many releases, in as many as there are beginnings of digests. */
export function factsUnits(catalog: Catalog, memory: PlanMemory): Unit[] {
  const digits = digitsFor(catalog.releaseCount);
  const shares = new Map<string, PublishedArtifact[]>();
  if (digits === 0) shares.set('', []);
  for (const artifact of catalog.artifacts.values()) {
    const share = digits === 0 ? '' : digestHex(artifact.reference).slice(0, digits);
    const shown = shares.get(share);
    if (shown === undefined) shares.set(share, [artifact]);
    else shown.push(artifact);
  }
  const { generator } = catalog.options;
  return sortedBy(shares, ([share]) => share).map(([share, shown]) => {
    const id = share === '' ? 'facts' : `facts:${share}`;
    return {
      id,
      key: memory.stillKey(id, shown) ?? factsKey(generator, shown),
      needs: [],
      *render() {
        const path = share === '' ? `${FACTS_PREFIX}.jsonl` : `${FACTS_PREFIX}/${share}.jsonl`;
        yield textFile(path, renderFacts(shown.flatMap(factsOf), generator));
      },
    };
  });
}

function factsKey(generator: string, shown: readonly PublishedArtifact[]): string {
  let facts = '';
  for (const { artifact, version, oid, sha256 } of shown.flatMap(factsOf))
    facts += `${artifact}@${version} ${oid} ${sha256}\n`;
  return unitKey({ generator, facts });
}

function factsOf({ versions }: PublishedArtifact): ReleaseFacts[] {
  return versions.flatMap(({ facts }) => facts ?? []);
}

/** Hex digits of a digest by which so many releases are shared out. */
function digitsFor(releases: number): number {
  let digits = 0;
  while (digits < MAX_DIGITS && releases / 16 ** digits > RELEASES_PER_FILE) digits += 1;
  return digits;
}
