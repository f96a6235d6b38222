import { digestHex, sortedBy } from '../../core/index.ts';
import { renderFacts } from '../facts/registry-facts.ts';
import type { ReleaseFacts } from '../facts/release-facts.ts';
import type { Catalog } from '../model/catalog.ts';
import { textFile } from '../output-file.ts';
import { unitKey } from './unit.ts';
import type { Unit } from './unit.ts';

/** How the paths begin where a build keeps what the next one need not read again: facts of the releases that are shown,
 *  and of no other. */
export const FACTS_PREFIX = '.hyper-build/facts';

/** Releases in one file of facts, about: no more are rendered where one changed, or are text in memory at once. */
const RELEASES_PER_FILE = 1000;
const MAX_DIGITS = 4;

/** The facts for the next build, in one file or, of many releases, in as many as there are beginnings of digests. */
export function factsUnits(catalog: Catalog): Unit[] {
  const digits = digitsFor(catalog.releaseCount);
  const shares = new Map<string, ReleaseFacts[]>();
  if (digits === 0) shares.set('', []);
  for (const { reference, versions } of catalog.artifacts.values()) {
    const share = digits === 0 ? '' : digestHex(reference).slice(0, digits);
    const shown = shares.get(share) ?? [];
    for (const { facts } of versions) if (facts !== undefined) shown.push(facts);
    shares.set(share, shown);
  }
  const { generator } = catalog.options;
  return sortedBy(shares, ([share]) => share).map(([share, facts]) => factsUnit(generator, share, facts));
}

function factsUnit(generator: string, share: string, shown: readonly ReleaseFacts[]): Unit {
  let facts = '';
  for (const { artifact, version, oid, sha256 } of shown)
    facts += `${artifact}@${version} ${oid} ${sha256}\n`;
  return {
    id: share === '' ? 'facts' : `facts:${share}`,
    key: unitKey({ generator, facts }),
    needs: [],
    *render() {
      const path = share === '' ? `${FACTS_PREFIX}.jsonl` : `${FACTS_PREFIX}/${share}.jsonl`;
      yield textFile(path, renderFacts(shown, generator));
    },
  };
}

/** Hex digits of a digest by which so many releases are shared out. */
function digitsFor(releases: number): number {
  let digits = 0;
  while (digits < MAX_DIGITS && releases / 16 ** digits > RELEASES_PER_FILE) digits += 1;
  return digits;
}
