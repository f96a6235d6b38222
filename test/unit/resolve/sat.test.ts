import { describe, expect, it } from 'vitest';
import { resolve } from '../../../src/resolve/index.ts';
import { isSatisfiable } from '../../../bench/resolve/peers.ts';
import { makeUniverse } from '../../../bench/resolve/universe.ts';

describe('resolve, against a SAT solver', () => {
  it('claims that there is no answer exactly where MiniSat finds none (R08)', () => {
    const counts = { solved: 0, conflict: 0, question: 0 };
    for (const [seed, majorEvery, jitter] of [
      [1, 3, 1],
      [2, 3, 2],
      [3, 2, 1],
      [4, 4, 2],
      [5, 5, 3],
      [6, 3, 3],
    ] as const) {
      const { universe, roots } = makeUniverse({
        artifacts: 60,
        versions: 6,
        roots: 25,
        requirementsPerRoot: 3,
        ranges: 'caret',
        openRoots: 0.8,
        seed,
        majorEvery,
        jitter,
      });
      const closure = [...universe.keys()];
      for (const requirements of roots) {
        const outcome = resolve({ requirements }, universe);
        counts[outcome.kind] += 1;
        expect(outcome.kind === 'solved').toBe(isSatisfiable(universe, closure, requirements));
      }
    }
    expect(Math.min(counts.solved, counts.conflict)).toBeGreaterThan(20);
  });
});
