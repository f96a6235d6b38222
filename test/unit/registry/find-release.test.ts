import { beforeAll, describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../src/adapters/memory/index.ts';
import { HyperError } from '../../../src/core/index.ts';
import { parseNamespacePath } from '../../../src/names/index.ts';
import type { NamespacePath } from '../../../src/names/index.ts';
import { findArtifact, loadSnapshot, selectVersion } from '../../../src/registry/index.ts';
import type { LookupPlace, Snapshot } from '../../../src/registry/index.ts';
import { idOf, namespace, registryText, release, stateText } from '../../build/manifests.ts';

let snapshot: Snapshot;

beforeAll(async () => {
  const store = new MemoryStore();
  const versions = ['1.0.0', '1.1.0', '1.2.0', '2.0.0', '3.0.0-rc.1'];
  const state = `releases:
  "1.2.0":
    state: published
    yanked:
      at: "2025-07-01T00:00:00Z"
      reason: Broken.
channels:
  edge: "3.0.0-rc.1"
tags:
  stable: "1.1.0"
  gone: "9.0.0"
`;
  store.commit({
    'registry.yaml': registryText(),
    ...namespace('org.acme'),
    ...namespace('org.acme.tools'),
    ...namespace('org.acme.tools.cli'),
    ...namespace('lib.text'),
    ...(Object.assign({}, ...versions.map((version) => release('org.acme/parser', version))) as Record<
      string,
      string
    >),
    'namespaces/org/acme/parser/artifact.yaml': stateText('org.acme/parser', state),
    ...release('org.acme.tools/parser', '7.0.0'),
    ...release('org.acme.tools/runner', '1.0.0'),
    ...release('org.acme.tools.cli/nexus', '1.0.0'),
    ...release('org.acme/tools', '1.0.0'),
    ...release('lib.text/slugs', '1.0.0'),
  });
  snapshot = await loadSnapshot(store, await store.resolveRevision('HEAD'));
});

function path(text: string): NamespacePath {
  const parsed = parseNamespacePath(text);
  if (!parsed.ok) throw new Error(parsed.fault.message);
  return parsed.value;
}

function codeOf(work: () => unknown): string {
  try {
    return `no error: ${JSON.stringify(work())}`;
  } catch (error) {
    return error instanceof HyperError ? error.code : String(error);
  }
}

function found(text: string, place: LookupPlace = {}): string {
  const result = findArtifact(snapshot, text, place);
  return result.kind === 'id' ? result.id : result.artifact.reference;
}

function versionOf(text: string): string {
  const result = findArtifact(snapshot, text);
  if (result.kind === 'id') return result.id;
  return selectVersion(result.artifact, snapshot.states.get(result.artifact.reference), result.selector);
}

describe('an artifact is found', () => {
  it.each([
    ['org.acme/parser', 'org.acme/parser'],
    ['org.acme/parser@^1.0.0', 'org.acme/parser'],
    ['orgs/acme/parser', 'org.acme/parser'],
    ['orgs/acme/tools/runner', 'org.acme.tools/runner'],
    ['org.acme.parser', 'org.acme/parser'],
    ['org.acme.tools.runner', 'org.acme.tools/runner'],
    ['org.acme.tools.runner@1.0.0', 'org.acme.tools/runner'],
    ['lib.text.slugs', 'lib.text/slugs'],
  ])('%s is %s', (text, reference) => {
    expect(found(text)).toBe(reference);
  });

  it('by an id, which the releases must be read for', () => {
    const id = idOf('org.acme/parser@1.0.0');
    expect(findArtifact(snapshot, id)).toEqual({ kind: 'id', id });
  });

  it.each([
    ['parser', 'org.acme.tools.cli', 'org.acme.tools/parser'],
    ['parser', 'org.acme.tools', 'org.acme.tools/parser'],
    ['parser', 'org.acme', 'org.acme/parser'],
    ['nexus', 'org.acme.tools.cli', 'org.acme.tools.cli/nexus'],
  ])('%s in %s is %s: longer paths win', (name, from, reference) => {
    expect(found(name, { namespace: path(from) })).toBe(reference);
  });

  it('a bare name in the search path, after the namespace and those above it', () => {
    const place = { namespace: path('org.acme'), searchPath: [path('lib.text'), path('org.acme.tools')] };
    expect(found('slugs', place)).toBe('lib.text/slugs');
    expect(found('runner', place)).toBe('org.acme.tools/runner');
    expect(found('parser', place)).toBe('org.acme/parser');
  });

  it.each([
    ['org.acme/persar', 'HYPER_ARTIFACT_MISSING'],
    ['org.nobody/parser', 'HYPER_ARTIFACT_MISSING'],
    ['org.acme.nothing', 'HYPER_ARTIFACT_MISSING'],
    ['runner', 'HYPER_ARTIFACT_MISSING'],
    ['constructor', 'HYPER_NAME_RESERVED'],
    ['org.acme/__proto__', 'HYPER_NAME_RESERVED'],
    ['org.acme/tostring', 'HYPER_ARTIFACT_MISSING'],
    ['not a name', 'HYPER_NAME_CHARACTER'],
  ])('not %s: %s', (text, code) => {
    expect(codeOf(() => found(text, { namespace: path('org.acme') }))).toBe(code);
  });

  it.each([
    ['org.acme/persar', 'did you mean "org.acme/parser"?'],
    ['org.acme', '"org.acme" is a namespace: hyper namespace get org.acme'],
  ])('with a hint for who asked for %s', (text, hint) => {
    expect.assertions(1);
    try {
      found(text);
    } catch (error) {
      expect((error as HyperError).hint).toBe(hint);
    }
  });
});

describe('a dotted name', () => {
  it('that may be split in two ways, both of which exist, is refused', async () => {
    const store = new MemoryStore();
    const address = 'namespaces/user/x.y@example.com/z9/1.0.0.yaml';
    const files = { 'registry.yaml': registryText(), ...release('user.x/y', '1.0.0') } as Record<
      string,
      string
    >;
    store.commit(files);
    const one = await loadSnapshot(store, await store.resolveRevision('HEAD'));
    expect(findArtifact(one, 'user.x.y@example.com.z9')).toMatchObject({
      artifact: { reference: 'user.x/y' },
    });
    store.commit({ ...files, [address]: '' });
    const both = await loadSnapshot(store, await store.resolveRevision('HEAD'));
    expect(codeOf(() => findArtifact(both, 'user.x.y@example.com.z9'))).toBe('HYPER_ARTIFACT_AMBIGUOUS');
    expect(findArtifact(both, 'user.x.y@example.com/z9')).toMatchObject({
      artifact: { reference: 'user.x.y@example.com/z9' },
    });
  });
});

describe('a selector chooses', () => {
  it.each([
    ['org.acme/parser', '2.0.0'],
    ['org.acme/parser@latest', '2.0.0'],
    ['org.acme/parser@1.0.0', '1.0.0'],
    ['org.acme/parser@1.2.0', '1.2.0'],
    ['org.acme/parser@^1.0.0', '1.1.0'],
    ['org.acme/parser@1.x', '1.1.0'],
    ['org.acme/parser@>=1.0.0 <2.0.0', '1.1.0'],
    ['org.acme/parser@stable', '1.1.0'],
    ['org.acme/parser@edge', '3.0.0-rc.1'],
    ['org.acme/parser@>=3.0.0-rc.0', '3.0.0-rc.1'],
  ])('%s: %s', (text, version) => {
    expect(versionOf(text)).toBe(version);
  });

  it.each([
    'org.acme/parser@4.0.0',
    'org.acme/parser@^4.0.0',
    'org.acme/parser@nightly',
    'org.acme/parser@gone',
    'org.acme/parser@constructor',
  ])('nothing for %s', (text) => {
    expect(codeOf(() => versionOf(text))).toBe('HYPER_RELEASE_MISSING');
  });
});
