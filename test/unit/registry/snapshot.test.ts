import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../src/adapters/memory/index.ts';
import type { Diagnostic } from '../../../src/core/index.ts';
import { inheritedBy, loadFolders, loadSnapshot, streamReleases } from '../../../src/registry/index.ts';
import type { Snapshot } from '../../../src/registry/index.ts';
import {
  namespaceText,
  policyText,
  registryText,
  releasePath,
  releaseText,
  smallRegistry,
  stateText,
} from '../../build/manifests.ts';

async function load(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<{ store: MemoryStore; snapshot: Snapshot }> {
  const store = new MemoryStore();
  store.commit(files as Record<string, string>);
  return { store, snapshot: await loadSnapshot(store, await store.resolveRevision('HEAD')) };
}

describe('a snapshot', () => {
  it('holds the frame of a registry: namespaces, policies, states', async () => {
    const { snapshot } = await load({
      ...smallRegistry(),
      'namespaces/org/acme/policies/licence.yaml': policyText('licence'),
    });
    expect(snapshot.registry.name).toBe('test-registry');
    expect([...snapshot.namespaces.keys()]).toEqual(['org.acme', 'org.acme.tools']);
    expect([...(snapshot.namespaces.get('org.acme')?.policies.keys() ?? [])]).toEqual(['licence']);
    expect([...snapshot.states.keys()]).toEqual(['org.acme/parser']);
    expect(snapshot.diagnostics).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['there is none', {}],
    ['it is no YAML', { 'registry.yaml': 'kind: [\n' }],
    ['it is another kind', { 'registry.yaml': namespaceText('org.acme') }],
    ['it has faults', { 'registry.yaml': 'apiVersion: hyper/v1\nkind: Registry\n' }],
  ])('is none without a registry.yaml that can be read: %s', async (_why, files) => {
    await expect(load(files)).rejects.toMatchObject({
      code: 'HYPER_REGISTRY_MISSING',
    });
  });

  it('leaves out what cannot be read, and says so in order of path and place', async () => {
    const { snapshot } = await load({
      'registry.yaml': registryText(),
      'namespaces/org/acme/namespace.yaml': 'kind: [\n',
      'namespaces/org/other/namespace.yaml': `${namespaceText('org.other')}unknown: 1\n`,
      'namespaces/org/third/namespace.yaml': `${namespaceText('org.third')}# ${'x'.repeat(1024 * 1024)}\n`,
      'namespaces/org/fourth/namespace.yaml': namespaceText('org.fourth'),
      'namespaces/org/fourth/policies/bad.yaml': registryText(),
      'namespaces/org/fourth/tool/artifact.yaml': stateText('org.fourth/tool', 'unknown: 1\n'),
    });
    expect([...snapshot.namespaces.keys()]).toEqual(['org.fourth']);
    expect(snapshot.namespaces.get('org.fourth')?.policies.size).toBe(0);
    expect(snapshot.states.size).toBe(0);
    const told = snapshot.diagnostics.map(({ code, path }) => [path, code]);
    expect(told).toEqual([
      ['namespaces/org/acme/namespace.yaml', 'HYPER_YAML_SYNTAX'],
      ['namespaces/org/fourth/tool/artifact.yaml', 'HYPER_FIELD_UNKNOWN'],
      ['namespaces/org/other/namespace.yaml', 'HYPER_FIELD_UNKNOWN'],
      ['namespaces/org/third/namespace.yaml', 'HYPER_YAML_SIZE'],
    ]);
  });
});

describe('the stream of releases', () => {
  it('gives each with its manifest and exact text, and the unreadable to onFault', async () => {
    const bad = releasePath('org.acme/parser', '1.0.5');
    const { store, snapshot } = await load({ ...smallRegistry(), [bad]: 'kind: [\n' });
    const faults: Diagnostic[] = [];
    const seen: string[] = [];
    for await (const { artifact, version, manifest, text } of streamReleases(
      store,
      snapshot.index.artifacts.values(),
      (fault) => faults.push(fault),
    )) {
      seen.push(`${artifact.reference}@${version}`);
      expect(manifest.version).toBe(version);
      if (artifact.name === 'parser') expect(text).toBe(releaseText('org.acme/parser', version));
    }
    expect(seen).toEqual(['org.acme/parser@1.0.0', 'org.acme/parser@1.1.0', 'org.acme.tools/runner@2.0.0']);
    expect(faults.map(({ path }) => path)).toEqual([bad]);
  });

  it('leaves out a manifest of another kind', async () => {
    const { store, snapshot } = await load({
      'registry.yaml': registryText(),
      [releasePath('org.acme/parser', '1.0.0')]: registryText(),
    });
    const seen: string[] = [];
    for await (const { version } of streamReleases(store, snapshot.index.artifacts.values(), () => undefined))
      seen.push(version);
    expect(seen).toEqual([]);
  });
});

describe('the folders of an artifact', () => {
  it('tell of it what the whole snapshot tells', async () => {
    const { store, snapshot } = await load(smallRegistry());
    expect(snapshot.index.artifacts.size).toBeGreaterThan(1);
    for (const artifact of snapshot.index.artifacts.values()) {
      const part = await loadFolders(store, snapshot.revision, [artifact.folder]);
      expect([...part.index.artifacts]).toEqual([[artifact.reference, artifact]]);
      expect(part.states.get(artifact.reference)).toEqual(snapshot.states.get(artifact.reference));
      expect(part.registry).toEqual(snapshot.registry);
      const { labels, visibility, grants, quotas } = inheritedBy(part, artifact.namespace);
      expect({ labels, visibility, grants, quotas }).toEqual({
        labels: inheritedBy(snapshot, artifact.namespace).labels,
        visibility: inheritedBy(snapshot, artifact.namespace).visibility,
        grants: inheritedBy(snapshot, artifact.namespace).grants,
        quotas: inheritedBy(snapshot, artifact.namespace).quotas,
      });
    }
  });

  it('are none without a registry.yaml that can be read', async () => {
    const { store, snapshot } = await load(smallRegistry());
    const bare = new MemoryStore();
    bare.commit({ 'namespaces/org/acme/namespace.yaml': namespaceText('org.acme') });
    const revision = await bare.resolveRevision('HEAD');
    await expect(loadFolders(bare, revision, [])).rejects.toMatchObject({ code: 'HYPER_REGISTRY_MISSING' });
    await expect(loadFolders(store, snapshot.revision, ['namespaces/none'])).resolves.toMatchObject({
      registry: { name: 'test-registry' },
    });
  });
});
