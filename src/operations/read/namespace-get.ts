import { sortedBy } from '../../core/index.ts';
import type { NamespaceManifest } from '../../manifest/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import { inheritedBy, lineageOf, lineagePaths, loadSnapshot } from '../../registry/index.ts';
import type { Revision } from '../../registry/index.ts';
import { namespaceMissing, requireNamespace } from '../namespace-filter.ts';
import type { Operation } from '../operation.ts';
import { keptOutcome } from '../kept-outcome.ts';
import { siteOf } from '../on-site/site-of.ts';
import { openRevision } from '../open-snapshot.ts';
import type { ReadInput } from '../open-snapshot.ts';
import type { Outcome } from '../outcome.ts';
import type { OpenedRegistry, RegistryContext } from '../world.ts';

export interface NamespaceGetInput extends ReadInput {
  readonly path: string;
}

export interface NamespaceGetData {
  readonly path: string;
  /** From the top down, without the namespace itself. */
  readonly ancestors: readonly string[];
  /** Direct children, in order. */
  readonly children: readonly string[];
  /** References of the artifacts directly in it, in order. */
  readonly artifacts: readonly string[];
  readonly visibility: string;
  readonly labels: readonly { readonly name: string; readonly value: string; readonly from: string }[];
  readonly policies: readonly {
    readonly id: string;
    readonly from: string;
    readonly enforcement: string;
    /** The namespace whose override set the enforcement; null where none did. */
    readonly overriddenBy: string | null;
  }[];
  readonly grants: readonly {
    readonly principal: string;
    readonly role: string;
    readonly from: string;
    readonly expiresAt: string | null;
  }[];
  readonly quotas: readonly { readonly name: string; readonly limit: number; readonly from: string }[];
  readonly manifest: NamespaceManifest;
}

/** Reads a namespace with what it inherits from above (SPEC section 2.2). Errors: `HYPER_NAMESPACE_MISSING`. */
export const namespaceGet: Operation<NamespaceGetInput, NamespaceGetData, RegistryContext> = {
  id: 'namespace.get',
  group: 'CRUD',
  summary: 'Show a namespace: owners, policies in force, quotas, and where each comes from',
  async run(context, input) {
    const path = requireNamespace(input.path);
    const site = await siteOf(context, input);
    if (site !== undefined)
      return (await import('../on-site/namespaces-on-site.ts')).namespaceOnSite(site, path);
    const { registry, revision } = await openRevision(context, input, 'list');
    const question = { operation: 'namespace.get', revision, asked: { path } };
    return keptOutcome(registry, question, () => readNamespace(registry, revision, path));
  },
};

async function readNamespace(
  { store }: OpenedRegistry,
  revision: Revision,
  path: NamespacePath,
): Promise<Outcome<NamespaceGetData>> {
  const namespaces = new Set(lineagePaths(path));
  const snapshot = await loadSnapshot(store, revision, { withoutStates: true, namespaces });
  const declared = new Set(
    [...snapshot.index.namespaces.values()].flatMap((one) => (one.manifest === undefined ? [] : [one.path])),
  );
  const record = snapshot.namespaces.get(path);
  if (record === undefined) throw namespaceMissing(path, declared);
  const inherited = inheritedBy(snapshot, path);
  const lineage = lineageOf(snapshot, path).map((one) => one.path);
  const data: NamespaceGetData = {
    path,
    ancestors: lineage.slice(0, -1),
    children: childrenOf(path, declared),
    artifacts: sortedBy(
      [...snapshot.index.artifacts.values()]
        .filter((one) => one.namespace === path)
        .map((one) => one.reference),
      (one) => one,
    ),
    visibility: inherited.visibility,
    labels: sortedBy(
      [...inherited.labels].map(([name, label]) => ({ name, ...label })),
      (label) => label.name,
    ),
    policies: inherited.policies.map(({ policy, from, enforcement, overriddenBy }) => ({
      id: policy.id,
      from,
      enforcement,
      overriddenBy: overriddenBy ?? null,
    })),
    grants: inherited.grants.map(({ grant, from }) => ({
      principal: principalText(grant.principal),
      role: grant.role,
      from,
      expiresAt: grant.expiresAt ?? null,
    })),
    quotas: Object.entries(inherited.quotas).map(([name, quota]) => ({
      name,
      limit: quota.limit,
      from: quota.from,
    })),
    manifest: record.manifest,
  };
  return { verdict: 'pass', diagnostics: [], data };
}

/** The namespaces next below one, in order. Pure. */
export function childrenOf(path: string, declared: ReadonlySet<string>): string[] {
  const isChild = (one: string): boolean =>
    lineagePaths(one).findLast((above) => above !== one && declared.has(above)) === path;
  return sortedBy([...declared].filter(isChild), (one) => one);
}

type Principal = NonNullable<NamespaceManifest['access']>[number]['principal'];

/** Who it is, as people would say it. Pure. */
export function principalText({ githubUser, githubTeam, key, oidc }: Principal): string {
  if (githubUser !== undefined)
    return `github user ${String(githubUser.id)} ${githubUser.login ?? ''}`.trim();
  if (githubTeam !== undefined)
    return `github team ${String(githubTeam.id)} ${githubTeam.login ?? ''}`.trim();
  if (oidc !== undefined) return `${oidc.issuer} ${oidc.subject}`;
  return `key ${key ?? ''}`;
}
