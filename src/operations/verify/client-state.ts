import type { RememberedCheckpoint } from '../../catalog/index.ts';
import type { Digest } from '../../core/index.ts';
import type { SeenRevisions } from '../../signing/index.ts';

/** What this client believes of a registry since it saw it first (SPEC section 4): nothing older is believed again. */
export interface ClientState {
  /** The newest trust root that was believed. */
  readonly rootVersion: number;
  /** Of the exact bytes of that root. */
  readonly rootDigest: Digest;
  /** The last checkpoint of a site that was believed. */
  readonly checkpoint?: RememberedCheckpoint;
  /** The newest revisions that were believed, of files that may change; at most `MAX_SEEN_REVISIONS`. */
  readonly revisions?: SeenRevisions;
}

/** Port: what a client remembers, by the id of the registry. */
export interface ClientStates {
  /** Undefined for a registry that was never believed. Errors: `HYPER_STATE_UNREADABLE`. */
  read(registry: string): Promise<ClientState | undefined>;
  /** Puts what `change` makes of the state in its place, whole, while nobody else does. Undefined keeps it as it is.
   *  Errors: `HYPER_STATE_UNREADABLE`, `HYPER_FILE_UNWRITABLE`, `HYPER_LOCKED`. */
  update(
    registry: string,
    change: (state: ClientState | undefined) => ClientState | undefined,
  ): Promise<void>;
}
