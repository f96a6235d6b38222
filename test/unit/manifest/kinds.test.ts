import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isKind } from '../../../scripts/generate-schemas.ts';
import { CODES, sortedBy } from '../../../src/core/index.ts';
import { MANIFEST_CODES } from '../../../src/core/codes/manifest.ts';
import { ARTIFACT_TYPES, contentPathOf, dependenciesOf, KINDS } from '../../../src/manifest/index.ts';
import { accepted, artifactText, faults } from './parsed.ts';
import { readSchemas } from './schema-files.ts';

const head = (kind: string, lines: string) => `apiVersion: hyper/v1\nkind: ${kind}\n${lines}\n`;
const state = (lines: string) =>
  head('ArtifactState', `namespace: org.acme\nname: nexus-auth\nrevision: 4\n${lines}`);
const RULE =
  '{id: r, type: validation, severity: low, action: {type: deny}, condition: {target: user, field: id, operator: equals, value: 1}}';
const key = (id: string, rest = '') =>
  `{keyId: sha256:${id.repeat(64)}, algorithm: ed25519, publicKey: MCow, createdAt: "2026-03-14T00:00:00Z"${rest}}`;

describe('the tables of kinds and types', () => {
  it('has a row for every schema of a kind, and for every type that artifacts may have', () => {
    const schemas = readSchemas();
    const kinds = [...schemas].filter(([, schema]) => isKind(schema));
    expect(sortedBy(KINDS.values(), (row) => row.schemaFile).map((row) => row.schemaFile)).toEqual(
      kinds.map(([file]) => file),
    );
    const fields = schemas.get('artifact.schema.json')?.['properties'] as { type: { enum: string[] } };
    expect([...ARTIFACT_TYPES.keys()]).toEqual(fields.type.enum);
    for (const row of ARTIFACT_TYPES.values()) {
      expect(schemas.get(`${row.type}-spec.schema.json`)?.['title']).toBe(row.specSchema);
      const without = faults(artifactText({ type: `type: ${row.type}`, content: '' }));
      expect(without).toEqual(row.needsContent ? ['HYPER_FIELD_MISSING 1:1'] : []);
    }
  });
});

