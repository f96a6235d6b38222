import { describe, expect, it } from 'vitest';
import { formatPrincipal, parsePrincipal } from '../../../../src/lifecycle/index.ts';
import {
  namespaceCreate,
  namespaceDelete,
  namespaceGrant,
  namespacePolicy,
  namespaceQuota,
  namespaceRevoke,
  registryDelete,
} from '../../../../src/operations/index.ts';
import { namespace, release, registryText } from '../../../build/manifests.ts';
import { findingsOf, validateFolder } from '../../../build/registry-context.ts';
import { createWriteWorld } from '../../../build/write-world.ts';
import type { WriteWorld } from '../../../build/write-world.ts';

const ACME = 'namespaces/org/acme/namespace.yaml';
const plain = {
  owner: undefined,
  description: undefined,
  visibility: undefined,
  quotas: {},
  labels: [],
  admins: [],
};

function world(more = ''): WriteWorld {
  const files = {
    'registry.yaml': registryText(),
    ...namespace('org.acme', more),
    ...release('org.acme/a', '1.0.0'),
  };
  return createWriteWorld(files);
}

describe('namespaces', () => {
  it('are created below what is there, within its quotas, and are valid', async () => {
    const one = world('quotas:\n  artifacts: 10\n');
    const create = (path: string, more = {}): Promise<string> =>
      one.refusal(namespaceCreate, { ...plain, ...more, path });
    expect(await create('org.acme.data', { labels: ['tier=gold'], visibility: 'internal' })).toBe('none');
    expect(await create('orgs/acme/lab', { quotas: { artifacts: 10 }, admins: ['github:7:ada'] })).toBe(
      'none',
    );
    expect(await create('org.other', { description: 'A top one.' })).toBe('none');
    expect(await create('org.acme.data')).toBe('HYPER_NAME_TAKEN');
    expect(await create('org.acme.a')).toBe('HYPER_NAME_TAKEN');
    expect(await create('org.acme.x.y')).toBe('HYPER_NAMESPACE_PARENT');
    expect(await create('org.acme.big', { quotas: { artifacts: 11 } })).toBe('HYPER_QUOTA_EXCEEDS_PARENT');
    expect(await create('local.mine')).toBe('HYPER_INIT_NAMESPACE_LOCAL');
    expect(one.text('namespaces/org/acme/data/namespace.yaml')).toContain('tier: gold');
    expect(one.text('namespaces/org/other/policies/no-secrets.yaml')).toContain('kind: Policy');
    expect(findingsOf(await validateFolder(one.repository.folder))).toEqual([]);
  });

  it('are promised no less than one below them is, and are told which to lower first', async () => {
    const one = world();
    await one.run(namespaceCreate, {
      ...plain,
      path: 'org.acme.data',
      quotas: { artifacts: 8, apiCalls: 5 },
    });
    const set = (path: string, quotas: object): Promise<string> =>
      one.refusal(namespaceQuota, { path, quotas, reason: undefined });
    expect(await set('org.acme', { artifacts: 7 })).toBe('HYPER_QUOTA_EXCEEDS_PARENT');
    expect(await set('org.acme', { apiCalls: 4 })).toBe('HYPER_QUOTA_EXCEEDS_PARENT');
    await expect(
      one.run(namespaceQuota, { path: 'org.acme', quotas: { apiCalls: 4 }, reason: undefined }),
    ).rejects.toMatchObject({ hint: 'lower that first: hyper namespace quota org.acme.data --api-calls 4' });
    expect(await set('org.acme', { artifacts: 8, storage: 1 })).toBe('none');
    expect(await set('org.acme.data', { artifacts: 3 })).toBe('none');
    expect(await set('org.acme', { artifacts: 3 })).toBe('none');
    expect(findingsOf(await validateFolder(one.repository.folder))).toEqual([]);
  });

  it('are deleted where they are empty: one that holds tombstones is not (O06, N09)', async () => {
    const one = world();
    await one.run(namespaceCreate, { ...plain, path: 'org.acme.data' });
    await one.run(namespacePolicy, {
      path: 'org.acme.data',
      add: ['no-secrets'],
      remove: [],
      overrides: [],
      reason: undefined,
    });
    const remove = (path: string): Promise<string> =>
      one.refusal(namespaceDelete, { path, reason: undefined });
    expect(await remove('org.acme')).toBe('HYPER_NAMESPACE_NOT_EMPTY');
    expect(await remove('org.acme.data')).toBe('none');
    expect(await remove('org.acme.data')).toBe('HYPER_NAMESPACE_MISSING');
    await one.run(registryDelete, { reference: 'org.acme/a@1.0.0', reason: 'x' });
    expect(await remove('org.acme')).toBe('HYPER_NAMESPACE_NOT_EMPTY');
    expect(findingsOf(await validateFolder(one.repository.folder))).toEqual([]);
  });

  it('keep their last owner, whoever holds a role that ends does not count (O07, O08)', async () => {
    const one = world(
      '# who may do what\naccess:\n  - principal: { githubUser: { id: 1, login: ada } } # the first\n    role: admin\n',
    );
    const grant = (principal: string, role: string, expiresAt?: Date): Promise<string> =>
      one.refusal(namespaceGrant, { path: 'org.acme', principal, role, expiresAt, reason: undefined });
    const revoke = (principal: string, role?: string): Promise<string> =>
      one.refusal(namespaceRevoke, { path: 'org.acme', principal, role, reason: undefined });
    expect(await revoke('github:1:renamed')).toBe('HYPER_LAST_OWNER');
    expect(await grant('github:2:bo', 'publisher')).toBe('none');
    expect(await revoke('github:1')).toBe('HYPER_LAST_OWNER');
    expect(await grant('github:3:cy', 'admin', new Date('2026-01-01T00:00:00Z'))).toBe('none');
    expect(await revoke('github:1')).toBe('HYPER_LAST_OWNER');
    expect(await grant('team:4:acme/all', 'admin')).toBe('none');
    expect(await grant('github:2:bo', 'publisher')).toBe('none');
    expect(one.text(ACME).match(/role: publisher/gu)).toHaveLength(1);
    expect(await revoke('github:1', 'admin')).toBe('none');
    expect(one.text(ACME)).toContain('# who may do what');
    expect(await revoke('github:1')).toBe('HYPER_GRANT_UNKNOWN');
    expect(await grant('octocat', 'admin')).toBe('HYPER_PRINCIPAL_INVALID');
    expect(await grant('github:5', 'emperor')).toBe('HYPER_GRANT_ROLE');
    expect(findingsOf(await validateFolder(one.repository.folder))).toEqual([]);
  });

  it('declare policies, override those from above, and set quotas', async () => {
    const one = world();
    const policy = (more: object): Promise<string> => {
      const nothing = { path: 'org.acme', add: [], remove: [], overrides: [], reason: undefined };
      return one.refusal(namespacePolicy, { ...nothing, ...more });
    };
    expect(await policy({ add: ['no-secrets', 'no-prerelease'] })).toBe('none');
    expect(await policy({ add: ['nothing-like-it'] })).toBe('HYPER_TEMPLATE_MISSING');
    expect(await policy({ overrides: ['licence-allow-list=mandatory', 'no-secrets=advisory'] })).toBe('none');
    expect(await policy({ overrides: ['no-secrets='] })).toBe('none');
    expect(await policy({ overrides: ['no-secrets='] })).toBe('HYPER_POLICY_MISSING');
    expect(await policy({ remove: ['no-prerelease'] })).toBe('none');
    expect(await policy({ remove: ['no-prerelease'] })).toBe('HYPER_POLICY_MISSING');
    expect(one.text(ACME)).toContain('- policy: licence-allow-list\n      enforcement: mandatory');
    const quotas = { path: 'org.acme', quotas: { artifacts: 4, storage: 1000 }, reason: undefined };
    expect(await one.refusal(namespaceQuota, quotas)).toBe('none');
    expect(one.text(ACME)).toContain('quotas:\n  artifacts: 4\n  storage: 1000');
    expect(findingsOf(await validateFolder(one.repository.folder))).toEqual([]);
  });

  it.each([
    'github:583231:octocat',
    'github:1',
    'team:4021:acme/identity',
    'key:sha256:ab12',
    'oidc:https://a.example#me',
  ])('name %s as it is written', (text) => {
    expect(formatPrincipal(parsePrincipal(text))).toBe(text);
  });
});
