import { describe, expect, it } from 'vitest';
import { compareBazelVersions, toSemver } from '../../../src/importers/bazel-version.ts';
import { bcrLine, fixtureLines, importLines, mappingAt, releasesOf, skippedOf } from './import-lines.ts';

describe('the bcr importer', () => {
  it('carries what SemVer can hold and says why not of each other line of the fixture', async () => {
    const records = await importLines('bcr', fixtureLines('bcr'));
    expect(records).toHaveLength(22);
    expect(skippedOf(records).map(({ name, version, code }) => [name, version, code])).toEqual([
      ['zlib', '1.3.1.bcr.5', 'HYPER_IMPORT_VERSION_UNMAPPED'],
      ['readline', '8.2.bcr.1', 'HYPER_IMPORT_VERSION_UNMAPPED'],
      ['readline', '8.2.bcr.2', 'HYPER_IMPORT_VERSION_UNMAPPED'],
      ['readline', '8.2.bcr.3', 'HYPER_IMPORT_VERSION_UNMAPPED'],
      ['readline', '8.3.bcr.1', 'HYPER_IMPORT_VERSION_UNMAPPED'],
      ['pico-sdk', '2.1.1-develop.bcr.20250113-4b6e6475', 'HYPER_IMPORT_CONTENT_UNUSABLE'],
      ['ape', '1.0.0-alpha.1', 'HYPER_IMPORT_CONTENT_UNUSABLE'],
    ]);
  });

  it('leads a dependency on a version without a place to the nearest version below', async () => {
    const records = releasesOf(await importLines('bcr', fixtureLines('bcr')));
    const abc = records.find(
      ({ name, version }) => name === 'abc' && version === '0.0.0-20250408-yosyshq.bcr.2',
    );
    expect(abc?.edges.map(({ to, outcome, range, code }) => [to, outcome, range, code])).toEqual([
      ['bazel_skylib', 'carried', '>=1.8.2', undefined],
      ['platforms', 'carried', '>=1.0.0', undefined],
      ['readline', 'approximated', '>=8.2.0', 'HYPER_IMPORT_EDGE_APPROXIMATED'],
      ['rules_cc', 'approximated', '>=0.1.1', 'HYPER_IMPORT_EDGE_APPROXIMATED'],
      ['zlib', 'approximated', '>=1.3.1', 'HYPER_IMPORT_EDGE_APPROXIMATED'],
    ]);
    expect(mappingAt(abc?.manifest ?? {}, 'annotations')['approximated-dependencies']).toContain(
      'zlib@1.3.1.bcr.7 as >=1.3.1',
    );
  });

  it('keeps the spelling of the source in labels, and says that times are unknown', async () => {
    const line = bcrLine('rules.Foo_bar', '1.2', { compat: 3, engine: ['>=7.2.1'] });
    const [release] = releasesOf(await importLines('bcr', [line]));
    expect(release).toMatchObject({ name: 'rules-foo-bar', version: '1.2.0', publishedAt: null });
    expect(release?.manifest).toMatchObject({
      labels: { 'source-name': 'rules.Foo_bar', 'source-version': '1.2', 'compatibility-level': '3' },
      annotations: {
        'bazel-compatibility': '>=7.2.1',
        'source-time': expect.stringContaining('unknown') as string,
      },
      createdAt: '2000-01-01T00:00:00.000Z',
      metadata: { repository: 'https://github.com/example/module' },
    });
    expect(release?.manifest['publishedAt']).toBeUndefined();
    expect(mappingAt(release?.manifest ?? {}, 'content')['size']).toBeUndefined();
  });

  it('carries yanked and deprecated modules as states', async () => {
    const records = releasesOf(await importLines('bcr', fixtureLines('bcr')));
    const states = records.flatMap(({ name, version, state }) => (state ? [[name, version, state]] : []));
    expect(states).toMatchObject([
      ['rules-cc', '0.0.14', { state: 'published', yanked: { at: '2000-01-01T00:00:00.000Z' } }],
      ['rules-cc', '0.1.0', { state: 'published' }],
      [
        'clickhouse-cpp-client',
        '2.6.1',
        { state: 'deprecated', deprecation: { reason: expect.stringContaining('Renamed') as string } },
      ],
    ]);
  });

  it('reports names that become one and merges nothing', async () => {
    const lines = [
      bcrLine('rules_cc', '1.0.0'),
      bcrLine('rules.cc', '2.0.0'),
      bcrLine('user', '1.0.0', { deps: { rules_cc: '1.0.0' } }),
    ];
    const records = await importLines('bcr', lines);
    expect(skippedOf(records)).toMatchObject([{ line: 1, code: 'HYPER_IMPORT_NAME_TWIN' }]);
    expect(releasesOf(records)[1]?.edges).toMatchObject([
      { outcome: 'dropped', code: 'HYPER_IMPORT_EDGE_TARGET_ABSENT' },
    ]);
    const kept = await importLines('bcr', [bcrLine('rules.cc', '1.0.0'), bcrLine('rules-cc', '2.0.0')]);
    expect(releasesOf(kept)).toMatchObject([{ name: 'rules-cc', version: '2.0.0' }]);
  });

  it('carries a dependency without a version as any, and one named twice once', async () => {
    const deps = { deps: { zlib: '' }, devDeps: { zlib: '1.0', stardoc: '1.0.0' } };
    const lines = [bcrLine('zlib', '1.0'), bcrLine('stardoc', '1.0.0'), bcrLine('user', '1.0.0', deps)];
    const user = releasesOf(await importLines('bcr', lines))[2];
    expect(user?.edges.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['approximated', 'HYPER_IMPORT_EDGE_UNBOUNDED'],
      ['dropped', 'HYPER_IMPORT_EDGE_REPEATED'],
      ['carried', undefined],
    ]);
    expect(user?.manifest['dependencies']).toEqual([
      { artifact: 'lib.bazel/zlib', version: '*', type: 'runtime' },
      { artifact: 'lib.bazel/stardoc', version: '>=1.0.0', type: 'dev' },
    ]);
  });

  it('carries a bound on a version that is not there where it parts the others as in the source', async () => {
    const lines = [
      bcrLine('zlib', '1.2'),
      bcrLine('zlib', '1.4'),
      bcrLine('user', '1.0.0', { deps: { zlib: '1.3' } }),
    ];
    expect(releasesOf(await importLines('bcr', lines))[2]?.edges).toMatchObject([
      { outcome: 'carried', range: '>=1.3.0' },
    ]);
  });

  it.each([
    [
      ['1.2.0', '1.2'],
      ['1.2', 'HYPER_IMPORT_VERSION_TWIN'],
    ],
    [
      ['1.2', '1.2.0-rc1'],
      ['1.2', 'HYPER_IMPORT_VERSION_UNMAPPED'],
    ],
    [
      ['1.02.0', '1.2.0'],
      ['1.02.0', 'HYPER_IMPORT_VERSION_TWIN'],
    ],
  ])('skips of the versions %j the one that would change the order', async (versions, refused) => {
    const records = await importLines(
      'bcr',
      versions.map((version) => bcrLine('zlib', version)),
    );
    expect(skippedOf(records).map(({ version, code }) => [version, code])).toEqual([refused]);
  });

  it.each([
    ['8', '8.0.0'],
    ['8.2', '8.2.0'],
    ['8.2-rc1', '8.2.0-rc1'],
    ['2024.01.02', '2024.1.2'],
    ['2023-01-01', '2023.0.0-01-01'],
    ['1.0.0-01', '1.0.0-1'],
    ['1.0.0', '1.0.0'],
  ])('writes %s as %s', (source, version) => {
    expect(toSemver(source)).toEqual({ version });
  });

  it.each(['1.3.1.bcr.5', '1.2.3.4', '1.2.0rc1', 'v1.2.3', '1.8.3.bcr.beta.1', ''])(
    'has no version for "%s"',
    (source) => {
      expect(toSemver(source)).toHaveProperty('why');
    },
  );

  it('orders versions as Bazel does', () => {
    const inOrder = [
      '0.9',
      '1',
      '1.0',
      '1.0.0-1',
      '1.0.0-2',
      '1.0.0-10',
      '1.0.0-a',
      '1.0.0',
      '1.0.0.bcr.1',
      '1.0.0.bcr.2',
      '1.0.1-rc',
      '1.2.0',
      '1.2.0rc1',
      '1.10',
      'v1',
    ];
    const shuffled = inOrder.toReversed().sort(compareBazelVersions);
    expect(shuffled).toEqual(inOrder);
  });
});
