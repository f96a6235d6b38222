import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText } from '../../../src/core/index.ts';
import {
  findImpact,
  ImpactBase,
  parseImpactBase,
  renderImpactBase,
  requestFor,
  resolve,
} from '../../../src/resolve/index.ts';
import type { ArtifactCandidates, Candidate, Impact, Universe } from '../../../src/resolve/index.ts';
import { makeUniverse } from '../../../bench/resolve/universe.ts';
import { told, universe } from './universe-builders.ts';
import type { RequirementText } from './universe-builders.ts';

function impactOf(before: Universe, after: Universe, changed: readonly string[], releases?: 'all'): Impact {
  const base = ImpactBase.of(before.values());
  const changes = new Map(changed.map((name) => [name, after.get(name)] as const));
  const impact = findImpact(base, changes, releases === undefined ? {} : { releases });
  const kept = parseImpactBase(Buffer.from(renderImpactBase(base, 'of a commit')));
  expect(kept?.label).toBe('of a commit');
  expect(kept && findImpact(kept.base, changes, releases === undefined ? {} : { releases })).toEqual(impact);
  return impact;
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
      const expected = twice(before, after, name);
      const found = impact.entries.filter(({ artifact }) => artifact !== name);
      expect(new Map(found.map((one) => [`${one.artifact}@${one.version}`, one.kind]))).toEqual(expected);
      expect(expected.size).toBeGreaterThan(0);
    }
  });

  it('agrees with resolving twice whatever changes: moves, conditions, options, removals', () => {
    const text = fc.constantFrom('*', '^1.0.0', '^2.0.0', '>=1.1.0');
    const need = fc.record({
      range: text,
      optional: fc.constantFrom(false, false, false, true),
      condition: fc.constantFrom(undefined, undefined, { os: ['linux'] }, { os: ['darwin'] }),
    });
    const names = ['a', 'b', 'c', 'd', 'e'];
    const release = fc.dictionary(fc.constantFrom(...names), need, { maxKeys: 2 });
    const versions = fc.dictionary(fc.constantFrom('1.0.0', '1.1.0', '2.0.0', '2.1.0-rc.1'), release, {
      minKeys: 1,
      maxKeys: 3,
    });
    const artifact = fc.record({
      versions,
      redirect: fc.constantFrom(undefined, undefined, undefined, ...names),
      yanked: fc.constantFrom(undefined, '1.0.0', '2.0.0'),
    });
    const make = (all: readonly (typeof artifact extends fc.Arbitrary<infer T> ? T : never)[]): Universe =>
      universe(
        Object.fromEntries(all.map((one, at) => [names[at] ?? '', plain(one.versions)])),
        Object.fromEntries(
          all.flatMap(({ redirect, yanked }, at): [string, Partial<ArtifactCandidates & Candidate>][] => [
            [names[at] ?? '', redirect === undefined ? {} : { redirect }],
            [`${names[at]}@${yanked}`, { unavailable: 'yanked' as const }],
          ]),
        ),
      );
    const kinds = new Set<string>();
    fc.assert(
      fc.property(fc.tuple(...names.map(() => artifact)), artifact, fc.boolean(), (all, other, isGone) => {
        const before = make(all);
        const after = new Map(make([other, ...all.slice(1)]));
        if (isGone) after.delete('a');
        const { entries } = impactOf(before, after, ['a'], 'all');
        const found = entries.filter((one) => one.artifact !== 'a');
        for (const { kind } of found) kinds.add(kind);
        expect(new Map(found.map((one) => [`${one.artifact}@${one.version}`, one.kind]))).toEqual(
          twice(before, after, 'a'),
        );
      }),
      { numRuns: 500 },
    );
    expect([...kinds].sort(compareText)).toEqual(['broken', 'changed', 'mended']);
  });

  it('carries a base on from change to change', () => {
    const before = universe({ ...BASE, lib: { '1.0.0': {} } });
    const next = universe({ ...BASE, lib: { '1.0.0': {}, '1.1.0': {} }, fresh: { '1.0.0': { lib: '*' } } });
    const changed = new Map(['lib', 'fresh'].map((name) => [name, next.get(name)] as const));
    const base = ImpactBase.of(before.values()).with(changed);
    expect(base.has('fresh')).toBe(true);
    expect(ImpactBase.of(before.values()).has('fresh')).toBe(false);
    const gone = new Map([['lib', undefined]]);
    expect(findImpact(base, gone)).toEqual(findImpact(ImpactBase.of(next.values()), gone));
    expect(findImpact(base, gone).entries.map(({ kind }) => kind)).toEqual(['broken', 'broken', 'broken']);
  });

  it('does not take bytes for a base that were damaged, cut off or written elsewhere', () => {
    const bytes = renderImpactBase(ImpactBase.of(universe({ ...BASE, lib: { '1.0.0': {} } }).values()), 'x');
    for (const place of [0, 63, 64, 70, 90, bytes.length - 1]) {
      const damaged = bytes.slice();
      damaged[place] = (damaged[place] ?? 0) ^ 1;
      expect(parseImpactBase(damaged)).toBeUndefined();
    }
    for (const length of [0, 10, 64, bytes.length - 4])
      expect(parseImpactBase(bytes.slice(0, length))).toBeUndefined();
  });
});

function plain(
  versions: Record<string, Record<string, { range: string; optional: boolean; condition?: unknown }>>,
): Record<string, Record<string, RequirementText>> {
  return JSON.parse(JSON.stringify(versions)) as Record<string, Record<string, RequirementText>>;
}

/** By release, what is said of it when every release that may be chosen is resolved before and after. */
function twice(before: Universe, after: Universe, but: string): Map<string, string> {
  const expected = new Map<string, string>();
  for (const { artifact, releases } of before.values()) {
    for (const { version, unavailable } of releases) {
      if (artifact === but || unavailable !== undefined) continue;
      const [old, current] = [before, after].map((one) => told(resolve(requestFor(artifact, version), one)));
      if (old === current) continue;
      const kind = current === 'conflict' ? 'broken' : old === 'conflict' ? 'mended' : 'changed';
      expected.set(`${artifact}@${version}`, kind);
    }
  }
  return expected;
}
