import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../src/core/index.ts';
import { namespaceGet, namespaceList, registryGet, registryList } from '../../../src/operations/index.ts';
import type {
  ListedArtifact,
  ListedNamespace,
  NamespaceGetData,
  RegistryGetData,
} from '../../../src/operations/index.ts';
import { createTestRepository } from '../../build/git-repository.ts';
import {
  idOf,
  namespace,
  policyText,
  registryText,
  release,
  releasePath,
  releaseText,
  smallRegistry,
  stateText,
} from '../../build/manifests.ts';
import { testContext } from '../../build/registry-context.ts';
import type { Files } from '../../build/write-files.ts';

const STATE = `releases:
  "1.0.0":
    state: deprecated
    deprecation:
      deprecatedAt: "2025-06-01T00:00:00Z"
      reason: Too slow.
      replacement: org.acme.tools/runner
  "1.2.0":
    state: published
    yanked:
      at: "2025-07-01T00:00:00Z"
      reason: Broken.
      severity: high
channels:
  stable: "1.1.0"
tags:
  beta: "1.2.0"
redirect:
  artifact: org.acme.tools/runner
`;

/** A registry with labels, policies, grants and a state that says something of everything. */
function richRegistry(): Files {
  return {
    'registry.yaml': registryText(),
    ...namespace(
      'org.acme',
      `visibility: internal
labels:
  team: core
  tier: one
quotas:
  artifacts: 10
access:
  - principal:
      githubUser:
        id: 7
        login: ada
    role: publisher
    expiresAt: "2026-01-01T00:00:00Z"
`,
    ),
    'namespaces/org/acme/policies/licence.yaml': policyText('licence'),
    ...namespace('org.acme.tools', 'labels:\n  tier: two\n'),
    ...namespace('org.acme-labs'),
    ...release('org.acme/parser', '1.0.0'),
    ...release('org.acme/parser', '1.1.0', 'labels:\n  own: "yes"\n  tier: three\n'),
    ...release('org.acme/parser', '1.2.0'),
    'namespaces/org/acme/parser/artifact.yaml': stateText('org.acme/parser', STATE),
    ...release('org.acme.tools/runner', '2.0.0', 'visibility: public\n'),
    ...release('org.acme-labs/probe', '0.1.0-rc.1'),
  };
}

const rich = createTestRepository(richRegistry());
const input = { registry: undefined, at: undefined, namespace: undefined };

async function get(
  reference: string,
  more: { at?: string; namespace?: string } = {},
): Promise<RegistryGetData> {
  return (await registryGet.run(testContext(rich.folder), { ...input, ...more, reference })).data;
}

async function list(namespaceText?: string): Promise<readonly ListedArtifact[]> {
  return (await registryList.run(testContext(rich.folder), { ...input, namespace: namespaceText })).data;
}

async function listNamespaces(namespaceText?: string): Promise<readonly ListedNamespace[]> {
  return (await namespaceList.run(testContext(rich.folder), { ...input, namespace: namespaceText })).data;
}

async function getNamespace(path: string): Promise<NamespaceGetData> {
  return (await namespaceGet.run(testContext(rich.folder), { ...input, path })).data;
}

describe('a namespace that is not there', () => {
  it.each([
    ['org.acm', 'did you mean "org.acme"?'],
    ['org.nobody', 'hyper namespace list shows what there is'],
    ['lib.nothing.like.it', 'hyper namespace list shows what there is'],
  ])('is told in lists, and not taken for an empty one: %s', async (text, hint) => {
    const wanted = { code: 'HYPER_NAMESPACE_MISSING', hint };
    await expect(list(text)).rejects.toMatchObject(wanted);
    await expect(listNamespaces(text)).rejects.toMatchObject(wanted);
  });
});

