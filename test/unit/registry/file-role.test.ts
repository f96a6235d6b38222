import { expect, it } from 'vitest';
import { isManifestRole, roleOf } from '../../../src/registry/index.ts';

const HEX = `abcd${'0'.repeat(60)}`;

it.each([
  ['registry.yaml', { kind: 'registry' }],
  ['registry.sigstore.json', { kind: 'signature', signs: 'registry.yaml' }],
  ['registry.yml', { kind: 'other' }],
  ['trust/root.yaml', { kind: 'trust-root' }],
  ['trust/root.3.yaml', { kind: 'trust-root' }],
  ['trust/root.sigstore.json', { kind: 'signature', signs: 'trust/root.yaml' }],
  ['trust/root.3.sigstore.json', { kind: 'signature', signs: 'trust/root.3.yaml' }],
  ['trust/root.03.yaml', { kind: 'foreign' }],
  ['trust/keys/root.yaml', { kind: 'foreign' }],
  [`blobs/sha256/ab/cd/${HEX}`, { kind: 'blob', hex: HEX }],
  [`blobs/sha256/ab/ce/${HEX}`, { kind: 'foreign' }],
  [`blobs/sha256/AB/CD/${HEX.toUpperCase()}`, { kind: 'foreign' }],
  [`blobs/sha512/ab/cd/${HEX}`, { kind: 'foreign' }],
  ['observed/org/acme/parser/stats.yaml', { kind: 'observed' }],
  ['observed/org/acme/parser/other.yaml', { kind: 'foreign' }],
  ['README.md', { kind: 'other' }],
  ['.github/workflows/check.yml', { kind: 'other' }],
  ['namespaces.md', { kind: 'other' }],
  ['namespaces/README.md', { kind: 'foreign' }],
  ['namespaces/org/README.md', { kind: 'text', which: 'README' }],
  ['namespaces/org/acme/CHANGELOG.md', { kind: 'text', which: 'CHANGELOG' }],
  ['namespaces/org/acme/readme.md', { kind: 'foreign' }],
  ['namespaces/lib/namespace.yaml', { kind: 'namespace', namespace: 'lib' }],
  ['namespaces/org/acme/namespace.yaml', { kind: 'namespace', namespace: 'org.acme' }],
  [
    'namespaces/user/a.b@example.com/namespace.yaml',
    { kind: 'namespace', namespace: 'user.a.b@example.com' },
  ],
  [
    'namespaces/user/a.b@example.com/notes/namespace.yaml',
    { kind: 'namespace', namespace: 'user.a.b@example.com/notes' },
  ],
  ['namespaces/org/acme/policies/no-x.yaml', { kind: 'policy', namespace: 'org.acme', id: 'no-x' }],
  [
    'namespaces/org/acme/parser/1.0.0.yaml',
    { kind: 'release', namespace: 'org.acme', name: 'parser', version: '1.0.0' },
  ],
  [
    'namespaces/user/a.b@example.com/diary/1.0.0.yaml',
    { kind: 'release', namespace: 'user.a.b@example.com', name: 'diary', version: '1.0.0' },
  ],
  [
    'namespaces/org/acme/parser/1.0.0-rc.1+build.yaml',
    { kind: 'release', namespace: 'org.acme', name: 'parser', version: '1.0.0-rc.1+build' },
  ],
  ['namespaces/org/acme/parser/artifact.yaml', { kind: 'state', namespace: 'org.acme', name: 'parser' }],
  [
    'namespaces/org/acme/parser/1.0.0.sigstore.json',
    { kind: 'signature', signs: 'namespaces/org/acme/parser/1.0.0.yaml' },
  ],
  ['namespaces/org/acme/parser/1.0.0.json', { kind: 'foreign' }],
  ['namespaces/x.yaml', { kind: 'foreign' }],
  ['namespaces/org/x.yaml', { kind: 'foreign' }],
])('%s is %j', (path, role) => {
  expect(roleOf(path)).toEqual(role);
});

it('gives the same answer whatever was asked before', () => {
  const paths = [
    'namespaces/a/b/c/1.0.0.yaml',
    'namespaces/a/b/namespace.yaml',
    'namespaces/a/b/c/artifact.yaml',
  ];
  const once = paths.map((path) => roleOf(path));
  expect(paths.toReversed().map((path) => roleOf(path))).toEqual(once.toReversed());
});

it('reads manifests and nothing else as YAML', () => {
  const manifests = [
    'registry.yaml',
    'trust/root.yaml',
    'namespaces/org/a/namespace.yaml',
    'namespaces/org/a/b/1.0.0.yaml',
  ];
  for (const path of manifests) expect(isManifestRole(roleOf(path))).toBe(true);
  const others = ['README.md', `blobs/sha256/ab/cd/${HEX}`, 'observed/a/stats.yaml', 'namespaces/x.yaml'];
  for (const path of others) expect(isManifestRole(roleOf(path))).toBe(false);
});
