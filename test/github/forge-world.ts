import { planRegistry, requireSharedNamespace } from '../../src/lifecycle/index.ts';
import { changeRegistry } from '../build/change-repository.ts';
import { FakeGitHub } from './fake-github.ts';
import { branchCommit } from './pull-refs.ts';
import type { CommitFiles, CommitOptions } from './pull-refs.ts';
import type { Account, FakePull, FakeRepository } from './state.ts';
import { GitHubActions } from './workflow/github-actions.ts';

/** A registry at a fake GitHub, with the workflows that `hyper init` writes, and its people. */
export interface ForgeWorld {
  readonly github: FakeGitHub;
  readonly actions: GitHubActions;
  readonly repository: FakeRepository;
  /** Somebody of the registry by the number that its manifests name: 1 admin, 2 and 5 publishers of org.acme, … */
  person(id: number, login?: string): Account;
  /** Opens a pull request of a fork of somebody's; gives it. */
  propose(author: Account, files: CommitFiles, more?: Proposal): FakePull;
  close(): Promise<void>;
}

export interface Proposal extends CommitOptions {
  readonly title?: string;
  readonly body?: string;
  readonly branch?: string;
  /** From the repository itself, by somebody who may write there. */
  readonly isOwnBranch?: boolean;
}

const INIT = {
  name: 'acme',
  url: undefined,
  namespaces: [requireSharedNamespace('org.acme')],
  owner: 'acme',
  reviewers: [],
  version: '0.1.0',
};

/** The workflows and the action as `hyper init` writes them. */
export function plannedWorkflows(): Record<string, string> {
  const files = planRegistry(INIT, () => '0196a4c2-8f3e-7b1d-a5c6-3e9f2b7d4c80');
  return Object.fromEntries(
    files.filter(({ path }) => path.startsWith('.github/')).map(({ path, text }) => [path, text]),
  );
}

/** Starts a GitHub with the registry `acme/registry`. */
export async function openForgeWorld(
  files: Readonly<Record<string, string>> = changeRegistry(),
): Promise<ForgeWorld> {
  const github = await FakeGitHub.start();
  const actions = new GitHubActions(github);
  const repository = github.createRepository('acme', 'registry', { ...files, ...plannedWorkflows() });
  const people = new Map<number, Account>();
  let branches = 0;
  return {
    github,
    actions,
    repository,
    person: (id, login = `user-${String(id)}`) => {
      const known = people.get(id);
      if (known !== undefined) return known;
      const account: Account = { id, login, type: 'User' };
      people.set(id, account);
      github.accounts.push(account);
      return account;
    },
    propose: (author, changed, more = {}) => {
      branches += 1;
      const branch = more.branch ?? `change-${String(branches)}`;
      const source = more.isOwnBranch === true ? repository : github.fork(repository, author);
      github.push(source, branch, changed, { from: branchCommit(repository, 'main'), ...more });
      const { title, body } = more;
      const words = { ...(title === undefined ? {} : { title }), ...(body === undefined ? {} : { body }) };
      return github.openPull({ repository, source, branch, author, ...words });
    },
    close: () => github.close(),
  };
}
