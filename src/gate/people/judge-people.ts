import { decideAccess, formatPrincipal, ownersOf } from '../../access/index.ts';
import type { AccessControl, Actor, NeededCapability } from '../../access/index.ts';
import { toOneLine } from '../../core/index.ts';
import type { Diagnostic } from '../../core/index.ts';
import { lineOf } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import { isControlPath, planeOf } from '../change/control-path.ts';
import type { ChangeFinding, Decision } from '../change/change-rule.ts';
import type { ChangeSubject, ChangedFile } from '../change/change-subject.ts';
import { needsOf } from './needs-of.ts';
import type { People } from './people.ts';

const MAX_OWNERS_TOLD = 5;

/** Whether an actor has what a change needs, at the merge base. Pure. */
export function holds(
  control: AccessControl,
  actor: Actor,
  need: Omit<NeededCapability, 'why' | 'version'>,
  at: Date,
): boolean {
  const { capability, namespace, artifact, resource } = need;
  return decideAccess(control, { actor, capability, namespace, artifact, at, facts: { resource } }).isAllowed;
}

/** What is wrong with who brings a change and who approves it. Pure; nothing where the people were asked before. */
export function judgePeople(subject: ChangeSubject, control: AccessControl, people: People): ChangeFinding[] {
  if (people.isDecided) return [];
  const found: ChangeFinding[] = [];
  for (const file of subject.files) {
    const isControl = planeOf(file.path, file.role) === 'control';
    for (const need of needsOf(file, subject)) {
      if (isOtherOwner(file, need)) continue;
      const one = isControl ? quorumFault(subject, control, people, need) : ownerFault(control, people, need);
      if (one === undefined) continue;
      found.push({ ...one, path: file.path, ...placeOf(file) });
      break;
    }
  }
  const beyond = subject.outside.find(({ path }) => isControlPath(path));
  const fault =
    beyond === undefined ? undefined : quorumFault(subject, control, people, ofRegistry(beyond.path));
  if (fault !== undefined) found.push(fault);
  return found;
}

/** That both owners want a redirect is the law of another rule. */
function isOtherOwner({ role }: ChangedFile, { namespace }: NeededCapability): boolean {
  return role.kind === 'state' && namespace !== undefined && namespace !== role.namespace;
}

function placeOf(file: ChangedFile): Partial<Diagnostic> {
  const document = file.role.kind === 'release' ? file.after?.document : undefined;
  return document === undefined ? {} : { span: document.locate(['namespace']) };
}

function ofRegistry(path: string): NeededCapability {
  const nothing = { namespace: undefined, artifact: undefined, version: undefined, resource: new Map() };
  return { capability: 'registry:admin', ...nothing, why: `${path} is changed` };
}

function ownerFault(
  control: AccessControl,
  people: People,
  need: NeededCapability,
): ChangeFinding | undefined {
  const { authors, approvers, at } = people;
  const isOwn = authors.length > 0 && authors.every((actor) => holds(control, actor, need, at));
  if (isOwn || approvers.some((actor) => holds(control, actor, need, at))) return undefined;
  const where = need.namespace === undefined ? 'the registry' : `"${toOneLine(need.namespace)}"`;
  const what = `"${need.capability}" in ${where}, since ${toOneLine(need.why)}`;
  if (authors.length === 0) {
    return human(
      'HYPER_OWNER_UNKNOWN',
      `this needs ${what}, and nobody says who brings the change`,
      decisionOf(need, 1),
      'give the event of the forge with --event, or say who you are with --as',
    );
  }
  const owners = ownersOf(control, need.namespace, at);
  const isOwned = need.namespace !== undefined && hasGrants(control, need.namespace);
  if (!isOwned) {
    const decision: Decision = { capability: 'registry:admin', namespace: '', count: 1 };
    return human(
      'HYPER_OWNER_NONE',
      `this needs ${what}, and no namespace answers for it`,
      decision,
      'an admin of the registry decides',
    );
  }
  const names = owners.slice(0, MAX_OWNERS_TOLD).map(({ principal }) => formatPrincipal(principal));
  const hint =
    names.length === 0 ? 'ask somebody who may to approve' : `ask for an approval: ${names.join(', ')}`;
  return { code: 'HYPER_OWNER_REFUSED', severity: 'error', message: `who brings this lacks ${what}`, hint };
}

/** Whether anybody but the admins of the registry has a role in the namespace or above it. */
function hasGrants(control: AccessControl, namespace: NamespacePath): boolean {
  return lineOf(namespace).some((path) => (control.namespaces.get(path)?.grants.length ?? 0) > 0);
}

function quorumFault(
  subject: ChangeSubject,
  control: AccessControl,
  people: People,
  need: NeededCapability,
): ChangeFinding | undefined {
  const { authors, approvers, at } = people;
  const isOwn = authors.length > 0 && authors.every((actor) => holds(control, actor, need, at));
  const given = approvers.filter((actor) => holds(control, actor, need, at)).length + (isOwn ? 1 : 0);
  const quorum = quorumOf(subject, control, need);
  if (given >= quorum) return undefined;
  const where = need.namespace === undefined ? 'the registry' : `"${toOneLine(need.namespace)}"`;
  const message = `expected ${quorum} with "${need.capability}" in ${where} to want this, got ${given}: ${toOneLine(need.why)}`;
  const missing = isOwn ? quorum - 1 : quorum;
  return human(
    'HYPER_CONTROL_QUORUM',
    message,
    decisionOf(need, missing),
    'ask them to approve this very commit',
  );
}

/** As many as must sign: no fewer decide about control than about a release. */
function quorumOf(
  { rootThreshold }: ChangeSubject,
  control: AccessControl,
  { namespace }: NeededCapability,
): number {
  if (namespace !== undefined) return control.namespaces.get(namespace)?.manifest.signing?.threshold ?? 1;
  return Math.max(1, Math.min(rootThreshold, control.admins.length));
}

function decisionOf({ capability, namespace }: NeededCapability, count: number): Decision {
  return { capability, namespace: namespace ?? '', count, isOpen: true };
}

function human(
  code: ChangeFinding['code'],
  message: string,
  decision: Decision,
  hint: string,
): ChangeFinding {
  return { code, severity: 'warning', message, hint, decision };
}
