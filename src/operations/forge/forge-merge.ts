import { HyperError } from '../../core/index.ts';
import { approversOf } from '../../gate/index.ts';
import type { ForgeReview as GateReview } from '../../gate/index.ts';
import { PERMISSIONS, commandedCommit, obstaclesToMerge, parseForgeEvent } from '../../lifecycle/index.ts';
import type {
  Forge,
  ForgeEvent,
  ForgeReview,
  MergeMethod,
  MergeRules,
  PullRequest,
} from '../../lifecycle/index.ts';
import type { Operation } from '../operation.ts';
import { findPullRequest } from './find-pull-request.ts';
import type { ForgeContext, ReadReport } from './forge-context.ts';
import { parseReport } from './parse-report.ts';

export interface ForgeMergeInput {
  /** What `hyper ci --output json` printed in a job whose definition is on the default branch. */
  readonly report: string;
  readonly event: string;
  readonly repository: string | undefined;
  readonly rules: MergeRules;
  readonly method: MergeMethod;
  readonly defaultBranch: string;
  /** Workflows to start on the default branch after a merge: a workflow's own token starts none by merging. */
  readonly start: readonly string[];
}

export interface ForgeMergeData {
  readonly number: number | null;
  readonly merged: string | null;
  /** Why it was not merged, in sentences; empty where it was. */
  readonly reasons: readonly string[];
}

const STATES: Readonly<Record<ForgeReview['verdict'], GateReview['state']>> = {
  approved: 'approved',
  'changes-requested': 'rejected',
  dismissed: 'withdrawn',
  commented: 'comment',
};

/**
 * Merges a pull request that the gate passed, by rules or because somebody with the right to merge asked for this very
 * commit. The merge names the commit, and what was merged is looked at afterwards (ATTACKS C10, C11, C12, C17).
 */
export const forgeMerge: Operation<ForgeMergeInput, ForgeMergeData, ForgeContext> = {
  id: 'forge.merge',
  group: 'forge',
  summary: 'Merge a pull request that the gate passed, by rules',
  async run(context, input) {
    const event = parseForgeEvent(await context.readText(input.event));
    const report = parseReport(await context.readText(input.report));
    const forge = await context.openForge(input.repository);
    const found = await findPullRequest(forge, event);
    if (found === undefined) return ended(null, ['there is no open pull request with this head']);
    const { pull } = found;
    const command = event.kind === 'comment' ? await weighCommand(forge, event, pull) : undefined;
    if (command !== undefined && command.length > 0) return ended(pull.number, command);
    const reasons = await weigh(forge, pull, report, input, command !== undefined);
    if (reasons.length > 0) return ended(pull.number, reasons);
    const merged = await mergeExactly(forge, pull, input.method);
    if (merged === undefined)
      return ended(pull.number, ['the forge does not merge it now: its page says what is in the way']);
    for (const file of input.start) await forge.startWorkflow(file, input.defaultBranch);
    return { ...ended(pull.number, []), data: { number: pull.number, merged, reasons: [] }, isLasting: true };
  },
};

function ended(
  number: number | null,
  reasons: readonly string[],
): {
  readonly verdict: 'pass';
  readonly diagnostics: [];
  readonly data: ForgeMergeData;
} {
  return { verdict: 'pass', diagnostics: [], data: { number, merged: null, reasons } };
}

/** Why a comment is no command to merge; empty where it is. Rights and words are those of now, not of the event (C10). */
async function weighCommand(
  forge: Forge,
  event: ForgeEvent & { readonly kind: 'comment' },
  pull: PullRequest,
): Promise<readonly string[]> {
  const commit = commandedCommit(event.body);
  if (commit === undefined) return ['the comment is no "/hyper merge COMMIT"'];
  if (!event.isNew) return ['the comment was edited; a command is a new comment'];
  const now = (await forge.listComments(pull.number)).find(({ id }) => id === event.comment);
  if (now?.body !== event.body || now.author.id !== event.author.id)
    return ['the comment is not what it was'];
  if (event.author.isBot) return ['programs give no commands'];
  const permission = await forge.permissionOf(event.author);
  if (!mayWrite(permission)) return [`"${event.author.login}" may not merge here`];
  return commit === pull.headCommit
    ? []
    : [`the command names "${commit}", the head is "${pull.headCommit}"`];
}

async function weigh(
  forge: Forge,
  pull: PullRequest,
  report: ReadReport,
  input: ForgeMergeInput,
  isCommanded: boolean,
): Promise<readonly string[]> {
  const approvals = isCommanded ? 0 : await countApprovals(forge, pull, report);
  return obstaclesToMerge({
    pull,
    defaultBranch: input.defaultBranch,
    standing: report.standing,
    judgedCommit: report.data?.head ?? '',
    kinds: (report.data?.changes ?? []).map(({ kind }) => kind),
    approvals,
    isCommanded,
    rules: input.rules,
  });
}

async function countApprovals(forge: Forge, pull: PullRequest, report: ReadReport): Promise<number> {
  const reviews = (await forge.listReviews(pull.number)).flatMap(({ reviewer, verdict, commit }) =>
    commit === null ? [] : [{ by: reviewer, commit, state: STATES[verdict] }],
  );
  const authors = [pull.author, ...(report.data?.authors ?? []).map((each) => ({ ...each, isBot: false }))];
  const approvers = approversOf({
    name: 'pull_request',
    base: pull.baseCommit,
    head: pull.headCommit,
    number: pull.number,
    target: pull.baseBranch,
    authors,
    reviews,
    teams: new Map(),
  });
  let count = 0;
  for (const approver of approvers) if (mayWrite(await forge.permissionOf(approver))) count += 1;
  return count;
}

function mayWrite(permission: (typeof PERMISSIONS)[number]): boolean {
  return PERMISSIONS.indexOf(permission) >= PERMISSIONS.indexOf('write');
}

/** What the next check, or a person, mends: it is no failure of this one. */
const WAITING: ReadonlySet<string> = new Set(['HYPER_FORGE_HEAD_MOVED', 'HYPER_FORGE_NOT_MERGEABLE']);

/** Merges the commit that was judged, and looks whether that is what went in. */
async function mergeExactly(
  forge: Forge,
  pull: PullRequest,
  method: MergeMethod,
): Promise<string | undefined> {
  const title = `Merge pull request #${String(pull.number)}`;
  let merged: string;
  try {
    merged = await forge.mergePullRequest(pull.number, pull.headCommit, { method, title, message: '' });
  } catch (error) {
    if (error instanceof HyperError && WAITING.has(error.code)) return undefined;
    throw error;
  }
  const after = await forge.readPullRequest(pull.number);
  if (after.state === 'merged' && after.headCommit === pull.headCommit) return merged;
  throw new HyperError(
    'HYPER_FORGE_HEAD_MOVED',
    `pull request ${String(pull.number)} was merged with another head`,
    {
      hint: `look at "${merged}" at once: it is not the commit that was judged`,
    },
  );
}
