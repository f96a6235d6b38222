import fc from 'fast-check';
import { expect, it } from 'vitest';
import { accessControlOf, compareAccess, decideAccess } from '../../../src/access/index.ts';
import type { AccessControl, AccessSource, Capability } from '../../../src/access/index.ts';
import { AT, pathOf } from '../../build/snapshots.ts';

const PATHS = [
  'org.a',
  'org.a.b',
  'org.a.b.c',
  'org.ab',
  'org.b',
  'lib.a',
  'user.a@b.io',
  'user.a@b.io/b',
] as const;
const ARTIFACTS = [undefined, 'one', 'two'] as const;
const ACTIONS = [
  'artifact:create',
  'artifact:publish',
  'artifact:delete',
  'namespace:manage',
  'registry:admin',
] as const;
const CUSTOM = ['r0', 'r1', 'r2', 'r3'] as const;
const RESOURCES = [
  '*',
  'org.*',
  'org.a',
  'org.*.b',
  'org.a.*',
  'org.a/one',
  'org.*/*',
  '*/two',
  'lib.a',
  'user.a@b.io/b',
  'org.a*',
];

interface Permission {
  readonly resource: string;
  readonly action: Capability | '*';
  readonly effect: 'allow' | 'deny';
  readonly conditions?: readonly {
    type: 'resource-state';
    field: 'state';
    operator: 'eq' | 'neq';
    value: string;
  }[];
}
interface Role {
  readonly name: string;
  readonly inheritsFrom: readonly string[];
  readonly permissions: readonly Permission[];
}
interface Grant {
  readonly where: string;
  readonly user: number;
  readonly role: string;
  readonly isOver: boolean;
}
interface World {
  readonly roles: readonly Role[];
  readonly grants: readonly Grant[];
  readonly admins: readonly number[];
}
interface Request {
  readonly user: number;
  readonly capability: Capability;
  readonly namespace: string;
  readonly artifact: string | undefined;
  readonly state: string | undefined;
}

const condition = fc.record({
  type: fc.constant('resource-state' as const),
  field: fc.constant('state' as const),
  operator: fc.constantFrom('eq' as const, 'neq' as const),
  value: fc.constantFrom('draft', 'published'),
});
const permission: fc.Arbitrary<Permission> = fc.record({
  resource: fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...RESOURCES.slice(0, -1)) },
    { weight: 1, arbitrary: fc.constant('org.a*') },
  ),
  action: fc.constantFrom<Capability | '*'>(...ACTIONS, '*'),
  effect: fc.constantFrom('allow' as const, 'allow' as const, 'deny' as const),
  conditions: fc.array(condition, { maxLength: 2 }),
});
const roleName = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...CUSTOM, 'admin', 'publisher', 'contributor', 'user') },
  { weight: 1, arbitrary: fc.constant('gone') },
);
const world: fc.Arbitrary<World> = fc.record({
  roles: fc.tuple(
    ...CUSTOM.map((name) =>
      fc.record({
        name: fc.constant(name),
        inheritsFrom: fc.array(roleName, { maxLength: 1 }),
        permissions: fc.array(permission, { maxLength: 3 }),
      }),
    ),
  ),
  grants: fc.array(
    fc.record({
      where: fc.constantFrom(...PATHS),
      user: fc.integer({ min: 1, max: 2 }),
      role: roleName,
      isOver: fc.boolean(),
    }),
    { maxLength: 5 },
  ),
  admins: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 1 }),
});

function controlOf({ roles, grants, admins }: World): AccessControl {
  const access = (where: string) =>
    grants
      .filter((one) => one.where === where)
      .map(({ user, role, isOver }) => ({
        principal: { githubUser: { id: user } },
        role,
        ...(isOver ? { expiresAt: '2026-01-01T00:00:00Z' } : {}),
      }));
  const namespaces = new Map(
    PATHS.map((path) => [path, { path, manifest: { path, access: access(path) }, policies: new Map() }]),
  );
  const registry = { roles, admins: admins.map((id) => ({ githubUser: { id } })) };
  return accessControlOf({
    registry,
    namespaces,
    index: { namespaces: new Map() },
  } as unknown as AccessSource);
}

