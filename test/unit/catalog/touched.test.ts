import { describe, expect, it } from 'vitest';
import { touchedArtifacts } from '../../../src/catalog/index.ts';
import { SAMPLE } from './sample-registry.ts';
import { OPTIONS, buildSite, manifest, release, state } from './site-builder.ts';

const BELOW = 'namespaces/lib/sea/tide';

describe('what changed in a registry', () => {
  it('is of artifacts alone where only their files did', () => {
    const paths = [
      '1.0.0.yaml',
      '1.0.0.sigstore.json',
      'artifact.yaml',
      'artifact.sigstore.json',
      'README.md',
    ];
    for (const path of paths) {
      expect(touchedArtifacts([`${BELOW}/${path}`])).toEqual(new Set(['lib.sea/tide']));
    }
    const others = ['docs/a.md', `blobs/sha256/ab/cd/abcd${'0'.repeat(60)}`];
    expect(touchedArtifacts([...others, `${BELOW}/CHANGELOG.md`])).toEqual(new Set(['lib.sea/tide']));
  });

  it.each([
    'registry.yaml',
    'registry.sigstore.json',
    'trust/root.yaml',
    'trust/root.sigstore.json',
    'namespaces/lib/sea/namespace.yaml',
    'namespaces/lib/sea/namespace.sigstore.json',
    'namespaces/lib/sea/policies/a.yaml',
    `observed/${BELOW}/stats.yaml`,
    'namespaces/notes.txt',
  ])('may concern any artifact with %s', (path) => {
    expect(touchedArtifacts([`${BELOW}/1.0.0.yaml`, path])).toBeUndefined();
  });
});

const WIND = 'lib.sky/wind';
const wind = (version: string, fields = {}): [string, string] => release(`${WIND}@${version}`, fields);
const crane = (version: string, fields = {}): [string, string] =>
  release(`org.quay/crane@${version}`, fields);
const onWind = { dependencies: { [WIND]: '*' } };
const idOf = (text: string): string => /^id: (.*)$/mu.exec(text)?.[1] ?? '';
const gone = ([path]: readonly [string, string]): [string, string] => [path, ''];

/** Files over the sample; an empty text takes one away. */
const over = (...files: readonly (readonly [string, string])[]): Map<string, string> =>
  new Map([...new Map([...SAMPLE, ...files])].filter(([, text]) => text !== ''));

describe('a build that knows which artifacts changed', () => {
  const base = [wind('1.0.0'), crane('2.0.0')];
  const byId = (type: string): [string, string] =>
    crane('2.0.0', { dependencies: [{ artifact: idOf(wind('1.1.0')[1]), version: '*', type }] });
  it.each([
    ['a dependent is new by a release that is not the latest', base, [crane('1.0.0', onWind)]],
    ['a dependent is lost by a release that goes', [...base, crane('1.0.0', onWind)], [gone(crane('1.0.0'))]],
    [
      'a dependent is lost by a yank into a tombstone',
      [...base, crane('1.0.0', onWind)],
      [
        state('org.quay/crane', {
          releases: {
            '1.0.0': { state: 'published', tombstone: { at: '2026-04-01T00:00:00Z', reason: 'Gone.' } },
          },
        }),
      ],
    ],
    ['what is named by its id appears', [wind('1.0.0'), byId('dev')], [wind('1.1.0')]],
    ['what is named by its id goes', [wind('1.0.0'), wind('1.1.0'), byId('dev')], [gone(wind('1.1.0'))]],
    [
      'what is needed by what is needed gets a release',
      [
        ...base,
        crane('2.0.0', onWind),
        release('lib.sky/gull@1.0.0', { dependencies: { 'org.quay/crane': '*' } }),
      ],
      [wind('0.9.0')],
    ],
    [
      'what has moved leads to what changed',
      [...base, state('org.quay/crane', { redirect: { artifact: WIND } })],
      [wind('0.9.0')],
    ],
    [
      'a bare name means one that is hidden',
      [
        crane('2.0.0'),
        // Only for development, or what pictures are drawn from would tell of it.
        release('org.quay.north/pole@1.0.0', {
          dependencies: [{ artifact: 'crane', version: '*', type: 'dev' }],
        }),
      ],
      [release('org.quay.north/crane@1.0.0', { visibility: 'private' })],
    ],
    ['it is the last that is shown', base, [wind('1.0.0', { visibility: 'private' })]],
    ['a README is new', base, [[`${BELOW}/README.md`, '# Tide\n']]],
    [
      'a registry is described in other words',
      base,
      [['registry.yaml', manifest('Registry', { name: 'harbour', formatVersion: 1 })]],
    ],
  ] as [string, [string, string][], [string, string][]][])(
    'gives the bytes of a full one after %s (K10)',
    async (_what, before, after) => {
      const previous = await buildSite(over(...before));
      const full = await buildSite(over(...before, ...after));
      const incremental = await buildSite(over(...before, ...after), OPTIONS, previous);
      expect(new Map(incremental.files)).toEqual(full.files);
      expect(new Map(incremental.plan.units.map(({ id, key }) => [id, key]))).toEqual(
        new Map(full.plan.units.map(({ id, key }) => [id, key])),
      );
      expect(new Map(previous.files)).not.toEqual(full.files);
    },
  );

  it('asks for the key of nothing else', async () => {
    const files = over(...base);
    const previous = await buildSite(files);
    const named = 'artifact:org.quay/crane';
    const other = { ...previous.built.get(named)!, key: 'ab' };
    const known = { ...previous, built: new Map(previous.built).set(named, other) };
    const after = new Map(files).set(...wind('0.9.0'));
    const { plan } = await buildSite(after, OPTIONS, known);
    expect(plan.units.find(({ id }) => id === named)?.key).toBe('ab');
  });
});
