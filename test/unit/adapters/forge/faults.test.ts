import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openForge } from '../../../../src/adapters/forge/index.ts';
import { CODES, HyperError } from '../../../../src/core/index.ts';
import type { Forge } from '../../../../src/lifecycle/index.ts';
import { ACTIONS_BOT, FakeGitHub } from '../../../github/fake-github.ts';
import type { Fault } from '../../../github/faults.ts';
import type { FakePull, FakeRepository } from '../../../github/state.ts';

const RIGHTS = { 'pull-requests': 'write', checks: 'write', contents: 'read' } as const;

let github: FakeGitHub;
let repository: FakeRepository;
let pull: FakePull;
let token: string;

beforeAll(async () => {
  github = await FakeGitHub.start();
  repository = github.createRepository('acme', 'registry', { 'README.md': 'start\n' });
  github.push(repository, 'topic', { 'a.md': 'a\n' }, { from: 'refs/heads/main' });
  pull = github.openPull({
    repository,
    source: repository,
    branch: 'topic',
    author: github.account('carol'),
  });
  token = github.workflowToken(repository, RIGHTS);
});

beforeEach(() => {
  github.faults = [];
  repository.comments.length = 0;
  repository.checks.length = 0;
});

afterAll(() => github.close());

function open(more: Readonly<Record<string, string>> = {}, signal?: AbortSignal): Forge {
  const environment = {
    GITHUB_API_URL: github.apiUrl,
    GITHUB_REPOSITORY: 'acme/registry',
    GITHUB_TOKEN: token,
    ...more,
  };
  return openForge({ environment, repository: undefined, signal });
}

async function failure(work: Promise<unknown>): Promise<HyperError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HyperError);
  return error as HyperError;
}

function check(count: number): Parameters<Forge['writeCheck']>[0] {
  const annotations = Array.from({ length: count }, (_each, index) => ({
    path: 'a.md',
    startLine: index + 1,
    endLine: index + 1,
    level: 'failure' as const,
    title: 'T',
    message: String(index),
  }));
  const head = { name: 'hyper', commit: pull.headCommit, externalId: 'x', title: 'T', summary: 'S' };
  return { ...head, conclusion: 'failure', annotations };
}

