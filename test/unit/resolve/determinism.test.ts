import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolve } from '../../../src/resolve/index.ts';
import type { Outcome, Requirement, Universe } from '../../../src/resolve/index.ts';
import { makeTrapChain, makeUniverse, random } from '../../../bench/resolve/universe.ts';
import { told } from './universe-builders.ts';
import { HANG_MS } from '../../build/hang.ts';

function shuffled<T>(items: Iterable<T>, next: () => number): T[] {
  const list = [...items];
  for (let index = list.length - 1; index > 0; index -= 1) {
    const other = Math.floor(next() * (index + 1));
    [list[index], list[other]] = [list[other]!, list[index]!];
  }
  return list;
}

/** The same universe with artifacts, releases and dependencies in another order. */
function shuffle(universe: Universe, next: () => number): Universe {
  return new Map(
    shuffled(universe, next).map(([name, candidates]) => {
      const releases = shuffled(candidates.releases, next).map((release) => ({
        ...release,
        dependencies: shuffled(release.dependencies, next),
      }));
      return [name, { ...candidates, releases }] as const;
    }),
  );
}

/** All that an outcome says, in the order in which it says it. */
function bytesOf(outcome: Outcome): string {
  return JSON.stringify(outcome, (key, value: unknown) => {
    if (key === 'candidate') return undefined;
    return value instanceof Map || value instanceof Set ? [...(value as Iterable<unknown>)] : value;
  });
}

describe('resolve', () => {
  it('gives the same bytes whatever the order of its input (R07)', () => {
    const shape = { artifacts: 300, versions: 6, roots: 10, requirementsPerRoot: 6, majorEvery: 3 };
    const { universe, roots } = makeUniverse({ ...shape, seed: 7, jitter: 1, ranges: 'caret' });
    const next = random(99);
    const expected = roots.map((requirements) => bytesOf(resolve({ requirements }, universe)));
    for (let turn = 0; turn < 100; turn += 1) {
      const other = shuffle(universe, next);
      const index = turn % roots.length;
      const requirements = shuffled<Requirement>(roots[index]!, next);
      expect(bytesOf(resolve({ requirements }, other))).toBe(expected[index]);
    }
  });

  it('finds its way out of a chain of traps in few steps (R05)', () => {
    const { universe, roots } = makeTrapChain(100);
    const outcome = resolve({ requirements: roots[0]!, maxWork: 100_000 }, universe);
    expect(told(outcome).split(' ')).toHaveLength(101);
    expect(told(outcome)).not.toContain('@2.0.0');
  });

  it('ends on any graph, with an answer or with a code (R05)', () => {
    const names = Array.from({ length: 14 }, (_, index) => `p${index}`);
    const versions = Array.from({ length: 6 }, (_, index) => `${index + 1}.0.0`);
    const need = fc
      .tuple(fc.constantFrom(...names), fc.constantFrom(...versions))
      .map(([artifact, range]) => ({
        artifact,
        range,
        type: 'runtime' as const,
        optional: false,
      }));
    const releases = fc.tuple(
      ...versions.map((version) =>
        fc.array(need, { maxLength: 5 }).map((dependencies) => ({ version, dependencies })),
      ),
    );
    fc.assert(
      fc.property(fc.tuple(...names.map(() => releases)), (all) => {
        const universe = new Map(
          all.map((list, index) => [names[index]!, { artifact: names[index]!, releases: list }] as const),
        );
        const requirements = names.map((artifact) => ({
          artifact,
          range: '*',
          type: 'runtime' as const,
          optional: false,
        }));
        const started = performance.now();
        try {
          resolve({ requirements, maxWork: 1_000_000 }, universe);
        } catch (error) {
          expect(error).toMatchObject({ code: 'HYPER_RESOLVE_BUDGET' });
        }
        expect(performance.now() - started).toBeLessThan(HANG_MS);
      }),
      { numRuns: 200 },
    );
  });
});
