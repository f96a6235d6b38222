import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ThreadedChecker } from '../../../../src/adapters/workers/index.ts';
import { compareDiagnostics } from '../../../../src/core/index.ts';
import { isChecked } from '../../../../src/gate/index.ts';
import type { FileFindings } from '../../../../src/gate/index.ts';
import { createTestRepository, testGitEnvironment } from '../../../build/git-repository.ts';
import type { TestRepository } from '../../../build/git-repository.ts';
import { release, releasePath, smallRegistry, stateText } from '../../../build/manifests.ts';
import { openGitStore } from '../../../contract/open-stores.ts';

const WORKER = pathToFileURL(resolve(import.meta.dirname, '../../../../dist/check-worker.mjs'));

/** Enough files for two threads, some with faults, states among their releases. */
function manyFiles(): Record<string, string | Uint8Array> {
  const files: Record<string, string | Uint8Array> = { ...smallRegistry() };
  for (let number = 0; number < 3200; number += 1) {
    const reference = `org.acme/artifact-${Math.floor(number / 8)}`;
    const version = `1.${number % 8}.0`;
    const needs = number % 100 === 0 ? 'dependencies:\n  - artifact: org.acme/ghost\n    version: "*"\n' : '';
    Object.assign(files, release(reference, version, needs));
    if (number % 80 === 0) {
      const folder = releasePath(reference, version).replace(/[^/]+$/u, '');
      files[`${folder}artifact.yaml`] = stateText(reference, 'tags:\n  stable: "1.7.0"\n  gone: "9.9.9"\n');
    }
  }
  return files;
}

async function check(
  repository: TestRepository,
  worker: URL | undefined,
): Promise<{ found: FileFindings; ids: string[]; progress: number[] }> {
  const store = await openGitStore(repository.folder);
  const entries = (await store.listTree(await store.resolveRevision('HEAD'))).filter(isChecked);
  const names = { artifacts: ['org.acme/parser'], blobs: [] };
  const progress: number[] = [];
  const options = {
    environment: testGitEnvironment(),
    worker,
    progress: (done: number) => progress.push(done),
  };
  const found = await new ThreadedChecker(store, options).check(entries, names);
  const ids = found.ids.map((id, number) => `${entries[found.idEntries[number] ?? -1]?.path ?? ''} ${id}`);
  return { found, ids, progress };
}

describe('checking on several threads', () => {
  it.skipIf(availableParallelism() < 2)('finds what one thread finds, whichever ends first', async () => {
    const repository = createTestRepository(manyFiles());
    const alone = await check(repository, undefined);
    const together = await check(repository, WORKER);
    const sorted = ({ found }: typeof alone): unknown => [...found.diagnostics].sort(compareDiagnostics);
    expect(alone.found.diagnostics.length).toBe(32 + 40);
    expect(sorted(together)).toEqual(sorted(alone));
    expect(together.found.counts).toEqual(alone.found.counts);
    expect([...together.ids].sort((left, right) => (left < right ? -1 : 1))).toEqual(
      [...alone.ids].sort((left, right) => (left < right ? -1 : 1)),
    );
    expect(together.progress.length).toBeGreaterThan(0);
  });

  it.skipIf(availableParallelism() < 2)('ends with the code of the thread that failed', async () => {
    const repository = createTestRepository(manyFiles());
    const oid = repository.git('rev-parse', `HEAD:${releasePath('org.acme/artifact-200', '1.0.0')}`);
    rmSync(resolve(repository.folder, '.git/objects', oid.slice(0, 2), oid.slice(2)));
    await expect(check(repository, WORKER)).rejects.toMatchObject({ code: 'HYPER_OBJECT_CORRUPT' });
  });
});
