import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestRepository, testGitEnvironment } from '../build/git-repository.ts';
import type { TestRepository } from '../build/git-repository.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { openForgeWorld } from '../github/forge-world.ts';
import { bareGit } from '../github/git-server.ts';
import { branchCommit, commitFiles } from '../github/pull-refs.ts';
import type { FakePull } from '../github/state.ts';
import { startHyper } from './run-hyper.ts';
import type { HyperResult } from './run-hyper.ts';

const world = await openForgeWorld();
const { github, repository } = world;
const author = world.person(2);
const token = github.userToken(author);
repository.permissions.set(2, 'write');

const YANK = ['version', 'yank', 'org.acme/parser@1.1.0', '--reason', 'It leaks.'] as const;
const YANK_BRANCH = 'hyper/version-yank/org.acme/parser@1.1.0';
const STATE = 'namespaces/org/acme/parser/artifact.yaml';
/** A git that writes down how it was called, and then is git. */
const spy = join(temporaryFolder(), 'calls');

beforeEach(() => {
  github.faults = [];
  github.requests.length = 0;
  repository.pulls.length = 0;
  const refs = bareGit(repository.folder, ['for-each-ref', '--format=%(refname)', 'refs/heads/hyper']);
  for (const ref of refs.split('\n').filter(Boolean)) bareGit(repository.folder, ['update-ref', '-d', ref]);
});

afterAll(() => world.close());

/** A clone of the registry as its user has it, from the forge's own address. */
function clone(address = `${github.url}/acme/registry.git`): TestRepository {
  const folder = join(temporaryFolder(), 'clone');
  bareGit('/', ['clone', '-q', '--template=', repository.folder, folder]);
  const opened = openTestRepository(folder);
  opened.git('remote', 'set-url', 'origin', address);
  return opened;
}

async function run(
  at: TestRepository,
  words: readonly string[],
  env: Readonly<Record<string, string>> = { GITHUB_TOKEN: token },
): Promise<HyperResult & { readonly data: Record<string, unknown> }> {
  const server = { GITHUB_SERVER_URL: github.url, GITHUB_API_URL: github.apiUrl };
  const options = { cwd: at.folder, env: { ...testGitEnvironment(), ...server, ...env } };
  const result = await startHyper([...words, '--output', 'json'], options).ended;
  const { data } = JSON.parse(result.stdout) as { data: Record<string, unknown> | null };
  return { ...result, data: data ?? {} };
}

