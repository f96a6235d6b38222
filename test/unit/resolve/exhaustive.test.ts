import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, it } from 'vitest';
import { resolve } from '../../../src/resolve/index.ts';
import type { Candidate, Requirement, Resolution, Universe } from '../../../src/resolve/index.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];
const VERSIONS = ['1.0.0', '1.1.0', '1.2.0-rc.1', '2.0.0', '2.1.0', '3.0.0'];
const RANGES = [
  '*',
  '^1.0.0',
  '^2.0.0',
  '>=1.1.0',
  '<2.0.0',
  '1.0.0 || 3.0.0',
  '^1.2.0-rc.0',
  '2.0.0',
  '>2',
  '9.x',
];

const aRequirement = fc.record({
  artifact: fc.constantFrom(...NAMES, 'absent'),
  range: fc.constantFrom(...RANGES),
  type: fc.constantFrom(
    'runtime' as const,
    'runtime' as const,
    'runtime' as const,
    'peer' as const,
    'dev' as const,
  ),
  optional: fc.constantFrom(false, false, false, false, true),
});
const aRelease = fc.record({
  version: fc.constantFrom(...VERSIONS),
  dependencies: fc.array(aRequirement, { maxLength: 4 }),
  unavailable: fc.constantFrom(undefined, undefined, undefined, undefined, undefined, 'yanked' as const),
});
const releases = fc
  .uniqueArray(aRelease, { selector: ({ version }) => version, minLength: 1, maxLength: 4 })
  .map((list) =>
    list.map(({ unavailable, ...rest }): Candidate =>
      unavailable === undefined ? rest : { ...rest, unavailable },
    ),
  );
const universes: fc.Arbitrary<Universe> = fc
  .tuple(...NAMES.map(() => releases))
  .map(
    (all) => new Map(all.map((list, index) => [NAMES[index]!, { artifact: NAMES[index]!, releases: list }])),
  );
const wishes = fc.array(aRequirement, { minLength: 1, maxLength: 4 });

type Choice = ReadonlyMap<string, Candidate>;

/** What the few versions and ranges have to do with each other, asked once for the millions of choices that are tried. */
const satisfied = new Map(
  VERSIONS.map((version) => [version, new Set(RANGES.filter((range) => semver.satisfies(version, range)))]),
);

/** Whether what is chosen meets a requirement; written from the rules, not from the resolver. */
function isMet(requirement: Requirement, choice: Choice): boolean {
  const chosen = choice.get(requirement.artifact);
  if (chosen === undefined) return requirement.optional;
  return satisfied.get(chosen.version)?.has(requirement.range) === true;
}

function holds(choice: Choice, wanted: readonly Requirement[]): boolean {
  if (!wanted.every((one) => isMet(one, choice))) return false;
  for (const { dependencies, unavailable } of choice.values()) {
    if (unavailable !== undefined) return false;
    const followed = dependencies.filter(({ type }) => type === 'runtime' || type === 'peer');
    if (!followed.every((one) => isMet(one, choice))) return false;
  }
  return true;
}

/** Tries every assignment there is. */
function exists(universe: Universe, wanted: readonly Requirement[]): boolean {
  const names = [...universe.keys()];
  const choice = new Map<string, Candidate>();
  const tryFrom = (index: number): boolean => {
    const name = names[index];
    if (name === undefined) return holds(choice, wanted);
    if (tryFrom(index + 1)) return true;
    for (const candidate of universe.get(name)?.releases ?? []) {
      choice.set(name, candidate);
      if (tryFrom(index + 1)) return true;
    }
    choice.delete(name);
    return false;
  };
  return tryFrom(0);
}

function choiceOf(resolution: Resolution): Choice {
  return new Map([...resolution.packages].map(([name, { candidate }]) => [name, candidate]));
}

describe('resolve, against exhaustive search', () => {
  it('finds an answer exactly where there is one, and every answer holds (R08)', () => {
    const counts = { solved: 0, conflict: 0, question: 0 };
    fc.assert(
      fc.property(universes, wishes, (universe, wanted) => {
        const outcome = resolve({ requirements: wanted }, universe);
        counts[outcome.kind] += 1;
        expect(outcome.kind).toBe(exists(universe, wanted) ? 'solved' : 'conflict');
        if (outcome.kind === 'solved') expect(holds(choiceOf(outcome.resolution), wanted)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
    expect(Math.min(counts.solved, counts.conflict)).toBeGreaterThan(500);
  });
});
