import type { Code, Severity } from '../core/index.ts';

/** Why something is not believed. */
export interface LockFault {
  readonly code: Code;
  readonly message: string;
  readonly hint?: string | undefined;
  /** An error unless told. */
  readonly severity?: Severity;
}

/** What the registries themselves say against a lock: their trust chains, their policies, and what they cannot tell. */
export interface LockChain {
  /** By `namespace/name`: what is said against locked releases. */
  readonly releases: ReadonlyMap<string, readonly LockFault[]>;
  /** By name of the registry: links of the chain that are broken, and what cannot be told. */
  readonly registries: ReadonlyMap<string, readonly LockFault[]>;
}
