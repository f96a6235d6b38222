import { sortedBy } from '../../core/index.ts';
import { parentOf, parseNamespacePath } from '../../names/index.ts';
import { inheritanceOf, loadSnapshot } from '../../registry/index.ts';
import type { Revision } from '../../registry/index.ts';
import { keptOutcome } from '../kept-outcome.ts';
import { isWithinKnown } from '../namespace-filter.ts';
import type { Operation } from '../operation.ts';
import { siteOf } from '../on-site/site-of.ts';
import { openRevision } from '../open-snapshot.ts';
import type { ReadInput } from '../open-snapshot.ts';
import type { Outcome } from '../outcome.ts';
import type { OpenedRegistry, RegistryContext } from '../world.ts';

export interface NamespaceListInput extends ReadInput {
  /** Only this namespace and those below it. */
  readonly namespace: string | undefined;
}

export interface ListedNamespace {
  readonly path: string;
  /** null at the top. */
  readonly parent: string | null;
  readonly owner: string | null;
  readonly description: string | null;
  readonly visibility: string;
  /** Directly in the namespace. */
  readonly artifacts: number;
  /** Declared by the namespace itself. */
  readonly policies: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** Lists namespaces, in order of path. Errors: `HYPER_NAMESPACE_MISSING`. */
export const namespaceList: Operation<NamespaceListInput, readonly ListedNamespace[], RegistryContext> = {
  id: 'namespace.list',
  group: 'CRUD',
  summary: 'List namespaces with their owners and how much they hold',
  async run(context, input) {
    const all = await listAll(context, input);
    const paths = all.data.map(({ path }) => path);
    const isWanted = isWithinKnown(input.namespace, paths);
    return { ...all, data: all.data.filter(({ path }) => isWanted(path)) };
  },
};

async function listAll(
  context: RegistryContext,
  input: NamespaceListInput,
): Promise<Outcome<readonly ListedNamespace[]>> {
  const site = await siteOf(context, input);
  if (site !== undefined) return (await import('../on-site/namespaces-on-site.ts')).namespacesOnSite(site);
  const { registry, revision } = await openRevision(context, input, 'none');
  return keptOutcome(registry, { operation: 'namespace.list', revision }, () =>
    listNamespaces(registry, revision),
  );
}

async function listNamespaces(
  { store }: OpenedRegistry,
  revision: Revision,
): Promise<Outcome<readonly ListedNamespace[]>> {
  const snapshot = await loadSnapshot(store, revision, { withoutStates: true });
  const inheritance = inheritanceOf(snapshot);
  const counts = new Map<string, number>();
  for (const { namespace } of snapshot.index.artifacts.values())
    counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  const rows = [...snapshot.namespaces.values()].map(({ path, manifest, policies }): ListedNamespace => {
    const parsed = parseNamespacePath(path);
    const { visibility, labels } = inheritance(path);
    const texts = [...labels].map(([name, { value }]) => [name, value] as const);
    return {
      path,
      parent: (parsed.ok ? parentOf(parsed.value) : undefined) ?? null,
      owner: manifest.owner ?? null,
      description: manifest.description ?? null,
      visibility,
      artifacts: counts.get(path) ?? 0,
      policies: policies.size,
      labels: Object.fromEntries(sortedBy(texts, ([name]) => name)),
    };
  });
  return { verdict: 'pass', diagnostics: snapshot.diagnostics, data: sortedBy(rows, (row) => row.path) };
}
