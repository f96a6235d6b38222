import { describe, expect, it } from 'vitest';
import { accessControlOf, decideAccess } from '../../../src/access/index.ts';
import type {
  AccessControl,
  AccessDecision,
  AccessFacts,
  Actor,
  Capability,
} from '../../../src/access/index.ts';
import { namespace, registryText } from '../../build/manifests.ts';
import { AT, pathOf, snapshotOf } from '../../build/snapshots.ts';

const KEY = `sha256:${'ab'.repeat(32)}`;
const user = (id: number, role: string, more = ''): string =>
  `  - principal:\n      githubUser:\n        id: ${id}\n        login: user-${id}\n    role: ${role}\n${more}`;
const access = (...grants: string[]): string => `access:\n${grants.join('')}`;

async function controlOf(registry: string, files: Readonly<Record<string, unknown>>): Promise<AccessControl> {
  return accessControlOf(await snapshotOf({ 'registry.yaml': registryText(registry), ...files }));
}

function ask(
  control: AccessControl,
  actor: Actor,
  capability: Capability,
  where?: string,
  more: { artifact?: string; ownsArtifact?: boolean; facts?: AccessFacts; at?: Date } = {},
): AccessDecision {
  const place = where === undefined ? {} : { namespace: pathOf(where) };
  return decideAccess(control, { actor, capability, ...place, at: AT, ...more });
}

const BUILT_IN = `admins:\n  - githubUser:\n      id: 1\n`;
const draft: AccessFacts = { resource: new Map([['state', 'draft']]) };

describe('the built-in roles', () => {
  const CAPABILITIES: readonly Capability[] = [
    'artifact:create',
    'artifact:publish',
    'namespace:write',
    'artifact:update',
    'artifact:deprecate',
    'artifact:delete',
    'artifact:read',
    'namespace:manage',
    'user:manage',
    'registry:admin',
  ];
  const TABLE: readonly (readonly [number, string])[] = [
    [1, 'yyyyyyyyyy'],
    [2, 'yyyyynynnn'],
    [3, 'ynnyynynnn'],
    [4, 'nnnnnnynnn'],
    [5, 'nnnnnnnnnn'],
    [6, 'nnnnnnnnnn'],
  ];

  it.each(TABLE)('allow user %i what SPEC section 3 says', async (id, expected) => {
    const grants = [user(2, 'publisher'), user(3, 'maintainer'), user(4, 'contributor'), user(5, 'user')];
    const control = await controlOf(
      BUILT_IN,
      namespace('org.acme', `visibility: private\n${access(...grants)}`),
    );
    const got = CAPABILITIES.map((capability) =>
      ask(control, { githubUser: id }, capability, 'org.acme').isAllowed ? 'y' : 'n',
    );
    expect(got.join('')).toBe(expected);
  });

  it('let a publisher delete only what is theirs, and a contributor create only drafts', async () => {
    const control = await controlOf(
      '',
      namespace('org.acme', access(user(2, 'publisher'), user(4, 'contributor'))),
    );
    const own = { artifact: 'tool', ownsArtifact: true };
    expect(ask(control, { githubUser: 2 }, 'artifact:delete', 'org.acme', own).isAllowed).toBe(true);
    const others = { artifact: 'tool', ownsArtifact: false };
    expect(ask(control, { githubUser: 2 }, 'artifact:delete', 'org.acme', others).isAllowed).toBe(false);
    const asDraft = { artifact: 'tool', facts: draft };
    expect(ask(control, { githubUser: 4 }, 'artifact:create', 'org.acme', asDraft).isAllowed).toBe(true);
    const published = { facts: { resource: new Map([['state', 'published']]) } };
    expect(ask(control, { githubUser: 4 }, 'artifact:create', 'org.acme', published).isAllowed).toBe(false);
  });

  it('let everybody read what is public, and nobody else what is not known to be', async () => {
    const control = await controlOf('', {
      ...namespace('org.acme'),
      ...namespace('org.secret', 'visibility: private\n'),
    });
    expect(ask(control, {}, 'artifact:read', 'org.acme').isAllowed).toBe(true);
    expect(ask(control, {}, 'artifact:read', 'org.secret').isAllowed).toBe(false);
    expect(ask(control, {}, 'artifact:read', 'org.acme', { artifact: 'tool' }).isAllowed).toBe(false);
    const facts = { resource: new Map([['visibility', 'public']]) };
    expect(ask(control, {}, 'artifact:read', 'org.acme', { artifact: 'tool', facts }).isAllowed).toBe(true);
  });
});

