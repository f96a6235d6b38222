import { compareText } from '../../core/index.ts';
import type { LoadedTrust, RegistryIndex, RegistryStore } from '../../registry/index.ts';
import type { SeenRevisions, Step, StepFault } from '../../signing/index.ts';
import { explainFiles } from './verify-one.ts';
import type { VerifyTarget } from './verify-one.ts';
import { stepRevisions } from './verify-revisions.ts';
import type { Found } from './verify-run.ts';

/** Where files are explained: a repository, or what a built site carries of one. */
export interface ExplainedPlace {
  readonly store: Pick<RegistryStore, 'readBlobs'>;
  readonly index: RegistryIndex;
  readonly loaded: LoadedTrust;
  readonly seen: SeenRevisions;
}

/** The steps from the root to the signatures of some files. */
export async function explainTargets(
  { store, index, loaded, seen }: ExplainedPlace,
  targets: readonly VerifyTarget[],
): Promise<Found> {
  const chain = targets.filter(({ what }) => what === '');
  const files = targets.filter(({ what }) => what !== '');
  const steps = await explainFiles(store, index, loaded, files, seen);
  for (const { namespace, entry } of chain) {
    steps.push(...loaded.trust.namespace(namespace).steps);
    for (const { step } of loaded.trust.root.behind) if (step.path === entry.path) steps.push(step);
  }
  const bad = steps.filter(({ ok }) => !ok);
  const refused = [...new Set(bad.map(({ path }) => path))].sort(compareText);
  const signed = new Set(steps.filter(({ id }) => isFileStep(id)).map(({ path }) => path));
  for (const path of refused) signed.delete(path);
  const revisions = stepRevisions(steps);
  const faults = faultsOf(bad);
  return { scope: 'file', steps, signed: signed.size, remembered: 0, refused, faults, revisions };
}

/** Whether a step is about a signed file. Pure. */
export function isFileStep(id: Step['id']): boolean {
  return id === 'root' || id === 'registry' || id === 'namespace' || id === 'signature';
}

function faultsOf(steps: readonly Step[]): ReadonlyMap<string, StepFault> {
  const faults = new Map<string, StepFault>();
  for (const { path, fault } of steps) if (fault !== undefined && !faults.has(path)) faults.set(path, fault);
  return faults;
}
