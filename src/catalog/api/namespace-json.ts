import { sortedBy } from '../../core/index.ts';
import { parseArtifactName } from '../../names/index.ts';
import { quotaOf } from '../../registry/index.ts';
import type { Inherited } from '../../registry/index.ts';
import type { NamespaceManifest as Namespace, PolicyManifest as Policy } from '../../manifest/index.ts';
import type { Catalog } from '../model/catalog.ts';
import { isHidden } from '../model/is-hidden.ts';
import { paths } from '../model/paths.ts';
import type { PublishedNamespace } from '../model/published-namespace.ts';
import { fromApi } from './artifact-json.ts';

const QUOTAS = ['storage', 'artifacts', 'bandwidth', 'apiCalls'] as const;

/** The namespace, what is in it and what is in force there (docs/api.md, "A namespace"). Pure. */
export function namespaceJson(catalog: Catalog, namespace: PublishedNamespace): object {
  const { path, parent, sight, record, inherited, children, artifacts } = namespace;
  const manifest = record?.manifest;
  const isOpen = sight === 'open';
  return {
    path,
    parent: parent ?? null,
    shown: sight,
    owner: manifest?.owner ?? null,
    description: manifest?.description ?? null,
    contact: manifest?.contact ?? null,
    visibility: namespace.visibility,
    labels: isOpen ? (manifest?.labels ?? {}) : {},
    inheritedLabels: [...inherited.labels].map(([name, { value, from }]) => ({ name, value, from })),
    quotas: QUOTAS.flatMap((name) => {
      const quota = inherited.quotas[name];
      const own = isOpen && manifest !== undefined ? quotaOf(manifest, name) : undefined;
      return quota === undefined ? [] : [{ name, limit: quota.limit, from: quota.from, own: own ?? null }];
    }),
    grants: inherited.grants.map(({ grant, from }) => ({
      role: grant.role,
      principal: grant.principal,
      expiresAt: grant.expiresAt ?? null,
      from,
    })),
    policies: inherited.policies.map(({ policy, from, enforcement, overriddenBy }) => ({
      id: policy.id,
      enforcement,
      from,
      overriddenBy: overriddenBy ?? null,
      href: policyHref(catalog, from, policy.id),
    })),
    namespaces: children,
    artifacts: artifacts.map(({ reference, latest }) => ({
      reference,
      type: latest?.type ?? null,
      latest: latest?.version ?? null,
      description: latest?.description ?? null,
    })),
    manifest: isOpen && manifest !== undefined ? shownManifest(manifest, inherited) : null,
  };
}

/** As written; an override of a policy that is not shown is left out. */
function shownManifest(manifest: Namespace, inherited: Inherited): object {
  const { policies, ...rest } = manifest;
  const shown = new Set(inherited.policies.map(({ policy }) => policy.id));
  const overrides = policies?.overrides?.filter(({ policy }) => shown.has(policy)) ?? [];
  return overrides.length === 0 ? rest : { ...rest, policies: { overrides } };
}

/** The policies that an open namespace declares and whose file is named after them, by id. Pure. */
export function ownPolicies({ sight, record }: PublishedNamespace): readonly Policy[] {
  if (sight !== 'open' || record === undefined) return [];
  const named = [...record.policies].filter(([id, policy]) => policy.id === id && parseArtifactName(id).ok);
  return sortedBy(
    named.map(([, policy]) => policy),
    ({ id }) => id,
  );
}

/** A policy as its manifest, with the namespace it is of; exceptions and scopes that name what is hidden are left out. Pure. */
export function policyJson(catalog: Catalog, { path }: PublishedNamespace, policy: Policy): object {
  const { scope, exceptions, ...rest } = policy;
  const namespaces = scope?.namespaces?.filter((one) => !isHidden(catalog, one));
  return {
    namespace: path,
    policy: {
      ...rest,
      ...(scope === undefined
        ? {}
        : { scope: { ...scope, ...(namespaces === undefined ? {} : { namespaces }) } }),
      ...(exceptions === undefined
        ? {}
        : { exceptions: exceptions.filter(({ target }) => !isHidden(catalog, target)) }),
    },
  };
}

function policyHref(catalog: Catalog, from: string, id: string): string | null {
  const namespace = catalog.namespaces.get(from);
  if (namespace === undefined || !ownPolicies(namespace).some((policy) => policy.id === id)) return null;
  return fromApi(paths.policyApi(namespace, id));
}
