import { toOneLine } from '../core/index.ts';
import type { LockFault } from './lock-chain.ts';

/** What became of a locked release since. */
export interface ReleaseStanding {
  readonly yanked?: { readonly reason: string; readonly severity?: string; readonly advisory?: string };
  /** Of a deleted version. */
  readonly tombstone?: { readonly reason: string };
  readonly isUnpublished?: boolean;
  readonly deprecated?: { readonly reason: string; readonly replacement?: string };
}

/** What to do about a release that one should move on from. */
export const MOVE_ON = 'hyper deps resolve --update with its name chooses another release';

/** What became of a locked release since, in words: where it was deleted, nothing else (ATTACKS R04). Pure. */
export function describeStanding(named: string, standing: ReleaseStanding): readonly LockFault[] {
  const { tombstone, isUnpublished, yanked, deprecated } = standing;
  if (tombstone !== undefined) {
    const message = `"${named}" was deleted: ${tombstone.reason}`;
    return [{ code: 'HYPER_LOCK_DELETED', message, hint: MOVE_ON }];
  }
  const found: LockFault[] = [];
  if (isUnpublished === true)
    found.push({ code: 'HYPER_LOCK_UNPUBLISHED', message: `"${named}" was withdrawn`, hint: MOVE_ON });
  if (yanked !== undefined) {
    const more = [yanked.severity, yanked.advisory].filter((one) => one !== undefined).join(', ');
    const message = `"${named}" was yanked: ${yanked.reason}${more === '' ? '' : ` (${more})`}`;
    found.push({ code: 'HYPER_LOCK_YANKED', message, hint: MOVE_ON });
  }
  if (deprecated !== undefined) {
    const { reason, replacement } = deprecated;
    const hint = replacement === undefined ? MOVE_ON : `use "${toOneLine(replacement)}"`;
    const message = `"${named}" is deprecated: ${reason}`;
    found.push({ code: 'HYPER_LOCK_DEPRECATED', severity: 'warning', message, hint });
  }
  return found;
}
