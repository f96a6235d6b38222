import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../src/adapters/memory/index.ts';
import { inheritanceOf, inheritedBy, lineageOf, loadSnapshot } from '../../../src/registry/index.ts';
import type { Inherited, Snapshot } from '../../../src/registry/index.ts';
import { namespace, policyText, registryText } from '../../build/manifests.ts';
import type { Files } from '../../build/write-files.ts';

async function snapshotOf(files: Files): Promise<Snapshot> {
  const store = new MemoryStore();
  store.commit({ 'registry.yaml': registryText(), ...(files as Record<string, string>) });
  const snapshot = await loadSnapshot(store, await store.resolveRevision('HEAD'));
  expect(snapshot.diagnostics).toEqual([]);
  return snapshot;
}

async function inherited(path: string, files: Files): Promise<Inherited> {
  return inheritedBy(await snapshotOf(files), path);
}

const grant = (id: number, role: string): string =>
  `access:\n  - principal:\n      githubUser:\n        id: ${id}\n        login: user-${id}\n    role: ${role}\n`;
const override = (policy: string, enforcement: string): string =>
  `policies:\n  overrides:\n    - policy: ${policy}\n      enforcement: ${enforcement}\n`;

it('follows the namespaces from the top, passing over levels without a manifest', async () => {
  const snapshot = await snapshotOf({ ...namespace('org.acme'), ...namespace('org.acme.tools.cli') });
  expect(lineageOf(snapshot, 'org.acme.tools.cli').map(({ path }) => path)).toEqual([
    'org.acme',
    'org.acme.tools.cli',
  ]);
  expect(lineageOf(snapshot, 'org.acme.tools').map(({ path }) => path)).toEqual(['org.acme']);
  expect(lineageOf(snapshot, 'org.other')).toEqual([]);
});

it("follows the children of an owner's e-mail address", async () => {
  const owner = 'user.a.b@example.com';
  const files = {
    'namespaces/user/a.b@example.com/namespace.yaml':
      Object.values(namespace(owner, 'labels:\n  a: up\n'))[0] ?? '',
    'namespaces/user/a.b@example.com/notes/namespace.yaml':
      Object.values(namespace(`${owner}/notes`))[0] ?? '',
  };
  const { labels } = await inherited(`${owner}/notes`, files);
  expect(labels.get('a')).toEqual({ value: 'up', from: owner });
});

it('merges labels down, the value nearest to the namespace winning', async () => {
  const { labels } = await inherited('org.acme.tools', {
    ...namespace('org.acme', 'labels:\n  tier: one\n  team: core\n'),
    ...namespace('org.acme.tools', 'labels:\n  tier: two\n'),
    ...namespace('org.acme.other', 'labels:\n  tier: three\n'),
  });
  expect(Object.fromEntries(labels)).toEqual({
    tier: { value: 'two', from: 'org.acme.tools' },
    team: { value: 'core', from: 'org.acme' },
  });
});

it('unites grants from the top', async () => {
  const { grants } = await inherited('org.acme.tools', {
    ...namespace('org.acme', grant(1, 'publisher')),
    ...namespace('org.acme.tools', grant(2, 'maintainer')),
  });
  expect(grants.map(({ grant: { role }, from }) => [role, from])).toEqual([
    ['publisher', 'org.acme'],
    ['maintainer', 'org.acme.tools'],
  ]);
});

describe('quotas', () => {
  it('pool: the tightest on the way up holds, under either spelling', async () => {
    const { quotas } = await inherited('org.acme.tools.cli', {
      ...namespace('org.acme', 'maxArtifacts: 10\nquotas:\n  storage: 1000\n'),
      ...namespace('org.acme.tools', 'storageQuota: 500\n'),
      ...namespace('org.acme.tools.cli', 'quotas:\n  storage: 900\n  bandwidth: 7\n'),
    });
    expect(quotas).toEqual({
      storage: { limit: 500, from: 'org.acme.tools' },
      artifacts: { limit: 10, from: 'org.acme' },
      bandwidth: { limit: 7, from: 'org.acme.tools.cli' },
    });
  });

  it('of nought are quotas', async () => {
    const { quotas } = await inherited('org.acme', namespace('org.acme', 'quotas:\n  artifacts: 0\n'));
    expect(quotas.artifacts).toEqual({ limit: 0, from: 'org.acme' });
  });
});

