import { allOf, anyOf, opposite, toTruth } from '../../core/index.ts';
import type { Truth } from '../../core/index.ts';
import { formatFieldPath } from '../../manifest/index.ts';
import type { Condition, Facts, FieldComparison } from './condition.ts';
import { valueAt } from './field.ts';

/** What a condition came to, and what could not be told on the way. */
export interface Evaluation {
  readonly truth: Truth;
  /** One clause for each thing that could not be told, in order; empty unless the truth is `unknown`. */
  readonly unknowns: readonly string[];
}

/**
 * Whether the condition holds of the facts. A field that its manifest leaves out makes a comparison false, `exists` apart; a
 * fact that is not known here, and a value of a type that cannot be compared, make it `unknown` (O14, O16). Pure.
 */
export function evaluateCondition(condition: Condition, facts: Facts): Evaluation {
  const unknowns: string[] = [];
  const truth = truthOf(condition, facts, unknowns);
  return { truth, unknowns: truth === 'unknown' ? unknowns : [] };
}

function truthOf(condition: Condition, facts: Facts, unknowns: string[]): Truth {
  switch (condition.kind) {
    case 'compare':
      return compare(condition.comparison, facts, unknowns);
    case 'cel': {
      const { truth, why } = condition.expression.evaluate(facts);
      if (why !== undefined) unknowns.push(why);
      return truth;
    }
    case 'not':
      return opposite(truthOf(condition.part, facts, unknowns));
    case 'and':
      return allOf(condition.parts.map((part) => truthOf(part, facts, unknowns)));
    case 'or':
      return anyOf(condition.parts.map((part) => truthOf(part, facts, unknowns)));
  }
}

function compare(
  { target, field, operator, value, compare }: FieldComparison,
  facts: Facts,
  unknowns: string[],
): Truth {
  const root = facts[target];
  const name = `${target}.${formatFieldPath(field)}`;
  const isUnverified = target === 'artifact' && field[0] === 'signature' && !facts.isVerified;
  if (root === undefined || isUnverified) {
    unknowns.push(`${name} is not known here`);
    return 'unknown';
  }
  const actual = valueAt(root, field);
  if (actual === undefined) return operator === 'exists' ? toTruth(value === false) : 'no';
  const truth = compare(actual);
  if (truth === 'unknown') unknowns.push(`${name} is of a type that ${operator} does not compare`);
  return truth;
}
