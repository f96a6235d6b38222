import { sortedBy } from '../core/index.ts';
import { parentOf, parseNamespacePath } from '../names/index.ts';
import { inheritanceOf } from '../registry/index.ts';
import { isNamespaceWithin } from './namespace-filter.ts';
import type { Operation } from './operation.ts';
import { openSnapshot } from './open-snapshot.ts';
import type { ReadInput } from './open-snapshot.ts';
import type { RegistryContext } from './world.ts';

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

/** Lists namespaces, in order of path. */
export const namespaceList: Operation<NamespaceListInput, readonly ListedNamespace[], RegistryContext> = {
  id: 'namespace.list',
  group: 'CRUD',
  summary: 'List namespaces with their owners and how much they hold',
  async run(context, input) {
    const { snapshot } = await openSnapshot(context, input);
    const isWanted = isNamespaceWithin(input.namespace);
    const inheritance = inheritanceOf(snapshot);
    const counts = new Map<string, number>();
    for (const { namespace } of snapshot.index.artifacts.values())
      counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
    const rows: ListedNamespace[] = [];
    for (const { path, manifest, policies } of snapshot.namespaces.values()) {
      if (!isWanted(path)) continue;
      const parsed = parseNamespacePath(path);
      const inherited = inheritance(path);
      rows.push({
        path,
        parent: (parsed.ok ? parentOf(parsed.value) : undefined) ?? null,
        owner: manifest.owner ?? null,
        description: manifest.description ?? null,
        visibility: inherited.visibility,
        artifacts: counts.get(path) ?? 0,
        policies: policies.size,
        labels: Object.fromEntries(
          sortedBy(
            [...inherited.labels].map(([name, { value }]) => [name, value] as const),
            ([name]) => name,
          ),
        ),
      });
    }
    return { verdict: 'pass', diagnostics: snapshot.diagnostics, data: sortedBy(rows, (row) => row.path) };
  },
};
