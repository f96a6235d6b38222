import type { JsonObject } from '../../core/index.ts';
import type { Pointer } from '../../document/index.ts';
import type { AddFinding } from '../finding.ts';
import { formatFieldPath } from '../field-path.ts';
import { objectIn, objectsIn, textIn } from '../read-field.ts';
import type { Check } from './check.ts';
import { checkTimeOrder } from './time-order.ts';

/** Which states each part may stand beside (SPEC section 2.2). */
const ALLOWED: readonly (readonly [part: string, states: readonly string[]])[] = [
  ['deprecation', ['deprecated', 'archived']],
  ['archivedFrom', ['archived']],
  ['yanked', ['published', 'deprecated', 'archived']],
  ['unpublished', ['published', 'deprecated', 'archived']],
];
/** What must stand beside a state. */
const NEEDED: ReadonlyMap<string, string> = new Map([
  ['deprecated', 'deprecation'],
  ['archived', 'archivedFrom'],
]);

/** Refuses a release whose parts contradict its state, and dates of a deprecation in the wrong order. */
export const checkStates: Check = (manifest, add) => {
  for (const [version, release] of objectsIn(manifest, 'releases')) {
    const pointer = ['releases', version];
    checkParts(release, pointer, add);
    const deprecation = objectIn(release, 'deprecation');
    if (deprecation !== undefined) {
      checkTimeOrder(deprecation, ['deprecatedAt', 'removedAt'], add, [...pointer, 'deprecation']);
    }
  }
};

function checkParts(release: JsonObject, pointer: Pointer, add: AddFinding): void {
  const state = textIn(release, 'state');
  if (state === undefined) return;
  for (const [part, states] of ALLOWED) {
    if (release[part] === undefined || states.includes(state)) continue;
    const message = `"${formatFieldPath([...pointer, part])}" does not go with the state ${state}`;
    const hint = `remove it, or write state: ${states[0] ?? ''}`;
    add([...pointer, part], { code: 'HYPER_STATE_ILLEGAL', message, hint }, 'key');
  }
  const needed = NEEDED.get(state);
  if (needed === undefined || release[needed] !== undefined || release['tombstone'] !== undefined) return;
  const message = `"${formatFieldPath([...pointer, needed])}" is missing, the state ${state} needs it`;
  add([...pointer, 'state'], { code: 'HYPER_STATE_ILLEGAL', message, hint: `add ${needed}` });
}
