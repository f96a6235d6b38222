import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HyperError } from '../../src/core/index.ts';
import {
  registryArchive,
  registryCreate,
  registryDelete,
  registryDeprecate,
  registryPublish,
  registryRename,
  registryUnpublish,
  upgrade,
  versionPromote,
  versionYank,
} from '../../src/operations/index.ts';
import type { Operation, WriteContext, WriteData, WriteInput } from '../../src/operations/index.ts';
import { loadSnapshot, releaseStateOf } from '../../src/registry/index.ts';
import { changeRegistry, pullRequestEvent } from '../build/change-repository.ts';
import { createTestRepository } from '../build/git-repository.ts';
import type { TestRepository } from '../build/git-repository.ts';
import { releaseText } from '../build/manifests.ts';
import { testContext, validateFolder } from '../build/registry-context.ts';
import { runCi } from '../build/run-ci.ts';
import { EDIT, PLAIN_RELEASE, writeContext } from '../build/write-world.ts';

const PARSER = 'org.acme/parser';
const FOLDER = 'namespaces/org/acme/parser';
const VERSIONS = ['1.0.0', '1.1.0', '2.0.0'] as const;
/** Admin; publisher, maintainer and contributor of org.acme; publisher of another namespace; nobody. */
const ACTORS = [1, 2, 4, 6, 3, 99] as const;
const BRANCH = 'proposal';

type Deed = (repository: TestRepository, version: string) => Promise<unknown>;

/** Through hyper, as a commit on a branch. */
function by<Input extends WriteInput>(
  operation: Operation<Input, WriteData, WriteContext>,
  toInput: (version: string) => Omit<Input, keyof WriteInput>,
): Deed {
  return (repository, version) =>
    operation.run(writeContext(repository.folder), {
      ...{ ...EDIT, mode: 'commit', branch: BRANCH },
      ...toInput(version),
    } as unknown as Input);
}

/** By hand, whatever it breaks. */
function hand(change: (repository: TestRepository, version: string) => void): Deed {
  return (repository, version) => {
    repository.git('checkout', '-q', '-b', BRANCH);
    change(repository, version);
    repository.commit('By hand');
    repository.git('checkout', '-q', 'main');
    return Promise.resolve();
  };
}

const release = (version: string) => ({ reference: `${PARSER}@${version}`, reason: 'x' });
const create = (isPublished: boolean): Deed =>
  by(registryCreate, (version) => ({
    ...{ ...PLAIN_RELEASE, type: 'service', name: `${PARSER}@${version}`, isPublished },
  }));

const DEEDS: readonly Deed[] = [
  create(true),
  create(false),
  ...[
    registryPublish,
    registryUnpublish,
    registryDeprecate,
    registryArchive,
    registryDelete,
    versionYank,
  ].map((operation) => by(operation, release)),
  by(versionPromote, (version) => ({ reference: `${PARSER}@${version}`, channel: 'stable' })),
  by(registryRename, () => ({ reference: PARSER, to: 'reader', reason: 'x' })),
  by(upgrade, () => ({ reference: PARSER, to: undefined })),
  hand((repository, version) => {
    repository.write({ [`${FOLDER}/${version}.yaml`]: releaseText(PARSER, version, 'x-other: bytes\n') });
  }),
  hand(({ folder }, version) => {
    rmSync(join(folder, FOLDER, `${version}.yaml`), { force: true });
  }),
  hand((repository, version) => {
    const state = `apiVersion: hyper/v1\nkind: ArtifactState\nnamespace: org.acme\nname: parser\nrevision: 99\n`;
    repository.write({
      [`${FOLDER}/artifact.yaml`]: `${state}releases:\n  "${version}":\n    state: draft\n`,
      [`${FOLDER}/${version}.yaml`]: releaseText(PARSER, version, 'x-other: bytes\n'),
    });
  }),
  hand(({ folder }) => {
    rmSync(join(folder, FOLDER), { recursive: true, force: true });
  }),
];

/** The digest of each release that counts as published, be it deleted since. */
async function publishedAt(repository: TestRepository): Promise<Map<string, string>> {
  const { store } = await testContext(repository.folder).openRegistry({ registry: repository.folder });
  const snapshot = await loadSnapshot(store, await store.resolveRevision('main'));
  const found = new Map<string, string>();
  for (const { reference, releases } of snapshot.index.artifacts.values()) {
    for (const [version, { oid }] of releases) {
      if (releaseStateOf(snapshot.states.get(reference), version).state !== 'draft')
        found.set(`${reference}@${version}`, oid);
    }
  }
  for (const [reference, state] of snapshot.states) {
    for (const [version, { tombstone }] of Object.entries(state.releases ?? {}))
      if (tombstone !== undefined) found.set(`${reference}@${version}`, 'deleted');
  }
  return found;
}

/** What the gate says of it; what passes is merged. Undefined where hyper made nothing of it. */
async function propose(
  repository: TestRepository,
  { deed, version, author }: { readonly deed: Deed; readonly version: string; readonly author: number },
): Promise<string | undefined> {
  try {
    await deed(repository, version);
  } catch (error) {
    if (!(error instanceof HyperError)) throw error;
    expect(error.code).not.toBe('HYPER_INTERNAL');
  }
  const [base, head] = ['main', BRANCH].map((name) =>
    repository.git('for-each-ref', '--format=%(objectname)', `refs/heads/${name}`),
  );
  if (base === undefined || head === undefined || head === '') return undefined;
  const isSame = repository.git('diff', '--name-only', base, head) === '';
  const event = pullRequestEvent(base, head, { author });
  const { verdict } = await runCi(repository.folder, { base, head }, event);
  if (verdict === 'pass') repository.git('merge', '-q', '--ff-only', BRANCH);
  repository.git('branch', '-q', '-D', BRANCH);
  return isSame ? undefined : verdict;
}

it('whoever does whatever, what was published keeps its digest or is deleted by name (I01, I03, invariant 1)', async () => {
  const ends = new Map<string, number>();
  const step = fc.record({
    deed: fc.constantFrom(...DEEDS),
    version: fc.constantFrom(...VERSIONS),
    author: fc.constantFrom(...ACTORS),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 7, maxLength: 7 }), async (steps) => {
      const repository = createTestRepository(changeRegistry());
      let known = await publishedAt(repository);
      for (const one of steps) {
        const verdict = await propose(repository, one);
        if (verdict === undefined) continue;
        ends.set(verdict, (ends.get(verdict) ?? 0) + 1);
        if (one.author === 99 || one.author === 3) expect(verdict).not.toBe('pass');
        const now = await publishedAt(repository);
        for (const [reference, digest] of known) {
          const kept = now.get(reference);
          expect([reference, kept === 'deleted' ? digest : kept]).toEqual([reference, digest]);
          if (digest === 'deleted') expect(kept).toBe('deleted');
        }
        known = now;
      }
      expect(await validateFolder(repository.folder)).toMatchObject({ verdict: 'pass' });
    }),
    { numRuns: 5, seed: 11 },
  );
  // Some of it went in and some did not, or nothing was tried.
  expect(ends.get('pass') ?? 0).toBeGreaterThan(2);
  expect((ends.get('findings') ?? 0) + (ends.get('needs-human') ?? 0)).toBeGreaterThan(2);
});
