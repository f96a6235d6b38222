import { HyperError, toOneLine } from '../../core/index.ts';
import { runGit } from '../git/index.ts';
import type { Environment, GitOptions, GitResult } from '../git/index.ts';
import { forgeToken } from './open-forge.ts';

/** The branch's place in the clone that keeps a fetched change from being collected. */
const KEPT_REF = 'refs/hyper/change';

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
 * Errors: `HYPER_FORGE_UNREACHABLE`, `HYPER_FORGE_PERMISSION`, `HYPER_FORGE_NOT_FOUND`, `HYPER_FORGE_HEAD_MOVED`.
 */
export async function fetchForgeCommit(remote: ForgeRemote, ref: string, commit: string): Promise<void> {
  const held = await runGit(['cat-file', '-e', `${commit}^{commit}`], remote);
  if (held.status === 0) return;
  const quiet = [
    '--quiet',
    '--no-tags',
    '--no-recurse-submodules',
    '--no-write-fetch-head',
    '--no-auto-maintenance',
  ];
  const args = ['fetch', ...quiet, '--end-of-options', remote.address, `+${ref}:${KEPT_REF}`];
  const result = await runGit(args, transportOptions(remote));
  if (result.status !== 0) throw toTransportError(result, `fetch "${ref}"`);
  const found = await runGit(['cat-file', '-e', `${commit}^{commit}`], remote);
  if (found.status === 0) return;
  throw new HyperError('HYPER_FORGE_HEAD_MOVED', `"${ref}" does not lead to "${commit}" any more`, {
    hint: 'wait for the check of the new commit',
  });
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
  const withoutTokens = Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(?:GITHUB_TOKEN|GH_TOKEN)$/u.test(name)),
  );
  return { folder, environment: withoutTokens, settings, protocols: isLoopback ? 'http' : 'https' };
}

function toTransportError({ stderr }: GitResult, what: string): HyperError {
  const words = toOneLine(stderr.split('\n').slice(0, 3).join('; ')).slice(0, 300);
  const message = `git did not ${what}: ${words}`;
  if (/authentication failed|\b40[13]\b|could not read username|permission .*denied/iu.test(stderr)) {
    return new HyperError('HYPER_FORGE_PERMISSION', message, {
      hint: 'give the token the right to do this (in a workflow under "permissions"): contents',
    });
  }
  if (/couldn't find remote ref|not our ref|repository .* not found/iu.test(stderr)) {
    return new HyperError('HYPER_FORGE_NOT_FOUND', message, {
      hint: 'check the repository and the pull request',
    });
  }
  return new HyperError('HYPER_FORGE_UNREACHABLE', message, {
    hint: 'check the network, and run it again: what is done already is not done twice',
  });
}
