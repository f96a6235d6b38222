import { sortedBy } from '../../core/index.ts';
import type {
  CheckRecord,
  Forge,
  ForgeActor,
  ForgeComment,
  ForgeReview,
  MergeMethod,
  NewCheck,
  NewPullRequest,
  Permission,
  PullRequest,
} from '../../lifecycle/index.ts';
import { createOnce } from './create-once.ts';
import { ONCE } from './forge-client.ts';
import type { ForgeClient } from './forge-client.ts';
import { statusOf, toForgeError, toMergeError, unlessGone } from './forge-error.ts';
import { listTeamMembers } from './list-team-members.ts';
import { toActor, toCheckRecord, toPermission, toPullRequest, toReview } from './github-shapes.ts';
import { writeGitHubCheck } from './write-check.ts';

const PER_PAGE = 100;

/** GitHub, or GitHub Enterprise, through its REST API. */
export class GitHubForge implements Forge {
  readonly repository: string;
  readonly program: string;
  readonly #client: ForgeClient;
  readonly #place: { readonly owner: string; readonly repo: string };
  #own: Promise<ForgeActor | undefined> | undefined;

  constructor(client: ForgeClient, repository: string, program: string) {
    const [owner = '', repo = ''] = repository.split('/');
    this.repository = repository;
    this.program = program;
    this.#client = client;
    this.#place = { owner, repo };
  }

  readPullRequest(number: number): Promise<PullRequest> {
    return this.#ask(`show pull request ${String(number)}`, async ({ pulls }) => {
      const { data } = await pulls.get({ ...this.#place, pull_number: number });
      return toPullRequest(data);
    });
  }

  listPullRequests(head: string): Promise<readonly PullRequest[]> {
    return this.#ask('list pull requests', async ({ pulls }) => {
      const wanted = { ...this.#place, head, state: 'open' as const, per_page: PER_PAGE };
      return inOrder((await this.#client.paginate(pulls.list, wanted)).map(toPullRequest));
    });
  }

  pullRequestsOf(commit: string): Promise<readonly PullRequest[]> {
    return this.#ask('list the pull requests of a commit', async ({ repos }) => {
      const wanted = { ...this.#place, commit_sha: commit, per_page: PER_PAGE };
      const found = await this.#client.paginate(repos.listPullRequestsAssociatedWithCommit, wanted);
      return inOrder(found.map(toPullRequest));
    });
  }

  async openPullRequest(wanted: NewPullRequest): Promise<PullRequest> {
    const head = wanted.head.includes(':') ? wanted.head : `${this.#place.owner}:${wanted.head}`;
    const { title, body, base } = wanted;
    return this.#ask('open a pull request', async ({ pulls }) => {
      const opened = await createOnce(
        async () => (await this.listPullRequests(head)).find((pull) => pull.baseBranch === base),
        async () => {
          const { data } = await pulls.create({ ...this.#place, head, base, title, body, request: ONCE });
          return toPullRequest(data);
        },
      );
      if (opened.title === title && opened.body === body) return opened;
      const changed = { ...this.#place, pull_number: opened.number, title, body };
      return toPullRequest((await pulls.update(changed)).data);
    });
  }

  listReviews(number: number): Promise<readonly ForgeReview[]> {
    return this.#ask('list the reviews', async ({ pulls }) => {
      const wanted = { ...this.#place, pull_number: number, per_page: PER_PAGE };
      return (await this.#client.paginate(pulls.listReviews, wanted)).map(toReview);
    });
  }

  permissionOf({ id, login }: ForgeActor): Promise<Permission> {
    return this.#ask('tell what somebody may do', async ({ repos }) => {
      try {
        const wanted = { ...this.#place, username: login };
        const { data } = await repos.getCollaboratorPermissionLevel(wanted);
        return data.user?.id === id ? toPermission(data.permission, data.role_name) : 'none';
      } catch (error) {
        if (statusOf(error) === 404) return 'none';
        throw error;
      }
    });
  }

  teamMembers(organization: string, team: number): Promise<readonly ForgeActor[]> {
    return this.#ask('list the members of a team', () => listTeamMembers(this.#client, organization, team));
  }

