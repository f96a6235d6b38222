import { HyperError, compareDiagnostics, sortedBy, toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { loadSnapshot } from '../../registry/index.ts';
import type { RegistryStore, Revision } from '../../registry/index.ts';
import { PreparedUniverse, requestFor, resolve } from '../../resolve/index.ts';
import { isNamespaceWithin, isWithinKnown } from '../namespace-filter.ts';
import { keptOutcome } from '../kept-outcome.ts';
import { openRevision } from '../open-snapshot.ts';
import type { Operation } from '../operation.ts';
import type { Outcome } from '../outcome.ts';
import type { RegistryContext } from '../world.ts';
import { latestRelease } from './latest-release.ts';
import { conflictFinding } from './tell-conflict.ts';
import { candidatesOf, readWhole } from './whole-universe.ts';

export interface DepsConflictsInput {
  readonly registry: string | undefined;
  readonly at: string | undefined;
  /** What is in it or below it is looked at; undefined: everything. */
  readonly namespace: string | undefined;
}

export interface DepsConflictsData {
  readonly namespace: string | null;
  /** Artifacts whose latest release was resolved. */
  readonly examined: number;
  /** What does not resolve; the findings say why. */
  readonly conflicts: readonly { readonly artifact: string; readonly version: string }[];
  /** Artifacts that need each other, each with its first member repeated at the end. */
  readonly cycles: readonly (readonly string[])[];
}

/** Which latest releases of a namespace have no resolution, and why. */
export const depsConflicts: Operation<DepsConflictsInput, DepsConflictsData, RegistryContext> = {
  id: 'deps.conflicts',
  group: 'relationship',
  summary: 'Find releases whose dependencies do not fit together',
  async run(context, input) {
    const { registry, revision } = await openRevision(context, input, 'list');
    isNamespaceWithin(input.namespace);
    const question = { operation: 'deps.conflicts', revision, asked: { namespace: input.namespace } };
    return keptOutcome(registry, question, () => findConflicts(registry.store, revision, input));
  },
};

async function findConflicts(
  store: RegistryStore,
  revision: Revision,
  input: DepsConflictsInput,
): Promise<Outcome<DepsConflictsData>> {
  const snapshot = await loadSnapshot(store, revision);
  const isWanted = isWithinKnown(input.namespace, snapshot.index.namespaces.keys());
  const artifacts = await readWhole(store, snapshot);
  const exists = (reference: string): boolean => artifacts.has(reference);
  const universe = new PreparedUniverse(
    new Map([...artifacts].map(([name, one]) => [name, candidatesOf(one, exists, snapshot.registry.name)])),
  );
  const conflicts: { artifact: string; version: string }[] = [];
  const diagnostics: Diagnostic[] = [];
  const cycles = new Map<string, readonly string[]>();
  let examined = 0;
  for (const artifact of sortedBy(artifacts.values(), ({ reference }) => reference)) {
    const { reference } = artifact;
    const version = isWanted(reference.slice(0, reference.lastIndexOf('/')))
      ? latestRelease(artifact)
      : undefined;
    if (version === undefined) continue;
    examined += 1;
    const outcome = resolve(requestFor(reference, version), universe);
    if (outcome.kind === 'conflict') {
      conflicts.push({ artifact: reference, version });
      diagnostics.push(conflictFinding(outcome.conflict, () => undefined, []));
    } else if (outcome.kind === 'solved') {
      for (const { path, members } of outcome.resolution.cycles) cycles.set(members.join(' '), path);
    }
  }
  if (examined === 0 && input.namespace !== undefined) throw nothingThere(input.namespace);
  const data = { namespace: input.namespace ?? null, examined, conflicts, cycles: [...cycles.values()] };
  const verdict = conflicts.length > 0 ? 'findings' : 'pass';
  return { verdict, diagnostics: diagnostics.sort(compareDiagnostics), data };
}

function nothingThere(namespace: string): HyperError {
  return new HyperError(
    'HYPER_NAMESPACE_MISSING',
    `there is nothing in the namespace "${toOneLine(namespace)}"`,
    {
      hint: 'hyper namespace list',
    },
  );
}
