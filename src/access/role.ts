import type { AccessCondition, Permission, RegistryManifest } from '../manifest/index.ts';
import { CAPABILITIES } from './capability.ts';
import type { Capability } from './capability.ts';
import type { Place } from '../registry/index.ts';
import { parseResource } from './resource.ts';
import type { Resource } from './resource.ts';

/** One thing that a role allows or denies, ready to be compared. */
export interface RolePermission {
  readonly effect: 'allow' | 'deny';
  readonly action: Capability | '*';
  readonly resource: Resource;
  readonly conditions: readonly AccessCondition[];
  /** The role that states it: the one granted, or one that it inherits from. */
  readonly role: string;
  /** Where it stands; undefined for a built-in role. */
  readonly place: Place | undefined;
}

/** A role with everything it inherits. */
export interface Role {
  readonly name: string;
  readonly permissions: readonly RolePermission[];
  /** Why nobody can tell what it allows; whoever holds such a role may do nothing. */
  readonly fault: RoleFault | undefined;
}

export interface RoleFault {
  readonly code: 'HYPER_ACCESS_ROLE_CIRCLE' | 'HYPER_ACCESS_ROLE_UNKNOWN' | 'HYPER_ACCESS_RESOURCE';
  readonly message: string;
  readonly place: Place;
}

type SourceRole = NonNullable<RegistryManifest['roles']>[number];

const EVERYWHERE: Resource = { readings: [{ pattern: [], artifact: undefined }] };
const AS_DRAFT: AccessCondition = {
  type: 'resource-state',
  field: 'state',
  operator: 'eq',
  value: 'draft',
};
const OWN: AccessCondition = { type: 'resource-state', field: 'own', operator: 'eq', value: true };

/** The five roles of SPEC section 3, each a list of what it allows. */
const BUILT_IN: ReadonlyMap<string, readonly RolePermission[]> = new Map([
  ['admin', CAPABILITIES.map((action) => allow('admin', action))],
  [
    'publisher',
    [
      ...allowAll('publisher', ['artifact:discover', 'artifact:read', 'artifact:create', 'artifact:publish']),
      ...allowAll('publisher', ['namespace:write', 'artifact:update', 'artifact:deprecate']),
      allow('publisher', 'artifact:delete', OWN),
    ],
  ],
  [
    'maintainer',
    [
      ...allowAll('maintainer', ['artifact:discover', 'artifact:read', 'artifact:create']),
      ...allowAll('maintainer', ['artifact:update', 'artifact:deprecate']),
    ],
  ],
  [
    'contributor',
    [
      ...allowAll('contributor', ['artifact:discover', 'artifact:read']),
      allow('contributor', 'artifact:create', AS_DRAFT),
    ],
  ],
  ['user', []],
]);

/** The built-in roles and those of the registry, each with what it inherits. Linear in roles times their depth. Pure. */
export function rolesOf(registry: RegistryManifest): ReadonlyMap<string, Role> {
  const roles = new Map<string, Role>();
  for (const [name, permissions] of BUILT_IN) roles.set(name, { name, permissions, fault: undefined });
  const sources = new Map<string, { role: SourceRole; index: number }>();
  for (const [index, role] of (registry.roles ?? []).entries()) {
    if (!roles.has(role.name) && !sources.has(role.name)) sources.set(role.name, { role, index });
  }
  const open = new Set<string>();
  const expand = (name: string): Role | 'circle' | undefined => {
    const known = roles.get(name);
    if (known !== undefined) return known;
    const source = sources.get(name);
    if (source === undefined) return undefined;
    if (open.has(name)) return 'circle';
    open.add(name);
    const made = makeRole(source.role, source.index, expand);
    open.delete(name);
    roles.set(name, made);
    return made;
  };
  for (const name of sources.keys()) expand(name);
  return roles;
}

function makeRole(
  source: SourceRole,
  index: number,
  expand: (name: string) => Role | 'circle' | undefined,
): Role {
  const { name } = source;
  const inherited = new Set<RolePermission>();
  let fault: RoleFault | undefined;
  for (const [at, parent] of (source.inheritsFrom ?? []).entries()) {
    const place = inRegistry(['roles', index, 'inheritsFrom', at]);
    const role = expand(parent);
    if (role === 'circle') {
      const message = `the role "${name}" inherits from itself through "${parent}"`;
      fault ??= { code: 'HYPER_ACCESS_ROLE_CIRCLE', message, place };
    } else if (role === undefined) {
      const message = `the role "${name}" inherits from "${parent}", which does not exist`;
      fault ??= { code: 'HYPER_ACCESS_ROLE_UNKNOWN', message, place };
    } else {
      fault ??= role.fault;
      for (const permission of role.permissions) inherited.add(permission);
    }
  }
  const own: RolePermission[] = [];
  for (const [at, permission] of (source.permissions ?? []).entries()) {
    const place = inRegistry(['roles', index, 'permissions', at]);
    const read = toPermission(permission, name, place);
    if ('code' in read) fault ??= read;
    else own.push(read);
  }
  return { name, permissions: [...own, ...inherited], fault };
}

function toPermission(source: Permission, role: string, place: Place): RolePermission | RoleFault {
  const resource = parseResource(source.resource);
  if (resource === undefined) {
    const message = `the role "${role}" has a permission on "${source.resource}", which is no resource`;
    return { code: 'HYPER_ACCESS_RESOURCE', message, place };
  }
  const { effect, action, conditions = [] } = source;
  return { effect, action, resource, conditions, role, place };
}

function inRegistry(pointer: Place['pointer']): Place {
  return { path: 'registry.yaml', pointer };
}

function allow(role: string, action: Capability, ...conditions: readonly AccessCondition[]): RolePermission {
  return { effect: 'allow', action, resource: EVERYWHERE, conditions, role, place: undefined };
}

function allowAll(role: string, actions: readonly Capability[]): RolePermission[] {
  return actions.map((action) => allow(role, action));
}
