import { describe, expect, it } from 'vitest';
import { documentLines, importLines, mappingAt, releasesOf, skippedOf } from './import-lines.ts';
import type { ImportedRelease, ImportRecord } from '../../../src/importers/index.ts';

const named = (records: readonly ImportRecord[]): string[] =>
  releasesOf(records).map(({ name, version }) => `${name}@${version}`);
const find = (records: readonly ImportRecord[], name: string, version: string): ImportedRelease => {
  const found = releasesOf(records).find((release) => release.name === name && release.version === version);
  if (found === undefined) throw new Error(`no ${name}@${version}`);
  return found;
};
const reasons = (records: readonly ImportRecord[]): unknown[] =>
  skippedOf(records).map(({ line, code }) => [line, code]);
/** Ten aliases a line, each of all that stands above. */
function bomb(): string {
  const lines = Array.from({ length: 9 }, (_, at) => {
    const items = at === 0 ? 'x' : Array.from({ length: 10 }, () => `*a${String(at - 1)}`).join(', ');
    return `a${String(at)}: &a${String(at)} [${items}]`;
  });
  return `kind: API\n${lines.join('\n')}\n`;
}
const edges = (release: ImportedRelease): unknown[] =>
  release.edges.map(({ to, outcome, range, code }) => [to, outcome, range, code]);

describe('the helm importer', () => {
  it('carries each version with an address and a digest, and says why not of each other', async () => {
    const records = await importLines('helm', documentLines('helm.yaml'));
    expect(named(records)).toEqual(['ledger@2.1.0', 'ledger@2.0.0', 'beacon@1.0.3']);
    expect(reasons(records)).toEqual([
      [4, 'HYPER_IMPORT_CONTENT_UNUSABLE'],
      [5, 'HYPER_IMPORT_CONTENT_UNUSABLE'],
      [6, 'HYPER_IMPORT_LINE_MALFORMED'],
    ]);
  });

  it('resolves relative addresses where it is told whence the index came', async () => {
    const options = { sourceUrl: 'https://charts.example.com/stable/index.yaml' };
    const records = await importLines('helm', documentLines('helm.yaml'), options);
    expect(mappingAt(find(records, 'beacon', '1.0.2').manifest, 'content')['uri']).toBe(
      'https://charts.example.com/stable/beacon-1.0.2.tgz',
    );
  });

  it('carries what Chart.yaml says, and a dependency on a chart of the same repository alone', async () => {
    const ledger = find(await importLines('helm', documentLines('helm.yaml')), 'ledger', '2.1.0');
    expect(ledger.manifest).toMatchObject({
      type: 'library',
      metadata: {
        description: 'A double-entry ledger for Kubernetes.',
        homepage: 'https://ledger.example.com',
        repository: 'https://github.com/example/ledger',
        keywords: ['ledger', 'accounting'],
        author: 'Ada',
      },
      labels: { 'app-version': '3.4' },
      annotations: { 'kube-version': '>=1.27.0-0', 'source-maintainers': 'Ada, Grace' },
      publishedAt: '2025-11-04T08:12:44.120Z',
      spec: { language: 'helm' },
    });
    expect(ledger.manifest['dependencies']).toEqual([
      { artifact: 'lib.helm/beacon', version: '>=0.9 <2', type: 'runtime', optional: true },
    ]);
    expect(edges(ledger)).toEqual([
      ['beacon', 'carried', '>=0.9 <2', undefined],
      ['https://charts.example.org/other#queue', 'dropped', undefined, 'HYPER_IMPORT_EDGE_TARGET_ABSENT'],
      ['file://./charts/extras#ledger-extras', 'dropped', undefined, 'HYPER_IMPORT_EDGE_TARGET_ABSENT'],
    ]);
  });

  it('says that a chart is deprecated, and keeps the spelling of its version', async () => {
    const ledger = find(await importLines('helm', documentLines('helm.yaml')), 'ledger', '2.0.0');
    expect(ledger.state).toMatchObject({ state: 'deprecated' });
    expect(ledger.manifest['labels']).toMatchObject({ 'source-version': 'v2.0' });
  });

  it.each(['!= 1.2.3', 'latest'])('drops a dependency on "%s", which is no range here', async (version) => {
    const text = documentLines('helm.yaml').join('\n').replace('>= 0.9, < 2', version);
    const ledger = find(await importLines('helm', text.split('\n')), 'ledger', '2.1.0');
    expect(ledger.edges[0]).toMatchObject({ outcome: 'dropped', code: 'HYPER_IMPORT_EDGE_REFUSED' });
  });
});