describe('registry get', () => {
  it('tells everything of the latest release that may be chosen (I13)', async () => {
    const data = await get('org.acme/parser');
    expect(data).toMatchObject({
      ...{ reference: 'org.acme/parser', version: '1.1.0', latest: '1.1.0', state: 'published' },
      ...{ visibility: 'internal', channels: { stable: '1.1.0' }, tags: { beta: '1.2.0' } },
      ...{ redirect: 'org.acme.tools/runner', deprecation: null, yanked: null },
      path: releasePath('org.acme/parser', '1.1.0'),
    });
    expect(data.labels).toEqual({ own: 'yes', team: 'core', tier: 'three' });
    expect(Object.keys(data.labels)).toEqual(['own', 'team', 'tier']);
    expect(data.versions).toEqual([
      { version: '1.2.0', state: 'published', isYanked: true },
      { version: '1.1.0', state: 'published', isYanked: false },
      { version: '1.0.0', state: 'deprecated', isYanked: false },
    ]);
  });

  it('tells why a release is deprecated or yanked', async () => {
    expect((await get('org.acme/parser@1.0.0')).deprecation).toEqual({
      reason: 'Too slow.',
      replacement: 'org.acme.tools/runner',
    });
    expect((await get('org.acme/parser@1.2.0')).yanked).toEqual({
      ...{ reason: 'Broken.', severity: 'high', advisory: null },
    });
  });

  it.each([
    ['an id', idOf('org.acme/parser@1.0.0'), '1.0.0'],
    ['a tag', 'org.acme/parser@beta', '1.2.0'],
    ['a channel', 'org.acme/parser@stable', '1.1.0'],
    ['a range', 'org.acme/parser@<1.1.0', '1.0.0'],
    [
      'the digest of the manifest',
      `org.acme/parser@${digestOf(releaseText('org.acme/parser', '1.0.0'))}`,
      '1.0.0',
    ],
    ['dots', 'org.acme.parser@1.0.0', '1.0.0'],
    ['slashes', 'orgs/acme/parser@1.0.0', '1.0.0'],
  ])('finds a release by %s', async (_what, reference, version) => {
    expect(await get(reference)).toMatchObject({ reference: 'org.acme/parser', version });
  });

  it('looks bare names up from the namespace upwards', async () => {
    expect(await get('parser', { namespace: 'org.acme.tools' })).toMatchObject({
      reference: 'org.acme/parser',
    });
    await expect(get('probe', { namespace: 'org.acme.tools' })).rejects.toMatchObject({
      code: 'HYPER_ARTIFACT_MISSING',
    });
  });

  it.each([
    ['org.acme/persar', 'HYPER_ARTIFACT_MISSING'],
    ['org.acme/parser@9.0.0', 'HYPER_RELEASE_MISSING'],
    [`org.acme/parser@sha256:${'0'.repeat(64)}`, 'HYPER_RELEASE_MISSING'],
    [idOf('nobody'), 'HYPER_RELEASE_MISSING'],
  ])('says that %s is not there', async (reference, code) => {
    await expect(get(reference)).rejects.toMatchObject({ code });
  });

  it('reads the past', async () => {
    const repository = createTestRepository(smallRegistry());
    repository.write(release('org.acme/parser', '5.0.0'));
    repository.commit('Five', 1);
    const at = async (revision: string | undefined): Promise<string> =>
      (
        await registryGet.run(testContext(repository.folder), {
          ...input,
          at: revision,
          reference: 'org.acme/parser',
        })
      ).data.version;
    expect([await at(undefined), await at('HEAD~1'), await at('2025-01-01')]).toEqual([
      '5.0.0',
      '1.1.0',
      '1.1.0',
    ]);
  });

  it('says that a manifest is not valid rather than that there is none', async () => {
    const path = releasePath('org.acme/parser', '3.0.0');
    const { folder } = createTestRepository({ ...smallRegistry(), [path]: 'kind: [\n' });
    const asked = registryGet.run(testContext(folder), { ...input, reference: 'org.acme/parser@3.0.0' });
    await expect(asked).rejects.toMatchObject({
      code: 'HYPER_RELEASE_MISSING',
      hint: expect.stringContaining('not valid') as string,
    });
  });
});

