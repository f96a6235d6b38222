import { describe, expect, it } from 'vitest';
import { PreparedUniverse, resolve, Resolver } from '../../../src/resolve/index.ts';
import type { ArtifactCandidates, CandidateSource } from '../../../src/resolve/index.ts';
import { requirements, solved, told, universe } from './universe-builders.ts';

describe('resolve', () => {
  it.each<readonly [string, Parameters<typeof universe>[0], Parameters<typeof requirements>[0], string]>([
    [
      'takes the highest version in a range',
      { a: { '1.0.0': {}, '1.9.0': {}, '2.0.0': {} } },
      { a: '^1.0.0' },
      'a@1.9.0',
    ],
    [
      'goes back to an older version where the newest cannot be',
      { a: { '1.0.0': {}, '2.0.0': { b: '^2.0.0' } }, b: { '1.0.0': {}, '2.0.0': {} } },
      { a: '*', b: '^1.0.0' },
      'a@1.0.0 b@1.0.0',
    ],
    ['finds nothing where nothing fits', { a: { '1.0.0': {} } }, { a: '^2.0.0' }, 'conflict'],
    ['finds nothing of an artifact that does not exist', {}, { a: '*' }, 'conflict'],
    ['leaves pre-releases alone (R09)', { a: { '1.0.0': {}, '2.0.0-rc.1': {} } }, { a: '*' }, 'a@1.0.0'],
    [
      'takes a pre-release that the range names (R09)',
      { a: { '1.0.0': {}, '2.0.0-rc.1': {} } },
      { a: '>=2.0.0-rc.0' },
      'a@2.0.0-rc.1',
    ],
    [
      'follows peers',
      { a: { '1.0.0': { b: { range: '*', type: 'peer' } } }, b: { '1.0.0': {} } },
      { a: '*' },
      'a@1.0.0 b@1.0.0',
    ],
    [
      'takes what the root needs to develop and build',
      { a: { '1.0.0': {} }, b: { '1.0.0': {} } },
      { a: { type: 'dev' }, b: { type: 'build' } },
      'a@1.0.0 b@1.0.0',
    ],
    [
      'leaves alone what others need to develop and build',
      {
        a: { '1.0.0': { b: { type: 'dev' }, c: { type: 'build' } } },
        b: { '1.0.0': {} },
        c: { '1.0.0': {} },
      },
      { a: '*' },
      'a@1.0.0',
    ],
    [
      'adds an optional dependency',
      { a: { '1.0.0': { b: { optional: true } } }, b: { '1.0.0': { c: '*' } }, c: { '1.0.0': {} } },
      { a: '*' },
      'a@1.0.0 b@1.0.0 c@1.0.0',
    ],
    [
      'lets an optional dependency change nothing that is needed',
      {
        a: { '1.0.0': { b: { optional: true } } },
        b: { '1.0.0': { c: '^1.0.0' } },
        c: { '1.0.0': {}, '2.0.0': {} },
      },
      { a: '*', c: '*' },
      'a@1.0.0 c@2.0.0',
    ],
    [
      'keeps to an optional dependency where the artifact is there anyway',
      { a: { '1.0.0': { b: { range: '^1.0.0', optional: true } } }, b: { '1.0.0': {}, '2.0.0': {} } },
      { a: '*', b: '*' },
      'a@1.0.0 b@1.0.0',
    ],
    [
      'never adds an optional peer',
      { a: { '1.0.0': { b: { type: 'peer', optional: true } } }, b: { '1.0.0': {} } },
      { a: '*' },
      'a@1.0.0',
    ],
    ['takes a release that needs itself (R06)', { a: { '1.0.0': { a: '^1.0.0' } } }, { a: '*' }, 'a@1.0.0'],
    [
      'refuses a release that needs another version of itself (R06)',
      { a: { '1.0.0': {}, '2.0.0': { a: '^1.0.0' } } },
      { a: '*' },
      'a@1.0.0',
    ],
    [
      'resolves a cycle (R06)',
      { a: { '1.0.0': { b: '*' } }, b: { '1.0.0': { a: '*' } } },
      { a: '*' },
      'a@1.0.0 b@1.0.0',
    ],
    [
      'takes an exact version to the letter',
      { a: { '1.0.0+x': {}, '1.0.0+y': {} } },
      { a: { exact: '1.0.0+y' } },
      'a@1.0.0+y',
    ],
  ])('%s', (_, table, wanted, expected) => {
    expect(told(resolve({ requirements: requirements(wanted) }, universe(table)))).toBe(expected);
  });

  const three = { a: { '1.0.0': {}, '1.1.0': {}, '1.2.0': {} } };

  it.each([
    ['highest', 'a@1.2.0'],
    ['lowest', 'a@1.0.0'],
    ['newest', 'a@1.1.0'],
    ['most-downloaded', 'a@1.0.0'],
  ] as const)('takes what the strategy %s says', (strategy, expected) => {
    const candidates = universe(three, {
      'a@1.0.0': { publishedAt: '2026-01-01T00:00:00Z', downloads: 9 },
      'a@1.1.0': { publishedAt: '2026-03-01T00:00:00Z', downloads: 1 },
      'a@1.2.0': { publishedAt: '2026-02-01T00:00:00Z' },
    });
    expect(told(resolve({ requirements: requirements({ a: '*' }), strategy }, candidates))).toBe(expected);
  });

  it('asks where the strategy is manual, and takes the answer', () => {
    const request = { requirements: requirements({ a: '<1.2.0' }), strategy: 'manual' as const };
    const outcome = resolve(request, universe(three));
    expect(outcome).toEqual({ kind: 'question', question: { artifact: 'a', versions: ['1.1.0', '1.0.0'] } });
    expect(told(resolve({ ...request, choices: new Map([['a', '1.0.0']]) }, universe(three)))).toBe(
      'a@1.0.0',
    );
  });

  it('never chooses what was yanked, archived, unpublished, deleted or is a draft (R09)', () => {
    for (const unavailable of ['yanked', 'archived', 'unpublished', 'deleted', 'draft'] as const) {
      const candidates = universe(three, { 'a@1.2.0': { unavailable } });
      expect(told(resolve({ requirements: requirements({ a: '*' }) }, candidates))).toBe('a@1.1.0');
      expect(told(resolve({ requirements: requirements({ a: '1.2.0' }) }, candidates))).toBe('conflict');
    }
  });

  it('keeps a yanked release that was chosen before, and says so', () => {
    const candidates = universe(three, { 'a@1.1.0': { unavailable: 'yanked' } });
    const previous = new Map([['a', '1.1.0']]);
    const request = { requirements: requirements({ a: '*' }), previous };
    const resolution = solved(resolve(request, candidates));
    expect(resolution.packages.get('a')?.version).toBe('1.1.0');
    expect(resolution.warnings.map(({ code }) => code)).toEqual(['HYPER_RESOLVE_UNAVAILABLE_KEPT']);
    expect(told(resolve({ ...request, update: new Set(['a']) }, candidates))).toBe('a@1.2.0');
  });

  it('takes a deprecated release, and names its replacement', () => {
    const candidates = universe(three, { 'a@1.2.0': { deprecation: { reason: 'slow', replacement: 'b' } } });
    const [wanted] = requirements({ a: '*' });
    const origin = { path: 'hyper.yaml' };
    const { warnings } = solved(resolve({ requirements: [{ ...wanted!, origin }] }, candidates));
    expect(warnings).toEqual([
      {
        code: 'HYPER_RESOLVE_DEPRECATED',
        severity: 'warning',
        path: 'hyper.yaml',
        message: '"a@1.2.0" is deprecated: slow',
        hint: 'use "b" instead',
      },
    ]);
  });

  it('resolves channels and tags to the versions that they name', () => {
    const candidates = universe(three, { a: { named: new Map([['stable', '1.1.0']]) } });
    const request = (tag: string) => ({ requirements: requirements({ a: { tag } }) });
    expect(told(resolve(request('stable'), candidates))).toBe('a@1.1.0');
    expect(told(resolve(request('nightly'), candidates))).toBe('conflict');
  });

  it('follows an artifact to where it was moved, once, and keeps what was chosen before', () => {
    const candidates = universe(
      { a: { '1.0.0': {} }, b: { '1.0.0': {}, '1.1.0': {} }, c: { '1.0.0': {} } },
      { a: { redirect: 'b' }, c: { redirect: 'a' } },
    );
    const resolution = solved(resolve({ requirements: requirements({ a: '^1.0.0' }) }, candidates));
    expect([...resolution.packages.keys()]).toEqual(['b']);
    expect(resolution.warnings.map(({ code }) => code)).toEqual(['HYPER_RESOLVE_MOVED']);
    expect(told(resolve({ requirements: requirements({ c: '*' }) }, candidates))).toBe('c@1.0.0');
    const previous = new Map([['a', '1.0.0']]);
    expect(told(resolve({ requirements: requirements({ a: '*' }), previous }, candidates))).toBe('a@1.0.0');
  });

  it('lets overrides replace what others ask, but not what the root asks', () => {
    const candidates = universe({
      a: { '1.0.0': { b: '^1.0.0' } },
      b: { '1.0.0': {}, '2.0.0': {} },
    });
    const overrides = new Map([['b', { range: '^2.0.0' }]]);
    expect(told(resolve({ requirements: requirements({ a: '*' }), overrides }, candidates))).toBe(
      'a@1.0.0 b@2.0.0',
    );
    expect(
      told(resolve({ requirements: requirements({ a: '*', b: '^1.0.0' }), overrides }, candidates)),
    ).toBe('conflict');
  });

  it('takes a pinned version and no other', () => {
    const pins = new Map([['a', { version: '1.1.0' }]]);
    expect(told(resolve({ requirements: requirements({ a: '*' }), pins }, universe(three)))).toBe('a@1.1.0');
    expect(told(resolve({ requirements: requirements({ a: '^1.2.0' }), pins }, universe(three)))).toBe(
      'conflict',
    );
  });

  it('changes only what was freed', () => {
    const candidates = universe({
      a: { '1.0.0': { c: '^1.0.0' }, '1.1.0': { c: '^1.0.0' } },
      b: { '1.0.0': {}, '1.1.0': {} },
      c: { '1.0.0': {}, '1.1.0': {} },
    });
    const previous = new Map([
      ['a', '1.0.0'],
      ['b', '1.0.0'],
      ['c', '1.0.0'],
    ]);
    const request = { requirements: requirements({ a: '*', b: '*' }), previous };
    expect(told(resolve(request, candidates))).toBe('a@1.0.0 b@1.0.0 c@1.0.0');
    expect(told(resolve({ ...request, update: new Set(['a']) }, candidates))).toBe('a@1.1.0 b@1.0.0 c@1.0.0');
    expect(told(resolve({ ...request, update: 'all' }, candidates))).toBe('a@1.1.0 b@1.1.0 c@1.1.0');
  });

  it('gives up after as many steps as it may take, with a code (R05)', () => {
    const request = { requirements: requirements({ a: '*' }), maxWork: 0 };
    const candidates = universe({ a: { '1.0.0': { b: '*' } }, b: { '1.0.0': {}, '2.0.0': {} } });
    expect(() => resolve(request, candidates)).toThrow(
      expect.objectContaining({ code: 'HYPER_RESOLVE_BUDGET' }),
    );
  });

  it('tells of every release what it needs and what it is needed for', () => {
    const candidates = universe({
      a: { '1.0.0': { c: { condition: { os: ['linux', 'darwin'] } } } },
      b: { '1.0.0': { c: { condition: { os: ['win32'] } }, d: '*' } },
      c: { '1.0.0': {} },
      d: { '1.0.0': { e: { optional: true } } },
      e: { '1.0.0': {} },
    });
    const wanted = requirements({ a: '*', b: { type: 'dev', condition: { os: ['win32', 'darwin'] } } });
    const { packages, direct } = solved(resolve({ requirements: wanted }, candidates));
    const facts = [...packages.values()].map(({ artifact, types, conditions, isOptional, dependencies }) => [
      artifact,
      types,
      conditions,
      isOptional,
      [...dependencies],
    ]);
    expect(facts).toEqual([
      ['a', ['runtime'], [], false, [['c', '1.0.0']]],
      [
        'b',
        ['dev'],
        [{ os: ['darwin', 'win32'] }],
        false,
        [
          ['c', '1.0.0'],
          ['d', '1.0.0'],
        ],
      ],
      ['c', ['runtime', 'dev'], [{ os: ['darwin', 'linux', 'win32'] }], false, []],
      ['d', ['dev'], [{ os: ['darwin', 'win32'] }], false, [['e', '1.0.0']]],
      ['e', ['dev'], [{ os: ['darwin', 'win32'] }], true, []],
    ]);
    expect([...direct]).toEqual([
      ['a', '1.0.0'],
      ['b', '1.0.0'],
    ]);
  });

  it('says which optional dependencies were left out', () => {
    const candidates = universe({ a: { '1.0.0': { gone: { optional: true } } } });
    const { leftOut } = solved(resolve({ requirements: requirements({ a: '*' }) }, candidates));
    expect(leftOut.map(({ by, requirement }) => [by, requirement.artifact])).toEqual([['a', 'gone']]);
  });

  it('reports cycles in order, with a shortest way round (R06)', () => {
    const candidates = universe({
      a: { '1.0.0': { b: '*' } },
      b: { '1.0.0': { c: '*', a: '*' } },
      c: { '1.0.0': { a: '*', s: '*' } },
      s: { '1.0.0': { s: '*' } },
    });
    const { cycles } = solved(resolve({ requirements: requirements({ b: '*' }) }, candidates));
    expect(cycles).toEqual([
      { path: ['a', 'b', 'a'], members: ['a', 'b', 'c'] },
      { path: ['s', 's'], members: ['s'] },
    ]);
  });
});

