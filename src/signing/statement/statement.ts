import type { Digest } from '../../core/index.ts';
import type { ManifestKind } from '../../manifest/index.ts';

/** Payload type of every envelope of the registry. */
export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
export const SIGNATURE_PREDICATE = 'https://schemas.hyper-registry.dev/v1/signature';
export const ATTESTATION_PREDICATE = 'https://schemas.hyper-registry.dev/v1/attestation';

/** Name of the subject that is an artifact's content. */
export const CONTENT_SUBJECT = 'content';

/** The act that a signature is good for (ATTACKS S05). */
export const STATEMENT_OPERATIONS = [
  'publish',
  'update',
  'namespace',
  'policy',
  'registry',
  'root',
  'attest',
  'checkpoint',
] as const;
export type StatementOperation = (typeof STATEMENT_OPERATIONS)[number];

/** What a statement speaks of: a manifest, or the checkpoint of a build. */
export type StatementKind = ManifestKind | 'Checkpoint';

/** A file or content and its digest. */
export interface Subject {
  /** Path from the registry's root, or `content`. */
  readonly name: string;
  /** 64 hex digits. */
  readonly sha256: string;
}

/** Who the manifest says it is; which fields there are follows from the kind. */
export interface StatementIdentity {
  readonly id?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly version?: string;
  readonly type?: string;
}

/** What is said of the subjects (SPEC section 4). */
export interface Predicate {
  /** The id of registry.yaml. */
  readonly registry: string;
  readonly operation: StatementOperation;
  readonly kind: StatementKind;
  readonly identity: StatementIdentity;
  /** Digest of the content of a release. */
  readonly contentHash?: Digest;
  /** Of what may change: it only rises. The version of a root, the sequence of a checkpoint. */
  readonly revision?: number;
  /** Digest of the RFC 8785 form of the parsed manifest. */
  readonly canonical: Digest;
  /** Digest of the file before this one. */
  readonly previous?: Digest;
  /** When the signer says it signed: a claim, not a proof. */
  readonly signedAt: string;
  /** Of an attestation: when the registry accepted the file. */
  readonly acceptedAt?: string;
}

/** An in-toto statement v1 as this registry writes it; `renderStatement` gives its one spelling. */
export interface Statement {
  readonly predicateType: typeof SIGNATURE_PREDICATE | typeof ATTESTATION_PREDICATE;
  /** The manifest first, then the content where there is some. */
  readonly subjects: readonly Subject[];
  readonly predicate: Predicate;
}
