import { describe, expect, it } from 'vitest';
import {
  DependentIndex,
  findImpact,
  PreparedUniverse,
  resolve,
  requestFor,
} from '../../../src/resolve/index.ts';
import type { Impact, Universe } from '../../../src/resolve/index.ts';
import { makeUniverse } from '../../../bench/resolve/universe.ts';
import { told, universe } from './universe-builders.ts';

function impactOf(before: Universe, after: Universe, changed: readonly string[], releases?: 'all'): Impact {
  const index = new DependentIndex(before);
  for (const candidates of after.values()) index.add(candidates);
  return findImpact({
    before: new PreparedUniverse(before),
    after: new PreparedUniverse(after),
    changed,
    index,
    ...(releases === undefined ? {} : { releases }),
  });
}

const BASE = {
  app: { '1.0.0': { lib: '^1.0.0' } },
  far: { '1.0.0': { app: '*' } },
  other: { '1.0.0': { lib: '^2.0.0' } },
  alone: { '1.0.0': {} },
};

describe('findImpact', () => {
  it('tells which dependents move to a new release, old and new', () => {
    const before = universe({ ...BASE, lib: { '1.0.0': {}, '2.0.0': {} } });
    const after = universe({ ...BASE, lib: { '1.0.0': {}, '1.1.0': {}, '2.0.0': {} } });
    const changes = [{ artifact: 'lib', from: '1.0.0', to: '1.1.0' }];
    expect(impactOf(before, after, ['lib'])).toEqual({
      entries: [
        { kind: 'changed', artifact: 'app', version: '1.0.0', changes },
        { kind: 'changed', artifact: 'far', version: '1.0.0', changes },
      ],
      examined: 2,
    });
  });

  it('tells which dependents stop working, with the conflict, and which begin to', () => {
    const before = universe({ ...BASE, lib: { '1.0.0': {} } });
    const after = universe(
      { ...BASE, lib: { '1.0.0': {}, '2.0.0': {} } },
      { 'lib@1.0.0': { unavailable: 'yanked' } },
    );
    const { entries } = impactOf(before, after, ['lib']);
    expect(entries.map(({ kind, artifact }) => [kind, artifact])).toEqual([
      ['broken', 'app'],
      ['broken', 'far'],
      ['mended', 'other'],
    ]);
    expect(entries.flatMap((entry) => (entry.kind === 'broken' ? entry.conflict.name : []))).toEqual([
      'app@1.0.0',
      'far@1.0.0',
    ]);
  });

  it('says nothing of a change that no dependent takes up', () => {
    const before = universe({ ...BASE, lib: { '1.0.0': {}, '2.0.0': {} } });
    const after = universe({ ...BASE, lib: { '1.0.0': {}, '2.0.0': {}, '3.0.0': {} } });
    expect(impactOf(before, after, ['lib'])).toEqual({ entries: [], examined: 0 });
  });

  it('agrees with resolving every release twice', () => {
    const shape = { artifacts: 120, versions: 4, roots: 0, requirementsPerRoot: 0, jitter: 1, majorEvery: 3 };
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const { universe: before } = makeUniverse({ ...shape, seed, ranges: 'caret' });
      const name = `lib.bench/a${seed}`;
      const candidates = before.get(name)!;
      const [first, ...rest] = candidates.releases;
      const releases = [
        { ...first!, unavailable: 'yanked' as const },
        ...rest,
        { version: '1.9.0', dependencies: [] },
      ];
      const after = new Map(before).set(name, { ...candidates, releases });
      const impact = impactOf(before, after, [name], 'all');
      const expected = new Map<string, string>();
      for (const { artifact, releases: all } of before.values()) {
        for (const { version } of all) {
          if (artifact === name) continue;
          const [old, current] = [before, after].map((one) =>
            told(resolve(requestFor(artifact, version), one)),
          );
          if (old === current) continue;
          const kind = current === 'conflict' ? 'broken' : old === 'conflict' ? 'mended' : 'changed';
          expected.set(`${artifact}@${version}`, kind);
        }
      }
      const found = impact.entries.filter(({ artifact }) => artifact !== name);
      expect(new Map(found.map((one) => [`${one.artifact}@${one.version}`, one.kind]))).toEqual(expected);
      expect(expected.size).toBeGreaterThan(0);
    }
  });
});