describe('grants', () => {
  it('reach the namespace and what is below it, by whole segments (O05)', async () => {
    const control = await controlOf('', {
      ...namespace('org.acme', access(user(7, 'publisher'))),
      ...namespace('org.acme.tools'),
      ...namespace('org.acme-x'),
      ...namespace('org.acmes'),
    });
    const publishes = (where: string): boolean =>
      ask(control, { githubUser: 7 }, 'artifact:publish', where).isAllowed;
    expect(['org.acme', 'org.acme.tools', 'org.acme.tools.not-there-yet'].map(publishes)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['org.acme-x', 'org.acmes', 'lib.acme', 'org.other.acme'].map(publishes)).toEqual(
      Array(4).fill(false),
    );
  });

  it('end at their end, and never before', async () => {
    const until = '    expiresAt: "2026-06-01T12:00:00Z"\n';
    const control = await controlOf('', namespace('org.acme', access(user(7, 'publisher', until))));
    const at = new Date('2026-06-01T11:59:59.999Z');
    expect(ask(control, { githubUser: 7 }, 'artifact:publish', 'org.acme', { at }).isAllowed).toBe(true);
    const ended = ask(control, { githubUser: 7 }, 'artifact:publish', 'org.acme');
    expect(ended.isAllowed).toBe(false);
    expect(ended.reasons).toMatchObject([{ effect: 'does-not-count', place: { pointer: ['access', 0] } }]);
  });

  it('are for the number of an account, whoever has its login now (O07)', async () => {
    const control = await controlOf('', namespace('org.acme', access(user(7, 'publisher'))));
    expect(ask(control, { githubUser: 7 }, 'artifact:publish', 'org.acme').isAllowed).toBe(true);
    // Another account took the login user-7 after its owner gave it up.
    expect(ask(control, { githubUser: 7007 }, 'artifact:publish', 'org.acme').isAllowed).toBe(false);
  });

  it('of teams, identities and keys count for who proved them', async () => {
    const grants = [
      '  - principal:\n      githubTeam:\n        id: 40\n    role: publisher\n',
      '  - principal:\n      oidc:\n        issuer: https://ci.example.net\n        subject: release\n    role: publisher\n',
      `  - principal:\n      key: ${KEY}\n    role: publisher\n`,
    ];
    const keys = `signing:\n  threshold: 1\n  keys:\n    - keyId: ${KEY}\n      algorithm: ed25519\n      publicKey: MCowBQYDK2VwAyEAt1/W1LKPx77VyHHkDbBeNJ3scGv3gnklJLWZv4vWR34=\n      createdAt: "2024-01-15T00:00:00Z"\n`;
    const control = await controlOf('', {
      ...namespace('org.acme', access(...grants)),
      ...namespace('org.keys', access(...grants) + keys),
    });
    const may = (actor: Actor, where = 'org.acme'): boolean =>
      ask(control, actor, 'artifact:publish', where).isAllowed;
    expect(may({ githubTeams: [39, 40] })).toBe(true);
    expect(may({ githubUser: 40 })).toBe(false);
    expect(may({ identities: [{ issuer: 'https://ci.example.net', subject: 'release' }] })).toBe(true);
    expect(may({ identities: [{ issuer: 'https://ci.example.com', subject: 'release' }] })).toBe(false);
    expect(may({ keys: [KEY] }), 'a key that nobody lists').toBe(false);
    expect(may({ keys: [KEY] }, 'org.keys')).toBe(true);
    expect(
      ask(control, { keys: [KEY] }, 'artifact:publish', 'org.keys', { at: new Date('2024-01-01T00:00:00Z') })
        .isAllowed,
    ).toBe(false);
  });

  it('of a namespace never reach the registry, whatever their role says (O09)', async () => {
    const role =
      'roles:\n  - name: all\n    permissions:\n      - resource: "*"\n        action: "*"\n        effect: allow\n';
    const control = await controlOf(role, {
      ...namespace('org.acme', access(user(7, 'all'), user(8, 'admin'))),
      ...namespace('org.other'),
    });
    for (const githubUser of [7, 8]) {
      expect(ask(control, { githubUser }, 'user:manage', 'org.acme').isAllowed).toBe(true);
      expect(ask(control, { githubUser }, 'registry:admin').isAllowed).toBe(false);
      expect(ask(control, { githubUser }, 'registry:admin', 'org.acme').isAllowed).toBe(false);
      expect(ask(control, { githubUser }, 'artifact:read', 'org.other', { artifact: 'x' }).isAllowed).toBe(
        false,
      );
    }
  });
});

const ROLES = `roles:
  - name: careful
    inheritsFrom:
      - publisher
    permissions:
      - resource: org.acme.frozen
        action: "*"
        effect: deny
      - resource: org.acme/secret-tool
        action: artifact:update
        effect: deny
      - resource: org.*/*
        action: namespace:manage
        effect: allow
  - name: by-day
    permissions:
      - resource: "*"
        action: artifact:publish
        effect: allow
        conditions:
          - type: ip
            field: address
            operator: in
            value:
              - 10.0.0.0/8
              - "2001:db8::/32"
          - type: time
            field: hour
            operator: lt
            value: 18
  - name: not-from-there
    inheritsFrom:
      - publisher
    permissions:
      - resource: "*"
        action: artifact:publish
        effect: deny
        conditions:
          - type: ip
            field: address
            operator: in
            value:
              - 192.0.2.0/24
`;

