import { isJsonObject } from '../../core/index.ts';
import type { JsonObject } from '../../core/index.ts';
import type { Pointer } from '../../document/index.ts';
import type { AddFinding } from '../finding.ts';
import { formatFieldPath } from '../field-path.ts';
import { listIn, numberIn } from '../read-field.ts';
import { checkTimeOrder } from './time-order.ts';
import { checkUnique } from './unique-entries.ts';

/** Refuses signers that repeat a key id, keys that end before they begin, and a threshold that cannot be reached. */
export function checkSigners(holder: JsonObject | undefined, add: AddFinding, parent: Pointer = []): void {
  if (holder === undefined) return;
  checkUnique(holder, 'keys', 'keyId', add, parent);
  const keys = listIn(holder, 'keys');
  keys.forEach((key, index) => {
    if (isJsonObject(key)) checkTimeOrder(key, ['createdAt', 'expiresAt'], add, [...parent, 'keys', index]);
  });
  const threshold = numberIn(holder, 'threshold');
  const signers = keys.length + listIn(holder, 'identities').length;
  if (threshold === undefined || threshold <= signers) return;
  const pointer = [...parent, 'threshold'];
  add(pointer, {
    code: 'HYPER_THRESHOLD_UNREACHABLE',
    message: `"${formatFieldPath(pointer)}" asks for ${threshold} signers, and ${signers} are listed`,
    hint: `list more keys or identities, or write threshold: ${Math.max(1, signers)}`,
  });
}