describe('registry list', () => {
  it('has one row an artifact, in order of reference, told by its latest release', async () => {
    const rows = await list();
    expect(
      rows.map(({ reference, latest, releases, state }) => [reference, latest, releases, state]),
    ).toEqual([
      ['org.acme-labs/probe', '0.1.0-rc.1', 1, 'published'],
      ['org.acme.tools/runner', '2.0.0', 1, 'published'],
      ['org.acme/parser', '1.1.0', 3, 'published'],
    ]);
    expect(rows[1]).toMatchObject({ visibility: 'public', labels: { team: 'core', tier: 'two' } });
    expect(rows[2]).toMatchObject({ visibility: 'internal', license: 'MIT', tags: ['testing'] });
  });

  it.each([
    ['org', 3],
    ['org.acme', 2],
    ['orgs/acme', 2],
    ['org.acme.tools', 1],
    ['org.acme-labs', 1],
  ])('of %s has %i rows: by whole segments', async (text, count) => {
    expect(await list(text)).toHaveLength(count);
  });

  it('refuses what is no namespace', async () => {
    await expect(list('Not A Namespace')).rejects.toMatchObject({
      code: expect.stringMatching(/^HYPER_NAME/u) as string,
    });
  });

  it('tells of manifests that cannot be read and lists the rest', async () => {
    const path = releasePath('org.acme/broken', '1.0.0');
    const { folder } = createTestRepository({ ...smallRegistry(), [path]: 'kind: [\n' });
    const outcome = await registryList.run(testContext(folder), input);
    expect(outcome.data).toHaveLength(2);
    expect(outcome.verdict).toBe('findings');
    expect(outcome.diagnostics.map((one) => one.path)).toEqual([path]);
  });
});

describe('namespace get', () => {
  it('tells what is its own and what comes from above', async () => {
    const data = await getNamespace('orgs/acme/tools');
    expect(data).toMatchObject({
      ...{ path: 'org.acme.tools', ancestors: ['org.acme'], children: [], visibility: 'internal' },
      artifacts: ['org.acme.tools/runner'],
      labels: [
        { name: 'team', value: 'core', from: 'org.acme' },
        { name: 'tier', value: 'two', from: 'org.acme.tools' },
      ],
      policies: [{ id: 'licence', from: 'org.acme', enforcement: 'advisory', overriddenBy: null }],
      grants: [
        {
          principal: 'github user 7 ada',
          role: 'publisher',
          from: 'org.acme',
          expiresAt: '2026-01-01T00:00:00Z',
        },
      ],
      quotas: [{ name: 'artifacts', limit: 10, from: 'org.acme' }],
    });
  });

  it('names direct children only', async () => {
    expect((await getNamespace('org.acme')).children).toEqual(['org.acme.tools']);
  });

  it('says that there is none, and which is near', async () => {
    await expect(getNamespace('org.acme.tolls')).rejects.toMatchObject({
      code: 'HYPER_NAMESPACE_MISSING',
      hint: 'did you mean "org.acme.tools"?',
    });
  });
});

describe('namespace list', () => {
  it('has one row a namespace, in order of path', async () => {
    const rows = await listNamespaces();
    expect(
      rows.map(({ path, parent, artifacts, policies, visibility }) => [
        path,
        parent,
        artifacts,
        policies,
        visibility,
      ]),
    ).toEqual([
      ['org.acme', null, 1, 1, 'internal'],
      ['org.acme-labs', null, 1, 0, 'public'],
      ['org.acme.tools', 'org.acme', 1, 0, 'internal'],
    ]);
    expect((await listNamespaces('org.acme')).map(({ path }) => path)).toEqual([
      'org.acme',
      'org.acme.tools',
    ]);
  });
});
