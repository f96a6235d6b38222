import { toOneLine } from '../../core/index.ts';
import type { ChangeFinding, ChangeRule } from '../change/change-rule.ts';
import type { ChangeSubject, ChangedArtifact } from '../change/change-subject.ts';
import { findingAt } from '../change/finding-at.ts';
import { namespaceOf } from '../change/namespace-of.ts';
import { redirectOf } from '../change/redirect-targets.ts';

/** A name leads to another in one step, and only where both owners want it (ATTACKS O11). */
export const redirectOwnersRule: ChangeRule = {
  id: 'redirect-owners',
  family: 'ownership',
  severity: 'human',
  since: '0.2.0',
  isSkippable: false,
  summary: 'A redirect leads to an artifact that leads nowhere else, and both owners agree to it.',
  explanation:
    'Old locks follow a redirect, so it hands the trust in one name to another. One step only: no chain, no cycle. The owner of the old name proposes it, somebody who may publish under the new one approves.',
  codes: ['HYPER_REDIRECT_CHAIN', 'HYPER_REDIRECT_CYCLE', 'HYPER_REDIRECT_OWNER'],
  *check(subject: ChangeSubject): Iterable<ChangeFinding> {
    for (const artifact of subject.artifacts.values()) {
      const target = redirectOf(artifact.after.state);
      if (target !== undefined && target !== redirectOf(artifact.before.state))
        yield* redirectFaults(artifact, target, subject);
    }
  },
};

function* redirectFaults(
  artifact: ChangedArtifact,
  target: string,
  { targets }: ChangeSubject,
): Iterable<ChangeFinding> {
  const file = artifact.files.find(({ role }) => role.kind === 'state');
  if (file === undefined) return;
  const at = ['redirect', 'artifact'];
  const shown = `"${toOneLine(target)}"`;
  const further = redirectOf(targets.get(target));
  // Of one that leads to itself, too: the target's state is that of the change.
  if (further === artifact.reference) {
    const message = `the redirect to ${shown} leads back to "${toOneLine(artifact.reference)}"`;
    yield findingAt(
      file,
      { code: 'HYPER_REDIRECT_CYCLE', message, hint: 'name the artifact that stays' },
      at,
    );
    return;
  }
  if (further !== undefined) {
    const message = `the redirect leads to ${shown}, which leads on to "${toOneLine(further)}"`;
    const hint = `write artifact: ${toOneLine(further)}`;
    yield findingAt(file, { code: 'HYPER_REDIRECT_CHAIN', message, hint }, at);
  }
  if (namespaceOf(target) === artifact.namespace) return;
  const message = `the redirect leads to ${shown}, in a namespace of its own`;
  const hint = 'ask somebody who may publish there to approve';
  const decision = {
    capability: 'artifact:publish',
    namespace: namespaceOf(target),
    count: 1,
    mayBeAuthor: true,
  };
  yield {
    ...findingAt(file, { code: 'HYPER_REDIRECT_OWNER', message, hint, severity: 'warning' }, at),
    decision,
  };
}