describe('an artifact', () => {
  it('brings every form of dependencies into one', () => {
    const manifest = accepted(
      artifactText({
        namespace: 'namespace: orgs/acme/security',
        dependencies: 'dependencies:\n  org.acme/token-store: ^1.4.0\n  gateway: {gte: "3.0.0"}',
        peerDependencies:
          'peerDependencies:\n  - {artifact: orgs/acme/clock, version: 1.x, optional: true, condition: {os: [linux]}}',
      }),
    );
    expect(manifest).toMatchObject({ kind: 'Artifact', namespace: 'org.acme.security' });
    expect('peerDependencies' in manifest).toBe(false);
    expect(dependenciesOf(manifest)).toMatchObject([
      {
        artifact: 'org.acme/token-store',
        range: '^1.4.0',
        type: 'runtime',
        optional: false,
        pointer: ['dependencies', 'org.acme/token-store'],
      },
      { artifact: 'gateway', range: '>=3.0.0', constraint: { gte: '3.0.0' }, type: 'runtime' },
      {
        artifact: 'org.acme/clock',
        range: '1.x',
        type: 'peer',
        optional: true,
        condition: { os: ['linux'] },
        pointer: ['peerDependencies', 0],
      },
    ]);
  });

  it.each([
    ['itself', '  org.acme.security/nexus-auth: ^1.0.0', 'HYPER_DEPENDENCY_SELF 12:3'],
    ['itself in slash form', '  orgs/acme/security/nexus-auth: ^1.0.0', 'HYPER_DEPENDENCY_SELF 12:3'],
    ['itself by its bare name', '  - {artifact: nexus-auth, version: ^1.0.0}', 'HYPER_DEPENDENCY_SELF 12:5'],
    ['what is no reference', '  Org.Acme/Token: ^1.0.0', 'HYPER_NAME_UPPER_CASE 12:3'],
    ['what is no range', '  org.acme/token: banana', 'HYPER_RANGE_INVALID 12:19'],
    ['nothing at all', '  org.acme/token: ""', 'HYPER_RANGE_EMPTY 12:19'],
    ['two bounds', '  org.acme/token: {gte: "1.0.0", lt: "2.0.0"}', 'HYPER_CONSTRAINT_INVALID 12:19'],
    ['an unknown bound', '  org.acme/token: {above: "1.0.0"}', 'HYPER_FIELD_UNKNOWN 12:20'],
    ['a number for a bound', '  org.acme/token: {gte: 1}', 'HYPER_FIELD_TYPE 12:25'],
    ['versions in the name', '  org.acme/token@^1: ^1.0.0', 'HYPER_DEPENDENCY_SELECTOR 12:3'],
    [
      'an unknown type',
      '  - {artifact: org.acme/token, version: ^1.0.0, type: test}',
      'HYPER_FIELD_VALUE 12:55',
    ],
    [
      'one thing twice',
      '  org.acme/token: ^1.0.0\n  orgs/acme/token: ^1.2.0',
      'HYPER_DEPENDENCY_DUPLICATE 13:3',
    ],
  ])('refuses a dependency on %s', (_what, lines, expected) => {
    expect(faults(artifactText({ dependencies: `dependencies:\n${lines}` }))).toEqual([expected]);
  });

  it('takes one artifact under two conditions or types', () => {
    const lines = ['os: [linux]', 'os: [darwin]'].map(
      (os) => `  - {artifact: org.acme/token, version: ^1.0.0, condition: {${os}}}`,
    );
    const more = '  - {artifact: org.acme/token, version: ^1.0.0, type: dev}';
    expect(faults(artifactText({ dependencies: `dependencies:\n${[...lines, more].join('\n')}` }))).toEqual(
      [],
    );
  });

  it('knows the path of a blob', () => {
    const hex = 'ab'.repeat(32);
    const path = `blobs/sha256/ab/ab/${hex}`;
    const manifest = accepted(
      artifactText({ content: `content: {digests: {sha256: ${hex}}, size: 1, path: ${path}}` }),
    );
    expect(contentPathOf(manifest)).toBe(path);
    expect(contentPathOf(accepted(artifactText()))).toBeUndefined();
  });

  it.each([
    [
      'plugin',
      '  runtime: {language: wasm}\n  hooks:\n    - {name: a, event: onSearch, handler: f}\n    - {name: a, event: onSearch, handler: g}',
      'HYPER_ENTRY_DUPLICATE 15:14',
    ],
    ['service', '  protocol: grpc\n  scaling: {minReplicas: 3, maxReplicas: 2}', 'HYPER_FIELD_RANGE 13:42'],
    [
      'service',
      '  protocol: grpc\n  deployment:\n    type: wasm\n    ports: [{name: a, port: 1}, {name: a, port: 2}]',
      'HYPER_ENTRY_DUPLICATE 15:40',
    ],
    [
      'config',
      '  format: json\n  secrets: [{name: a, source: vault, path: b}, {name: a, source: vault, path: c}]',
      'HYPER_ENTRY_DUPLICATE 13:55',
    ],
    ['template', '  engine: eta\n  outputs: [{name: a, type: file, path: ../x}]', 'HYPER_PATH_OUTSIDE 13:41'],
    [
      'template',
      '  engine: eta\n  parameters: [{name: a, type: string}, {name: a, type: string}]',
      'HYPER_ENTRY_DUPLICATE 13:48',
    ],
    ['library', '  language: rust\n  exports: [{name: A}, {name: A}]', 'HYPER_ENTRY_DUPLICATE 13:31'],
    [
      'theme',
      '  variants: [{name: a, appearance: dark}, {name: a, appearance: light}]',
      'HYPER_ENTRY_DUPLICATE 12:50',
    ],
  ])('keeps the laws of the spec of a %s', (type, lines, expected) => {
    expect(faults(artifactText({ type: `type: ${type}`, spec: `spec:\n${lines}` }))).toEqual([expected]);
  });
});

