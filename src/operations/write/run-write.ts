import { compareDiagnostics, invariant, sortedBy, toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import type { PlannedEdit } from '../../lifecycle/index.ts';
import { layoutOf, lineageOf, roleOf, toPhysicalPath } from '../../registry/index.ts';
import type { Snapshot } from '../../registry/index.ts';
import { signaturePathOf } from '../../signing/index.ts';
import type { NextStep } from '../init/init-next-steps.ts';
import type { Outcome } from '../outcome.ts';
import { describeEdits } from '../trust/trust-context.ts';
import { carriedFiles } from './carried-files.ts';
import { checkPlan } from './check-plan.ts';
import { furtherSteps } from './next-steps.ts';
import { proposeWrite } from './proposal/propose-write.ts';
import { plannedSnapshot } from './planned-snapshot.ts';
import { dropStale, signable, signPlan } from './sign-plan.ts';
import type { Actor, PreparedChange, WriteContext, WritePlace } from './write-context.ts';
import type { WriteData, WriteIdentity, WriteInput } from './write-data.ts';

/** What one operation wants to change. */
export interface WritePlan {
  /** Nothing where everything is as asked for already. */
  readonly edits: readonly PlannedEdit[];
  /** Files that go elsewhere as they are, by where they really lie; only a migration has any. */
  readonly moves?: readonly PlannedEdit[];
  readonly target: string;
  /** Imperative, without a full stop. */
  readonly summary: string;
  /** Said to whoever reads the history. */
  readonly reason?: string | undefined;
  readonly facts?: WriteData['facts'];
  /** Manifests that are signed with the edited ones, although nothing of them changes. */
  readonly alsoSigned?: readonly string[];
  /** The folder of the artifact or namespace: what is not committed of it yet is committed too. */
  readonly folder: string;
  readonly nextSteps?: readonly NextStep[];
  /** The edits bring the signatures of their manifests along, so that none is taken away or asked for. */
  readonly areSigned?: boolean;
  /** Why it cannot be done: where one is an error, nothing is written. */
  readonly diagnostics?: readonly Diagnostic[];
}

interface Prepared {
  readonly plan: WritePlan;
  readonly edits: readonly PlannedEdit[];
  readonly stale: readonly string[];
  readonly unsigned: readonly string[];
  readonly signed: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Plans on the registry as it is, checks what the plan writes, signs it where that was asked for, and has it made: whole or
 * not at all; then proposes it, where that was asked for. Files with faults are not written; then the outcome is
 * `findings`. Errors: those of the plan, of `WriteContext.change`, of signing and of proposing.
 */
export function runWrite(
  context: WriteContext,
  input: WriteInput,
  identity: WriteIdentity,
  toPlan: (place: WritePlace) => Promise<WritePlan>,
): Promise<Outcome<WriteData>> {
  if (input.proposal === undefined) return writeOnce(context, input, identity, toPlan);
  return proposeWrite(context, input, identity, (asked) => writeOnce(context, asked, identity, toPlan));
}

async function writeOnce(
  context: WriteContext,
  input: WriteInput,
  identity: WriteIdentity,
  toPlan: (place: WritePlace) => Promise<WritePlan>,
): Promise<Outcome<WriteData>> {
  let prepared: Prepared | undefined;
  let toPlace = (path: string): string => path;
  const { registry, mode, branch } = input;
  const written = await context.change({ registry, mode, branch }, async (place): Promise<PreparedChange> => {
    const plan = await toPlan(place);
    prepared = await prepare(context, place, plan, mode !== 'plan');
    const { edits, diagnostics } = prepared;
    toPlace = (path) => toPhysicalPath(path, layoutOf(place.snapshot.registry, place.snapshot.index));
    const isFaulty = diagnostics.some(({ severity }) => severity === 'error');
    if (isFaulty) return { edits: [], carried: [], message: '' };
    // What was written before and not committed is committed now, even where nothing more changes.
    const carried = mode === 'commit' ? await carriedFiles(place, plan.folder, edits) : [];
    const message = messageOf(plan, identity, place.actor);
    if (plan.moves === undefined) return { edits, carried, message };
    return { edits: [...edits, ...plan.moves], carried, message, isPlaced: true };
  });
  const made = prepared;
  invariant(made !== undefined, 'a change is prepared before it is made');
  const { plan, diagnostics, stale, unsigned, signed } = made;
  const edits = made.edits.map((edit) => ({ ...edit, path: toPlace(edit.path) }));
  const isFaulty = diagnostics.some(({ severity }) => severity === 'error');
  const isChanged = (edits.length > 0 || written.commit !== null) && !isFaulty;
  const { target, summary, facts = {} } = plan;
  const isProposed = input.proposal !== undefined;
  const toBranch = { branch: written.branch, isElsewhere: branch !== undefined };
  const isForeign = isFaulty && diagnostics.some(({ code }) => code === 'HYPER_SIGN_FOREIGN');
  const data = {
    operation: identity.id,
    target,
    summary: toOneLine(summary),
    isDryRun: mode === 'plan',
    isChanged,
    capability: identity.capability,
    files: describeEdits(edits),
    facts,
    stale,
    unsigned,
    signed,
    ...written,
    proposal: null,
    nextSteps: isChanged ? furtherSteps({ ...{ plan, edits, mode, unsigned }, ...toBranch, isProposed }) : [],
  };
  return {
    verdict: isForeign ? 'untrusted' : isFaulty ? 'findings' : 'pass',
    diagnostics,
    data,
    isLasting: isChanged && mode !== 'plan',
  };
}

async function prepare(
  context: WriteContext,
  place: WritePlace,
  plan: WritePlan,
  canSign: boolean,
): Promise<Prepared> {
  const { areSigned = false } = plan;
  const { edits: kept, stale } = areSigned
    ? { edits: plan.edits, stale: [] }
    : await dropStale(place, plan.edits);
  const planned = plannedSnapshot(place.snapshot, kept);
  const diagnostics = [...(plan.diagnostics ?? []), ...checkPlan(planned, kept)].sort(compareDiagnostics);
  const isFaulty = diagnostics.some(({ severity }) => severity === 'error');
  if (areSigned) return { plan, edits: kept, stale, unsigned: [], signed: [], diagnostics };
  const also = plan.alsoSigned ?? [];
  const paths = sortedBy(new Set([...signable(plan.edits), ...also]), (path) => path);
  if (context.openSigner !== undefined && !isFaulty && plan.edits.length > 0) {
    const judged = await signPlan(context, { place, planned, isMade: canSign }, kept, paths);
    diagnostics.push(...judged.diagnostics);
    const { edits, signed } = judged;
    if (canSign) return { plan, edits, stale: [], unsigned: [], signed, diagnostics };
  }
  const unsigned: string[] = [];
  for (const path of paths) {
    const isEdited = plan.edits.some((edit) => edit.path === path);
    const isOpen = isEdited || (await place.read(signaturePathOf(path))) === undefined;
    if (isOpen && isSigningAsked(place.snapshot, path)) unsigned.push(path);
  }
  return { plan, edits: kept, stale, unsigned, signed: [], diagnostics };
}

/** Whether anybody would look for a signature of the file: there are roots, or its namespaces name signers. */
function isSigningAsked(snapshot: Snapshot, path: string): boolean {
  if (snapshot.index.trustRoots.length > 0) return true;
  const role = roleOf(path);
  if (!('namespace' in role)) return false;
  return lineageOf(snapshot, role.namespace).some(({ manifest }) => manifest.signing !== undefined);
}

/** The last paragraph holds the trailers, so that no reason can pass for one. */
function messageOf(plan: WritePlan, { id, trailer = id }: WriteIdentity, actor: Actor | undefined): string {
  const reason = plan.reason === undefined ? [] : [toOneLine(plan.reason), ''];
  const who =
    actor === undefined ? [] : [`Hyper-Actor: ${toOneLine(actor.name)} <${toOneLine(actor.email)}>`];
  const trailers = [`Hyper-Operation: ${trailer}`, `Hyper-Target: ${toOneLine(plan.target)}`, ...who];
  return [toOneLine(plan.summary), '', ...reason, ...trailers, ''].join('\n');
}
