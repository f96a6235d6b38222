import type { NamespaceManifest, Principal, RegistryManifest } from '../manifest/index.ts';
import { lineOf, parseNamespacePath, toFolder } from '../names/index.ts';
import type { NamespacePath } from '../names/index.ts';
import { inheritedBy } from '../registry/index.ts';
import type { Inherited, Snapshot } from '../registry/index.ts';
import type { Place } from '../registry/index.ts';
import { rolesOf } from './role.ts';
import type { Role } from './role.ts';

/** One entry of `access` in a namespace, or of `admins` in registry.yaml. */
export interface Grant {
  readonly principal: Principal;
  readonly role: string;
  /** The namespace that states it; undefined: the registry, and then it holds everywhere. */
  readonly from: NamespacePath | undefined;
  /** As the manifest writes it. */
  readonly expiresAt: string | undefined;
  readonly place: Place;
}

/** Who may do what in a registry at one revision: everything comes from one snapshot, for the gate that of the base. */
export interface AccessControl {
  readonly registry: RegistryManifest;
  readonly roles: ReadonlyMap<string, Role>;
  readonly admins: readonly Grant[];
  /** Every namespace that has a readable manifest. */
  readonly namespaces: ReadonlyMap<
    string,
    { readonly grants: readonly Grant[]; readonly manifest: NamespaceManifest }
  >;
  /** Namespaces whose manifest is there and cannot be read, with its path. */
  readonly unreadable: ReadonlyMap<string, string>;
  visibilityOf(namespace: NamespacePath): Inherited['visibility'];
  /** The manifest of the namespace, from the registry's root; undefined where it has none. */
  fileOf(namespace: NamespacePath): string | undefined;
}

/** What `accessControlOf` reads of a snapshot. */
export type AccessSource = Pick<Snapshot, 'index' | 'namespaces' | 'registry'>;

/** Reads roles, admins and grants from a snapshot, and from nothing else. Pure; linear in the number of namespaces. */
export function accessControlOf(snapshot: AccessSource): AccessControl {
  const { registry } = snapshot;
  const namespaces = new Map<string, { grants: readonly Grant[]; manifest: NamespaceManifest }>();
  for (const [path, { manifest }] of snapshot.namespaces) {
    namespaces.set(path, { grants: grantsOf(manifest, pathOf(snapshot, manifest.path)), manifest });
  }
  const unreadable = new Map<string, string>();
  for (const { path, manifest } of snapshot.index.namespaces.values()) {
    if (manifest !== undefined && !snapshot.namespaces.has(path)) unreadable.set(path, manifest.path);
  }
  return {
    registry,
    roles: rolesOf(registry),
    admins: (registry.admins ?? []).map((principal, index) => ({
      principal,
      role: 'admin',
      from: undefined,
      expiresAt: undefined,
      place: { path: 'registry.yaml', pointer: ['admins', index] },
    })),
    namespaces,
    unreadable,
    visibilityOf: (namespace) => inheritedBy(snapshot, namespace).visibility,
    fileOf: (namespace) => snapshot.index.namespaces.get(namespace)?.manifest?.path,
  };
}

/** Grants that hold in the namespace: the admins, then the union of all ancestors, from the top. Pure. */
export function grantsIn(control: AccessControl, namespace: NamespacePath | undefined): readonly Grant[] {
  if (namespace === undefined) return control.admins;
  return [
    ...control.admins,
    ...lineOf(namespace).flatMap((path) => control.namespaces.get(path)?.grants ?? []),
  ];
}

function grantsOf(manifest: NamespaceManifest, path: string): Grant[] {
  return (manifest.access ?? []).map(({ principal, role, expiresAt }, index) => ({
    principal,
    role,
    from: manifest.path,
    expiresAt,
    place: { path, pointer: ['access', index] },
  }));
}

function pathOf(snapshot: AccessSource, namespace: NamespacePath): string {
  const stated = snapshot.index.namespaces.get(namespace)?.manifest?.path;
  return stated ?? `${toFolder(namespace)}/namespace.yaml`;
}

/** The canonical path of a text; undefined where it is none. */
export function toNamespace(text: string): NamespacePath | undefined {
  const path = parseNamespacePath(text);
  return path.ok ? path.value : undefined;
}
