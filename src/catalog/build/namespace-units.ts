import { namespaceJson, ownPolicies, policyJson } from '../api/namespace-json.ts';
import { policiesInForceJson } from '../api/policy-list-json.ts';
import type { Catalog } from '../model/catalog.ts';
import { paths } from '../model/paths.ts';
import type { PublishedNamespace } from '../model/published-namespace.ts';
import { jsonFile } from '../output-file.ts';
import type { OutputFile } from '../output-file.ts';
import { namespaceMemberPages } from '../site/pages/namespace-lists.ts';
import { policyPage } from '../site/pages/policy-page.ts';
import { namespacePage } from '../site/pages/namespace-page.ts';
import type { PlanMemory } from './plan-memory.ts';
import { unitKey } from './unit.ts';
import type { Unit } from './unit.ts';

/** One unit a namespace: its page, its JSON, and the policies it declares. */
export function* namespaceUnits(catalog: Catalog, memory: PlanMemory): Generator<Unit> {
  for (const namespace of catalog.namespaces.values()) {
    const id = `namespace:${namespace.path}`;
    yield {
      id,
      key: memory.stillKey(id, namespace.artifacts) ?? namespaceKey(catalog, memory, namespace),
      needs: [],
      render: () => renderNamespace(catalog, namespace),
    };
  }
}

function* renderNamespace(catalog: Catalog, namespace: PublishedNamespace): Generator<OutputFile> {
  yield jsonFile(paths.namespaceApi(namespace), namespaceJson(catalog, namespace));
  if (namespace.sight === 'open')
    yield jsonFile(paths.policiesInForceApi(namespace), policiesInForceJson(catalog, namespace));
  for (const policy of ownPolicies(namespace)) {
    yield jsonFile(paths.policyApi(namespace, policy.id), policyJson(catalog, namespace, policy));
    yield policyPage(catalog, namespace, policy);
  }
  yield namespacePage(catalog, namespace);
  yield* namespaceMemberPages(catalog, namespace);
}

/** Its JSON holds nearly all that the page shows, so it is the key. */
function namespaceKey(catalog: Catalog, memory: PlanMemory, namespace: PublishedNamespace): string {
  const { inherited, children, artifacts } = namespace;
  return unitKey([
    memory.context,
    namespaceJson(catalog, namespace),
    namespace.sight === 'open' ? policiesInForceJson(catalog, namespace) : null,
    ownPolicies(namespace).map((policy) => policyJson(catalog, namespace, policy)),
    catalog.history?.ofNamespaces.has(namespace.path) ?? false,
    namespace.sight === 'open' ? namespace.record?.manifest.signing : null,
    inherited.policies.map(({ policy }) => [policy.name, policy.description]),
    artifacts.map(({ latest }) => latest?.publishedAt ?? latest?.createdAt ?? null),
    children.map((child) => {
      const known = catalog.namespaces.get(child);
      return [known?.artifacts.length, known?.record?.manifest.description];
    }),
  ]);
}
