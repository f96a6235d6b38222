import type { JsonObject } from '../../core/index.ts';
import type { Pointer } from '../../document/index.ts';
import type { AddFinding } from '../finding.ts';
import { formatFieldPath } from '../field-path.ts';
import { textIn } from '../read-field.ts';
import { checkTimestamp } from './timestamp.ts';

/** Refuses a moment that lies before another which must come first. Both texts must be real moments to be compared. */
export function checkTimeOrder(
  holder: JsonObject,
  [first, second]: readonly [string, string],
  add: AddFinding,
  parent: Pointer = [],
): void {
  const [early, late] = [textIn(holder, first), textIn(holder, second)];
  if (early === undefined || late === undefined || early === late || !isBefore(late, early)) return;
  const pointer = [...parent, second];
  add(pointer, {
    code: 'HYPER_TIME_ORDER',
    message: `"${formatFieldPath(pointer)}" is before "${first}", ${early}`,
    hint: `write ${early} or a later moment`,
  });
}

function isBefore(left: string, right: string): boolean {
  // Moments written alike order as their texts do.
  const isLater = left.length === right.length ? left >= right : sortable(left) >= sortable(right);
  if (isLater) return false;
  return checkTimestamp(left) === undefined && checkTimestamp(right) === undefined;
}

/** Fractions of a second in nine digits, so that texts order as moments do. */
function sortable(text: string): string {
  const dot = text.indexOf('.');
  const whole = dot < 0 ? text.slice(0, -1) : text.slice(0, dot);
  return dot < 0 ? `${whole}.000000000` : `${whole}.${text.slice(dot + 1, -1).padEnd(9, '0')}`;
}
