import type { parse } from '@bufbuild/cel';
import { CEL_NAMES } from './condition.ts';
import type { TargetName } from './condition.ts';

type Expr = ReturnType<typeof parse>['expr'];

/** What the text of an expression tells about its cost and about what it looks at. */
export interface CelShape {
  readonly targets: ReadonlySet<TargetName>;
  /** Names that are neither a target nor bound by a macro. */
  readonly strangers: readonly string[];
  /** How deep macros over lists stand in each other. */
  readonly depth: number;
}

/** Walks the syntax tree of an expression. Pure. */
export function celShapeOf(expression: Expr): CelShape {
  const targets = new Set<TargetName>();
  const strangers = new Set<string>();
  let depth = 0;
  const visit = (expr: Expr | undefined, bound: ReadonlySet<string>, level: number): void => {
    depth = Math.max(depth, level);
    const kind = expr?.exprKind;
    switch (kind?.case) {
      case 'identExpr': {
        const { name } = kind.value;
        const target = CEL_NAMES.get(name);
        if (bound.has(name)) return;
        if (target === undefined) strangers.add(name);
        else targets.add(target);
        return;
      }
      case 'selectExpr':
        visit(kind.value.operand, bound, level);
        return;
      case 'callExpr':
        for (const part of [kind.value.target, ...kind.value.args]) visit(part, bound, level);
        return;
      case 'listExpr':
        for (const part of kind.value.elements) visit(part, bound, level);
        return;
      case 'structExpr':
        for (const { keyKind, value } of kind.value.entries) {
          if (keyKind.case === 'mapKey') visit(keyKind.value, bound, level);
          visit(value, bound, level);
        }
        return;
      case 'comprehensionExpr': {
        const { iterRange, accuInit, accuVar, iterVar, iterVar2, loopStep, loopCondition, result } =
          kind.value;
        visit(iterRange, bound, level);
        visit(accuInit, bound, level);
        const inside = new Set([...bound, accuVar, iterVar, iterVar2]);
        for (const part of [loopCondition, loopStep, result]) visit(part, inside, level + 1);
        return;
      }
      case 'constExpr':
      case undefined:
        return;
    }
  };
  visit(expression, new Set(), 0);
  return { targets, strangers: [...strangers], depth };
}
