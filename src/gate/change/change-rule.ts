import type { Diagnostic } from '../../core/index.ts';
import type { RuleDescription } from '../rule.ts';
import type { ChangeSubject } from './change-subject.ts';

/** Who must say yes before a finding stops to matter. */
export interface Decision {
  /** The capability that they need, at the merge base. */
  readonly capability: string;
  /** Where they need it; the empty text for the registry itself. */
  readonly namespace: string;
  /** How many of them. */
  readonly count: number;
  /** Whether whoever brings the change may decide it, having the capability. */
  readonly mayBeAuthor?: boolean;
  /** True where the approvals were counted before and did not suffice. */
  readonly isOpen?: boolean;
}

/** A finding of a change; with a decision, people may allow what it tells. */
export interface ChangeFinding extends Diagnostic {
  readonly decision?: Decision;
}

/** What a law about a change says of itself. */
export interface ChangeDescription extends RuleDescription {
  /** What its findings come to: refused, or left to people. */
  readonly severity: 'error' | 'human';
  /** The version of hyper that has it first. */
  readonly since: string;
  /** Whether a skip in registry.yaml may leave its findings out for a while. */
  readonly isSkippable: boolean;
  /** Why the rule is there; plain sentences. */
  readonly explanation: string;
}

/** A law about a change: how the head may differ from the merge base. Pure. */
export interface ChangeRule extends ChangeDescription {
  check(subject: ChangeSubject): Iterable<ChangeFinding>;
}
