import { expect, it } from 'vitest';
import { MemoryStore } from '../../../src/adapters/memory/index.ts';
import { checkAccessControl } from '../../../src/access/index.ts';
import { loadSnapshot, locateFaults } from '../../../src/registry/index.ts';
import { namespace, registryText } from '../../build/manifests.ts';
import { AT, snapshotOf } from '../../build/snapshots.ts';

const ADMIN = 'admins:\n  - githubUser:\n      id: 1\n';
const grant = (principal: string, role: string, more = ''): string =>
  `access:\n  - principal: ${principal}\n    role: ${role}\n${more}`;

async function found(registry: string, files: Readonly<Record<string, unknown>>): Promise<string[]> {
  const snapshot = await snapshotOf(
    { 'registry.yaml': registryText(registry), ...files },
    { mayHaveFaults: true },
  );
  return checkAccessControl(snapshot, AT).map(
    ({ code, severity, place }) => `${code} ${severity} ${place.path} ${place.pointer.join('.')}`,
  );
}

it('says nothing of a registry that is in order', async () => {
  expect(await found(ADMIN, namespace('org.acme', grant('{githubUser: {id: 7}}', 'publisher')))).toEqual([]);
});

it('tells grants that do not count, and whether they may hide a deny', async () => {
  const path = 'namespaces/org/acme/namespace.yaml access.0';
  const cases: readonly (readonly [string, string])[] = [
    [grant('{githubUser: {id: 7}}', 'gone'), `HYPER_ACCESS_ROLE_UNKNOWN error ${path}`],
    [grant('{key: "sha256:ab"}', 'publisher'), `HYPER_ACCESS_KEY_UNKNOWN warning ${path}`],
    [
      grant('{githubUser: {id: 7}}', 'publisher', '    expiresAt: "2026-01-01T00:00:00Z"\n'),
      `HYPER_ACCESS_EXPIRED warning ${path}`,
    ],
  ];
  for (const [more, expected] of cases)
    expect(await found(ADMIN, namespace('org.acme', more))).toEqual([expected]);
});

it('tells a grant that stands twice', async () => {
  const twice = `${grant('{githubUser: {id: 7}}', 'publisher')}  - principal: {githubUser: {id: 7, login: x}}\n    role: publisher\n`;
  expect(await found(ADMIN, namespace('org.acme', twice))).toEqual([
    'HYPER_ACCESS_TWICE error namespaces/org/acme/namespace.yaml access.1',
  ]);
});

it('tells roles that cannot be told', async () => {
  const role = `${ADMIN}roles:\n  - name: odd\n    permissions:\n      - {resource: "org.acme*", action: artifact:read, effect: allow}\n`;
  expect(await found(role, {})).toEqual(['HYPER_ACCESS_RESOURCE error registry.yaml roles.0.permissions.0']);
  const snapshot = await snapshotOf({ 'registry.yaml': registryText(ADMIN) });
  const circle = { name: 'one', inheritsFrom: ['two'], permissions: [] };
  const registry = {
    ...snapshot.registry,
    roles: [circle, { ...circle, name: 'two', inheritsFrom: ['one'] }],
  };
  expect(checkAccessControl({ ...snapshot, registry }, AT).map(({ code }) => code)).toEqual([
    'HYPER_ACCESS_ROLE_CIRCLE',
  ]);
});

it('tells the highest namespace that nobody may manage', async () => {
  expect(await found('', { ...namespace('org.acme'), ...namespace('org.acme.tools') })).toEqual([
    'HYPER_ACCESS_NO_OWNER warning namespaces/org/acme/namespace.yaml path',
  ]);
});

it('tells a namespace whose grants cannot be read, with the position where there is one', async () => {
  const bad = {
    'namespaces/org/acme/namespace.yaml': 'apiVersion: hyper/v1\nkind: Namespace\npath: nowhere\n',
  };
  expect(await found(ADMIN, bad)).toEqual([
    'HYPER_ACCESS_UNREADABLE error namespaces/org/acme/namespace.yaml ',
  ]);
  const store = new MemoryStore();
  store.commit({ 'registry.yaml': registryText(), ...(namespace('org.acme') as Record<string, string>) });
  const snapshot = await loadSnapshot(store, await store.resolveRevision('HEAD'));
  const [fault] = await locateFaults(store, snapshot.index, checkAccessControl(snapshot, AT));
  expect(fault).toMatchObject({ code: 'HYPER_ACCESS_NO_OWNER', span: { start: { line: 4, column: 7 } } });
});
