import type { PullRequest } from './forge.ts';
import type { Standing } from './plan-labels.ts';

/** When a pull request may go in without somebody pressing the button. */
export interface MergeRules {
  /** Kinds of what a change may do: `release-published`, `signature`. A change that does anything else waits for a person. */
  readonly kinds: readonly string[];
  /** Distinct people who must have approved the very commit. */
  readonly approvals: number;
  /** Labels that stop it. */
  readonly holdLabels: readonly string[];
}

export interface MergeQuestion {
  readonly pull: PullRequest;
  readonly defaultBranch: string;
  /** What the gate said, and of which commit. */
  readonly standing: Standing;
  readonly judgedCommit: string;
  readonly kinds: readonly string[];
  /** How many who may write approve this commit by their last word. */
  readonly approvals: number;
  /** A person with the right to merge asked for this commit. */
  readonly isCommanded: boolean;
  readonly rules: MergeRules;
}

/** Why a pull request is not merged now, in sentences; empty where it may be. Pure. */
export function obstaclesToMerge(question: MergeQuestion): readonly string[] {
  const { pull, rules, standing, judgedCommit } = question;
  const reasons: string[] = [];
  if (pull.state !== 'open') reasons.push(`it is ${pull.state}`);
  if (pull.isDraft) reasons.push('it is a draft');
  if (pull.baseBranch !== question.defaultBranch) reasons.push('it is not for the default branch');
  if (judgedCommit !== pull.headCommit)
    reasons.push(`the judgement is of "${judgedCommit}", its head is "${pull.headCommit}"`);
  if (standing !== 'pass') reasons.push('the gate did not pass it');
  for (const label of rules.holdLabels)
    if (pull.labels.includes(label)) reasons.push(`it has the label "${label}"`);
  if (question.isCommanded) return reasons;
  const others = [...new Set(question.kinds.filter((kind) => !rules.kinds.includes(kind)))];
  if (question.kinds.length === 0) reasons.push('it does nothing to the registry');
  for (const kind of others) reasons.push(`changes of the kind "${kind}" wait for a person`);
  const missing = rules.approvals - question.approvals;
  if (missing > 0) reasons.push(`${String(missing)} more approval${missing === 1 ? '' : 's'} of this commit`);
  return reasons;
}

/** The commit that a comment asks to merge: `/hyper merge <full commit id>` and nothing else; undefined for any other (C10). Pure. */
export function commandedCommit(body: string): string | undefined {
  return /^\/hyper merge ([0-9a-f]{40}(?:[0-9a-f]{24})?)\s*$/u.exec(body)?.[1];
}
