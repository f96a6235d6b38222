import { HyperError, sortedBy } from '../../core/index.ts';
import type {
  Annotation,
  CheckRecord,
  Forge,
  ForgeActor,
  ForgeComment,
  ForgeReview,
  NewCheck,
  NewPullRequest,
  Permission,
  PullRequest,
} from '../../lifecycle/index.ts';

/** What a forge in memory begins with. */
export interface MemoryForgeState {
  readonly pulls: PullRequest[];
  readonly reviews: Map<number, ForgeReview[]>;
  readonly comments: Map<number, ForgeComment[]>;
  readonly checks: (CheckRecord & { readonly listed: readonly Annotation[] })[];
  readonly permissions: Map<number, { readonly login: string; readonly permission: Permission }>;
  readonly teams: Map<number, ForgeActor[]>;
  readonly started: string[];
  /** Who writes here. */
  readonly own: ForgeActor;
}

/** The in-memory twin of the adapters for forges: the same answers, no network. */
export class MemoryForge implements Forge {
  readonly repository = 'acme/registry';
  readonly program = 'github-actions';
  readonly state: MemoryForgeState;
  #nextId = 1;

  constructor(state: MemoryForgeState) {
    this.state = state;
  }

  readPullRequest(number: number): Promise<PullRequest> {
    const pull = this.state.pulls.find((each) => each.number === number);
    return pull === undefined
      ? Promise.reject(notFound(`pull request ${String(number)}`))
      : Promise.resolve(pull);
  }

  listPullRequests(head: string): Promise<readonly PullRequest[]> {
    const isAsked = (pull: PullRequest): boolean =>
      pull.state === 'open' && `${pull.headRepository?.split('/')[0] ?? ''}:${pull.headBranch}` === head;
    return Promise.resolve(this.state.pulls.filter(isAsked));
  }

  pullRequestsOf(commit: string): Promise<readonly PullRequest[]> {
    return Promise.resolve(this.state.pulls.filter((pull) => pull.headCommit === commit));
  }

  async openPullRequest({ head, base, title, body }: NewPullRequest): Promise<PullRequest> {
    const [owner = '', branch = ''] = head.includes(':') ? head.split(':') : ['acme', head];
    const found = (await this.listPullRequests(`${owner}:${branch}`)).find(
      (pull) => pull.baseBranch === base,
    );
    const number = found?.number ?? this.state.pulls.length + 1;
    const opened: PullRequest = {
      state: 'open',
      isDraft: false,
      author: this.state.own,
      headCommit: '',
      headBranch: branch,
      headRepository: `${owner}/registry`,
      baseBranch: base,
      baseCommit: '',
      labels: [],
      url: `https://forge.test/${String(number)}`,
      ...found,
      number,
      title,
      body,
    };
    if (found === undefined) this.state.pulls.push(opened);
    else this.state.pulls[this.state.pulls.indexOf(found)] = opened;
    return opened;
  }

  listReviews(number: number): Promise<readonly ForgeReview[]> {
    return Promise.resolve(this.state.reviews.get(number) ?? []);
  }

  permissionOf({ id, login }: ForgeActor): Promise<Permission> {
    const known = this.state.permissions.get(id);
    return Promise.resolve(known?.login === login ? known.permission : 'none');
  }

  teamMembers(organization: string, team: number): Promise<readonly ForgeActor[]> {
    const members = this.state.teams.get(team);
    if (members === undefined) return Promise.reject(notFound(`team ${String(team)} of "${organization}"`));
    return Promise.resolve(members.toSorted((left, right) => left.id - right.id));
  }

  listComments(number: number): Promise<readonly ForgeComment[]> {
    return Promise.resolve([...(this.state.comments.get(number) ?? [])]);
  }

  addComment(number: number, body: string): Promise<void> {
    const all = this.state.comments.get(number) ?? [];
    if (!all.some((each) => each.isOwn && each.body === body)) {
      all.push({ id: this.#newId(), author: this.state.own, isOwn: true, body });
    }
    this.state.comments.set(number, all);
    return Promise.resolve();
  }

  editComment(id: number, body: string): Promise<void> {
    for (const all of this.state.comments.values()) {
      const index = all.findIndex((each) => each.id === id);
      const found = all[index];
      if (found !== undefined) {
        all[index] = { ...found, body };
        return Promise.resolve();
      }
    }
    return Promise.reject(notFound(`comment ${String(id)}`));
  }

  removeComment(id: number): Promise<void> {
    for (const [number, all] of this.state.comments) {
      this.state.comments.set(
        number,
        all.filter((each) => each.id !== id),
      );
    }
    return Promise.resolve();
  }

  async addLabels(number: number, names: readonly string[]): Promise<void> {
    const pull = await this.readPullRequest(number);
    this.#relabel(pull, [...new Set([...pull.labels, ...names])]);
  }

  async removeLabel(number: number, name: string): Promise<void> {
    const pull = await this.readPullRequest(number);
    this.#relabel(
      pull,
      pull.labels.filter((each) => each !== name),
    );
  }

  listChecks(commit: string, name: string): Promise<readonly CheckRecord[]> {
    const found = this.state.checks.filter((check) => check.commit === commit && check.name === name);
    return Promise.resolve(found.toReversed());
  }

  async writeCheck(check: NewCheck): Promise<void> {
    const [newest] = await this.listChecks(check.commit, check.name);
    if (newest?.externalId === check.externalId && newest.conclusion === check.conclusion) return;
    const { annotations: listed } = check;
    const record = { ...check, id: this.#newId(), program: this.program, annotations: listed.length, listed };
    this.state.checks.push(record);
  }

  async mergePullRequest(number: number, commit: string): Promise<string> {
    const pull = await this.readPullRequest(number);
    if (pull.state === 'merged' && pull.headCommit === commit) return commit;
    if (pull.headCommit !== commit) {
      throw new HyperError(
        'HYPER_FORGE_HEAD_MOVED',
        `the head of pull request ${String(number)} is not "${commit}" any more`,
      );
    }
    if (pull.isDraft || pull.state !== 'open') {
      throw new HyperError(
        'HYPER_FORGE_NOT_MERGEABLE',
        `pull request ${String(number)} cannot be merged now`,
      );
    }
    this.state.pulls[this.state.pulls.indexOf(pull)] = { ...pull, state: 'merged' };
    return commit;
  }

  startWorkflow(file: string, branch: string): Promise<void> {
    this.state.started.push(`${file}@${branch}`);
    return Promise.resolve();
  }

  #relabel(pull: PullRequest, labels: readonly string[]): void {
    this.state.pulls[this.state.pulls.indexOf(pull)] = { ...pull, labels: sortedBy(labels, (name) => name) };
  }

  #newId(): number {
    this.#nextId += 1;
    return this.#nextId;
  }
}

function notFound(what: string): HyperError {
  return new HyperError('HYPER_FORGE_NOT_FOUND', `the forge has no ${what}`, { hint: 'check the name' });
}
