import { HyperError, toOneLine } from '../../core/index.ts';
import { requireGit, runGit } from '../git/index.ts';
import type { Environment, GitOptions, GitResult } from '../git/index.ts';
import { forgeToken } from './open-forge.ts';
import { RUN_AGAIN } from './forge-error.ts';

/** The branch's place in the clone that keeps a fetched change from being collected. */
const KEPT_REF = 'refs/hyper/change';

const QUIET_FETCH = [
  '--quiet',
  '--no-tags',
  '--no-recurse-submodules',
  '--no-write-fetch-head',
  '--no-auto-maintenance',
] as const;

export interface ForgeRemote {
  /** A folder in the clone. */
  readonly folder: string;
  /** `https://github.com/acme/registry.git`: no credentials. */
  readonly address: string;
  readonly environment: Environment;
}

/**
 * Brings a commit into the clone by a ref that leads to it; nothing is checked out, no hook runs. The token, where there
 * is one, goes to git as configuration in its environment: it is in no argument, no address and no file (ATTACKS C19).
 * Errors: `HYPER_FORGE_UNREACHABLE`, `HYPER_FORGE_TOKEN`, `HYPER_FORGE_PERMISSION`, `HYPER_FORGE_NOT_FOUND`, `HYPER_FORGE_HEAD_MOVED`.
 */
export async function fetchForgeCommit(remote: ForgeRemote, ref: string, commit: string): Promise<void> {
  const held = await runGit(['cat-file', '-e', `${commit}^{commit}`], remote);
  if (held.status === 0) return;
  const args = ['fetch', ...QUIET_FETCH, '--end-of-options', remote.address, `+${ref}:${KEPT_REF}`];
  const result = await runGit(args, transportOptions(remote));
  if (result.status !== 0) throw toTransportError(result, 'fetch', ref);
  const found = await runGit(['cat-file', '-e', `${commit}^{commit}`], remote);
  if (found.status === 0) return;
  throw new HyperError('HYPER_FORGE_HEAD_MOVED', `"${ref}" does not lead to "${commit}" any more`, {
    hint: 'wait for the check of the new commit',
  });
}

/**
 * Pushes a commit as a branch of the forge's repository, never with force; no hook of the clone runs. `behind`: the branch
 * has other commits there. Errors: as `fetchForgeCommit`.
 */
export async function pushForgeBranch(
  remote: ForgeRemote,
  branch: string,
  commit: string,
): Promise<'pushed' | 'behind'> {
  const quiet = ['--quiet', '--porcelain', '--no-follow-tags', '--recurse-submodules=no', '--no-signed'];
  const refspec = `${commit}:refs/heads/${branch}`;
  const args = ['push', ...quiet, '--end-of-options', remote.address, refspec];
  const result = await runGit(args, transportOptions(remote));
  if (result.status === 0) return 'pushed';
  const told =
    result.stdout
      .toString('utf8')
      .split('\n')
      .find((line) => line.startsWith('!')) ?? '';
  if (/\[rejected\] \((?:fetch first|non-fast-forward)\)/u.test(told)) return 'behind';
  const refused = /\[remote rejected\] \((.*)\)/u.exec(told)?.[1];
  if (refused === undefined) throw toTransportError(result, 'push', branch);
  throw new HyperError(
    'HYPER_FORGE_PERMISSION',
    `the forge refuses the push of "${toOneLine(branch)}": ${toOneLine(refused).slice(0, 300)}`,
    { hint: 'push to a branch that no rule of the repository protects, or have the rule changed' },
  );
}

/** Brings a branch of the forge's repository into the clone and gives its commit. Errors: as `fetchForgeCommit`. */
export async function fetchForgeBranch(remote: ForgeRemote, branch: string): Promise<string> {
  const args = [
    'fetch',
    ...QUIET_FETCH,
    '--end-of-options',
    remote.address,
    `+refs/heads/${branch}:${KEPT_REF}`,
  ];
  const result = await runGit(args, transportOptions(remote));
  if (result.status !== 0) throw toTransportError(result, 'fetch', branch);
  return (await requireGit(['rev-parse', '--verify', `${KEPT_REF}^{commit}`], remote))
    .toString('utf8')
    .trim();
}

function transportOptions({ folder, address, environment }: ForgeRemote): GitOptions {
  const token = forgeToken(environment);
  const isLoopback = address.startsWith('http://');
  const basic = Buffer.from(`x-access-token:${token ?? ''}`).toString('base64');
  const settings = new Map([
    ['http.followRedirects', 'false'],
    ['credential.helper', ''],
    ['submodule.recurse', 'false'],
    ...(token === undefined
      ? []
      : [[`http.${address}.extraHeader`, `Authorization: Basic ${basic}`] as const]),
  ]);
  // A trace of git's would hold the header, and what git says is shown.
  const withoutTokens = Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !/^(?:GITHUB_TOKEN|GH_TOKEN|GIT_TRACE.*|GIT_CURL_VERBOSE)$/u.test(name),
    ),
  );
  return { folder, environment: withoutTokens, settings, protocols: isLoopback ? 'http' : 'https' };
}

function toTransportError({ stderr }: GitResult, what: 'fetch' | 'push', ref: string): HyperError {
  const words = toOneLine(stderr.trim().split('\n').slice(0, 3).join('; ')).slice(0, 300);
  const message = `git did not ${what} "${toOneLine(ref)}": ${words}`;
  if (/authentication failed|\b401\b|could not read (?:username|password)/iu.test(stderr)) {
    return new HyperError('HYPER_FORGE_TOKEN', message, {
      hint: `set GITHUB_TOKEN to a token that is valid now, and ${RUN_AGAIN}`,
    });
  }
  if (/\b403\b|permission .*denied/iu.test(stderr)) {
    const right = what === 'push' ? 'contents: write' : 'contents: read';
    return new HyperError('HYPER_FORGE_PERMISSION', message, {
      hint: `give the token this right (in a workflow under "permissions"), and run it again: ${right}`,
    });
  }
  if (/couldn't find remote ref|not our ref|repository .* not found/iu.test(stderr)) {
    return new HyperError('HYPER_FORGE_NOT_FOUND', message, {
      hint: `check the repository, and that the token may see it, and ${RUN_AGAIN}`,
    });
  }
  return new HyperError('HYPER_FORGE_UNREACHABLE', message, {
    hint: `check the network, and ${RUN_AGAIN}`,
  });
}
