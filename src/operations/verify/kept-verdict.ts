import { Moment, canonicalJson, digestHex, sortedBy } from '../../core/index.ts';
import type { Revision } from '../../registry/index.ts';
import type { SeenRevisions } from '../../signing/index.ts';
import type { ClientState, ClientStates } from './client-state.ts';
import type { Basis } from '../basis.ts';
import { keptOutcome } from '../kept-outcome.ts';
import type { Outcome } from '../outcome.ts';
import type { VerifyContext } from './verify-context.ts';
import type { VerifyData, VerifyInput } from './verify-run.ts';
import type { OpenedRegistry } from '../world.ts';

/** What is kept beside the data: a digest of what this client believed, which the run neither found otherwise nor changed. */
interface KeptVerdict {
  readonly data: VerifyData;
  readonly belief: string;
}

interface Asked {
  readonly registry: OpenedRegistry;
  readonly revision: Revision;
  readonly input: VerifyInput;
}

/**
 * That a target was verified, remembered by tree, commit and what this client believes, while it holds: only what is trusted,
 * rests on no certificate, log or timestamp, and taught the client nothing new. Of folders and whole registries each file is
 * remembered (`VerifyMemo`), so nothing more is kept of them.
 */
export async function keptVerdict(
  context: VerifyContext,
  { registry, revision, input }: Asked,
  verify: (context: VerifyContext, moment: Moment) => Promise<Outcome<VerifyData>>,
): Promise<Outcome<VerifyData>> {
  const { states, clock } = context;
  const { target, namespace, root, at, isForgetting } = input;
  const moment = new Moment(clock());
  if (target === undefined || isForgetting) return verify(context, moment);
  const path = registry.toRegistryPath(target);
  const asked = { target, path, namespace, root, isPast: at !== undefined, commit: revision.commit };
  let fresh: Outcome<VerifyData> | undefined;
  const question = { operation: 'verify', revision, asked, moment };
  const kept = await keptOutcome<KeptVerdict>(registry, question, async () => {
    fresh = await verify({ ...context, states: watchStates(states, moment) }, moment);
    const { registry: id, scope } = fresh.data;
    if (scope !== 'file') moment.holdOnly();
    return { ...fresh, data: { data: fresh.data, belief: digestOfState(await states.read(id)) } };
  });
  if (fresh !== undefined) return restOnBelief(context, fresh, kept.basis);
  const { verdict, diagnostics } = kept;
  const { data, belief } = kept.data;
  const isSame = belief === digestOfState(await states.read(data.registry));
  return isSame
    ? restOnBelief(context, { verdict, diagnostics, data }, kept.basis)
    : verify(context, new Moment(clock()));
}

/** What this client believes was noted where it was read. */
function restOnBelief(
  { notes }: VerifyContext,
  outcome: Outcome<VerifyData>,
  basis: Basis | undefined,
): Outcome<VerifyData> {
  const noted = basis === undefined ? undefined : notes?.basis();
  if (basis === undefined || noted === undefined) return outcome;
  return { ...outcome, basis: { ...noted, ...basis, files: noted.files, places: noted.places } };
}

/** A run that teaches the client something says something else the next time. */
function watchStates(states: ClientStates, moment: Moment): ClientStates {
  return {
    read: (registry) => states.read(registry),
    update: (registry, change) => {
      moment.holdOnly();
      return states.update(registry, change);
    },
  };
}

const NOTHING_SEEN: SeenRevisions = new Map();

function digestOfState(state: ClientState | undefined): string {
  if (state === undefined) return '';
  const { rootVersion, rootDigest, revisions = NOTHING_SEEN } = state;
  const seen = sortedBy(revisions, ([path]) => path).map(([path, { revision, digest }]) => [
    path,
    revision,
    digest,
  ]);
  return digestHex(canonicalJson([rootVersion, rootDigest, seen]));
}
