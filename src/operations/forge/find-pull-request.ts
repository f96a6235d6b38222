import type { Forge, ForgeEvent, PullRequest } from '../../lifecycle/index.ts';

/** The pull request that an event means, and the commit that the event is about. */
export interface FoundPullRequest {
  readonly pull: PullRequest;
  readonly headCommit: string;
}

/**
 * Finds the pull request of an event: by its number where the event has one, else by the branch and the commit that the
 * forge says an ended workflow ran on; never by what that workflow left (ATTACKS C06). Undefined where it has another head
 * by now, or there is none. Errors: those of the forge.
 */
export async function findPullRequest(
  forge: Forge,
  event: ForgeEvent,
): Promise<FoundPullRequest | undefined> {
  switch (event.kind) {
    case 'merge-group':
      return undefined;
    case 'comment': {
      const pull = await forge.readPullRequest(event.number);
      return { pull, headCommit: pull.headCommit };
    }
    case 'pull-request':
      return ofHead([await forge.readPullRequest(event.number)], event.headCommit);
    case 'workflow-run': {
      if (!event.cause.startsWith('pull_request')) return undefined;
      const found =
        event.numbers.length > 0
          ? await Promise.all(event.numbers.map((number) => forge.readPullRequest(number)))
          : await forge.listPullRequests(`${event.headOwner}:${event.headBranch}`);
      const forDefault = found.filter(({ baseBranch }) => baseBranch === event.defaultBranch);
      return ofHead(forDefault, event.headCommit);
    }
  }
}

function ofHead(pulls: readonly PullRequest[], headCommit: string): FoundPullRequest | undefined {
  const pull = pulls.find((each) => each.headCommit === headCommit && each.state === 'open');
  return pull === undefined ? undefined : { pull, headCommit };
}