describe('the npm importer', () => {
  it('carries versions of packuments with a description for what has no sha256', async () => {
    const records = await importLines('npm', documentLines('npm.json'));
    expect(named(records)).toEqual(['quay-tide@1.0.0', 'quay-tide@1.1.0', 'quay-moon@1.2.0']);
    expect(reasons(records)).toEqual([[3, 'HYPER_IMPORT_VERSION_UNMAPPED']]);
    expect(releasesOf(records).map(({ isDescribed }) => isDescribed)).toEqual([true, true, false]);
    const tide = find(records, 'quay-tide', '1.0.0');
    expect(tide.manifest).toMatchObject({
      metadata: {
        description: 'High and low water for any port.',
        license: 'MIT',
        repository: 'https://github.com/example/tide.git',
      },
      labels: { 'source-name': '@quay/tide' },
      annotations: {
        'source-uri': 'https://registry.npmjs.org/@quay/tide/-/tide-1.0.0.tgz',
        'source-integrity': expect.stringMatching(/^sha512-/u) as string,
      },
      publishedAt: '2024-04-01T08:00:00.000Z',
      content: { mediaType: 'application/json', inline: expect.stringContaining('sha512-') as string },
    });
    expect(tide.state).toMatchObject({ deprecation: { reason: 'Wrong in leap years: take 1.1.0.' } });
    expect(mappingAt(find(records, 'quay-moon', '1.2.0').manifest, 'content')['uri']).toBe(
      'https://registry.npmjs.org/@quay/moon/-/moon-1.2.0.tgz',
    );
  });

  it('carries every kind of dependency, and a licence that is no SPDX expression as a note', async () => {
    const tide = find(await importLines('npm', documentLines('npm.json')), 'quay-tide', '1.1.0');
    expect(edges(tide)).toEqual([
      ['chart', 'dropped', undefined, 'HYPER_IMPORT_EDGE_TARGET_ABSENT'],
      ['@quay/moon', 'carried', '>=1.0.0 <3', undefined],
      ['@quay/sun', 'dropped', undefined, 'HYPER_IMPORT_EDGE_TARGET_ABSENT'],
    ]);
    expect(tide.manifest['dependencies']).toEqual([
      { artifact: 'lib.npm/quay-moon', version: '>=1.0.0 <3', type: 'runtime', optional: true },
    ]);
    expect(mappingAt(tide.manifest, 'metadata')['license']).toBeUndefined();
    expect(mappingAt(tide.manifest, 'annotations')['source-license']).toBe('SEE LICENSE IN LICENSE.md');
  });

  it('carries a search result, one version a package', async () => {
    const records = await importLines('npm', documentLines('npm-search.json'));
    expect(named(records)).toEqual(['quay-sun@3.0.1']);
    expect(reasons(records)).toEqual([[2, 'HYPER_IMPORT_NAME_REFUSED']]);
    expect(releasesOf(records)[0]?.manifest).toMatchObject({
      metadata: { homepage: 'https://sun.example.com', license: 'Apache-2.0', author: 'joan' },
      annotations: { 'source-uri': 'https://www.npmjs.com/package/@quay/sun' },
      publishedAt: '2025-10-02T11:00:00.000Z',
    });
  });

  it('reads what npm search --json prints', async () => {
    const text = JSON.stringify([
      { name: 'tide', version: '1.0.0', date: '2024-01-01T00:00:00.000Z', links: {} },
    ]);
    expect(named(await importLines('npm', [text]))).toEqual(['tide@1.0.0']);
  });
});

