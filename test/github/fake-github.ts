import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '../build/temporary-folder.ts';
import type { Files } from '../build/write-files.ts';
import { nextFault } from './faults.ts';
import type { Fault } from './faults.ts';
import { bareGit, isPush, serveGit } from './git-server.ts';
import { branchCommit, commitFiles, syncPull } from './pull-refs.ts';
import type { CommitFiles, CommitOptions } from './pull-refs.ts';
import { missingRight, refusal, rightOf } from './router.ts';
import type { Reply, Route } from './router.ts';
import { ACCOUNT_ROUTES, answerTeams } from './routes/accounts.ts';
import { CHECK_ROUTES } from './routes/checks.ts';
import { ISSUE_ROUTES } from './routes/issues.ts';
import { PULL_ROUTES } from './routes/pulls.ts';
import { toUser } from './shapes.ts';
import { fullName } from './state.ts';
import type {
  Account,
  FakeComment,
  FakePull,
  FakeRepository,
  FakeReview,
  Token,
  TokenPermissions,
} from './state.ts';

/** What happened, for workflows to answer. A workflow's own token starts none but by a dispatch, as at GitHub. */
export type FakeEvent =
  | {
      readonly kind: 'pull_request';
      readonly action: 'opened' | 'synchronize' | 'closed';
      readonly repository: FakeRepository;
      readonly pull: FakePull;
    }
  | {
      readonly kind: 'pull_request_review';
      readonly repository: FakeRepository;
      readonly pull: FakePull;
      readonly review: FakeReview;
    }
  | {
      readonly kind: 'issue_comment';
      readonly action: 'created' | 'edited';
      readonly repository: FakeRepository;
      readonly comment: FakeComment;
    }
  | {
      readonly kind: 'push';
      readonly repository: FakeRepository;
      readonly branch: string;
      readonly before: string;
      readonly after: string;
      readonly actor: Account;
    }
  | {
      readonly kind: 'workflow_dispatch';
      readonly repository: FakeRepository;
      readonly workflow: string;
      readonly branch: string;
    };

/** The account that a workflow's own token acts as. */
export const ACTIONS_BOT: Account = { id: 41_898_282, login: 'github-actions[bot]', type: 'Bot' };

const ROUTES: readonly Route[] = [...PULL_ROUTES, ...ISSUE_ROUTES, ...CHECK_ROUTES, ...ACCOUNT_ROUTES];

/** A GitHub of one's own on loopback: bare repositories over git's protocol, and the REST routes that hyper uses. */
export class FakeGitHub {
  readonly accounts: Account[] = [ACTIONS_BOT];
  readonly repositories: FakeRepository[] = [];
  /** `METHOD /path` of each request of the API, in order. */
  readonly requests: string[] = [];
  faults: Fault[] = [];
  currentPath = '';
  readonly #folder = temporaryFolder();
  readonly #tokens = new Map<string, Token>();
  readonly #listeners: ((event: FakeEvent) => void)[] = [];
  #server: Server | undefined;
  #nextId = 1000;
  url = '';

  static async start(): Promise<FakeGitHub> {
    const github = new FakeGitHub();
    const server = createServer((request, response) => {
      github.#answer(request, response).catch((error: unknown) => {
        response.writeHead(500, { 'content-type': 'text/plain' });
        response.end(String(error));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    github.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    github.#server = server;
    return github;
  }

  get apiUrl(): string {
    return `${this.url}/api/v3`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server?.close(() => {
        resolve();
      });
      this.#server?.closeAllConnections();
    });
  }

  nextId(): number {
    this.#nextId += 1;
    return this.#nextId;
  }

  onEvent(listener: (event: FakeEvent) => void): void {
    this.#listeners.push(listener);
  }

