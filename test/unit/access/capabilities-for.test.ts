import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../src/adapters/memory/index.ts';
import { capabilitiesFor } from '../../../src/access/index.ts';
import { loadChangeSet, loadSnapshot } from '../../../src/registry/index.ts';
import { namespace, policyText, registryText, release, stateText } from '../../build/manifests.ts';

type Texts = Readonly<Record<string, unknown>>;

const STATE = 'namespaces/org/acme/tool/artifact.yaml';
const BASE: Texts = {
  'registry.yaml': registryText('settings:\n  reservedPrefixes:\n    - hyper-\n'),
  ...namespace('org.acme'),
  ...namespace('org.other'),
  ...release('org.acme/tool', '1.0.0'),
  ...release('org.other/target', '1.0.0'),
};

/** The needs of a change, `capability where/artifact@version state`, in order. */
async function needs(after: Texts, gone: readonly string[] = [], base: Texts = BASE): Promise<string[]> {
  const store = new MemoryStore();
  const merged = Object.fromEntries(
    Object.entries({ ...base, ...after }).filter(([path]) => !gone.includes(path)),
  );
  const commits = [base, merged].map((files) => store.commit(files as Record<string, string>));
  const [before, current] = await Promise.all(commits.map((commit) => store.resolveRevision(commit)));
  if (before === undefined || current === undefined) throw new Error('two commits were made');
  const sides = { base: await loadSnapshot(store, before), head: await loadSnapshot(store, current) };
  const changes = await loadChangeSet(store, before, current);
  return changes.flatMap((change) =>
    capabilitiesFor(change, sides).map(
      ({ capability, namespace: where = 'registry', artifact, version, resource }) => {
        const what = `${artifact === undefined ? '' : `/${artifact}`}${version === undefined ? '' : `@${version}`}`;
        const state = resource.get('state');
        return `${capability} ${where}${what}${typeof state === 'string' ? ` ${state}` : ''}`;
      },
    ),
  );
}

const state = (releases: string, more = ''): Texts => ({
  [STATE]: stateText('org.acme/tool', `${releases === '' ? '' : `releases:\n${releases}`}${more}`),
});

describe('a release', () => {
  it('is created and published, or only created where it is a draft', async () => {
    expect(await needs(release('org.acme/tool', '1.1.0'))).toEqual([
      'artifact:create org.acme/tool@1.1.0 published',
      'artifact:publish org.acme/tool@1.1.0 published',
      'namespace:write org.acme/tool@1.1.0 published',
    ]);
    const draft = { ...release('org.acme/tool', '1.1.0'), ...state('  "1.1.0":\n    state: draft\n') };
    expect(new Set(await needs(draft))).toEqual(new Set(['artifact:create org.acme/tool@1.1.0 draft']));
  });

  it('is updated or deleted where it was there', async () => {
    expect(await needs(release('org.acme/tool', '1.0.0', 'x-more: 1\n'))).toEqual([
      'artifact:update org.acme/tool@1.0.0 published',
    ]);
    expect(await needs({}, ['namespaces/org/acme/tool/1.0.0.yaml'])).toEqual([
      'artifact:delete org.acme/tool@1.0.0 published',
    ]);
  });

  it('needs an admin where its name is new and begins with a reserved word (N06)', async () => {
    expect(await needs(release('org.acme/hyper-auth', '1.0.0'))).toContain('registry:admin registry');
    const known = { ...BASE, ...release('org.acme/hyper-auth', '1.0.0') };
    expect(await needs(release('org.acme/hyper-auth', '1.1.0'), [], known)).not.toContain(
      'registry:admin registry',
    );
  });
});