describe('the mcp importer', () => {
  it('carries each server that has a SemVer version', async () => {
    const records = await importLines('mcp', documentLines('mcp.json'));
    expect(named(records)).toEqual([
      'io-github-example-almanac@1.4.0',
      'com-example-ledger@0.3.0',
      'com-example-ledger@0.4.0',
    ]);
    expect(reasons(records)).toEqual([
      [4, 'HYPER_IMPORT_VERSION_UNMAPPED'],
      [5, 'HYPER_IMPORT_VERSION_UNMAPPED'],
    ]);
  });

  it('makes a service of a server whose versions all have an address, and a config of any other', async () => {
    const records = await importLines('mcp', documentLines('mcp.json'));
    const almanac = find(records, 'io-github-example-almanac', '1.4.0').manifest;
    expect(almanac).toMatchObject({
      type: 'service',
      spec: { protocol: 'http', endpoint: 'https://almanac.example.com/mcp' },
      metadata: { homepage: 'https://almanac.example.com' },
      publishedAt: '2025-12-12T09:00:00.123Z',
    });
    const inline = mappingAt(almanac, 'content')['inline'] as string;
    expect(JSON.parse(inline)).toMatchObject({ name: 'io.github.example/almanac', version: '1.4.0' });
    for (const version of ['0.3.0', '0.4.0']) {
      expect(find(records, 'com-example-ledger', version).manifest).toMatchObject({ type: 'config' });
    }
    expect(find(records, 'com-example-ledger', '0.3.0').manifest['annotations']).toMatchObject({
      'mcp-packages': expect.stringContaining('npm @example/ledger-mcp@0.3.0; mcpb https://') as string,
    });
  });

  it('carries deprecated and deleted servers as states', async () => {
    const records = releasesOf(await importLines('mcp', documentLines('mcp.json')));
    expect(records.map(({ state }) => state)).toMatchObject([
      undefined as unknown as object,
      { state: 'deprecated', deprecation: { reason: 'Take com.example/books.' } },
      { state: 'published', yanked: { reason: 'The registry says that it was deleted.' } },
    ]);
  });

  it('reads one server.json', async () => {
    const text = JSON.stringify({ name: 'com.example/one', description: 'One', version: '1.0.0' });
    expect(named(await importLines('mcp', [text]))).toEqual(['com-example-one@1.0.0']);
  });
});

