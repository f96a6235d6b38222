import { toOneLine } from '../../core/index.ts';
import type { DoctorCheck } from './doctor-check.ts';
import type { ForgeStanding, FoundKeys } from './doctor-context.ts';

/** A token that ends sooner than this should be renewed now. */
const SOON_MS = 7 * 24 * 60 * 60 * 1000;
/** Each of these lets a classic token push and open pull requests. */
const WRITING_SCOPES = ['repo', 'public_repo'];
/** Each of these lets a classic token see who is in a team. */
const TEAM_SCOPES = ['read:org', 'write:org', 'admin:org'];

/** Whether the keys of this machine can sign; that there are none is fine. Pure. */
export function checkKeys(found: FoundKeys | string | undefined): DoctorCheck {
  const id = 'keys';
  if (found === undefined) {
    const hint = 'set HOME, or HYPER_KEYS to a folder of yours';
    return { id, status: 'warning', message: 'there is no folder for keys', hint };
  }
  if (typeof found === 'string') {
    const hint = 'give yourself permission to read the folder';
    return { id, status: 'warning', message: `the folder of keys cannot be read: ${found}`, hint };
  }
  const { folder, count, unusable, trouble } = found;
  if (trouble !== null) {
    const hint = trouble.hint ?? 'name another folder: HYPER_KEYS';
    return { id, status: 'problem', message: trouble.message, hint };
  }
  const [first, ...others] = unusable;
  if (first !== undefined) {
    const more = others.length === 0 ? '' : ` (and ${String(others.length)} more)`;
    return {
      id,
      status: 'warning',
      message: `a key cannot be used: ${first}${more}`,
      hint: 'hyper key list',
    };
  }
  const shown = toOneLine(folder);
  const keys = count === 1 ? 'one key' : `${String(count)} keys`;
  const message = count === 0 ? `no keys in "${shown}": only who signs needs one` : `${keys} in "${shown}"`;
  return { id, status: 'ok', message, hint: null };
}

/** Whether the token for the forge can do what proposing a change needs; that there is none is fine. Pure. */
export function checkForgeToken(standing: ForgeStanding | undefined, now: Date): DoctorCheck {
  const id = 'forge-token';
  if (standing === undefined) {
    const message = 'no token for the forge: only --pr and the gate need one';
    return { id, status: 'ok', message, hint: null };
  }
  if (standing.kind === 'refused') {
    const hint = standing.hint ?? 'set GITHUB_TOKEN to a token that is valid now';
    return { id, status: 'problem', message: standing.message, hint };
  }
  if (standing.kind === 'unreached') {
    const message = `the token for the forge was not looked at: ${standing.message}`;
    return { id, status: 'warning', message, hint: 'run it again where the forge can be reached' };
  }
  return checkEnd(standing, now) ?? checkScopes(standing);
}

type KnownStanding = Extract<ForgeStanding, { readonly kind: 'known' }>;

function checkEnd({ expiresAt }: KnownStanding, now: Date): DoctorCheck | undefined {
  if (expiresAt === null || new Date(expiresAt).getTime() - now.getTime() > SOON_MS) return undefined;
  const message = `the token for the forge ends at ${expiresAt}`;
  return { id: 'forge-token', status: 'warning', message, hint: 'make a new one and set GITHUB_TOKEN to it' };
}

function checkScopes({ scopes, repository }: KnownStanding): DoctorCheck {
  const id = 'forge-token';
  const place = repository === null ? '' : ` in ${toOneLine(repository.name)}`;
  if (repository?.right === 'none' || repository?.right === 'read') {
    const can = repository.right === 'none' ? 'does not see' : 'may only read';
    const hint =
      scopes === null
        ? 'give it Contents and Pull requests: read and write, for this repository'
        : 'give its owner the right to write, or propose from a fork: --remote';
    return {
      id,
      status: 'warning',
      message: `the token for the forge ${can} ${toOneLine(repository.name)}`,
      hint,
    };
  }
  if (scopes === null) {
    const message =
      repository?.right === 'write'
        ? `the token for the forge may write${place}`
        : 'the forge takes the token; a fine-grained or App token tells its rights only when it is used';
    return { id, status: 'ok', message, hint: null };
  }
  const shown = scopes.length === 0 ? 'no scope' : `the scopes ${toOneLine(scopes.join(', '))}`;
  if (!scopes.some((scope) => WRITING_SCOPES.includes(scope))) {
    const hint =
      'to open pull requests, make a token with the scope repo (public_repo for a public registry)';
    return { id, status: 'warning', message: `the token for the forge has ${shown}`, hint };
  }
  const seesTeams = scopes.some((scope) => TEAM_SCOPES.includes(scope));
  const more = seesTeams ? '' : '; members of teams are not seen without read:org';
  return { id, status: 'ok', message: `the token for the forge has ${shown}${place}${more}`, hint: null };
}
