import type { CodeEntry } from './code-entry.ts';

/** Codes of policies: of their text, of what they say, and of what a change does to them. */
export const POLICY_CODES = {
  HYPER_POLICY_REFUSED: {
    exit: 1,
    title: 'refused by a policy',
    explanation: 'A rule of a policy in force in the namespace does not let it through.',
    fix: 'Do what the rule says, or ask for an exception with a reason and an end.',
  },
  HYPER_POLICY_ADVICE: {
    exit: 0,
    title: 'advice of a policy',
    explanation:
      'A rule of an advisory policy, or one that only inspects, found something. It refuses nothing.',
    fix: 'Consider what the rule says.',
  },
  HYPER_POLICY_RECORDED: {
    exit: 0,
    title: 'recorded by a policy',
    explanation: 'A policy that only audits, or a rule that only logs, noted something. It refuses nothing.',
    fix: 'Nothing has to be done.',
  },
  HYPER_POLICY_EXCEPTION: {
    exit: 0,
    title: 'let through by an exception',
    explanation:
      'A rule would have refused it, and an exception of the policy lets it through until its end. Every report shows it.',
    fix: 'Mend it before the exception ends.',
  },
  HYPER_POLICY_UNDECIDED: {
    exit: 1,
    title: 'a policy that cannot decide',
    explanation:
      'A rule asks for something that is of another type, is too large or is not known here. What cannot be decided is not let through.',
    fix: 'Correct the field, or run it where the fact is known.',
  },
  HYPER_POLICY_BROKEN: {
    exit: 1,
    title: 'a policy that cannot be run',
    explanation:
      'A pattern, field, expression or action of the policy cannot be read. A policy that cannot be run refuses everything in its scope.',
    fix: 'Correct the policy; hyper policy test runs its examples.',
  },
  HYPER_POLICY_MODIFICATION: {
    exit: 1,
    title: 'a change that a policy asks for',
    explanation:
      'A transformation of a policy proposes a patch. Nothing is changed without somebody who applies it.',
    fix: 'Apply the patch that hyper policy explain prints.',
  },
  HYPER_POLICY_LOOSENED: {
    exit: 1,
    title: 'an override that may not loosen',
    explanation: 'A mandatory policy from above may only be tightened below. The override has no effect.',
    fix: 'Remove the override, or ask for an exception in the policy itself.',
  },
  HYPER_POLICY_OVERRIDE_UNKNOWN: {
    exit: 1,
    title: 'an override of no policy',
    explanation: 'policies.overrides names a policy that is not in force in the namespace.',
    fix: 'Correct the id; hyper policy list shows what is in force.',
  },
  HYPER_POLICY_EXCEPTION_WIDE: {
    exit: 1,
    title: 'an exception outside of its policy',
    explanation:
      'The target of an exception lies in the namespace of its policy or below it, and never is all of it. This one has no effect.',
    fix: 'Name a namespace below, an artifact, or a release.',
  },
  HYPER_POLICY_EXCEPTION_ENDED: {
    exit: 0,
    title: 'an exception that has ended',
    explanation: 'The exception has reached its end and lets nothing through any more.',
    fix: 'Remove it, or give it a later end in a pull request of its own.',
  },
  HYPER_POLICY_WEAKENED: {
    exit: 42,
    title: 'a weakened policy',
    explanation:
      'After the change something could be accepted that a mandatory policy refuses now. Weakening a policy is a pull request of its own, approved by those who answer for it.',
    fix: 'Put the change of the policy into its own pull request.',
  },
  HYPER_POLICY_EXAMPLE: {
    exit: 1,
    title: 'an example that the policy contradicts',
    explanation: 'A policy says something else of its own example than the example expects.',
    fix: 'Correct the rule or the example.',
  },
  HYPER_POLICY_UNKNOWN: {
    exit: 1,
    title: 'no such policy',
    explanation: 'No policy of that id is in force there, and none of that id is shipped.',
    fix: 'hyper policy list shows what there is.',
  },
} as const satisfies Record<string, CodeEntry>;
