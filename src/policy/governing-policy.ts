import type { PolicyManifest } from '../manifest/index.ts';
import type { PolicyInForce } from '../registry/index.ts';

/** A policy that is in force in a namespace, with where it stands. */
export interface GoverningPolicy {
  readonly id: string;
  /** The namespace that declares it; undefined for a shipped one that registry.yaml puts in force. */
  readonly from: string | undefined;
  /** From the registry's root. */
  readonly path: string;
  /** After overrides. */
  readonly enforcement: PolicyInForce['enforcement'];
  readonly overriddenBy: string | undefined;
  /** Undefined where it cannot be read: then it refuses everything. */
  readonly policy: PolicyManifest | undefined;
}