describe('the backstage importer', () => {
  it('carries components, APIs and resources, and says why not of what is no software', async () => {
    const records = await importLines('backstage', documentLines('backstage.yaml'));
    expect(named(records)).toEqual([
      'checkout@0.0.0',
      'money@0.0.0',
      'checkout-api@0.0.0',
      'orders-resource@0.0.0',
      'finance-nightly-report@0.0.0',
    ]);
    expect(skippedOf(records).map(({ line, code, name }) => [line, code, name])).toEqual([
      [4, 'HYPER_IMPORT_ENTRY_KIND', 'api:default/events'],
      [7, 'HYPER_IMPORT_ENTRY_KIND', 'group:default/payments'],
      [8, 'HYPER_IMPORT_ENTRY_KIND', 'template:default/new-service'],
      [9, 'HYPER_IMPORT_LINE_MALFORMED', undefined],
    ]);
  });

  it('says what each is, with the definition of an API as its content', async () => {
    const records = await importLines('backstage', documentLines('backstage.yaml'));
    expect(releasesOf(records).map(({ manifest }) => [manifest['type'], manifest['spec']])).toEqual([
      ['service', { protocol: 'grpc' }],
      ['library', { language: 'typescript' }],
      ['service', { protocol: 'grpc' }],
      ['config', { format: 'json' }],
      ['config', { format: 'json' }],
    ]);
    expect(mappingAt(find(records, 'checkout-api', '0.0.0').manifest, 'content')['inline']).toMatch(
      /^syntax = "proto3";/u,
    );
    expect(find(records, 'money', '0.0.0').state).toMatchObject({ state: 'deprecated' });
  });

  it('carries relations that have a target, each for any version', async () => {
    const records = await importLines('backstage', documentLines('backstage.yaml'));
    expect(edges(find(records, 'checkout', '0.0.0'))).toEqual([
      ['resource:default/orders', 'approximated', '*', 'HYPER_IMPORT_EDGE_UNBOUNDED'],
      ['component:default/money', 'approximated', '*', 'HYPER_IMPORT_EDGE_UNBOUNDED'],
      ['api:default/events', 'dropped', undefined, 'HYPER_IMPORT_EDGE_TARGET_ABSENT'],
    ]);
    expect(find(records, 'finance-nightly-report', '0.0.0').manifest['dependencies']).toEqual({
      'lib.backstage/checkout': '*',
    });
  });
});

describe('a document', () => {
  it.each([
    ['helm', 'a page', '<!DOCTYPE html><html></html>'],
    ['helm', 'YAML without entries', 'apiVersion: v1\n'],
    ['helm', 'broken YAML', 'entries: [1, 2\n'],
    ['npm', 'an error', '{"error":"not found"}'],
    ['npm', 'a text', '"text"'],
    ['mcp', 'a server without a name', '{"servers":[{"version":"1.0.0"}]}'],
    ['mcp', 'a prototype key', '{"__proto__":{"servers":[]}}'],
    ['backstage', 'a document without a kind', 'a: 1\n'],
    ['backstage', 'nothing', ''],
    ['backstage', 'nesting that is too deep', '['.repeat(100_000)],
    ['backstage', 'deep JSON', `${'['.repeat(90)}1${']'.repeat(90)}`],
    ['backstage', 'a key twice', 'kind: API\nkind: API\n'],
    ['backstage', 'aliases of aliases (Y02)', bomb()],
  ])('is refused by %s where it is %s', async (kind, _, text) => {
    await expect(importLines(kind, text.split('\n'))).rejects.toMatchObject({
      code: 'HYPER_IMPORT_DOCUMENT',
    });
  });

  it.each([
    ['description', 'a\u202eb'],
    ['homepage', 'https://example.com/\u0007'],
  ])('with an unsafe %s is skipped', async (field, text) => {
    const value = JSON.stringify({
      name: 'tide',
      versions: { '1.0.0': { name: 'tide', version: '1.0.0', [field]: text } },
    });
    expect(reasons(await importLines('npm', [value]))).toEqual([[1, 'HYPER_IMPORT_TEXT_REFUSED']]);
  });

  it('with unsafe text that is carried in the content alone has it escaped there', async () => {
    const server = { name: 'com.example/one', description: 'One', version: '1.0.0', note: 'a\u202eb' };
    const [release] = releasesOf(await importLines('mcp', [JSON.stringify(server)]));
    expect(mappingAt(release?.manifest ?? {}, 'content')['inline']).toContain('a\\u202eb');
  });

  it('keeps content of 10 KiB and more as a blob', async () => {
    const server = {
      name: 'com.example/one',
      description: 'One',
      version: '1.0.0',
      note: 'x'.repeat(12_000),
    };
    const [release] = releasesOf(await importLines('mcp', [JSON.stringify(server)]));
    const content = mappingAt(release?.manifest ?? {}, 'content');
    expect(content['inline']).toBeUndefined();
    expect(content['path']).toBe(release?.blob?.path);
    expect(content['size']).toBe(release?.blob?.bytes?.length);
  });
});
