import { compareDiagnostics } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import type { Revision } from '../../registry/index.ts';
import { findImpact } from '../../resolve/index.ts';
import type { ImpactEntry } from '../../resolve/index.ts';
import { openRange, restOnHead, splitRange } from '../open-range.ts';
import type { Operation } from '../operation.ts';
import type { RegistryContext } from '../world.ts';
import { loadImpactBase, readImpactChanges } from './load-impact-base.ts';
import { conflictFinding } from './tell-conflict.ts';

export interface DepsImpactInput {
  readonly registry: string | undefined;
  /** `BASE..HEAD`; an empty HEAD is the working tree. */
  readonly range: string;
  /** True looks at every release of a dependent, not only at the one that would be taken. */
  readonly isAll: boolean;
}

/** A dependent whose resolution is another one. */
export interface ChangedDependent {
  readonly artifact: string;
  readonly version: string;
  readonly changes: readonly {
    readonly artifact: string;
    readonly from: string | null;
    readonly to: string | null;
  }[];
}

export interface DepsImpactData {
  readonly base: string | null;
  readonly head: string | null;
  /** Artifacts that differ, in order of name. */
  readonly changed: readonly string[];
  readonly dependents: readonly ChangedDependent[];
  /** What does not resolve any more; the findings say why. */
  readonly broken: readonly { readonly artifact: string; readonly version: string }[];
  readonly mended: readonly { readonly artifact: string; readonly version: string }[];
  /** Releases that the change could touch, and that were resolved. */
  readonly examined: number;
}

/** What a change of a registry does to everything that depends on it (SPEC section 5). */
export const depsImpact: Operation<DepsImpactInput, DepsImpactData, RegistryContext> = {
  id: 'deps.impact',
  group: 'relationship',
  summary: 'Show whose resolutions a change alters or breaks',
  async run(context, input) {
    const registry = await context.openRegistry({ registry: input.registry });
    const { store, verified } = registry;
    const [base, head] = await openRange(store, input.range, 'hyper deps impact origin/main..HEAD');
    const loaded = await loadImpactBase({ store, cache: verified }, base, (done) =>
      context.progress?.(done, 0, 'releases read'),
    );
    const { changed, changes } = await readImpactChanges(store, loaded, head);
    const { entries, examined } = findImpact(loaded.base, changes, {
      releases: input.isAll ? 'all' : 'latest',
    });
    const outcome = conclude({ base, head, changed, examined }, entries);
    return restOnHead(registry, { names: splitRange(input.range) ?? [input.range], head }, outcome);
  },
};

function conclude(
  {
    base,
    head,
    changed,
    examined,
  }: { base: Revision; head: Revision; changed: readonly string[]; examined: number },
  entries: readonly ImpactEntry[],
): { verdict: 'pass' | 'findings'; diagnostics: Diagnostic[]; data: DepsImpactData } {
  const diagnostics = entries.flatMap((entry) =>
    entry.kind === 'broken' ? [conflictFinding(entry.conflict, () => undefined, [])] : [],
  );
  const named = (kind: ImpactEntry['kind']): { artifact: string; version: string }[] =>
    entries.filter((entry) => entry.kind === kind).map(({ artifact, version }) => ({ artifact, version }));
  const dependents = entries.flatMap((entry): ChangedDependent[] => {
    if (entry.kind !== 'changed') return [];
    const { artifact, version } = entry;
    const changes = entry.changes.map((one) => ({ ...one, from: one.from ?? null, to: one.to ?? null }));
    return [{ artifact, version, changes }];
  });
  const data = {
    ...{ base: base.commit, head: head.commit, changed, dependents, examined },
    broken: named('broken'),
    mended: named('mended'),
  };
  const verdict = diagnostics.length > 0 ? 'findings' : 'pass';
  return { verdict, diagnostics: diagnostics.sort(compareDiagnostics), data };
}
