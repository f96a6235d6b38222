import { describe, expect, it } from 'vitest';
import { accessControlOf, compareAccess, faultsOfChanges } from '../../../src/access/index.ts';
import type { AccessChange, Actor } from '../../../src/access/index.ts';
import { namespace, registryText } from '../../build/manifests.ts';
import { AT, snapshotOf } from '../../build/snapshots.ts';

const grant = (id: number, role: string, login = `user-${id}`, more = ''): string =>
  `  - principal:\n      githubUser:\n        id: ${id}\n        login: ${login}\n    role: ${role}\n${more}`;
const ROLES = `roles:
  - name: owner
    inheritsFrom:
      - publisher
    permissions:
      - {resource: "*", action: namespace:manage, effect: allow}
      - {resource: "*", action: user:manage, effect: allow}
  - name: steward
    permissions:
      - {resource: "*", action: user:manage, effect: allow}
  - name: nobody
    permissions:
      - {resource: "*", action: "*", effect: deny}
`;

const acme = (...grants: string[]): Readonly<Record<string, unknown>> =>
  namespace('org.acme', grants.length === 0 ? '' : `access:\n${grants.join('')}`);

async function compare(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  { actor, roles = ROLES, newRoles = roles }: { actor?: Actor; roles?: string; newRoles?: string } = {},
): Promise<AccessChange[]> {
  const base = accessControlOf(await snapshotOf({ 'registry.yaml': registryText(roles), ...before }));
  const head = accessControlOf(await snapshotOf({ 'registry.yaml': registryText(newRoles), ...after }));
  return compareAccess(base, head, { at: AT, ...(actor === undefined ? {} : { actor }) });
}

const kinds = (changes: readonly AccessChange[]): string[] => changes.map(({ kind }) => kind);
const codes = (changes: readonly AccessChange[]): string[] =>
  faultsOfChanges(changes).map(({ code }) => code);

