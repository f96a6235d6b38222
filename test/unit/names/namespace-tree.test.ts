import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ancestorsOf,
  isWithin,
  lookupCandidates,
  parentOf,
  scopeOf,
  segmentsOf,
} from '../../../src/names/index.ts';
import { nameOf, namespacePaths, pathOf } from './name-builders.ts';

describe('isWithin', () => {
  it.each([
    ['org.acme', 'org.acme', true],
    ['org.acme.team', 'org.acme', true],
    ['org.acme.team.x', 'org.acme', true],
    ['org.acme-x', 'org.acme', false],
    ['org.acmex', 'org.acme', false],
    ['org.acme', 'org.acme.team', false],
    ['orgs/acme/team', 'org.acme', true],
    ['pkg.x', 'pkg', true],
    ['user.alice@example.com/x', 'user.alice@example.com', true],
    ['user.alice@example.com.au', 'user.alice@example.com', false],
    ['user.alice@example.com', 'user.alice', false],
    ['user.alice.b@example.com', 'user.alice', false],
    ['user.alice@example.com/tools-x', 'user.alice@example.com/tools', false],
  ])('says of %s in %s: %s, by whole segments (O05)', (path, ancestor, expected) => {
    expect(isWithin(pathOf(path), pathOf(ancestor))).toBe(expected);
  });

  it('agrees with a comparison of segment lists (O05)', () => {
    fc.assert(
      fc.property(namespacePaths, namespacePaths, (left, right) => {
        for (const above of [right, ...ancestorsOf(left), left]) {
          const prefix = segmentsOf(left).slice(0, segmentsOf(above).length);
          expect(isWithin(left, above)).toBe(JSON.stringify(prefix) === JSON.stringify(segmentsOf(above)));
        }
      }),
    );
  });
});

describe('the tree of namespaces', () => {
  it.each([
    ['org.acme.security.web', ['org.acme', 'org.acme.security']],
    ['org.acme', []],
    ['pkg.purescript.web', ['pkg', 'pkg.purescript']],
    ['hyper', []],
    ['user.alice@example.com/tools/ci', ['user.alice@example.com', 'user.alice@example.com/tools']],
    ['user.alice@example.com', []],
  ])('gives the ancestors of %s, the top one first', (path, ancestors) => {
    expect(ancestorsOf(pathOf(path))).toEqual(ancestors);
    expect(parentOf(pathOf(path))).toBe(ancestors.at(-1));
  });

  it('knows the scope of a path', () => {
    expect(scopeOf(pathOf('pkg')).name).toBe('global');
    expect(scopeOf(pathOf('user.alice@example.com/x')).name).toBe('user');
  });
});

describe('lookupCandidates', () => {
  it('looks in the namespace, then upwards, then in the search path, nowhere twice', () => {
    const searchPath = [pathOf('pkg'), pathOf('org.acme'), pathOf('lib.core')];
    const found = lookupCandidates(nameOf('nexus-auth'), pathOf('org.acme.security.web'), searchPath);
    expect(found.map((candidate) => candidate.namespace)).toEqual([
      'org.acme.security.web',
      'org.acme.security',
      'org.acme',
      'pkg',
      'lib.core',
    ]);
    expect(new Set(found.map((candidate) => candidate.name))).toEqual(new Set(['nexus-auth']));
  });

  it('takes the search path alone where there is no namespace', () => {
    expect(lookupCandidates(nameOf('a'), undefined, [pathOf('pkg')])).toEqual([
      { namespace: 'pkg', name: 'a' },
    ]);
  });
});