function spyingGit(): Record<string, string> {
  const folder = temporaryFolder();
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  writeFileSync(join(folder, 'git'), `#!/bin/sh\nprintf '%s\\n' "$*" >> '${spy}'\nexec '${real}' "$@"\n`);
  chmodSync(join(folder, 'git'), 0o755);
  return { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
}

const onlyPull = (): FakePull => {
  expect(repository.pulls).toHaveLength(1);
  return repository.pulls[0]!;
};

describe('a change that is proposed with --pr', () => {
  it('is pushed as a branch of its own and opened as a pull request; again, it is updated, not doubled', async () => {
    const at = clone();
    const first = await run(at, [...YANK, '--pr']);
    expect(first).toMatchObject({ status: 0, stderr: '' });
    const pull = onlyPull();
    expect(pull).toMatchObject({ title: 'Yank org.acme/parser@1.1.0', author, base: 'main' });
    expect(pull.body).toContain('- `Yank org.acme/parser@1.1.0`');
    expect(branchCommit(repository, YANK_BRANCH)).toBe(first.data['commit']);
    expect(bareGit(repository.folder, ['log', '-1', '--format=%(trailers:only)', YANK_BRANCH])).toBe(
      [
        'Hyper-Operation: version.yank',
        'Hyper-Target: org.acme/parser@1.1.0',
        'Hyper-Actor: Test Author <author@example.com>',
      ].join('\n'),
    );
    expect(at.git('status', '--short', '--branch')).toBe('## main...origin/main');
    expect(first.data['proposal']).toMatchObject({
      branch: YANK_BRANCH,
      base: 'main',
      repository: 'acme/registry',
      isPushed: true,
      pullRequest: { number: 1 },
    });
    pull.title = 'Edited by hand';
    const again = await run(at, [...YANK, '--pr']);
    expect(again).toMatchObject({
      status: 0,
      data: { isChanged: false, proposal: { pullRequest: { number: 1 } } },
    });
    expect(onlyPull().title).toBe('Yank org.acme/parser@1.1.0');
    expect(branchCommit(repository, YANK_BRANCH)).toBe(first.data['commit']);
  });

  it('takes a second change of the same branch into the same pull request', async () => {
    const at = clone();
    await run(at, [...YANK, '--branch', 'both', '--pr']);
    const tag = ['version', 'tag', 'org.acme/parser@1.0.0', 'lts', '--branch', 'both', '--pr'];
    expect((await run(at, tag)).status).toBe(0);
    expect(onlyPull()).toMatchObject({ title: 'Yank org.acme/parser@1.1.0 (and 1 more)' });
    expect(onlyPull().headCommit).toBe(at.git('rev-parse', 'both'));
  });

  it('keeps the token out of command lines, addresses, files and output (C19)', async () => {
    const at = clone();
    const loud = { GIT_TRACE_CURL: '1', GIT_TRACE_REDACT: '0', GIT_CURL_VERBOSE: '1' };
    const env = { ...spyingGit(), ...loud, GITHUB_TOKEN: token };
    const told = await run(at, [...YANK, '--pr', '--trace'], env);
    expect(told.status).toBe(0);
    const denied = github.userToken(github.account('reader'));
    const failed = await run(at, ['version', 'tag', 'org.acme/parser@1.0.0', 'lts', '--pr', '--trace'], {
      ...env,
      GITHUB_TOKEN: denied,
    });
    expect(failed).toMatchObject({ status: 3 });
    expect(failed.stdout).toContain('HYPER_FORGE_PERMISSION');
    expect(failed.stdout).toContain('contents: write');
    const unknown = await run(at, [...YANK, '--pr'], { GITHUB_TOKEN: 'ghp_unknown' });
    expect(unknown.stdout).toContain('HYPER_FORGE_TOKEN');
    const calls = readFileSync(spy, 'utf8');
    expect(calls).toMatch(/ push .*--porcelain/u);
    const written = [
      calls,
      at.git('config', '--list'),
      told.stdout,
      told.stderr,
      failed.stdout,
      failed.stderr,
    ];
    for (const secret of [token, denied]) {
      for (const spelling of [secret, Buffer.from(`x-access-token:${secret}`).toString('base64')])
        expect(written.filter((text) => text.includes(spelling))).toEqual([]);
    }
  });

  it('says without a token what to type, and where to open the pull request', async () => {
    const at = clone(`${github.url}/acme/registry`);
    const { status, data } = await run(at, [...YANK, '--pr'], {});
    expect(status).toBe(0);
    expect(github.requests).toEqual([]);
    expect(data['proposal']).toMatchObject({ isPushed: false, pullRequest: null });
    const steps = data['nextSteps'] as { command: string | null; purpose: string }[];
    const address = `${github.url}/acme/registry/compare/main...acme%3Ahyper/version-yank/org.acme/parser%401.1.0?expand=1`;
    expect(steps.at(-1)).toEqual({ command: null, purpose: `Open the pull request: ${address}` });
    const command = steps.find((step) => step.command?.startsWith('git push'))?.command ?? '';
    expect(command).toBe(`git push -u origin ${YANK_BRANCH}`);
    at.git('remote', 'set-url', 'origin', repository.folder);
    execFileSync('sh', ['-c', command], { cwd: at.folder, env: testGitEnvironment(), stdio: 'pipe' });
    expect(branchCommit(repository, YANK_BRANCH)).toBe(data['commit']);
  });

  it('goes from a fork to the registry that the remote upstream names', async () => {
    const friend = world.person(5);
    const fork = github.fork(repository, friend);
    const at = clone(`${github.url}/${friend.login}/registry.git`);
    at.git('remote', 'add', 'upstream', `git@${new URL(github.url).hostname}:acme/registry.git`);
    const told = await run(at, [...YANK, '--pr'], { GITHUB_TOKEN: github.userToken(friend) });
    expect(told.data['proposal']).toMatchObject({ repository: 'acme/registry', isPushed: true });
    expect(onlyPull()).toMatchObject({ author: friend, head: { repository: fork, branch: YANK_BRANCH } });
  });

  it('stays on the branch that is checked out where that is no base', async () => {
    const at = clone();
    at.git('switch', '-q', '-c', 'mine');
    expect((await run(at, [...YANK, '--pr'])).data['branch']).toBe('mine');
    expect(onlyPull().head.branch).toBe('mine');
    expect(at.git('status', '--short')).toBe('');
  });
});

describe('a proposal that meets trouble', () => {
  it('is planned and checked again on top of what somebody else pushed meanwhile (K07)', async () => {
    const at = clone();
    const other = 'namespaces/org/acme/parser/README.md';
    const theirs = commitFiles(
      repository,
      YANK_BRANCH,
      { [other]: '# Theirs\n' },
      { from: branchCommit(repository, 'main') },
    );
    const told = await run(at, [...YANK, '--pr']);
    expect(told).toMatchObject({ status: 0, data: { proposal: { isPushed: true } } });
    const tip = branchCommit(repository, YANK_BRANCH);
    expect(bareGit(repository.folder, ['rev-parse', `${tip}^`])).toBe(theirs);
    expect(bareGit(repository.folder, ['diff', '--name-only', 'main', tip])).toBe(`${other}\n${STATE}`);
    expect(at.git('rev-parse', YANK_BRANCH)).toBe(tip);
  });

  it('says where the change is when it is stopped before the forge has answered (K09)', async () => {
    const at = clone();
    const silent = createServer();
    const asked = new Promise((resolve) => silent.on('request', resolve));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const api = `http://127.0.0.1:${String((silent.address() as AddressInfo).port)}/api/v3`;
    const env = { GITHUB_SERVER_URL: github.url, GITHUB_API_URL: api, GITHUB_TOKEN: token };
    const options = { cwd: at.folder, env: { ...testGitEnvironment(), ...env } };
    const running = startHyper([...YANK, '--pr'], options);
    await asked;
    running.kill('SIGINT');
    const { status, stderr } = await running.ended;
    silent.closeAllConnections();
    silent.close();
    expect(status).toBe(130);
    expect(stderr).toContain(`stopped by SIGINT; the change is committed on "${YANK_BRANCH}"`);
    expect(stderr).toContain('hint: run it again to propose it');
    expect((await run(at, [...YANK, '--pr'])).status).toBe(0);
    expect(onlyPull().headCommit).toBe(at.git('rev-parse', YANK_BRANCH));
  });

  it('is refused on top of what it cannot go with, without a push (K07)', async () => {
    const at = clone();
    const main = branchCommit(repository, 'main');
    const theirs = commitFiles(repository, YANK_BRANCH, { [STATE]: 'nonsense: [\n' }, { from: main });
    const told = await run(at, [...YANK, '--pr']);
    expect(told.status).not.toBe(0);
    expect(branchCommit(repository, YANK_BRANCH)).toBe(theirs);
    expect(repository.pulls).toEqual([]);
  });

  it('loses no commit of either side: what only the clone has is left to its owner (K07)', async () => {
    const at = clone();
    const main = branchCommit(repository, 'main');
    const theirs = commitFiles(
      repository,
      'work',
      { 'namespaces/org/acme/parser/README.md': '# Theirs\n' },
      { from: main },
    );
    at.git('switch', '-q', '-c', 'work');
    at.git('commit', '-q', '--allow-empty', '-m', 'Mine');
    at.git('switch', '-q', 'main');
    const told = await run(at, [...YANK, '--branch', 'work', '--pr']);
    expect(told.status).toBe(3);
    expect(told.stdout).toContain('HYPER_BRANCH_MOVED');
    expect(told.stdout).toContain('git pull --rebase origin work');
    expect(at.git('log', '--format=%s', 'main..work')).toBe('Yank org.acme/parser@1.1.0\nMine');
    expect(branchCommit(repository, 'work')).toBe(theirs);
  });

  it('is finished by a second run after the forge failed halfway', async () => {
    const at = clone();
    github.faults = [{ match: /^POST .*\/pulls$/u, kind: 'error', times: 9 }];
    const failed = await run(at, [...YANK, '--pr']);
    expect(failed.status).toBe(3);
    expect(failed.stdout).toContain(`the change is committed on \\"${YANK_BRANCH}\\"`);
    expect(branchCommit(repository, YANK_BRANCH)).toBe(at.git('rev-parse', YANK_BRANCH));
    github.faults = [];
    expect(await run(at, [...YANK, '--pr'])).toMatchObject({ status: 0, data: { isChanged: false } });
    expect(onlyPull().headCommit).toBe(at.git('rev-parse', YANK_BRANCH));
  });

  it('opens one pull request where the answer of the first try is lost', async () => {
    github.faults = [{ match: /^POST .*\/pulls$/u, kind: 'error-after-work', times: 1 }];
    expect((await run(clone(), [...YANK, '--pr'])).status).toBe(0);
    onlyPull();
  });

  it('is finished by a second run of what is refused once it is there', async () => {
    const at = clone();
    const create = ['namespace', 'create', 'org.acme.fresh', '--pr'];
    github.faults = [{ match: /^POST .*\/pulls$/u, kind: 'error', times: 9 }];
    expect((await run(at, create)).status).toBe(3);
    github.faults = [];
    expect(await run(at, create)).toMatchObject({
      status: 0,
      data: { target: 'org.acme.fresh', isChanged: false, proposal: { isPushed: true } },
    });
    onlyPull();
  });

  it('begins anew where the branch was merged', async () => {
    const at = clone();
    await run(at, [...YANK, '--pr']);
    at.git('merge', '-q', '--ff-only', YANK_BRANCH);
    await run(at, ['version', 'unyank', 'org.acme/parser@1.1.0', '--reason', 'It does not.', '--commit']);
    bareGit(repository.folder, ['update-ref', '-d', `refs/heads/${YANK_BRANCH}`]);
    const again = await run(at, [...YANK, '--pr']);
    expect(again.status).toBe(0);
    expect(at.git('rev-parse', `${YANK_BRANCH}^`)).toBe(at.git('rev-parse', 'main'));
  });

  it.each([
    ['no remote of that name', ['--remote', 'nowhere'], 'HYPER_PROPOSAL_IMPOSSIBLE'],
    ['a base that is not known', ['--base', 'release'], 'HYPER_PROPOSAL_IMPOSSIBLE'],
    ['the base itself', ['--branch', 'main'], 'HYPER_PROPOSAL_IMPOSSIBLE'],
    ['a name that is no branch', ['--branch=--force'], 'HYPER_COMMIT_IMPOSSIBLE'],
  ])('is refused before anything is written: %s', async (_name, more, code) => {
    const at = clone();
    const told = await run(at, [...YANK, '--pr', ...more]);
    expect(told.status).toBe(3);
    expect(told.stdout).toContain(code);
    expect(at.git('branch', '--format=%(refname:short)')).toBe('main');
    expect(existsSync(join(at.folder, STATE))).toBe(true);
    expect(at.git('status', '--short')).toBe('');
  });
});