describe('artifact.yaml', () => {
  const CASES: readonly (readonly [string, Texts, Texts, readonly string[]])[] = [
    [
      'a deprecation',
      {},
      state(
        '  "1.0.0":\n    state: deprecated\n    deprecation: {deprecatedAt: "2026-01-01T00:00:00Z", reason: Old.}\n',
      ),
      ['artifact:deprecate org.acme/tool@1.0.0 published'],
    ],
    [
      'a yank',
      {},
      state('  "1.0.0":\n    state: published\n    yanked: {at: "2026-01-01T00:00:00Z", reason: Broken.}\n'),
      ['artifact:deprecate org.acme/tool@1.0.0 published'],
    ],
    [
      'a draft that is published',
      state('  "1.0.0":\n    state: draft\n'),
      state('  "1.0.0":\n    state: published\n'),
      ['artifact:publish org.acme/tool@1.0.0 draft', 'namespace:write org.acme/tool@1.0.0 draft'],
    ],
    [
      'an archived release that is restored',
      state('  "1.0.0":\n    state: archived\n    archivedFrom: published\n'),
      state('  "1.0.0":\n    state: published\n'),
      ['artifact:deprecate org.acme/tool@1.0.0 archived'],
    ],
    [
      'a release that is taken back',
      {},
      state('  "1.0.0":\n    state: published\n    unpublished: {at: "2026-01-01T00:00:00Z"}\n'),
      ['artifact:publish org.acme/tool@1.0.0 published', 'namespace:write org.acme/tool@1.0.0 published'],
    ],
    [
      'a tombstone',
      {},
      state('  "1.0.0":\n    state: archived\n    tombstone: {at: "2026-01-01T00:00:00Z", reason: Law.}\n'),
      ['artifact:delete org.acme/tool@1.0.0 published', 'artifact:deprecate org.acme/tool@1.0.0 published'],
    ],
    [
      'a notice and a format, also beside something else',
      {},
      {
        [STATE]: stateText(
          'org.acme/tool',
          'notice: Moves.\nreleases:\n  "1.0.0":\n    state: deprecated\n    deprecation: {deprecatedAt: "2026-01-01T00:00:00Z", reason: Old.}\n',
        ).replace('hyper/v1', 'hyper/v2'),
      },
      ['artifact:deprecate org.acme/tool@1.0.0 published', 'artifact:update org.acme/tool'],
    ],
    ['a channel', {}, state('', 'channels:\n  stable: "1.0.0"\n'), ['artifact:update org.acme/tool']],
    [
      'a redirect, which the other side has a say in (O11)',
      {},
      state('', 'redirect:\n  artifact: org.other/target\n  reason: Moved.\n'),
      ['artifact:update org.acme/tool', 'artifact:update org.other/target'],
    ],
  ];

  it.each(CASES)('tells %s', async (_name, before, after, expected) => {
    expect(await needs(after, [], { ...BASE, ...before })).toEqual(expected);
  });
});

describe('what is not of an artifact', () => {
  const access = 'access:\n  - principal: {githubUser: {id: 7}}\n    role: publisher\n';
  const CASES: readonly (readonly [string, Texts, readonly string[]])[] = [
    ['grants', namespace('org.acme', access), ['user:manage org.acme']],
    ['a namespace', namespace('org.acme', 'labels: {a: b}\n'), ['namespace:manage org.acme']],
    [
      'a namespace and its grants',
      namespace('org.acme', `${access}labels: {a: b}\n`),
      ['user:manage org.acme', 'namespace:manage org.acme'],
    ],
    ['a child namespace', namespace('org.acme.tools'), ['namespace:manage org.acme']],
    [
      'a child namespace with grants',
      namespace('org.acme.tools', access),
      ['user:manage org.acme', 'namespace:manage org.acme'],
    ],
    ['a namespace of an organization', namespace('org.new'), ['registry:admin registry']],
    [
      'a policy',
      { 'namespaces/org/acme/policies/some.yaml': policyText('some') },
      ['namespace:manage org.acme'],
    ],
    ['registry.yaml', { 'registry.yaml': registryText('labels: {a: b}\n') }, ['registry:admin registry']],
    ['a trust root', { 'trust/root.yaml': 'kind: TrustRoot\n' }, ['registry:admin registry']],
    ['a workflow', { '.github/workflows/check.yml': 'on: push\n' }, ['registry:admin registry']],
    [
      'what was observed',
      { 'observed/org/acme/tool/stats.yaml': 'downloadCount: 1\n' },
      ['registry:admin registry'],
    ],
    [
      'a text of an artifact',
      { 'namespaces/org/acme/tool/README.md': '# Tool\n' },
      ['artifact:update org.acme/tool'],
    ],
    ['a text of a namespace', { 'namespaces/org/acme/README.md': '# Acme\n' }, ['namespace:manage org.acme']],
    [
      'the signature of a release',
      { 'namespaces/org/acme/tool/1.0.0.sigstore.json': '{}\n' },
      ['artifact:update org.acme/tool@1.0.0 published'],
    ],
    [
      'the signature of a namespace',
      { 'namespaces/org/acme/namespace.sigstore.json': '{}\n' },
      ['namespace:manage org.acme'],
    ],
    ['the signature of the registry', { 'registry.sigstore.json': '{}\n' }, ['registry:admin registry']],
    ['a new blob', { [`blobs/sha256/ab/cd/abcd${'0'.repeat(60)}`]: 'x' }, []],
  ];

  it.each(CASES)('tells %s', async (_name, after, expected) => {
    expect(await needs(after)).toEqual(expected);
  });

  it('needs both where a namespace cannot be read any more', async () => {
    const path = 'namespaces/org/acme/namespace.yaml';
    expect(await needs({ [path]: 'kind: [\n' })).toEqual([
      'user:manage org.acme',
      'namespace:manage org.acme',
    ]);
  });
});
