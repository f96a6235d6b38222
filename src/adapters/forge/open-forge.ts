import { HyperError, toOneLine } from '../../core/index.ts';
import type { Forge } from '../../lifecycle/index.ts';
import { createForgeClient } from './forge-client.ts';
import { GitHubForge } from './github-forge.ts';

const PUBLIC_SERVER = 'https://github.com';
const PUBLIC_API = 'https://api.github.com';
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface OpenForgeOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `owner/name`; undefined takes `GITHUB_REPOSITORY`. */
  readonly repository: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * Opens the forge that the environment names: `GITHUB_API_URL` (github.com where it is not set), `GITHUB_REPOSITORY`, and
 * the token in `GITHUB_TOKEN` or `GH_TOKEN`. The token of another App than Actions needs `HYPER_FORGE_APP`, its slug. Nothing is asked yet. Errors: `HYPER_FORGE_TOKEN`, `HYPER_FORGE_NOT_FOUND`
 * for a name that is no `owner/name`, `HYPER_REMOTE_ADDRESS`.
 */
export function openForge({ environment, repository, signal }: OpenForgeOptions): Forge {
  const name = repository ?? environment['GITHUB_REPOSITORY'] ?? '';
  if (!/^[\w.-]{1,100}\/[\w.-]{1,100}$/u.test(name)) {
    throw new HyperError(
      'HYPER_FORGE_NOT_FOUND',
      `expected a repository as "owner/name", got "${toOneLine(name).slice(0, 200)}"`,
      {
        hint: 'use --repository owner/name, or set GITHUB_REPOSITORY',
      },
    );
  }
  const token = forgeToken(environment);
  if (token === undefined) {
    throw new HyperError('HYPER_FORGE_TOKEN', 'there is no token for the forge', {
      hint: 'set GITHUB_TOKEN (in a workflow: env: GITHUB_TOKEN: ${{ github.token }})',
    });
  }
  const apiUrl = forgeApi(environment);
  const program = environment['HYPER_FORGE_APP'] ?? 'github-actions';
  return new GitHubForge(createForgeClient({ apiUrl, token, signal }), name, program);
}

/** The token of the environment; undefined where there is none. A line break in it would end a header. */
export function forgeToken(environment: OpenForgeOptions['environment']): string | undefined {
  const token = (environment['GITHUB_TOKEN'] ?? environment['GH_TOKEN'])?.trim();
  if (token === undefined || token === '') return undefined;
  if (/^[\x21-\x7e]{1,4096}$/u.test(token)) return token;
  throw new HyperError('HYPER_FORGE_TOKEN', 'the token for the forge has characters that no token has', {
    hint: 'set GITHUB_TOKEN to the token alone, on one line',
  });
}

/** Where the forge answers programs: `GITHUB_API_URL`, else beside the server. Errors: `HYPER_REMOTE_ADDRESS`. */
export function forgeApi(environment: OpenForgeOptions['environment']): string {
  return toApiUrl(environment['GITHUB_API_URL'] ?? apiBeside(forgeServer(environment)));
}

/** Where the forge is for people and git: `GITHUB_SERVER_URL`, without a slash at its end. Errors: `HYPER_REMOTE_ADDRESS`. */
export function forgeServer(environment: OpenForgeOptions['environment']): string {
  const server = environment['GITHUB_SERVER_URL'] ?? PUBLIC_SERVER;
  const url = URL.canParse(server) ? new URL(server) : undefined;
  const isLoopback = url?.protocol === 'http:' && LOOPBACK.has(url.hostname);
  if (url !== undefined && (url.protocol === 'https:' || isLoopback) && url.username === '') {
    return url.href.replace(/\/+$/u, '');
  }
  throw new HyperError('HYPER_REMOTE_ADDRESS', 'GITHUB_SERVER_URL is no https address', {
    hint: 'set it to https://github.com or https://HOST',
  });
}

/** Where git finds a repository of the forge: without credentials. Errors: `HYPER_REMOTE_ADDRESS`. */
export function forgeAddress(environment: OpenForgeOptions['environment'], repository: string): string {
  return `${forgeServer(environment)}/${repository}.git`;
}

/** A token for one server is no business of another: the API is where GitHub Enterprise has it. */
function apiBeside(server: string): string {
  return server === PUBLIC_SERVER ? PUBLIC_API : `${server}/api/v3`;
}

/** A token goes over an encrypted connection, or stays on this machine. */
function toApiUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.has(url.hostname));
  if (url !== undefined && isSafe && url.username === '' && url.password === '') return url.href;
  throw new HyperError('HYPER_REMOTE_ADDRESS', 'GITHUB_API_URL is no https address', {
    hint: 'set it to https://api.github.com or https://HOST/api/v3',
  });
}