describe('custom roles', () => {
  const files = {
    ...namespace('org.acme', access(user(7, 'careful'), user(8, 'by-day'), user(9, 'not-from-there'))),
    ...namespace('org.acme.frozen', access(user(7, 'admin'))),
  };
  const from = (ip: string): AccessFacts => ({ ip });

  it('deny over every allow, wherever that was granted', async () => {
    const control = await controlOf(ROLES, files);
    const may = (capability: Capability, where: string, artifact?: string): boolean =>
      ask(control, { githubUser: 7 }, capability, where, artifact === undefined ? {} : { artifact })
        .isAllowed;
    expect(may('artifact:update', 'org.acme', 'tool')).toBe(true);
    expect(may('artifact:update', 'org.acme', 'secret-tool')).toBe(false);
    expect(may('artifact:update', 'org.acme.frozen', 'tool'), 'an admin there, denied from above').toBe(
      false,
    );
    expect(may('artifact:update', 'org.acme.frozen.below')).toBe(false);
    expect(may('artifact:update', 'org.acme.other', 'secret-tool')).toBe(true);
  });

  it('never let a star cross a dot or a slash (O09)', async () => {
    const control = await controlOf(ROLES, files);
    const may = (where: string, artifact?: string): boolean =>
      ask(control, { githubUser: 7 }, 'namespace:manage', where, artifact === undefined ? {} : { artifact })
        .isAllowed;
    expect(may('org.acme', 'tool')).toBe(true);
    expect(may('org.acme'), 'the namespace itself is no artifact of it').toBe(false);
    expect(may('org.acme.tools', 'tool'), 'org.* is one segment').toBe(false);
  });

  it('allow under conditions only where every fact is there and right', async () => {
    const control = await controlOf(ROLES, files);
    const may = (facts: AccessFacts, at = AT): boolean =>
      ask(control, { githubUser: 8 }, 'artifact:publish', 'org.acme', { facts, at }).isAllowed;
    expect(may(from('10.1.2.3'))).toBe(true);
    expect(may(from('::ffff:10.1.2.3'))).toBe(true);
    expect(may(from('2001:db8:1::5'))).toBe(true);
    expect(may(from('11.0.0.1'))).toBe(false);
    expect(may(from('10.1.2.3'), new Date('2026-06-01T18:00:00Z'))).toBe(false);
    expect(may({})).toBe(false);
    expect(may(from('not an address'))).toBe(false);
  });

  it('deny under conditions also where a fact is missing', async () => {
    const control = await controlOf(ROLES, files);
    const may = (facts: AccessFacts): boolean =>
      ask(control, { githubUser: 9 }, 'artifact:publish', 'org.acme', { facts }).isAllowed;
    expect(may(from('198.51.100.1'))).toBe(true);
    expect(may(from('192.0.2.77'))).toBe(false);
    expect(may(from('::ffff:192.0.2.77'))).toBe(false);
    expect(may({})).toBe(false);
  });

  it('say where the grant and the permission stand', async () => {
    const control = await controlOf(ROLES, files);
    const { reasons } = ask(control, { githubUser: 7 }, 'artifact:update', 'org.acme', {
      artifact: 'secret-tool',
    });
    expect(reasons[0]).toMatchObject({
      effect: 'denies',
      role: 'careful',
      principal: 'github:7 (user-7)',
      place: { path: 'namespaces/org/acme/namespace.yaml', pointer: ['access', 0] },
      permission: { path: 'registry.yaml', pointer: ['roles', 0, 'permissions', 1] },
    });
    expect(reasons.map(({ effect }) => effect)).toContain('allows');
  });
});

describe('what cannot be told', () => {
  it('denies: a role that does not exist, whatever else they have (O14)', async () => {
    const control = await controlOf('', namespace('org.acme', access(user(7, 'publisher'), user(7, 'gone'))));
    const { isAllowed, reasons } = ask(control, { githubUser: 7 }, 'artifact:publish', 'org.acme');
    expect([isAllowed, reasons[0]?.effect]).toEqual([false, 'fails']);
  });

  it('denies: roles that inherit in a circle (O14)', async () => {
    const snapshot = await snapshotOf(namespace('org.acme', access(user(7, 'one'), user(8, 'publisher'))));
    const role = (name: string, from: string) => ({
      name,
      inheritsFrom: [from, 'publisher'],
      permissions: [],
    });
    const registry = { ...snapshot.registry, roles: [role('one', 'two'), role('two', 'one')] };
    const control = accessControlOf({ ...snapshot, registry });
    expect(ask(control, { githubUser: 7 }, 'artifact:publish', 'org.acme').isAllowed).toBe(false);
    expect(ask(control, { githubUser: 8 }, 'artifact:publish', 'org.acme').isAllowed).toBe(true);
  });

  it('denies: a namespace on the way up whose manifest cannot be read (O14)', async () => {
    const files = {
      ...namespace('org.acme', access(user(7, 'publisher'))),
      'namespaces/org/acme/tools/namespace.yaml': 'apiVersion: hyper/v1\nkind: Namespace\npath: [\n',
    };
    const snapshot = await snapshotOf(files, { mayHaveFaults: true });
    const control = accessControlOf(snapshot);
    const may = (where: string): boolean =>
      ask(control, { githubUser: 7 }, 'artifact:publish', where).isAllowed;
    expect([may('org.acme'), may('org.acme.tools'), may('org.acme.tools.below')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
