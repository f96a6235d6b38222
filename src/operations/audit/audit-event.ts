import type { ActOperation, CommitPerson } from '../../registry/index.ts';

/** What the file beside a manifest says of its bytes: a claim, which `hyper verify` proves or refuses. */
export interface StatedSignature {
  /** `signed`: a bundle names these exact bytes; `other-bytes`: bundles are there and name others; `unreadable`: no
   *  bundles are in the file; `none`: there is no such file. */
  readonly status: 'signed' | 'other-bytes' | 'unreadable' | 'none';
  /** Key ids and subjects of certificates, in order. */
  readonly signers: readonly string[];
}

/** One thing that was done to a registry, as its content tells it. */
export interface AuditEvent {
  /** UTC ISO 8601: when it came to the branch, by the committer's clock. */
  readonly at: string;
  readonly operation: ActOperation;
  /** A reference with its version, a namespace, a policy, or a file. */
  readonly target: string;
  readonly details: string;
  /** Full commit id. */
  readonly commit: string;
  readonly path: string;
  /** The author of the commit: a claim. */
  readonly actor: CommitPerson;
  /** Who wrote what a merge brought in; empty for other commits. */
  readonly contributors: readonly CommitPerson[];
  /** Of the file at that commit; null where the act took it away or it is none that is signed. */
  readonly signature: StatedSignature | null;
  /** Whether the trailers of the commit say this act; null where it has none. */
  readonly isStated: boolean | null;
}
