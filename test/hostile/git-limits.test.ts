import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import type { RegistryStore } from '../../src/registry/index.ts';
import { createTestRepository } from '../build/git-repository.ts';
import type { RawEntry, TestRepository } from '../build/git-repository.ts';
import { release, smallRegistry } from '../build/manifests.ts';
import { findingsOf, validateFolder } from '../build/registry-context.ts';
import { openGitStore, openWithoutGit } from '../contract/open-stores.ts';

const LARGE_BYTES = 200 * 1024 * 1024;
/** Generous, for machines under load: the honest cost of each case is well under a second. */
const LIMIT_MS = 20_000;
const ZERO_BLOB = `blobs/sha256/00/00/${'0'.repeat(64)}`;
const LIMIT_BYTES = 100 * 1024 * 1024;

/** How long the work took, and by how much memory outside the heap of scripts grew. */
async function measure<T>(work: () => Promise<T>): Promise<{ result: T; ms: number; bytes: number }> {
  const before = process.memoryUsage();
  const start = performance.now();
  const result = await work();
  const after = process.memoryUsage();
  return { result, ms: performance.now() - start, bytes: after.arrayBuffers - before.arrayBuffers };
}

/** A repository whose named files are 200 MB of zeros, which pack to nothing. */
function repositoryWithLarge(...paths: string[]): TestRepository {
  const repository = createTestRepository(smallRegistry());
  const zeros = repository.blob(Buffer.alloc(LARGE_BYTES));
  for (const path of paths) repository.git('update-index', '--add', '--cacheinfo', `100644,${zeros},${path}`);
  repository.commitTree(repository.git('write-tree'));
  return repository;
}

describe('a blob of 200 MB', () => {
  it('is a finding wherever it stands, and is never read whole (G14)', async () => {
    const repository = repositoryWithLarge(
      ZERO_BLOB,
      'namespaces/org/acme/README.md',
      'namespaces/org/acme/parser/3.0.0.yaml',
      'somewhere/else.bin',
    );
    const { result, ms, bytes } = await measure(() => validateFolder(repository.folder, { at: 'HEAD' }));
    expect(findingsOf(result)).toEqual([
      ['HYPER_BLOB_SIZE', ZERO_BLOB],
      ['HYPER_TEXT_SIZE', 'namespaces/org/acme/README.md'],
      ['HYPER_YAML_SIZE', 'namespaces/org/acme/parser/3.0.0.yaml'],
    ]);
    expect(ms).toBeLessThan(LIMIT_MS);
    expect(bytes).toBeLessThan(LIMIT_BYTES);
  });

  it.each([
    ['GitStore', (folder: string): Promise<RegistryStore> => openGitStore(folder)],
    ['IsomorphicStore', openWithoutGit],
  ])('is passed over by its size, and what follows is read: %s (G14)', async (_name, open) => {
    const repository = repositoryWithLarge('a-large');
    const store = await open(repository.folder);
    const entries = await store.listTree(await store.resolveRevision('HEAD'));
    const { result, ms } = await measure(async () => {
      const sizes: (number | undefined)[] = [];
      for await (const blobs of store.readBlobs(entries, 1_000_000))
        sizes.push(...blobs.map(({ bytes, size }) => (bytes === undefined ? -size : bytes.length)));
      return sizes;
    });
    expect(result).toHaveLength(entries.length);
    expect(result.filter((size) => size !== undefined && size < 0)).toEqual([-LARGE_BYTES]);
    expect(ms).toBeLessThan(LIMIT_MS);
  });
});

describe('a tree', () => {
  it('of 20,000 entries is judged in bounded time (G14)', async () => {
    const repository = createTestRepository(smallRegistry());
    const oid = repository.blob('x\n');
    const entries = Array.from({ length: 20_000 }, (_, number): RawEntry => {
      return { mode: '100644', type: 'blob', oid, name: `f${String(number).padStart(5, '0')}` };
    });
    graftUnder(repository, 'namespaces/org/acme/wide', repository.rawTree(entries));
    const { result, ms } = await measure(() => validateFolder(repository.folder, { at: 'HEAD' }));
    expect(result.data.errors).toBe(20_000);
    expect(new Set(result.diagnostics.map(({ code }) => code))).toEqual(new Set(['HYPER_LAYOUT_FOREIGN']));
    expect(ms).toBeLessThan(LIMIT_MS);
  });

  it('of depth 1,000 is a finding, in bounded time (G14)', async () => {
    const repository = createTestRepository(smallRegistry());
    const path = `namespaces/org/acme/${'d/'.repeat(1000)}1.0.0.yaml`;
    const line = `100644 ${repository.blob('x\n')}\t${path}\0`;
    repository.gitWithInput(line, 'update-index', '-z', '--index-info');
    repository.commitTree(repository.git('write-tree'));
    const { result, ms } = await measure(() => validateFolder(repository.folder, { at: 'HEAD' }));
    expect(result.diagnostics.map(({ code }) => code)).toContain('HYPER_TREE_LONG');
    expect(result.diagnostics.length).toBeLessThan(1100);
    expect(ms).toBeLessThan(LIMIT_MS);
  });

  it('with 10,000 faults in its manifests is told whole and counted', async () => {
    const faulty = Object.assign(
      {},
      ...Array.from({ length: 500 }, (_, number) =>
        release(
          'org.acme/many',
          `${number}.0.0`,
          Array.from({ length: 20 }, (_, key) => `bad${key}: 1\n`).join(''),
        ),
      ),
    ) as Record<string, string>;
    const repository = createTestRepository({ ...smallRegistry(), ...faulty });
    const { result, ms } = await measure(() => validateFolder(repository.folder, { at: 'HEAD' }));
    expect(result.data.errors).toBe(10_000);
    expect(ms).toBeLessThan(LIMIT_MS);
  });
});

/** Commits a tree at a path beside what HEAD holds. */
function graftUnder(repository: TestRepository, path: string, tree: string): void {
  repository.git('read-tree', `--prefix=${path}/`, tree);
  repository.commitTree(repository.git('write-tree'));
}
