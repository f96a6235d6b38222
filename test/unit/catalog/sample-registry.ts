import { namespace, registry, release, state } from './site-builder.ts';

/** A small registry with one of everything that the site shows. */
export const SAMPLE: readonly [string, string][] = [
  registry({ description: 'Things of a harbour.' }),
  namespace('lib.sea', {
    owner: 'pilots',
    description: 'Tides and charts.',
    labels: { tier: 'community', team: 'pilots' },
    quotas: { storage: 1048576 },
    maxArtifacts: 20,
    access: [{ principal: { githubUser: { id: 7, login: 'kim' } }, role: 'publisher' }],
  }),
  namespace('lib.sea.charts', {
    labels: { team: 'cartographers' },
    policies: { overrides: [{ policy: 'described', enforcement: 'mandatory' }] },
  }),
  [
    'namespaces/lib/sea/policies/described.yaml',
    JSON.stringify({
      apiVersion: 'hyper/v1',
      kind: 'Policy',
      id: 'described',
      name: 'Described',
      enforcement: 'advisory',
      rules: [
        {
          id: 'present',
          type: 'validation',
          severity: 'low',
          condition: { target: 'artifact', field: 'metadata.description', operator: 'equals', value: '' },
          action: { type: 'deny' },
        },
      ],
    }),
  ],
  release('lib.sea/tide@1.0.0'),
  release('lib.sea/tide@1.1.0', { publishedAt: '2026-05-01T08:00:00Z' }),
  release('lib.sea/tide@2.0.0-rc.1', { createdAt: '2026-06-01T08:00:00Z' }),
  state('lib.sea/tide', {
    channels: { stable: '1.1.0' },
    releases: {
      '1.0.0': {
        state: 'deprecated',
        deprecation: { deprecatedAt: '2026-05-02T00:00:00Z', reason: 'Wrong at noon.' },
      },
      '0.9.0': {
        state: 'published',
        tombstone: { at: '2026-01-01T00:00:00Z', reason: 'Held a password.' },
      },
    },
  }),
  release('lib.sea.charts/north@1.0.0', {
    createdAt: '2026-04-01T08:00:00Z',
    labels: { tier: 'gold' },
    dependencies: [
      { artifact: 'tide', version: { caret: '1.0.0' }, reason: 'Depth at low water.' },
      { artifact: 'lib.sky/wind', version: '*', optional: true, condition: { os: ['linux'] } },
    ],
  }),
  ['namespaces/lib/sea/tide/README.md', '# tide\n\nWhen the water comes.\n'],
  ['namespaces/lib/sea/tide/CHANGELOG.md', '# Changelog\n\n- Noon.\n'],
];
