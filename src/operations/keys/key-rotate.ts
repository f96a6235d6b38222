import { HyperError } from '../../core/index.ts';
import { changeKeys } from './key-change.ts';
import type { KeyChangeData, KeyChangeInput } from './key-change.ts';
import type { Operation } from '../operation.ts';
import type { TrustWriteContext } from '../trust/trust-context.ts';

export interface KeyRotateInput extends KeyChangeInput {
  /** When the old key ends; undefined: now. */
  readonly endsAt: Date | undefined;
}

/**
 * Adds a key, retires one, or both, as edits of namespace.yaml or registry.yaml (SPEC section 4). Errors:
 * `HYPER_KEY_STILL_NEEDED` where a file would no longer be believed, `HYPER_KEY_UNLISTED`, `HYPER_KEY_LISTED`,
 * `HYPER_TRUST_THRESHOLD`, `HYPER_NAMESPACE_MISSING`, those of keys and of writing.
 */
export const keyRotate: Operation<KeyRotateInput, KeyChangeData, TrustWriteContext> = {
  id: 'key.rotate',
  group: 'trust',
  summary: 'Add a key, or let one end, without leaving anything unverifiable',
  run: (context, input) => {
    if (input.add === undefined && input.key === undefined) {
      throw new HyperError('HYPER_USAGE_FLAG_MISSING', 'neither a new key nor an old one is named', {
        hint: `hyper key rotate ${input.target} --new PUBLIC_KEY`,
      });
    }
    return changeKeys(context, input, (now) => ({ kind: 'retire', at: input.endsAt ?? nextSecond(now) }));
  },
};

/** Manifests write whole seconds; what was attested a moment ago must lie before the end. */
function nextSecond(now: Date): Date {
  return new Date((Math.floor(now.getTime() / 1000) + 1) * 1000);
}