describe('the state of an artifact', () => {
  const when = 'at: "2026-03-14T00:00:00Z"';
  const published = 'state: published';

  it('takes every part where it belongs', () => {
    const lines = [
      '  1.0.0: {state: archived, archivedFrom: published}',
      `  1.1.0: {state: deprecated, deprecation: {deprecatedAt: "2026-03-14T00:00:00Z", reason: Old., replacement: org.acme/new}}`,
      `  2.0.0: {${published}, yanked: {${when}, reason: Leaks tokens.}}`,
      `  2.1.0: {${published}, unpublished: {${when}}}`,
    ];
    const manifest = accepted(
      state(`releases:\n${lines.join('\n')}\nchannels: {stable: 2.1.0}\ntags: {beta: 2.2.0-beta.1}`),
    );
    expect(manifest).toMatchObject({ kind: 'ArtifactState', namespace: 'org.acme', revision: 4 });
  });

  it.each([
    [
      'a revision below one',
      head('ArtifactState', 'namespace: org.acme\nname: a\nrevision: 0'),
      ['HYPER_FIELD_RANGE 5:11'],
    ],
    [
      'a revision beyond safe integers (I11)',
      head('ArtifactState', 'namespace: org.acme\nname: a\nrevision: "9007199254740993"'),
      ['HYPER_FIELD_TYPE 5:11'],
    ],
    ['an unknown state', state('releases: {1.0.0: {state: gone}}'), ['HYPER_FIELD_VALUE 6:27']],
    [
      'a yank without a reason (I07)',
      state(`releases:\n  1.0.0: {${published}, yanked: {${when}}}`),
      ['HYPER_FIELD_MISSING 7:29'],
    ],
    [
      'a yanked draft',
      state(`releases:\n  1.0.0: {state: draft, yanked: {${when}, reason: Bad.}}`),
      ['HYPER_STATE_ILLEGAL 7:25'],
    ],
    [
      'a deprecated release without its deprecation',
      state('releases: {1.0.0: {state: deprecated}}'),
      ['HYPER_STATE_ILLEGAL 6:27'],
    ],
    [
      'an archived release that cannot be restored',
      state('releases: {1.0.0: {state: archived}}'),
      ['HYPER_STATE_ILLEGAL 6:27'],
    ],
    [
      'a removal before the deprecation',
      state(
        'releases:\n  1.0.0:\n    state: deprecated\n    deprecation: {reason: Old., deprecatedAt: "2026-03-14T00:00:00Z", removedAt: "2026-01-01T00:00:00Z"}',
      ),
      ['HYPER_TIME_ORDER 9:82'],
    ],
    [
      'a release that is no version (I05)',
      state('releases: {v1.0.0: {state: draft}}'),
      ['HYPER_VERSION_INVALID 6:12'],
    ],
    ['a channel that names no version', state('channels: {stable: newest}'), ['HYPER_VERSION_INVALID 6:20']],
    ['a tag that reads as a range', state('tags: {v1: 1.0.0}'), ['HYPER_REFERENCE_SELECTOR 6:8']],
    ['`latest` as a tag (I13)', state('tags: {latest: 1.0.0}'), ['HYPER_FIELD_COMPUTED 6:8']],
    ['`latest` as a channel (I13)', state('channels: {latest: 1.0.0}'), ['HYPER_FIELD_COMPUTED 6:12']],
    ['a redirect to nowhere', state('redirect: {artifact: ORG}'), ['HYPER_NAME_UPPER_CASE 6:22']],
  ])('refuses %s', (_what, text, expected) => {
    expect(faults(text)).toEqual(expected);
  });
});