describe('a change of grants', () => {
  it('is told as what is added and what is gone, with their places', async () => {
    const changes = await compare(
      acme(grant(7, 'owner'), grant(8, 'maintainer')),
      acme(grant(7, 'owner'), grant(9, 'publisher')),
    );
    expect(changes).toMatchObject([
      {
        kind: 'grant-added',
        namespace: 'org.acme',
        principal: 'github:9 (user-9)',
        role: 'publisher',
        isSelf: false,
        place: { pointer: ['access', 1] },
      },
      { kind: 'grant-removed', principal: 'github:8 (user-8)', role: 'maintainer' },
    ]);
    expect(codes(changes)).toEqual([]);
  });

  it('is none where only the order or a login differs', async () => {
    const changes = await compare(
      acme(grant(7, 'owner'), grant(8, 'user')),
      acme(grant(8, 'user', 'renamed'), grant(7, 'owner')),
    );
    expect(changes).toEqual([]);
  });

  it('refuses a right that the author gives to themselves (O02)', async () => {
    const before = acme(grant(7, 'owner'), grant(8, 'steward'));
    const after = acme(grant(7, 'owner'), grant(8, 'steward'), grant(8, 'publisher'));
    expect(codes(await compare(before, after, { actor: { githubUser: 8 } }))).toEqual([
      'HYPER_ACCESS_SELF_GRANT',
    ]);
    expect(codes(await compare(before, after, { actor: { githubUser: 7 } }))).toEqual([]);
    const stranger = acme(grant(7, 'owner'), grant(8, 'steward'), grant(10, 'contributor'));
    expect(codes(await compare(before, stranger, { actor: { githubUser: 10 } }))).toEqual([
      'HYPER_ACCESS_SELF_GRANT',
    ]);
    expect(codes(await compare(before, stranger, { actor: { githubUser: 1, githubTeams: [10] } }))).toEqual(
      [],
    );
  });

  it('refuses a self-grant by a wider role, a lifted deny, or a longer end (O02)', async () => {
    const actor = { githubUser: 7 };
    const before = acme(grant(7, 'steward'));
    const wider = `${ROLES}  - name: x\n`;
    const roles = wider.replace(
      'action: user:manage, effect: allow}\n  - name: nobody',
      'action: "*", effect: allow}\n  - name: nobody',
    );
    expect(codes(await compare(before, before, { actor, roles: wider, newRoles: roles }))).toContain(
      'HYPER_ACCESS_SELF_GRANT',
    );
    const denied = acme(grant(7, 'owner'), grant(7, 'nobody'), grant(9, 'owner'));
    expect(codes(await compare(denied, acme(grant(7, 'owner'), grant(9, 'owner')), { actor }))).toEqual([
      'HYPER_ACCESS_SELF_GRANT',
    ]);
    const until = (day: string): string =>
      grant(7, 'publisher', 'user-7', `    expiresAt: "2026-${day}T00:00:00Z"\n`);
    expect(codes(await compare(acme(until('05-01')), acme(until('07-01')), { actor }))).toEqual([
      'HYPER_ACCESS_SELF_GRANT',
    ]);
    expect(codes(await compare(acme(until('07-01')), acme(until('08-01')), { actor }))).toEqual([]);
  });

  it('refuses to remove the last owner (O08)', async () => {
    const changes = await compare(
      acme(grant(7, 'owner'), grant(8, 'publisher')),
      acme(grant(8, 'publisher')),
    );
    expect(kinds(changes)).toEqual(['grant-removed', 'owner-lost']);
    expect(codes(changes)).toEqual(['HYPER_ACCESS_OWNER_LOST']);
    expect(codes(await compare(acme(grant(7, 'owner')), acme(grant(8, 'owner'))))).toEqual([]);
    const ended = grant(8, 'owner', 'user-8', '    expiresAt: "2026-01-01T00:00:00Z"\n');
    expect(codes(await compare(acme(grant(7, 'owner')), acme(ended))), 'an owner whose time is over').toEqual(
      ['HYPER_ACCESS_OWNER_LOST'],
    );
    expect(
      codes(await compare(acme(grant(7, 'owner')), acme(grant(7, 'owner'), grant(7, 'nobody')))),
    ).toEqual(['HYPER_ACCESS_OWNER_LOST']);
    expect(
      codes(
        await compare(acme(grant(7, 'owner')), acme(grant(7, 'owner')), {
          newRoles: ROLES.replace('namespace:manage', 'artifact:read'),
        }),
      ),
    ).toEqual(['HYPER_ACCESS_OWNER_LOST']);
  });

  it('refuses to remove the last admin (O08)', async () => {
    const admins = 'admins:\n  - githubUser:\n      id: 1\n';
    expect(codes(await compare({}, {}, { roles: admins, newRoles: '' }))).toEqual([
      'HYPER_ACCESS_OWNER_LOST',
    ]);
    const other = 'admins:\n  - githubUser:\n      id: 2\n';
    const swapped = await compare({}, {}, { roles: admins, newRoles: other, actor: { githubUser: 2 } });
    expect(codes(swapped)).toEqual(['HYPER_ACCESS_SELF_GRANT']);
  });

  it('tells an author who locks themselves out', async () => {
    const changes = await compare(acme(grant(7, 'owner'), grant(8, 'owner')), acme(grant(8, 'owner')), {
      actor: { githubUser: 7 },
    });
    expect(codes(changes)).toEqual(['HYPER_ACCESS_LOCKOUT']);
  });

  it('tells a login that stays while the number beside it changes (O07)', async () => {
    const changes = await compare(
      acme(grant(7, 'owner'), grant(8, 'owner')),
      acme(grant(7, 'owner'), grant(8008, 'owner', 'User-8')),
    );
    expect(changes.at(-1)).toMatchObject({ kind: 'login-reused', login: 'User-8', before: 8, after: 8008 });
    expect(codes(changes)).toEqual(['HYPER_ACCESS_LOGIN_REUSED']);
    const wider = acme(grant(7, 'owner'), grant(8, 'publisher'));
    expect(kinds(await compare(acme(grant(7, 'owner'), grant(8, 'owner')), wider))).toEqual([
      'grant-added',
      'grant-removed',
    ]);
  });

  it('tells a login of a team by itself, and none beside which the former number stays (O07)', async () => {
    const team = (id: number): string =>
      `  - principal:\n      githubTeam:\n        id: ${id}\n        login: user-8\n    role: publisher\n`;
    const owner = grant(8, 'owner');
    const beside = acme(owner, grant(8008, 'publisher', 'user-8'));
    expect(kinds(await compare(acme(owner), beside))).toEqual(['grant-added']);
    expect(kinds(await compare(acme(owner), acme(grant(7, 'owner'), team(9))))).not.toContain('login-reused');
    const elsewhere = await compare(acme(owner, team(9)), acme(owner, team(90)));
    expect(codes(elsewhere)).toEqual(['HYPER_ACCESS_LOGIN_REUSED']);
  });

  it('lets a namespace be given up as a whole', async () => {
    expect(codes(await compare(acme(grant(7, 'owner')), {}))).toEqual([]);
    expect(codes(await compare(acme(grant(7, 'owner')), {}, { actor: { githubUser: 7 } }))).toEqual([]);
  });
});
