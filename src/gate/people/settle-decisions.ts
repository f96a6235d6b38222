import { isCapability } from '../../access/index.ts';
import type { AccessControl } from '../../access/index.ts';
import { parseNamespacePath } from '../../names/index.ts';
import type { NamespacePath } from '../../names/index.ts';
import type { ChangeFinding, Decision } from '../change/change-rule.ts';
import type { ForgeAccount } from '../event/change-event.ts';
import { holds } from './judge-people.ts';
import type { People } from './people.ts';

/** A finding that people must still decide, with those who said yes already. */
export interface OpenFinding {
  readonly finding: ChangeFinding & { readonly decision: Decision };
  readonly given: readonly ForgeAccount[];
}

export interface Settled {
  /** Findings that people have decided are notes now. */
  readonly found: readonly ChangeFinding[];
  readonly open: readonly OpenFinding[];
}

/**
 * Takes what people have said into account: a finding with a decision becomes a note once as many as it asks for have
 * approved who may, at the merge base. Pure.
 */
export function settleDecisions(
  found: readonly ChangeFinding[],
  control: AccessControl,
  people: People,
): Settled {
  const open: OpenFinding[] = [];
  const all = found.map((finding): ChangeFinding => {
    const { decision } = finding;
    if (decision === undefined || finding.severity === 'info') return finding;
    if (people.isDecided) return note(finding, 'was decided in the pull request');
    const need = needOf(decision);
    const given =
      need === undefined ? [] : people.approvers.filter((actor) => holds(control, actor, need, people.at));
    const isOwn =
      need !== undefined &&
      decision.mayBeAuthor === true &&
      people.authors.length > 0 &&
      people.authors.every((actor) => holds(control, actor, need, people.at));
    if (decision.isOpen !== true && (isOwn || given.length >= decision.count)) {
      return note(finding, isOwn ? 'whoever brings the change may decide it' : 'was approved');
    }
    open.push({ finding: { ...finding, decision }, given: given.map(({ account }) => account) });
    return finding;
  });
  return { found: all, open };
}

function note(finding: ChangeFinding, why: string): ChangeFinding {
  return { ...finding, severity: 'info', message: `${finding.message}; ${why}` };
}

function needOf({ capability, namespace }: Decision): Parameters<typeof holds>[2] | undefined {
  if (!isCapability(capability)) return undefined;
  const parsed = namespace === '' ? undefined : parseNamespacePath(namespace);
  if (parsed?.ok === false) return undefined;
  const path: NamespacePath | undefined = parsed?.ok === true ? parsed.value : undefined;
  return { capability, namespace: path, artifact: undefined, resource: new Map() };
}
