import type { JsonValue, When } from '../core/index.ts';
import { formatFieldPath } from '../manifest/index.ts';
import type { CompiledPolicy } from './compile/compile-policies.ts';
import { isInScope } from './compile/scope.ts';
import { evaluatePolicies } from './evaluate-policies.ts';
import type { PolicyFinding } from './finding.ts';
import { comparisonsOf, targetsOf } from './language/condition.ts';
import type { Condition } from './language/condition.ts';
import { evaluateCondition } from './language/evaluate-condition.ts';
import { valueAt } from './language/field.ts';
import { factsOf } from './subject.ts';
import type { PolicySubject } from './subject.ts';

/** One comparison of a rule, with what it found. */
export interface ExplainedCheck {
  /** `artifact.metadata.license`. */
  readonly field: string;
  readonly operator: string;
  readonly wanted: JsonValue;
  /** Undefined where it is not there. */
  readonly actual: JsonValue | undefined;
  readonly truth: 'yes' | 'no' | 'unknown';
}

/** What one policy says of a subject, rule by rule. */
export interface ExplainedPolicy {
  readonly policy: CompiledPolicy;
  /** Why it says nothing; undefined where it is asked. */
  readonly silence: 'disabled' | 'out of scope' | undefined;
  readonly rules: readonly {
    readonly id: string;
    /** Undefined where the rule is content. */
    readonly finding: PolicyFinding | undefined;
    readonly checks: readonly ExplainedCheck[];
  }[];
  /** Findings about the policy as a whole. */
  readonly findings: readonly PolicyFinding[];
}

/** As `evaluatePolicies`, told of every rule, also of those that are content, with what each comparison found. Pure. */
export function explainPolicies(
  policies: readonly CompiledPolicy[],
  subject: PolicySubject,
  options: { readonly at: When },
): ExplainedPolicy[] {
  return policies.map((policy) => {
    const isDisabled = policy.enforcement === 'disabled';
    const silence = isDisabled ? 'disabled' : isInScope(policy.scope, subject) ? undefined : 'out of scope';
    if (silence !== undefined) return { policy, silence, rules: [], findings: [] };
    const findings = evaluatePolicies([policy], subject, options);
    const rules = policy.rules.flatMap(({ source, index, condition }) => {
      const isAbout = subject.kind === 'artifact' || !targetsOf(condition).has('artifact');
      const finding = findings.find((one) => one.rule?.pointer[1] === index);
      return isAbout ? [{ id: source.id, finding, checks: checksOf(condition, subject) }] : [];
    });
    return { policy, silence, rules, findings: findings.filter(({ rule }) => rule === undefined) };
  });
}

function checksOf(condition: Condition, subject: PolicySubject): ExplainedCheck[] {
  const facts = factsOf(subject);
  return comparisonsOf(condition).map((comparison) => {
    const { target, field, operator, value } = comparison;
    const { truth } = evaluateCondition({ kind: 'compare', comparison }, facts);
    return {
      field: `${target}.${formatFieldPath(field)}`,
      operator,
      wanted: value,
      actual: valueAt(facts[target], field),
      truth,
    };
  });
}
