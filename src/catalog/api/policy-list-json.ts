import { declaredPolicies, policiesInForce } from '../../policy/index.ts';
import type { GoverningPolicy } from '../../policy/index.ts';
import type { Catalog } from '../model/catalog.ts';
import { isHidden } from '../model/is-hidden.ts';
import type { PublishedNamespace } from '../model/published-namespace.ts';

/** Every policy that the registry, or a namespace that is shown, declares (docs/api.md, "Lists of policies"). Pure. */
export function policyListJson(catalog: Catalog): object {
  const open = [...catalog.namespaces.values()].filter(({ sight }) => sight === 'open');
  const paths = open.map(({ path }) => path);
  return { policies: rows(catalog, declaredPolicies(catalog.snapshot, paths)) };
}

/** The policies in force in an open namespace, from the top (docs/api.md, "Lists of policies"). Pure. */
export function policiesInForceJson(catalog: Catalog, { path }: PublishedNamespace): object {
  return { namespace: path, policies: rows(catalog, policiesInForce(catalog.snapshot, path)) };
}

/** What comes from a namespace that is not open, or names what is hidden, stays unsaid. */
function rows(catalog: Catalog, policies: readonly GoverningPolicy[]): object[] {
  const isOpen = (from: string | undefined): boolean =>
    from === undefined || catalog.namespaces.get(from)?.sight === 'open';
  return policies
    .filter(({ from }) => isOpen(from))
    .map(({ id, from, path, enforcement, overriddenBy, policy }) => ({
      id,
      from: from ?? null,
      path,
      enforcement,
      overriddenBy: isOpen(overriddenBy) ? (overriddenBy ?? null) : null,
      rules: policy?.rules.map((rule) => rule.id) ?? [],
      description: policy?.description ?? null,
      exceptions: (policy?.exceptions ?? [])
        .filter(({ target }) => !isHidden(catalog, target))
        .map(({ target, reason, expiresAt }) => ({ target, reason, expiresAt })),
    }));
}
