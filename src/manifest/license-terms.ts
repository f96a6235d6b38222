import parseExpression from 'spdx-expression-parse';
import type { Info } from 'spdx-expression-parse';
import { toTruth } from '../core/index.ts';
import type { Truth } from '../core/index.ts';

const MAX_LICENSE_UNITS = 512;

/**
 * Whether an SPDX expression can be met with the licences of the list alone: one side of an OR, both of an AND. A licence
 * with an exception or a plus counts only where the list has it so (`GPL-2.0-only WITH Classpath-exception-2.0`, `MPL-1.1+`).
 * `unknown` for a text that is no expression. Pure.
 */
export function isLicensedUnder(license: string, allowed: ReadonlySet<string>): Truth {
  if (license.length > MAX_LICENSE_UNITS) return 'unknown';
  try {
    return toTruth(isMet(parseExpression(license), allowed));
  } catch {
    return 'unknown';
  }
}

function isMet(expression: Info, allowed: ReadonlySet<string>): boolean {
  if ('conjunction' in expression) {
    const [left, right] = [isMet(expression.left, allowed), isMet(expression.right, allowed)];
    return expression.conjunction === 'and' ? left && right : left || right;
  }
  const plus = expression.plus === true ? '+' : '';
  const exception = expression.exception === undefined ? '' : ` WITH ${expression.exception}`;
  return allowed.has(`${expression.license}${plus}${exception}`);
}