describe('the other kinds', () => {
  it.each([
    [
      'a namespace in slash form',
      head('Namespace', 'path: orgs/acme\nscope: organization\nquotas: {storage: 5}\nstorageQuota: 5'),
      { kind: 'Namespace', path: 'org.acme' },
    ],
    [
      'a registry',
      head('Registry', 'name: acme\nformatVersion: 1\nroles: [{name: lead, inheritsFrom: [maintainer]}]'),
      { kind: 'Registry' },
    ],
    [
      'a trust root',
      head('TrustRoot', `version: 1\nexpiresAt: "2027-03-14T00:00:00Z"\nthreshold: 1\nkeys: [${key('a')}]`),
      { kind: 'TrustRoot' },
    ],
    [
      'a policy',
      head(
        'Policy',
        'id: a\nenforcement: mandatory\nrules: [{id: r, type: validation, severity: low, condition: {not: {and: [{target: artifact, field: name, operator: equals, value: x}]}}, action: {type: deny}}]',
      ),
      { kind: 'Policy' },
    ],
    [
      'a project',
      head(
        'Project',
        'name: shop\ndependencies: {org.acme/a: ^1.0.0}\nsearchPath: [orgs/acme]\npins: {org.acme/a: 1.2.3}',
      ),
      { kind: 'Project', searchPath: ['org.acme'], dependencies: [{ artifact: 'org.acme/a' }] },
    ],
    [
      'a lockfile',
      head(
        'Lockfile',
        `formatVersion: 1\nregistries: [{name: acme, commit: ${'a'.repeat(40)}}]\nrequirements: [{artifact: org.acme/a, version: ^1.0.0}]\npackages: {org.acme/a: {version: 1.2.3, manifest: "sha256:${'a'.repeat(64)}"}}`,
      ),
      { kind: 'Lockfile' },
    ],
  ])('takes %s', (_what, text, expected) => {
    expect(accepted(text)).toMatchObject(expected);
  });

  it.each([
    [
      'a scope that is not that of the path',
      head('Namespace', 'path: org.acme\nscope: user'),
      ['HYPER_SCOPE_DISAGREES 4:8'],
    ],
    [
      'two numbers for one quota',
      head('Namespace', 'path: org.acme\nquotas: {artifacts: 5}\nmaxArtifacts: 6'),
      ['HYPER_QUOTA_DISAGREES 5:15'],
    ],
    [
      'storage used, which is computed',
      head('Namespace', 'path: org.acme\nstorageUsed: 6'),
      ['HYPER_FIELD_COMPUTED 4:1'],
    ],
    [
      'a threshold that cannot be reached',
      head('Namespace', `path: org.acme\nsigning: {threshold: 2, keys: [${key('a')}]}`),
      ['HYPER_THRESHOLD_UNREACHABLE 4:22'],
    ],
    [
      'a key id twice',
      head(
        'TrustRoot',
        `version: 1\nexpiresAt: "2027-03-14T00:00:00Z"\nthreshold: 1\nkeys:\n  - ${key('a')}\n  - ${key('a')}`,
      ),
      ['HYPER_ENTRY_DUPLICATE 8:13'],
    ],
    [
      'a key that ends before it begins',
      head(
        'TrustRoot',
        `version: 1\nexpiresAt: "2027-03-14T00:00:00Z"\nthreshold: 1\nkeys:\n  - ${key('a', ', expiresAt: "2026-01-01T00:00:00Z"')}`,
      ),
      ['HYPER_TIME_ORDER 7:169'],
    ],
    [
      'an unknown key algorithm',
      head(
        'TrustRoot',
        `version: 1\nexpiresAt: "2027-03-14T00:00:00Z"\nthreshold: 1\nkeys:\n  - ${key('a').replace('ed25519', 'dsa')}`,
      ),
      ['HYPER_FIELD_VALUE 7:97'],
    ],
    [
      'a principal of two forms',
      head('Namespace', 'path: org.acme\naccess: [{principal: {key: a, githubUser: {id: 1}}, role: admin}]'),
      ['HYPER_FIELD_COUNT 4:22'],
    ],
    [
      'a role with a built-in name',
      head('Registry', 'name: acme\nformatVersion: 1\nroles: [{name: admin}]'),
      ['HYPER_ROLE_BUILT_IN 5:16'],
    ],
    [
      'a role that inherits from no role',
      head('Registry', 'name: acme\nformatVersion: 1\nroles: [{name: a, inheritsFrom: [b]}]'),
      ['HYPER_ROLE_UNKNOWN 5:34'],
    ],
    [
      'a circle of roles',
      head(
        'Registry',
        'name: acme\nformatVersion: 1\nroles:\n  - {name: a, inheritsFrom: [b]}\n  - {name: b, inheritsFrom: [a]}',
      ),
      ['HYPER_ROLE_CIRCLE 6:30', 'HYPER_ROLE_CIRCLE 7:30'],
    ],
    [
      'a condition of two forms',
      head(
        'Policy',
        'id: a\nenforcement: mandatory\nrules:\n  - {id: r, type: validation, severity: low, action: {type: deny}, condition: {not: {target: user, field: id, operator: equals, value: 1}, and: []}}',
      ),
      ['HYPER_FIELD_CHOICE 6:68', 'HYPER_FIELD_COUNT 6:145'],
    ],
    [
      'a rule twice',
      head('Policy', `id: a\nenforcement: advisory\nrules:\n  - ${RULE}\n  - ${RULE}`),
      ['HYPER_ENTRY_DUPLICATE 7:10'],
    ],
    [
      'a pin that is no version',
      head('Project', 'name: shop\npins: {org.acme/a: ^1.0.0}'),
      ['HYPER_VERSION_INVALID 4:20'],
    ],
    [
      'an override of what is no reference',
      head('Project', 'name: shop\noverrides: {ORG/a: ^1.0.0}'),
      ['HYPER_NAME_UPPER_CASE 4:13'],
    ],
  ])('refuses %s', (_what, text, expected) => {
    expect(faults(text)).toEqual(expected);
  });
});

describe('the codes of manifests', () => {
  it('are each produced by a test of this folder', () => {
    const tests = ['fields', 'laws', 'kinds'].map((name) =>
      readFileSync(new URL(`./${name}.test.ts`, import.meta.url), 'utf8'),
    );
    const untested = Object.keys(MANIFEST_CODES).filter((code) => !tests.some((text) => text.includes(code)));
    expect(untested).toEqual([]);
    for (const code of Object.keys(MANIFEST_CODES)) expect(CODES).toHaveProperty(code);
  });
});
