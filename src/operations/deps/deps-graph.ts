import type { Operation } from '../operation.ts';
import { restingOnReads } from '../rest-on-reads.ts';
import type { DepsContext, DepsInput } from './deps-context.ts';
import { loadLocked } from './load-locked.ts';
import { topsOf } from './lock-tops.ts';

export interface DepsGraphInput extends DepsInput {
  /** A release to show in place of the project. */
  readonly reference: string | undefined;
  /** How people see it; the data are the same. */
  readonly form: GraphForm;
}

export type GraphForm = 'edges' | 'dot' | 'mermaid';

export interface DepsGraphData {
  readonly subject: string;
  readonly form: GraphForm;
  /** In order of name. */
  readonly nodes: readonly {
    readonly artifact: string;
    readonly version: string;
    readonly conditions: readonly object[];
  }[];
  /** Numbers of nodes: who needs whom; what the project itself asks for has the number -1 first. */
  readonly edges: readonly (readonly [number, number])[];
}

/** What is locked as nodes and edges. */
export const depsGraph: Operation<DepsGraphInput, DepsGraphData | null, DepsContext> = restingOnReads({
  id: 'deps.graph',
  group: 'discovery',
  summary: 'Show what is locked as a graph',
  async run(context, input) {
    const loaded = await loadLocked(context, input, input.reference);
    if (!loaded.ok) return { verdict: 'findings', diagnostics: loaded.diagnostics, data: null };
    const { subject, lockfile, diagnostics } = loaded.value;
    const packages = [...lockfile.packages];
    const numbers = new Map(packages.map(([artifact], number) => [artifact, number]));
    const toEdges = (from: number, names: Iterable<string>): (readonly [number, number])[] =>
      [...new Set(names)].flatMap((name) => {
        const to = numbers.get(name);
        return to === undefined ? [] : [[from, to] as const];
      });
    const own = toEdges(-1, topsOf(lockfile));
    const edges = packages.flatMap(([, { dependencies }], number) => toEdges(number, dependencies.keys()));
    const nodes = packages.map(([artifact, { version, conditions }]) => ({ artifact, version, conditions }));
    return {
      verdict: 'pass',
      diagnostics,
      data: { subject, form: input.form, nodes, edges: [...own, ...edges] },
    };
  },
});
