import { describe, expect, it } from 'vitest';
import { LockUniverse } from '../../../src/catalog/locks/lock-universe.ts';
import type { LockBounds } from '../../../src/catalog/locks/lock-universe.ts';
import { toCatalog } from '../../../src/catalog/model/catalog.ts';
import type { Catalog } from '../../../src/catalog/model/catalog.ts';
import type { JsonObject } from '../../../src/core/index.ts';
import { OPTIONS, buildSite, namespace, registry, release, state } from './site-builder.ts';

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

describe('the locks of a build', () => {
  it('are each what they would be alone, also where what was moved is chosen in one and its new name in another', async () => {
    const needs = (...names: readonly string[]): JsonObject => ({
      dependencies: names.map((name) => {
        const [artifact = '', version = ''] = name.split('@');
        return { artifact, version };
      }),
    });
    const { snapshot, facts, faults } = await buildSite([
      registry(),
      namespace('lib.chain'),
      release('lib.chain/old@0.9.0'),
      state('lib.chain/old', { redirect: { artifact: 'lib.chain/new' } }),
      release('lib.chain/new@1.0.0'),
      release('lib.chain/a@1.0.0', needs('lib.chain/old@^1.0.0')),
      release('lib.chain/b@1.0.0', needs('lib.chain/old@^0.9.0', 'lib.chain/a@^1.0.0')),
      release('lib.chain/c@1.0.0', needs('lib.chain/a@^1.0.0')),
    ]);
    expect(faults).toEqual([]);
    const catalog = toCatalog(snapshot, facts, OPTIONS);
    const together = new LockUniverse(catalog);
    const texts = [...catalog.artifacts.values()].flatMap((artifact) =>
      artifact.versions.map(({ version }) => {
        const { text } = together.lockOf(artifact, version);
        expect(text).toBe(new LockUniverse(catalog).lockOf(artifact, version).text);
        return text;
      }),
    );
    const chosen = texts.map((text) =>
      [...text.matchAll(/^ {2}lib\.chain\/(old|new):$/gmu)].map(([, name]) => name),
    );
    expect(chosen).toContainEqual(['new']);
    expect(chosen).toContainEqual(['new', 'old']);
  });
});
