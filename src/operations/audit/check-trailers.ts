import { toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { roleOf } from '../../registry/index.ts';
import type { Act, LoggedCommit } from '../../registry/index.ts';

/** What the trailers of a commit claim; undefined where it has none of ours. */
export interface Claim {
  readonly operation: string | undefined;
  readonly target: string | undefined;
  readonly actor: string | undefined;
}

/** How operations are called where an act has a plainer name. */
const SAME_ACTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['attest', ['sign']],
  ['init', ['registry.create', 'namespace.create']],
  ['lint.fix', ['update', 'publish', 'create', 'namespace.update', 'policy.update', 'registry.update']],
  ['transfer', ['rename']],
  ['trust.init', ['trust.change']],
  ['trust.rotate', ['trust.change']],
  ['key.rotate', ['key.register', 'key.change', 'key.remove', 'registry.update']],
  ['key.revoke', ['key.change', 'key.remove', 'registry.update']],
  ['namespace.policy', ['policy.create', 'policy.update', 'policy.delete', 'namespace.update']],
  ['namespace.quota', ['namespace.update']],
]);

/** Reads the claim of a commit (SPEC section 3); the last of several trailers of one name counts. Pure. */
export function claimOf({ trailers }: Pick<LoggedCommit, 'trailers'>): Claim | undefined {
  const found = new Map(trailers.map(([name, value]) => [name.toLowerCase(), value] as const));
  const [operation, target, actor] = ['operation', 'target', 'actor'].map((name) =>
    found.get(`hyper-${name}`),
  );
  return operation === undefined && target === undefined && actor === undefined
    ? undefined
    : { operation, target, actor };
}

/** Whether an act is one that the claim speaks of. Pure. */
export function isClaimed(claim: Claim, act: Pick<Act, 'operation' | 'target' | 'path'>): boolean {
  return isOperation(claim.operation, act) && isTarget(claim, act);
}

/**
 * Whether an act is claimed, or goes with one of the commit that is (`isBorneOut`): the signatures of what the claim is about, the policies
 * that a new namespace begins with, the grant that another one of the same claim takes the place of. Pure.
 */
export function isStated(claim: Claim, act: Act, isBorneOut: boolean): boolean {
  if (isClaimed(claim, act)) return true;
  if (!isBorneOut) return false;
  switch (act.operation) {
    case 'sign':
      return act.target === claim.target || act.target.startsWith(`${targetFolder(claim.target ?? '')}/`);
    case 'policy.create':
      return claim.operation === 'namespace.create' && act.target.startsWith(`${claim.target ?? ''}/`);
    case 'namespace.revoke':
      return claim.operation === 'namespace.grant' && act.target === claim.target;
    default:
      return false;
  }
}

/** The folder of a namespace, or of the artifact of a reference, as the target of a claim names it. Pure. */
export function targetFolder(target: string): string {
  const [, first = '', rest = ''] = /^([^/]*)((?:\/[^@]*)?)/u.exec(target) ?? [];
  // An e-mail owner is one folder.
  const at = first.indexOf('@') < 0 ? first.length : first.indexOf('.') + 1;
  return `namespaces/${first.slice(0, at).replaceAll('.', '/')}${first.slice(at)}${rest}`;
}

function isOperation(claimed: string | undefined, { operation }: Pick<Act, 'operation'>): boolean {
  // What a mirror brings may be any act.
  if (claimed === undefined || claimed === 'sync') return true;
  const name = claimed.replace(/^(?:registry|version)\.(?!create$|update$)/u, '');
  return (
    name === operation ||
    SAME_ACTS.get(name)?.includes(operation) === true ||
    `registry.${operation}` === name
  );
}

function isTarget(
  { operation, target: claimed }: Pick<Claim, 'operation' | 'target'>,
  { target, path }: Pick<Act, 'target' | 'path'>,
): boolean {
  if (claimed === undefined || claimed === target || claimed === path) return true;
  if (claimed === 'registry' && path === 'registry.yaml') return true;
  if (roleOf(path).kind === 'text') return path.startsWith(`${targetFolder(claimed)}/`);
  return (
    target.startsWith(`${claimed}@`) ||
    claimed.startsWith(`${target}@`) ||
    target.startsWith(`${claimed}/policies/`) ||
    (operation === 'sync' && [`${claimed}/`, `${claimed}.`].some((start) => target.startsWith(start)))
  );
}

/** What a commit says of itself and its content does not bear out. `acts` are all of its acts. Pure. */
export function checkTrailers(commit: LoggedCommit, acts: readonly Act[]): Diagnostic[] {
  const claim = claimOf(commit);
  if (claim === undefined) return [];
  const told: Diagnostic[] = [];
  const add = (message: string): void => {
    told.push({
      code: 'HYPER_AUDIT_TRAILER_FALSE',
      severity: 'error',
      message: `commit ${commit.commit.slice(0, 12)} ${message}`,
      hint: `see what it does: git show ${commit.commit.slice(0, 12)}`,
    });
  };
  const hasSaid = claim.operation !== undefined || claim.target !== undefined;
  if (hasSaid && !acts.some((act) => isClaimed(claim, act)))
    add(
      `says "${toOneLine([claim.operation, claim.target].filter(Boolean).join(' '))}", and does no such thing`,
    );
  const { actor } = claim;
  if (actor !== undefined && ![commit.author, commit.committer].some((person) => isPerson(actor, person)))
    add(`says that "${toOneLine(actor)}" acted, and is by ${toOneLine(commit.author.email)}`);
  return told;
}

function isPerson(actor: string, { name, email }: LoggedCommit['author']): boolean {
  return actor === email || actor === name || actor === `${name} <${email}>`;
}
