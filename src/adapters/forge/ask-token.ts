import type { ForgeStanding } from '../../operations/index.ts';
import { createForgeClient, ONCE } from './forge-client.ts';
import type { ForgeClient } from './forge-client.ts';
import { statusOf, toForgeError } from './forge-error.ts';
import { forgeApi, forgeServer, forgeToken } from './open-forge.ts';
import type { OpenForgeOptions } from './open-forge.ts';
import { repositoryAt } from './remote-place.ts';

type Repository = Extract<ForgeStanding, { readonly kind: 'known' }>['repository'];

/** The tokens of Apps, those of workflows among them: what `permissions` of a repository says is not of them. */
const OF_AN_APP = /^ghs_/u;

/**
 * What the token of the environment may do at the forge that the environment names; undefined where there is no token, and
 * then nothing is asked. `GITHUB_REPOSITORY`, or the address of a remote there, says for which repository. Asks once.
 */
export async function askToken({
  environment,
  address,
  signal,
}: Omit<OpenForgeOptions, 'repository'> & {
  readonly address: string | undefined;
}): Promise<ForgeStanding | undefined> {
  try {
    const token = forgeToken(environment);
    if (token === undefined) return undefined;
    if (environment['HYPER_OFFLINE'] === '1') return { kind: 'unreached', message: 'HYPER_OFFLINE is set' };
    const client = createForgeClient({ apiUrl: forgeApi(environment), token, signal });
    const { headers } = await client.request('GET /rate_limit', { request: ONCE });
    const named = environment['GITHUB_REPOSITORY'];
    const name =
      named ?? (address === undefined ? undefined : repositoryAt(forgeServer(environment), address));
    return {
      kind: 'known',
      scopes: toScopes(headers['x-oauth-scopes']),
      expiresAt: toMoment(headers['github-authentication-token-expiration']),
      repository: name === undefined ? null : await askRepository(client, name, OF_AN_APP.test(token)),
    };
  } catch (error) {
    const { code, message, hint } = toForgeError(error, 'say what the token may do');
    if (code === 'HYPER_FORGE_TOKEN' || code === 'HYPER_REMOTE_ADDRESS') {
      return { kind: 'refused', message, hint };
    }
    if (signal?.aborted === true) throw error;
    return { kind: 'unreached', message };
  }
}

async function askRepository(client: ForgeClient, name: string, isOfApp: boolean): Promise<Repository> {
  const [owner = '', repo = ''] = name.split('/');
  try {
    const { data } = await client.repos.get({ owner, repo, request: ONCE });
    const right =
      isOfApp || data.permissions === undefined ? 'untold' : data.permissions.push ? 'write' : 'read';
    return { name, right };
  } catch (error) {
    const status = statusOf(error);
    if (status === 404 || status === 403) return { name, right: 'none' };
    throw error;
  }
}

/** Absent of fine-grained tokens, and of those of Apps. */
function toScopes(header: unknown): readonly string[] | null {
  if (typeof header !== 'string') return null;
  return header
    .slice(0, 1000)
    .split(',')
    .map((scope) => scope.trim())
    .filter((scope) => scope !== '');
}

/** GitHub writes `2026-12-31 23:59:59 UTC`, or an offset in the place of UTC. */
function toMoment(header: unknown): string | null {
  const [, day, time, zone] =
    /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) (UTC|[+-]\d{4})$/u.exec(
      typeof header === 'string' ? header : '',
    ) ?? [];
  if (day === undefined || time === undefined || zone === undefined) return null;
  const offset = zone === 'UTC' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const moment = new Date(`${day}T${time}${offset}`);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}