describe('policies', () => {
  it.each([
    ['advisory', 'mandatory', 'mandatory'],
    ['advisory', 'audit-only', 'audit-only'],
    ['advisory', 'disabled', 'disabled'],
    ['audit-only', 'advisory', 'advisory'],
    ['mandatory', 'advisory', 'mandatory'],
    ['mandatory', 'audit-only', 'mandatory'],
    ['mandatory', 'disabled', 'mandatory'],
  ])('that are %s and overridden with %s are %s', async (declared, overridden, expected) => {
    const { policies } = await inherited('org.acme.tools', {
      ...namespace('org.acme'),
      'namespaces/org/acme/policies/licence.yaml': policyText('licence', declared),
      ...namespace('org.acme.tools', override('licence', overridden)),
    });
    const changed = declared === expected ? undefined : 'org.acme.tools';
    expect(policies).toMatchObject([{ from: 'org.acme', enforcement: expected, overriddenBy: changed }]);
  });

  it('once tightened to mandatory are loosened by nobody below', async () => {
    const { policies } = await inherited('org.acme.tools.cli', {
      ...namespace('org.acme'),
      'namespaces/org/acme/policies/licence.yaml': policyText('licence', 'advisory'),
      ...namespace('org.acme.tools', override('licence', 'mandatory')),
      ...namespace('org.acme.tools.cli', override('licence', 'disabled')),
    });
    expect(policies).toMatchObject([{ enforcement: 'mandatory', overriddenBy: 'org.acme.tools' }]);
  });

  it('that are mandatory are not replaced by a policy of the same id below', async () => {
    const { policies } = await inherited('org.acme.tools', {
      ...namespace('org.acme'),
      'namespaces/org/acme/policies/licence.yaml': policyText('licence', 'mandatory'),
      ...namespace('org.acme.tools'),
      'namespaces/org/acme/tools/policies/licence.yaml': policyText('licence', 'audit-only'),
    });
    expect(policies.map(({ from, enforcement }) => [from, enforcement])).toEqual([
      ['org.acme', 'mandatory'],
      ['org.acme.tools', 'audit-only'],
    ]);
  });

  it('that are not mandatory are replaced by a policy of the same id below', async () => {
    const { policies } = await inherited('org.acme.tools', {
      ...namespace('org.acme'),
      'namespaces/org/acme/policies/licence.yaml': policyText('licence', 'advisory'),
      ...namespace('org.acme.tools'),
      'namespaces/org/acme/tools/policies/licence.yaml': policyText('licence', 'audit-only'),
    });
    expect(policies.map(({ from, enforcement }) => [from, enforcement])).toEqual([
      ['org.acme.tools', 'audit-only'],
    ]);
  });

  it('are in force where they are declared and below, not beside', async () => {
    const files = {
      ...namespace('org.acme'),
      ...namespace('org.acme.tools'),
      ...namespace('org.other'),
      'namespaces/org/acme/policies/licence.yaml': policyText('licence'),
    };
    expect((await inherited('org.acme', files)).policies).toHaveLength(1);
    expect((await inherited('org.acme.tools', files)).policies).toHaveLength(1);
    expect((await inherited('org.other', files)).policies).toEqual([]);
  });

  it('are not changed by an override above them or of another id', async () => {
    const { policies } = await inherited('org.acme.tools', {
      ...namespace('org.acme', override('licence', 'disabled')),
      ...namespace('org.acme.tools', override('other', 'disabled')),
      'namespaces/org/acme/tools/policies/licence.yaml': policyText('licence'),
    });
    expect(policies).toMatchObject([{ enforcement: 'advisory', overriddenBy: undefined }]);
  });
});

describe('visibility', () => {
  it.each([
    ['user.alice', '', 'private'],
    ['user.alice', 'visibility: public\n', 'public'],
    ['org.acme', '', 'public'],
    ['org.acme', 'visibility: internal\n', 'internal'],
    ['org.acme', 'public: false\n', 'private'],
    ['lib', '', 'public'],
  ])('of %s with "%s" is %s', async (path, more, expected) => {
    expect((await inherited(path, namespace(path, more))).visibility).toBe(expected);
  });

  it.each([
    ['public', 'user.alice', 'private'],
    ['public', 'org.acme', 'public'],
    ['internal', 'org.acme', 'internal'],
    ['internal', 'user.alice', 'private'],
    ['private', 'org.acme', 'private'],
  ])('where the registry says %s and no namespace anything, of %s is %s', async (stated, path, expected) => {
    const registry = registryText(`settings:\n  defaultVisibility: ${stated}\n`);
    const files = { ...namespace(path), 'registry.yaml': registry };
    expect((await inherited(path, files)).visibility).toBe(expected);
    const open = { ...namespace(path, 'visibility: public\n'), 'registry.yaml': registry };
    expect((await inherited(path, open)).visibility).toBe('public');
  });

  it('flows down until a namespace states its own', async () => {
    const files = {
      ...namespace('org.acme', 'visibility: private\n'),
      ...namespace('org.acme.tools'),
      ...namespace('org.acme.tools.cli', 'visibility: internal\n'),
    };
    expect((await inherited('org.acme.tools', files)).visibility).toBe('private');
    expect((await inherited('org.acme.tools.cli', files)).visibility).toBe('internal');
  });
});

it('remembers answers without changing them', async () => {
  const snapshot = await snapshotOf(namespace('org.acme', 'labels:\n  a: b\n'));
  const remember = inheritanceOf(snapshot);
  expect(remember('org.acme')).toEqual(inheritedBy(snapshot, 'org.acme'));
  expect(remember('org.acme')).toBe(remember('org.acme'));
});
