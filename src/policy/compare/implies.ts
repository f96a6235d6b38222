import { canonicalJson } from '../../core/index.ts';
import type { JsonValue } from '../../core/index.ts';
import type { Condition, FieldComparison } from '../language/condition.ts';

/**
 * Whether `one` not being `no` makes `other` not be `no`, whatever the facts: what `one` refuses, because it holds or cannot be
 * told, `other` refuses too. False means that it could not be shown. Pure.
 */
export function impliesRefusal(one: Condition, other: Condition): boolean {
  return implies(one, other, 'refusal');
}

/** `certainty` is the same about `yes`: under a `not` one becomes the other. */
type Kind = 'refusal' | 'certainty';

function implies(one: Condition, other: Condition, kind: Kind): boolean {
  if (isSame(one, other)) return true;
  if (one.kind === 'or') return one.parts.every((part) => implies(part, other, kind));
  if (other.kind === 'and') return other.parts.every((part) => implies(one, part, kind));
  if (one.kind === 'and' && one.parts.some((part) => implies(part, other, kind))) return true;
  if (other.kind === 'or' && other.parts.some((part) => implies(one, part, kind))) return true;
  if (one.kind === 'not' && other.kind === 'not') {
    return implies(other.part, one.part, kind === 'refusal' ? 'certainty' : 'refusal');
  }
  const isPlain = one.kind === 'compare' && other.kind === 'compare';
  return isPlain && impliesComparison(one.comparison, other.comparison);
}

/** Both answer `unknown` for the same values here, so it is right for either kind. */
function impliesComparison(one: FieldComparison, other: FieldComparison): boolean {
  const isSameField = one.target === other.target && canonicalJson(one.field) === canonicalJson(other.field);
  if (!isSameField) return false;
  const [values, others] = [choicesOf(one), choicesOf(other)];
  if (values !== undefined && others !== undefined) return values.every((value) => others.includes(value));
  if (one.operator !== other.operator) return false;
  if (one.operator === 'licensed-under') {
    const allowed = other.value as readonly unknown[];
    return (one.value as readonly unknown[]).every((value) => allowed.includes(value));
  }
  if (typeof one.value !== 'number' || typeof other.value !== 'number') return false;
  if (one.operator === 'greater-than') return one.value >= other.value;
  return one.operator === 'less-than' && one.value <= other.value;
}

function choicesOf({ operator, value }: FieldComparison): readonly unknown[] | undefined {
  if (operator === 'equals') return [value];
  return operator === 'in' ? (value as readonly unknown[]) : undefined;
}

function isSame(one: Condition, other: Condition): boolean {
  return canonicalJson(plainOf(one)) === canonicalJson(plainOf(other));
}

/** A condition without what was made of it. Pure. */
export function plainOf(condition: Condition): JsonValue {
  switch (condition.kind) {
    case 'compare': {
      const { target, field, operator, value } = condition.comparison;
      return { target, field, operator, value };
    }
    case 'cel':
      return { cel: condition.expression.source };
    case 'not':
      return { not: plainOf(condition.part) };
    case 'and':
    case 'or':
      return { [condition.kind]: condition.parts.map(plainOf) };
  }
}
