import { expect, it } from 'vitest';
import type { LockedPackage, LockedRequirement, Lockfile } from '../../../../src/lockfile/index.ts';
import { packageOf, topsOf } from '../../../../src/operations/deps/lock-tops.ts';

/** A lock that asks for these, and holds packages with what each needs. */
function lock(asked: readonly string[], held: Readonly<Record<string, readonly string[]>>): Lockfile {
  const requirements = asked.map((artifact) => ({ artifact }) as LockedRequirement);
  const packages = new Map(
    Object.entries(held).map(([name, needs]) => [
      name,
      { dependencies: new Map(needs.map((one) => [one, '1.0.0'])) } as unknown as LockedPackage,
    ]),
  );
  return { requirements, packages } as unknown as Lockfile;
}

it('names what a project needs itself, and what a moved artifact led to', () => {
  expect(topsOf(lock(['o/b', 'o/a'], { 'o/a': ['o/c'], 'o/b': [], 'o/c': [] }))).toEqual(['o/b', 'o/a']);
  expect(topsOf(lock(['o/old'], { 'o/new': ['o/c'], 'o/c': [] }))).toEqual(['o/new']);
});

it.each([
  ['one that stands there', ['o/a'], { 'o/a': [] }, 'o/a', 'o/a'],
  ['the only one that was moved', ['o/a', 'o/old'], { 'o/a': [], 'o/new': [] }, 'o/old', 'o/new'],
  ['none of two that were moved', ['o/x', 'o/y'], { 'o/a': [], 'o/b': [] }, 'o/x', undefined],
  ['nothing for what was not asked for', ['o/old'], { 'o/new': [] }, 'o/other', undefined],
  [
    'nothing where another package needs what it led to',
    ['o/a', 'o/old'],
    { 'o/a': ['o/n'], 'o/n': [] },
    'o/old',
    undefined,
  ],
] as const)('finds for a requirement %s', (_what, asked, held, artifact, wanted) => {
  expect(packageOf(lock(asked, held), artifact)).toBe(wanted);
});
