import type { PairVerifier, Revision, VerifyFindings } from '../../registry/index.ts';
import type { CheckPlace, TreeListing } from '../validate/examination.ts';
import type { Outcome } from '../outcome.ts';
import { checkWhole } from '../validate/validate.ts';
import type { ValidateData } from '../validate/validate-outcome.ts';
import type { OpenedRegistry } from '../world.ts';

/** Verifies pairs, and checks the whole registry that they are in, in the same read of each file. */
export interface CheckingVerifier extends PairVerifier {
  /** What the check came to. */
  checked(): Promise<Outcome<ValidateData>>;
}

/**
 * A verifier that checks as `hyper validate` does while it verifies. Where the same tree was checked before, nothing is
 * checked again, and only signatures are read; what is verified never rests on that.
 */
export function createCheckingVerifier(
  registry: OpenedRegistry,
  revision: Revision,
  listing: TreeListing,
): CheckingVerifier {
  const { store, cache, checker, pairVerifier } = registry;
  let checked: Promise<Outcome<ValidateData>> | undefined;
  return {
    checked: () => (checked ??= checkWhole({ store, cache, checker, listing }, revision)),
    verify: async (pairs, plan) => {
      let verified: VerifyFindings | undefined;
      const examining: CheckPlace['checker'] = {
        check: async (entries, names) => {
          const examined = await checker.examine(entries, names, { pairs, plan });
          verified = examined.verified;
          return examined.found;
        },
      };
      checked = checkWhole({ store, cache, checker: examining, listing }, revision);
      await checked;
      return verified ?? pairVerifier.verify(pairs, plan);
    },
  };
}
