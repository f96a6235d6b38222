import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText } from '../../../src/core/index.ts';
import { PreparedUniverse } from '../../../src/resolve/index.ts';
import type { Candidate, ResolveRequest, Strategy, Universe } from '../../../src/resolve/index.ts';
import { searchFor } from '../../../src/resolve/search/solve.ts';
import type { Solved } from '../../../src/resolve/search/verdict.ts';
import { settleDirectly } from '../../../src/resolve/search/settle-directly.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const VERSIONS = ['1.0.0', '1.1.0', '1.2.0-rc.1', '2.0.0', '2.1.0'];
const aRequirement = fc.record({
  artifact: fc.constantFrom(...NAMES),
  range: fc.constantFrom('*', '*', '^1.0.0', '^1.0.0', '>=1.1.0', '^1.2.0-rc.0', '2.x'),
  type: fc.constantFrom('runtime' as const, 'runtime' as const, 'peer' as const, 'build' as const),
  optional: fc.constantFrom(false, false, false, true),
});
const aRelease = fc
  .record({
    version: fc.constantFrom(...VERSIONS),
    dependencies: fc.array(aRequirement, { maxLength: 3 }),
    unavailable: fc.constantFrom(undefined, undefined, undefined, undefined, 'yanked' as const),
  })
  .map(({ unavailable, ...rest }): Candidate => (unavailable ? { ...rest, unavailable } : rest));
const anArtifact = fc.record({
  releases: fc.uniqueArray(aRelease, { selector: ({ version }) => version, minLength: 1, maxLength: 4 }),
  redirect: fc.constantFrom(undefined, undefined, undefined, undefined, ...NAMES),
});
const universes: fc.Arbitrary<Universe> = fc.tuple(...NAMES.map(() => anArtifact)).map(
  (all) =>
    new Map(
      all.map(({ releases, redirect }, index) => {
        const artifact = NAMES[index]!;
        return [artifact, { artifact, releases, ...(redirect === undefined ? {} : { redirect }) }];
      }),
    ),
);
const someVersions = fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom(...VERSIONS), { maxKeys: 2 });
const requests: fc.Arbitrary<ResolveRequest> = fc
  .record({
    requirements: fc.array(aRequirement, { minLength: 1, maxLength: 4 }),
    strategy: fc.constantFrom<Strategy>('highest', 'highest', 'lowest', 'newest'),
    previous: someVersions,
    pins: someVersions,
    overrides: someVersions,
    update: fc.constantFrom(new Set<string>(), new Set(['a', 'b']), 'all' as const),
  })
  .map(({ previous, pins, overrides, ...rest }) => ({
    ...rest,
    previous: new Map(Object.entries(previous)),
    pins: new Map(Object.entries(pins).map(([name, version]) => [name, { version }])),
    overrides: new Map(Object.entries(overrides).map(([name, version]) => [name, { range: `>=${version}` }])),
  }));

function atOnce<T>(steps: Generator<readonly string[], T, undefined>): T {
  const step = steps.next();
  if (step.done !== true) throw new Error('a whole universe leaves nothing to be read');
  return step.value;
}

/** Everything that the rest of a resolution is made of; steps aside. */
function factsOf({ verdict }: Solved): unknown {
  if (verdict.kind !== 'solved') return verdict.kind;
  const chosen = [...verdict.chosen].map(([{ name, versions }, rank]) => `${name}@${versions.texts[rank]}`);
  const targets = [...verdict.targets].map(([{ name }, list]) => [
    name,
    ...list.map((one) => one.entry.name),
  ]);
  return [chosen.sort(compareText), targets.map((list) => list.join(' ')).sort(compareText)];
}

describe('settleDirectly', () => {
  it('gives what a search gives, or leaves it to that', () => {
    const counts = { direct: 0, left: 0 };
    fc.assert(
      fc.property(universes, requests, (universe, request) => {
        const direct = atOnce(
          settleDirectly(request, request.requirements, new PreparedUniverse(universe).table),
        );
        counts[direct === undefined ? 'left' : 'direct'] += 1;
        if (direct === undefined) return;
        const { table } = new PreparedUniverse(universe);
        const searched = atOnce(searchFor(request, request.requirements, table));
        expect(factsOf(direct)).toEqual(factsOf(searched));
        expect([...direct.consulted].sort(compareText)).toEqual([...searched.consulted].sort(compareText));
      }),
      { numRuns: 4000 },
    );
    expect(Math.min(counts.direct, counts.left)).toBeGreaterThan(300);
  });
});
