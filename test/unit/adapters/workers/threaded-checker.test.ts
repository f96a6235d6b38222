import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ThreadedChecker } from '../../../../src/adapters/workers/index.ts';
import { compareDiagnostics, compareText } from '../../../../src/core/index.ts';
import { isChecked } from '../../../../src/gate/index.ts';
import type { FileFindings } from '../../../../src/gate/index.ts';
import { indexEntries, pairsOf, roleOf } from '../../../../src/registry/index.ts';
import type { ListedSigners } from '../../../../src/signing/index.ts';
import { createTestRepository, testGitEnvironment } from '../../../build/git-repository.ts';
import type { TestRepository } from '../../../build/git-repository.ts';
import { release, releasePath, smallRegistry, stateText } from '../../../build/manifests.ts';
import { NOW, REGISTRY_ID, listedKey } from '../../../build/signed-files.ts';
import { signedRegistry } from '../../../build/signed-registry.ts';
import { openGitStore } from '../../../contract/open-stores.ts';

const ACME = 'namespaces/org/acme/namespace.yaml';
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

/** What checking and verifying in one read finds, without numbers, in order. */
async function examine(
  repository: TestRepository,
  worker: URL | undefined,
): Promise<Record<string, unknown>> {
  const store = await openGitStore(repository.folder);
  const all = await store.listTree(await store.resolveRevision('HEAD'));
  const entries = all.filter(isChecked);
  const { artifacts, blobs, signatures } = indexEntries(all);
  const manifests = entries.filter(({ path }) => ['release', 'state'].includes(roleOf(path).kind));
  const pairs = pairsOf(manifests, { signatures }).map((pair) => ({
    ...pair,
    authority: 0,
    isStripped: false,
  }));
  const listed = { threshold: 1, keys: [listedKey('acme'), listedKey('acme-2')] } as unknown as ListedSigners;
  const authority = { kind: 'namespace' as const, name: 'namespace org.acme', path: ACME, listed };
  const plan = { registry: REGISTRY_ID, now: NOW, authorities: [authority], online: [] };
  const checker = new ThreadedChecker(store, { environment: testGitEnvironment(), worker });
  // Names are handed over as they come, and can be read but once.
  const names = { artifacts: artifacts.keys(), blobs: blobs.keys() };
  const { found, verified } = await checker.examine(entries, names, { pairs, plan });
  const pathOf = (number: number): string => pairs[number]?.entry.path ?? '';
  return {
    counts: found.counts,
    diagnostics: [...found.diagnostics].sort(compareDiagnostics),
    ids: sorted(found.ids.map((id, number) => `${entries[found.idEntries[number] ?? -1]?.path ?? ''} ${id}`)),
    signed: sorted(verified.signed.map(({ number, ...one }) => `${pathOf(number)} ${JSON.stringify(one)}`)),
    refused: sorted(verified.refused.map(({ number, fault }) => `${fault.code} ${pathOf(number)}`)),
    unproven: verified.unproven,
  };
}

function sorted(texts: readonly string[]): string[] {
  return [...texts].sort(compareText);
}

describe('checking and verifying in one read', () => {
  it.skipIf(availableParallelism() < 2)('finds on several threads what one thread finds', async () => {
    const repository = createTestRepository({ ...manyFiles(), ...signedRegistry() });
    const alone = await examine(repository, undefined);
    const together = await examine(repository, WORKER);
    expect(together).toEqual(alone);
    expect(alone['signed']).toEqual([
      expect.stringContaining('parser/1.0.0.yaml'),
      expect.stringContaining('parser/1.1.0.yaml'),
      expect.stringContaining('parser/artifact.yaml'),
    ]);
    expect(alone['refused']).toHaveLength(3200 + 40 + 1);
    expect(alone['diagnostics']).toHaveLength(32 + 40);
  });
});

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
