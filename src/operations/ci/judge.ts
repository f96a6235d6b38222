import { accessControlOf } from '../../access/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { applySkips, judgeChange, judgePeople, loadChange, settleDecisions } from '../../gate/index.ts';
import type {
  AppliedSkip,
  ChangeFinding,
  ChangeSubject,
  ForgeAccount,
  OpenFinding,
  People,
} from '../../gate/index.ts';
import type { RegistryStore, RepositoryHistory } from '../../registry/index.ts';
import type { ImpactEntry } from '../../resolve/index.ts';
import { checkChanges } from '../validate/validate.ts';
import type { OpenedRegistry } from '../world.ts';
import { archiveFaults } from './check-archives.ts';
import { controlFaults } from './check-control.ts';
import { checkImpact } from './check-impact.ts';
import { policyFaults } from './check-policies.ts';
import { checkSignatures } from './check-signatures.ts';
import type { CiContext } from './ci-context.ts';
import type { FoundRange } from './find-range.ts';
import { loadUsage } from './load-usage.ts';
import { knownFaults, markKnown } from './ratchet.ts';

/** What judging needs beside the commits. */
export interface JudgeInput {
  readonly registry: OpenedRegistry;
  /** Reads without counting: the base of the impact, which is kept between runs. */
  readonly whole: RegistryStore;
  readonly history: RepositoryHistory;
  readonly range: FoundRange;
  readonly people: People;
  readonly accounts: readonly ForgeAccount[];
  readonly isRatchet: boolean;
  readonly verifier: CiContext['verifier'];
  readonly archiveFault: CiContext['archiveFault'];
  /** Secrets, which belong to commits and not to a merge base. */
  readonly secrets: readonly Diagnostic[];
}

/** A change as judged from one merge base. */
export interface JudgedChange {
  readonly subject: ChangeSubject;
  readonly found: readonly ChangeFinding[];
  readonly open: readonly OpenFinding[];
  readonly skips: readonly AppliedSkip[];
  readonly impact: readonly ImpactEntry[];
}

/** Runs every rule from one merge base, then takes skips and approvals into account. */
export async function judgeFrom(base: FoundRange['bases'][number], input: JudgeInput): Promise<JudgedChange> {
  const { registry, people, verifier } = input;
  const subject = await loadSubject(base, input);
  const now = people.at.getTime();
  const control = accessControlOf(subject.control);
  const signatures = await checkSignatures({ registry, subject, now, verifier });
  const impact = await checkImpact({ store: input.whole, verified: registry.verified }, subject);
  const all = [
    ...judgeChange(subject),
    ...(await stateFaults(registry, subject, input.isRatchet)),
    ...judgePeople(subject, control, people),
    ...(await controlFaults(registry.store, subject, people)),
    ...signatures.faults,
    ...impact.faults,
    ...(await policyFaults(subject, people, signatures.verified)),
    ...(await archiveFaults(registry.store, subject, input.archiveFault)),
    ...input.secrets,
  ];
  const { found: kept, skips } = applySkips(all, subject.control.registry, people.at);
  const { found, open } = settleDecisions(kept, control, people);
  return { subject, found, open, skips, impact: impact.entries };
}

async function loadSubject(
  base: FoundRange['bases'][number],
  { registry, history, range: { tip, head, bases }, people, accounts }: JudgeInput,
): Promise<ChangeSubject> {
  const now = people.at.getTime();
  return loadChange(registry.store, {
    ...{ base, tip, head },
    outside: await history.changedOutside(base.commit, head.commit),
    isRelativeToTip: bases.length > 1,
    authors: accounts,
    usage: (control) => loadUsage(registry, history, tip, control.namespaces.values(), now),
  });
}

/** What `validate` says of the changed part; in ratchet mode, what was so before refuses nothing. */
async function stateFaults(
  registry: OpenedRegistry,
  subject: ChangeSubject,
  isRatchet: boolean,
): Promise<readonly Diagnostic[]> {
  const { diagnostics } = await checkChanges(registry, subject.base, subject.head);
  if (!isRatchet || diagnostics.length === 0) return diagnostics;
  return markKnown(diagnostics, await knownFaults(registry, subject));
}