  listComments(number: number): Promise<readonly ForgeComment[]> {
    return this.#ask('list the comments', async ({ issues }) => {
      const own = await this.#ownAccount();
      const wanted = { ...this.#place, issue_number: number, per_page: PER_PAGE };
      const found = await this.#client.paginate(issues.listComments, wanted);
      return found.map((comment) => {
        const author = toActor(comment.user);
        const isOwn =
          own === undefined ? author.isBot && author.login === `${this.program}[bot]` : author.id === own.id;
        return { id: comment.id, author, isOwn, body: comment.body ?? '' };
      });
    });
  }

  addComment(number: number, body: string): Promise<void> {
    return this.#ask('add a comment', async ({ issues }) => {
      await createOnce(
        async () => (await this.listComments(number)).find((each) => each.isOwn && each.body === body),
        () => issues.createComment({ ...this.#place, issue_number: number, body, request: ONCE }),
      );
    });
  }

  editComment(id: number, body: string): Promise<void> {
    return this.#ask('edit a comment', async ({ issues }) => {
      await issues.updateComment({ ...this.#place, comment_id: id, body });
    });
  }

  removeComment(id: number): Promise<void> {
    return this.#ask('remove a comment', ({ issues }) =>
      unlessGone(issues.deleteComment({ ...this.#place, comment_id: id })),
    );
  }

  addLabels(number: number, names: readonly string[]): Promise<void> {
    return this.#ask('add labels', async ({ issues }) => {
      if (names.length === 0) return;
      await issues.addLabels({ ...this.#place, issue_number: number, labels: [...names] });
    });
  }

  removeLabel(number: number, name: string): Promise<void> {
    return this.#ask('remove a label', ({ issues }) =>
      unlessGone(issues.removeLabel({ ...this.#place, issue_number: number, name })),
    );
  }

  listChecks(commit: string, name: string): Promise<readonly CheckRecord[]> {
    return this.#ask('list the checks', async ({ checks }) => {
      const wanted = {
        ...this.#place,
        ref: commit,
        check_name: name,
        filter: 'all' as const,
        per_page: PER_PAGE,
      };
      const found = (await this.#client.paginate(checks.listForRef, wanted)).map(toCheckRecord);
      return found.sort((left, right) => right.id - left.id);
    });
  }

  writeCheck(check: NewCheck): Promise<void> {
    return this.#ask('write a check', () =>
      writeGitHubCheck(this.#client, this.#place, check, async () => {
        const newest = (await this.listChecks(check.commit, check.name)).find(
          ({ program }) => program === this.program,
        );
        const isSame = newest?.externalId === check.externalId;
        return isSame && (newest.conclusion ?? check.conclusion) === check.conclusion ? newest : undefined;
      }),
    );
  }

  mergePullRequest(
    number: number,
    commit: string,
    how: { readonly method: MergeMethod; readonly title: string; readonly message: string },
  ): Promise<string> {
    return this.#ask(`merge pull request ${String(number)}`, async ({ pulls }) => {
      const found = (await pulls.get({ ...this.#place, pull_number: number })).data;
      if (found.merged && found.head.sha === commit) return found.merge_commit_sha ?? commit;
      try {
        const { data } = await pulls.merge({
          ...this.#place,
          pull_number: number,
          sha: commit,
          merge_method: how.method,
          ...(how.method === 'rebase' ? {} : { commit_title: how.title, commit_message: how.message }),
        });
        return data.sha;
      } catch (error) {
        throw toMergeError(error, number, commit);
      }
    });
  }

  startWorkflow(file: string, branch: string): Promise<void> {
    return this.#ask(`start the workflow ${file}`, async ({ actions }) => {
      await actions.createWorkflowDispatch({ ...this.#place, workflow_id: file, ref: branch });
    });
  }

  /** Whose comments are ours: the token's account, or undefined for the token of a program, which has no account to ask for. */
  #ownAccount(): Promise<ForgeActor | undefined> {
    this.#own ??= this.#client.rest.users.getAuthenticated().then(
      ({ data }) => toActor(data),
      (error: unknown) => {
        if (statusOf(error) === 403) return undefined;
        throw error;
      },
    );
    return this.#own;
  }

  async #ask<Answer>(what: string, ask: (rest: ForgeClient['rest']) => Promise<Answer>): Promise<Answer> {
    try {
      return await ask(this.#client.rest);
    } catch (error) {
      throw toForgeError(error, what);
    }
  }
}

function inOrder(pulls: PullRequest[]): readonly PullRequest[] {
  return sortedBy(pulls, ({ number }) => String(number).padStart(12, '0'));
}
