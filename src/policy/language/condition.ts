import type { JsonValue, Truth } from '../../core/index.ts';
import type { PolicyCondition } from '../../manifest/index.ts';
import type { Pointer } from '../../document/index.ts';
import type { Comparison, Operator, Wanted } from './operators.ts';

/** Whose fields a condition looks at. */
export type TargetName = NonNullable<PolicyCondition['target']>;

/** The targets as expressions name them: CEL keeps the word `namespace` for itself. */
export const CEL_NAMES: ReadonlyMap<string, TargetName> = new Map([
  ['artifact', 'artifact'],
  ['ns', 'namespace'],
  ['user', 'user'],
  ['operation', 'operation'],
]);

/** What conditions look at; a target that is undefined is not known here, and nothing may rely on it. */
export interface Facts {
  readonly artifact?: JsonValue;
  readonly namespace?: JsonValue;
  readonly user?: JsonValue;
  readonly operation?: JsonValue;
  /** Whether `artifact.signature` is what verifying found; else it is not known. */
  readonly isVerified: boolean;
}

/** A condition that is ready to be evaluated. */
export type Condition =
  | { readonly kind: 'compare'; readonly comparison: FieldComparison }
  | { readonly kind: 'cel'; readonly expression: CelExpression }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition };

export interface FieldComparison {
  readonly target: TargetName;
  readonly field: Pointer;
  readonly operator: Operator;
  readonly value: Wanted;
  readonly compare: Comparison;
}

export interface CelExpression {
  readonly source: string;
  readonly targets: ReadonlySet<TargetName>;
  readonly asksForSignature: boolean;
  evaluate(facts: Facts): { readonly truth: Truth; readonly why: string | undefined };
}

/** The targets that a condition looks at, anywhere in it. Pure. */
export function targetsOf(condition: Condition): ReadonlySet<TargetName> {
  switch (condition.kind) {
    case 'compare':
      return new Set([condition.comparison.target]);
    case 'cel':
      return condition.expression.targets;
    case 'not':
      return targetsOf(condition.part);
    case 'and':
    case 'or':
      return new Set(condition.parts.flatMap((part) => [...targetsOf(part)]));
  }
}

/** The comparisons of a condition, in order. Pure. */
export function comparisonsOf(condition: Condition): readonly FieldComparison[] {
  switch (condition.kind) {
    case 'compare':
      return [condition.comparison];
    case 'cel':
      return [];
    case 'not':
      return comparisonsOf(condition.part);
    case 'and':
    case 'or':
      return condition.parts.flatMap(comparisonsOf);
  }
}
