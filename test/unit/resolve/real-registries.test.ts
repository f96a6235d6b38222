import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sortedBy } from '../../../src/core/index.ts';
import { findCycles } from '../../../src/resolve/answer/cycles.ts';
import { bazelUniverse, importedUniverse } from '../../../bench/resolve/real.ts';
import { countResolutions } from '../../../bench/resolve/count.ts';

const FOLDER = process.env['HYPER_REAL_DATA'];
const WHY = FOLDER === undefined ? ' (skipped: HYPER_REAL_DATA is not set)' : '';
const fileOf = (name: string): string => join(FOLDER ?? '', name);

/** The counts that docs/resolution.md gives. */
describe(`real registries${WHY}`, () => {
  it.skipIf(FOLDER === undefined)('resolves every release of the PureScript registry', async () => {
    const universe = await importedUniverse('purescript', fileOf('purescript.jsonl.gz'));
    const { releases, solved, conflicts } = countResolutions(universe, { strategy: 'highest' });
    expect([...conflicts.keys()]).toEqual([]);
    expect([releases, solved]).toEqual([5494, 5494]);
  });

  it.skipIf(FOLDER === undefined)(
    'resolves or explains every module version that bcr imports (R06)',
    async () => {
      const universe = await importedUniverse('bcr', fileOf('bcr.jsonl.gz'));
      const { releases, solved, conflicts, largestCycle } = countResolutions(universe, {
        strategy: 'highest',
      });
      expect([releases, solved, conflicts.size]).toEqual([6954, 6790, 164]);
      expect([...conflicts.values()].filter((text) => text.split('\n').length > 12)).toEqual([]);
      expect(largestCycle).toBeGreaterThan(100);
    },
  );

  it.skipIf(FOLDER === undefined)(
    "resolves or explains every module version with Bazel's meaning of versions",
    () => {
      const universe = bazelUniverse(fileOf('bcr.jsonl.gz'));
      const { releases, solved, conflicts } = countResolutions(universe, {
        strategy: 'lowest',
        isAtLeast: true,
      });
      expect(releases).toBe(8921);
      expect(solved + conflicts.size).toBe(releases);
      expect([...conflicts.values()].every((text) => text.length > 20)).toBe(true);
    },
  );

  it.skipIf(FOLDER === undefined)('finds the great cycle of the newest Bazel modules, in order (R06)', () => {
    const universe = bazelUniverse(fileOf('bcr.jsonl.gz'));
    const names = sortedBy(universe.keys(), (name) => name);
    const places = new Map(names.map((name, place) => [name, place] as const));
    const edges = new Map(
      names.map((name) => {
        const targets = universe
          .get(name)
          ?.releases.at(-1)
          ?.dependencies.map(({ artifact }) => artifact);
        return [name, sortedBy(new Set(targets), (target) => target)] as const;
      }),
    );
    const targets = names.map((name) =>
      (edges.get(name) ?? []).flatMap((target) => places.get(target) ?? []),
    );
    const cycles = findCycles({ names, targets });
    const [largest] = cycles.sort((left, right) => right.members.length - left.members.length);
    expect(largest?.members.length).toBe(141);
    const path = largest?.path ?? [];
    expect(path[0]).toBe(path.at(-1));
    for (const [index, name] of path.slice(0, -1).entries()) {
      expect(edges.get(name)).toContain(path[index + 1]);
    }
  });
});
