import type { JsonObject } from '../core/index.ts';
import type { ParsedDocument } from '../document/index.ts';
import type { ArtifactManifest, NamespaceManifest } from '../manifest/index.ts';
import { inheritedBy } from '../registry/index.ts';
import { namespaceFieldsOf } from './namespace-fields.ts';
import type { PolicySource } from './policies-in-force.ts';
import type { PolicySubject, SignatureFacts } from './subject.ts';

/** What is known beside a manifest. */
export interface BesideFacts {
  readonly signature?: SignatureFacts | undefined;
  readonly user?: JsonObject;
  readonly operation?: JsonObject;
}

/** A release as policies judge it; labels and fields of its namespace come from the snapshot. Pure. */
export function subjectOfRelease(
  snapshot: PolicySource,
  manifest: ArtifactManifest,
  { path, document }: { readonly path: string; readonly document: ParsedDocument },
  { signature, ...beside }: BesideFacts = {},
): PolicySubject {
  const { namespace, name, version, type } = manifest;
  const fields = namespaceFieldsOf(snapshot, namespace);
  const inherited = [...inheritedBy(snapshot, namespace).labels].map(
    ([key, { value }]) => [key, value] as const,
  );
  return {
    kind: 'artifact',
    reference: `${namespace}/${name}@${version}`,
    ...{ namespace, name, version, type, path, document },
    labels: new Map([...inherited, ...Object.entries(manifest.labels ?? {})]),
    ...(signature === undefined ? {} : { signature }),
    ...(fields === undefined ? {} : { namespaceFields: fields }),
    ...beside,
  };
}

/** A namespace as policies judge it. Pure. */
export function subjectOfNamespace(
  snapshot: PolicySource,
  { path: namespace }: NamespaceManifest,
  { path, document }: { readonly path: string; readonly document: ParsedDocument },
  { signature, ...beside }: BesideFacts = {},
): PolicySubject {
  const inherited = inheritedBy(snapshot, namespace).labels;
  return {
    kind: 'namespace',
    reference: namespace,
    ...{ namespace, path, document },
    labels: new Map([...inherited].map(([key, { value }]) => [key, value] as const)),
    ...(signature === undefined ? {} : { signature }),
    ...beside,
  };
}
