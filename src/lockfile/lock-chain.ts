import type { Code } from '../core/index.ts';

/** Why something is not believed. */
export interface LockFault {
  readonly code: Code;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** What the trust chain says against a lock. */
export interface LockChain {
  /** By `namespace/name`: locked releases that are not believed. */
  readonly releases: ReadonlyMap<string, LockFault>;
  /** By name of the registry: links of the chain that are broken. */
  readonly registries: ReadonlyMap<string, readonly LockFault[]>;
}
