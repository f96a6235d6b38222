import { isJsonObject } from '../core/index.ts';
import type { JsonObject, JsonValue } from '../core/index.ts';
import type { ParsedDocument } from '../document/index.ts';
import type { ArtifactTypeName } from '../manifest/index.ts';
import type { NamespacePath } from '../names/index.ts';
import type { Facts } from './language/condition.ts';

/** What verifying found of a release; never taken from the release itself. */
export interface SignatureFacts {
  readonly verified: boolean;
  /** Key ids and identities that count, in order. */
  readonly signers: readonly string[];
}

/** What policies judge: a release, or a namespace. */
export interface PolicySubject {
  readonly kind: 'artifact' | 'namespace';
  /** `org.acme/tool@1.0.0`, or the path of the namespace. */
  readonly reference: string;
  readonly namespace: NamespacePath;
  readonly name?: string;
  readonly version?: string;
  readonly type?: ArtifactTypeName;
  /** The file of its manifest, from the registry's root. */
  readonly path: string;
  readonly document: ParsedDocument;
  /** After inheritance. */
  readonly labels: ReadonlyMap<string, string>;
  /** Left out, it is not known, and a rule that asks for it refuses. */
  readonly signature?: SignatureFacts;
  /** Fields of the namespace it is in, labels after inheritance; a namespace is its own. */
  readonly namespaceFields?: JsonObject;
  readonly user?: JsonObject;
  readonly operation?: JsonObject;
}

/** What conditions may look at. `signature` and `labels` are never those that the document writes. Pure. */
export function factsOf(subject: PolicySubject): Facts {
  const { kind, document, labels, signature, namespaceFields, user, operation } = subject;
  const fields = isJsonObject(document.value) ? document.value : {};
  const merged: JsonObject = { ...fields, labels: Object.fromEntries(labels) };
  const artifact = withSignature(merged, signature);
  return {
    isVerified: signature !== undefined,
    ...(kind === 'artifact' ? { artifact } : {}),
    ...optional('namespace', kind === 'namespace' ? merged : namespaceFields),
    ...optional('user', user),
    ...optional('operation', operation),
  };
}

function withSignature(fields: JsonObject, signature: SignatureFacts | undefined): JsonObject {
  const rest = Object.fromEntries(Object.entries(fields).filter(([key]) => key !== 'signature'));
  if (signature === undefined) return rest;
  return { ...rest, signature: { verified: signature.verified, signers: signature.signers } };
}

function optional(key: string, value: JsonValue | undefined): Record<string, JsonValue> {
  return value === undefined ? {} : { [key]: value };
}
