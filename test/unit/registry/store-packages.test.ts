import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../../src/adapters/memory/index.ts';
import { StorePackages } from '../../../src/registry/index.ts';
import {
  namespace,
  registryText,
  release,
  releasePath,
  releaseText,
  stateText,
} from '../../build/manifests.ts';

const HEX = 'ab'.repeat(32);
const BLOB = `blobs/sha256/ab/ab/${HEX}`;
const FILES = {
  'registry.yaml': registryText('settings:\n  allowedContentHosts: [example.org]\n'),
  ...namespace('org.acme'),
  ...release('org.acme/a', '1.0.0', 'dependencies:\n  b: ^1.0.0\n'),
  ...release('org.acme/a', '1.1.0'),
  [releasePath('org.acme/a', '1.2.0')]: 'broken: [',
  [releasePath('org.acme/a', '1.3.0')]: releaseText('org.acme/other', '1.3.0'),
  ...release('org.acme/b', '1.0.0'),
  'namespaces/org/acme/a/artifact.yaml': stateText(
    'org.acme/a',
    'releases:\n  "1.0.0":\n    state: deprecated\n    deprecation:\n      deprecatedAt: "2026-01-01T00:00:00Z"\n      reason: old\n  "0.9.0":\n    state: published\n    tombstone:\n      at: "2026-01-01T00:00:00Z"\n      reason: malware\ntags:\n  stable: "1.1.0"\nredirect:\n  artifact: org.acme/b\n',
  ),
  'observed/org/acme/a/stats.yaml': 'downloadCount: 7\n',
  [BLOB]: 'content',
};

async function open(countsDownloads = false): Promise<StorePackages> {
  const store = new MemoryStore();
  store.commit(FILES);
  return new StorePackages(store, await store.resolveRevision('HEAD'), { countsDownloads });
}

describe('a repository as a consumer reads it', () => {
  it('gives artifacts with their states, and leaves out what cannot be read or speaks of another', async () => {
    const found = await (await open(true)).readArtifacts(['org.acme/a', 'org.acme/none', 'no name']);
    expect([...found.keys()]).toEqual(['org.acme/a']);
    const artifact = found.get('org.acme/a');
    expect([...(artifact?.releases.keys() ?? [])]).toEqual(['1.0.0', '1.1.0']);
    expect(artifact?.releases.get('1.0.0')).toMatchObject({
      state: { state: 'deprecated' },
      path: releasePath('org.acme/a', '1.0.0'),
      dependencies: [{ artifact: 'b', range: '^1.0.0', type: 'runtime' }],
    });
    expect(artifact).toMatchObject({ redirect: 'org.acme/b', downloads: 7 });
    expect(artifact?.tombstones).toEqual(new Map([['0.9.0', 'malware']]));
    expect(artifact?.named.get('stable')).toBe('1.1.0');
  });

  it('says what the registry is, and gives manifests and blobs within their limits', async () => {
    const packages = await open();
    expect(await packages.identity()).toMatchObject({
      name: 'test-registry',
      allowedContentHosts: ['example.org'],
    });
    const keys = [
      { reference: 'org.acme/a', version: '1.1.0' },
      { reference: 'org.acme/a', version: '9.0.0' },
    ];
    const [first, second] = await packages.readManifests(keys);
    expect(first?.text).toBe(releaseText('org.acme/a', '1.1.0'));
    expect(second).toBeUndefined();
    expect(await packages.readSigners(keys)).toEqual([undefined, undefined]);
    expect(Buffer.from(await packages.readBlob(BLOB, 100)).toString()).toBe('content');
    await expect(packages.readBlob(BLOB, 3)).rejects.toMatchObject({ code: 'HYPER_CONTENT_TOO_LARGE' });
    await expect(packages.readBlob(`${BLOB}0`, 3)).rejects.toMatchObject({ code: 'HYPER_CONTENT_MISSING' });
  });
});
