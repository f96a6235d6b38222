import { HyperError, invariant, toInterruption, toOneLine } from '../../../core/index.ts';
import type { Outcome } from '../../outcome.ts';
import type { WriteContext } from '../write-context.ts';
import type { WriteData, WriteIdentity, WriteInput } from '../write-data.ts';
import { handSteps, proposalAddress, proposalBranch, pullRequestWords } from './proposal-words.ts';
import type { ProposalData, ProposalPlace, Proposals, ProposedCommit } from './proposals.ts';

/** A branch that others push to all the time is given up after so many attempts. */
const MAX_ATTEMPTS = 4;
/** How an operation refuses what it has done on this branch before. */
const DONE_BEFORE: ReadonlySet<string> = new Set([
  'HYPER_NAME_TAKEN',
  'HYPER_RELEASE_EXISTS',
  'HYPER_VERSION_MISSING',
]);

/**
 * Commits the change on a branch and proposes it: pushed and as a pull request where there is a token, else with the
 * commands that do it. Done again, it finishes what is missing. Where somebody else pushed to the branch meanwhile, the
 * change is planned and checked again on top of theirs (ATTACKS K07). Errors: those of `Proposals`, of the forge and of
 * the change; `HYPER_BRANCH_MOVED`.
 */
export async function proposeWrite(
  context: WriteContext,
  input: WriteInput,
  identity: WriteIdentity,
  write: (input: WriteInput) => Promise<Outcome<WriteData>>,
): Promise<Outcome<WriteData>> {
  const { proposals } = context;
  const { proposal } = input;
  invariant(proposals !== undefined && proposal !== undefined, 'proposing has a port and a wish');
  const place = await proposals.find(input.registry, proposal);
  const branch = branchOf(input, identity, place);
  const isApart = branch !== place.current;
  if (isApart) await proposals.renew(place, branch);
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const outcome = await write({ ...input, mode: 'commit', branch }).catch(async (error: unknown) =>
      doneBefore(error, identity, (await proposals.commitsOf(place, branch)).at(-1)),
    );
    if (outcome.verdict !== 'pass') return outcome;
    const commits = await proposals.commitsOf(place, branch);
    if (commits.length === 0) return outcome;
    if (!place.hasToken || place.pushTo === null) return handedOver(outcome, place, branch);
    try {
      if ((await proposals.push(place, branch)) === 'pushed')
        return await opened(proposals, outcome, { place, branch, commits });
      if (!isApart || !(await proposals.takeOver(place, branch, outcome.data.commit))) break;
    } catch (error) {
      throw afterCommit(context.signal?.aborted === true ? stopped(context.signal) : error, branch);
    }
  }
  throw behind(place, branch);
}

function branchOf(input: WriteInput, { id }: WriteIdentity, place: ProposalPlace): string {
  const { base, current } = place;
  const own = current === null || current === base ? undefined : current;
  const branch = input.branch ?? own ?? proposalBranch(id, input.proposal?.subject ?? '');
  if (branch !== base) return branch;
  throw new HyperError('HYPER_PROPOSAL_IMPOSSIBLE', `"${toOneLine(base)}" cannot be proposed for itself`, {
    hint: 'leave --branch out, or name another branch',
  });
}

/** The outcome of a run before this one that got as far as its commit; other errors are thrown. */
function doneBefore(
  error: unknown,
  { id, capability }: WriteIdentity,
  last: ProposedCommit | undefined,
): Outcome<WriteData> {
  const isDone = error instanceof HyperError && DONE_BEFORE.has(error.code) && last?.operation === id;
  if (!isDone) throw error;
  const data: WriteData = {
    operation: id,
    target: last.target ?? '',
    summary: last.subject,
    isDryRun: false,
    isChanged: false,
    capability,
    files: [],
    facts: {},
    stale: [],
    unsigned: [],
    signed: [],
    commit: null,
    branch: null,
    proposal: null,
    nextSteps: [],
  };
  return { verdict: 'pass', diagnostics: [], data };
}

function handedOver(outcome: Outcome<WriteData>, place: ProposalPlace, branch: string): Outcome<WriteData> {
  const proposal = { ...toProposal(place, branch), isPushed: false, pullRequest: null };
  const nextSteps = [...outcome.data.nextSteps, ...handSteps(place, branch)];
  return { ...outcome, data: { ...outcome.data, proposal, nextSteps } };
}

async function opened(
  proposals: Proposals,
  outcome: Outcome<WriteData>,
  made: {
    readonly place: ProposalPlace;
    readonly branch: string;
    readonly commits: readonly ProposedCommit[];
  },
): Promise<Outcome<WriteData>> {
  const { place, branch, commits } = made;
  const { base, repository, pushTo } = place;
  invariant(repository !== null && pushTo !== null, 'a pushed branch has a place');
  const forge = await proposals.openForge(repository);
  const head = `${pushTo.split('/')[0] ?? ''}:${branch}`;
  const { number, url } = await forge.openPullRequest({ head, base, ...pullRequestWords(commits) });
  const proposal = { ...toProposal(place, branch), isPushed: true, pullRequest: { number, url } };
  return { ...outcome, data: { ...outcome.data, proposal }, isLasting: true };
}

function toProposal(
  place: ProposalPlace,
  branch: string,
): Pick<ProposalData, 'branch' | 'base' | 'repository' | 'address'> {
  const { base, repository } = place;
  return { branch, base, repository, address: proposalAddress(place, branch) };
}

/** What fails after a signal fails because of it. */
function stopped(signal: AbortSignal): HyperError {
  const { code, message } = toInterruption(signal.reason);
  return new HyperError(code, message, {
    hint: 'run it again to propose it: what is done already is not done twice',
  });
}

function afterCommit(error: unknown, branch: string): unknown {
  if (!(error instanceof HyperError)) return error;
  const { code, message, hint } = error;
  return new HyperError(code, `${message}; the change is committed on "${toOneLine(branch)}"`, {
    ...(hint === undefined ? {} : { hint }),
    cause: error,
  });
}

function behind({ remote }: ProposalPlace, branch: string): HyperError {
  const shown = toOneLine(branch);
  return new HyperError(
    'HYPER_BRANCH_MOVED',
    `"${shown}" of "${toOneLine(remote)}" has commits that yours has not`,
    {
      hint: `git switch ${shown} && git pull --rebase ${toOneLine(remote)} ${shown}, and run the command again`,
    },
  );
}
