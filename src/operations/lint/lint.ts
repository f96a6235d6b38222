import { compareDiagnostics } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { LINT_RULES, lintManifest } from '../../gate/index.ts';
import { loadSnapshot } from '../../registry/index.ts';
import type { Revision } from '../../registry/index.ts';
import { keptOutcome } from '../kept-outcome.ts';
import { openRevision } from '../open-snapshot.ts';
import { placeFindings } from '../validate/place-findings.ts';
import { placeOf } from '../validate/validate-part.ts';
import type { Operation } from '../operation.ts';
import type { Outcome } from '../outcome.ts';
import type { OpenedRegistry, RegistryContext } from '../world.ts';
import { lintEntries, readSubjects } from './lint-entries.ts';
import type { LintScope } from './lint-entries.ts';

/** Which manifests advice is asked for. */
export interface LintWish {
  /** A file or folder of this machine; undefined: the whole registry. */
  readonly path: string | undefined;
  /** A revision: only what differs from it. */
  readonly changedSince: string | undefined;
  /** Every release, not only drafts and the latest of each artifact. */
  readonly isEvery: boolean;
}

export interface LintInput extends LintWish {
  readonly registry: string | undefined;
  /** A revision to read in place of the working tree. */
  readonly at: string | undefined;
}

/** How often a rule had something to say. */
export interface LintCount {
  readonly rule: string;
  readonly severity: 'warning' | 'info';
  readonly findings: number;
  readonly canBeMended: boolean;
}

export interface LintData {
  /** Full commit id; null for the working tree. */
  readonly commit: string | null;
  readonly manifests: number;
  /** Manifests with faults: `hyper validate` says more of them. */
  readonly faulty: number;
  readonly warnings: number;
  readonly infos: number;
  /** Rules that found something, in their order. */
  readonly rules: readonly LintCount[];
}

type Advice = Omit<LintData, 'commit'>;

/** Says what valid manifests could do better (SPEC section 3). Warnings make the outcome findings. */
export const lint: Operation<LintInput, LintData, RegistryContext> = {
  id: 'lint',
  group: 'validation',
  summary: 'Advise on style and quality beyond what is valid',
  async run(context, input) {
    const { registry, revision } = await openRevision(context, input, 'list');
    const isWhole = input.path === undefined && input.changedSince === undefined;
    const question = { operation: 'lint', revision, asked: { isEvery: input.isEvery } };
    const advise = (): Promise<Outcome<Advice>> => adviseOn(registry, revision, input);
    const outcome = await (isWhole ? keptOutcome(registry, question, advise) : advise());
    const placed = await placeFindings(registry.store, revision, outcome);
    return { ...placed, data: { commit: revision.commit, ...placed.data } };
  },
};

async function adviseOn(
  registry: OpenedRegistry,
  revision: Revision,
  wish: LintWish,
): Promise<Outcome<Advice>> {
  const { store } = registry;
  const snapshot = await loadSnapshot(store, revision);
  const entries = lintEntries(snapshot, await toScope(registry, revision, wish));
  const diagnostics: Diagnostic[] = [];
  const counts = new Map<string, number>();
  const faulty = new Set<string>();
  const onFault = (fault: Diagnostic): void => {
    diagnostics.push(fault);
    faulty.add(fault.path ?? '');
  };
  for await (const { subject } of readSubjects(store, entries, onFault)) {
    for (const { rule, diagnostic } of lintManifest(subject)) {
      diagnostics.push(diagnostic);
      counts.set(rule.id, (counts.get(rule.id) ?? 0) + 1);
    }
  }
  const count = (severity: Diagnostic['severity']): number =>
    diagnostics.filter((one) => one.severity === severity).length;
  const [warnings, infos] = [count('warning'), count('info')];
  const rules = LINT_RULES.flatMap(({ id, severity, mend }): LintCount[] => {
    const findings = counts.get(id) ?? 0;
    return findings === 0 ? [] : [{ rule: id, severity, findings, canBeMended: mend !== undefined }];
  });
  return {
    verdict: warnings > 0 || faulty.size > 0 ? 'findings' : 'pass',
    diagnostics: diagnostics.sort(compareDiagnostics),
    data: { manifests: entries.length, faulty: faulty.size, warnings, infos, rules },
  };
}

/** What is asked for, as paths of the registry. Errors: `HYPER_PATH_UNKNOWN`, those of the store. */
export async function toScope(
  registry: Pick<OpenedRegistry, 'store' | 'toRegistryPath'>,
  revision: Revision,
  { path, changedSince, isEvery }: LintWish,
): Promise<LintScope> {
  const inside = path === undefined ? '' : await placeOf(registry, [revision], path);
  const base = changedSince === undefined ? undefined : await registry.store.resolveRevision(changedSince);
  const changes = base === undefined ? undefined : await registry.store.diffTrees(base, revision);
  return { path: inside, only: changes && new Set(changes.map((change) => change.path)), isEvery };
}
