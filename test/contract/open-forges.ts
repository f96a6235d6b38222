import { openForge } from '../../src/adapters/forge/index.ts';
import { MemoryForge } from '../../src/adapters/memory/index.ts';
import type { MemoryForgeState } from '../../src/adapters/memory/index.ts';
import type { Annotation, Forge, ForgeActor, Permission } from '../../src/lifecycle/index.ts';
import { FakeGitHub } from '../github/fake-github.ts';
import type { FakePull } from '../github/state.ts';

/** A forge with one repository `acme/registry`, and how the world around it goes on. */
export interface ForgeFixture {
  readonly forge: Forge;
  readonly own: number;
  /** Somebody proposes a branch of the repository; gives its number. */
  propose(branch: string): { readonly number: number; readonly commit: string };
  /** The branch gets another commit; gives it. */
  pushAgain(number: number): string;
  approve(number: number, login: string): void;
  comment(number: number, login: string, body: string): void;
  member(login: string, permission: Permission): ForgeActor;
  /** The login goes to somebody else. */
  passOn(login: string): void;
  team(logins: readonly string[]): number;
  annotationsOf(check: number): readonly Annotation[];
  started(): readonly string[];
  close(): Promise<void>;
}

export interface ForgeKind {
  readonly name: string;
  open(): Promise<ForgeFixture>;
}

async function openGitHub(): Promise<ForgeFixture> {
  const github = await FakeGitHub.start();
  const repository = github.createRepository('acme', 'registry', { 'README.md': 'start\n' });
  const bot = github.account('helper');
  repository.permissions.set(bot.id, 'admin');
  const environment = {
    GITHUB_API_URL: github.apiUrl,
    GITHUB_REPOSITORY: 'acme/registry',
    GITHUB_TOKEN: github.userToken(bot),
    HYPER_FORGE_APP: 'helper',
  };
  const pullOf = (number: number): FakePull => repository.pulls[number - 1]!;
  return {
    forge: openForge({ environment, repository: undefined, signal: undefined }),
    own: bot.id,
    propose: (branch) => {
      github.push(repository, branch, { [`${branch}.md`]: 'one\n' }, { from: 'refs/heads/main' });
      const author = github.account('carol');
      const pull = github.openPull({ repository, source: repository, branch, author, title: 'T', body: 'B' });
      return { number: pull.number, commit: pull.headCommit };
    },
    pushAgain: (number) => {
      github.push(repository, pullOf(number).head.branch, { 'again.md': 'two\n' });
      return pullOf(number).headCommit;
    },
    approve: (number, login) => {
      github.review(repository, pullOf(number), github.account(login), 'APPROVED');
    },
    comment: (number, login, body) => {
      github.addComment(repository, number, github.account(login), body);
    },
    member: (login, permission) => {
      const account = github.account(login);
      repository.permissions.set(account.id, permission);
      return { id: account.id, login, isBot: false };
    },
    passOn: (login) => {
      github.account(login).login = `${login}-gone`;
      github.account(login);
    },
    team: (logins) => {
      const members = logins.map((login) => github.account(login));
      const team = { id: github.nextId(), slug: `team-${String(repository.teams.length)}`, members };
      repository.teams.push(team);
      return team.id;
    },
    annotationsOf: (id) =>
      repository.checks
        .filter((check) => check.id === id)
        .flatMap(({ annotations }) => annotations)
        .map((each) => ({
          path: each.path,
          startLine: each.start_line,
          endLine: each.end_line,
          level: each.annotation_level,
          title: each.title ?? '',
          message: each.message,
        })),
    started: () => repository.dispatches.map(({ workflow, branch }) => `${workflow}@${branch}`),
    close: () => github.close(),
  };
}

function openMemory(): Promise<ForgeFixture> {
  const ids = new Map<string, number>();
  const actor = (login: string): ForgeActor => {
    const id = ids.get(login) ?? 100 + ids.size;
    ids.set(login, id);
    return { id, login, isBot: false };
  };
  const state: MemoryForgeState = {
    pulls: [],
    reviews: new Map(),
    comments: new Map(),
    checks: [],
    permissions: new Map(),
    teams: new Map(),
    started: [],
    own: actor('helper'),
  };
  let commits = 0;
  const nextCommit = (): string => {
    commits += 1;
    return commits.toString(16).padStart(40, '0');
  };
  const forge = new MemoryForge(state);
  return Promise.resolve({
    forge,
    own: state.own.id,
    propose: (branch) => {
      const number = state.pulls.length + 1;
      const commit = nextCommit();
      state.pulls.push({
        number,
        state: 'open',
        isDraft: false,
        title: 'T',
        body: 'B',
        author: actor('carol'),
        headCommit: commit,
        headBranch: branch,
        headRepository: 'acme/registry',
        baseBranch: 'main',
        baseCommit: nextCommit(),
        labels: [],
        url: 'https://forge.test/1',
      });
      return { number, commit };
    },
    pushAgain: (number) => {
      const commit = nextCommit();
      state.pulls[number - 1] = { ...state.pulls[number - 1]!, headCommit: commit };
      return commit;
    },
    approve: (number, login) => {
      const review = {
        reviewer: actor(login),
        verdict: 'approved' as const,
        commit: state.pulls[number - 1]!.headCommit,
      };
      state.reviews.set(number, [...(state.reviews.get(number) ?? []), review]);
    },
    comment: (number, login, body) => {
      const all = state.comments.get(number) ?? [];
      all.push({ id: 900 + all.length, author: actor(login), isOwn: false, body });
      state.comments.set(number, all);
    },
    member: (login, permission) => {
      state.permissions.set(actor(login).id, { login, permission });
      return actor(login);
    },
    passOn: (login) => {
      const id = actor(login).id;
      const known = state.permissions.get(id);
      if (known !== undefined) state.permissions.set(id, { ...known, login: `${login}-gone` });
      ids.delete(login);
    },
    team: (logins) => {
      const id = 500 + state.teams.size;
      state.teams.set(id, logins.map(actor));
      return id;
    },
    annotationsOf: (id) => state.checks.find((check) => check.id === id)?.listed ?? [],
    started: () => state.started,
    close: () => Promise.resolve(),
  });
}

export const FORGE_KINDS: readonly ForgeKind[] = [
  { name: 'GitHub', open: openGitHub },
  { name: 'the forge in memory', open: openMemory },
];