describe('Resolver', () => {
  it('reads each artifact once, in few batches, and none that no search comes to', async () => {
    const everything = universe({
      a: { '1.0.0': { c: '*', d: '*' } },
      b: { '1.0.0': { d: '*', e: '*' } },
      c: { '1.0.0': {} },
      d: { '1.0.0': {} },
      e: { '1.0.0': {} },
      unrelated: { '1.0.0': {} },
    });
    const batches: string[][] = [];
    const source: CandidateSource = {
      load: (names) => {
        batches.push([...names].sort((left, right) => (left < right ? -1 : 1)));
        const found = new Map<string, ArtifactCandidates>();
        for (const name of names) {
          const candidates = everything.get(name);
          if (candidates !== undefined) found.set(name, candidates);
        }
        return Promise.resolve(found);
      },
    };
    const resolver = new Resolver(source);
    const request = { requirements: requirements({ a: '*', b: '*' }) };
    const outcome = await resolver.resolve(request);
    expect(outcome).toEqual(resolve(request, everything));
    expect(batches).toEqual([
      ['a', 'b'],
      ['c', 'd', 'e'],
    ]);
    expect(await resolver.resolve(request)).toEqual(outcome);
    expect(batches).toHaveLength(2);
  });

  it('gives the same answer over a universe that was prepared once', () => {
    const everything = universe({ a: { '1.0.0': { b: '*' } }, b: { '1.0.0': {}, '2.0.0': {} } });
    const prepared = new PreparedUniverse(everything);
    for (const strategy of ['highest', 'lowest', 'highest'] as const) {
      const request = { requirements: requirements({ a: '*' }), strategy };
      expect(resolve(request, prepared)).toEqual(resolve(request, everything));
    }
  });
});
