import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { changeRegistry } from '../build/change-repository.ts';
import { releasePath, releaseText } from '../build/manifests.ts';
import { temporaryFolder } from '../build/temporary-folder.ts';
import { openForgeWorld } from '../github/forge-world.ts';
import { bareGit } from '../github/git-server.ts';
import { branchCommit, commitFiles, mergeCommits } from '../github/pull-refs.ts';
import type { CommitFiles } from '../github/pull-refs.ts';
import type { FakePull } from '../github/state.ts';
import { logCommands, parseCommandFile } from '../github/workflow/command-files.ts';
import { lastRun } from '../github/workflow/github-actions.ts';
import type { WorkflowRun } from '../github/workflow/github-actions.ts';
import { mergeGroupTrigger } from '../github/workflow/payloads.ts';

// Our own workflow files, step by step, as `hyper init` writes them: real scripts, real git over http, the real hyper.

const SECRETS = {
  HYPER_ONLINE_KEY: 'the file of an online key, which is none',
  HYPER_PASSPHRASE: 'several words nobody guesses',
};
const world = await openForgeWorld();
const { github, actions, repository } = world;
const author = world.person(2);
repository.permissions.set(2, 'write').set(4, 'maintain');
let minor = 20;

beforeEach(() => {
  actions.clear();
  actions.secrets = {};
  actions.deployments.length = 0;
  repository.checks.length = 0;
});

afterAll(() => world.close());

function release(more = ''): CommitFiles {
  minor += 1;
  const version = `1.${String(minor)}.0`;
  return { [releasePath('org.acme/parser', version)]: releaseText('org.acme/parser', version, more) };
}

const checkOf = (commit: string, name: string): string | null | undefined =>
  repository.checks.findLast((check) => check.commit === commit && check.name === name)?.conclusion;
const logsOf = (runs: readonly WorkflowRun[]): string =>
  runs.flatMap(({ jobs }) => [...jobs.values()].map(({ log, summary }) => log + summary)).join('\n');
const tokensOf = (runs: readonly WorkflowRun[]): string[] =>
  runs.flatMap(({ jobs }) => [...jobs.values()].map(({ token }) => token));

/** A program that leaves a mark, and what the marks say. */
function plantCanary(): { readonly program: string; readonly fired: () => string } {
  const [program, mark] = [join(temporaryFolder(), 'canary.sh'), join(temporaryFolder(), 'fired')];
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> '${mark}'\n`);
  chmodSync(program, 0o755);
  return { program, fired: () => (existsSync(mark) ? readFileSync(mark, 'utf8') : '') };
}

/** Files that some tool would run, or take for its settings, if it looked at the tree. */
function canaries(program: string): CommitFiles {
  const run = `#!/bin/sh\n${program} ran\n`;
  const scripts = JSON.stringify({
    preinstall: program,
    postinstall: program,
    prepare: program,
    hyper: program,
  });
  return {
    'package.json': `{"name":"@hyper-registry/cli","version":"9.9.9","bin":{"hyper":"./hyper"},"scripts":${scripts}}`,
    '.npmrc': `script-shell=${program}\nnode-options=--require=./evil.cjs\n`,
    'evil.cjs': `require('node:child_process').execFileSync(${JSON.stringify(program)})\n`,
    ...Object.fromEntries(
      ['hyper', 'git', 'npm', 'node', 'bash', 'node_modules/.bin/hyper'].map((name) => [name, run]),
    ),
    'hyper.config.js': `import('./evil.cjs')\n`,
    '.hyperrc.json': `{"plugins":["./evil.cjs"]}`,
    '.oclifrc.json': `{"plugins":["./evil.cjs"],"hooks":{"init":"./evil.cjs"}}`,
    '.env': 'NODE_OPTIONS=--require=./evil.cjs\n',
    '.bashrc': `${program}\n`,
    '.gitconfig': `[core]\n\tfsmonitor = ${program}\n\thooksPath = .\n`,
    '.gitattributes': '* filter=canary diff=canary\n',
    '.github/actions/hyper/action.yml': `name: hyper\ndescription: x\nruns:\n  using: composite\n  steps:\n    - shell: bash\n      run: ${program}\n`,
    'pre-commit': run,
    'post-checkout': run,
    Makefile: `all:\n\t${program}\n`,
  };
}

