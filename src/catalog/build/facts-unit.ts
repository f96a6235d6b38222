import { renderFacts } from '../facts/registry-facts.ts';
import type { ReleaseFacts } from '../facts/release-facts.ts';
import type { Catalog } from '../model/catalog.ts';
import { textFile } from '../output-file.ts';
import { unitKey } from './unit.ts';
import type { Unit } from './unit.ts';

/** Where a build keeps what the next one need not read again: facts of the releases that are shown, and of no other. */
export const FACTS_PATH = '.hyper-build/facts.jsonl';

/** The facts for the next build. */
export function factsUnits(catalog: Catalog): Unit[] {
  const shown: ReleaseFacts[] = [];
  for (const { versions } of catalog.artifacts.values()) {
    for (const { facts } of versions) if (facts !== undefined) shown.push(facts);
  }
  const { generator } = catalog.options;
  const key = unitKey({
    generator,
    facts: shown.map((one) => [one.artifact, one.version, one.oid, one.sha256]),
  });
  return [
    {
      id: 'facts',
      key,
      needs: [],
      *render() {
        yield textFile(FACTS_PATH, renderFacts(shown, generator));
      },
    },
  ];
}