  emit(event: FakeEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  account(login: string, type: Account['type'] = 'User'): Account {
    const known = this.accounts.find((each) => each.login === login);
    if (known !== undefined) return known;
    const account: Account = { id: this.nextId(), login, type };
    this.accounts.push(account);
    return account;
  }

  /** A token of a user, with the user's rights. */
  userToken(account: Account): string {
    return this.#addToken({ value: `ghp_${String(this.nextId())}userTokenOfTheFake`, account });
  }

  /** A workflow's own token. */
  workflowToken(repository: FakeRepository, permissions: TokenPermissions): string {
    const workflow = { permissions, repository: fullName(repository) };
    return this.#addToken({
      value: `ghs_${String(this.nextId())}workflowTokenOfTheFake`,
      account: ACTIONS_BOT,
      workflow,
    });
  }

  createRepository(owner: string, name: string, files: Files): FakeRepository {
    const folder = join(this.#folder, `${owner}-${name}-${String(this.nextId())}.git`);
    bareGit(this.#folder, ['init', '-q', '--bare', '-b', 'main', '--template=', folder]);
    const repository = this.#addRepository(this.account(owner, 'Organization'), name, folder, undefined);
    commitFiles(repository, 'main', files, { message: 'Start' });
    return repository;
  }

  fork(parent: FakeRepository, owner: Account): FakeRepository {
    const known = this.repositories.find((each) => each.parent === parent && each.owner === owner);
    if (known !== undefined) return known;
    const folder = join(this.#folder, `fork-${String(this.nextId())}.git`);
    bareGit(this.#folder, ['clone', '-q', '--bare', '--shared', '--template=', parent.folder, folder]);
    bareGit(folder, ['config', 'http.receivepack', 'true']);
    return this.#addRepository(owner, parent.name, folder, parent);
  }

  /** Commits to a branch as if it had been pushed. */
  push(repository: FakeRepository, branch: string, files: CommitFiles, options: CommitOptions = {}): string {
    const before = branchCommit(repository, branch);
    const commit = commitFiles(repository, branch, files, options);
    this.#afterPush(repository, branch, before, commit, { value: '', account: repository.owner });
    return commit;
  }

  openPull(wanted: {
    readonly repository: FakeRepository;
    readonly source: FakeRepository;
    readonly branch: string;
    readonly author: Account;
    readonly title?: string;
    readonly body?: string;
  }): FakePull {
    const { repository, source, branch, author, title = 'A change', body = '' } = wanted;
    const pull: FakePull = {
      number: repository.pulls.length + 1,
      author,
      title,
      body,
      isDraft: false,
      head: { repository: source, branch },
      base: 'main',
      headCommit: '',
      state: 'open',
      mergedCommit: null,
      labels: [],
      reviews: [],
    };
    repository.pulls.push(pull);
    syncPull(repository, pull);
    this.emit({ kind: 'pull_request', action: 'opened', repository, pull });
    return pull;
  }

  review(
    repository: FakeRepository,
    pull: FakePull,
    user: Account,
    state: FakeReview['state'],
    commit = pull.headCommit,
  ): void {
    const review = { id: this.nextId(), user, state, commit };
    pull.reviews.push(review);
    this.emit({ kind: 'pull_request_review', repository, pull, review });
  }

  addComment(repository: FakeRepository, issue: number, user: Account, body: string): FakeComment {
    const comment = { id: this.nextId(), issue, user, body, isEdited: false };
    repository.comments.push(comment);
    if (user !== ACTIONS_BOT) this.emit({ kind: 'issue_comment', action: 'created', repository, comment });
    return comment;
  }

  /** Moves a branch to a commit that the repository holds. */
  moveBranch(repository: FakeRepository, branch: string, commit: string, token: Token): void {
    const before = branchCommit(repository, branch);
    bareGit(repository.folder, ['update-ref', `refs/heads/${branch}`, commit]);
    this.#afterPush(repository, branch, before, commit, token);
  }

  #afterPush(repository: FakeRepository, branch: string, before: string, after: string, token: Token): void {
    const base = repository.parent ?? repository;
    for (const pull of base.pulls) {
      const isItsHead = pull.head.repository === repository && pull.head.branch === branch;
      if (isItsHead && syncPull(base, pull))
        this.emit({ kind: 'pull_request', action: 'synchronize', repository: base, pull });
    }
    if (token.workflow !== undefined || before === after) return;
    this.emit({ kind: 'push', repository, branch, before, after, actor: token.account });
  }

  #addRepository(
    owner: Account,
    name: string,
    folder: string,
    parent: FakeRepository | undefined,
  ): FakeRepository {
    const repository: FakeRepository = {
      id: this.nextId(),
      owner,
      name,
      folder,
      parent,
      permissions: new Map(),
      pulls: [],
      comments: [],
      checks: [],
      artifacts: [],
      teams: [],
      dispatches: [],
      labels: new Set(),
      protection: undefined,
    };
    this.repositories.push(repository);
    return repository;
  }

  #addToken(token: Token): string {
    this.#tokens.set(token.value, token);
    return token.value;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    if (!url.pathname.startsWith('/api/v3')) {
      await this.#answerGit(request, response, url);
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = url.pathname.slice('/api/v3'.length);
    const line = `${request.method ?? ''} ${path}`;
    this.requests.push(line);
    const fault = nextFault(this.faults, line);
    fault?.before?.();
    if (fault?.kind === 'hang-up') {
      request.socket.destroy();
      return;
    }
    const isDone = fault === undefined || fault.kind === 'error-after-work' || fault.before !== undefined;
    const text = Buffer.concat(chunks).toString('utf8');
    const worked = isDone ? this.#run(request, url, path, text) : undefined;
    const reply = fault === undefined || fault.before !== undefined ? worked : faultReply(fault);
    send(response, reply ?? refusal(500, 'Server Error'));
  }

  #run(request: IncomingMessage, url: URL, path: string, text: string): Reply {
    const token = this.#tokenOf(request.headers.authorization);
    if (token === undefined) return refusal(401, 'Bad credentials');
    this.currentPath = path;
    const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
    if (path === '/user') {
      return token.workflow === undefined
        ? { status: 200, body: toUser(token.account) }
        : refusal(403, 'Resource not accessible by integration');
    }
    const query = url.searchParams;
    const teams = answerTeams({ github: this, token, params: [], query, body }, path);
    if (teams !== undefined) return teams;
    for (const route of ROUTES) {
      const match = request.method === route.method ? route.path.exec(path) : null;
      if (match === null) continue;
      const params = match.slice(1);
      const repository = this.repositories.find(
        (each) => fullName(each) === `${params[0] ?? ''}/${params[1] ?? ''}`,
      );
      if (repository === undefined) return refusal(404, 'Not Found');
      return (
        missingRight(route, repository, token) ??
        route.run({ github: this, repository, token, params, query, body })
      );
    }
    return refusal(404, 'Not Found');
  }

  async #answerGit(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const [, owner = '', name = '', rest = ''] =
      /^\/([^/]+)\/([^/]+?)(?:\.git)?(\/.*)$/u.exec(url.pathname) ?? [];
    const repository = this.repositories.find((each) => fullName(each) === `${owner}/${name}`);
    const token = this.#tokenOf(request.headers.authorization);
    if (repository === undefined) {
      send(response, refusal(404, 'Not Found'));
      return;
    }
    if (isPush(url) && !this.#mayPush(repository, token)) {
      response.writeHead(token === undefined ? 401 : 403, { 'www-authenticate': 'Basic realm="GitHub"' });
      response.end('no right to push');
      return;
    }
    const branches = this.#branchesOf(repository);
    await serveGit(request, response, {
      folder: repository.folder,
      path: rest,
      url,
      user: token?.account.login,
    });
    if (!url.pathname.endsWith('/git-receive-pack') || token === undefined) return;
    for (const [branch, commit] of this.#branchesOf(repository)) {
      const before = branches.get(branch) ?? '';
      if (before !== commit) this.#afterPush(repository, branch, before, commit, token);
    }
  }

  #branchesOf({ folder }: FakeRepository): ReadonlyMap<string, string> {
    const lines = bareGit(folder, [
      'for-each-ref',
      '--format=%(refname:strip=2) %(objectname)',
      'refs/heads',
    ]);
    return new Map(
      lines
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split(' ') as [string, string]),
    );
  }

  #mayPush(repository: FakeRepository, token: Token | undefined): boolean {
    if (token === undefined) return false;
    if (token.workflow === undefined)
      return ['write', 'maintain', 'admin'].includes(rightOf(repository, token.account.id));
    return (
      token.workflow.repository === fullName(repository) && token.workflow.permissions['contents'] === 'write'
    );
  }

  #tokenOf(header: string | undefined): Token | undefined {
    const [kind = '', value = ''] = header?.split(' ') ?? [];
    const isBasic = kind.toLowerCase() === 'basic';
    const text = isBasic ? Buffer.from(value, 'base64').toString('utf8').split(':').at(-1) : value;
    return this.#tokens.get(text ?? '');
  }
}

function faultReply(fault: Fault): Reply {
  const reset = String(Math.floor(Date.now() / 1000) + (fault.wait ?? 3600));
  switch (fault.kind) {
    case 'rate-limit':
      return refusal(403, 'API rate limit exceeded', {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': reset,
      });
    case 'secondary-limit':
      return refusal(403, 'You have exceeded a secondary rate limit', {
        'retry-after': String(fault.wait ?? 3600),
      });
    case 'forbidden':
      return refusal(403, 'Resource not accessible by integration', {
        'x-accepted-github-permissions': 'pull_requests=write',
      });
    case 'nonsense':
      return { status: 200, body: 'this is no JSON that anybody published' };
    default:
      return refusal(502, 'Server Error');
  }
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
