import { HyperError, toOneLine } from '../core/index.ts';
import type { Principal } from '../manifest/index.ts';

/** Somebody who acts, by everything that was proven of them. Logins are not among it: a login is a label (O07). */
export interface Actor {
  /** Numeric id of the GitHub account. */
  readonly githubUser?: number | undefined;
  /** Numeric ids of the GitHub teams the account is in. */
  readonly githubTeams?: readonly number[];
  /** Ids of keys they have signed with. */
  readonly keys?: readonly string[];
  readonly identities?: readonly { readonly issuer: string; readonly subject: string }[];
}

/** Whether the principal is the actor, or a team the actor is in. Labels are not compared. Pure. */
export function isPrincipal(principal: Principal, actor: Actor): boolean {
  const { githubUser, githubTeam, key, oidc } = principal;
  if (githubUser !== undefined) return githubUser.id === actor.githubUser;
  if (githubTeam !== undefined) return actor.githubTeams?.includes(githubTeam.id) === true;
  if (key !== undefined) return actor.keys?.includes(key) === true;
  if (oidc === undefined) return false;
  const isSame = (one: { issuer: string; subject: string }): boolean =>
    one.issuer === oidc.issuer && one.subject === oidc.subject;
  return actor.identities?.some(isSame) === true;
}

/** The principal as `--as` takes it: `github:583231`, `team:4021`, `key:<id>`, `oidc:<issuer>#<subject>`. Pure. */
export function principalId({ githubUser, githubTeam, key, oidc }: Principal): string {
  if (githubUser !== undefined) return `github:${String(githubUser.id)}`;
  if (githubTeam !== undefined) return `team:${String(githubTeam.id)}`;
  if (oidc !== undefined) return `oidc:${oidc.issuer}#${oidc.subject}`;
  return `key:${key ?? ''}`;
}

/** As `principalId`, with the login where there is one: for people. Pure. */
export function formatPrincipal(principal: Principal): string {
  const login = principal.githubUser?.login ?? principal.githubTeam?.login;
  const id = toOneLine(principalId(principal));
  return login === undefined ? id : `${id} (${toOneLine(login)})`;
}

/** Somebody who is this principal and nobody else. Pure. */
export function actorOf({ githubUser, githubTeam, key, oidc }: Principal): Actor {
  if (githubUser !== undefined) return { githubUser: githubUser.id };
  if (githubTeam !== undefined) return { githubTeams: [githubTeam.id] };
  if (key !== undefined) return { keys: [key] };
  return oidc === undefined ? {} : { identities: [oidc] };
}

/**
 * The actor that `--as` names: principals with commas between them, as `principalId` writes them; several stand for one
 * person (`github:583231,team:4021`). Errors: `HYPER_ACCESS_PRINCIPAL`. Pure.
 */
export function parseActor(text: string): Actor {
  let githubUser: number | undefined;
  const githubTeams: number[] = [];
  const keys: string[] = [];
  const identities: { issuer: string; subject: string }[] = [];
  for (const part of text.split(',')) {
    const colon = part.indexOf(':');
    const [kind, rest] = [part.slice(0, Math.max(0, colon)).trim(), part.slice(colon + 1).trim()];
    const hash = rest.lastIndexOf('#');
    if (kind === 'github' && isId(rest) && githubUser === undefined) githubUser = Number(rest);
    else if (kind === 'team' && isId(rest)) githubTeams.push(Number(rest));
    else if (kind === 'key' && rest !== '') keys.push(rest);
    else if (kind === 'oidc' && hash > 0)
      identities.push({ issuer: rest.slice(0, hash), subject: rest.slice(hash + 1) });
    else throw notPrincipal(part);
  }
  return { githubUser, githubTeams, keys, identities };
}

function isId(text: string): boolean {
  return /^[1-9][0-9]{0,15}$/u.test(text) && Number.isSafeInteger(Number(text));
}

function notPrincipal(text: string): HyperError {
  const shown = toOneLine(text.trim().slice(0, 80));
  return new HyperError('HYPER_ACCESS_PRINCIPAL', `"${shown}" is no principal`, {
    hint: 'write github:<number>, team:<number>, key:<id> or oidc:<issuer>#<subject>, with commas between several',
  });
}
