import { HyperError, toOneLine } from '../../core/index.ts';
import type { Principal } from '../../manifest/index.ts';

const NUMBERED = /^(github|team):([1-9][0-9]{0,15})(?::([A-Za-z0-9][A-Za-z0-9/_.-]{0,127}))?$/u;
const KEY = /^key:([A-Za-z0-9][A-Za-z0-9:_.-]{0,127})$/u;
const OIDC = /^oidc:(https:\/\/[^\s#]{1,512})#(\S{1,512})$/u;

/**
 * Reads who is meant: `github:583231:octocat`, `team:4021:acme/identity` (the number counts, the login is for people),
 * `key:<id>`, or `oidc:<issuer>#<subject>`. Errors: `HYPER_PRINCIPAL_INVALID`. Pure.
 */
export function parsePrincipal(text: string): Principal {
  const numbered = NUMBERED.exec(text);
  if (numbered !== null) {
    const [, kind, id = '', login] = numbered;
    const who = { id: Number(id), ...(login === undefined ? {} : { login }) };
    return kind === 'github' ? { githubUser: who } : { githubTeam: who };
  }
  const key = KEY.exec(text)?.[1];
  if (key !== undefined) return { key };
  const oidc = OIDC.exec(text);
  if (oidc !== null) return { oidc: { issuer: oidc[1] ?? '', subject: oidc[2] ?? '' } };
  const hint = /^@?[A-Za-z0-9-]+$/u.test(text)
    ? `a login can change hands, the number does not: gh api users/${toOneLine(text.replace('@', ''))} --jq .id`
    : 'write github:583231:octocat, team:4021:acme/identity, key:ID or oidc:ISSUER#SUBJECT';
  throw new HyperError('HYPER_PRINCIPAL_INVALID', `"${toOneLine(text).slice(0, 80)}" names nobody`, { hint });
}

/** The spelling that `parsePrincipal` reads. Pure. */
export function formatPrincipal(principal: Principal): string {
  const { githubUser, githubTeam, key, oidc } = principal;
  const numbered = (kind: string, { id, login }: { id: number; login?: string }): string =>
    `${kind}:${String(id)}${login === undefined ? '' : `:${login}`}`;
  if (githubUser !== undefined) return numbered('github', githubUser);
  if (githubTeam !== undefined) return numbered('team', githubTeam);
  return key === undefined ? `oidc:${oidc?.issuer ?? ''}#${oidc?.subject ?? ''}` : `key:${key}`;
}

/** Whether two grants are of one principal: the number decides, not the login (ATTACKS O07). Pure. */
export function isSamePrincipal(left: Principal, right: Principal): boolean {
  return identityOf(left) === identityOf(right);
}

function identityOf({ githubUser, githubTeam, key, oidc }: Principal): string {
  if (githubUser !== undefined) return `github:${String(githubUser.id)}`;
  if (githubTeam !== undefined) return `team:${String(githubTeam.id)}`;
  return key === undefined ? `oidc:${oidc?.issuer ?? ''}#${oidc?.subject ?? ''}` : `key:${key}`;
}
