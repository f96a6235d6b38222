import { HyperError } from '../../core/index.ts';
import { parseForgeEvent } from '../../lifecycle/index.ts';
import type { Forge, ForgeActor, ForgeEvent, ForgeReview, PullRequest } from '../../lifecycle/index.ts';
import type { Operation } from '../operation.ts';
import { findPullRequest } from './find-pull-request.ts';
import type { ForgeContext } from './forge-context.ts';

export interface ForgeEventInput {
  /** The payload that started the workflow. */
  readonly event: string;
  /** Where the event for `hyper ci` goes. */
  readonly out: string;
  readonly repository: string | undefined;
  /** A clone into which the commits are fetched; undefined fetches nothing. */
  readonly fetchInto: string | undefined;
  /** Teams to ask for, as `organisation:id`. */
  readonly teams: readonly string[];
}

export interface ForgeEventData {
  /** false where the pull request has another head by now, or there is nothing to judge: nothing was written then. */
  readonly isFound: boolean;
  readonly number: number | null;
  readonly head: string | null;
  readonly out: string;
}

const STATES: Readonly<Record<ForgeReview['verdict'], string>> = {
  approved: 'APPROVED',
  'changes-requested': 'CHANGES_REQUESTED',
  dismissed: 'DISMISSED',
  commented: 'COMMENTED',
};

/** Asks the forge for what an event does not say, and writes an event that `hyper ci --event` takes, here or on a laptop. */
export const forgeEvent: Operation<ForgeEventInput, ForgeEventData, ForgeContext> = {
  id: 'forge.event',
  group: 'forge',
  summary: 'Ask a forge who brings a change and who approves it',
  async run(context, input) {
    const event = parseForgeEvent(await context.readText(input.event));
    const forge = await context.openForge(input.repository);
    const found = await findPullRequest(forge, event);
    const data = { isFound: false, number: null, head: null, out: input.out };
    if (found === undefined) {
      const group = groupOf(event, context.startedOn);
      if (group === undefined) return { verdict: 'pass', diagnostics: [], data };
      await fetch(context, input, forge, group.merge_group.head_sha, group.merge_group.head_sha);
      await context.writeText(input.out, `${JSON.stringify(group, null, 2)}\n`);
      return {
        verdict: 'pass',
        diagnostics: [],
        data: { ...data, isFound: true, head: group.merge_group.head_sha },
      };
    }
    const { pull, headCommit } = found;
    await fetch(context, input, forge, `refs/pull/${String(pull.number)}/head`, headCommit);
    const written = {
      ...toPayload(pull, headCommit, event),
      reviews: (await forge.listReviews(pull.number)).map(toReview),
      teams: await readTeams(forge, input.teams),
    };
    await context.writeText(input.out, `${JSON.stringify(written, null, 2)}\n`);
    return {
      verdict: 'pass',
      diagnostics: [],
      data: { ...data, isFound: true, number: pull.number, head: headCommit },
    };
  },
};

async function fetch(
  context: ForgeContext,
  { fetchInto }: ForgeEventInput,
  { repository }: Forge,
  ref: string,
  commit: string,
): Promise<void> {
  if (fetchInto !== undefined) await context.fetchCommit(fetchInto, repository, ref, commit);
}

/** The payload of a group of the queue, which has no author of its own. */
interface GroupPayload {
  readonly merge_group: { readonly base_sha: string; readonly head_sha: string; readonly base_ref: string };
}

/** After another workflow has ended, a group is judged against the default branch as this workflow saw it. */
function groupOf(event: ForgeEvent, startedOn: string | undefined): GroupPayload | undefined {
  if (event.kind === 'merge-group') {
    const { baseCommit, headCommit, baseRef } = event;
    return { merge_group: { base_sha: baseCommit, head_sha: headCommit, base_ref: baseRef } };
  }
  if (event.kind !== 'workflow-run' || event.cause !== 'merge_group' || startedOn === undefined)
    return undefined;
  const base_ref = `refs/heads/${event.defaultBranch}`;
  return { merge_group: { base_sha: startedOn, head_sha: event.headCommit, base_ref } };
}

/** The fields that `hyper ci` reads of a `pull_request` event. Who pushed last is an author too, so that nobody approves what they brought. */
function toPayload(
  pull: PullRequest,
  headCommit: string,
  event: ForgeEvent,
): Readonly<Record<string, unknown>> {
  const pusher = event.kind === 'workflow-run' && event.cause === 'pull_request' ? event.actor : undefined;
  return {
    ...(pusher === undefined ? {} : { action: 'synchronize', sender: toUser(pusher) }),
    number: pull.number,
    pull_request: {
      number: pull.number,
      user: toUser(pull.author),
      base: { ref: pull.baseBranch, sha: pull.baseCommit },
      head: { sha: headCommit },
    },
  };
}

function toUser({ id, login, isBot }: ForgeActor): Readonly<Record<string, unknown>> {
  return { id, login, type: isBot ? 'Bot' : 'User' };
}

function toReview({ reviewer, verdict, commit }: ForgeReview): Readonly<Record<string, unknown>> {
  return { user: toUser(reviewer), state: STATES[verdict], commit_id: commit };
}

async function readTeams(forge: Forge, teams: readonly string[]): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (const team of teams) {
    const [, organization = '', id = ''] = /^([\w-]+):([1-9][0-9]{0,15})$/u.exec(team) ?? [];
    if (organization === '') {
      throw new HyperError(
        'HYPER_USAGE_FLAG_VALUE',
        `expected a team as "organisation:number", got "${team}"`,
      );
    }
    const members = await forge.teamMembers(organization, Number(id));
    found.push({ id: Number(id), members: members.map(toUser) });
  }
  return found;
}
