import type { Diagnostic } from '../core/index.ts';
import type { PolicyManifest } from '../manifest/index.ts';
import type { Pointer } from '../document/index.ts';

/**
 * How a rule ended where it has something to say. `refused`: not let through; `undecided`: it could not tell, which refuses
 * where the policy is mandatory; `broken`: the policy cannot be run, which refuses; `excepted`: let through until the
 * exception ends; `advised` and `recorded`: told only.
 */
export type PolicyOutcome = 'refused' | 'undecided' | 'broken' | 'excepted' | 'advised' | 'recorded';

/** What a policy says of a subject. A rule that is content says nothing. */
export interface PolicyFinding {
  readonly outcome: PolicyOutcome;
  /** True where the subject must not be accepted. */
  readonly isRefusal: boolean;
  /** The same for a report: in the subject's file, with its place. Its severity is `error` exactly where it refuses. */
  readonly diagnostic: Diagnostic;
  readonly policy: {
    readonly id: string;
    readonly from: string | undefined;
    readonly path: string;
    readonly enforcement: PolicyManifest['enforcement'];
  };
  /** Undefined for a finding about the whole policy. */
  readonly rule?: {
    readonly id: string;
    readonly severity: PolicyManifest['rules'][number]['severity'];
    /** Of the rule in the policy's file. */
    readonly pointer: Pointer;
  };
  readonly exception?: { readonly target: string; readonly reason: string; readonly expiresAt: string };
  /** The whole text of the subject's manifest with the proposed change. */
  readonly patched?: string;
}
