import { createHash } from 'node:crypto';
import type { Files } from './write-files.ts';

/** A UUIDv7 that is the same for the same name. */
export function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `018f4d88-${hex.slice(0, 4)}-7${hex.slice(4, 7)}-a${hex.slice(7, 10)}-${hex.slice(10, 22)}`;
}

/** The manifest of a registry; `more` is YAML appended as it is. */
export function registryText(more = ''): string {
  return `apiVersion: hyper/v1
kind: Registry
id: "${idOf('registry')}"
name: test-registry
url: https://registry.example.org
description: A registry for tests.
formatVersion: 1
${more}`;
}

/** The manifest of a namespace; `more` is YAML appended as it is. */
export function namespaceText(path: string, more = ''): string {
  const scopes = new Map([
    ['org', 'organization'],
    ['lib', 'library'],
    ['pkg', 'global'],
    ['hyper', 'system'],
    ['user', 'user'],
    ['local', 'local'],
  ]);
  return `apiVersion: hyper/v1
kind: Namespace
id: "${idOf(path)}"
path: ${path}
scope: ${scopes.get(path.split('.')[0] ?? '') ?? 'organization'}
owner: test-owner
description: A namespace for tests.
${more}`;
}

/** The manifest of a release of a service, which needs no content; `more` is YAML appended as it is. */
export function releaseText(reference: string, version: string, more = ''): string {
  const [namespace = '', name = ''] = splitReference(reference);
  return `apiVersion: hyper/v1
kind: Artifact
id: "${idOf(`${reference}@${version}`)}"
type: service
namespace: ${namespace}
name: ${name}
version: "${version}"
metadata:
  description: A service for tests.
  author: Test Author
  license: MIT
  tags:
    - testing
publisher:
  id: test-author
  name: Test Author
createdAt: "2025-05-30T09:07:35Z"
publishedAt: "2025-05-30T10:41:46Z"
spec:
  endpoint: https://service.example.org
  protocol: http
${more}`;
}

/** The state of an artifact; `more` is YAML appended as it is. */
export function stateText(reference: string, more = ''): string {
  const [namespace = '', name = ''] = splitReference(reference);
  return `apiVersion: hyper/v1
kind: ArtifactState
namespace: ${namespace}
name: ${name}
revision: 1
${more}`;
}

/** An advisory policy unless told. */
export function policyText(id: string, enforcement = 'advisory'): string {
  return `apiVersion: hyper/v1
kind: Policy
id: ${id}
description: A policy for tests.
enforcement: ${enforcement}
scope:
  types:
    - library
rules:
  - id: needs-licence
    type: validation
    severity: low
    condition:
      target: artifact
      field: metadata.license
      operator: equals
      value: GPL-3.0-only
    action:
      type: deny
`;
}

/** Where the release of a reference stands. */
export function releasePath(reference: string, version: string): string {
  return `${artifactFolder(reference)}/${version}.yaml`;
}

/** The folder of an artifact. */
export function artifactFolder(reference: string): string {
  const [namespace = '', name = ''] = splitReference(reference);
  return `namespaces/${namespace.replaceAll('.', '/')}/${name}`;
}

/** A release at its place. */
export function release(reference: string, version: string, more = ''): Files {
  return { [releasePath(reference, version)]: releaseText(reference, version, more) };
}

/** A namespace at its place. */
export function namespace(path: string, more = ''): Files {
  return { [`namespaces/${path.replaceAll('.', '/')}/namespace.yaml`]: namespaceText(path, more) };
}

/** A small registry without faults: two namespaces, two artifacts, three releases, a state and a text. */
export function smallRegistry(): Record<string, string | Uint8Array> {
  return {
    'registry.yaml': registryText(),
    'README.md': '# A registry for tests\n',
    ...namespace('org.acme'),
    ...namespace('org.acme.tools'),
    ...release('org.acme/parser', '1.0.0'),
    ...release('org.acme/parser', '1.1.0'),
    ...release(
      'org.acme.tools/runner',
      '2.0.0',
      'dependencies:\n  - artifact: org.acme/parser\n    version: "^1.0.0"\n',
    ),
    'namespaces/org/acme/parser/artifact.yaml': stateText('org.acme/parser', 'tags:\n  stable: "1.1.0"\n'),
    'namespaces/org/acme/parser/README.md': '# Parser\n',
  };
}

function splitReference(reference: string): string[] {
  const slash = reference.lastIndexOf('/');
  return [reference.slice(0, slash), reference.slice(slash + 1)];
}
