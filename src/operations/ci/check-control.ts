import { accessControlOf, checkAccessControl, compareAccess, faultsOfChanges } from '../../access/index.ts';
import { planeOf } from '../../gate/index.ts';
import type { ChangeFinding, ChangeSubject, Decision, People } from '../../gate/index.ts';
import { checkPolicies, comparePolicies, faultsOfWeakenings } from '../../policy/index.ts';
import { locateFaults, roleOf } from '../../registry/index.ts';
import type { PlacedFault, RegistryStore } from '../../registry/index.ts';

/** What somebody else must confirm; the rest of what is found is refused. */
const CONFIRMED: ReadonlySet<string> = new Set(['HYPER_POLICY_WEAKENED', 'HYPER_ACCESS_LOCKOUT']);

/**
 * What a change of control does that it must not: rights for whoever brings it, no owner left, a login that is somebody else
 * now, weaker policies, roles and policies that cannot be read (ATTACKS O02, O04, O07, O08). Faults of the base are no news.
 */
export async function controlFaults(
  store: RegistryStore,
  subject: ChangeSubject,
  { authors, at }: People,
): Promise<ChangeFinding[]> {
  const { control, nextControl, files } = subject;
  if (!files.some(({ path, role }) => planeOf(path, role) === 'control')) return [];
  const [base, head] = [accessControlOf(control), accessControlOf(nextControl)];
  const changes =
    authors.length === 0
      ? compareAccess(base, head, { at })
      : authors.flatMap((actor) => compareAccess(base, head, { actor, at }));
  const known = new Set(
    [...checkAccessControl(control, at), ...(await checkPolicies(control, at))].map(keyOf),
  );
  const state = [...checkAccessControl(nextControl, at), ...(await checkPolicies(nextControl, at))];
  const faults = [
    ...faultsOfChanges(changes),
    ...faultsOfWeakenings(await comparePolicies(control, nextControl)),
    ...state.filter((fault) => !known.has(keyOf(fault))),
  ];
  const once = [...new Map(faults.map((fault) => [keyOf(fault), fault])).values()];
  const located = await locateFaults(store, nextControl.index, once);
  return located.map((found): ChangeFinding => {
    const isRequest = found.code === 'HYPER_ACCESS_SELF_GRANT' && isNew(control, found.path ?? '');
    if (isRequest) return { ...found, severity: 'warning', decision: OF_ADMINS };
    if (!CONFIRMED.has(found.code)) return found;
    return { ...found, severity: 'warning', decision: decisionAt(found.path ?? '') };
  });
}

const OF_ADMINS: Decision = { capability: 'registry:admin', namespace: '', count: 1 };

/** Whoever asks for a namespace of their own asks for rights in it: the admins of the registry say yes or no. */
function isNew({ namespaces }: ChangeSubject['control'], path: string): boolean {
  const role = roleOf(path);
  return role.kind === 'namespace' && !namespaces.has(role.namespace);
}

function keyOf({ code, message, place }: PlacedFault): string {
  return JSON.stringify([code, message, place.path]);
}

/** Those who answer for the file, beside whoever brings the change. */
function decisionAt(path: string): Decision {
  const role = roleOf(path);
  const namespace = role.kind === 'namespace' || role.kind === 'policy' ? role.namespace : '';
  return { capability: namespace === '' ? 'registry:admin' : 'namespace:manage', namespace, count: 1 };
}
