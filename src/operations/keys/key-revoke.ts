import { changeKeys } from './key-change.ts';
import type { KeyChangeData, KeyChangeInput } from './key-change.ts';
import type { Operation } from '../operation.ts';
import type { TrustWriteContext } from '../trust/trust-context.ts';

export interface KeyRevokeInput extends KeyChangeInput {
  readonly key: string;
  readonly reason: string | undefined;
  /** From when on somebody else may have had the key; undefined: from the revocation on. */
  readonly compromisedSince: Date | undefined;
}

/**
 * Says that a key is not to be trusted, as an edit of namespace.yaml or registry.yaml (SPEC section 4). Nothing holds a
 * revocation up: what is no longer believed is told. Errors: as `keyRotate`, without `HYPER_KEY_STILL_NEEDED`.
 */
export const keyRevoke: Operation<KeyRevokeInput, KeyChangeData, TrustWriteContext> = {
  id: 'key.revoke',
  group: 'trust',
  summary: 'Say that a key is not to be trusted',
  run: (context, input) => {
    const { reason, compromisedSince } = input;
    return changeKeys(context, input, () => ({ kind: 'revoke', reason, compromisedSince }));
  },
};