describe('a forge that fails', () => {
  it.each<[string, Fault, string, RegExp]>([
    [
      'an error of its own, again and again',
      { match: /./u, kind: 'error' },
      'HYPER_FORGE_FAILED',
      /run it again/u,
    ],
    ['no answer', { match: /./u, kind: 'hang-up' }, 'HYPER_FORGE_UNREACHABLE', /network/u],
    ['too many requests', { match: /./u, kind: 'rate-limit' }, 'HYPER_FORGE_RATE_LIMIT', /after 20\d\d-/u],
    [
      'too many at once',
      { match: /./u, kind: 'secondary-limit' },
      'HYPER_FORGE_RATE_LIMIT',
      /in 60 minutes/u,
    ],
    [
      'a missing right',
      { match: /./u, kind: 'forbidden' },
      'HYPER_FORGE_PERMISSION',
      /pull_requests: write/u,
    ],
    ['something that is no answer', { match: /./u, kind: 'nonsense' }, 'HYPER_FORGE_FAILED', /run it again/u],
  ])('says what to do about %s', async (_what, fault, code, hint) => {
    github.faults = [fault];
    const error = await failure(open().readPullRequest(1));
    expect(error.code).toBe(code);
    expect(error.hint).toMatch(hint);
    expect(error.message).toMatch(/^the forge did not show pull request 1: /u);
    expect(CODES[error.code].exit).toBe(3);
  });

  it('is tried again, and waited for where the wait is short', async () => {
    github.faults = [{ match: /pulls\/1$/u, kind: 'error', times: 2 }];
    expect((await open().readPullRequest(1)).number).toBe(1);
    github.faults = [{ match: /pulls\/1$/u, kind: 'secondary-limit', times: 2, wait: 5 }];
    expect((await open().readPullRequest(1)).number).toBe(1);
  });

  it('gets a comment once, also where the answer to it was lost', async () => {
    github.faults = [{ match: /^POST .*comments$/u, kind: 'error-after-work', times: 1 }];
    await open().addComment(1, 'hello');
    expect(repository.comments.map(({ body }) => body)).toEqual(['hello']);
    github.faults = [{ match: /^POST .*comments$/u, kind: 'hang-up', times: 2 }];
    await open().addComment(1, 'again');
    expect(repository.comments.map(({ body }) => body)).toEqual(['hello', 'again']);
  });

  it('gets a check with each annotation once, also where it stopped halfway', async () => {
    github.faults = [{ match: /^PATCH .*check-runs/u, after: 1, kind: 'error' }];
    const error = await failure(open().writeCheck(check(230)));
    expect(error.code).toBe('HYPER_FORGE_FAILED');
    expect(repository.checks).toMatchObject([{ conclusion: null }]);
    expect(repository.checks[0]?.annotations).toHaveLength(100);
    github.faults = [
      { match: /^PATCH .*check-runs/u, after: 1, kind: 'error-after-work', times: 1 },
      { match: /^PATCH .*check-runs/u, kind: 'error', times: 1 },
    ];
    await open().writeCheck(check(230));
    expect(repository.checks).toMatchObject([{ conclusion: 'failure' }]);
    expect(repository.checks[0]?.annotations.map(({ message }) => message)).toEqual(
      Array.from({ length: 230 }, (_each, index) => String(index)),
    );
  });

  it('is told apart from a token that it does not know', async () => {
    const error = await failure(open({ GITHUB_TOKEN: 'ghp_unknown' }).readPullRequest(1));
    expect(error.code).toBe('HYPER_FORGE_TOKEN');
  });

  it('is told apart from what it does not have', async () => {
    const error = await failure(open({ GITHUB_REPOSITORY: 'acme/other' }).readPullRequest(1));
    expect(error.code).toBe('HYPER_FORGE_NOT_FOUND');
  });

  it('is told apart from a right that the job lacks', async () => {
    token = github.workflowToken(repository, { 'pull-requests': 'read' });
    const error = await failure(open().addLabels(1, ['x']));
    token = github.workflowToken(repository, RIGHTS);
    expect(error.code).toBe('HYPER_FORGE_PERMISSION');
    expect(error.hint).toContain('pull_requests: write');
  });

  it('stops when it is interrupted', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(open({}, controller.signal).readPullRequest(1)).rejects.toBeInstanceOf(HyperError);
  });

  it('does not merge a head that was swapped between two calls (C12)', async () => {
    token = github.workflowToken(repository, { 'pull-requests': 'write', contents: 'write' });
    const { headCommit } = pull;
    const swap = (): void => {
      github.push(repository, 'topic', { 'b.md': 'b\n' });
    };
    github.faults = [{ match: /^PUT .*merge$/u, kind: 'error', before: swap, times: 1 }];
    const how = { method: 'squash', title: 'T', message: 'M' } as const;
    const error = await failure(open().mergePullRequest(1, headCommit, how));
    token = github.workflowToken(repository, RIGHTS);
    expect(error.code).toBe('HYPER_FORGE_HEAD_MOVED');
    expect(CODES[error.code].exit).toBe(42);
    expect(pull).toMatchObject({ state: 'open', mergedCommit: null });
    expect(pull.headCommit).not.toBe(headCommit);
  });

  it('says that a draft cannot be merged', async () => {
    token = github.workflowToken(repository, { 'pull-requests': 'write', contents: 'write' });
    repository.protection = { requiredChecks: ['hyper'], requiredApprovals: 0 };
    const how = { method: 'merge', title: 'T', message: 'M' } as const;
    const error = await failure(open().mergePullRequest(1, pull.headCommit, how));
    repository.protection = undefined;
    token = github.workflowToken(repository, RIGHTS);
    expect(error.code).toBe('HYPER_FORGE_NOT_MERGEABLE');
  });

  it('is read page by page', async () => {
    for (let index = 0; index < 250; index += 1) github.addComment(repository, 1, ACTIONS_BOT, String(index));
    const all = await open().listComments(1);
    expect(all.map(({ body }) => body)).toEqual(Array.from({ length: 250 }, (_each, index) => String(index)));
    expect(all.every(({ isOwn }) => isOwn)).toBe(true);
  });

  it('never gets the token into an error (C19)', async () => {
    for (const kind of ['error', 'hang-up', 'rate-limit', 'forbidden', 'nonsense'] as const) {
      github.faults = [{ match: /./u, kind }];
      const error = await failure(open().addComment(1, 'x'));
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(token);
    }
  });
});

describe('opening a forge', () => {
  it.each([
    ['HYPER_FORGE_TOKEN', { GITHUB_TOKEN: '' }],
    ['HYPER_FORGE_TOKEN', { GITHUB_TOKEN: 'a\nb' }],
    ['HYPER_FORGE_NOT_FOUND', { GITHUB_REPOSITORY: 'acme' }],
    ['HYPER_FORGE_NOT_FOUND', { GITHUB_REPOSITORY: 'acme/../x' }],
    ['HYPER_REMOTE_ADDRESS', { GITHUB_API_URL: 'http://api.example.com' }],
    ['HYPER_REMOTE_ADDRESS', { GITHUB_API_URL: 'https://me:word@api.example.com' }],
    ['HYPER_REMOTE_ADDRESS', { GITHUB_API_URL: 'nowhere' }],
  ])('refuses with %s what it cannot use: %o', (code, more) => {
    expect(() => open(more)).toThrow(expect.objectContaining({ code }));
  });

  it('takes the token of the gh program too', async () => {
    const environment = { GITHUB_API_URL: github.apiUrl, GH_TOKEN: token };
    const forge = openForge({ environment, repository: 'acme/registry', signal: undefined });
    expect((await forge.readPullRequest(1)).number).toBe(1);
  });
});
