import { describe, expect, it } from 'vitest';
import { OPTIONS, buildSite, json, namespace, registry, release, state } from './site-builder.ts';

const SECRET = 'veiled';

function everything(site: Awaited<ReturnType<typeof buildSite>>): string {
  return [...site.files].flat().join('\n');
}

const MIXED: [string, string][] = [
  registry(),
  namespace('org.quay', {
    visibility: 'internal',
    public: true,
    description: 'Cranes.',
    labels: { cost: SECRET },
  }),
  namespace('org.quay.veiled', { description: SECRET, labels: { team: SECRET } }),
  namespace('org.quay.open', { visibility: 'public' }),
  namespace('lib.sea', { description: 'Tides.' }),
  release('org.quay/veiled-one@1.0.0', {
    dependencies: { 'lib.sea/tide': '^1.0.0' },
    metadata: { description: SECRET },
  }),
  release('org.quay.open/crane@1.0.0', { dependencies: { 'lib.sea/tide': '^1.0.0' } }),
  release('org.quay/brand@1.0.0', { visibility: 'public' }),
  release('org.quay.veiled/safe@1.0.0', { dependencies: { 'org.quay.open/crane': '*' } }),
  release('lib.sea/tide@1.0.0'),
  release('lib.sea/tide@1.1.0', { visibility: 'private', metadata: { description: SECRET } }),
  state('lib.sea/tide', {
    redirect: { artifact: 'org.quay/veiled-one', reason: 'moved' },
    tags: { stable: '1.1.0', old: '1.0.0' },
    releases: {
      '1.0.0': {
        state: 'deprecated',
        deprecation: {
          deprecatedAt: '2026-04-01T00:00:00Z',
          reason: 'Old.',
          replacement: 'org.quay/veiled-one',
        },
      },
      '0.1.0': { state: 'published', tombstone: { at: '2026-04-02T00:00:00Z', reason: SECRET } },
    },
  }),
];

describe('what the site shows', () => {
  it('tells of nothing that is hidden: no name, text, count, dependent, label or fact', async () => {
    const site = await buildSite(MIXED);
    expect(site.faults).toEqual([]);
    expect(everything(site)).not.toContain(SECRET);
    expect(site.plan.counts).toEqual({ namespaces: 4, artifacts: 3, releases: 3 });
    const tide = json(site, 'api/v1/artifacts/lib/sea/tide/index.json');
    expect(tide['latest']).toBe('1.0.0');
    expect(tide['tags']).toEqual({ old: '1.0.0' });
    expect(tide['redirect']).toBeNull();
    expect(tide['dependents']).toBe(1);
  });

  it('shows more to those who may see more', async () => {
    const site = await buildSite(MIXED, { ...OPTIONS, visibility: 'private' });
    expect(site.plan.counts).toEqual({ namespaces: 5, artifacts: 5, releases: 6 });
    expect(json(site, 'api/v1/artifacts/lib/sea/tide/index.json')['dependents']).toBe(2);
    expect(json(site, 'api/v1/artifacts/lib/sea/tide/index.json')['redirect']).toEqual({
      artifact: 'org.quay/veiled-one',
      reason: 'moved',
    });
  });

  it('says of a namespace only that it is there where that is all that everyone may see', async () => {
    const site = await buildSite(MIXED);
    const quay = json(site, 'api/v1/namespaces/org/quay/index.json');
    expect(quay).toMatchObject({
      shown: 'known',
      description: 'Cranes.',
      labels: {},
      grants: [],
      quotas: [],
    });
    expect(json(site, 'api/v1/namespaces/org/quay/open/index.json')).toMatchObject({
      shown: 'open',
      inheritedLabels: [],
    });
  });

  it.each([
    ['draft', { state: 'draft' }],
    ['unpublished', { state: 'published', unpublished: { at: '2026-04-01T00:00:00Z' } }],
  ])('leaves out a release that is %s', async (_word, row) => {
    const site = await buildSite([
      registry(),
      release('lib.sea/tide@1.0.0'),
      release('lib.sea/tide@2.0.0'),
      state('lib.sea/tide', { releases: { '2.0.0': row } }),
    ]);
    expect(json(site, 'api/v1/artifacts/lib/sea/tide/index.json')['latest']).toBe('1.0.0');
    expect([...site.files.keys()].filter((path) => path.includes('2.0.0'))).toEqual([]);
    expect(everything(site)).not.toContain('"2.0.0"');
  });

  it('leaves out an artifact of drafts alone, and its namespace with nothing else in it', async () => {
    const site = await buildSite([
      registry(),
      release('lib.sea/tide@1.0.0'),
      state('lib.sea/tide', { releases: { '1.0.0': { state: 'draft' } } }),
    ]);
    expect(site.plan.counts).toEqual({ namespaces: 0, artifacts: 0, releases: 0 });
  });

  it('shows a tombstone as such, without content, and keeps what is left', async () => {
    const site = await buildSite([
      registry(),
      namespace('lib.sea'),
      release('lib.sea/tide@1.0.0'),
      release('lib.sea/tide@1.1.0'),
      state('lib.sea/tide', {
        releases: {
          '1.1.0': { state: 'published', tombstone: { at: '2026-04-02T00:00:00Z', reason: 'Leak.' } },
        },
      }),
    ]);
    const tide = json(site, 'api/v1/artifacts/lib/sea/tide/index.json');
    expect(tide['versions']).toMatchObject([
      { version: '1.1.0', state: 'deleted', id: null, href: null, tombstone: { reason: 'Leak.' } },
      { version: '1.0.0', state: 'published' },
    ]);
    expect(site.files.get('api/v1/sparse/lib/sea/tide.jsonl')).toContain(
      '{"v":"1.1.0","tombstone":true,"reason":"Leak."}',
    );
    expect(site.files.has('api/v1/artifacts/lib/sea/tide/1.1.0.json')).toBe(false);
  });

  it('takes the stricter default where no namespace says who may see it', async () => {
    const files = [release('user.kim/notes@1.0.0'), release('org.quay/crane@1.0.0')];
    const open = await buildSite([registry({ settings: { defaultVisibility: 'public' } }), ...files]);
    expect([...open.files.keys()].some((path) => path.includes('user/kim'))).toBe(false);
    expect(open.plan.counts.artifacts).toBe(1);
    const closed = await buildSite([registry({ settings: { defaultVisibility: 'internal' } }), ...files]);
    expect(closed.plan.counts.artifacts).toBe(0);
  });
});

describe('what cannot be published', () => {
  it('leaves out a manifest that speaks of another release, with an error', async () => {
    const [, text] = release('lib.sea/tide@1.0.0');
    const site = await buildSite([registry(), ['namespaces/lib/sea/tide/2.0.0.yaml', text]]);
    expect(site.plan.diagnostics).toMatchObject([
      { code: 'HYPER_CATALOG_LEFT_OUT', severity: 'error', path: 'namespaces/lib/sea/tide/2.0.0.yaml' },
    ]);
    expect(site.plan.counts.artifacts).toBe(0);
  });

  it('leaves out a folder that does not spell a canonical name, with an error', async () => {
    const [, text] = release('lib.sea/tide@1.0.0');
    const site = await buildSite([registry(), ['namespaces/lib/"><script>/tide/1.0.0.yaml', text]]);
    expect(site.plan.diagnostics.map((one) => one.code)).toContain('HYPER_CATALOG_LEFT_OUT');
    expect(everything(site)).not.toContain('<script');
  });
});