/** Text that would be a command, an end of a file, or a program somewhere on its way. */
function hostile(program: string): string {
  return [
    `$(${program}) \`${program}\` '; ${program}; ' "; ${program}; " | ${program} && ${program}`,
    '::set-output name=status::0',
    '::add-mask::a',
    '::stop-commands::x',
    '::error file=README.md::forged',
    'EOF',
    'ghadelimiter_0',
    'status=0',
    '##[set-output name=status]0',
    '${{ github.token }}',
  ].join('\n');
}

describe('the workflows on a pull request of a stranger', () => {
  it('run none of its files, and obey none of its texts (C01, C02, C03)', async () => {
    const { program, fired } = plantCanary();
    const text = hostile(program);
    const quoted = JSON.stringify(text);
    const files = {
      ...canaries(program),
      ...release(`annotations:\n  note: ${quoted}\nunknown: ${quoted}\n`),
      [`namespaces/org/acme/$(${program.replaceAll('/', ':')})\n::set-output name=status::0`]: 'x',
    };
    const stranger = world.person(99);
    const pull = world.propose(stranger, files, {
      title: text,
      body: text,
      message: `${text}\n\nHyper-Operation: ${text}`,
      branch: 'x$(touch${IFS}canary)`id`',
      author: '$(id) `id` <::error::@example.com>',
    });
    const runs = await actions.settle();
    expect(runs.map(({ workflow }) => workflow)).toEqual(['check', 'report']);
    expect(fired()).toBe('');
    const { jobs } = lastRun(runs, 'report');
    expect([...jobs].map(([name, { result }]) => [name, result])).toEqual([
      ['judge', 'success'],
      ['tell', 'success'],
      ['merge', 'skipped'],
    ]);
    expect(jobs.get('judge')?.outputs).toEqual({ status: '1' });
    expect(checkOf(pull.headCommit, 'validate')).toBe('failure');
    expect(checkOf(pull.headCommit, 'hyper')).toBe('failure');
    const commands = logCommands(logsOf(runs));
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.filter(({ name }) => !['error', 'warning'].includes(name))).toEqual([]);
    expect(commands.filter((command) => command.text === 'forged')).toEqual([]);
    for (const run of runs) {
      for (const { runner } of run.jobs.values()) {
        if (runner === undefined) continue;
        for (const name of ['env', 'path']) expect(readFileSync(join(runner.home, name), 'utf8')).toBe('');
        const told = parseCommandFile(readFileSync(join(runner.home, 'output'), 'utf8'));
        for (const name of told.keys()) expect(['status', 'report']).toContain(name);
      }
    }
    for (const token of tokensOf(runs)) expect(logsOf(runs)).not.toContain(token);
  });

  it('that changes the check itself gets a token that reads, no secret, and no green of the gate (C01, C04, C09)', async () => {
    actions.secrets = SECRETS;
    const { program, fired } = plantCanary();
    const check = '.github/workflows/check.yml';
    const evil = `name: check\non: pull_request\npermissions: write-all\njobs:\n  validate:\n    name: validate\n    steps:\n      - run: ${program} "$TOKEN" "$KEY"\n        env:\n          TOKEN: \${{ github.token }}\n          KEY: \${{ secrets.HYPER_ONLINE_KEY }}\n`;
    const pull = world.propose(world.person(99), {
      [check]: evil.replace('write-all', '{ contents: write }'),
      ...release(),
    });
    const before = branchCommit(repository, 'main');
    const runs = await actions.settle();
    expect(fired()).not.toBe('');
    expect(fired()).not.toContain(SECRETS.HYPER_ONLINE_KEY);
    const stolen = /ghs_\w+/u.exec(fired())?.[0] ?? '';
    expect(stolen).not.toBe('');
    const answer = await fetch(`${github.apiUrl}/repos/acme/registry/pulls/${String(pull.number)}/merge`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${stolen}` },
      body: '{}',
    });
    expect(answer.status).toBe(403);
    expect(checkOf(pull.headCommit, 'validate')).toBe('success');
    expect(checkOf(pull.headCommit, 'hyper')).toBe('failure');
    expect(lastRun(runs, 'report').jobs.get('merge')?.result).toBe('skipped');
    expect(branchCommit(repository, 'main')).toBe(before);
  });
});

describe('the workflows from a release to the site', () => {
  async function landed(): Promise<FakePull> {
    const pull = world.propose(author, release());
    github.review(repository, pull, world.person(4), 'APPROVED');
    await actions.settle();
    expect(pull.mergedCommit).not.toBeNull();
    return pull;
  }

  it('judge, tell, merge, judge what landed, build and deploy', async () => {
    const pull = await landed();
    expect(actions.runs.map(({ workflow, event }) => `${workflow} on ${event}`)).toEqual([
      'check on pull_request',
      'check on pull_request_review',
      'report on workflow_run',
      'report on workflow_run',
      'publish on workflow_dispatch',
    ]);
    expect(checkOf(pull.headCommit, 'hyper')).toBe('success');
    expect(lastRun(actions.runs, 'publish').conclusion).toBe('success');
    expect(actions.deployments.map(({ commit }) => commit)).toEqual([pull.mergedCommit]);
    expect(actions.deployments[0]?.files.has('index.html')).toBe(true);
  });

  it('deploy nothing where another tree landed than was checked (C14)', async () => {
    const main = branchCommit(repository, 'main');
    const pull = world.propose(author, release());
    const file = releasePath('org.acme/parser', '1.0.0');
    const altered = bareGit(repository.folder, ['cat-file', 'blob', `main:${file}`]).replace(
      /^(.*description: .*)$/mu,
      '$1!',
    );
    const merged = mergeCommits(repository, main, pull.headCommit, 'Merge') ?? '';
    const wrong = commitFiles(
      repository,
      'landing',
      { [file]: `${altered}\n` },
      { from: merged, message: 'Merge' },
    );
    const tree = bareGit(repository.folder, ['rev-parse', `${wrong}^{tree}`]);
    const squashed = bareGit(repository.folder, ['commit-tree', tree, '-p', main, '-m', 'Squash']);
    actions.clear();
    github.moveBranch(repository, 'main', squashed, { value: '', account: author });
    const { conclusion, jobs } = lastRun(await actions.settle(), 'publish');
    expect(conclusion).toBe('failure');
    expect(jobs.get('build')?.log).toContain(`::error file=${file},title=HYPER_RELEASE_CHANGED::`);
    expect(actions.deployments).toEqual([]);
    github.moveBranch(repository, 'main', main, { value: '', account: author });
    actions.clear();
  });

  it('tell no secret, whatever fails (C19)', async () => {
    actions.secrets = SECRETS;
    github.push(repository, 'main', release());
    const runs = await actions.settle();
    expect(lastRun(runs, 'publish').conclusion).toBe('failure');
    expect(actions.deployments).toEqual([]);
    const logs = logsOf(runs);
    expect(logs).toContain('HYPER_');
    for (const secret of [...Object.values(SECRETS), ...tokensOf(runs)]) expect(logs).not.toContain(secret);
  });

  it('sign with the identity that the registry names, or publish nothing', async () => {
    const identity =
      'onlineIdentity:\n  issuer: https://token.actions.githubusercontent.com\n  subject: https://github.com/acme/registry/.github/workflows/publish.yml@refs/heads/main\n';
    const text = changeRegistry()['registry.yaml'] ?? '';
    github.push(repository, 'main', { 'registry.yaml': `${text}revision: 2\n${identity}` });
    const { jobs } = lastRun(await actions.settle(), 'publish');
    expect(jobs.get('build')?.log).toContain('HYPER_IDENTITY_TOKEN');
    expect(actions.deployments).toEqual([]);
    github.push(repository, 'main', { 'registry.yaml': `${text}revision: 3\n` });
    actions.clear();
  });
});

describe('the workflows in the merge queue', () => {
  it('refuse two green pull requests that cannot both go in (C13)', async () => {
    const files = release();
    const [path = '', text = ''] = Object.entries(files)[0] ?? [];
    const [one, other] = [files, { [path]: String(text).replace('description: ', 'description: Not ') }].map(
      (each) => world.propose(author, each),
    );
    actions.clear();
    const main = branchCommit(repository, 'main');
    const first = mergeCommits(repository, main, one!.headCommit, 'One') ?? '';
    const tree = bareGit(repository.folder, ['rev-parse', `${other!.headCommit}^{tree}`]);
    const second = bareGit(repository.folder, [
      'commit-tree',
      tree,
      '-p',
      first,
      '-p',
      other!.headCommit,
      '-m',
      'Other',
    ]);
    const queue = 'gh-readonly-queue/main/pr-2';
    for (const [commit, base] of [
      [first, main],
      [second, first],
    ] as const) {
      bareGit(repository.folder, ['update-ref', `refs/heads/${queue}`, commit]);
      actions.start(mergeGroupTrigger(repository, queue, commit, base));
    }
    const runs = await actions.settle();
    expect(runs.filter(({ event }) => event === 'merge_group').map(({ conclusion }) => conclusion)).toEqual([
      'success',
      'failure',
    ]);
    expect(checkOf(first, 'validate')).toBe('success');
    expect(checkOf(second, 'validate')).toBe('failure');
  });
});
