import { describe, expect, it } from 'vitest';
import { LockUniverse } from '../../../src/catalog/locks/lock-universe.ts';
import type { LockBounds } from '../../../src/catalog/locks/lock-universe.ts';
import { toCatalog } from '../../../src/catalog/model/catalog.ts';
import type { Catalog } from '../../../src/catalog/model/catalog.ts';
import { OPTIONS, buildSite, namespace, registry, release } from './site-builder.ts';

const COUNT = 12;

/** A chain of artifacts with three releases each; the last needs what is not there. */
async function chain(): Promise<Catalog> {
  const files = [registry(), namespace('lib.chain')];
  for (let index = 0; index < COUNT; index += 1) {
    for (const version of ['1.0.0', '1.1.0', '2.0.0']) {
      const needed = version === '2.0.0' && index === 3 ? 'absent' : `p${String(index + 1)}`;
      const isLast = index === COUNT - 1;
      const dependencies = isLast ? [] : [{ artifact: `lib.chain/${needed}`, version: '^1.0.0' }];
      files.push(release(`lib.chain/p${String(index)}@${version}`, { dependencies }));
    }
  }
  const { snapshot, facts, faults } = await buildSite(files);
  expect(faults).toEqual([]);
  return toCatalog(snapshot, facts, OPTIONS);
}

function everyLock(catalog: Catalog, bounds: LockBounds, check: (universe: LockUniverse) => void): string[] {
  const universe = new LockUniverse(catalog, bounds);
  return [...catalog.artifacts.values()].flatMap((artifact) =>
    artifact.versions.map(({ version }) => {
      const { kind, text } = universe.lockOf(artifact, version);
      check(universe);
      return `${kind} ${text}`;
    }),
  );
}

describe('what the locks of a build hold at once', () => {
  it('stays within its bounds, and the locks are the same whatever they are', async () => {
    const catalog = await chain();
    let most = { releases: 0, groupUnits: 0 };
    const free = everyLock(
      catalog,
      { releases: Infinity, groupUnits: Infinity },
      ({ held }) => (most = held),
    );
    expect(free).toHaveLength(COUNT * 3);
    expect(free.filter((one) => one.startsWith('conflict'))).toHaveLength(1);
    expect(most.releases).toBeGreaterThanOrEqual(COUNT * 3);
    for (const bounds of [
      { releases: 1, groupUnits: 1 },
      { releases: 10, groupUnits: 2500 },
    ]) {
      let fullest = 0;
      const bound = everyLock(catalog, bounds, ({ held }) => {
        expect(held.releases).toBeLessThanOrEqual(bounds.releases);
        expect(held.groupUnits).toBeLessThanOrEqual(bounds.groupUnits);
        fullest = Math.max(fullest, held.groupUnits);
      });
      expect(bound).toEqual(free);
      expect(fullest > 0).toBe(bounds.groupUnits > 1);
      expect(most.groupUnits).toBeGreaterThan(bounds.groupUnits);
    }
  });
});