/** The rules of SPEC section 3 again, by regular expressions over texts and without any of the code under test. */
function oracle({ roles, grants, admins }: World, request: Request): boolean {
  const ups = PATHS.filter(
    (path) =>
      request.namespace === path || request.namespace.startsWith(`${path}${path.includes('@') ? '/' : '.'}`),
  );
  const mine = grants.filter(
    (one) => one.user === request.user && !one.isOver && ups.includes(one.where as (typeof PATHS)[number]),
  );
  const held = [
    ...(admins.includes(request.user) ? [{ role: 'admin', isGlobal: true }] : []),
    ...mine.map(({ role }) => ({ role, isGlobal: false })),
  ];
  let isAllowed = false;
  for (const { role, isGlobal } of held) {
    const permissions = expand(role, roles, []);
    if (permissions === undefined) return false;
    for (const one of permissions) {
      if (one.action !== '*' && one.action !== request.capability) continue;
      if (!covers(one.resource, request)) continue;
      const truths = (one.conditions ?? []).map(({ operator, value }) =>
        request.state === undefined ? undefined : (request.state === value) === (operator === 'eq'),
      );
      if (one.effect === 'deny' && !truths.includes(false)) return false;
      const isReach = request.capability !== 'registry:admin' || isGlobal;
      if (one.effect === 'allow' && isReach && truths.every((truth) => truth === true)) isAllowed = true;
    }
  }
  return isAllowed;
}

const draftOnly = [{ type: 'resource-state', field: 'state', operator: 'eq', value: 'draft' }] as const;
const all = (action: Permission['action'], conditions: Permission['conditions'] = []): Permission => ({
  resource: '*',
  action,
  effect: 'allow',
  conditions,
});

function expand(
  name: string,
  roles: readonly Role[],
  open: readonly string[],
): readonly Permission[] | undefined {
  if (name === 'admin') return [all('*')];
  if (name === 'publisher') return [all('artifact:create'), all('artifact:publish')];
  if (name === 'contributor') return [all('artifact:create', draftOnly)];
  if (name === 'user') return [];
  const role = roles.find((one) => one.name === name);
  if (role === undefined || open.includes(name)) return undefined;
  const parts = role.inheritsFrom.map((parent) => expand(parent, roles, [...open, name]));
  if (parts.includes(undefined) || role.permissions.some(({ resource }) => resource === 'org.a*'))
    return undefined;
  return [...role.permissions, ...parts.flatMap((part) => part ?? [])];
}

function covers(resource: string, { namespace, artifact }: Request): boolean {
  if (resource === '*') return true;
  const toRegExp = (text: string, end: string): RegExp =>
    new RegExp(`^${text.replaceAll('.', '\\.').replaceAll('*', '[^./]+')}${end}$`, 'u');
  // Two readings where the slash may be of an e-mail owner's child.
  const asNamespace =
    (resource.includes('@') || !resource.includes('/')) && toRegExp(resource, '(?:[./].*)?').test(namespace);
  const slash = resource.lastIndexOf('/');
  if (slash < 0 || asNamespace) return asNamespace;
  const [where, name] = [resource.slice(0, slash), resource.slice(slash + 1)];
  const isThere = where === '*' || toRegExp(where, '').test(namespace);
  return isThere && artifact !== undefined && (name === '*' || name === artifact);
}

const request: fc.Arbitrary<Request> = fc.record({
  user: fc.integer({ min: 1, max: 3 }),
  capability: fc.constantFrom(...ACTIONS.filter((one) => one !== 'artifact:delete')),
  namespace: fc.constantFrom(...PATHS, 'org.a.b.c.d', 'org.new'),
  artifact: fc.constantFrom(...ARTIFACTS),
  state: fc.constantFrom(undefined, 'draft', 'published'),
});

function decide(control: AccessControl, { user, capability, namespace, artifact, state }: Request): boolean {
  const resource = new Map(state === undefined ? [] : [['state', state] as const]);
  const where = { namespace: pathOf(namespace), artifact };
  return decideAccess(control, {
    actor: { githubUser: user },
    capability,
    ...where,
    at: AT,
    facts: { resource },
  }).isAllowed;
}

it('allows exactly what a brute-force reading of the rules allows: least privilege (V07)', () => {
  const seen = { yes: 0, no: 0 };
  fc.assert(
    fc.property(world, fc.array(request, { minLength: 20, maxLength: 20 }), (made, requests) => {
      const control = controlOf(made);
      for (const one of requests) {
        const expected = oracle(made, one);
        seen[expected ? 'yes' : 'no'] += 1;
        expect(decide(control, one), JSON.stringify(one)).toBe(expected);
      }
    }),
    { numRuns: 600, seed: 7 },
  );
  expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(500);
});

it('finds every right that a change gives to its author (O02)', () => {
  let gains = 0;
  fc.assert(
    fc.property(
      world,
      world,
      fc.array(request, { minLength: 20, maxLength: 20 }),
      (before, after, requests) => {
        const [base, head] = [controlOf(before), controlOf(after)];
        for (const one of requests) {
          if (decide(base, one) || !decide(head, one)) continue;
          gains += 1;
          const changes = compareAccess(base, head, { at: AT, actor: { githubUser: one.user } });
          const told = changes.some(
            (change) => change.kind === 'self-grant' && change.capabilities.includes(one.capability),
          );
          expect(told, JSON.stringify(one)).toBe(true);
        }
      },
    ),
    { numRuns: 150, seed: 11 },
  );
  expect(gains).toBeGreaterThan(30);
});
