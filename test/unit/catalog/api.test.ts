import { describe, expect, it } from 'vitest';
import { digestHex } from '../../../src/core/index.ts';
import { SAMPLE } from './sample-registry.ts';
import { OPTIONS, buildSite, json, registry, release } from './site-builder.ts';

const NORTH = 'namespaces/lib/sea/charts/north/1.0.0.yaml';

function manifestText(path: string): string {
  return new Map(SAMPLE).get(path) ?? '';
}

describe('the JSON API', () => {
  it('tells what the registry is and where everything begins', async () => {
    const site = await buildSite(SAMPLE, {
      ...OPTIONS,
      schemas: [{ path: 'artifact.schema.json', bytes: Buffer.from('{}\n') }],
    });
    expect(json(site, 'api/v1/index.json')).toEqual({
      formatVersion: 1,
      name: 'harbour',
      id: null,
      url: 'https://registry.example.org/harbour',
      description: 'Things of a harbour.',
      commit: site.snapshot.revision.commit,
      tree: site.snapshot.revision.tree,
      allowedContentHosts: null,
      committedAt: '1970-01-01T00:00:00Z',
      counts: { namespaces: 3, artifacts: 2, releases: 4, types: { config: 2 } },
      links: {
        artifacts: 'artifacts/index.json',
        namespaces: 'namespaces/index.json',
        policies: 'policies/index.json',
        graph: 'graph.json',
        discovery: 'discovery/index.json',
        history: null,
      },
      schemas: ['artifact.schema.json'],
    });
    expect(site.files.get('schemas/v1/artifact.schema.json')).toBe('{}\n');
  });

  it('tells what belongs together with an artifact', async () => {
    const site = await buildSite([
      registry(),
      release('lib.sea/tide@1.0.0', {
        dependencies: { 'lib.sea/moon': '^1.0.0' },
        metadata: { description: 'High water.', tags: ['sea'] },
      }),
      release('lib.sea/moon@1.0.0', { metadata: { description: 'What draws the water.', tags: ['sea'] } }),
    ]);
    expect(json(site, 'api/v1/artifacts/lib/sea/moon/discovery.json')).toEqual({
      reference: 'lib.sea/moon',
      centrality: 1,
      needs: [],
      dependents: { direct: 1, all: 1, isComplete: true, items: [{ artifact: 'lib.sea/tide', depth: 1 }] },
      similar: [
        {
          artifact: 'lib.sea/tide',
          score: 0.57,
          reasons: [
            { kind: 'tags', share: 0.5, common: ['sea'] },
            { kind: 'text', share: 0.5, common: ['water'] },
          ],
        },
      ],
      recommended: [
        { artifact: 'lib.sea/tide', score: 0.17, reasons: [{ kind: 'content', share: 1, count: null }] },
      ],
      cluster: { name: 'lib.sea/moon', size: 2 },
    });
    expect(json(site, 'api/v1/discovery/index.json')).toEqual({
      artifacts: 2,
      needs: 1,
      levels: 8,
      central: [{ artifact: 'lib.sea/moon', centrality: 1, dependents: 1 }],
      clusters: 1,
      links: { clusters: 'discovery/clusters.json' },
    });
    expect(json(site, 'api/v1/discovery/clusters.json')).toEqual({
      clusters: [{ name: 'lib.sea/moon', size: 2, members: ['lib.sea/moon', 'lib.sea/tide'] }],
    });
  });

  it('lists artifacts in order of reference', async () => {
    const site = await buildSite(SAMPLE);
    expect(json(site, 'api/v1/artifacts/index.json')).toEqual({
      artifacts: 2,
      page: 1,
      pages: 1,
      next: null,
      items: [
        {
          reference: 'lib.sea.charts/north',
          type: 'config',
          latest: '1.0.0',
          description: 'What north is for.',
          releasedAt: '2026-04-01T08:00:00Z',
          publishedAt: null,
          state: 'published',
          releases: 1,
          visibility: 'public',
          license: null,
          tags: [],
          labels: { team: 'cartographers', tier: 'gold' },
          observed: null,
        },
        {
          reference: 'lib.sea/tide',
          type: 'config',
          latest: '1.1.0',
          description: 'What tide is for.',
          releasedAt: '2026-05-01T08:00:00Z',
          publishedAt: '2026-05-01T08:00:00Z',
          state: 'published',
          releases: 3,
          visibility: 'public',
          license: null,
          tags: [],
          labels: { team: 'pilots', tier: 'community' },
          observed: null,
        },
      ],
    });
  });

  it('tells what the registry observed of an artifact, and nothing that is out of bounds', async () => {
    const observed = (name: string, text: string): [string, string] => [
      `observed/lib/sea/${name}/stats.yaml`,
      text,
    ];
    const site = await buildSite([
      ...SAMPLE,
      release('lib.sea/moon@1.0.0'),
      release('lib.sea/reef@1.0.0'),
      observed('tide', 'downloadCount: 1500\nrating: 4.5\n'),
      observed('moon', 'downloadCount: -3\nrating: 2\n'),
      observed('reef', 'downloadCount: many\n'),
    ]);
    const tide = { downloadCount: 1500, rating: 4.5 };
    const moon = { downloadCount: null, rating: 2 };
    expect(json(site, 'api/v1/artifacts/lib/sea/tide/index.json')).toMatchObject({ observed: tide });
    expect(json(site, 'api/v1/artifacts/lib/sea/moon/index.json')).toMatchObject({ observed: moon });
    expect(json(site, 'api/v1/artifacts/lib/sea/reef/index.json')).toMatchObject({ observed: null });
    expect(json(site, 'api/v1/artifacts/index.json')).toMatchObject({
      items: [
        { reference: 'lib.sea.charts/north', observed: null },
        { reference: 'lib.sea/moon', observed: moon },
        { reference: 'lib.sea/reef', observed: null },
        { reference: 'lib.sea/tide', observed: tide },
      ],
    });
  });

  it('pages a list of more than a thousand artifacts', async () => {
    const many = Array.from({ length: 1001 }, (_, index) => release(`lib.sea/a${index}@1.0.0`));
    const site = await buildSite([registry(), ...many]);
    const first = json(site, 'api/v1/artifacts/index.json');
    expect(first).toMatchObject({ artifacts: 1001, pages: 2, next: 'artifacts/page-2.json' });
    expect(json(site, 'api/v1/artifacts/page-2.json')).toMatchObject({ page: 2, next: null });
    expect(site.files.has('artifacts/page-6.html')).toBe(true);
    expect(site.files.has('artifacts/page-7.html')).toBe(false);
  });

  it('tells what is in a namespace and what is in force there', async () => {
    const site = await buildSite(SAMPLE);
    expect(json(site, 'api/v1/namespaces/lib/sea/charts/index.json')).toEqual({
      path: 'lib.sea.charts',
      parent: 'lib.sea',
      shown: 'open',
      owner: null,
      description: null,
      contact: null,
      visibility: 'public',
      labels: { team: 'cartographers' },
      inheritedLabels: [
        { name: 'tier', value: 'community', from: 'lib.sea' },
        { name: 'team', value: 'cartographers', from: 'lib.sea.charts' },
      ],
      quotas: [
        { name: 'storage', limit: 1048576, from: 'lib.sea', own: null },
        { name: 'artifacts', limit: 20, from: 'lib.sea', own: null },
      ],
      grants: [
        {
          role: 'publisher',
          principal: { githubUser: { id: 7, login: 'kim' } },
          expiresAt: null,
          from: 'lib.sea',
        },
      ],
      policies: [
        {
          id: 'described',
          enforcement: 'mandatory',
          from: 'lib.sea',
          overriddenBy: 'lib.sea.charts',
          href: 'policies/lib/sea/described.json',
        },
      ],
      namespaces: [],
      artifacts: [
        {
          reference: 'lib.sea.charts/north',
          type: 'config',
          latest: '1.0.0',
          description: 'What north is for.',
        },
      ],
      manifest: {
        apiVersion: 'hyper/v1',
        kind: 'Namespace',
        path: 'lib.sea.charts',
        labels: { team: 'cartographers' },
        policies: { overrides: [{ policy: 'described', enforcement: 'mandatory' }] },
      },
    });
    expect(json(site, 'api/v1/policies/lib/sea/described.json')).toMatchObject({
      namespace: 'lib.sea',
      policy: { id: 'described', enforcement: 'advisory' },
    });
    const described = {
      id: 'described',
      from: 'lib.sea',
      path: 'namespaces/lib/sea/policies/described.yaml',
    };
    expect(json(site, 'api/v1/policies/index.json')).toMatchObject({
      policies: [{ ...described, enforcement: 'advisory', overriddenBy: null, exceptions: [] }],
    });
    expect(json(site, 'api/v1/namespaces/lib/sea/charts/policies.json')).toMatchObject({
      namespace: 'lib.sea.charts',
      policies: [{ ...described, enforcement: 'mandatory', overriddenBy: 'lib.sea.charts' }],
    });
    expect(site.files.has('api/v1/namespaces/lib/policies.json')).toBe(false);
    expect(json(site, 'api/v1/namespaces/index.json')['namespaces']).toMatchObject([
      { path: 'lib', shown: 'path', artifacts: 0, namespaces: 1 },
      { path: 'lib.sea', shown: 'open', artifacts: 1, namespaces: 1 },
      { path: 'lib.sea.charts', shown: 'open', artifacts: 1, namespaces: 0 },
    ]);
  });

  it('tells what versions an artifact has, and what became of them', async () => {
    const site = await buildSite(SAMPLE);
    const tide = json(site, 'api/v1/artifacts/lib/sea/tide/index.json');
    expect(tide).toMatchObject({
      reference: 'lib.sea/tide',
      latest: '1.1.0',
      channels: { stable: '1.1.0' },
      tags: {},
      redirect: null,
      dependents: 1,
    });
    expect(tide['versions']).toMatchObject([
      { version: '2.0.0-rc.1', state: 'published', href: 'artifacts/lib/sea/tide/2.0.0-rc.1.json' },
      { version: '1.1.0', state: 'published', releasedAt: '2026-05-01T08:00:00Z' },
      { version: '1.0.0', state: 'deprecated', deprecation: { reason: 'Wrong at noon.' } },
      { version: '0.9.0', state: 'deleted', tombstone: { reason: 'Held a password.' } },
    ]);
    expect(json(site, 'api/v1/artifacts/lib/sea/tide/dependents.json')).toEqual({
      reference: 'lib.sea/tide',
      dependents: [
        {
          artifact: 'lib.sea.charts/north',
          version: '1.0.0',
          range: '^1.0.0',
          type: 'runtime',
          optional: false,
          releases: 1,
        },
      ],
    });
  });

  it('gives a release with its manifest as JSON and as the exact text', async () => {
    const site = await buildSite(SAMPLE);
    const north = json(site, 'api/v1/artifacts/lib/sea/charts/north/1.0.0.json');
    expect(north).toMatchObject({
      reference: 'lib.sea.charts/north@1.0.0',
      state: 'published',
      visibility: 'public',
      labels: { team: 'cartographers', tier: 'gold' },
      source: {
        path: NORTH,
        size: manifestText(NORTH).length,
        sha256: digestHex(manifestText(NORTH)),
        signature: null,
      },
      manifest: { kind: 'Artifact', name: 'north' },
      text: manifestText(NORTH),
    });
    expect(north['dependencies']).toEqual([
      {
        artifact: 'tide',
        range: '^1.0.0',
        type: 'runtime',
        optional: false,
        condition: null,
        registry: null,
        scope: null,
        reason: 'Depth at low water.',
      },
      {
        artifact: 'lib.sky/wind',
        range: '*',
        type: 'runtime',
        optional: true,
        condition: { os: ['linux'] },
        registry: null,
        scope: null,
        reason: null,
      },
    ]);
  });

  it('says where the signatures of a release are', async () => {
    const signature = NORTH.replace('.yaml', '.sigstore.json');
    const site = await buildSite([...SAMPLE, [signature, '{}']]);
    expect(json(site, 'api/v1/artifacts/lib/sea/charts/north/1.0.0.json')['source']).toMatchObject({
      signature,
    });
  });

  it('has one sparse line a version, lowest first', async () => {
    const { files } = await buildSite(SAMPLE);
    const lines = (files.get('api/v1/sparse/lib/sea/charts/north.jsonl') ?? '').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      {
        v: '1.0.0',
        type: 'config',
        state: 'published',
        yanked: false,
        deprecated: false,
        deps: [
          ['tide', '^1.0.0', 'runtime', false, null],
          ['lib.sky/wind', '*', 'runtime', true, { os: ['linux'] }],
        ],
        digests: null,
        manifest: digestHex(manifestText(NORTH)),
      },
    ]);
    const tide = (files.get('api/v1/sparse/lib/sea/tide.jsonl') ?? '').trimEnd().split('\n');
    expect(tide.map((line) => (JSON.parse(line) as { v: string }).v)).toEqual([
      '0.9.0',
      '1.0.0',
      '1.1.0',
      '2.0.0-rc.1',
    ]);
  });

  it('draws the graph of latest releases, bare names looked up', async () => {
    const site = await buildSite(SAMPLE);
    expect(json(site, 'api/v1/graph.json')).toEqual({
      graph: [
        {
          artifact: 'lib.sea.charts/north',
          version: '1.0.0',
          needs: [['lib.sea/tide', '^1.0.0', 'runtime']],
        },
        { artifact: 'lib.sea/tide', version: '1.1.0', needs: [] },
      ],
    });
  });

  it('ends every text file with a newline', async () => {
    const { files } = await buildSite(SAMPLE);
    for (const [path, text] of files)
      if (!path.endsWith('.bin')) expect(text.endsWith('\n'), path).toBe(true);
  });
});
