import { canonicalJson, digestHex, digestOf, invariant } from '../../core/index.ts';
import type { Digest, JsonValue } from '../../core/index.ts';
import type { Manifest } from '../../manifest/index.ts';
import { fromFolder } from '../../names/index.ts';
import { ATTESTATION_PREDICATE, CONTENT_SUBJECT, SIGNATURE_PREDICATE } from './statement.ts';
import type { Predicate, Statement, StatementIdentity, StatementOperation, Subject } from './statement.ts';

/** A manifest as the signer or verifier holds it. */
export interface SignedManifest {
  /** The id of registry.yaml. */
  readonly registry: string;
  /** Path from the registry's root. */
  readonly path: string;
  /** The very bytes of the file. */
  readonly bytes: Uint8Array;
  /** The document that the bytes are, as parsed and before any normal form. */
  readonly value: JsonValue;
  readonly manifest: Manifest;
}

/** What the signer adds. */
export interface SigningMoment {
  readonly signedAt: Date;
  /** Digest of the file before, for manifests that may change. */
  readonly previous?: Digest;
}

/** The statement that signs the manifest, with all that is in it to be compared by a verifier. Pure. */
export function statementFor(subject: SignedManifest, moment: SigningMoment): Statement {
  const predicate: Predicate = {
    ...expectedPredicate(subject),
    ...(moment.previous === undefined ? {} : { previous: moment.previous }),
    signedAt: toTimestamp(moment.signedAt),
  };
  return { predicateType: SIGNATURE_PREDICATE, subjects: subjectsOf(subject), predicate };
}

/** The statement that says the registry accepted the manifest at a moment; signed by its online key. Pure. */
export function attestationFor(subject: SignedManifest, acceptedAt: Date, signedAt: Date): Statement {
  const predicate: Predicate = {
    ...expectedPredicate(subject),
    operation: 'attest',
    signedAt: toTimestamp(signedAt),
    acceptedAt: toTimestamp(acceptedAt),
  };
  return { predicateType: ATTESTATION_PREDICATE, subjects: subjectsOf(subject), predicate };
}

/** A built checkpoint: the JSON of the list of files, signed by the online key (SPEC section 7). */
export interface SignedCheckpoint {
  readonly registry: string;
  /** Path of the checkpoint file in the built folder. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly value: JsonValue;
  /** Only rises from build to build. */
  readonly sequence: number;
}

/** The statement that signs the checkpoint of a build. Pure. */
export function checkpointStatement(checkpoint: SignedCheckpoint, moment: SigningMoment): Statement {
  const { registry, path, bytes, value, sequence } = checkpoint;
  const predicate: Predicate = {
    registry,
    operation: 'checkpoint',
    kind: 'Checkpoint',
    identity: {},
    revision: sequence,
    canonical: digestOf(canonicalJson(value)),
    ...(moment.previous === undefined ? {} : { previous: moment.previous }),
    signedAt: toTimestamp(moment.signedAt),
  };
  const subjects = [{ name: path, sha256: digestHex(bytes) }];
  return { predicateType: SIGNATURE_PREDICATE, subjects, predicate };
}

/** What a signature of this manifest must say, without what only the signer knows (`previous`, `signedAt`). Pure. */
export function expectedPredicate(subject: SignedManifest): Omit<Predicate, 'signedAt' | 'previous'> {
  return { ...comparedPredicate(subject), canonical: digestOf(canonicalJson(subject.value)) };
}

/** The same without `canonical`, which follows from the bytes and takes the longest to work out. Pure. */
export function comparedPredicate(
  subject: Omit<SignedManifest, 'value'>,
): Omit<Predicate, 'signedAt' | 'previous' | 'canonical'> {
  const { registry, path, manifest } = subject;
  const contentHash = contentHashOf(manifest);
  const revision = revisionOf(manifest);
  return {
    registry,
    operation: operationOf(manifest),
    kind: manifest.kind,
    identity: identityOf(manifest, path),
    ...(contentHash === undefined ? {} : { contentHash }),
    ...(revision === undefined ? {} : { revision }),
  };
}

/** The subjects that a signature of this manifest must name, in their order. Pure. */
export function subjectsOf({ path, bytes, manifest }: SignedManifest): readonly Subject[] {
  const file = { name: path, sha256: digestHex(bytes) };
  const content = manifest.kind === 'Artifact' ? manifest.content?.digests.sha256 : undefined;
  return content === undefined ? [file] : [file, { name: CONTENT_SUBJECT, sha256: content }];
}

function contentHashOf(manifest: Manifest): Digest | undefined {
  const hex = manifest.kind === 'Artifact' ? manifest.content?.digests.sha256 : undefined;
  return hex === undefined ? undefined : `sha256:${hex}`;
}

/** The act that a signature of a manifest of this kind stands for. */
function operationOf({ kind }: Manifest): StatementOperation {
  switch (kind) {
    case 'Artifact':
      return 'publish';
    case 'ArtifactState':
      return 'update';
    case 'Namespace':
      return 'namespace';
    case 'Policy':
      return 'policy';
    case 'Registry':
      return 'registry';
    case 'TrustRoot':
      return 'root';
    case 'Project':
    case 'Lockfile':
      invariant(false, `a manifest of the kind "${kind}" is never signed`);
  }
}

function identityOf(manifest: Manifest, path: string): StatementIdentity {
  switch (manifest.kind) {
    case 'Artifact': {
      const { id, namespace, name, version, type } = manifest;
      return { id, namespace, name, version, type };
    }
    case 'ArtifactState':
      return { namespace: manifest.namespace, name: manifest.name };
    case 'Namespace':
      return { ...(manifest.id === undefined ? {} : { id: manifest.id }), namespace: manifest.path };
    case 'Policy':
      return { namespace: policyNamespace(path), name: manifest.id };
    case 'Registry':
      return { ...(manifest.id === undefined ? {} : { id: manifest.id }), name: manifest.name };
    case 'TrustRoot':
    case 'Project':
    case 'Lockfile':
      return {};
  }
}

function policyNamespace(path: string): string {
  const namespace = namespaceOfPolicy(path);
  invariant(namespace !== undefined, 'a policy stands in the folder of a namespace');
  return namespace;
}

/** Policies say nothing of their namespace; their path does: `namespaces/<path>/policies/<id>.yaml`. Undefined where the
 *  folders are no namespace. Pure. */
export function namespaceOfPolicy(path: string): string | undefined {
  const folder = fromFolder(path.split('/').slice(1, -2));
  return folder.ok ? folder.value : undefined;
}

/** The number that only rises, of a manifest that may change; undefined for one that may not. Pure. */
export function revisionOf(manifest: Manifest): number | undefined {
  switch (manifest.kind) {
    case 'ArtifactState':
      return manifest.revision;
    case 'Namespace':
    case 'Policy':
    case 'Registry':
      return manifest.revision ?? 1;
    case 'TrustRoot':
      return manifest.version;
    case 'Artifact':
    case 'Project':
    case 'Lockfile':
      return undefined;
  }
}

/** Whole seconds in UTC: a claim need not be finer. */
function toTimestamp(moment: Date): string {
  return `${moment.toISOString().slice(0, 19)}Z`;
}
